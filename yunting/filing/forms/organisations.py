"""A party that is a legal person or another organisation."""

from yunting.filing.forms.blocks import ON_PARTIES, ORGANISATION, PLAINTIFFS, is_kind
from yunting.filing.forms.elements import Block, Field, Kind, Option, Question, When

ORGANISATION_TYPES = (
    Option("limited", "有限责任公司"),
    Option("joint-stock", "股份有限公司"),
    Option("listed", "上市公司"),
    Option("other-enterprise", "其他企业法人"),
    Option("public-institution", "事业单位"),
    Option("association", "社会团体"),
    Option("foundation", "基金会"),
    Option("social-service", "社会服务机构"),
    Option("state-organ", "机关法人"),
    Option("rural-collective", "农村集体经济组织法人"),
    Option("cooperative", "城镇农村的合作经济组织法人"),
    Option("grassroots", "基层群众性自治组织法人"),
    Option("sole-proprietorship", "个人独资企业"),
    Option("partnership", "合伙企业"),
    Option("professional", "不具有法人资格的专业服务机构"),
)


def organisation_questions(
    block: Block, *, asks_head: bool, asks_place: bool
) -> tuple[Question, ...]:
    """Return the questions about an organisation: name and code, head, place, type."""
    return (
        _firm(block),
        _head(block, required=asks_head),
        _place(block, place=asks_place),
        _type(block),
    )


def _firm(block: Block) -> Question:
    path = f"{block.path}.*"
    return Question(
        id="firm",
        title=f"{block.noun}单位叫什么名称？",
        label=f"{block.noun}（法人、非法人组织）",
        when=is_kind(block, ORGANISATION),
        fields=(
            Field(
                path=f"{path}.name",
                label="名称",
                kind=Kind.NAME,
                help="照营业执照上的全称写。",
                max_length=100,
                autocomplete="organization" if block is PLAINTIFFS else "off",
            ),
            Field(
                path=f"{path}.uscc",
                label="统一社会信用代码",
                kind=Kind.CREDIT_CODE,
                help="营业执照上的18位号码。",
                required=False,
                max_length=18,
                term="统一社会信用代码",
            ),
        ),
        why="单位改一个字就是另一家，代码能确认是哪一家。",
        article=ON_PARTIES,
    )


def _head(block: Block, *, required: bool) -> Question:
    path = f"{block.path}.*"
    return Question(
        id="head",
        title=f"{block.noun}单位由谁代表？",
        label=f"{block.noun}（法人、非法人组织）",
        when=is_kind(block, ORGANISATION),
        fields=(
            Field(
                path=f"{path}.legal_rep",
                label="法定代表人/负责人",
                kind=Kind.NAME,
                required=required,
                max_length=100,
                term="法定代表人",
            ),
            Field(
                path=f"{path}.position",
                label="职务",
                example="董事长",
                required=False,
                max_length=50,
            ),
            Field(
                path=f"{path}.phone",
                label="联系电话",
                kind=Kind.PHONE,
                example="0580-2026000",
                required=False,
                max_length=20,
            ),
        ),
        why="单位打官司由法定代表人或者负责人出面。",
        article=f"民事诉讼法 第五十一条；{ON_PARTIES}",
    )


def _place(block: Block, *, place: bool) -> Question:
    path = f"{block.path}.*"
    return Question(
        id="place",
        title=f"{block.noun}单位在哪里？",
        label=f"{block.noun}（法人、非法人组织）",
        when=is_kind(block, ORGANISATION),
        fields=(
            Field(
                path=f"{path}.domicile",
                label="住所地（主要办事机构所在地）",
                ask="主要办公的地址",
                required=place,
                term="住所地",
            ),
            Field(
                path=f"{path}.registered_place",
                label="注册地/登记地",
                ask="营业执照上的地址",
                help="和办公地址一样的，不用填。",
                required=False,
            ),
        ),
        why="法院按地址确定由谁管，也按它寄送文书。",
        article=f"{ON_PARTIES}；第二十二条",
    )


def _type(block: Block) -> Question:
    path = f"{block.path}.*"
    return Question(
        id="type",
        title=f"{block.noun}是哪一类单位？",
        label=f"{block.noun}（法人、非法人组织）",
        when=is_kind(block, ORGANISATION),
        fields=(
            Field(
                path=f"{path}.type",
                label="类型",
                kind=Kind.CHOICE,
                options=ORGANISATION_TYPES,
                required=False,
            ),
            Field(
                path=f"{path}.ownership",
                label="所有制性质",
                kind=Kind.CHOICE,
                options=(
                    Option("state", "国有"),
                    Option("private", "民营"),
                    Option("other", "其他"),
                ),
                required=False,
            ),
            Field(
                path=f"{path}.state_share",
                label="国有（控股/参股）",
                kind=Kind.CHOICE,
                options=(Option("holding", "控股"), Option("minority", "参股")),
                required=False,
                when=(When(f"{path}.ownership", ("state",)),),
            ),
        ),
        why="用于统计，不知道的可以不填。",
        article=ON_PARTIES,
    )
