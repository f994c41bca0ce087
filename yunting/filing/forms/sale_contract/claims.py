"""Claims 1 to 10 of the sale contract complaint: what the plaintiff asks the court for."""

from yunting.filing.forms.asking import answered, asked
from yunting.filing.forms.elements import YES_NO, Field, Kind, Option, Question, When

TOTALLED = (
    "claims.price.amount",
    "claims.delay.interest_amount",
    "claims.delay.penalty_amount",
    "claims.seller_breach.amount",
    "claims.realisation_cost.amount",
)


_PRICE = Question(
    id="price",
    number="1",
    title="要不要对方付货款？",
    label="给付价款",
    fields=(
        asked("claims.price", "给付价款", ask="要对方付货款"),
        Field(
            path="claims.price.currency",
            label="币种",
            kind=Kind.CHOICE,
            options=(Option("rmb", "人民币"), Option("other", "其他币种")),
            when=answered("claims.price"),
        ),
        Field(
            path="claims.price.amount",
            label="金额（人民币）",
            ask="还欠多少货款",
            kind=Kind.AMOUNT,
            positive=True,
            example="286431.50",
            unit="元",
            when=(*answered("claims.price"), When("claims.price.currency", ("rmb",))),
        ),
        Field(
            path="claims.price.currency_name",
            label="其他币种名称",
            example="美元",
            max_length=20,
            when=(*answered("claims.price"), When("claims.price.currency", ("other",))),
        ),
        Field(
            path="claims.price.foreign_amount",
            label="金额（其他币种）",
            ask="还欠多少货款",
            kind=Kind.AMOUNT,
            positive=True,
            when=(*answered("claims.price"), When("claims.price.currency", ("other",))),
        ),
    ),
    why="法院只在您要求的范围内判。",
    article="民法典 第六百二十六条",
)

_DELAY_FIELDS = (
    asked("claims.delay", "迟延给付价款的利息（违约金）", ask="要利息或违约金", term="违约金"),
    Field(
        path="claims.delay.as_of_date",
        label="利息、违约金暂计至",
        ask="已经算到哪一天",
        kind=Kind.DATE,
        when=answered("claims.delay"),
    ),
    Field(
        path="claims.delay.interest_amount",
        label="利息",
        ask="到那天利息多少",
        kind=Kind.AMOUNT,
        unit="元",
        required=False,
        when=answered("claims.delay"),
    ),
    Field(
        path="claims.delay.penalty_amount",
        label="违约金",
        ask="到那天违约金多少",
        kind=Kind.AMOUNT,
        unit="元",
        required=False,
        when=answered("claims.delay"),
    ),
    Field(
        path="claims.delay.start_date",
        label="起算日期",
        ask="从哪一天开始算",
        kind=Kind.DATE,
        when=answered("claims.delay"),
    ),
    Field(
        path="claims.delay.base_amount",
        label="计算基数",
        ask="按多少钱来算",
        kind=Kind.AMOUNT,
        positive=True,
        unit="元",
        when=answered("claims.delay"),
    ),
    Field(
        path="claims.delay.rate_standard",
        label="计算标准",
        ask="按什么标准算",
        example="合同约定每日万分之五",
        when=answered("claims.delay"),
    ),
    Field(
        path="claims.delay.method",
        label="计算方式",
        ask="怎么算出来的",
        kind=Kind.LONG_TEXT,
        max_length=1000,
        required=False,
        when=answered("claims.delay"),
    ),
    Field(
        path="claims.delay.until_paid",
        label="是否请求支付至实际清偿之日止",
        ask="要一直算到付清为止吗",
        kind=Kind.YES_NO,
        options=YES_NO,
        when=answered("claims.delay"),
    ),
)

_DELAY = Question(
    id="delay",
    number="2",
    title="要不要晚付款的利息？",
    label="迟延给付价款的利息（违约金）",
    fields=_DELAY_FIELDS,
    why="对方晚付货款，您可以要利息或者违约金。",
    article="民法典 第五百七十九条、第五百八十五条",
)

_SELLER_BREACH = Question(
    id="seller-breach",
    number="3",
    title="要不要卖方赔偿损失？",
    label="赔偿因卖方违约所受的损失",
    fields=(
        asked("claims.seller_breach", "赔偿因卖方违约所受的损失", ask="要卖方赔偿损失"),
        Field(
            path="claims.seller_breach.amount",
            label="赔偿金额",
            ask="要赔多少",
            kind=Kind.AMOUNT,
            positive=True,
            unit="元",
            when=answered("claims.seller_breach"),
        ),
        Field(
            path="claims.seller_breach.type",
            label="违约类型",
            ask="卖方怎么违约的",
            kind=Kind.MULTI,
            options=(
                Option("late", "迟延履行"),
                Option("none", "不履行"),
                Option("other", "其他"),
            ),
            when=answered("claims.seller_breach"),
        ),
        Field(
            path="claims.seller_breach.details",
            label="具体情形",
            kind=Kind.LONG_TEXT,
            max_length=2000,
            when=answered("claims.seller_breach"),
        ),
        Field(
            path="claims.seller_breach.loss_basis",
            label="损失计算依据",
            ask="损失是怎么算的",
            kind=Kind.LONG_TEXT,
            max_length=2000,
            when=answered("claims.seller_breach"),
        ),
    ),
    why="您是买方，因卖方违约受了损失的，写在这里。",
    article="民法典 第五百八十四条",
)

