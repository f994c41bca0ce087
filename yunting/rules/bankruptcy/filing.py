"""申请与受理: who applies where and with what, and what acceptance does."""

from datetime import date
from enum import StrEnum
from fractions import Fraction

from yunting.rules.bankruptcy import grounds
from yunting.rules.finding import Finding, found, met
from yunting.rules.jurisdiction import Level
from yunting.rules.parameter import parameter


class Procedure(StrEnum):
    """The three procedures of the Law."""

    LIQUIDATION = "liquidation"
    REORGANISATION = "reorganisation"
    SETTLEMENT = "settlement"


class Applicant(StrEnum):
    """Who applies."""

    DEBTOR = "debtor"
    CREDITOR = "creditor"
    LIQUIDATOR = "liquidator"


_MAY_APPLY = {
    Applicant.DEBTOR: (frozenset(Procedure), "第七条第一款"),
    Applicant.CREDITOR: (
        frozenset({Procedure.LIQUIDATION, Procedure.REORGANISATION}),
        "第七条第二款",
    ),
    Applicant.LIQUIDATOR: (frozenset({Procedure.LIQUIDATION}), "第七条第三款"),
}


class Registered(StrEnum):
    """Which office registered the debtor."""

    COUNTY_OR_DISTRICT = "county_or_district"
    PREFECTURE_OR_ABOVE = "prefecture_or_above"


_LEVELS = {
    Registered.COUNTY_OR_DISTRICT: (Level.BASIC, "县、县级市或者区登记的，一般由基层法院管辖"),
    Registered.PREFECTURE_OR_ABOVE: (Level.INTERMEDIATE, "地级以上登记的，一般由中级法院管辖"),
}


class Stage(StrEnum):
    """A matter of bankruptcy or of compulsory liquidation that has a case number of its own."""

    APPLICATION = "application"
    ACCEPTED = "accepted"
    APPEAL = "appeal"
    SUPERVISION = "supervision"
    LIQUIDATION_APPLICATION = "liquidation_application"
    COMPULSORY_LIQUIDATION = "compulsory_liquidation"


_CODES = {
    Stage.APPLICATION: "破申",
    Stage.ACCEPTED: "破",
    Stage.APPEAL: "破终",
    Stage.SUPERVISION: "破监",
    Stage.LIQUIDATION_APPLICATION: "清申",
    Stage.COMPULSORY_LIQUIDATION: "强清",
}


class Attachment(StrEnum):
    """What a debtor hands in with its own application."""

    PROPERTY = "财产状况说明"
    DEBTS = "债务清册"
    CLAIMS = "债权清册"
    ACCOUNTS = "有关财务会计报告"
    PLACEMENT = "职工安置预案"
    WAGES = "职工工资的支付和社会保险费用的缴纳情况"


class Effect(StrEnum):
    """What acceptance does by law."""

    ADMINISTRATOR_APPOINTED = "administrator_appointed"
    SINGLE_PAYMENTS_VOID = "single_payments_void"
    DEBTORS_PAY_ADMINISTRATOR = "debtors_pay_administrator"
    PRESERVATION_LIFTED = "preservation_lifted"
    ENFORCEMENT_STAYED = "enforcement_stayed"
    SUITS_STAYED_UNTIL_TAKEN_OVER = "suits_stayed_until_taken_over"
    NEW_SUITS_HERE_ONLY = "new_suits_here_only"


_EFFECTS = {
    Effect.ADMINISTRATOR_APPOINTED: "第十三条",
    Effect.SINGLE_PAYMENTS_VOID: "第十六条",
    Effect.DEBTORS_PAY_ADMINISTRATOR: "第十七条",
    Effect.PRESERVATION_LIFTED: "第十九条",
    Effect.ENFORCEMENT_STAYED: "第十九条",
    Effect.SUITS_STAYED_UNTIL_TAKEN_OVER: "第二十条",
    Effect.NEW_SUITS_HERE_ONLY: "第二十一条",
}


class Task(StrEnum):
    """What the court does next once it has accepted."""

    NOTIFY_ENFORCEMENT_COURTS = "notify_enforcement_courts"
    LIFT_PRESERVATION = "lift_preservation"
    STAY_EXECUTION = "stay_execution"
    ANNOUNCE = "announce"
    FIX_CLAIM_PERIOD = "fix_claim_period"
    FIX_FIRST_MEETING = "fix_first_meeting"


