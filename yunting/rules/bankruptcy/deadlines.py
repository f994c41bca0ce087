"""The periods of a bankruptcy: how long each is, from what, and what the court has to fix.

How long, from where and whether the last day rolls stands in the parameter of each name.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from yunting.lib.errors import Refused
from yunting.rules import periods
from yunting.rules.bankruptcy import grounds
from yunting.rules.citation import cite
from yunting.rules.finding import Finding, found
from yunting.rules.parameter import parameter
from yunting.rules.periods import UNITS, Roll

_ONE = timedelta(days=1)


class Term(StrEnum):
    """A period of the bankruptcy law; the value is the name of its parameter."""

    TELL_DEBTOR = "enterprise_bankruptcy_law.tell_debtor"
    DEBTOR_OBJECTION = "enterprise_bankruptcy_law.debtor_objection"
    SERVE_ACCEPTANCE = "enterprise_bankruptcy_law.serve_acceptance"
    HAND_IN_ACCOUNTS = "enterprise_bankruptcy_law.hand_in_accounts"
    SERVE_REFUSAL = "enterprise_bankruptcy_law.serve_refusal"
    APPEAL_REFUSAL = "enterprise_bankruptcy_law.appeal_refusal"
    NOTIFY_CREDITORS = "enterprise_bankruptcy_law.notify_creditors"
    OPEN_CONTRACT_DECISION = "enterprise_bankruptcy_law.open_contract_decision"
    OPEN_CONTRACT_DEMAND = "enterprise_bankruptcy_law.open_contract_demand"
    FIRST_MEETING = "enterprise_bankruptcy_law.first_meeting"
    CLAIMS_SUIT = "bankruptcy_interpretation_3.claims_suit"
    REVIEW_OF_RULING = "enterprise_bankruptcy_law.review_of_ruling"
    COMMITTEE_COMPLAINT = "enterprise_bankruptcy_law.committee_complaint"
    PLAN_MEETING = "enterprise_bankruptcy_law.plan_meeting"
    PLAN_APPLY = "enterprise_bankruptcy_law.plan_apply"
    PLAN_APPROVE = "enterprise_bankruptcy_law.plan_approve"
    PLAN_IMPOSE = "enterprise_bankruptcy_law.plan_impose"
    DECLARATION_SERVE = "enterprise_bankruptcy_law.declaration_serve"
    DECLARATION_NOTIFY = "enterprise_bankruptcy_law.declaration_notify"
    UNCLAIMED = "enterprise_bankruptcy_law.unclaimed"
    LITIGATED = "enterprise_bankruptcy_law.litigated"
    RULE_END = "enterprise_bankruptcy_law.rule_end"
    RULE_END_NO_ASSETS = "enterprise_bankruptcy_law.rule_end_no_assets"
    DEREGISTER = "enterprise_bankruptcy_law.deregister"
    ADDITIONAL_DISTRIBUTION = "enterprise_bankruptcy_law.additional_distribution"


class Petition(StrEnum):
    """Whose application the court rules on."""

    CREDITOR = "enterprise_bankruptcy_law.rule_creditor_petition"
    OTHER = "enterprise_bankruptcy_law.rule_other_petition"


class Announced(StrEnum):
    """What the notice to creditors and the announcement say; the last two lines are ours."""

    PARTIES = "申请人、被申请人的名称或者姓名"
    ACCEPTED = "人民法院受理破产申请的时间"
    CLAIM_PERIOD = "申报债权的期限、地点和注意事项"
    ADMINISTRATOR = "管理人的名称或者姓名及其处理事务的地址"
    DUTY_TO_PAY = "债务人的债务人或者财产持有人应当向管理人清偿债务或者交付财产的要求"
    FIRST_MEETING = "第一次债权人会议召开的时间和地点"
    OTHER = "人民法院认为应当通知和公告的其他事项"
    PLATFORM = "在线平台的地址和注册方法"
    IDENTITY = "身份核验的方法"


class NotAClaimPeriod(Refused):
    """A claim period shorter or longer than the Law allows."""

    code = "rules.bankruptcy.not-a-claim-period"


@dataclass(frozen=True, slots=True)
class Bounds:
    """The earliest and the latest day the court may fix, both included."""

    earliest: date
    latest: date


def last_day(term: Term, start: date) -> Finding[date]:
    """Return the last day of a period that starts on that day; the start is not counted.

    B1.4-tell-debtor B1.4-debtor-objection B1.4-serve-acceptance B1.4-hand-in-accounts
    B1.4-refusal B1.4-notify-creditors B1.4-open-contracts B1.4-first-meeting B1.4-claims-suit
    B1.4-review-of-ruling B1.4-committee-complaint B1.4-plan-meeting B1.4-plan-approval
    B1.4-declaration B1.4-unclaimed B1.4-litigated B1.4-ruling-to-end B1.4-deregister
    B1.4-additional-distribution.
    """
    return periods.of(parameter(term, on=start), start)


def ruling_due(petition: Petition, start: date, *, extended: bool = False) -> Finding[date]:
    """Return the last day to rule on an application.

    B1.4-ruling-on-creditor B1.4-ruling-on-others B1.4-ruling-extension. `start`: the end of
    the debtor's time to object, or for other applications their receipt. An extension, with
    the higher court's approval, counts from the same start. 企业破产法 第十条.
    """
    return _extended(petition, f"{grounds.LAW}.rule_extension", start, extended=extended)


def plan_draft_due(ruled: date, *, extended: bool = False) -> Finding[date]:
    """Return the last day to hand in the draft of a reorganisation plan. B1.4-plan-draft.

    企业破产法 第七十九条; the extension counts from the ruling too.
    """
    names = (f"{grounds.LAW}.plan_draft", f"{grounds.LAW}.plan_draft_extension")
    return _extended(*names, ruled, extended=extended)


def _extended(name: str, extension: str, start: date, *, extended: bool) -> Finding[date]:
    length = parameter(name, on=start)
    if not extended:
        return periods.of(length, start)
    more = parameter(extension, on=start)
    whole = length.whole + more.whole
    ended = periods.end(start, whole, unit=UNITS[length.unit], roll=Roll.FORWARD)
    basis = (length.citation, more.citation, *ended.basis)
    again = (*basis, cite(grounds.DESIGN, "延长从起点重算", on=start))
    return Finding(ended.value, again, ended.because, ended.provisional)


def claim_period_bounds(published: date) -> Finding[Bounds]:
    """Return the days between which the court may end the claim period. B1.4-claim-period.

    From the publication of the announcement; neither bound rolls, for the court chooses a day
    between them. 企业破产法 第四十五条.
    """
    least = periods.of(parameter(f"{grounds.LAW}.claim_period_least", on=published), published)
    most = periods.of(parameter(f"{grounds.LAW}.claim_period_most", on=published), published)
    said = (("最早", f"{least.value:%Y-%m-%d}"), ("最晚", f"{most.value:%Y-%m-%d}"))
    return Finding(Bounds(least.value, most.value), least.basis, said)


def checked_claim_period(published: date, ends: date) -> Finding[date]:
    """Return the end of the claim period if the Law allows it. B1.4-claim-period.

    :raises NotAClaimPeriod: if it is shorter than the least or longer than the most
    """
    bounds = claim_period_bounds(published)
    if not bounds.value.earliest <= ends <= bounds.value.latest:
        raise NotAClaimPeriod(
            "债权申报期限不在法律允许的范围内。",
            basis=str(bounds.basis[0]),
            remedy=f"请定在 {bounds.value.earliest:%Y-%m-%d} 至 {bounds.value.latest:%Y-%m-%d}。",
            field="ends",
        )
    return Finding(ends, bounds.basis, bounds.because)


def notice_by(meeting: date) -> Finding[date]:
    """Return the last day a known creditor must have received the notice. B1.4-meeting-notice.

    The days lie wholly between: neither the receipt nor the meeting counts.
    企业破产法 第六十三条.
    """
    days = parameter(f"{grounds.LAW}.meeting_notice", on=meeting)
    value = meeting - (days.whole + 1) * _ONE
    basis = (days.citation, cite(grounds.DESIGN, "会议通知两头不计", on=meeting))
    return Finding(value, basis, (("提前", f"{days.whole}日，收到日和会议日都不计"),))


def may_open(meeting: date, notices: tuple[date, ...]) -> Finding[bool]:
    """Tell whether a meeting may open: every notice was received early enough. B1.4-meeting-notice.

    `notices`: the day each known creditor received it.
    """
    latest = notice_by(meeting)
    late = sum(1 for received in notices if received > latest.value)
    said = (("最晚收到", f"{latest.value:%Y-%m-%d}"), ("通知过晚", f"{late}人"))
    return Finding(late == 0, latest.basis, said)


def is_contract_rescinded(
    *,
    accepted: date,
    today: date,
    notified: date | None,
    demanded: date | None,
    answered: date | None,
) -> Finding[bool]:
    """Tell whether an open contract counts as rescinded. B1.4-open-contracts.

    The administrator neither told the other party in time after acceptance, or did not answer
    its demand in time. `today` is the day asked about. 企业破产法 第十八条.
    """
    ends = [(last_day(Term.OPEN_CONTRACT_DECISION, accepted), notified)]
    if demanded is not None:
        ends.append((last_day(Term.OPEN_CONTRACT_DEMAND, demanded), answered))
    silent = any((today if done is None else done) > end.value for end, done in ends)
    said = tuple(("最后一日", f"{end.value:%Y-%m-%d}") for end, _ in ends)
    return Finding(silent, tuple(cited for end, _ in ends for cited in end.basis), said)


def announcement(*, online: bool, on: date) -> Finding[tuple[Announced, ...]]:
    """Return what the notice and the announcement must say. B1.4-announcement.

    企业破产法 第十四条; `online` adds how to reach the platform and how to verify identity.
    """
    ours = {Announced.PLATFORM, Announced.IDENTITY}
    lines = tuple(one for one in Announced if online or one not in ours)
    return found(lines, (grounds.LAW, "第十四条"), on=on)
