"""Whether the answers of a sale contract complaint fit together."""

import re

from yunting.filing.forms.answers import total
from yunting.filing.forms.checks import Check, Given, Level, Remark, party_checks
from yunting.filing.forms.kinds import amount_in, day_in
from yunting.filing.forms.sale_contract.claims import TOTALLED
from yunting.filing.forms.steps import find
from yunting.lib import money

_REAL_ESTATE = re.compile("商品房|二手房|住宅|房屋|房产|公寓|别墅|商铺|写字楼|宅基地|车位|厂房")
_SHIP = re.compile("船舶|轮船|货轮|渔船|渔轮|油轮|游艇|驳船|拖轮|船用|船员|海运|海上运输|港口作业")
_ARBITRATION = re.compile("仲裁")
_LAW = "民事诉讼法"
_ON_REDIRECTION = f"{_LAW} 第一百二十七条"


def _claims_something(answers: Given) -> list[Remark]:
    yes = ("price", "delay", "seller_breach", "defect", "security", "realisation_cost")
    asked = any(answers.is_yes(f"claims.{name}.answer") for name in yes)
    if asked or answers.get("claims.other"):
        return []
    if answers.get("claims.performance.answer") not in ("", "none"):
        return []
    return [
        Remark(
            Level.ERROR,
            "no-claim",
            ("claims.price.answer",),
            "还没有提出任何诉讼请求。",
            "请至少选一项要法院判的事。",
            f"{_LAW} 第一百二十二条",
        )
    ]


def _price_within_total(answers: Given) -> list[Remark]:
    price = amount_in(answers.get("claims.price.amount"))
    agreed = amount_in(answers.get("facts.price_terms.total_price"))
    if price is None or agreed is None or price <= agreed:
        return []
    return [
        Remark(
            Level.WARN,
            "price-above-total",
            ("claims.price.amount", "facts.price_terms.total_price"),
            f"要求付的货款 {money.show(price)} 超过了合同总价 {money.show(agreed)}。",
            "请核对两个数；确实如此的，请在“其他需要说明的内容”里写明原因。",
            f"{_LAW} 第一百二十四条",
        )
    ]


def _total_adds_up(answers: Given) -> list[Remark]:
    _, place = find(answers.form, "claims.total")
    computed = total(answers.form, place.field, answers.typed)
    stated = amount_in(answers.get("claims.total"))
    remarks = []
    if stated is not None and stated != computed:
        remarks.append(
            Remark(
                Level.WARN,
                "total-differs",
                ("claims.total", *(path for path in TOTALLED if answers.get(path))),
                f"标的总额 {money.show(stated)} 和各项相加的 {money.show(computed)} 不一样。",
                "请核对；案件受理费按您填的总额计算。",
                "诉讼费用交纳办法 第十三条",
            )
        )
    if answers.get("claims.price.foreign_amount") and stated == computed:
        remarks.append(
            Remark(
                Level.WARN,
                "total-without-foreign",
                ("claims.total", "claims.price.foreign_amount"),
                "其他币种的货款没有算进标的总额。",
                "请按起诉当天的汇率折成人民币，改写总额。",
                "诉讼费用交纳办法 第十三条",
            )
        )
    return remarks


def _delay_is_in_status(answers: Given) -> list[Remark]:
    late = {
        "payment": ("facts.status.late_paid", "facts.status.overdue_unpaid"),
        "delivery": ("facts.status.late_delivered", "facts.status.overdue_undelivered"),
    }
    names = {"payment": "逾期付款", "delivery": "逾期交货"}
    types = answers.get("facts.delay.type").split()
    said = types if answers.is_yes("facts.delay.answer") else []
    remarks = [
        Remark(
            Level.WARN,
            "delay-not-in-status",
            ("facts.delay.type", *late[kind]),
            f"您写了有{names[kind]}，但付款交货情况里没有写晚了多少。",
            "请在“钱付了多少，货交了多少”里补上。",
            f"{_LAW} 第一百二十四条",
        )
        for kind in said
        if not any(_says_something(answers.get(path)) for path in late[kind])
    ]
    shown = [
        path for paths in late.values() for path in paths if _says_something(answers.get(path))
    ]
    if answers.get("facts.delay.answer") == "no" and shown:
        remarks.append(
            Remark(
                Level.WARN,
                "status-without-delay",
                ("facts.delay.answer", *shown),
                "付款交货情况里有晚付或晚交，但您选了没有迟延。",
                "请核对哪一处写错了。",
                f"{_LAW} 第一百二十四条",
            )
        )
    return remarks


def _says_something(stored: str) -> bool:
    amount = amount_in(stored)
    return bool(stored) if amount is None else amount > 0


