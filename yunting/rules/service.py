"""送达: when a paper counts as served, what to try next, and what a public notice needs."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yunting.rules import limits, periods
from yunting.rules.citation import Citation, cite
from yunting.rules.finding import Finding
from yunting.rules.parameter import parameter

_ONLINE = "online_litigation"
_CPL = "civil_procedure_law"
_INTERPRETATION = "civil_procedure_interpretation"
_SUMMARY = "summary_provisions"


class Method(StrEnum):
    """The ways in which a court serves."""

    PLATFORM = "platform"
    SMS = "sms"
    EMAIL = "email"
    DINGTALK = "dingtalk"
    WECOM = "wecom"
    CALL = "call"
    POST = "post"
    OFFICER = "officer"
    LEAVING = "leaving"
    ANNOUNCEMENT = "announcement"


ELECTRONIC = frozenset({Method.PLATFORM, Method.SMS, Method.EMAIL, Method.DINGTALK, Method.WECOM})


class Rung(StrEnum):
    """The steps of the ladder; the first is every electronic channel at once."""

    ELECTRONIC = "electronic"
    CALL = "call"
    POST = "post"
    OFFICER = "officer"
    ANNOUNCEMENT = "announcement"


class ConsentGround(StrEnum):
    """Why somebody is held to have agreed to electronic service. ES-01; 第二十九条."""

    EXPRESS = "express"
    PRIOR_AGREEMENT = "prior-agreement"
    ADDRESS_IN_PLEADING = "address-in-pleading"
    ACCEPTED_BY_CONDUCT = "accepted-by-conduct"

    @property
    def label(self) -> str:
        """Return what a person reads."""
        return _GROUNDS[self]


_GROUNDS = {
    ConsentGround.EXPRESS: "受送达人明确同意",
    ConsentGround.PRIOR_AGREEMENT: "诉前对电子送达有约定或者承诺",
    ConsentGround.ADDRESS_IN_PLEADING: "在提交的材料中主动提供电子地址",
    ConsentGround.ACCEPTED_BY_CONDUCT: "以回复或者诉讼行为接受已经完成的电子送达，且未异议",
}


class Instance(StrEnum):
    """The proceedings a confirmed address is used in."""

    FIRST = "first"
    SECOND = "second"
    RETRIAL = "retrial"
    ENFORCEMENT = "enforcement"


class NoticePart(StrEnum):
    """What a public notice must say. ES-14."""

    GIST = "gist"
    PERIODS = "periods"
    HEARING = "hearing"
    CONSEQUENCE = "consequence"
    APPEAL = "appeal"


@dataclass(frozen=True, slots=True)
class Trace:
    """What one electronic attempt left, by the court's calendar.

    `confirmed`: the recipient gave or confirmed the address. `read_accepted`: a clerk has looked at
    the proof of reading and confirmed it. `proven`: the day of arrival the recipient has proved.
    """

    method: Method
    confirmed: bool
    arrived: date | None = None
    read: date | None = None
    replied: date | None = None
    read_accepted: bool = False
    rebutted: bool = False
    proven: date | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """The day something counts as served, and the rule that makes it so."""

    day: date
    rule: str


def consents(grounds: frozenset[ConsentGround], *, refused: bool, on: date) -> Finding[bool]:
    """Tell whether electronic service may be used. ES-01; 在线诉讼规则 第二十九条.

    One ground is enough; an express refusal ends every other ground.
    """
    because = tuple(("同意的根据", ground.label) for ground in ConsentGround if ground in grounds)
    if refused:
        because = (("当事人", "明确不同意电子送达"),)
    return Finding(bool(grounds) and not refused, (cite(_ONLINE, "第二十九条", on=on),), because)


def effective(trace: Trace, *, on: date) -> Finding[Effect | None]:
    """Return when one electronic attempt took effect; None while it has not. ES-04 ES-05.

    Confirmed address: the day of arrival, or the day the recipient has proved instead. Another
    address: the day of the reply; the day of reading only once a clerk has confirmed the proof.
    A reminder is no service (ES-08). 在线诉讼规则 第三十一条; 民事诉讼法 第九十条.
    """
    basis = (cite(_ONLINE, "第三十一条", on=on), cite(_CPL, "第九十条", on=on))
    if trace.rebutted:
        return Finding(None, basis, (("推定", "已被受送达人推翻"),))
    if trace.confirmed:
        return _at_confirmed_address(trace, basis)
    days = [(trace.replied, "ES-05a", "回复或者作出诉讼行为")]
    if trace.read_accepted:
        days.append((trace.read, "ES-05b", "系统显示已阅知，书记员已核对"))
    found = sorted((day, rule, how) for day, rule, how in days if day is not None)
    if found:
        day, rule, how = found[0]
        said = (("送达地址", "未经受送达人确认"), (how, f"{day:%Y-%m-%d}"))
        return Finding(Effect(day, rule), basis, said)
    how = "已显示阅知，待书记员核对确认" if trace.read else "没有回复，也没有阅知，不视为送达"
    return Finding(None, basis, (("送达地址", "未经受送达人确认"), ("现在", how)))


def _at_confirmed_address(trace: Trace, basis: tuple[Citation, ...]) -> Finding[Effect | None]:
    said = ("送达地址", "受送达人提供或者确认")
    if trace.proven is not None:
        proved = ("受送达人证明的到达日", f"{trace.proven:%Y-%m-%d}")
        return Finding(Effect(trace.proven, "ES-04"), basis, (said, proved))
    seen = [day for day in (trace.arrived, trace.read, trace.replied) if day is not None]
    if not seen:
        return Finding(None, basis, (said, ("现在", "还没有到达受送达人的特定系统")))
    reached = ("到达受送达人特定系统", f"{min(seen):%Y-%m-%d}")
    return Finding(Effect(min(seen), "ES-04"), basis, (said, reached))


def earliest(traces: tuple[Trace, ...], *, on: date) -> Finding[Effect | None]:
    """Return when a paper sent by several channels took effect: the earliest. ES-06.

    在线诉讼规则 第三十一条第四款.
    """
    found = [(trace, effective(trace, on=on)) for trace in traces]
    took = [(one.value.day, trace, one) for trace, one in found if one.value is not None]
    basis = (cite(_ONLINE, "第三十一条", on=on), cite(_CPL, "第九十条", on=on))
    if not took:
        because = tuple(line for _, one in found for line in one.because)
        return Finding(None, basis, tuple(dict.fromkeys(because)))
    _, _, first = min(took, key=lambda one: one[0])
    several = (("最先生效", f"{len(took)}种方式先后到达，以最早的为准"),) if len(took) > 1 else ()
    return Finding(first.value, basis, (*first.because, *several))


def needs_a_look(trace: Trace) -> bool:
    """Tell whether a reading waits for a clerk to confirm it. ES-05."""
    unanswered = trace.replied is None and not trace.read_accepted and not trace.rebutted
    return not trace.confirmed and trace.read is not None and unanswered


def counts_from(served: tuple[date, ...], *, on: date) -> Finding[date]:
    """Return the day periods run from when a corrected paper was served again. ES-10.

    `served` in the order of service; the last one counts. 审判流程信息公开规定 第十四条.
    """
    said = ("重新送达", f"{len(served)}次送达，期间自最后一次起算")
    return Finding(served[-1], (cite("process_openness_2018", "第十四条", on=on),), (said,))


def address_holds(instance: Instance, *, changed: bool, on: date) -> Finding[bool]:
    """Tell whether a confirmed address still holds in a later proceeding. ES-11; 第一百三十七条."""
    said = ("书面变更", "有" if changed else "没有")
    basis = (cite(_INTERPRETATION, "第一百三十七条", on=on),)
    return Finding(instance is Instance.FIRST or not changed, basis, (said,))


def returned(day: date, *, given_or_lawful: bool) -> Finding[date | None]:
    """Return the day of service of a letter that came back. ES-12; 简易程序规定 第十条.

    Its return is service where the person gave the address, gave a wrong one, did not report a
    change, or refused to give one so that the lawful address was used. Else it is none.
    """
    basis = (cite(_SUMMARY, "第十条", on=day),)
    if given_or_lawful:
        return Finding(day, basis, (("邮件退回之日视为送达之日", f"{day:%Y-%m-%d}"),))
    said = ("地址", "不是本人提供，也不是依法使用的地址，退回不视为送达")
    return Finding(None, basis, (said,))


def address_of_refuser(*, natural: bool, on: date) -> Finding[str]:
    """Return which address is used for who refuses to give one. ES-12; 简易程序规定 第九条."""
    value = "户籍登记的住所或者经常居住地" if natural else "登记、备案的住所"
    return Finding(value, (cite(_SUMMARY, "第九条", on=on),))


def leaving_is_valid(
    *, refused: bool, witnesses: int, has_picture: bool, on: date
) -> Finding[bool]:
    """Tell whether papers may be left: refusal, and witnesses or a picture. ES-16.

    民事诉讼法 第八十九条; 简易程序规定 第十一条.
    """
    because = (
        ("拒绝签收", "是" if refused else "否"),
        ("基层组织或者所在单位的见证人", f"{witnesses}人"),
        ("拍照、录像", "有" if has_picture else "没有"),
    )
    basis = (cite(_CPL, "第八十九条", on=on), cite(_SUMMARY, "第十一条", on=on))
    return Finding(refused and (witnesses > 0 or has_picture), basis, because)


def may_announce(
    tried: frozenset[Rung], *, missing: bool, procedure: str, on: date
) -> Finding[bool]:
    """Tell whether public notice may be used. ES-14; 民事诉讼法 第九十五条.

    Only for somebody missing, or when every other way has failed; never in summary or small-claims
    procedure (延长审限和延期开庭规定 第四条).
    """
    basis = (cite(_CPL, "第九十五条", on=on), cite("extensions_2018", "第四条", on=on))
    if procedure in {"summary", "small_claims"}:
        return Finding(False, basis, (("程序", "简易程序、小额诉讼不得公告送达"),))
    others = frozenset({Rung.POST, Rung.OFFICER})
    lacking = [rung for rung in Rung if rung in others - tried]
    because = (("下落不明", "是" if missing else "否"), ("还没有试过的方式", f"{len(lacking)}种"))
    return Finding(missing or not lacking, basis, because)


def announcement_lacks(
    parts: frozenset[NoticePart], *, on: date
) -> Finding[tuple[NoticePart, ...]]:
    """Return what a public notice still has to say. ES-14; 民诉法解释 第一百三十九条."""
    lacking = tuple(part for part in NoticePart if part not in parts)
    return Finding(lacking, (cite(_INTERPRETATION, "第一百三十九条", on=on),))


def announced(published: date) -> Finding[date]:
    """Return the day of service by a public notice, from its last posting. ES-14.

    Thirty days, the day of posting not counted. 民事诉讼法 第九十五条.
    """
    return limits.last_day(limits.Period.ANNOUNCEMENT, published)


def next_rung(
    tried: frozenset[Rung], *, electronic: bool, missing: bool, procedure: str, on: date
) -> Finding[Rung | None]:
    """Return what to try next; None when the ways are at an end. ES-15.

    The order is this system's choice; `electronic`: consent and an address are there. Public notice
    comes last and only where it may be used.
    """
    basis = (cite("design", "送达方式的顺序", on=on), cite(_CPL, "第八十八条", on=on))
    notice = may_announce(tried, missing=missing, procedure=procedure, on=on)
    for rung in Rung:
        if rung in tried or (rung is Rung.ELECTRONIC and not electronic):
            continue
        if rung is Rung.ANNOUNCEMENT:
            return Finding(rung if notice.value else None, notice.basis, notice.because)
        if missing and rung is not Rung.ELECTRONIC and notice.value:
            continue
        return Finding(rung, basis, (("已经试过", f"{len(tried)}种方式"),))
    return Finding(None, basis, (("已经试过", "全部方式"),))


def wait_ends(rung: Rung, start: date) -> Finding[date]:
    """Return the last day to wait for a way to succeed before the next one. ES-15.

    A public notice waits for its own period.
    """
    if rung is Rung.ANNOUNCEMENT:
        return announced(start)
    return periods.of(parameter(f"design.service_wait_{rung}", on=start), start)
