"""Facts F16 to F22: the security. Asked only where claim 6 asserts it."""

from yunting.filing.forms.asking import answered, asked
from yunting.filing.forms.elements import YES, YES_NO, Field, Kind, Option, Question, When

ASSERTED = (When("claims.security.answer", (YES,)),)

_COLLATERAL = (
    Question(
        id="collateral-contract",
        number="F16",
        title="签过抵押、质押合同吗？",
        label="是否签订物的担保（抵押、质押）合同",
        when=ASSERTED,
        fields=(
            asked(
                "facts.collateral_contract",
                "是否签订物的担保（抵押、质押）合同",
                ask="签过",
                term="抵押",
            ),
            Field(
                path="facts.collateral_contract.date",
                label="签订时间",
                ask="哪天签的",
                kind=Kind.DATE,
                when=answered("facts.collateral_contract"),
            ),
        ),
        why="抵押、质押要有书面合同。",
        article="民法典 第四百条、第四百二十七条",
    ),
    Question(
        id="collateral",
        number="F17",
        title="谁拿什么东西作担保？",
        label="担保人、担保物",
        when=ASSERTED,
        fields=(
            Field(
                path="facts.collateral.guarantor",
                label="担保人",
                ask="谁作担保",
                kind=Kind.NAME,
                required=False,
            ),
            Field(
                path="facts.collateral.thing",
                label="担保物",
                ask="拿什么作担保",
                kind=Kind.LONG_TEXT,
                max_length=1000,
                required=False,
            ),
        ),
        why="没有用东西作担保的可以不填。",
        article="民法典 第三百九十四条、第四百二十五条",
    ),
    Question(
        id="max-amount",
        number="F18",
        title="担保有没有最高限额？",
        label="是否最高额担保（抵押、质押）",
        when=ASSERTED,
        fields=(
            asked("facts.max_amount", "是否最高额担保", ask="是最高额担保", term="最高额担保"),
            Field(
                path="facts.max_amount.determination_date",
                label="担保债权的确定时间",
                ask="担保到哪一天为止",
                kind=Kind.DATE,
                when=answered("facts.max_amount"),
            ),
            Field(
                path="facts.max_amount.ceiling",
                label="担保额度",
                ask="最多担保多少钱",
                kind=Kind.AMOUNT,
                positive=True,
                unit="元",
                when=answered("facts.max_amount"),
            ),
        ),
        why="最高额担保只在限额以内负责。",
        article="民法典 第四百二十条、第四百三十九条",
    ),
    Question(
        id="registration",
        number="F19",
        title="办过抵押、质押登记吗？",
        label="是否办理抵押、质押登记",
        when=ASSERTED,
        fields=(
            asked("facts.registration", "是否办理抵押、质押登记", ask="办过登记", term="预告登记"),
            Field(
                path="facts.registration.type",
                label="登记类型",
                ask="哪一种登记",
                kind=Kind.CHOICE,
                options=(Option("formal", "正式登记"), Option("notice", "预告登记")),
                when=answered("facts.registration"),
            ),
        ),
        why="有的担保要登记才有效力。",
        article="民法典 第四百零二条、第四百零三条、第四百四十一条",
    ),
)

_GUARANTEE = (
    Question(
        id="guarantee",
        number="F20",
        title="有人签过保证合同吗？",
        label="是否签订保证合同",
        when=ASSERTED,
        fields=(
            asked("facts.guarantee", "是否签订保证合同", ask="签过"),
            Field(
                path="facts.guarantee.date",
                label="签订时间",
                ask="哪天签的",
                kind=Kind.DATE,
                when=answered("facts.guarantee"),
            ),
            Field(
                path="facts.guarantee.guarantor",
                label="保证人",
                ask="谁作保证",
                kind=Kind.NAME,
                when=answered("facts.guarantee"),
            ),
            Field(
                path="facts.guarantee.content",
                label="主要内容",
                ask="保证了什么",
                kind=Kind.LONG_TEXT,
                max_length=1000,
                when=answered("facts.guarantee"),
            ),
        ),
        why="保证人答应替对方还钱的，才有保证责任。",
        article="民法典 第六百八十一条、第六百八十五条",
    ),
    Question(
        id="guarantee-type",
        number="F21",
        title="是哪一种保证？",
        label="保证方式",
        when=(*ASSERTED, *answered("facts.guarantee")),
        fields=(
            Field(
                path="facts.guarantee_type",
                label="保证方式",
                kind=Kind.CHOICE,
                options=(
                    Option("general", "一般保证"),
                    Option("joint", "连带责任保证"),
                ),
                help="合同没有写清楚的，按一般保证。",
                term="保证方式",
            ),
        ),
        why="两种保证，找保证人要钱的先后不同。",
        article="民法典 第六百八十六条至第六百八十八条",
    ),
    Question(
        id="other-security",
        number="F22",
        title="还有别的担保吗？",
        label="其他担保方式",
        when=ASSERTED,
        fields=(
            Field(
                path="facts.other_security.answer",
                label="其他担保方式",
                ask="有别的担保",
                kind=Kind.YES_NO,
                options=YES_NO,
            ),
            Field(
                path="facts.other_security.form",
                label="形式",
                ask="是什么担保",
                example="所有权保留",
                when=answered("facts.other_security"),
            ),
            Field(
                path="facts.other_security.date",
                label="签订时间",
                ask="哪天签的",
                kind=Kind.DATE,
                when=answered("facts.other_security"),
            ),
        ),
        why="例如所有权保留、让与担保。",
        article="民法典 第三百八十八条、第六百四十一条",
    ),
)

SECURITY = (*_COLLATERAL, *_GUARANTEE)
