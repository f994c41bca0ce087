"""What the tests of a vote start from: creditors, ballots and the usual settings."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from yunting.rules.bankruptcy import voting
from yunting.rules.bankruptcy.ballots import Ballot, Cast, Choice, SignIn
from yunting.rules.bankruptcy.voting import Tally
from yunting.rules.bankruptcy.voting_rights import Claim, Item, roll
from yunting.rules.bankruptcy.voting_settings import Settings, fingerprint, usual
from yunting.rules.finding import Finding

ON = date(2026, 4, 24)
CLOSE = datetime(2026, 4, 24, 16, tzinfo=UTC)
EARLY = CLOSE - timedelta(hours=8)


def settings(**changes: Any) -> Settings:
    """Return the usual settings, changed as told."""
    return replace(usual(CLOSE, on=ON).value, **changes)


def claim(holder: str, amount: str, **more: Any) -> Claim:
    """Return an ordinary claim of one creditor."""
    return Claim((holder,), Decimal(amount), **more)


def ballot(creditor: str, choice: Choice = Choice.AGREE, *, after: int = 0) -> Ballot:
    """Return a creditor's own ballot, so many minutes after the first."""
    return Ballot(creditor, choice, EARLY + timedelta(minutes=after))


def by_agent(creditor: str, choice: Choice = Choice.AGREE, *, after: int = 0) -> Ballot:
    """Return a ballot an agent cast for a creditor."""
    return replace(ballot(creditor, choice, after=after), cast=Cast.AGENT)


def sign_ins(creditors: Iterable[str]) -> tuple[SignIn, ...]:
    """Return that these creditors signed in before voting."""
    return tuple(SignIn(creditor, EARLY) for creditor in creditors)


def tally(
    claims: Iterable[Claim],
    ballots: Iterable[Ballot],
    *,
    signed_in: Iterable[str] = (),
    item: Item = Item.REALISATION_PLAN,
    chosen: Settings | None = None,
) -> Finding[Tally]:
    """Tally a matter under settings that were frozen as they are."""
    under = chosen or settings()
    return voting.tally(
        roll(tuple(claims), under),
        ballots=ballots,
        sign_ins=sign_ins(signed_in),
        item=item,
        settings=under,
        frozen=fingerprint(under),
        on=ON,
    )
