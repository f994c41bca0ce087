"""在线诉讼的选择: who does which stage online, who does not, and until when one answers."""

from datetime import date
from enum import StrEnum

from yunting.rules import periods
from yunting.rules.citation import cite
from yunting.rules.finding import Finding
from yunting.rules.parameter import parameter

_RULES = "online_litigation"


class Stage(StrEnum):
    """The stages of a dispute, each online, offline or mixed by itself. OL-01."""

    FILING = "filing"
    MEDIATION = "mediation"
    EVIDENCE_EXCHANGE = "evidence-exchange"
    INQUIRY = "inquiry"
    HEARING = "hearing"
    SERVICE = "service"


class Answer(StrEnum):
    """What one party has said about one stage. A stage nobody was asked about is SILENT."""

    OWN_CHOICE = "own-choice"
    GIVEN = "given"
    REFUSED = "refused"
    SILENT = "silent"


class Mode(StrEnum):
    """How a stage is done."""

    ONLINE = "online"
    MIXED = "mixed"
    OFFLINE = "offline"


class Unfit(StrEnum):
    """Why the court moves a stage, or one party's part of it, offline. OL-05."""

    NO_ABILITY = "no-ability"
    NO_MEANS = "no-means"
    UNSUITABLE = "unsuitable"
    COMPLEX = "complex"
    WITNESS = "witness"
    LIVE_EVIDENCE = "live-evidence"

    @property
    def label(self) -> str:
        """Return what a person reads."""
        return _UNFIT[self]


_UNFIT = {
    Unfit.NO_ABILITY: "当事人没有在线办理的能力",
    Unfit.NO_MEANS: "当事人没有在线办理的条件",
    Unfit.UNSUITABLE: "这个环节不适宜在线办理",
    Unfit.COMPLEX: "案情疑难复杂",
    Unfit.WITNESS: "证人需要到场作证",
    Unfit.LIVE_EVIDENCE: "需要现场举证、质证、辩论",
}
_AGREES = frozenset({Answer.OWN_CHOICE, Answer.GIVEN})


def mode_of(answers: tuple[Answer, ...], *, on: date) -> Finding[Mode]:
    """Return how one stage is done from what each party said about that stage. OL-01 OL-04.

    All agree: online. Some: mixed, those who agree online, the others in person. None, or
    nobody concerned: offline. 在线诉讼规则 第一条, 第四条.
    """
    agree = sum(answer in _AGREES for answer in answers)
    some = Mode.ONLINE if agree == len(answers) else Mode.MIXED
    value = some if agree else Mode.OFFLINE
    basis = (cite(_RULES, "第四条", on=on), cite(_RULES, "第一条", on=on))
    return Finding(value, basis, (("同意在线的", f"{agree}方，共{len(answers)}方"),))


def is_online_for(answer: Answer, *, on: date) -> Finding[bool]:
    """Tell whether a stage is online for one party. OL-04 OL-10.

    Who chose it need not be asked again; silence is never consent. 第四条, 第十条.
    """
    article = "第十条" if answer is Answer.SILENT else "第四条"
    return Finding(answer in _AGREES, (cite(_RULES, article, on=on),))


def associate_by(told: date) -> Finding[date]:
    """Return the last day to verify one's identity and link the case after the notice. OL-10.

    The day of the notice is not counted. 在线诉讼规则 第十条第一款.
    """
    return periods.of(parameter(f"{_RULES}.associate", on=told), told)


def may_go_offline(why: Unfit, *, on: date) -> Finding[bool]:
    """Tell that a ground lets the court move a stage offline, and whether it must. OL-05.

    True: it must (第五条第一款). False: it may, after its own review (第三款).
    """
    must = why in {Unfit.NO_ABILITY, Unfit.NO_MEANS, Unfit.UNSUITABLE}
    return Finding(must, (cite(_RULES, "第五条", on=on),), (("理由", why.label),))


def may_retract(*, act_begun: bool, delays_on_purpose: bool, on: date) -> Finding[bool]:
    """Tell whether consent may be taken back: before the act, and not to delay. OL-05.

    Whether somebody delays on purpose the court decides. 在线诉讼规则 第五条第二款.
    """
    because = (
        ("环节已经开始", "是" if act_begun else "否"),
        ("故意拖延", "是" if delays_on_purpose else "否"),
    )
    value = not act_begun and not delays_on_purpose
    return Finding(value, (cite(_RULES, "第五条", on=on),), because)
