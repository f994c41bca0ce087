"""程序: whether a small claim goes by the procedure of small claims."""

from datetime import date
from decimal import Decimal

from yunting.rules import procedures
from yunting.rules.asked.answers import Word
from yunting.rules.asked.quantities import Amount
from yunting.rules.asked.rule import Example, Rule
from yunting.rules.asked.words import YesNo
from yunting.rules.finding import Finding
from yunting.rules.procedures import Procedure, Suit, Wage

_WORDS = {
    Procedure.ORDINARY: "普通程序",
    Procedure.SUMMARY: "简易程序",
    Procedure.SMALL_CLAIMS: "小额诉讼程序",
}


def _of_small_amount(
    *, amount: Decimal, agreed: bool, average_wage: Decimal | None = None, on: date
) -> Finding[Procedure]:
    wages = () if average_wage is None else (Wage(on.year - 1, average_wage, on),)
    suit = Suit(clear=True, money_only=True, amount=amount, agreed_small_claims=agreed)
    return procedures.select(suit, wages=wages, on=on)


RULES = (
    Rule(
        name="procedures.of_small_amount",
        title="小额诉讼还是简易程序",
        about="事实清楚、只要求付钱的案件，金额小的适用小额诉讼程序，一审终审。",
        inputs=(
            Amount(name="amount", label="要求付多少钱", example='"30000.00"'),
            YesNo(
                name="agreed",
                label="双方约定适用小额诉讼吗",
                yes="已经约定",
                no="没有约定",
                example="false",
            ),
            Amount(
                name="average_wage",
                label="浙江省上年度就业人员年平均工资",
                help="规则库没有这个数，不作推测。不填的，结果只是暂定。",
                optional=True,
                example='"90000.00"',
            ),
        ),
        answer=Word(label="适用的程序", options=_WORDS),
        compute=_of_small_amount,
        articles=(("civil_procedure_law", "第一百六十五条"),),
        examples=(
            Example(
                "三万元，年平均工资按九万元",
                "2026-03-02",
                '{"amount": "30000.00", "agreed": false, "average_wage": "90000.00"}',
                '"small_claims"',
            ),
            Example(
                "没有年平均工资，只能暂定",
                "2026-03-02",
                '{"amount": "30000.00", "agreed": false}',
                '"summary"',
            ),
        ),
        date_label="起诉的日期",
    ),
)
