"""A vote: ten motions of 100,000 ballots each, tallied from the roll, with and without related."""

import sys
import time
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from benchmarks._court import Measured, show
from yunting.rules.bankruptcy.ballots import Ballot, Choice, SignIn
from yunting.rules.bankruptcy.voting import tally
from yunting.rules.bankruptcy.voting_rights import Claim, Item, roll
from yunting.rules.bankruptcy.voting_settings import fingerprint, usual

CREDITORS = 100_000
MOTIONS = 10
MOST_SECONDS = 5
ON = date(2026, 4, 24)
CLOSE = datetime(2026, 4, 24, 16, tzinfo=UTC)


def main() -> int:
    """Measure and print it."""
    settings = usual(CLOSE, on=ON).value
    names = [f"{n:06}" for n in range(CREDITORS)]
    claims = tuple(
        Claim((name,), Decimal(n + 1), related=n % 1000 == 0) for n, name in enumerate(names)
    )
    rows = roll(claims, settings)
    early = CLOSE - timedelta(hours=1)
    choices = tuple(Choice)
    ballots = tuple(Ballot(name, choices[n % len(choices)], early) for n, name in enumerate(names))
    sign_ins = tuple(SignIn(name, early) for name in names[::2])
    started = time.perf_counter()
    for _ in range(MOTIONS):
        tally(
            rows,
            ballots=ballots,
            sign_ins=sign_ins,
            item=Item.REALISATION_PLAN,
            settings=settings,
            frozen=fingerprint(settings),
            on=ON,
        )
    seconds = time.perf_counter() - started
    what = f"tally {CREDITORS:,} ballots x {MOTIONS} motions"
    return show("tally", [Measured(what, "s", seconds, at_most=MOST_SECONDS)])


if __name__ == "__main__":
    sys.exit(main())
