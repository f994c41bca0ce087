"""网络查控: who may be queried, with which papers, and how much may be frozen."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from yunting.rules.amount import checked
from yunting.rules.citation import cite
from yunting.rules.finding import Finding
from yunting.rules.parameter import parameter

_NET = "network_query_2013"


class Request(StrEnum):
    """What the court asks of an institution."""

    QUERY = "QUERY"
    FREEZE = "FREEZE"
    RENEW = "RENEW"
    UNFREEZE = "UNFREEZE"
    DEDUCT = "DEDUCT"


class Paper(StrEnum):
    """What goes with a request."""

    QUERY_NOTICE = "QUERY_NOTICE"
    RULING = "RULING"
    ASSISTANCE_NOTICE = "ASSISTANCE_NOTICE"
    RELEASE_RULING = "RELEASE_RULING"
    RELEASE_NOTICE = "RELEASE_NOTICE"


_PAPERS = {
    Request.QUERY: (Paper.QUERY_NOTICE,),
    Request.FREEZE: (Paper.RULING, Paper.ASSISTANCE_NOTICE),
    Request.RENEW: (Paper.RULING, Paper.ASSISTANCE_NOTICE),
    Request.UNFREEZE: (Paper.RELEASE_RULING, Paper.RELEASE_NOTICE),
    Request.DEDUCT: (Paper.RULING, Paper.ASSISTANCE_NOTICE),
}


class Reject(StrEnum):
    """Why a request may not go out, or came back."""

    NOT_OBLIGOR = "NOT_OBLIGOR"
    DOC_INVALID = "DOC_INVALID"
    SEAL_INVALID = "SEAL_INVALID"
    OFFICER_NOT_FILED = "OFFICER_NOT_FILED"
    NOT_AGREED = "NOT_AGREED"


@dataclass(frozen=True, slots=True)
class Sending:
    """A request about to go out."""

    request: Request
    subject_is_obligor: bool
    papers: frozenset[Paper]
    sealed: bool
    officers_filed: bool
    online_deduction_agreed: bool = False


def refusals(sending: Sending, *, on: date) -> Finding[tuple[Reject, ...]]:
    """Return why a request may not go out; none means it may.

    E-NET-1 E-NET-2 E-NET-3 E-NET-4 E-NET-6; 网络查控规定 第一条至第四条, 第七条, 第九条.
    """
    needed = set(_PAPERS[sending.request])
    no_deduction = sending.request is Request.DEDUCT and not sending.online_deduction_agreed
    found = {
        Reject.NOT_OBLIGOR: not sending.subject_is_obligor,
        Reject.DOC_INVALID: not needed <= sending.papers,
        Reject.SEAL_INVALID: not sending.sealed,
        Reject.OFFICER_NOT_FILED: not sending.officers_filed,
        Reject.NOT_AGREED: no_deduction,
    }
    articles = ("第一条", "第二条", "第三条", "第四条", "第七条", "第九条")
    basis = tuple(cite(_NET, number, on=on) for number in articles)
    basis = (*basis, cite("design", "被执行人核对", on=on))
    value = tuple(reject for reject, so in found.items() if so)
    return Finding(value, basis, (("不能发送", "、".join(value) or "无"),))


def has_equal_force(*, sealed: bool, on: date) -> Finding[bool]:
    """Tell whether an electronic paper or reply counts as one on paper. E-NET-4; 第四条, 第五条."""
    basis = (cite(_NET, "第四条", on=on), cite(_NET, "第五条", on=on))
    return Finding(sealed, basis, (("电子印章", "有" if sealed else "没有"),))


class Asset(StrEnum):
    """What may be queried and frozen through the network."""

    DEPOSIT = "deposit"
    FINANCIAL_ASSET = "financial_asset"
    EQUITY = "equity"
    SECURITIES = "securities"
    REAL_ESTATE = "real_estate"
    VEHICLE = "vehicle"
    INSURANCE = "insurance"


def is_covered(asset: Asset, *, proceeds_to_linked_account: bool = True, on: date) -> Finding[bool]:
    """Tell whether the rules on deposits apply to an asset too. E-NET-7 E-NET-8; 第十条.

    A financial asset is one that can be traded and whose proceeds go to a linked account.
    """
    if asset is Asset.FINANCIAL_ASSET:
        said = ("变现款", "可以转入关联账户" if proceeds_to_linked_account else "不能转入")
        basis = (cite("bank_norms_2015", "第二条", on=on),)
        return Finding(proceeds_to_linked_account, basis, (said,))
    number = "第一条" if asset is Asset.DEPOSIT else "第十条"
    return Finding(True, (cite(_NET, number, on=on),), (("财产", asset),))


def lacks_queries(done: int, *, on: date) -> Finding[int]:
    """Return how many queries are still to be made before a round may end. E-NET-10."""
    least = parameter("design.queries_least", on=on)
    said = (("已查控", f"{done}次"), ("至少", f"{least.whole}次"))
    return Finding(max(0, least.whole - done), (least.citation,), said)


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found at an institution, in yuan; an indivisible one is frozen whole."""

    name: str
    worth: Decimal
    divisible: bool = True


@dataclass(frozen=True, slots=True)
class Frozen:
    """How much of a thing is frozen, in yuan, and what of it is more than is owed."""

    name: str
    amount: Decimal
    excess: Decimal


def freeze(
    owed: Decimal, costs: Decimal, found: tuple[Found, ...], *, on: date
) -> Finding[tuple[Frozen, ...]]:
    """Return how much of what was found may be frozen, first found first. E-NET-11.

    民事诉讼法 第二百五十三条; 查封扣押冻结规定 第十九条: never more than debt and costs, unless the
    last thing cannot be divided and nothing else would do.
    """
    left = checked(owed, field="owed") + checked(costs, field="costs")
    taken: list[Frozen] = []
    for one in sorted(found, key=lambda one: not one.divisible):
        if left <= 0:
            break
        worth = checked(one.worth, field="found")
        amount = min(worth, left) if one.divisible else worth
        taken.append(Frozen(one.name, amount, max(Decimal(0), amount - left)))
        left -= min(amount, left)
    basis = (
        cite("civil_procedure_law", "第二百五十三条", on=on),
        cite("seizure_2004", "第十九条", on=on),
    )
    said = tuple((one.name, f"{one.amount:,f}元") for one in taken)
    return Finding(tuple(taken), basis, said)


def is_excessive(frozen: Decimal, *, owed: Decimal, costs: Decimal, on: date) -> Finding[bool]:
    """Tell whether more is frozen than is owed with costs, and has to be released. E-NET-11."""
    most = checked(owed, field="owed") + checked(costs, field="costs")
    said = (("已冻结", f"{frozen:,f}元"), ("债务和费用", f"{most:,f}元"))
    basis = (
        cite("civil_procedure_law", "第二百五十三条", on=on),
        cite("seizure_2004", "第十九条", on=on),
    )
    return Finding(checked(frozen, field="frozen") > most, basis, said)