def _security_is_claimed(answers: Given) -> list[Remark]:
    if answers.get("claims.security.answer") != "no":
        return []
    heads = ("collateral", "max_amount", "registration", "guarantee", "other_security")
    told = tuple(
        path
        for path, value in answers.typed.items()
        if path.startswith(tuple(f"facts.{head}" for head in heads)) and value not in ("", "no")
    )
    if not told:
        return []
    return [
        Remark(
            Level.WARN,
            "security-not-claimed",
            ("claims.security.answer", *told),
            "您填了担保的情况，但没有主张担保权利，这些内容不会写进起诉状。",
            "要对方承担担保责任的，请把“是否主张担保权利”改成“是”。",
            "民法典 第三百八十六条",
        )
    ]


def _no_arbitration(answers: Given) -> list[Remark]:
    path = "procedure.jurisdiction_clause"
    chosen, text = answers.get(f"{path}.chosen"), answers.get(f"{path}.text")
    if chosen != "arbitration" and not _ARBITRATION.search(text):
        return []
    return [
        Remark(
            Level.REDIRECT,
            "arbitration",
            (f"{path}.chosen", f"{path}.text"),
            "合同约定了仲裁，有效的仲裁约定会使法院不能受理。",
            "请先看约定是否有效；有效的，向约定的仲裁委员会申请仲裁。",
            f"{_ON_REDIRECTION}第二项",
        )
    ]


def _goods_paths(answers: Given, pattern: re.Pattern[str]) -> tuple[str, ...]:
    return tuple(
        path
        for path, value in answers.counted.items()
        if path.startswith("facts.goods.")
        and path.endswith((".name", ".spec"))
        and pattern.search(value)
    )


def _no_real_estate(answers: Given) -> list[Remark]:
    paths = _goods_paths(answers, _REAL_ESTATE)
    if not paths:
        return []
    return [
        Remark(
            Level.WARN,
            "real-estate",
            paths,
            "买卖的像是房屋。房屋买卖由房屋所在地的法院管。",
            "买卖房屋的，请改用“房屋买卖合同纠纷”的起诉状。",
            f"{_LAW} 第三十四条",
        )
    ]


def _no_ship(answers: Given) -> list[Remark]:
    paths = _goods_paths(answers, _SHIP)
    if not paths:
        return []
    return [
        Remark(
            Level.REDIRECT,
            "maritime",
            paths,
            "买卖的像是船舶或船上用品。海事海商案件由宁波海事法院管。",
            "和船舶、海运、港口有关的，请向宁波海事法院起诉；无关的，可以接着填。",
            "海事诉讼特别程序法 第四条",
        )
    ]


def _days_in_order(answers: Given) -> list[Remark]:
    start = day_in(answers.get("claims.delay.start_date"))
    end = day_in(answers.get("claims.delay.as_of_date"))
    ended = day_in(answers.get("claims.performance.ended_date"))
    remarks = []
    if start and end and end < start:
        remarks.append(
            Remark(
                Level.WARN,
                "interest-runs-backwards",
                ("claims.delay.start_date", "claims.delay.as_of_date"),
                "利息算到的那一天，比开始算的那一天还早。",
                "请核对两个日期。",
                f"{_LAW} 第一百二十四条",
            )
        )
    if ended and ended > answers.on:
        remarks.append(
            Remark(
                Level.WARN,
                "ended-in-future",
                ("claims.performance.ended_date",),
                "要求确认合同已经解除，但那一天还没有到。",
                "请核对日期。",
                "民法典 第五百六十五条",
            )
        )
    return remarks


def _notice_given(answers: Given) -> list[Remark]:
    if answers.get("claims.performance.answer") != "confirm":
        return []
    if answers.get("facts.termination_notice.answer") != "no":
        return []
    return [
        Remark(
            Level.WARN,
            "ended-without-notice",
            ("claims.performance.answer", "facts.termination_notice.answer"),
            "要求确认合同已经解除，但您选了没有通知过对方。",
            "没有通知过的，一般要求判令解除。",
            "民法典 第五百六十五条",
        )
    ]


def _defect_is_told(answers: Given) -> list[Remark]:
    told = ("facts.quality_dispute.answer", "facts.nonconformity.answer")
    if not answers.is_yes("claims.defect.answer"):
        return []
    if any(answers.get(path) != "no" for path in told):
        return []
    return [
        Remark(
            Level.WARN,
            "defect-not-told",
            ("claims.defect.answer", *told),
            "您要对方对质量负责，但没有写哪里不符合约定。",
            "请在质量争议或者不符合约定里写明。",
            "民法典 第六百一十七条",
        )
    ]


def _evidence_is_listed(answers: Given) -> list[Remark]:
    if any(path.startswith("evidence.") for path in answers.counted):
        return []
    return [
        Remark(
            Level.WARN,
            "no-evidence",
            ("evidence.0.name",),
            "还没有列出证据。",
            "没有证据不影响立案，但可能影响判决。手头有的请列上。",
            f"{_LAW} 第六十七条",
        )
    ]


CHECKS: tuple[Check, ...] = (
    *party_checks(),
    _claims_something,
    _price_within_total,
    _total_adds_up,
    _delay_is_in_status,
    _security_is_claimed,
    _no_arbitration,
    _no_real_estate,
    _no_ship,
    _days_in_order,
    _notice_given,
    _defect_is_told,
    _evidence_is_listed,
)