def court_place(*, registered: str, principal_office: str | None, on: date) -> Finding[str]:
    """Return the place whose court has the case: the debtor's domicile. B-FIL-1.

    The principal office, and where there is none that can be told, the registered place.
    企业破产法 第三条; 企业破产规定（2002） 第一条.
    """
    place = registered if principal_office is None else principal_office
    how = "注册地（主要办事机构不明）" if principal_office is None else "主要办事机构所在地"
    articles = ((grounds.LAW, "第三条"), (grounds.PROVISIONS, "第一条"))
    return found(place, *articles, on=on, because=(("住所地", f"{how}：{place}"),))


def level(registered: Registered, *, on: date) -> Finding[Level]:
    """Return the level of court that generally takes the case. B-FIL-2; 2002 规定 第二条.

    Provisional: many provinces have centralised bankruptcy since, and ours is not established.
    """
    value, why = _LEVELS[registered]
    said = (("登记机关", why), ("集中管辖", "未能确认本省是否另行指定，请以高级人民法院的规定为准"))
    return found(value, (grounds.PROVISIONS, "第二条"), on=on, because=said, provisional=True)


def may_apply(applicant: Applicant, procedure: Procedure, *, on: date) -> Finding[bool]:
    """Tell whether this applicant may ask for this procedure. B-FIL-3; 企业破产法 第七条.

    A liquidator who finds that the assets do not cover the debts must apply.
    """
    allowed, article = _MAY_APPLY[applicant]
    return found(procedure in allowed, (grounds.LAW, article), on=on)


def may_convert_to_reorganisation(
    *, investor_share: Fraction | None, declared_bankrupt: bool, creditor_applied: bool, on: date
) -> Finding[bool]:
    """Tell whether a liquidation a creditor asked for may still become a reorganisation. B-FIL-3.

    Asked by the debtor (`investor_share` is None) or by investors with that share of the
    capital; the least share is enough. Only before the declaration. 企业破产法 第七十条第二款.
    """
    least = parameter(f"{grounds.LAW}.investors_convert", on=on)
    enough = investor_share is None or investor_share >= least.share
    said = met(
        ("由债权人申请清算", creditor_applied),
        ("尚未宣告破产", not declared_bankrupt),
        (f"出资额达到注册资本的 {least.share}", enough),
    )
    return Finding(creditor_applied and not declared_bankrupt and enough, (least.citation,), said)


def type_code(stage: Stage, *, on: date) -> Finding[str]:
    """Return the type code of the case number. B-FIL-4.

    A case starts as 破申; on acceptance a new 破 case is opened and linked to it.
    """
    return found(_CODES[stage], (grounds.CASE_TYPES, "类型划分"), on=on)


def missing(given: frozenset[Attachment], *, on: date) -> Finding[tuple[Attachment, ...]]:
    """Return what a debtor that applies itself has yet to hand in. B-FIL-5; 企业破产法 第八条."""
    lacking = tuple(one for one in Attachment if one not in given)
    said = tuple(("尚缺", one.value) for one in lacking)
    return found(lacking, (grounds.LAW, "第八条第三款"), on=on, because=said)


def may_withdraw(*, accepted: bool, on: date) -> Finding[bool]:
    """Tell whether the application may be withdrawn. B-FIL-6; 企业破产法 第九条."""
    return found(not accepted, (grounds.LAW, "第九条"), on=on)


def effects_of_acceptance(*, on: date) -> Finding[tuple[Effect, ...]]:
    """Return what acceptance does, in the order of the articles. B-FIL-7."""
    articles = tuple((grounds.LAW, article) for article in dict.fromkeys(_EFFECTS.values()))
    return found(tuple(_EFFECTS), *articles, on=on)


def tasks_on_acceptance(*, on: date) -> Finding[tuple[Task, ...]]:
    """Return the tasks that acceptance makes for the court. B1.3-tasks."""
    articles = ((grounds.DESIGN, "破产受理后的任务"), (grounds.LAW, "第十四条"))
    return found(tuple(Task), *articles, on=on)
