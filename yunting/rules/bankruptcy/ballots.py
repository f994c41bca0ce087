"""谁出席、谁的票有效: which ballots count, and which creditors are present."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from yunting.rules.bankruptcy import grounds
from yunting.rules.bankruptcy.voting_settings import Presence, Revotes, Settings, Silence
from yunting.rules.finding import Finding, found, met


class Choice(StrEnum):
    """What a ballot says."""

    AGREE = "agree"
    AGAINST = "against"
    ABSTAIN = "abstain"
    BLANK = "blank"
    SPOILED = "spoiled"


class Cast(StrEnum):
    """Who cast it."""

    SELF = "self"
    AGENT = "agent"


class Fate(StrEnum):
    """What became of a ballot."""

    VALID = "valid"
    LATE = "late"
    SUPERSEDED = "superseded"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Ballot:
    """One ballot of one creditor on one matter, by the court's own record of its receipt.

    An agent needs a written authority of this very principal: `authorised`. `agreeing` splits a
    vote by amount, in yuan; only for a trustee the court allowed to.
    """

    creditor: str
    choice: Choice
    received_at: datetime
    cast: Cast = Cast.SELF
    authorised: bool = True
    agreeing: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SignIn:
    """A creditor, or its agent, proved who it is and came in."""

    creditor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Settled:
    """The one ballot of each creditor that counts, and who cast conflicting ones.

    `handed_in` are the creditors of whom a ballot that can be read arrived in time.
    """

    counting: dict[str, Ballot]
    handed_in: frozenset[str]
    conflicting: tuple[str, ...]


def settle(ballots: Iterable[Ballot], settings: Settings) -> Settled:
    """Return the ballot of each creditor that counts. B-CNT-4 B-CNT-5 B-CNT-10.

    Late ballots and those of an agent without authority never do. One agent may act for many, and
    each principal keeps its own ballot. Of ballots that contradict each other, the principal's own
    later one prevails where the last wins; else all are void, and the creditor is flagged.
    The order of the ballots given does not matter.
    """
    counting: dict[str, Ballot] = {}
    several: dict[str, list[Ballot]] = {}
    for ballot in ballots:
        if ballot.received_at < settings.close and ballot.authorised:
            first = counting.setdefault(ballot.creditor, ballot)
            if first is not ballot:
                several.setdefault(ballot.creditor, [first]).append(ballot)
    readable = {
        creditor for creditor, ballot in counting.items() if ballot.choice is not Choice.SPOILED
    }
    for creditor, own in several.items():
        if any(ballot.choice is not Choice.SPOILED for ballot in own):
            readable.add(creditor)
        agreed = _one_of(own, settings.revotes)
        if agreed is None:
            del counting[creditor]
        else:
            counting[creditor] = agreed
    return Settled(counting, frozenset(readable), tuple(sorted(several.keys() - counting.keys())))


def _one_of(ballots: list[Ballot], revotes: Revotes) -> Ballot | None:
    own = _of_one_hand([one for one in ballots if one.cast is Cast.SELF], revotes)
    agents = _of_one_hand([one for one in ballots if one.cast is Cast.AGENT], revotes)
    if not own or not agents:
        return _agreed(own or agents)
    if own[0].received_at > agents[0].received_at and revotes is Revotes.LAST_WINS:
        return _agreed(own)
    return _agreed([*own, *agents])


def _of_one_hand(ballots: list[Ballot], revotes: Revotes) -> list[Ballot]:
    if not ballots:
        return []
    instants = [one.received_at for one in ballots]
    instant = max(instants) if revotes is Revotes.LAST_WINS else min(instants)
    return [one for one in ballots if one.received_at == instant]


def _agreed(ballots: list[Ballot]) -> Ballot | None:
    said = {(one.choice, one.agreeing) for one in ballots}
    return ballots[0] if len(said) == 1 else None


def fates(ballots: tuple[Ballot, ...], settings: Settings) -> tuple[Fate, ...]:
    """Return what became of each ballot, in the order given. B-CNT-5 B-CNT-10."""
    settled = settle(ballots, settings)
    return tuple(_fate(ballot, settled, settings) for ballot in ballots)


def _fate(ballot: Ballot, settled: Settled, settings: Settings) -> Fate:
    if ballot.received_at >= settings.close:
        return Fate.LATE
    counting = settled.counting.get(ballot.creditor)
    if not ballot.authorised or ballot.choice is Choice.SPOILED or counting is None:
        return Fate.VOID
    return Fate.VALID if counting == ballot else Fate.SUPERSEDED


def present(sign_ins: Iterable[SignIn], settled: Settled, settings: Settings) -> frozenset[str]:
    """Return the creditors that are present. B-CNT-6 B-CNT-8 B-CNT-10.

    Who signed in before the close, on site or live; in a vote without a meeting, who handed in a
    ballot in time, even one that abstains; in a mixed one, either. Who signed in and did not vote,
    or too late, is present and weighs against.
    """
    if settings.presence is Presence.BALLOT:
        return settled.handed_in
    came = frozenset(one.creditor for one in sign_ins if one.at < settings.close)
    return came if settings.presence is Presence.SIGN_IN else came | settled.handed_in


def close_of(day: date) -> Finding[datetime]:
    """Return the instant voting closes when it lasts until 24:00 of that day. B-CNT-11.

    The first instant of the next day, itself too late. Without a time zone: the court's own.
    """
    midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001  (court's own)
    return found(midnight + timedelta(days=1), (grounds.DESIGN, "二十四时"), on=day)


def is_in_time(received_at: datetime, *, close: datetime) -> Finding[bool]:
    """Tell whether a ballot came in time. B-CNT-10 B-CNT-11; at the close is too late."""
    said = (("截止", f"{close:%Y-%m-%d %H:%M:%S}"),)
    articles = ((grounds.DESIGN, "迟到的票"), (grounds.DESIGN, "二十四时"))
    return found(received_at < close, *articles, on=close.date(), because=said)


def may_extend(
    *, decided_at: datetime, close: datetime, recorded: bool, all_told: bool
) -> Finding[bool]:
    """Tell whether voting may close later. B-CNT-10.

    The decision is recorded, made before the close and told to all.
    """
    early = decided_at < close
    said = met(("截止前决定", early), ("决定已记录", recorded), ("已通知全体", all_told))
    value = early and recorded and all_told
    return found(value, (grounds.DESIGN, "迟到的票"), on=close.date(), because=said)


def may_split_vote(*, trustee: bool, court_allows: bool, on: date) -> Finding[bool]:
    """Tell whether one creditor may split its vote. B-CNT-3.

    Only a trustee for many holders that the court allows to.
    """
    said = met(("为多数持有人的受托人", trustee), ("法院许可", court_allows))
    return found(trustee and court_allows, (grounds.DESIGN, "不得拆票"), on=on, because=said)


def is_silence_consent(silence: Silence, *, on: date) -> Finding[bool]:
    """Tell whether who is present and does not vote consents. B-CNT-9.

    Only where the law or an earlier valid resolution says so.
    """
    return found(silence is not Silence.NEVER, (grounds.DESIGN, "沉默不是同意"), on=on)
