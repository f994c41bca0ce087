"""Who acts for the plaintiffs, where papers go, whether they would mediate, who signs."""

from yunting.filing.forms.blocks import AGENTS, PLAINTIFFS, gate
from yunting.filing.forms.elements import (
    NO,
    YES,
    YES_NO,
    Block,
    Field,
    Kind,
    Option,
    Question,
    Section,
    When,
)

_WHO_MAY_ACT = "民事诉讼法 第六十一条"
_AUTHORITY = Question(
    id="authority",
    title="代理人能替您决定吗？",
    label="代理权限",
    fields=(
        Field(
            path="agents.*.authority",
            label="代理权限",
            kind=Kind.CHOICE,
            options=(Option("general", "一般授权"), Option("special", "特别授权")),
            help="承认、放弃、变更请求，和解，反诉，上诉，要有特别授权。",
            term="代理权限",
        ),
    ),
    why="没有特别授权，代理人不能替您让步或者和解。",
    article="民事诉讼法 第六十二条",
)


def agent_section(whom: Block) -> Section:
    """Return the questions about who acts for parties; with several, for which of them."""
    at_most = f"每位{whom.noun}最多请两位。"
    return Section(
        key="agents",
        title="委托诉讼代理人",
        each=AGENTS,
        gate=gate(
            AGENTS,
            title="有没有请人代您打官司？",
            label="委托诉讼代理人",
            why=f"可以请律师、近亲属等，{at_most}",
            article=_WHO_MAY_ACT,
        ),
        questions=(_agent(whom), _AUTHORITY),
        roster=Question(
            id="more",
            title="还有其他代理人吗？",
            label="委托诉讼代理人",
            roster=AGENTS,
            why=at_most,
            article=_WHO_MAY_ACT,
        ),
    )


def _agent(whom: Block) -> Question:
    """Return who the agent is, and for which of several it acts."""
    represents = Field(
        path="agents.*.represents",
        label=f"代理哪位{whom.noun}",
        kind=Kind.CHOICE,
        options_from=whom.path,
        when=(When(f"{whom.path}.1.kind"),),
    )
    return Question(
        id="agent",
        title="代理人是谁？",
        label="委托诉讼代理人",
        fields=(
            Field(path="agents.*.name", label="姓名", kind=Kind.NAME, max_length=100),
            Field(
                path="agents.*.firm",
                label="单位",
                help="律师写律师事务所的名称。",
                required=False,
                max_length=100,
            ),
            Field(path="agents.*.position", label="职务", required=False, max_length=50),
            Field(path="agents.*.phone", label="联系电话", kind=Kind.PHONE, max_length=20),
            *([represents] if whom.limit > 1 else ()),
        ),
        why="法院要和代理人联系。",
        article=_WHO_MAY_ACT,
    )


AGENT_SECTION = agent_section(PLAINTIFFS)


def _chosen(method: str) -> tuple[When, ...]:
    return (When("service.electronic", (YES,)), When("service.methods", (method,)))


