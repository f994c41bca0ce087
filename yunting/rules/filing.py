"""立案: what a complaint needs, how long the court looks at it, and what it may answer."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yunting.lib.errors import Refused
from yunting.rules import limits, periods
from yunting.rules.citation import cite
from yunting.rules.finding import Finding
from yunting.rules.parameter import parameter

_CPL = "civil_procedure_law"
_REGISTRATION = "registration_2015"


class Condition(StrEnum):
    """The conditions of a suit. FIL-01."""

    DIRECT_INTEREST = "direct_interest"
    CLEAR_DEFENDANT = "clear_defendant"
    CONCRETE_CLAIMS = "concrete_claims"
    COMPETENCE = "competence"
    JURISDICTION = "jurisdiction"


_CONDITIONS = {
    Condition.DIRECT_INTEREST: ("原告与本案有直接利害关系", "第（一）项"),
    Condition.CLEAR_DEFENDANT: ("有明确的被告", "第（二）项"),
    Condition.CONCRETE_CLAIMS: ("有具体的诉讼请求和事实、理由", "第（三）项"),
    Condition.COMPETENCE: ("属于人民法院受理民事诉讼的范围", "第（四）项"),
    Condition.JURISDICTION: ("属于受诉人民法院管辖", "第（四）项"),
}


class Decision(StrEnum):
    """What the filing division may or must do with a complaint."""

    REGISTER = "register"
    REVIEW_AGAIN = "review_again"
    RETURN = "return"
    REFUSE = "refuse"


class Notice(StrEnum):
    """The standing of a notice to correct."""

    FIRST = "first"
    ALLOWED_BY_SUPERVISOR = "allowed_by_supervisor"


class SecondNotice(Refused):
    """A complaint gets one notice to correct, which lists everything."""

    code = "rules.filing.second-notice"


class NotAcceptable(StrEnum):
    """Suits no court may register. FIL-10; 登记立案规定 第十条."""

    UNLAWFUL = "unlawful"
    SOVEREIGNTY = "sovereignty"
    STATE_SECURITY = "state_security"
    UNITY = "unity"
    RELIGION = "religion"
    OUTSIDE_COMPETENCE = "outside_competence"

    @property
    def label(self) -> str:
        """Return what a person reads."""
        return _NOT_ACCEPTABLE[self]


_NOT_ACCEPTABLE = {
    NotAcceptable.UNLAWFUL: "违法起诉或者不符合法律规定",
    NotAcceptable.SOVEREIGNTY: "涉及危害国家主权和领土完整",
    NotAcceptable.STATE_SECURITY: "危害国家安全",
    NotAcceptable.UNITY: "破坏国家统一和民族团结",
    NotAcceptable.RELIGION: "破坏国家宗教政策",
    NotAcceptable.OUTSIDE_COMPETENCE: "所诉事项不属于人民法院主管",
}


class Redirect(StrEnum):
    """Why a dispute goes elsewhere or has to wait. FIL-11."""

    ADMINISTRATIVE = "administrative"
    ARBITRATION = "arbitration"
    OTHER_AUTHORITY = "other_authority"
    OTHER_COURT = "other_court"
    RES_JUDICATA = "res_judicata"
    WAITING_PERIOD = "waiting_period"
    DIVORCE_RESUIT = "divorce_resuit"


_REDIRECTS = {
    Redirect.ADMINISTRATIVE: ("第（一）项", "属于行政诉讼受案范围，告知提起行政诉讼"),
    Redirect.ARBITRATION: ("第（二）项", "双方有书面仲裁协议，告知向仲裁机构申请仲裁"),
    Redirect.OTHER_AUTHORITY: ("第（三）项", "依法应由其他机关处理，告知向有关机关申请解决"),
    Redirect.OTHER_COURT: ("第（四）项", "不属于本院管辖，告知向有管辖权的人民法院起诉"),
    Redirect.RES_JUDICATA: ("第（五）项", "裁判已经生效，告知申请再审；准许撤诉的裁定除外"),
    Redirect.WAITING_PERIOD: ("第（六）项", "在依法一定期限内不得起诉的期限内，不予受理"),
    Redirect.DIVORCE_RESUIT: ("第（七）项", "没有新情况、新理由，六个月内又起诉的，不予受理"),
}


class Unpaid(StrEnum):
    """What an unpaid fee leads to. FIL-13."""

    DEEMED_WITHDRAWN = "deemed_withdrawn"
    GOES_ON = "goes_on"


@dataclass(frozen=True, slots=True)
class NoticesSent:
    """How often a submission was sent back, and whether another round is asked for."""

    sent: int
    new_ground: bool = False
    supervisor_allows: bool = False


def unmet(met: frozenset[Condition], *, on: date) -> Finding[tuple[Condition, ...]]:
    """Return the conditions of a suit that are not met. FIL-01; 民事诉讼法 第一百二十二条.

    Whether each is met is the filing division's judgment; all of them are needed.
    """
    lacking = tuple(condition for condition in Condition if condition not in met)
    items = dict.fromkeys(_CONDITIONS[condition][1] for condition in lacking) or {"": None}
    return Finding(
        value=lacking,
        basis=tuple(cite(_CPL, f"第一百二十二条{item}", on=on) for item in items),
        because=tuple(("不符合", _CONDITIONS[condition][0]) for condition in lacking),
    )


def review_ends(period: limits.Period, received: date) -> Finding[date]:
    """Return the last day to decide on a complaint. FIL-06, FIL-07.

    Counted from receipt of the complaint; 登记立案规定 第八条, 民事诉讼法 第一百二十六条.
    """
    return limits.last_day(period, received)


def restarted(period: limits.Period, corrected: date) -> Finding[date]:
    """Return the last day to decide after a correction came in. FIL-08 OL-09a.

    The whole period runs anew from the day after: 民诉法解释 第一百二十六条.
    """
    found = limits.last_day(period, corrected)
    anew = cite("civil_procedure_interpretation", "第一百二十六条", on=corrected)
    said = ("补正", "自收到补正材料之日重新计算")
    return Finding(found.value, (*found.basis, anew), (said, *found.because), found.provisional)


def day_of_review(received: date, today: date) -> int:
    """Return which day of the review a day is; the day of receipt is day nought. FIL-06."""
    return (today - received).days


def at_end_of_review(*, decided: bool, on: date) -> Finding[Decision | None]:
    """Return what the end of the review period brings. FIL-06; 登记立案规定 第二条, 第八条.

    Undecided: register first. Decided: nothing more.
    """
    basis = (cite(_REGISTRATION, "第八条", on=on), cite(_REGISTRATION, "第二条", on=on))
    if decided:
        return Finding(None, basis)
    said = ("期限届满", "仍不能决定是否符合起诉条件的，先行立案")
    return Finding(Decision.REGISTER, basis, (said,))


def may_notify(notices: NoticesSent, *, on: date) -> Finding[Notice]:
    """Tell whether a complaint may be sent back for correction. FIL-08.

    Once, with everything in it. A supervisor may allow another round on a new ground, which
    is flagged: this system's choice, not the law's. 登记立案规定 第七条.

    :raises SecondNotice: if a notice was sent and nothing allows another
    """
    most = parameter(f"{_REGISTRATION}.notices_most", on=on)
    if notices.sent < most.whole:
        return Finding(Notice.FIRST, (most.citation,), (("补正告知", "一次性告知全部内容"),))
    if notices.new_ground and notices.supervisor_allows:
        chosen = cite("design", "立案补正书", on=on)
        said = ("再次补正", "主管人员因新的事由准许，已作标记")
        return Finding(Notice.ALLOWED_BY_SUPERVISOR, (most.citation, chosen), (said,))
    raise SecondNotice(
        "这份起诉材料已经一次性告知补正，不能再次退回。",
        basis=str(most.citation),
        remedy="请立案、裁定不予受理，或因新的事由报主管人员准许。",
    )


def after_notice(
    *, corrected: bool, insists: bool, still_defective: bool, on: date
) -> Finding[Decision]:
    """Return what follows a notice to correct. FIL-08 OL-09a; 登记立案规定 第七条.

    Corrected: the review runs anew. Not corrected: returned and logged, or refused if the
    party insists. Still defective: refused.
    """
    if corrected:
        value = Decision.REFUSE if still_defective else Decision.REVIEW_AGAIN
    else:
        value = Decision.REFUSE if insists else Decision.RETURN
    return Finding(value, (cite(_REGISTRATION, "第七条", on=on),))


def refusal_appeal_ends(served: date) -> Finding[date]:
    """Return the last day to appeal against a ruling that refuses to accept. FIL-09.

    The ruling is in writing and gives its reasons. 登记立案规定 第九条; 民事诉讼法 第一百二十六条.
    """
    found = limits.last_day(limits.Period.APPEAL_RULING, served)
    written = cite(_REGISTRATION, "第九条", on=served)
    return Finding(found.value, (written, *found.basis), found.because, found.provisional)


def not_acceptable(ground: NotAcceptable, *, on: date) -> Finding[Decision]:
    """Return that a suit is not registered, and why. FIL-10; whether it is so a judge decides."""
    said = ("不予登记立案", ground.label)
    return Finding(Decision.REFUSE, (cite(_REGISTRATION, "第十条", on=on),), (said,))


def redirect(why: Redirect, *, on: date) -> Finding[str]:
    """Return the sentence that tells a party where to go instead. FIL-11; 第一百二十七条."""
    item, sentence = _REDIRECTS[why]
    return Finding(sentence, (cite(_CPL, f"第一百二十七条{item}", on=on),))


def is_divorce_resuit_barred(ended: date, filed: date, *, new_facts: bool) -> Finding[bool]:
    """Tell whether a divorce or adoption suit comes back too early. FIL-11.

    `ended` is the day the first decision took effect. 第一百二十七条第（七）项.
    """
    barred = periods.of(parameter(f"{_CPL}.divorce_resuit", on=ended), ended)
    said = ("新情况、新理由", "有" if new_facts else "没有")
    return Finding(filed <= barred.value and not new_facts, barred.basis, (*barred.because, said))


def may_mediate_first(*, suitable: bool, refused: bool, on: date) -> Finding[bool]:
    """Tell whether mediation comes first: suitable, and the party does not refuse. FIL-12."""
    return Finding(suitable and not refused, (cite(_CPL, "第一百二十五条", on=on),))


def after_unpaid(*, relief_sought: bool, on: date) -> Finding[Unpaid]:
    """Return what follows when a fee is not paid in time. FIL-13; 登记立案规定 第十一条."""
    value = Unpaid.GOES_ON if relief_sought else Unpaid.DEEMED_WITHDRAWN
    why = "已申请司法救助" if relief_sought else "未交纳且未申请司法救助的，按撤诉处理"
    return Finding(value, (cite(_REGISTRATION, "第十一条", on=on),), (("诉讼费用", why),))


def may_object_to_jurisdiction(
    *, defence_ends: date, objected: date, level_or_exclusive: bool
) -> Finding[bool]:
    """Tell whether an objection to jurisdiction is still open. FIL-17; 第一百三十条.

    Only in the defence period, its last day included, except about level or exclusivity.
    """
    in_time = objected <= defence_ends
    said = ("答辩期届满", f"{defence_ends:%Y-%m-%d}")
    why = ("级别、专属管辖", "不受答辩期限制") if level_or_exclusive else said
    return Finding(
        in_time or level_or_exclusive, (cite(_CPL, "第一百三十条", on=objected),), (why,)
    )


def has_accepted_jurisdiction(
    *, objected: bool, answered: bool, level_or_exclusive: bool, on: date
) -> Finding[bool]:
    """Tell whether a defendant who answered or counter-claimed accepted this court. FIL-17."""
    accepted = answered and not objected and not level_or_exclusive
    return Finding(accepted, (cite(_CPL, "第一百三十条第二款", on=on),))
