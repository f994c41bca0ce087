"""电子化材料: when a copy stands for its original, and what a chain of hashes proves."""

from datetime import date
from enum import StrEnum
from typing import Self

from yunting.rules.citation import cite
from yunting.rules.finding import Finding, found, met
from yunting.rules.source import source

_ONLINE = "online_litigation"


class _Item(StrEnum):
    """A case an article lists: what it says, and which item of which article it is."""

    says: str
    number: str

    def __new__(cls, code: str, says: str = "", number: str = "") -> Self:
        """Return the case of that code."""
        one = str.__new__(cls, code)
        one._value_, one.says, one.number = code, says, number
        return one

    @property
    def article(self) -> str:
        """Return where it stands, as people cite it."""
        return f"{source(_ONLINE).short} {self.number}"


class Doubt(_Item):
    """Why the original must be shown. OL-12; 在线诉讼规则 第十二条."""

    OBJECTED = "objected", "对方认为与原件不一致，并说明了理由", "第十二条第一项"
    UNCLEAR = "unclear", "内容不完整、不清晰，格式不符合要求", "第十二条第二项"
    ARCHIVE = "archive", "卷宗、档案管理要求提供原件", "第十二条第三项"
    NECESSARY = "necessary", "人民法院认为有必要", "第十二条第四项"


class Check(StrEnum):
    """What a platform that stores evidence is examined for once its data is disputed."""

    COMPLIANCE = "符合有关部门提供存证服务的规定"
    INDEPENDENCE = "与当事人没有利害关系，没有不当干预"
    SYSTEM = "信息系统清洁、安全、可靠、可用"
    STANDARDS = "技术和过程符合系统环境、安全、加密、传输、验证的标准"


class Truth(StrEnum):
    """What a court may find of data on a chain."""

    MAY_FIND_UNALTERED = "may_find_unaltered"
    EXAMINE = "examine"
    NOT_VERIFIED = "not_verified"


class Proof(_Item):
    """Why a digitised copy has the force of its original. OL-13; 在线诉讼规则 第十三条."""

    NOT_OBJECTED = "not-objected", "对方对与原件的一致性没有异议", "第十三条第一项"
    NOTARISED = "notarised", "制作过程经过公证", "第十三条第二项"
    ACCEPTED_BEFORE = "accepted-before", "先前的诉讼已经确认", "第十三条第三项"
    COMPARED = "compared", "已经线上或者线下与原件核对一致", "第十三条第四项"
    OTHER = "other", "其他证据能够证明与原件一致", "第十三条第五项"


def has_force_of_original(
    proofs: frozenset[Proof], *, original_demanded_and_withheld: bool = False, on: date
) -> Finding[bool]:
    """Tell whether a copy counts as its original. OL-13 C-FIL-1; 第十二条, 第十三条."""
    value = bool(proofs) and not original_demanded_and_withheld
    basis = (
        cite("online_litigation", "第十二条", on=on),
        cite("online_litigation", "第十三条", on=on),
        cite("design", "电子卷宗", on=on),
    )
    return Finding(
        value, basis, (("依据", "、".join(one.says for one in Proof if one in proofs) or "无"),)
    )


def must_show_original(doubts: frozenset[Doubt], *, on: date) -> Finding[bool]:
    """Tell whether the court must ask for the original of a copy. OL-12; 在线诉讼规则 第十二条.

    Without any of the four grounds a copy that passed review is used as it is.
    """
    said = tuple(("应当提供原件", one.says) for one in Doubt if one in doubts)
    return found(bool(doubts), (_ONLINE, "第十二条"), on=on, because=said)


def on_chain(*, verified: bool, disputed: bool, contrary_proof: bool, on: date) -> Finding[Truth]:
    """Return what may be found of data after it went on a chain. OL-16 I-CHN-1.

    Verified as identical, it may be found not altered since, unless there is proof to the contrary;
    a dispute with reasons leads to the four checks. 在线诉讼规则 第十六条, 第十七条.
    """
    value = Truth.MAY_FIND_UNALTERED
    if not verified or contrary_proof:
        value = Truth.NOT_VERIFIED
    elif disputed:
        value = Truth.EXAMINE
    said = met(("技术核验一致", verified), ("没有相反证据", not contrary_proof))
    articles = ((_ONLINE, "第十六条"), (_ONLINE, "第十七条"))
    return found(value, *articles, on=on, because=said)


def unchecked(done: frozenset[Check], *, on: date) -> Finding[tuple[Check, ...]]:
    """Return which of the four checks of a storing platform are still open. OL-17 I-CHN-2."""
    lacking = tuple(one for one in Check if one not in done)
    said = tuple(("尚未审查", one.value) for one in lacking)
    return found(lacking, (_ONLINE, "第十七条"), on=on, because=said)


def is_true_before_chain(
    *, disputed: bool, proved: bool, corroborated: bool, on: date
) -> Finding[bool]:
    """Tell whether data is true from before it went on a chain. OL-18 I-CHN-3.

    A matching hash never shows it: once disputed it must be proved or corroborated.
    在线诉讼规则 第十八条.
    """
    value = not disputed or proved or corroborated
    said = met(
        ("没有争议", not disputed),
        ("来源、生成、存储得到证明", proved),
        ("其他证据印证", corroborated),
    )
    return found(value, (_ONLINE, "第十八条"), on=on, because=said)
