"""谁对什么有表决权: which claim votes on which matter, with a head, an amount, or neither."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from yunting.lib.errors import Refused
from yunting.rules.amount import checked
from yunting.rules.bankruptcy import grounds
from yunting.rules.bankruptcy.voting_settings import (
    Employees,
    Kind,
    SecuredAmount,
    Settings,
    SplitAssignments,
)
from yunting.rules.citation import cite
from yunting.rules.finding import Article, Finding, found

EMPLOYEES = "职工"


class Standing(StrEnum):
    """How far a claim is established, as far as its vote depends on it."""

    FIXED = "fixed"
    PROVISIONAL = "provisional"
    PENDING = "pending"
    REJECTED = "rejected"


class Item(StrEnum):
    """What a creditors' meeting decides, in the order of 第六十一条第一款."""

    VERIFY_CLAIMS = "verify_claims"
    REPLACE_ADMINISTRATOR = "replace_administrator"
    SUPERVISE = "supervise"
    COMMITTEE_MEMBERS = "committee_members"
    BUSINESS = "business"
    REORGANISATION_PLAN = "reorganisation_plan"
    SETTLEMENT = "settlement"
    MANAGEMENT_PLAN = "management_plan"
    REALISATION_PLAN = "realisation_plan"
    DISTRIBUTION_PLAN = "distribution_plan"
    OTHER = "other"


WITHOUT_SECURED = frozenset({Item.SETTLEMENT, Item.DISTRIBUTION_PLAN})
_ESTABLISHED = frozenset({Standing.FIXED, Standing.PROVISIONAL})


class Group(StrEnum):
    """A group that votes on a reorganisation plan."""

    SECURED = "secured"
    EMPLOYEE = "employee"
    TAX = "tax"
    ORDINARY = "ordinary"
    SMALL = "small"
    SUBORDINATED = "subordinated"
    INVESTORS = "investors"


_GROUPS: dict[Kind, tuple[Group | None, Article]] = {
    Kind.SECURED: (Group.SECURED, (grounds.LAW, "第八十二条第一款第（一）项")),
    Kind.EMPLOYEE: (Group.EMPLOYEE, (grounds.LAW, "第八十二条第一款第（二）项")),
    Kind.TAX: (Group.TAX, (grounds.LAW, "第八十二条第一款第（三）项")),
    Kind.SOCIAL_INSURANCE: (None, (grounds.LAW, "第八十三条")),
    Kind.ORDINARY: (Group.ORDINARY, (grounds.LAW, "第八十二条第一款第（四）项")),
    Kind.SECURED_WAIVED: (Group.ORDINARY, (grounds.LAW, "第一百一十条")),
    Kind.SECURED_SHORTFALL: (Group.ORDINARY, (grounds.LAW, "第一百一十条")),
    Kind.SUBORDINATED: (None, (grounds.DESIGN, "劣后债权不表决")),
}


class NoVotingRight(Refused):
    """A ballot for a claim that has no vote on this matter."""

    code = "rules.bankruptcy.no-voting-right"


