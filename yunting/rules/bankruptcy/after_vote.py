"""表决之后: what follows a result, who may have it reviewed or revoked, and what binds the debtor.

Not formalised: whether a plan is fair, feasible or imposed. The court decides; here is only
which of the conditions have evidence.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from yunting.lib.errors import Refused
from yunting.rules import periods
from yunting.rules.amount import checked
from yunting.rules.bankruptcy import grounds
from yunting.rules.bankruptcy.thresholds import share
from yunting.rules.bankruptcy.voting_rights import Item
from yunting.rules.citation import cite
from yunting.rules.finding import Article, Finding, found, met
from yunting.rules.parameter import parameter


class Next(StrEnum):
    """What follows the result of a vote."""

    BINDS_ALL = "binds_all"
    COURT_RULES = "court_rules"
    SECOND_VOTE = "second_vote"
    ASK_APPROVAL = "ask_approval"
    NEGOTIATE_AND_VOTE_AGAIN = "negotiate_and_vote_again"
    MAY_ASK_IMPOSITION = "may_ask_imposition"
    DECLARE_BANKRUPT = "declare_bankrupt"
    NOT_RESOLVED = "not_resolved"


_PASSED: dict[Item, tuple[Next, Article]] = {
    Item.DISTRIBUTION_PLAN: (Next.ASK_APPROVAL, (grounds.LAW, "第一百一十五条第三款")),
    Item.SETTLEMENT: (Next.ASK_APPROVAL, (grounds.LAW, "第九十八条")),
    Item.REORGANISATION_PLAN: (Next.ASK_APPROVAL, (grounds.LAW, "第八十六条第二款")),
}
_FAILED: dict[Item, tuple[Next, Next, Article]] = {
    Item.MANAGEMENT_PLAN: (Next.COURT_RULES, Next.COURT_RULES, (grounds.LAW, "第六十五条第一款")),
    Item.REALISATION_PLAN: (Next.COURT_RULES, Next.COURT_RULES, (grounds.LAW, "第六十五条第一款")),
    Item.DISTRIBUTION_PLAN: (
        Next.SECOND_VOTE,
        Next.COURT_RULES,
        (grounds.LAW, "第六十五条第二款"),
    ),
    Item.SETTLEMENT: (Next.DECLARE_BANKRUPT, Next.DECLARE_BANKRUPT, (grounds.LAW, "第九十九条")),
    Item.REORGANISATION_PLAN: (
        Next.NEGOTIATE_AND_VOTE_AGAIN,
        Next.MAY_ASK_IMPOSITION,
        (grounds.LAW, "第八十七条"),
    ),
}
_TWICE = frozenset({Item.DISTRIBUTION_PLAN, Item.REORGANISATION_PLAN})


class Ground(StrEnum):
    """Why a resolution may be revoked."""

    CONVENED_UNLAWFULLY = "债权人会议的召开违反法定程序"
    VOTED_UNLAWFULLY = "债权人会议的表决违反法定程序"
    CONTENT_UNLAWFUL = "债权人会议的决议内容违法"
    BEYOND_POWERS = "债权人会议的决议超出债权人会议的职权范围"


class Condition(StrEnum):
    """A condition for imposing a reorganisation plan, in the order of 第八十七条第二款."""

    SECURED_PAID = "担保债权就该特定财产全额清偿，延期损失得到公平补偿且未受实质性损害，或者已通过"
    EMPLOYEE_TAX_PAID = "职工债权和税款全额清偿，或者已通过"
    ORDINARY_NOT_WORSE = "普通债权的清偿比例不低于清算所得，或者已通过"
    FAIR_TO_INVESTORS = "对出资人权益的调整公平公正，或者已通过"
    EQUAL_AND_IN_ORDER = "同组成员公平对待，且不违反清偿顺序"
    FEASIBLE = "经营方案具有可行性"


class Act(StrEnum):
    """An act the administrator reports before it, in the order of 第六十九条."""

    REAL_ESTATE = "涉及土地、房屋等不动产权益的转让"
    RIGHTS = "探矿权、采矿权、知识产权等财产权的转让"
    WHOLE = "全部库存或者营业的转让"
    LOAN = "借款"
    SECURITY = "设定财产担保"
    CLAIMS_AND_SECURITIES = "债权和有价证券的转让"
    OPEN_CONTRACTS = "履行债务人和对方当事人均未履行完毕的合同"
    WAIVER = "放弃权利"
    REDEMPTION = "担保物的取回"
    OTHER = "对债权人利益有重大影响的其他财产处分行为"


class Reported(StrEnum):
    """To whom."""

    COMMITTEE = "committee"
    COURT = "court"


class NoFurtherVote(Refused):
    """A vote the Law does not provide for."""

    code = "rules.bankruptcy.no-further-vote"


def next_step(item: Item, *, passed: bool, votes: int, on: date) -> Finding[Next]:
    """Return what follows a vote on a matter; `votes` have been held on it, this one included.

    B1.9-plans-fail B1.9-distribution-fails B1.9-distribution-passes B1.9-binds
    B1.9-groups-fail B1.9-settlement-fails. Only the distribution and a group on a reorganisation
    plan vote a second time, and only after the first vote failed.
    :raises NoFurtherVote: for a vote the Law does not provide for
    """
    check_vote_allowed(item, votes_failed=votes - 1, on=on)
    if passed:
        step, article = _PASSED.get(item, (Next.BINDS_ALL, (grounds.LAW, "第六十四条第三款")))
        return found(step, article, on=on)
    if item not in _FAILED:
        return found(Next.NOT_RESOLVED, (grounds.LAW, "第六十四条第一款"), on=on)
    first, again, article = _FAILED[item]
    return found(first if votes == 1 else again, article, on=on)


def check_vote_allowed(item: Item, *, votes_failed: int, on: date) -> Finding[bool]:
    """Return True if a matter may be voted on after so many votes that failed.

    B1.9-distribution-fails B1.9-groups-fail.
    :raises NoFurtherVote: if not
    """
    most = 1 if item in _TWICE else 0
    article = _FAILED[item][-1] if item in _FAILED else (grounds.LAW, "第六十四条")
    basis = cite(*article, on=on)
    if not 0 <= votes_failed <= most:
        raise NoFurtherVote("这一事项不能再次表决。", basis=str(basis), field="votes")
    return Finding(True, (basis,))


def after_unapproved_plan(*, on: date) -> Finding[Next]:
    """Return what follows a plan neither passed nor approved. B1.9-plan-fails; 第八十八条."""
    return found(Next.DECLARE_BANKRUPT, (grounds.LAW, "第八十八条"), on=on)


def may_ask_review(
    item: Item, *, held: Decimal, unsecured_total: Decimal, on: date
) -> Finding[bool]:
    """Tell whether creditors may have a ruling that replaced a resolution reviewed.

    B1.9-review. Any dissatisfied creditor, of a ruling on management or realisation; of one on
    the distribution, those that hold half of the unsecured claims, in yuan. 企业破产法 第六十六条.
    The time is `deadlines.Term.REVIEW_OF_RULING`, and the ruling is carried out meanwhile.
    """
    share_held = share(checked(held), checked(unsecured_total, field="unsecured_total"))
    if item is not Item.DISTRIBUTION_PLAN:
        value = item in {Item.MANAGEMENT_PLAN, Item.REALISATION_PLAN}
        return found(value and held > 0, (grounds.LAW, "第六十六条"), on=on)
    least = parameter(f"{grounds.LAW}.review_distribution", on=on)
    said = (("所持无财产担保债权", f"须达到总额的 {least.share}"),)
    return Finding(share_held >= least.share, (least.citation,), said)


def may_revoke(grounds_found: frozenset[Ground], *, harmed: bool, on: date) -> Finding[bool]:
    """Tell whether the court may revoke a resolution, in whole or in part. B1.9-revocation.

    On the request of a creditor it harms. 企业破产法 第六十四条第二款; 破产法规定（三） 第十二条.
    """
    said = (*((one.value, "有") for one in Ground if one in grounds_found), *met(("损害", harmed)))
    articles = ((grounds.LAW, "第六十四条第二款"), (grounds.THIRD, "第十二条"))
    return found(bool(grounds_found) and harmed, *articles, on=on, because=said)


def last_day_to_revoke(*, resolved: date, result_received: date | None) -> Finding[date]:
    """Return the last day to ask for a resolution to be revoked. B1.4-revocation.

    From the resolution; after an off-site vote from the receipt of the notice of its result,
    `result_received`. 企业破产法 第六十四条第二款; 破产法规定（三） 第十二条.
    """
    start = resolved if result_received is None else result_received
    return periods.of(parameter(f"{grounds.LAW}.revoke_resolution", on=start), start)


def without_evidence(shown: frozenset[Condition], *, on: date) -> Finding[tuple[Condition, ...]]:
    """Return the conditions for imposing a plan that nothing was filed for yet. B1.9-imposition.

    企业破产法 第八十七条第二款. An empty answer imposes nothing: the court decides.
    """
    lacking = tuple(one for one in Condition if one not in shown)
    said = (*(("尚无证据", one.value) for one in lacking), ("决定", "是否批准由法院裁定"))
    return found(lacking, (grounds.LAW, "第八十七条第二款"), on=on, because=said)


def is_committee_lawful(
    *, members: int, employee_representatives: int, court_approved: bool, on: date
) -> Finding[bool]:
    """Tell whether a creditors' committee is composed as the Law says. B1.9-committee.

    At most nine, one of them an employee or of the union, approved by the court in writing.
    企业破产法 第六十七条.
    """
    most = parameter(f"{grounds.LAW}.committee_most", on=on)
    conditions = (
        (f"不超过{most.whole}人", 0 < members <= most.whole),
        ("一名职工代表或者工会代表", employee_representatives == 1),
        ("法院书面决定认可", court_approved),
    )
    value = all(holds for _, holds in conditions)
    return Finding(value, (most.citation,), met(*conditions))


def reports_to(act: Act, *, has_committee: bool, on: date) -> Finding[Reported]:
    """Return to whom the administrator reports an act. B1.9-committee; 企业破产法 第六十九条."""
    value = Reported.COMMITTEE if has_committee else Reported.COURT
    return found(value, (grounds.LAW, "第六十九条"), on=on, because=(("行为", act.value),))


def may_dispose(*, in_adopted_plan: bool, reported: date, disposed: date) -> Finding[bool]:
    """Tell whether property of weight may be disposed of that day. B1.9-major-disposal.

    Only under a plan the meeting adopted, reported in writing early enough.
    破产法规定（三） 第十五条.
    """
    days = parameter(f"{grounds.THIRD}.major_disposal_report", on=disposed)
    early = (disposed - reported).days >= days.whole
    said = met(("在表决通过的方案内", in_adopted_plan), (f"提前{days.whole}日书面报告", early))
    return Finding(in_adopted_plan and early, (days.citation,), said)