SERVICE_SECTION = Section(
    key="service",
    title="送达地址",
    questions=(
        Question(
            id="address",
            title="法院的文书寄到哪里？",
            label="送达地址、收件人、联系电话",
            fields=(
                Field(
                    path="service.address",
                    label="送达地址",
                    ask="收文书的地址",
                    help="写到门牌号。搬家了要告诉法院。",
                    term="送达地址",
                    autocomplete="street-address",
                ),
                Field(
                    path="service.recipient",
                    label="收件人",
                    kind=Kind.NAME,
                    max_length=100,
                    autocomplete="name",
                ),
                Field(
                    path="service.phone",
                    label="联系电话",
                    kind=Kind.PHONE,
                    max_length=20,
                    autocomplete="tel",
                ),
            ),
            why="地址写错了，文书退回来也算送到。",
            article="民事诉讼法 第八十八条至第九十条",
        ),
        Question(
            id="electronic",
            title="愿意用手机收文书吗？",
            label="是否接受电子送达",
            fields=(
                Field(
                    path="service.electronic",
                    label="是否接受电子送达",
                    kind=Kind.YES_NO,
                    options=YES_NO,
                    help="不愿意的，文书邮寄给您。判决书也可以再要纸质的。",
                    term="电子送达",
                ),
                Field(
                    path="service.methods",
                    label="电子送达方式",
                    ask="用哪些方式收",
                    kind=Kind.MULTI,
                    options=(
                        Option("sms", "短信"),
                        Option("wechat", "微信"),
                        Option("fax", "传真"),
                        Option("email", "邮箱"),
                        Option("other", "其他"),
                    ),
                    when=(When("service.electronic", (YES,)),),
                ),
                Field(
                    path="service.sms",
                    label="短信",
                    ask="收短信的手机号",
                    kind=Kind.MOBILE,
                    when=_chosen("sms"),
                    max_length=20,
                    autocomplete="tel",
                ),
                Field(path="service.wechat", label="微信", when=_chosen("wechat"), max_length=50),
                Field(
                    path="service.fax",
                    label="传真",
                    kind=Kind.PHONE,
                    when=_chosen("fax"),
                    max_length=20,
                ),
                Field(
                    path="service.email",
                    label="邮箱",
                    kind=Kind.EMAIL,
                    when=_chosen("email"),
                    max_length=100,
                    autocomplete="email",
                ),
                Field(path="service.other", label="其他", when=_chosen("other"), max_length=100),
            ),
            why="电子送达要您本人同意，同意之后也可以撤回。",
            article="民事诉讼法 第九十条",
        ),
    ),
)

MEDIATION_SECTION = Section(
    key="mediation",
    title="对纠纷解决方式的意愿",
    questions=(
        Question(
            id="willing",
            title="愿意先调解看看吗？",
            label="对纠纷解决方式的意愿",
            fields=(
                Field(
                    path="mediation_pref.understood",
                    label="是否了解调解作为非诉讼纠纷解决方式，能及时、高效、低成本、不伤和气地解决纠纷",
                    ask="知道可以先请调解员帮忙商量吗",
                    kind=Kind.YES_NO,
                    options=(Option(YES, "了解"), Option(NO, "不了解")),
                    term="先行调解",
                ),
                Field(
                    path="mediation_pref.benefits",
                    label="是否了解先行调解解决纠纷的好处",
                    ask="知道先行调解不收费、谈成可以申请司法确认吗",
                    kind=Kind.YES_NO,
                    options=(Option(YES, "了解"), Option(NO, "不了解")),
                ),
                Field(
                    path="mediation_pref.considered",
                    label="是否考虑先行调解",
                    kind=Kind.CHOICE,
                    options=(*YES_NO, Option("undecided", "暂不确定，想要了解更多内容")),
                    help="选“否”不影响立案。",
                ),
            ),
            why="适合调解的先调解，但您不愿意就不调解。",
            article="民事诉讼法 第一百二十五条",
        ),
    ),
)


def closing_section(signer: str, acts: str, *, article: str) -> Section:
    """Return the signature and its date; `acts` is what an organisation does with this paper."""
    return Section(
        key="signature",
        title="落款",
        closing=True,
        questions=(
            Question(
                id="sign",
                title="请核对后签名",
                label=f"{signer}签字（盖章）",
                fields=(
                    Field(
                        path="signature",
                        label=f"{signer}签字（盖章）",
                        ask="签名",
                        kind=Kind.NAME,
                        help=f"单位{acts}的，写单位名称。",
                        max_length=100,
                        term="具状人",
                        autocomplete="name",
                    ),
                    Field(path="date", label="日期", ask="签名日期", kind=Kind.DATE),
                ),
                why="签名表示您确认上面写的都是真的。",
                article=article,
            ),
        ),
    )


CLOSING_SECTION = closing_section("具状人", "起诉", article="民事诉讼法 第一百二十三条")