class VotesInGroups(Refused):
    """A matter creditors vote on in groups, not together."""

    code = "rules.bankruptcy.votes-in-groups"


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim as the roll takes it: who holds it, how much, of what kind, how established.

    Several `holders` hold it jointly. `amount` is the confirmed amount, or for a provisional one
    what the court fixed. `origin` names the claim it was split from by assignment after
    acceptance. Only part of a creditor's claims may be `related` or unaffected by a plan.
    """

    holders: tuple[str, ...]
    amount: Decimal
    kind: Kind = Kind.ORDINARY
    standing: Standing = Standing.FIXED
    origin: str = ""
    related: bool = False
    affected: bool = True


@dataclass(frozen=True, slots=True)
class Right:
    """What a claim weighs on a matter: whether its holder has a head, and how much, in yuan."""

    head: bool
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Row:
    """One creditor on the roll: what it votes with, and what it adds to the total, in yuan.

    `head` is the creditor itself, or what it shares its head with.
    """

    creditor: str
    unsecured: Decimal
    secured: Decimal
    counted: Decimal
    head: str
    related: bool


def right(claim: Claim, item: Item, settings: Settings, *, on: date) -> Finding[Right]:
    """Return what a claim weighs on a matter that all creditors vote on together.

    B1.6-secured B1.6-waived B1.6-shortfall B1.6-employee B1.6-social-tax B1.6-ordinary
    B1.6-provisional B1.6-pending B1.6-subordinated B-CNT-15. A secured claim whose priority is not
    waived has a head but, unless set otherwise, no amount; on a settlement and on the
    distribution neither. Its shortfall is a claim of its own once it is fixed.
    :raises VotesInGroups: for a reorganisation plan
    """
    if item is Item.REORGANISATION_PLAN:
        raise VotesInGroups(
            "重整计划由各表决组分别表决。", basis=str(cite(grounds.LAW, "第八十二条", on=on))
        )
    nothing = Right(head=False, amount=Decimal(0))
    if claim.standing not in _ESTABLISHED:
        return found(nothing, (grounds.LAW, "第五十九条第二款"), on=on)
    if claim.kind is Kind.SUBORDINATED:
        return found(nothing, (grounds.DESIGN, "劣后债权不表决"), on=on)
    if claim.kind is Kind.EMPLOYEE and settings.employees is Employees.NO_VOTE:
        return found(
            nothing, (grounds.LAW, "第五十九条第五款"), (grounds.DESIGN, "职工不表决"), on=on
        )
    if claim.kind is Kind.SECURED:
        return _right_of_secured(claim, item, settings, on=on)
    whole = Right(head=claim.amount > 0, amount=checked(claim.amount))
    return found(whole, *_articles_of_whole(claim), on=on)


def _articles_of_whole(claim: Claim) -> tuple[Article, ...]:
    if claim.standing is Standing.PROVISIONAL:
        return ((grounds.LAW, "第五十九条第二款"),)
    if claim.kind is Kind.EMPLOYEE:
        return ((grounds.DESIGN, "职工不表决"),)
    if claim.kind in {Kind.SECURED_WAIVED, Kind.SECURED_SHORTFALL}:
        return ((grounds.LAW, "第一百一十条"), (grounds.LAW, "第五十九条第一款"))
    return ((grounds.LAW, "第五十九条第一款"),)


def _right_of_secured(claim: Claim, item: Item, settings: Settings, *, on: date) -> Finding[Right]:
    law, ours = (grounds.LAW, "第五十九条第三款"), (grounds.DESIGN, "担保债权额不计入")
    if item in WITHOUT_SECURED:
        return found(Right(head=False, amount=Decimal(0)), law, on=on)
    included = settings.secured_amount is SecuredAmount.INCLUDE
    amount = checked(claim.amount) if included else Decimal(0)
    return found(Right(head=claim.amount > 0, amount=amount), law, ours, on=on)


def shortfall(
    claim: Decimal,
    *,
    waived: bool,
    realised: Decimal | None,
    expected: Decimal | None,
    on: date,
) -> Finding[Decimal]:
    """Return what of a secured claim is unsecured, in yuan. B-CNT-15 B1.6-shortfall.

    All of it once the priority is waived; what the sold collateral left (`realised` is what it
    paid); else what the court expects to be left and fixed; else nothing. 企业破产法 第一百一十条.
    """
    whole, fixed = checked(claim), Decimal(0) if expected is None else checked(expected)
    value = min(fixed, whole)
    if realised is not None:
        value = max(whole - checked(realised), Decimal(0))
    if waived:
        value = whole
    return found(value, (grounds.LAW, "第一百一十条"), (grounds.DESIGN, "担保缺口"), on=on)


def group_of(
    claim: Claim, *, small_most: Decimal | None = None, plan_pays_last: bool = False, on: date
) -> Finding[Group | None]:
    """Return the group a claim votes in on a reorganisation plan; None if in none.

    B1.6-groups B1.6-unaffected. `small_most`: the court set up a group for ordinary claims up to
    this amount. `plan_pays_last`: the plan gives subordinated claims something. Social insurance
    may not be reduced and does not vote; nor who the plan does not affect.
    企业破产法 第八十二条, 第八十三条; 破产法规定（三） 第十一条第二款.
    """
    if claim.standing not in _ESTABLISHED:
        return found(None, (grounds.LAW, "第五十九条第二款"), on=on)
    if not claim.affected:
        return found(None, (grounds.THIRD, "第十一条第二款"), on=on)
    group, article = _GROUPS[claim.kind]
    if group is Group.ORDINARY and small_most is not None and claim.amount <= small_most:
        return found(Group.SMALL, (grounds.LAW, "第八十二条第二款"), on=on)
    if claim.kind is Kind.SUBORDINATED and plan_pays_last:
        group = Group.SUBORDINATED
    return found(group, article, on=on)


def do_investors_vote(*, rights_adjusted: bool, on: date) -> Finding[bool]:
    """Tell whether there is a group of investors. B1.6-investors; 企业破产法 第八十五条.

    They attend in any case; they vote if the plan adjusts their rights.
    """
    return found(rights_adjusted, (grounds.LAW, "第八十五条"), on=on)


def roll(claims: tuple[Claim, ...], settings: Settings) -> tuple[Row, ...]:
    """Return the roll: one row for each person, its claims added up. B-CNT-1 B-CNT-2 B-CLM-5.

    Joint creditors of one claim are one row. Claims split from one by assignment after acceptance
    share a head, unless their holder has a head of its own or the court decided otherwise.
    What employees vote with, if anything, stands in one row. In the order of the names.
    """
    held: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.standing in _ESTABLISHED and claim.kind is not Kind.SUBORDINATED:
            held[_creditor(claim, settings)].append(claim)
    return tuple(_row(creditor, held[creditor], settings) for creditor in sorted(held))


def _creditor(claim: Claim, settings: Settings) -> str:
    if claim.kind is Kind.EMPLOYEE and settings.employees is not Employees.NO_VOTE:
        return EMPLOYEES
    return "、".join(sorted(set(claim.holders)))


def _row(creditor: str, claims: list[Claim], settings: Settings) -> Row:
    unsecured = secured = counted = Decimal(0)
    for claim in claims:
        amount = checked(claim.amount)
        if claim.kind is Kind.SECURED:
            secured += amount
            continue
        if claim.kind is not Kind.EMPLOYEE or settings.employees is not Employees.NO_VOTE:
            unsecured += amount
        if claim.kind in settings.denominator:
            counted += amount
    return Row(
        creditor=creditor,
        unsecured=unsecured,
        secured=secured,
        counted=counted,
        head=_head(creditor, claims, settings),
        related=any(claim.related for claim in claims),
    )


def _head(creditor: str, claims: list[Claim], settings: Settings) -> str:
    origins = sorted({claim.origin for claim in claims})
    if settings.split_assignments is SplitAssignments.SEPARATE or not origins[0]:
        return creditor
    return f"拆分自：{origins[0]}"


def check_may_vote(row: Row, item: Item, *, on: date) -> Finding[bool]:
    """Return True if this creditor has a head on this matter. B1.6-secured.

    :raises NoVotingRight: for example a secured creditor on the distribution, without an
        unsecured part
    """
    law = cite(grounds.LAW, "第五十九条第三款", on=on)
    if not has_head(row, item):
        raise NoVotingRight(
            "您的债权对这一事项没有表决权。",
            basis=str(law),
            remedy="放弃优先受偿权，或者由法院确定预计不能受偿的部分后，可以就该部分表决。",
        )
    return Finding(True, (law,))


def has_head(row: Row, item: Item) -> bool:
    """Tell whether a row has a head on a matter; a bare test for the count."""
    return row.unsecured > 0 or (item not in WITHOUT_SECURED and row.secured > 0)
