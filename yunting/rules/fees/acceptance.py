"""案件受理费: what it costs to have a case accepted (FEE-14, FEE-15; Measures 第十三条).

Where the Measures give a range, the fixed amount is Zhejiang's.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from yunting.lib.errors import Refused
from yunting.rules.amount import checked, needed
from yunting.rules.citation import cite
from yunting.rules.fees.tables import along, fee, fixed
from yunting.rules.finding import Finding, Step
from yunting.rules.parameter import parameter

_MEASURES = "fee_measures"
_INTERPRETATION = "civil_procedure_interpretation"


class Kind(StrEnum):
    """What a claim is about, as the Measures divide cases."""

    PROPERTY = "property"
    DIVORCE = "divorce"
    PERSONALITY = "personality"
    OTHER_NONPROPERTY = "other_nonproperty"
    IP = "ip"
    LABOUR = "labour"
    ADMINISTRATIVE = "administrative"
    ADMINISTRATIVE_IP_MARITIME = "administrative_ip_maritime"
    JURISDICTION_OBJECTION = "jurisdiction_objection"

    @property
    def label(self) -> str:
        """Return what a person reads."""
        return _LABELS[self]


_LABELS = {
    Kind.PROPERTY: "财产案件",
    Kind.DIVORCE: "离婚案件",
    Kind.PERSONALITY: "人格权案件",
    Kind.OTHER_NONPROPERTY: "其他非财产案件",
    Kind.IP: "知识产权民事案件",
    Kind.LABOUR: "劳动争议案件",
    Kind.ADMINISTRATIVE: "行政案件",
    Kind.ADMINISTRATIVE_IP_MARITIME: "商标、专利、海事行政案件",
    Kind.JURISDICTION_OBJECTION: "管辖权异议不成立",
}
_ZHEJIANG = frozenset(
    {Kind.DIVORCE, Kind.PERSONALITY, Kind.OTHER_NONPROPERTY, Kind.IP, Kind.JURISDICTION_OBJECTION}
)
_EXTRA = {
    Kind.DIVORCE: f"{_MEASURES}.divorce_property",
    Kind.PERSONALITY: f"{_MEASURES}.personality_damages",
}


class NoClaim(Refused):
    """A complaint without a claim has no fee."""

    code = "rules.fees.no-claim"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of a complaint, with its amount in yuan if it has one."""

    kind: Kind
    amount: Decimal | None = None

    @property
    def is_of_property(self) -> bool:
        """Tell whether the fee follows the amount by the property table."""
        return _follows_the_table(self.kind, self.amount)


def acceptance(kind: Kind, amount: Decimal | None = None, *, on: date) -> Finding[Decimal]:
    """Return the acceptance fee of one case, in yuan, with its arithmetic. FEE-01, FEE-25.

    `amount` is the value in dispute, for divorce all property to be divided, for personality
    rights the damages. Labour and administrative cases cost the same whatever the amount.
    诉讼费用交纳办法 第十三条.

    :raises NotAnAmount: if a property case has no amount, or the amount is none
    """
    if amount is not None:
        checked(amount)
    if _follows_the_table(kind, amount):
        return _by_table(needed(amount), on=on)
    if kind in _ZHEJIANG:
        return _by_zhejiang(kind, amount or Decimal(0), on=on)
    value = parameter(f"{_MEASURES}.{kind}", on=on)
    return fee((fixed(f"{kind.label}，每件", value.decimal),), value.citation)


def _follows_the_table(kind: Kind, amount: Decimal | None) -> bool:
    return kind is Kind.PROPERTY or (kind is Kind.IP and amount is not None)


def _by_table(amount: Decimal, *, on: date) -> Finding[Decimal]:
    table = parameter(f"{_MEASURES}.property", on=on)
    return fee(along(table, amount), table.citation)


def _by_zhejiang(kind: Kind, amount: Decimal, *, on: date) -> Finding[Decimal]:
    base = parameter(f"zhejiang_fee_rates.{kind}", on=on)
    law = parameter(f"{_MEASURES}.{kind}_most", on=on)
    steps: tuple[Step, ...] = (fixed(f"{kind.label}，每件（浙江省标准）", base.decimal),)
    extra = _EXTRA.get(kind)
    if extra is not None:
        steps = (*steps, *along(parameter(extra, on=on), amount))
    return fee(steps, law.citation, base.citation)


def for_claims(claims: tuple[Claim, ...], *, on: date) -> Finding[Decimal]:
    """Return the acceptance fee of a complaint with several claims. FEE-15.

    Claims about property are added up and decide the fee; without any, several others cost as
    one, the dearest. The property a divorce divides belongs into the divorce claim itself.
    民诉法解释 第二百零一条.

    :raises NoClaim: if there is no claim
    :raises NotAnAmount: if a claim about property has no amount
    """
    if not claims:
        raise NoClaim("请至少填写一项诉讼请求。", field="claims")
    priced = [needed(claim.amount) for claim in claims if claim.is_of_property]
    several = (cite(_INTERPRETATION, "第二百零一条", on=on),) if len(claims) > 1 else ()
    if priced:
        amount = sum(priced, Decimal(0))
        found = acceptance(Kind.PROPERTY, amount, on=on)
        because: tuple[tuple[str, str], ...] = (("财产性诉讼请求合计", f"{amount:,f}元"),)
    else:
        each = [acceptance(claim.kind, claim.amount, on=on) for claim in claims]
        found = max(each, key=lambda one: one.value)
        because = (("非财产性诉讼请求", f"{len(claims)}项，按一件交纳"),) if several else ()
    return Finding(found.value, (*found.basis, *several), because, steps=found.steps)


def appeal(disputed: Decimal, *, on: date) -> Finding[Decimal]:
    """Return the fee of an appeal or a retrial in a property case. FEE-14.

    Only the part still in dispute counts, in yuan. 诉讼费用交纳办法 第十七条, 第十九条.
    """
    found = acceptance(Kind.PROPERTY, disputed, on=on)
    basis = (cite(_MEASURES, "第十七条", on=on), *found.basis)
    because = (("不服部分", f"{disputed:,f}元"),)
    return Finding(found.value, basis, because, steps=found.steps)
