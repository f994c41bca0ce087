"""调解的过程: whether a dispute is mediated, what comes of it, and what must stay inside."""

from datetime import date
from enum import StrEnum

from yunting.rules.finding import Finding, found, met

_ONLINE = "online_mediation"
_INVITED = "invited_mediation_2016"


class Dispute(StrEnum):
    """Disputes, as far as it matters whether they may be mediated online."""

    CIVIL = "民事"
    ADMINISTRATIVE = "行政"
    ENFORCEMENT = "执行"
    PRIVATE_PROSECUTION = "刑事自诉"
    INCIDENTAL_CIVIL_AT_LIBERTY = "被告人未被羁押的刑事附带民事"
    INCIDENTAL_CIVIL_DETAINED = "被告人被羁押的刑事附带民事"
    CRIMINAL = "刑事公诉"


_MEDIABLE = frozenset(
    {
        Dispute.CIVIL,
        Dispute.ADMINISTRATIVE,
        Dispute.ENFORCEMENT,
        Dispute.PRIVATE_PROSECUTION,
        Dispute.INCIDENTAL_CIVIL_AT_LIBERTY,
    }
)


class Return(StrEnum):
    """Why an application for mediation comes back."""

    OUTSIDE_COMPETENCE = "不属于人民法院受理范围，告知其他解决方式"
    NO_JURISDICTION = "邀请的法院没有管辖权，告知有管辖权的法院"
    NOT_ONLINE = "不适宜在线，告知到现场办理"


class End(StrEnum):
    """How a mediation ends. OM-25."""

    AGREED = "达成调解协议"
    WITHDRAWN = "自行和解、撤回申请"
    UNREACHABLE = "期限内无法联系当事人"
    UNWILLING = "一方不愿意继续调解"
    TOO_FAR_APART = "分歧较大，难以达成协议"
    EXPIRED = "期限届满，未同意延长"
    NOT_SIGNED = "一方拒绝签字"
    OTHER = "其他情形"


class State(StrEnum):
    """Where a mediation stands."""

    APPLIED = "applied"
    RETURNED = "returned"
    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TIMEOUT = "timeout"
    MEDIATING = "mediating"
    AGREED = "agreed"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"
    UNREACHABLE = "unreachable"
    SELF_PERFORMED = "self_performed"
    CONFIRMATION_APPLIED = "confirmation_applied"
    STATEMENT_REQUESTED = "statement_requested"
    FILED = "filed"
    CLOSED = "closed"


_NEXT = {
    State.APPLIED: frozenset({State.RETURNED, State.ASSIGNED}),
    State.ASSIGNED: frozenset({State.ACCEPTED, State.DECLINED, State.TIMEOUT}),
    # Declined or unanswered, another is assigned: OM-12.
    State.DECLINED: frozenset({State.ASSIGNED}),
    State.TIMEOUT: frozenset({State.ASSIGNED}),
    State.ACCEPTED: frozenset({State.MEDIATING}),
    State.MEDIATING: frozenset({State.AGREED, State.FAILED, State.WITHDRAWN, State.UNREACHABLE}),
    State.AGREED: frozenset(
        {State.SELF_PERFORMED, State.CONFIRMATION_APPLIED, State.STATEMENT_REQUESTED}
    ),
    State.FAILED: frozenset({State.FILED, State.CLOSED}),
}


class Begun(StrEnum):
    """How a mediation came about, as far as its end depends on it."""

    APPLIED = "applied"
    DELEGATED = "delegated"
    ENTRUSTED = "entrusted"


class Failure(StrEnum):
    """What follows a failed mediation."""

    SUGGEST_FILING = "suggest_filing"
    REGISTER = "register"
    RESUME_TRIAL = "resume_trial"


class Success(StrEnum):
    """What an agreement opens."""

    CONFIRMATION = "confirmation"
    STATEMENT = "statement"
    WITHDRAWAL = "withdrawal"


class Place(StrEnum):
    """Where and how people meet."""

    SAME_TIME = "各自在线，同一时间"
    SEPARATE_TIMES = "各自在线，分别进行"
    PROVIDED_PLACE = "到提供设备的场所在线"
    ON_SITE = "现场调解"


def may_be_mediated(dispute: Dispute, *, all_consent: bool, on: date) -> Finding[bool]:
    """Tell whether a dispute may be mediated online. OM-03 OM-04; 在线调解规则 第三条, 第四条."""
    said = met((dispute.value, dispute in _MEDIABLE), ("当事人同意", all_consent))
    value = dispute in _MEDIABLE and all_consent
    return found(value, (_ONLINE, "第三条"), (_ONLINE, "第四条"), on=on, because=said)


def return_application(
    *, competent: bool, has_jurisdiction: bool, suits_online: bool, on: date
) -> Finding[Return | None]:
    """Return why an application for mediation comes back, None if it does not. OM-09; 第九条."""
    value = None
    if not competent:
        value = Return.OUTSIDE_COMPETENCE
    elif not has_jurisdiction:
        value = Return.NO_JURISDICTION
    elif not suits_online:
        value = Return.NOT_ONLINE
    said = (("处理", value.value if value else "予以登记"),)
    return found(value, (_ONLINE, "第九条"), on=on, because=said)