_DEFECT = Question(
    id="defect",
    number="4",
    title="货有毛病，要对方负责吗？",
    label="是否对标的物的瑕疵承担责任",
    fields=(
        asked("claims.defect", "是否对标的物的瑕疵承担责任", ask="要对方负责", term="瑕疵"),
        Field(
            path="claims.defect.remedies",
            label="承担责任的方式",
            ask="要对方怎么做",
            kind=Kind.MULTI,
            options=(
                Option("repair", "修理"),
                Option("remake", "重作"),
                Option("replace", "更换"),
                Option("return", "退货"),
                Option("reduce", "减少价款或者报酬"),
                Option("other", "其他"),
            ),
            when=answered("claims.defect"),
        ),
        Field(
            path="claims.defect.other",
            label="其他方式",
            max_length=500,
            when=(*answered("claims.defect"), When("claims.defect.remedies", ("other",))),
        ),
    ),
    why="质量不符合约定，可以要求修理、退货、减价等。",
    article="民法典 第五百八十二条、第六百一十七条",
)

_GOES_ON = (When("claims.performance.answer", ("continue",)),)
_PERFORMANCE = Question(
    id="performance",
    number="5",
    title="合同要接着做还是解除？",
    label="要求继续履行或者解除合同",
    fields=(
        Field(
            path="claims.performance.answer",
            label="要求继续履行或者解除合同",
            ask="您的要求",
            kind=Kind.CHOICE,
            options=(
                Option("continue", "继续履行"),
                Option("terminate", "判令解除买卖合同"),
                Option("confirm", "确认买卖合同已经解除"),
                Option("none", "都不要求"),
            ),
            term="解除合同",
        ),
        Field(
            path="claims.performance.duties",
            label="继续履行的义务",
            ask="要对方做什么",
            kind=Kind.MULTI,
            options=(Option("pay", "付款"), Option("deliver", "供货")),
            when=_GOES_ON,
            term="继续履行",
        ),
        Field(
            path="claims.performance.days",
            label="履行期限（日）",
            ask="判决后几天内做完",
            kind=Kind.NUMBER,
            unit="日",
            max_length=4,
            when=_GOES_ON,
        ),
        Field(
            path="claims.performance.ended_date",
            label="买卖合同解除日期",
            ask="哪一天解除的",
            kind=Kind.DATE,
            when=(When("claims.performance.answer", ("confirm",)),),
        ),
    ),
    why="只要货款的，选“都不要求”。",
    article="民法典 第五百六十三条、第五百六十五条、第五百七十七条",
)

_SECURITY = Question(
    id="security",
    number="6",
    title="有担保的，要不要主张？",
    label="是否主张担保权利",
    fields=(
        asked("claims.security", "是否主张担保权利", ask="主张担保权利", term="担保"),
        Field(
            path="claims.security.content",
            label="担保权利的内容",
            ask="要谁、用什么承担担保责任",
            kind=Kind.LONG_TEXT,
            max_length=2000,
            when=answered("claims.security"),
        ),
    ),
    why="没有抵押、质押、保证的，选“否”。",
    article="民法典 第三百八十六条、第六百八十一条",
)

_COST = Question(
    id="realisation-cost",
    number="7",
    title="要对方出律师费等费用吗？",
    label="是否主张实现债权的费用",
    fields=(
        asked(
            "claims.realisation_cost",
            "是否主张实现债权的费用",
            ask="要对方出这些费用",
            term="实现债权的费用",
        ),
        Field(
            path="claims.realisation_cost.amount",
            label="费用金额",
            ask="一共多少",
            kind=Kind.AMOUNT,
            positive=True,
            unit="元",
            when=answered("claims.realisation_cost"),
        ),
        Field(
            path="claims.realisation_cost.detail",
            label="费用明细（律师费、保全费等）",
            ask="是哪些费用",
            example="律师费 15,000 元，财产保全费 1,952 元",
            kind=Kind.LONG_TEXT,
            max_length=1000,
            when=answered("claims.realisation_cost"),
        ),
    ),
    why="合同写明由违约方承担的，一般可以要。",
    article="民法典 第五百六十一条",
)

_REST = (
    Question(
        id="court-fee",
        number="8",
        title="诉讼费要不要对方承担？",
        label="是否主张诉讼费用",
        fields=(
            asked("claims.court_fee", "是否主张诉讼费用", ask="要对方承担诉讼费", term="诉讼费用"),
        ),
        why="您先预交，判决时再定由谁承担。",
        article="诉讼费用交纳办法 第二十九条",
    ),
    Question(
        id="other",
        number="9",
        title="还有别的要求吗？",
        label="其他请求",
        fields=(
            Field(
                path="claims.other",
                label="其他请求",
                ask="别的要求",
                kind=Kind.LONG_TEXT,
                max_length=2000,
                required=False,
            ),
        ),
        why="没有就空着。",
        article="民事诉讼法 第一百二十四条",
    ),
    Question(
        id="total",
        number="10",
        title="一共要多少钱？",
        label="标的总额",
        fields=(
            Field(
                path="claims.total",
                label="标的总额",
                ask="总额",
                kind=Kind.AMOUNT,
                unit="元",
                help="已经按前面填的加好。不对可以改。",
                sum_of=TOTALLED,
                term="标的总额",
            ),
        ),
        why="案件受理费按这个数计算。",
        article="诉讼费用交纳办法 第十三条",
    ),
)

CLAIMS = (_PRICE, _DELAY, _SELLER_BREACH, _DEFECT, _PERFORMANCE, _SECURITY, _COST, *_REST)
