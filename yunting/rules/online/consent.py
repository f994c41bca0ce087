"""在线诉讼的同意: who is online in which stage. Consent to one stage never means another."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yunting.rules import periods
from yunting.rules.citation import cite
from yunting.rules.finding import Finding, found, met
from yunting.rules.parameter import parameter

_ONLINE = "online_litigation"


class Stage(StrEnum):
    """The stages of a case that may each be online, offline or mixed. OL-01."""

    FILING = "立案"
    MEDIATION = "调解"
    EVIDENCE_EXCHANGE = "证据交换"
    INQUIRY = "询问"
    HEARING = "庭审"
    SERVICE = "送达"


class Answer(StrEnum):
    """What a person said to going online in one stage."""

    PROACTIVE = "proactive"
    CONSENTED = "consented"
    REFUSED = "refused"
    RETRACTED = "retracted"


_ONLINE_ANSWERS = frozenset({Answer.PROACTIVE, Answer.CONSENTED})


class Mode(StrEnum):
    """How a stage is held."""

    ONLINE = "online"
    OFFLINE = "offline"
    MIXED = "mixed"


class Told(StrEnum):
    """What a person is told before being asked."""

    STAGES = "适用的环节"
    FORM = "形式"
    RIGHTS = "权利和义务"
    CONSEQUENCES = "法律后果"
    OPERATION = "操作方法"


class CaseKind(StrEnum):
    """Cases that may be online. OL-03."""

    CIVIL = "民事"
    ADMINISTRATIVE = "行政"
    CRIMINAL_FAST_TRACK = "刑事速裁、减刑、假释和因特殊原因不宜线下的"
    SPECIAL = "特别程序、督促程序、破产程序、非诉执行审查"
    ENFORCEMENT = "民事、行政执行和刑事附带民事执行"
    OTHER_SUITABLE = "其他适宜在线的"
    OTHER = "不适宜在线的"


class Ground(StrEnum):
    """Why one side may ask that the others come to court. OL-05c."""

    COMPLEX = "案情复杂"
    WITNESSES = "证人需要现场作证"
    LIVE = "需要线下举证、质证、陈述、辩论"


@dataclass(frozen=True, slots=True)
class Consent:
    """One person's answer for one stage. The procuratorate, where it takes part, is one of them."""

    party: str
    stage: Stage
    answer: Answer


def missing_from_notice(told: frozenset[Told], *, on: date) -> Finding[tuple[Told, ...]]:
    """Return what a person must still be told before consent counts. OL-04a; 第四条第一款."""
    lacking = tuple(one for one in Told if one not in told)
    said = tuple(("尚未告知", one.value) for one in lacking)
    return found(lacking, (_ONLINE, "第四条第一款"), on=on, because=said)


def may_be_online(kind: CaseKind, *, on: date) -> Finding[bool]:
    """Tell whether a kind of case may be online at all. OL-03 OL-39 B-LAW-6; 第三条.

    :raises NotInForce: before 2021-08-01
    """
    value = kind is not CaseKind.OTHER
    return found(value, (_ONLINE, "第三条"), on=on, because=(("案件", kind.value),))


def mode(
    stage: Stage, parties: tuple[str, ...], consents: tuple[Consent, ...], *, on: date
) -> Finding[Mode]:
    """Return how a stage is held. OL-01 OL-04b OL-04c OL-10b; 在线诉讼规则 第一条, 第四条, 第十条.

    The last answer of each person for this very stage counts, and no answer is no consent: all
    consenting it is online, some mixed, none offline.
    """
    agreed = tuple(one for one in parties if is_online(stage, one, consents))
    value = Mode.OFFLINE
    if agreed:
        value = Mode.ONLINE if len(agreed) == len(parties) else Mode.MIXED
    said = ((f"{stage.value}在线", "、".join(agreed) or "无人同意"),)
    articles = ((_ONLINE, "第一条"), (_ONLINE, "第四条第二款"), (_ONLINE, "第十条第二款"))
    return found(value, *articles, on=on, because=said)


def is_online(stage: Stage, party: str, consents: tuple[Consent, ...]) -> bool:
    """Tell whether one person is online in a stage: a bare test, without reasons. OL-04b."""
    own = [one.answer for one in consents if (one.party, one.stage) == (party, stage)]
    return bool(own) and own[-1] in _ONLINE_ANSWERS


def must_go_offline(
    *, lacks_ability: bool, lacks_means: bool, unsuitable: bool, on: date
) -> Finding[bool]:
    """Tell whether a stage must leave the network. OL-05a ELD-11; 在线诉讼规则 第五条第一款.

    For a person without the ability or the means, or a stage that does not suit it.
    """
    said = met(
        ("有在线的能力", not lacks_ability),
        ("有在线的条件", not lacks_means),
        ("适宜", not unsuitable),
    )
    value = lacks_ability or lacks_means or unsuitable
    return found(value, (_ONLINE, "第五条第一款"), on=on, because=said)


def may_retract(*, before_the_act: bool, delays_on_purpose: bool, on: date) -> Finding[bool]:
    """Tell whether consent may be taken back. OL-05b; 在线诉讼规则 第五条第二款.

    Asked within reasonable time before the act, and not to delay; the court reviews it.
    """
    said = met(("活动前的合理期限内", before_the_act), ("没有故意拖延", not delays_on_purpose))
    value = before_the_act and not delays_on_purpose
    return found(value, (_ONLINE, "第五条第二款"), on=on, because=said)


def may_call_in(grounds: frozenset[Ground], *, reasons_given: bool, on: date) -> Finding[bool]:
    """Tell whether the others may be asked to come to court. OL-05c; 第五条第三款."""
    said = (
        *met(("说明具体理由", reasons_given)),
        *(("情形", one.value) for one in sorted(grounds)),
    )
    return found(bool(grounds) and reasons_given, (_ONLINE, "第五条第三款"), on=on, because=said)


def bears_consequences(
    *, consented: bool, acted: bool, good_reason: bool, asked_to_go_offline: bool, on: date
) -> Finding[bool]:
    """Tell whether inaction online has its ordinary consequences. OL-06; 在线诉讼规则 第六条."""
    value = consented and not (acted or good_reason or asked_to_go_offline)
    said = met(
        ("同意在线", consented), ("没有在线活动", not acted), ("没有正当理由", not good_reason),
        ("没有申请线下", not asked_to_go_offline),
    )  # fmt: skip
    return found(value, (_ONLINE, "第六条"), on=on, because=said)


def last_day_to_link(notified: date) -> Finding[date]:
    """Return the last day to verify identity and link the case after agreeing. OL-10a.

    在线诉讼规则 第十条第一款, from the notice.
    """
    return periods.of(parameter(f"{_ONLINE}.link", on=notified), notified)


def is_offline_by_default(*, agreed: bool, registered: bool, on: date) -> Finding[bool]:
    """Tell whether all that concerns a person stays off the network. OL-10b; 第十条第二款.

    Without express consent and without registration in time; consent is never presumed.
    """
    said = met(("明确同意", agreed), ("按期注册", registered))
    return Finding(not (agreed or registered), (cite(_ONLINE, "第十条第二款", on=on),), said)