def ends_at_once(*, refuses: bool, reachable: bool, on: date) -> Finding[bool]:
    """Tell whether a mediation one side asked for ends before it begins. OM-15; 第十五条."""
    said = met(("对方同意", not refuses), ("能够联系", reachable))
    return found(refuses or not reachable, (_ONLINE, "第十五条"), on=on, because=said)


def place(
    *, means: int, parties: int, separate_agreed: bool, refuses_online: bool, on: date
) -> Finding[Place]:
    """Return where people meet; `means` is how many have sound and picture. OM-16; 第十六条."""
    if refuses_online or means == 0:
        value = Place.ON_SITE
    elif means < parties:
        value = Place.PROVIDED_PLACE
    else:
        value = Place.SEPARATE_TIMES if separate_agreed else Place.SAME_TIME
    said = (("有音视频条件", f"{means}人，共{parties}人"),)
    return found(value, (_ONLINE, "第十六条"), on=on, because=said)


def is_usable_later(
    *, admitted_for_compromise: bool, confirmed_by_all: bool, law_or_all_allow: bool, on: date
) -> Finding[bool]:
    """Tell whether a fact told in mediation may be used in a later trial. OM-18 OM-22 PM-07.

    What was conceded for the sake of a compromise may not, unless all confirmed it as undisputed
    in writing. 在线调解规则 第十八条, 第二十二条; 特邀调解规定 第二十二条.
    """
    value = not admitted_for_compromise or confirmed_by_all or law_or_all_allow
    said = met(
        ("不是为达成协议的让步", not admitted_for_compromise),
        ("共同书面确认无争议", confirmed_by_all),
        ("法律规定或者各方同意", law_or_all_allow),
    )
    articles = ((_ONLINE, "第十八条"), (_ONLINE, "第二十二条"), (_INVITED, "第二十二条"))
    return found(value, *articles, on=on, because=said)


def takes_effect(signed: tuple[date | None, ...], *, on: date) -> Finding[date | None]:
    """Return the day an agreement takes effect: when the last party has signed. OM-19; 第十九条."""
    days = [one for one in signed if one is not None]
    value = max(days) if days and len(days) == len(signed) else None
    said = (("已签名", f"{len(days)}方，共{len(signed)}方"),)
    return found(value, (_ONLINE, "第十九条"), on=on, because=said)


def after_agreement(begun: Begun, *, on: date) -> Finding[tuple[Success, ...]]:
    """Return what an agreement opens: before filing confirmation, after it the rest. OM-20."""
    value: tuple[Success, ...] = (Success.CONFIRMATION,)
    if begun is Begun.ENTRUSTED:
        value = (Success.STATEMENT, Success.WITHDRAWAL)
    said = (("调解", "立案后" if begun is Begun.ENTRUSTED else "诉讼外调解结案，引导履行"),)
    return found(value, (_ONLINE, "第二十条"), on=on, because=said)


def after_failure(begun: Begun, *, on: date) -> Finding[Failure]:
    """Return what follows a failed mediation. OM-21; 在线调解规则 第二十一条.

    Delegated by the court before filing it must now register; entrusted, the trial goes on.
    """
    value = {
        Begun.APPLIED: Failure.SUGGEST_FILING,
        Begun.DELEGATED: Failure.REGISTER,
        Begun.ENTRUSTED: Failure.RESUME_TRIAL,
    }[begun]
    return found(value, (_ONLINE, "第二十一条"), (_INVITED, "第二十一条"), on=on)


def must_stop(*, suspected_sham: bool, evidence_given: bool, on: date) -> Finding[bool]:
    """Tell whether a suspected sham mediation stops unconfirmed. OM-23 PM-04; 第二十三条."""
    value = suspected_sham and not evidence_given
    said = met(("没有虚假调解嫌疑", not suspected_sham), ("已提供证据", evidence_given))
    return found(value, (_ONLINE, "第二十三条"), (_INVITED, "第十八条"), on=on, because=said)


def ended(end: End, *, on: date) -> Finding[State]:
    """Return the state a way of ending leads to. OM-25; 在线调解规则 第二十五条."""
    value = {
        End.AGREED: State.AGREED,
        End.WITHDRAWN: State.WITHDRAWN,
        End.UNREACHABLE: State.UNREACHABLE,
    }.get(end, State.FAILED)
    return found(value, (_ONLINE, "第二十五条"), on=on, because=(("终止", end.value),))


def may_become(now: State, then: State, *, on: date) -> Finding[bool]:
    """Tell whether a mediation may pass from one standing to the next. A2-states OM-12."""
    value = then in _NEXT.get(now, frozenset())
    said = ((now.value, then.value),)
    return found(value, ("design", "调解的状态"), (_ONLINE, "第十二条"), on=on, because=said)


def missing_from_agreement(
    given: frozenset[str], *, oral: bool = False, on: date
) -> Finding[tuple[str, ...]]:
    """Return what an agreement still lacks; an oral one is recorded by the mediator. PM-05.

    特邀调解规定 第二十三条, 第二十四条.
    """
    ends = ("调解员的记录",) if oral else ("当事人签名", "调解组织盖章")
    wanted = ("当事人基本情况", "纠纷的主要事实和争议", "调解结果", *ends)
    lacking = tuple(one for one in wanted if one not in given)
    said = (("尚缺", "、".join(lacking) or "无"),)
    return found(lacking, (_INVITED, "第二十三条"), (_INVITED, "第二十四条"), on=on, because=said)
