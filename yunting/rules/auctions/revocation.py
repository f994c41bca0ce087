"""撤销拍卖: on which grounds a sale is undone, and when that may still be asked for."""

from datetime import date
from enum import StrEnum

from yunting.rules.citation import cite
from yunting.rules.finding import Finding

_OJA = "auction_online_2016"


class Ground(StrEnum):
    """A ground on which a court revokes an auction; the value is its item."""

    FALSE_DESCRIPTION = "第（一）项"
    SYSTEM_FAULT = "第（二）项"
    COLLUSION = "第（三）项"
    UNQUALIFIED_BUYER = "第（四）项"
    UNEQUAL_CONDITIONS = "第（五）项"
    OTHER_SERIOUS_BREACH = "第（六）项"


_MUST_HARM = frozenset({Ground.SYSTEM_FAULT, Ground.OTHER_SERIOUS_BREACH})


def is_revoked(
    ground: Ground, *, serious: bool = True, undiscoverable_or_disclosed: bool = False, on: date
) -> Finding[bool]:
    """Tell whether a ground, once found by the judge, revokes the auction. B2.11-grounds.

    网络司法拍卖规定 第三十一条. `serious`: the purpose defeated, or serious harm.
    """
    if ground is Ground.FALSE_DESCRIPTION:
        value = serious and not undiscoverable_or_disclosed
    else:
        value = serious or ground not in _MUST_HARM
    known = "无法发现或者已经披露" if undiscoverable_or_disclosed else "没有披露"
    said = (("严重后果", "有" if serious else "没有"), ("瑕疵", known))
    return Finding(value, (cite(_OJA, f"第三十一条{ground}", on=on),), said)


class Asker(StrEnum):
    """Who objects to an auction."""

    PARTY_OR_INTERESTED = "party_or_interested"
    THIRD_PARTY = "third_party"


def remedy(asker: Asker, *, on: date) -> Finding[str]:
    """Return which objection lies, and with it suspension or a stay. B2.11-remedies.

    网络司法拍卖规定 第三十六条; 民事诉讼法 第二百三十六条, 第二百三十八条.
    """
    if asker is Asker.PARTY_OR_INTERESTED:
        number, value = "第二百三十六条", "执行行为异议"
    else:
        number, value = "第二百三十八条", "案外人异议"
    basis = (cite(_OJA, "第三十六条", on=on), cite("civil_procedure_law", number, on=on))
    return Finding(value, basis, (("期间", "可以暂缓或者中止；损失另行请求赔偿"),))


def is_objection_in_time(filed: date, procedure_ended: date | None) -> Finding[bool]:
    """Tell whether an objection came before the enforcement procedure ended. B2.11-remedies.

    执行异议复议规定 第六条; the day it ended is too late.
    """
    value = procedure_ended is None or filed < procedure_ended
    ended = "尚未终结" if procedure_ended is None else f"{procedure_ended:%Y-%m-%d}"
    said = (("提出异议", f"{filed:%Y-%m-%d}"), ("执行程序终结", ended))
    return Finding(value, (cite("objection_2015", "第六条", on=filed),), said)
