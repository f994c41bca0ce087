"""执行和解、担保、中止和终结: what stops enforcement, for how long, and what starts it again."""

from datetime import date
from enum import StrEnum

from yunting.rules.citation import cite
from yunting.rules.finding import Finding

_CPL = "civil_procedure_law"


def may_resume_title(*, performed: bool, by_fraud: bool, applied: bool, on: date) -> Finding[bool]:
    """Tell whether the title is enforced after a settlement. B3.11-settlement; 第二百四十一条.

    On application, when the settlement is not performed or was made by fraud or threat.
    """
    said = (
        ("和解协议", "已履行" if performed else "未履行"),
        ("欺诈、胁迫", "有" if by_fraud else "没有"),
    )
    value = applied and (not performed or by_fraud)
    return Finding(value, (cite(_CPL, "第二百四十一条", on=on),), said)


class Security(StrEnum):
    """What follows a security given in enforcement."""

    NO_SUSPENSION = "no_suspension"
    SUSPENDED = "suspended"
    ENFORCE_SECURITY = "enforce_security"


def security(*, applicant_consents: bool, overdue: bool, on: date) -> Finding[Security]:
    """Return what follows a security. B3.11-security; 民事诉讼法 第二百四十二条."""
    if not applicant_consents:
        value = Security.NO_SUSPENSION
    else:
        value = Security.ENFORCE_SECURITY if overdue else Security.SUSPENDED
    said = (
        ("申请执行人同意", "是" if applicant_consents else "否"),
        ("逾期", "是" if overdue else "否"),
    )
    return Finding(value, (cite(_CPL, "第二百四十二条", on=on),), said)


class Ground(StrEnum):
    """Why enforcement stops; the value names the article and its item."""

    APPLICANT_AGREES = "第二百六十七条第一款第（一）项"
    THIRD_PARTY_OBJECTION = "第二百六十七条第一款第（二）项"
    DEATH_PENDING_SUCCESSOR = "第二百六十七条第一款第（三）项"
    UNIT_ENDED_PENDING_SUCCESSOR = "第二百六十七条第一款第（四）项"
    OTHER_STAY = "第二百六十七条第一款第（五）项"
    WITHDRAWN = "第二百六十八条第（一）项"
    TITLE_REVOKED = "第二百六十八条第（二）项"
    NO_ESTATE = "第二百六十八条第（三）项"
    SUPPORT_CLAIMANT_DIED = "第二百六十八条第（四）项"
    HARDSHIP = "第二百六十八条第（五）项"
    OTHER_END = "第二百六十八条第（六）项"


class Effect(StrEnum):
    """Whether enforcement waits or is over."""

    STAY = "stay"
    END = "end"


def effect(ground: Ground, *, on: date) -> Finding[Effect]:
    """Return whether enforcement waits or is over. B3.11-stay-and-end.

    民事诉讼法 第二百六十七条, 第二百六十八条; the ruling takes effect on service (第二百六十九条).
    """
    value = Effect.STAY if ground.startswith("第二百六十七条") else Effect.END
    basis = (cite(_CPL, ground, on=on), cite(_CPL, "第二百六十九条", on=on))
    return Finding(value, basis, (("裁定", "送达当事人后立即生效"),))


class Closing(StrEnum):
    """How a case of enforcement is closed."""

    DONE = "执行完毕"
    END_THIS_ROUND = "终结本次执行程序"
    TERMINATED = "终结执行"
    CANCELLED = "销案"
    NOT_ENFORCED = "不予执行"
    DISMISSED = "驳回申请"


def closes(closing: Closing, *, on: date) -> Finding[bool]:
    """Tell whether the debt is thereby done with. B3.11-closing; 执行工作规定 第六十四条."""
    value = closing is not Closing.END_THIS_ROUND
    said = ("结案方式", closing)
    return Finding(value, (cite("enforcement_rules_1998", "第六十四条", on=on),), (said,))
