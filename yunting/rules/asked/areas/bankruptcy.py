"""破产表决: whether a resolution of creditors is carried."""

from yunting.rules.asked.answers import Truth
from yunting.rules.asked.quantities import Amount, Heads, PerCent
from yunting.rules.asked.rule import Example, Rule
from yunting.rules.asked.words import Choice
from yunting.rules.bankruptcy.thresholds import Resolution, resolution

_LAW = "enterprise_bankruptcy_law"
_KINDS = {
    Resolution.ORDINARY: "一般决议",
    Resolution.SETTLEMENT: "和解协议",
    Resolution.REORGANISATION_GROUP: "重整计划，一个表决组",
}

RULES = (
    Rule(
        name="bankruptcy.resolution",
        title="债权人会议的表决通过了吗",
        about="人数和债权额都要达到，才算通过。人数看出席的，债权额看全部的。",
        inputs=(
            Choice(name="kind", label="表决什么", example='"ordinary"', options=_KINDS),
            Heads(
                name="voting_present",
                label="出席并有表决权的人数",
                help="弃权的也算出席。",
                example="100",
            ),
            Heads(
                name="agree_heads",
                label="同意的人数",
                help="人数和百分比，只填一项。",
                optional=True,
                example="51",
            ),
            PerCent(
                name="agree_heads_pct",
                label="同意的人数占百分之几",
                optional=True,
                example='"51"',
            ),
            Amount(
                name="total_amount",
                label="债权总额",
                help="有表决权的无财产担保债权，没有出席的也算。",
                example='"1000000.00"',
            ),
            Amount(
                name="agree_amount",
                label="同意的债权额",
                help="金额和百分比，只填一项。",
                optional=True,
                example='"500000.00"',
            ),
            PerCent(
                name="agree_amount_pct",
                label="同意的债权额占百分之几",
                optional=True,
                example='"50"',
            ),
        ),
        answer=Truth(label="表决", yes="通过", no="没有通过"),
        compute=resolution,
        articles=((_LAW, "第六十四条"), (_LAW, "第八十四条"), (_LAW, "第九十七条")),
        examples=(
            Example(
                "过半数，债权额正好二分之一",
                "2026-03-02",
                '{"kind": "ordinary", "voting_present": 100, "agree_heads": 51, '
                '"total_amount": "1000000.00", "agree_amount": "500000.00"}',
                "true",
            ),
            Example(
                "人数正好一半，不是过半数",
                "2026-03-02",
                '{"kind": "ordinary", "voting_present": 100, "agree_heads": 50, '
                '"total_amount": "1000000.00", "agree_amount_pct": "90"}',
                "false",
            ),
        ),
        date_label="表决的日期",
    ),
)
