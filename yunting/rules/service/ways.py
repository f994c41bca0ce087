"""送达方式: in which order the ways are tried, and when each has served its paper."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yunting.lib.errors import Refused
from yunting.rules import limits
from yunting.rules.finding import Finding, found, met
from yunting.rules.procedures import Procedure, may_serve_by_announcement

_CPL = "civil_procedure_law"
_INTERPRETATION = "civil_procedure_interpretation"
_SUMMARY = "summary_provisions"


class Way(StrEnum):
    """The ways of service, in the order they are tried."""

    ELECTRONIC = "电子送达"
    DIRECT = "直接送达"
    POSTAL = "邮寄送达"
    LEAVING = "留置送达"
    ENTRUSTED = "委托送达"
    FORWARDED = "转交送达"
    ANNOUNCEMENT = "公告送达"


class NothingLeft(Refused):
    """Every way has been tried; only announcement is left, and it is closed."""

    code = "rules.service.nothing-left"


class NotServed(Refused):
    """The paper has not been served in this way."""

    code = "rules.service.not-served"


class Person(StrEnum):
    """Who is to be served, as far as the address depends on it."""

    NATURAL = "natural"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Failed:
    """What came of a service at an address that was wrong, changed or never given.

    `returned` is the day the post came back, `noted` the day written on the return of service.
    """

    returned: date | None = None
    noted: date | None = None


class Announced(StrEnum):
    """What an announcement says."""

    GIST = "文书要点"
    PERIODS = "答辩、举证的期限"
    HEARING = "开庭的时间和地点"
    CONSEQUENCE = "不应诉的后果"
    APPEAL = "上诉的权利、期限和法院"


class Sign(StrEnum):
    """How one side stands to a conciliation statement."""

    RECEIVED = "received"
    ARRIVED_ONLY = "arrived_only"
    REFUSED = "refused"


def next_way(
    failed: frozenset[Way], *, not_possible: frozenset[Way] = frozenset(), on: date
) -> Finding[Way]:
    """Return the way to try next. ES-15; each attempt is kept with the reason it failed.

    :raises NothingLeft: if none is left
    """
    left = [one for one in Way if one not in failed | not_possible]
    if not left:
        raise NothingLeft("各种送达方式均已用尽。", remedy="请核实受送达人的地址后重新送达。")
    said = (("已经失败", "、".join(one for one in Way if one in failed) or "无"),)
    articles = ((_CPL, "第八十八条"), ("design", "送达方式的顺序"))
    return found(left[0], *articles, on=on, because=said)


def day_of_failed(outcome: Failed, *, told: bool, on: date) -> Finding[date]:
    """Return the day service counts at an address that failed through the person. ES-12.

    By post the day it came back; by hand the day noted on the return. The person must have been
    told of this at filing or defence. 简易程序规定 第九条, 第十条.
    :raises NotServed: if the person was not told, or nothing was tried
    """
    value = outcome.returned or outcome.noted
    if value is None or not told:
        raise NotServed("不能以退回之日作为送达之日。", remedy="请先告知地址不实的后果，再行送达。")
    said = (("送达之日", "文书退回之日" if outcome.returned else "送达回证上记明之日"),)
    return found(value, (_SUMMARY, "第十条"), on=on, because=said)


def address_when_none_given(
    person: Person, *, registered: str, habitual: str = "", on: date
) -> Finding[str]:
    """Return the address of a person who refuses to give one. ES-12; 简易程序规定 第九条.

    A natural person's registered or habitual residence; an organisation's registered domicile.
    """
    natural = person is Person.NATURAL
    value = (habitual or registered) if natural else registered
    said = (("地址", "户籍登记地或者经常居住地" if natural else "登记的住所地"),)
    return found(value, (_SUMMARY, "第九条"), on=on, because=said)


def may_rest_on_notice(*, confirmed: bool, on: date) -> Finding[bool]:
    """Tell whether absence after a notice by phone, fax or e-mail may have its consequence.

    ES-13; only if the party confirmed it or proof shows its receipt. 简易程序规定 第十八条.
    """
    return found(
        confirmed, (_SUMMARY, "第十八条"), on=on, because=met(("当事人确认收到", confirmed))
    )


def may_announce(
    procedure: Procedure, *, missing: bool, others_failed: bool, on: date
) -> Finding[bool]:
    """Tell whether a paper may be served by announcement. ES-14; 民事诉讼法 第九十五条.

    Only where the person is missing or every other way failed, and only in ordinary procedure.
    """
    allowed = may_serve_by_announcement(procedure, on=on)
    needed = missing or others_failed
    said = (
        *met(("下落不明", missing), ("其他方式无法送达", others_failed)),
        *met(("普通程序", allowed.value)),
    )
    basis = found(needed, (_CPL, "第九十五条"), on=on).basis + allowed.basis
    return Finding(needed and allowed.value, basis, said)


def announced_until(published: tuple[date, ...]) -> Finding[date]:
    """Return the day an announcement counts as served. ES-14; 民诉法解释 第一百三十八条.

    Counted from the last posting or publication.
    :raises NotServed: if nothing was published
    """
    if not published:
        raise NotServed("公告尚未发布。", remedy="请先发布公告。")
    last = max(published)
    ends = limits.last_day(limits.Period.ANNOUNCEMENT, last)
    more = found(None, (_INTERPRETATION, "第一百三十八条"), on=last).basis
    return Finding(ends.value, (*ends.basis, *more), ends.because, ends.provisional)


def missing_from_announcement(
    given: frozenset[Announced], *, judgment: bool, on: date
) -> Finding[tuple[Announced, ...]]:
    """Return what an announcement still lacks: a judgment's the appeal, a complaint's the rest.

    ES-14; 民诉法解释 第一百三十九条.
    """
    wanted = {Announced.GIST, Announced.APPEAL} if judgment else {*Announced} - {Announced.APPEAL}
    lacking = tuple(one for one in Announced if one in wanted - given)
    said = (("尚缺", "、".join(lacking) or "无"),)
    return found(lacking, (_INTERPRETATION, "第一百三十九条"), on=on, because=said)


def may_be_left(*, witnessed: bool, recorded: bool, on: date) -> Finding[bool]:
    """Tell whether a paper left at the domicile counts as served. ES-16; 民事诉讼法 第八十九条.

    With witnesses of a grassroots body who sign, or with photos or a video of it.
    """
    said = met(("基层组织代表见证", witnessed), ("拍照、录像", recorded))
    articles = ((_CPL, "第八十九条"), (_SUMMARY, "第十一条"))
    return found(witnessed or recorded, *articles, on=on, because=said)


def is_statement_effective(sides: tuple[Sign, ...], *, on: date) -> Finding[bool]:
    """Tell whether a conciliation statement has effect: when every side has received it. ES-17.

    By the party or an agent with special authority, with a signature; that a message arrived is
    not enough. A refusal leaves it without effect, and the trial goes on. 民事诉讼法 第一百条.
    """
    value = bool(sides) and all(one is Sign.RECEIVED for one in sides)
    refused = Sign.REFUSED in sides
    said = (("签收", f"{sides.count(Sign.RECEIVED)}方"), ("拒收", "继续审理" if refused else "无"))
    articles = ((_CPL, "第一百条"), (_CPL, "第一百零二条"), (_INTERPRETATION, "第一百三十三条"))
    return found(value, *articles, on=on, because=said)


def pronounced_and_served(
    pronounced: date, *, to_be_collected_by: date | None, collected: date | None = None, on: date
) -> Finding[date]:
    """Return the day a judgment of summary procedure was served by its pronouncement. ES-18.

    Pronounced in court: the day it was collected, at the latest the last day set for that.
    Pronounced on a set date: that date. 简易程序规定 第二十八条, 第三十一条.
    """
    if to_be_collected_by is None:
        return found(
            pronounced, (_SUMMARY, "第三十一条"), on=on, because=(("送达之日", "定期宣判之日"),)
        )
    value = min(collected, to_be_collected_by) if collected else to_be_collected_by
    said = (("送达之日", "领取之日" if value == collected else "指定领取期间的最后一日"),)
    return found(value, (_SUMMARY, "第二十八条"), on=on, because=said)
