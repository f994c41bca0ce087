"""One whole complaint as a person types it: a Shanghai trading company sues a Zhoushan maker.

Company numbers are made here with valid check characters; nobody has them.
"""

from collections.abc import Mapping
from datetime import date

from yunting.filing.forms import answers
from yunting.filing.forms.sale_contract import FORM
from yunting.filing.forms.steps import blocks, steps
from yunting.lib import identity

ON = date(2026, 3, 2)


def credit_code(head: str, body: str) -> str:
    """Return a credit code with both its check characters: 8 characters and 8 more."""
    code = head + body + identity.organisation_check(body)
    return code + identity.credit_check(code)


def identity_number(region: str, born: date, order: int) -> str:
    """Return a resident identity number with its check character."""
    digits = f"{region}{born:%Y%m%d}{order:03}"
    return digits + identity.resident_check(digits)


SHANGHAI = credit_code("91310115", "MA1K4CH0")
ZHOUSHAN = credit_code("91330902", "MA2A1LG7")

TYPED: Mapping[str, str] = {
    "plaintiffs.0.kind": "organisation",
    "plaintiffs.0.name": "上海澄海贸易有限公司",
    "plaintiffs.0.uscc": SHANGHAI.lower(),
    "plaintiffs.0.legal_rep": "张喆",
    "plaintiffs.0.position": "执行董事",
    "plaintiffs.0.phone": "（021）5800 0000",
    "plaintiffs.0.domicile": "上海市浦东新区张杨路1号",
    "plaintiffs.0.type": "limited",
    "plaintiffs.0.ownership": "private",
    "defendants.0.kind": "organisation",
    "defendants.0.name": "舟山金塘某螺杆制造有限公司",
    "defendants.0.uscc": ZHOUSHAN,
    "defendants.0.legal_rep": "李某",
    "defendants.0.phone": "0580-2026000",
    "defendants.0.domicile": "浙江省舟山市定海区金塘镇沥港路1号",
    "third_parties.answer": "no",
    "agents.answer": "yes",
    "agents.0.name": "张律师",
    "agents.0.firm": "上海某律师事务所",
    "agents.0.phone": "138 0000 1234",
    "agents.0.authority": "special",
    "service.address": "上海市浦东新区张杨路1号",
    "service.recipient": "张喆",
    "service.phone": "13800001234",
    "service.electronic": "yes",
    "service.methods": "sms email",
    "service.sms": "+86 138-0000-1234",
    "service.email": "zhang@example.cn",
    "claims.price.answer": "yes",
    "claims.price.currency": "rmb",
    "claims.price.amount": "２８６，４３１．５０",
    "claims.delay.answer": "yes",
    "claims.delay.as_of_date": "2026年3月2日",
    "claims.delay.start_date": "20250901",
    "claims.delay.base_amount": "贰拾捌万陆仟肆佰叁拾壹元伍角",
    "claims.delay.rate_standard": "合同约定每日万分之五",
    "claims.delay.until_paid": "yes",
    "claims.seller_breach.answer": "no",
    "claims.defect.answer": "no",
    "claims.performance.answer": "none",
    "claims.security.answer": "no",
    "claims.realisation_cost.answer": "no",
    "claims.court_fee.answer": "yes",
    "procedure.jurisdiction_clause.answer": "yes",
    "procedure.jurisdiction_clause.chosen": "court",
    "procedure.jurisdiction_clause.text": "由舟山市定海区人民法院管辖。",
    "procedure.preservation.pre.answer": "no",
    "procedure.preservation.in_suit.answer": "no",
    "facts.formation": "2025年6月3日在舟山签订《螺杆采购合同》，编号 CH-2025-018。",
    "facts.seller": "上海澄海贸易有限公司",
    "facts.buyer": "舟山金塘某螺杆制造有限公司",
    "facts.goods.0.name": "合金钢棒料",
    "facts.goods.0.spec": "38CrMoAlA Φ120",
    "facts.goods.0.quantity": "26.5 吨",
    "facts.price_terms.unit_price": "1.8万",
    "facts.price_terms.total_price": "477,000元",
    "facts.price_terms.methods": "transfer",
    "facts.price_terms.schedule": "instalments",
    "facts.price_terms.instalments": "签约后付四成，余款于2025年8月31日前付清。",
    "facts.delivery_terms": "2025年7月15日前在定海金塘交货，出卖人负责运输。",
    "facts.penalty_terms.daily_rate": "万分之五",
    "facts.penalty_terms.daily_clause": "合同第八条",
    "facts.status.on_time_paid": "190568.5",
    "facts.status.overdue_unpaid": "286431.5",
    "facts.status.on_time_delivered": "26.5 吨，2025年7月10日签收",
    "facts.delay.answer": "yes",
    "facts.delay.type": "payment",
    "facts.delay.time": "自2025年9月1日起至今",
    "facts.demand.answer": "yes",
    "facts.demand.dates": "2025年10月9日、2025年12月1日",
    "facts.demand.method": "微信和书面催款函",
    "facts.quality_dispute.answer": "no",
    "facts.nonconformity.answer": "no",
    "facts.negotiation.answer": "no",
    "facts.termination_notice.answer": "no",
    "facts.legal_basis.contract": "合同第八条：逾期付款的，每日按欠款的万分之五支付违约金。",
    "facts.legal_basis.law": "民法典第五百七十九条、第五百八十五条、第六百二十六条。",
    "evidence.0.name": "螺杆采购合同",
    "evidence.0.source": "双方签订",
    "evidence.0.proves": "双方有买卖合同，约定了价款和违约金",
    "evidence.0.pages": "６",
    "evidence.1.name": "签收单",
    "evidence.1.source": "被告签收",
    "evidence.1.proves": "货已交付",
    "mediation_pref.understood": "yes",
    "mediation_pref.benefits": "yes",
    "mediation_pref.considered": "undecided",
    "signature": "上海澄海贸易有限公司",
    "date": "20260302",
}

