"""司法确认: when an agreement reached in mediation may be confirmed, and what that makes of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yunting.rules import limits, periods
from yunting.rules.finding import Finding, found, met
from yunting.rules.parameter import parameter

_CPL = "civil_procedure_law"
_PROVISIONS = "confirmation_2011"
_INTERPRETATION = "civil_procedure_interpretation"


class Mediated(StrEnum):
    """Where the agreement was reached, as far as the court depends on it."""

    INVITED_BY_COURT = "invited_by_court"
    ON_OWN_INITIATIVE = "on_own_initiative"


class Court(StrEnum):
    """The court that confirms."""

    THE_INVITING = "作出邀请的人民法院"
    BASIC = "当事人住所地、标的物所在地、调解组织所在地的基层人民法院"
    INTERMEDIATE = "相应的中级人民法院"


class Material(StrEnum):
    """What an application consists of."""

    APPLICATION = "司法确认申请书"
    AGREEMENT = "调解协议"
    IDENTITY = "身份证明"
    PROPERTY_PROOF = "与调解协议有关的财产权利证明"
    CONTACT = "送达地址和电话"
    AUTHORITY = "委托代理的授权委托书"


class NotAcceptable(StrEnum):
    """Why an application is not taken."""

    OUTSIDE_COMPETENCE = "不属于人民法院受理民事案件的范围"
    NO_JURISDICTION = "不属于收到申请的人民法院管辖"
    STATUS = "确认婚姻、亲子、收养等身份关系"
    OTHER_PROCEDURE = "适用其他特别程序、公示催告程序、破产程序审理"
    RIGHTS = "涉及物权、知识产权确权"


class Refusal(StrEnum):
    """Why an agreement is not confirmed."""

    MANDATORY_LAW = "违反法律强制性规定"
    HARM = "损害国家利益、社会公共利益、他人合法权益"
    PUBLIC_ORDER = "违背公序良俗"
    NOT_VOLUNTARY = "违反自愿原则"
    UNCLEAR = "内容不明确"
    OTHER = "其他不能进行司法确认的情形"


class Outcome(StrEnum):
    """What becomes of an application."""

    DECIDED_ON_THE_SPOT = "decided_on_the_spot"
    DECIDE_LATER = "decide_later"
    NOT_ACCEPTED = "not_accepted"
    DEEMED_WITHDRAWN = "deemed_withdrawn"
    REFUSED = "refused"
    CONFIRMED = "confirmed"


class Objector(StrEnum):
    """Who objects to a ruling that confirms."""

    PARTY = "party"
    OUTSIDER = "outsider"


_OBJECTION = {
    Objector.PARTY: f"{_INTERPRETATION}.confirmation_objection",
    Objector.OUTSIDER: f"{_INTERPRETATION}.confirmation_objection_outsider",
}


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Whether an application is taken, and by when that is decided."""

    outcome: Outcome
    last_day: date


def may_apply(effective: date, applied: date, *, jointly: bool) -> Finding[bool]:
    """Tell whether confirmation may be asked for. JC-01; 民事诉讼法 第二百零五条.

    By both together, within thirty days of the agreement taking effect.
    """
    ends = limits.last_day(limits.Period.CONFIRMATION, effective)
    said = met(("双方共同申请", jointly), (f"不迟于 {ends.value:%Y-%m-%d}", applied <= ends.value))
    value = jointly and applied <= ends.value
    return Finding(value, ends.basis, (*ends.because, *said), ends.provisional)


def court(mediated: Mediated, *, intermediate_level: bool = False, on: date) -> Finding[Court]:
    """Return the court that confirms. JC-02; 民事诉讼法 第二百零五条."""
    if mediated is Mediated.INVITED_BY_COURT:
        value = Court.THE_INVITING
    else:
        value = Court.INTERMEDIATE if intermediate_level else Court.BASIC
    return found(value, (_CPL, "第二百零五条"), on=on, because=(("管辖", value.value),))


def missing(
    given: frozenset[Material], *, represented: bool, on: date
) -> Finding[tuple[Material, ...]]:
    """Return what an application still lacks. JC-03; 司法确认程序规定 第三条."""
    lacking = tuple(
        one
        for one in Material
        if one not in given and (represented or one is not Material.AUTHORITY)
    )
    said = (("尚缺", "、".join(lacking) or "无"),)
    return found(lacking, (_PROVISIONS, "第三条"), on=on, because=said)


def acceptance(
    received: date, *, both_present: bool, grounds: frozenset[NotAcceptable] = frozenset()
) -> Finding[Acceptance]:
    """Return whether an application is taken, and by when that is decided. JC-04 JC-05.

    In three days; on the spot where both are there. 第四条; 民诉法解释 第三百五十五条.
    """
    ends = limits.last_day(limits.Period.CONFIRMATION_ACCEPT, received)
    outcome = Outcome.DECIDED_ON_THE_SPOT if both_present else Outcome.DECIDE_LATER
    if grounds:
        outcome = Outcome.NOT_ACCEPTED
    why = tuple(("不予受理", one.value) for one in NotAcceptable if one in grounds)
    more = found(None, (_INTERPRETATION, "第三百五十五条"), on=received).basis
    value = Acceptance(outcome, ends.value)
    return Finding(value, (*ends.basis, *more), (*ends.because, *why), ends.provisional)


def outcome(
    *, complete: bool, asked_to_supply: bool, refusals: frozenset[Refusal], on: date
) -> Finding[Outcome]:
    """Return what a single judge makes of an application. JC-06 JC-07; 第六条, 第七条.

    Not supplied after being asked for, it is deemed withdrawn; a ground of refusal refuses it.
    Whether there is one is the judge's to say.
    """
    value = Outcome.CONFIRMED
    if refusals:
        value = Outcome.REFUSED
    elif not complete:
        value = Outcome.DEEMED_WITHDRAWN if asked_to_supply else Outcome.DECIDE_LATER
    said = tuple(("不予确认", one.value) for one in Refusal if one in refusals)
    articles = (
        (_PROVISIONS, "第六条"), (_PROVISIONS, "第七条"), (_CPL, "第一百八十五条"),
        (_INTERPRETATION, "第三百五十八条"),
    )  # fmt: skip
    return found(value, *articles, on=on, because=said)


def is_enforceable(decided: Outcome, *, performed: bool, on: date) -> Finding[bool]:
    """Tell whether a confirmed agreement may be enforced. JC-08; 民事诉讼法 第二百零六条.

    Refused, the parties mediate anew or sue.
    """
    value = decided is Outcome.CONFIRMED and not performed
    said = met(("裁定有效", decided is Outcome.CONFIRMED), ("未履行或者未全部履行", not performed))
    return found(value, (_CPL, "第二百零六条"), on=on, because=said)


def last_day_to_object(objector: Objector, known: date) -> Finding[date]:
    """Return the last day to object to a ruling that confirms. JC-09; 民诉法解释 第三百七十二条.

    A party from receipt, an interested person from knowing or having had to know.
    """
    return periods.of(parameter(_OBJECTION[objector], on=known), known)
