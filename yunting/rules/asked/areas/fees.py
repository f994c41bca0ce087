"""诉讼费用: what going to court costs."""

from datetime import date
from decimal import Decimal

from yunting.rules.asked.answers import Money
from yunting.rules.asked.quantities import Amount
from yunting.rules.asked.rule import Example, Rule
from yunting.rules.asked.words import Choice, Choices
from yunting.rules.fees import acceptance, application, changes
from yunting.rules.fees.acceptance import Kind
from yunting.rules.fees.changes import Halving
from yunting.rules.finding import Finding

_MEASURES = "fee_measures"
_ON = "2026-03-02"
_GROUNDS = {
    Halving.MEDIATED: "调解结案",
    Halving.WITHDRAWN: "撤诉",
    Halving.SUMMARY: "适用简易程序（含小额诉讼程序）",
    Halving.COUNTERCLAIM: "反诉合并审理",
    Halving.THIRD_PARTY_CLAIM: "第三人请求合并审理",
}


def _halved(*, fee: Decimal, grounds: tuple[Halving, ...], on: date) -> Finding[Decimal]:
    return changes.halved(fee, grounds, on=on)


def _application(name: str, title: str, about: str, help: str, examples: tuple[str, str]) -> Rule:
    amount, value = examples
    return Rule(
        name=f"fees.{name}",
        title=title,
        about=about,
        inputs=(Amount(name="amount", label="金额", help=help),),
        answer=Money(label=f"应交{title}"),
        compute=getattr(application, name),
        articles=((_MEASURES, "第十四条"),),
        examples=(Example(f"{amount} 元", _ON, f'{{"amount": "{amount}"}}', f'"{value}"'),),
        date_label="申请的日期",
    )


RULES = (
    Rule(
        name="fees.acceptance",
        title="案件受理费",
        about="起诉要交多少钱，怎么一档一档算出来。",
        inputs=(
            Choice(
                name="kind",
                label="案件类型",
                example='"property"',
                options={kind: kind.label for kind in Kind},
            ),
            Amount(
                name="amount",
                label="金额",
                help="财产案件填写要对方付的钱；离婚填写要分割的财产；人格权填写要求的赔偿。"
                "没有金额的案件不用填。",
                optional=True,
            ),
        ),
        answer=Money(label="应交案件受理费"),
        compute=acceptance.acceptance,
        articles=((_MEASURES, "第十三条"), ("zhejiang_fee_rates", "收费标准")),
        examples=(
            Example(
                "财产案件 36.5 万元",
                _ON,
                '{"kind": "property", "amount": "365000.00"}',
                '"6775.00"',
            ),
            Example("劳动争议", _ON, '{"kind": "labour"}', '"10.00"'),
        ),
        date_label="起诉的日期",
    ),
    _application(
        "enforcement",
        "执行申请费",
        "申请强制执行要交多少钱。不用先交，执行到以后再交。",
        "申请执行的金额。",
        ("365000.00", "5375.00"),
    ),
    _application(
        "preservation",
        "财产保全申请费",
        "申请查封、扣押、冻结财产要交多少钱。",
        "实际保全的财产值多少钱；不涉及金额的写 0。",
        ("365000.00", "2345.00"),
    ),
    _application(
        "payment_order",
        "支付令申请费",
        "申请支付令要交多少钱。",
        "请求支付的金额。",
        ("365000.00", "2258.33"),
    ),
    _application(
        "bankruptcy",
        "破产案件申请费",
        "破产案件要交多少钱。清算以后从财产中交，有最高限额。",
        "破产财产总额。",
        ("365000.00", "3387.50"),
    ),
    Rule(
        name="fees.halved",
        title="减半交纳的案件受理费",
        about="调解、撤诉、简易程序等，受理费减半；几项事由也只减半一次。",
        inputs=(
            Amount(name="fee", label="应交的案件受理费", example='"6775.00"'),
            Choices(name="grounds", label="减半的事由", example='["summary"]', options=_GROUNDS),
        ),
        answer=Money(label="减半后应交"),
        compute=_halved,
        articles=((_MEASURES, "第十五条"), (_MEASURES, "第十六条"), (_MEASURES, "第十八条")),
        examples=(
            Example(
                "简易程序又调解结案，只减半一次",
                _ON,
                '{"fee": "6775.00", "grounds": ["summary", "mediated"]}',
                '"3387.50"',
            ),
        ),
        date_label="起诉的日期",
    ),
)
