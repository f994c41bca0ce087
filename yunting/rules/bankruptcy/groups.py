"""重整计划的分组表决: when a group, the plan, the investors, a committee have resolved."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from yunting.lib.errors import Refused
from yunting.rules.amount import checked
from yunting.rules.bankruptcy import grounds, thresholds
from yunting.rules.bankruptcy.thresholds import Resolution
from yunting.rules.bankruptcy.voting_rights import Group
from yunting.rules.finding import Finding, found
from yunting.rules.parameter import parameter


class EmptyGroup(Refused):
    """A group without a member, or a plan without a group, can resolve nothing."""

    code = "rules.bankruptcy.empty-group"


@dataclass(frozen=True, slots=True)
class Member:
    """One creditor of a group: its whole claim there, in yuan, and what it did."""

    amount: Decimal
    present: bool
    agrees: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """A group and whether it passed the plan."""

    group: Group
    passed: bool


def group_passes(members: tuple[Member, ...], *, on: date) -> Finding[bool]:
    """Tell whether a group passes the plan. B1.7-group; 企业破产法 第八十四条第二款.

    More than half of the heads present in the group, and two thirds of all its claims, present
    or not. Who is absent cannot agree.
    :raises EmptyGroup: if it has no member
    """
    if not members:
        raise EmptyGroup("表决组没有成员。", field="members")
    came = [one for one in members if one.present]
    agreeing = [one for one in came if one.agrees]
    return thresholds.resolution(
        Resolution.REORGANISATION_GROUP,
        voting_present=len(came),
        agree_heads=len(agreeing),
        total_amount=sum((checked(one.amount) for one in members), Decimal(0)),
        agree_amount=sum((one.amount for one in agreeing), Decimal(0)),
        on=on,
    )


def plan_passes(outcomes: tuple[Outcome, ...], *, on: date) -> Finding[bool]:
    """Tell whether the plan is passed: every group that votes passed it. B1.7-plan.

    企业破产法 第八十六条第一款.
    :raises EmptyGroup: if no group voted
    """
    if not outcomes:
        raise EmptyGroup("没有表决组表决。", field="outcomes")
    said = tuple((one.group.value, "通过" if one.passed else "未通过") for one in outcomes)
    passed = all(one.passed for one in outcomes)
    return found(passed, (grounds.LAW, "第八十六条第一款"), on=on, because=said)


def investors_pass(*, agree: Decimal, present: Decimal, on: date) -> Finding[bool]:
    """Tell whether the investors' group passes the plan. B1.7-investors.

    By the voting rights of those present, in shares or yuan. The Law fixes no majority; this one
    is from the minutes on listed companies. 企业破产法 第八十五条.
    :raises NotAVote: if more agree than are present
    """
    least = parameter(f"{grounds.LISTED}.investor_group", on=on)
    if checked(agree, field="agree") > checked(present, field="present"):
        raise thresholds.NotAVote("同意的不能超过出席的。", field="agree")
    passed = present > 0 and thresholds.share(agree, present) >= least.share
    said = (("须达到", f"出席表决权的 {least.share}"),)
    return Finding(passed, (least.citation,), said)


def committee_decides(*, agree: int, members: int, on: date) -> Finding[bool]:
    """Tell whether the creditors' committee has decided. B1.7-committee.

    More than half of all its members, present or not. 破产法规定（三） 第十四条.
    :raises EmptyGroup: if it has no member
    """
    if members <= 0:
        raise EmptyGroup("委员会没有成员。", field="members")
    over = parameter(f"{grounds.THIRD}.committee_majority", on=on)
    said = (("同意", f"{agree}/{members}，须超过 {over.share}"),)
    return Finding(thresholds.share(agree, members) > over.share, (over.citation,), said)


def must_convene(*, proposing: Decimal, total: Decimal, on: date) -> Finding[bool]:
    """Tell whether creditors can have a meeting convened: a quarter of all claims. B1.7-convening.

    企业破产法 第六十二条第二款; exactly that share is enough.
    """
    least = parameter(f"{grounds.LAW}.convening", on=on)
    held: Fraction = thresholds.share(checked(proposing), checked(total, field="total"))
    said = (("提议人的债权", f"须达到总额的 {least.share}"),)
    return Finding(held >= least.share and total > 0, (least.citation,), said)
