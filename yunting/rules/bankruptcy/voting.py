"""计票: who and how much agreed, of whom and of what, and whether a resolution is carried.

Decided with whole numbers and fractions; what is shown as per cent decides nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter
from typing import TypeVar

from yunting.rules.bankruptcy import grounds, thresholds
from yunting.rules.bankruptcy.ballots import Ballot, Choice, SignIn, present, settle
from yunting.rules.bankruptcy.thresholds import Need, Resolution, share
from yunting.rules.bankruptcy.voting_rights import (
    WITHOUT_SECURED,
    Claim,
    Item,
    Row,
    VotesInGroups,
    has_head,
    roll,
)
from yunting.rules.bankruptcy.voting_settings import (
    RelatedParties,
    SecuredAmount,
    Settings,
    Silence,
    check_frozen,
    checked_denominator,
)
from yunting.rules.citation import cite
from yunting.rules.finding import Finding, found
from yunting.rules.parameter import parameter

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Heads:
    """How many creditors could vote on the matter, were present, and agreed."""

    due: int
    present: int
    agree: int


@dataclass(frozen=True, slots=True)
class Amounts:
    """How much the claims are that count, those of the present, and those that agreed, in yuan."""

    due: Decimal
    present: Decimal
    agree: Decimal


@dataclass(frozen=True, slots=True)
class Count:
    """One count of a vote: the six numbers, each test, and the outcome."""

    carried: bool
    by_heads: bool
    by_amount: bool
    heads: Heads
    amounts: Amounts


@dataclass(frozen=True, slots=True)
class Tally:
    """The result of a vote: with everybody who votes, and once more without related parties.

    `conflicting` are the creditors whose ballots contradicted each other and were void.
    """

    result: Count
    without_related: Count
    conflicting: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attendance:
    """What a report says of a meeting, per cent, for display only."""

    heads: str
    amount: str


class Result(StrEnum):
    """How far a result has come; only a declared one has effect."""

    COMPUTED = "computed"
    DECLARED = "declared"
    NOTIFIED = "notified"


def count(
    rows: Iterable[Row],
    *,
    present: frozenset[str],
    agreeing: Mapping[str, Decimal | None],
    item: Item,
    settings: Settings,
    on: date,
) -> Count:
    """Count one vote. B-CNT-1 B-CNT-2 B-CNT-3 B-CNT-6 B-CNT-7 B-CNT-14.

    `agreeing`: the creditors that agree; with an amount, in yuan, where a trustee's vote is split.
    Who is absent stays in the total of the amounts, not in the heads. A head that several share
    agrees if every one of them that came does.
    """
    roll_call = tuple(rows)
    weight = _weight(item, settings)
    due = [row for row in roll_call if has_head(row, item)]
    came = [row for row in due if row.creditor in present]
    agreed = [row for row in came if row.creditor in agreeing]
    withheld = _withheld(agreed, agreeing, weight)
    against = {row.head for row in came if row.creditor not in agreeing}
    if withheld:
        against |= {row.head for row in agreed if _is_half_withheld(row, withheld, weight)}
    total = _sum(row.counted for row in roll_call)
    if weight is _WITH_SECURED:
        total += _sum(row.secured for row in roll_call)
    heads_present = {row.head for row in came}
    return _count(
        Heads(len({row.head for row in due}), len(heads_present), len(heads_present - against)),
        Amounts(
            total, _sum(map(weight, came)), _sum(map(weight, agreed)) - _sum(withheld.values())
        ),
        thresholds.need(_kind(item), on=on),
    )


def _withheld(
    agreed: list[Row], agreeing: Mapping[str, Decimal | None], weight: Callable[[Row], Decimal]
) -> dict[str, Decimal]:
    return {
        row.creditor: weight(row) - min(part, weight(row))
        for row in agreed
        if (part := agreeing[row.creditor]) is not None
    }


def _is_half_withheld(
    row: Row, withheld: dict[str, Decimal], weight: Callable[[Row], Decimal]
) -> bool:
    part = withheld.get(row.creditor)
    return part is not None and part >= weight(row) - part


def _weight(item: Item, settings: Settings) -> Callable[[Row], Decimal]:
    included = settings.secured_amount is SecuredAmount.INCLUDE and item not in WITHOUT_SECURED
    return _WITH_SECURED if included else _UNSECURED


def _with_secured(row: Row) -> Decimal:
    return row.unsecured + row.secured


_UNSECURED: Callable[[Row], Decimal] = attrgetter("unsecured")
_WITH_SECURED: Callable[[Row], Decimal] = _with_secured


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, Decimal(0))


def _count(heads: Heads, amounts: Amounts, needed: Need) -> Count:
    by_heads = thresholds.enough_heads(share(heads.agree, heads.present), needed)
    by_amount = thresholds.enough_amount(share(amounts.agree, amounts.due), needed)
    return Count(by_heads and by_amount, by_heads, by_amount, heads, amounts)


def _kind(item: Item) -> Resolution:
    return Resolution.SETTLEMENT if item is Item.SETTLEMENT else Resolution.ORDINARY


def vote(
    claims: tuple[Claim, ...],
    *,
    present: frozenset[str],
    agreeing: frozenset[str],
    item: Item,
    settings: Settings,
    on: date,
) -> Finding[Count]:
    """Count a vote from the claims, who was present and who agreed. B1.7-ordinary B1.7-settlement.

    B-CNT-1 B-CNT-2 B-CNT-6 B-CNT-7 B-CNT-14 B-CNT-15.
    :raises VotesInGroups: for a reorganisation plan
    """
    rows = roll(claims, _checked(item, settings, on))
    agrees: dict[str, Decimal | None] = dict.fromkeys(agreeing)
    counted = count(rows, present=present, agreeing=agrees, item=item, settings=settings, on=on)
    return _finding(counted, counted, item, on)


def _checked(item: Item, settings: Settings, on: date) -> Settings:
    if item is Item.REORGANISATION_PLAN:
        raise VotesInGroups(
            "重整计划由各表决组分别表决。", basis=str(cite(grounds.LAW, "第八十二条", on=on))
        )
    checked_denominator(settings, on=on)
    return settings


def tally(
    rows: tuple[Row, ...],
    *,
    ballots: Iterable[Ballot],
    sign_ins: Iterable[SignIn],
    item: Item,
    settings: Settings,
    frozen: str,
    on: date,
) -> Finding[Tally]:
    """Tally one matter from the roll, the sign-ins and every ballot received.

    B-CNT-5 B-CNT-8 B-CNT-9 B-CNT-10 B-CNT-12. `frozen`: the fingerprint of the settings printed
    when voting opened. Related parties vote unless the court decided otherwise; the count without
    them stands beside the result.
    :raises SettingsChanged: if the settings are not the frozen ones
    :raises VotesInGroups: for a reorganisation plan
    """
    check_frozen(settings, frozen, on=on)
    _checked(item, settings, on)
    settled = settle(ballots, settings)
    came = present(sign_ins, settled, settings)
    agrees = {
        creditor: ballot.agreeing
        for creditor, ballot in settled.counting.items()
        if ballot.choice is Choice.AGREE
    }
    if settings.silence is not Silence.NEVER:
        silent = came - settled.counting.keys() - frozenset(settled.conflicting)
        agrees |= dict.fromkeys(silent)
    unrelated = tuple(row for row in rows if not row.related)

    def counted(some: tuple[Row, ...]) -> Count:
        return count(some, present=came, agreeing=agrees, item=item, settings=settings, on=on)

    without = counted(unrelated)
    alike = len(unrelated) == len(rows) or settings.related_parties is RelatedParties.EXCLUDE
    result = without if alike else counted(rows)
    return _finding(Tally(result, without, settled.conflicting), result, item, on)


def _finding(value: T, counted: Count, item: Item, on: date) -> Finding[T]:
    needed = thresholds.need(_kind(item), on=on)
    heads, amounts = counted.heads, counted.amounts
    by_heads, by_amount = share(heads.agree, heads.present), share(amounts.agree, amounts.due)
    percent = thresholds.shown_amount(by_amount, needed, on=on)
    said = (
        (
            "同意的人数",
            f"{heads.agree}/{heads.present}，{thresholds.shown_heads(by_heads, needed, on=on)}",
        ),
        ("同意的债权额", f"{amounts.agree:,f}元/{amounts.due:,f}元，{percent}"),
    )
    ours = cite(grounds.DESIGN, "分母的债权", on=on), cite(grounds.DESIGN, "比例的显示", on=on)
    return Finding(value, (*needed.basis, *ours), said)


def attendance(counted: Count, *, on: date) -> Finding[Attendance]:
    """Return the share of heads present and of the amount they represent. B1.11-attendance.

    B1.11-represented. Of those entitled to vote on the matter, and of all that counts.
    """
    places = parameter("design.ratio_places", on=on)
    heads = thresholds.per_cent(share(counted.heads.present, counted.heads.due), places.whole)
    amount = thresholds.per_cent(share(counted.amounts.present, counted.amounts.due), places.whole)
    return found(Attendance(heads, amount), (grounds.DESIGN, "出席率"), on=on)


def has_effect(result: Result, *, on: date) -> Finding[bool]:
    """Tell whether a result has legal effect: once the chair declared it. B-CNT-16."""
    articles = ((grounds.DESIGN, "计票结果须宣布"), (grounds.LAW, "第六十四条第三款"))
    return found(result is not Result.COMPUTED, *articles, on=on)
