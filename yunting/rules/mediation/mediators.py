"""调解员: who names them, how many there are, and when one may not go on."""

from datetime import date
from enum import StrEnum

from yunting.lib.errors import Refused
from yunting.rules.finding import Finding, found, met

_ONLINE = "online_mediation"
_INVITED = "invited_mediation_2016"


class Chooser(StrEnum):
    """Who names the mediator."""

    PARTIES = "parties"
    COURT = "court"


class Role(StrEnum):
    """Roles closed to a mediator in the same case. PM-03."""

    ASSESSOR = "人民陪审员"
    AGENT = "诉讼代理人"
    WITNESS = "证人"
    APPRAISER = "鉴定人"
    INTERPRETER = "翻译人员"


class NoMediator(Refused):
    """A mediation has one mediator or more, and one of several presides."""

    code = "rules.mediation.no-mediator"


def chooser(
    *, both_agreed: bool, chosen_in_time: bool, asked_court: bool, on: date
) -> Finding[Chooser]:
    """Return who names the mediator. OM-10; 在线调解规则 第十条.

    Both sides together in two working days; else, or when they ask for it, the court.
    """
    value = Chooser.PARTIES if both_agreed and chosen_in_time and not asked_court else Chooser.COURT
    said = met(("双方同意", both_agreed), ("按期共同选择", chosen_in_time))
    return found(value, (_ONLINE, "第十条"), on=on, because=said)


def check_mediators(count: int, *, presiding: int, on: date) -> Finding[int]:
    """Return how many mediate: one as a rule; of several, one presides. OM-11; 第十一条.

    :raises NoMediator: if there is none, or not exactly one presides over several
    """
    if count < 1 or (count > 1 and presiding != 1):
        raise NoMediator(
            "调解由一名调解员主持；有两名以上的，应当确定其中一名主持。", field="presiding"
        )
    return found(count, (_ONLINE, "第十一条"), on=on, because=(("调解员", f"{count}名"),))


def may_go_on(*, related: bool, disclosed: bool, all_agree: bool, on: date) -> Finding[bool]:
    """Tell whether a mediator with a relation or an interest may go on. OM-13 PM-02.

    Once disclosed, and if all still agree. 在线调解规则 第十三条; 特邀调解规定 第十五条.
    """
    value = not related or (disclosed and all_agree)
    said = met(("没有利害关系", not related), ("已披露", disclosed), ("各方仍同意", all_agree))
    return found(value, (_ONLINE, "第十三条"), (_INVITED, "第十五条"), on=on, because=said)


def is_refusal(*, changed: bool, still_objects: bool, will_choose: bool, on: date) -> Finding[bool]:
    """Tell whether objecting to mediators counts as refusing mediation. OM-14; 第十四条."""
    value = changed and still_objects and not will_choose
    said = met(
        ("已更换调解员", changed), ("仍不同意", still_objects), ("拒绝选择", not will_choose)
    )
    return found(value, (_ONLINE, "第十四条"), on=on, because=said)


def may_take_role(*, was_mediator: bool, role: Role, on: date) -> Finding[bool]:
    """Tell whether a person may take a role in a case. PM-03; 特邀调解规定 第十六条.

    Its mediator may not be assessor, agent, witness, appraiser or interpreter in it.
    """
    said = ((role.value, "曾为本案调解员" if was_mediator else "未担任本案调解员"),)
    return found(not was_mediator, (_INVITED, "第十六条"), on=on, because=said)
