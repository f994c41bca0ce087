"""Facts F8 to F15: what was paid, delivered, demanded and disputed."""

from yunting.filing.forms.asking import answered, asked, detailed
from yunting.filing.forms.elements import Field, Kind, Option, Question


def _paid(name: str, label: str, *, ask: str) -> Field:
    return Field(
        path=f"facts.status.{name}",
        label=label,
        ask=ask,
        kind=Kind.AMOUNT,
        unit="元",
        required=False,
    )


def _delivered(name: str, label: str, *, ask: str) -> Field:
    return Field(path=f"facts.status.{name}", label=label, ask=ask, required=False, max_length=500)


PERFORMANCE = (
    Question(
        id="status",
        number="F8",
        title="钱付了多少，货交了多少？",
        label="价款支付及标的物交付情况",
        fields=(
            _paid("on_time_paid", "按期支付价款", ask="按时付了多少钱"),
            _paid("late_paid", "逾期支付价款", ask="晚付了多少钱"),
            _paid("overdue_unpaid", "逾期未支付价款", ask="到期没付多少钱"),
            _delivered("on_time_delivered", "按期交付标的物", ask="按时交了多少货"),
            _delivered("late_delivered", "逾期交付标的物", ask="晚交了多少货"),
            _delivered("overdue_undelivered", "逾期未交付标的物", ask="到期没交多少货"),
        ),
        why="有哪一项就填哪一项。",
        article="民法典 第五百九十八条、第六百二十六条",
    ),
    Question(
        id="late",
        number="F9",
        title="有没有晚付款、晚交货？",
        label="是否存在迟延履行",
        fields=(
            asked("facts.delay", "是否存在迟延履行", ask="有晚付款或晚交货"),
            Field(
                path="facts.delay.type",
                label="迟延履行类型",
                ask="是哪一种",
                kind=Kind.MULTI,
                options=(Option("payment", "逾期付款"), Option("delivery", "逾期交货")),
                when=answered("facts.delay"),
            ),
            Field(
                path="facts.delay.time",
                label="迟延时间",
                ask="从哪天晚到哪天",
                example="自2025年9月1日起至今",
                when=answered("facts.delay"),
            ),
        ),
        why="晚了多久关系到利息和违约金。",
        article="民法典 第五百七十七条",
    ),
    Question(
        id="demand",
        number="F10",
        title="催过对方吗？",
        label="是否催促过履行",
        fields=(
            asked("facts.demand", "是否催促过履行", ask="催过"),
            Field(
                path="facts.demand.dates",
                label="催促时间",
                ask="哪几天催的",
                when=answered("facts.demand"),
            ),
            Field(
                path="facts.demand.method",
                label="催促方式",
                ask="怎么催的",
                example="电话、微信、书面函",
                when=answered("facts.demand"),
            ),
        ),
        why="催过可以证明您一直在要，也会影响诉讼时效。",
        article="民法典 第一百九十五条、第五百六十三条",
    ),
    Question(
        id="quality-dispute",
        number="F11",
        title="双方为质量争过吗？",
        label="买卖合同标的物有无质量争议",
        fields=detailed(
            "facts.quality_dispute", "标的物有无质量争议", ask="有质量争议", detail="争议是什么"
        ),
        why="对方可能拿质量问题不付钱。",
        article="民法典 第六百一十五条、第六百二十一条",
    ),
    Question(
        id="nonconformity",
        number="F12",
        title="货和说好的不一样吗？",
        label="标的物质量规格或履行方式是否存在不符合约定的情况",
        fields=detailed(
            "facts.nonconformity",
            "质量规格或履行方式是否不符合约定",
            ask="和约定不一样",
            detail="哪里不一样",
        ),
        why="规格、数量、交货方式不一样也算。",
        article="民法典 第五百八十二条、第六百一十五条",
    ),
    Question(
        id="negotiation",
        number="F13",
        title="为质量问题商量过吗？",
        label="是否曾就标的物质量问题进行协商",
        fields=detailed(
            "facts.negotiation", "是否曾就质量问题协商", ask="商量过", detail="什么时候、商量了什么"
        ),
        why="商量的结果可能就是新的约定。",
        article="民法典 第五百一十条",
    ),
    Question(
        id="termination-notice",
        number="F14",
        title="通知过对方解除合同吗？",
        label="是否通知解除合同",
        fields=detailed(
            "facts.termination_notice",
            "是否通知解除合同",
            ask="通知过",
            detail="哪天、怎么通知的",
            term="解除合同",
        ),
        why="通知到达对方，合同可能就解除了。",
        article="民法典 第五百六十五条",
    ),
    Question(
        id="amounts-due",
        number="F15",
        title="对方一共该付您多少？",
        label="被告应当支付的利息、违约金、赔偿金",
        fields=(
            Field(
                path="facts.amounts_due.interest",
                label="利息",
                kind=Kind.AMOUNT,
                unit="元",
                required=False,
            ),
            Field(
                path="facts.amounts_due.penalty",
                label="违约金",
                kind=Kind.AMOUNT,
                unit="元",
                required=False,
                term="违约金",
            ),
            Field(
                path="facts.amounts_due.damages",
                label="赔偿金",
                kind=Kind.AMOUNT,
                unit="元",
                required=False,
            ),
            Field(
                path="facts.amounts_due.total",
                label="共计",
                ask="加起来",
                kind=Kind.AMOUNT,
                unit="元",
                required=False,
                sum_of=(
                    "facts.amounts_due.interest",
                    "facts.amounts_due.penalty",
                    "facts.amounts_due.damages",
                ),
            ),
            Field(
                path="facts.amounts_due.method",
                label="计算方式",
                ask="怎么算出来的",
                kind=Kind.LONG_TEXT,
                max_length=2000,
                required=False,
            ),
        ),
        why="不要利息、违约金、赔偿金的可以不填。",
        article="民法典 第五百八十四条、第五百八十五条",
    ),
)