# On top of it: every kind of party, and every question answered so that the next opens.
UNFOLDED: Mapping[str, str] = {
    "plaintiffs.1.kind": "natural",
    "plaintiffs.1.id_type": "resident",
    "plaintiffs.2.kind": "natural",
    "plaintiffs.2.id_type": "passport",
    "plaintiffs.3.kind": "organisation",
    "plaintiffs.3.ownership": "state",
    "defendants.1.kind": "natural",
    "defendants.1.id_type": "resident",
    "defendants.2.kind": "natural",
    "defendants.2.id_type": "passport",
    "defendants.3.kind": "organisation",
    "defendants.3.ownership": "state",
    "third_parties.answer": "yes",
    "third_parties.0.kind": "natural",
    "third_parties.0.id_type": "resident",
    "third_parties.1.kind": "natural",
    "third_parties.1.id_type": "passport",
    "third_parties.2.kind": "organisation",
    "third_parties.2.ownership": "state",
    "service.methods": "sms wechat fax email other",
    "claims.price.currency": "other",
    "claims.seller_breach.answer": "yes",
    "claims.defect.answer": "yes",
    "claims.defect.remedies": "return other",
    "claims.performance.answer": "continue",
    "claims.security.answer": "yes",
    "claims.realisation_cost.answer": "yes",
    "procedure.preservation.pre.answer": "yes",
    "facts.price_terms.methods": "bill other",
    **{
        f"facts.{name}.answer": "yes"
        for name in (
            "quality_dispute",
            "nonconformity",
            "negotiation",
            "termination_notice",
            "collateral_contract",
            "max_amount",
            "registration",
            "guarantee",
            "other_security",
        )
    },
}


def typed_in(changes: Mapping[str, str] | None = None, *, closing: bool = True) -> dict[str, str]:
    """Return the answers a person has who typed the whole complaint, step by step, with changes."""
    typed = {**TYPED, **(changes or {})}
    values = _counts(typed)
    done: set[str] = set()
    while step := next(
        (s for s in steps(FORM, values, closing=closing) if s.key not in done), None
    ):
        sent = {path: [text] for path, text in typed.items()}
        values |= answers.answer(FORM, step, sent, values, on=ON).saved
        done.add(step.key)
    return values


def _counts(typed: Mapping[str, str]) -> dict[str, str]:
    """Return how many of each block somebody who typed this has added."""
    counts = {path: text for path, text in typed.items() if path.endswith(".count")}
    for block in blocks(FORM):
        tails = (p.removeprefix(f"{block.path}.") for p in typed if p.startswith(f"{block.path}."))
        numbers = [int(head) for tail in tails if (head := tail.split(".")[0]).isdecimal()]
        counts.setdefault(f"{block.path}.count", str(max(numbers, default=-1) + 1))
    return counts
