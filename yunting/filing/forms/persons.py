"""A party who is a natural person."""

from yunting.filing.forms.blocks import NATURAL, ON_PARTIES, PLAINTIFFS, is_kind
from yunting.filing.forms.elements import Block, Field, Kind, Option, Question, When

NUMBERED_LIKE_RESIDENTS = ("resident", "residence-permit")
ID_TYPES = (
    Option("resident", "居民身份证"),
    Option("residence-permit", "港澳台居民居住证"),
    Option("passport", "护照"),
    Option("hk-macao-permit", "港澳居民来往内地通行证"),
    Option("taiwan-permit", "台湾居民来往大陆通行证"),
    Option("foreigner", "外国人永久居留身份证"),
    Option("other", "其他证件"),
)


def person_questions(block: Block, *, asks_contact: bool, asks_place: bool) -> tuple[Question, ...]:
    """Return the questions about a person: who, particulars, how and where to be reached."""
    return (
        _person(block),
        _particulars(block),
        _contact(block, required=asks_contact, place=asks_place),
    )


def _person(block: Block) -> Question:
    path = f"{block.path}.*"
    return Question(
        id="person",
        title=f"{block.noun}叫什么名字？",
        label=f"{block.noun}（自然人）",
        when=is_kind(block, NATURAL),
        fields=(
            Field(
                path=f"{path}.name",
                label="姓名",
                kind=Kind.NAME,
                help="照证件上的字写，生僻字和“·”都可以。",
                max_length=100,
                autocomplete="name" if block is PLAINTIFFS else "off",
            ),
            *_document(path),
        ),
        why="名字和证件号码用来确认是哪一个人。",
        article=ON_PARTIES,
    )


def _document(path: str) -> tuple[Field, ...]:
    """The kind of document decides whether its number has a check character."""
    others = tuple(o.key for o in ID_TYPES if o.key not in NUMBERED_LIKE_RESIDENTS)
    return (
        Field(
            path=f"{path}.id_type",
            label="证件类型",
            kind=Kind.CHOICE,
            options=ID_TYPES,
            required=False,
        ),
        Field(
            path=f"{path}.id_no",
            label="证件号码",
            kind=Kind.ID_NUMBER,
            help="18位，最后一位可能是X。",
            required=False,
            when=(When(f"{path}.id_type", NUMBERED_LIKE_RESIDENTS),),
            max_length=18,
        ),
        Field(
            path=f"{path}.document_no",
            label="其他证件号码",
            required=False,
            when=(When(f"{path}.id_type", others),),
            max_length=40,
        ),
    )


def _particulars(block: Block) -> Question:
    path = f"{block.path}.*"
    return Question(
        id="particulars",
        title=f"{block.noun}的其他基本情况",
        label=f"{block.noun}（自然人）",
        when=is_kind(block, NATURAL),
        fields=(
            Field(
                path=f"{path}.sex",
                label="性别",
                kind=Kind.CHOICE,
                options=(Option("male", "男"), Option("female", "女")),
                required=False,
            ),
            Field(
                path=f"{path}.birth_date",
                label="出生日期",
                kind=Kind.DATE,
                example="19580308",
                required=False,
                autocomplete="bday" if block is PLAINTIFFS else "off",
            ),
            Field(
                path=f"{path}.ethnicity",
                label="民族",
                example="汉族",
                required=False,
                max_length=20,
            ),
            Field(path=f"{path}.employer", label="工作单位", required=False, max_length=100),
            Field(path=f"{path}.position", label="职务", required=False, max_length=50),
        ),
        why="不知道的可以不填。",
        article=ON_PARTIES,
    )


def _contact(block: Block, *, required: bool, place: bool) -> Question:
    path, mine = f"{block.path}.*", block is PLAINTIFFS
    return Question(
        id="contact",
        title=f"怎么联系{block.noun}？",
        label=f"{block.noun}（自然人）",
        when=is_kind(block, NATURAL),
        fields=(
            Field(
                path=f"{path}.phone",
                label="联系电话",
                kind=Kind.PHONE,
                example="13800000000",
                required=required,
                max_length=20,
                autocomplete="tel" if mine else "off",
            ),
            Field(
                path=f"{path}.domicile",
                label="住所地（户籍所在地）",
                ask="户口本上的地址",
                required=place,
                term="住所地",
                autocomplete="street-address" if mine else "off",
            ),
            Field(
                path=f"{path}.habitual_residence",
                label="经常居住地",
                ask="现在常住的地址",
                help="和户口地址一样的，不用填。",
                required=False,
                term="经常居住地",
            ),
        ),
        why="法院按地址确定由谁管，也按它联系人。",
        article=f"{ON_PARTIES}；第二十二条",
    )
