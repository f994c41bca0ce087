"""What a complaint contains and what comes with it: 民事诉讼法 第一百二十三条, 第一百二十四条."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yunting.lib.errors import Refused
from yunting.rules.citation import cite
from yunting.rules.finding import Finding

_CPL = "civil_procedure_law"
_REGISTRATION = "registration_2015"


class Side(StrEnum):
    """On which side a party stands, as far as its particulars depend on it."""

    PLAINTIFF = "plaintiff"
    DEFENDANT = "defendant"


class PartyKind(StrEnum):
    """What a party is, as far as its particulars depend on it."""

    NATURAL = "natural"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Entry:
    """One particular the article lists; `required` if a complaint is defective without it."""

    field: str
    label: str
    required: bool


@dataclass(frozen=True, slots=True)
class Party:
    """A party of a complaint and the fields that are filled in for it."""

    side: Side
    kind: PartyKind
    given: frozenset[str]


@dataclass(frozen=True, slots=True)
class Missing:
    """A particular that is not there; `party` is its place in the complaint, None for the body."""

    party: int | None
    field: str
    label: str
    required: bool


class Attachment(StrEnum):
    """What is handed in together with a complaint. FIL-04."""

    ID_COPY = "id_copy"
    LICENCE = "licence"
    REPRESENTATIVE_CERTIFICATE = "representative_certificate"
    POWER_OF_ATTORNEY = "power_of_attorney"
    AGENT_ID = "agent_id"
    DEFENDANT_INFORMATION = "defendant_information"
    COMPLAINT = "complaint"
    EVIDENCE = "evidence"

    @property
    def label(self) -> str:
        """Return what a person reads."""
        return _ATTACHMENTS[self]


_ATTACHMENTS = {
    Attachment.ID_COPY: "身份证明复印件",
    Attachment.LICENCE: "营业执照或者组织证明复印件",
    Attachment.REPRESENTATIVE_CERTIFICATE: "法定代表人或者主要负责人身份证明",
    Attachment.POWER_OF_ATTORNEY: "授权委托书",
    Attachment.AGENT_ID: "代理人身份证明",
    Attachment.DEFENDANT_INFORMATION: "足以使被告与他人相区别的信息",
    Attachment.COMPLAINT: "起诉状和副本",
    Attachment.EVIDENCE: "与诉请相关的证据或者证明材料",
}

# Listed but not required: 第一百二十四条 names them, and S7 lets a complaint without them in.
_PARTICULARS = {
    (Side.PLAINTIFF, PartyKind.NATURAL): (
        Entry("name", "姓名", True),
        Entry("sex", "性别", False),
        Entry("birth_date", "年龄（出生日期）", False),
        Entry("ethnicity", "民族", False),
        Entry("position", "职业", False),
        Entry("employer", "工作单位", False),
        Entry("domicile", "住所", True),
        Entry("phone", "联系方式", True),
    ),
    (Side.PLAINTIFF, PartyKind.ORGANISATION): (
        Entry("name", "名称", True),
        Entry("domicile", "住所", True),
        Entry("legal_rep", "法定代表人或者主要负责人的姓名", True),
        Entry("position", "法定代表人或者主要负责人的职务", False),
        Entry("phone", "联系方式", False),
    ),
    (Side.DEFENDANT, PartyKind.NATURAL): (
        Entry("name", "姓名", True),
        Entry("sex", "性别", False),
        Entry("employer", "工作单位", False),
        Entry("domicile", "住所", True),
    ),
    (Side.DEFENDANT, PartyKind.ORGANISATION): (
        Entry("name", "名称", True),
        Entry("domicile", "住所", True),
    ),
}
# Evidence is listed, not required: registering does not weigh proof.
_BODY = (
    Entry("claims", "诉讼请求", True),
    Entry("facts", "所根据的事实与理由", True),
    Entry("evidence", "证据和证据来源，证人姓名和住所", False),
)


class NoPlaintiff(Refused):
    """A complaint has at least one plaintiff and one defendant."""

    code = "rules.complaint.no-party"


def particulars(side: Side, kind: PartyKind, *, on: date) -> Finding[tuple[Entry, ...]]:
    """Return what a complaint says of a party. FIL-03; 第一百二十四条第（一）、（二）项.

    Fewer of a defendant (等信息), of whom a plaintiff may know little.
    """
    item = "第（一）项" if side is Side.PLAINTIFF else "第（二）项"
    return Finding(_PARTICULARS[side, kind], (cite(_CPL, f"第一百二十四条{item}", on=on),))


def missing(
    parties: tuple[Party, ...], body: frozenset[str], *, on: date
) -> Finding[tuple[Missing, ...]]:
    """Return what a complaint does not say, party by party, then the body. FIL-03.

    `body` are the filled ones of claims, facts and evidence. 登记立案规定 第四条.

    :raises NoPlaintiff: if a side has no party
    """
    if {party.side for party in parties} != set(Side):
        raise NoPlaintiff(
            "起诉状至少应当有一名原告和一名被告。",
            basis=str(cite(_CPL, "第一百二十四条", on=on)),
            field="parties",
        )
    of_parties = [
        Missing(place, entry.field, entry.label, entry.required)
        for place, party in enumerate(parties)
        for entry in _PARTICULARS[party.side, party.kind]
        if entry.field not in party.given
    ]
    of_body = [
        Missing(None, entry.field, entry.label, entry.required)
        for entry in _BODY
        if entry.field not in body
    ]
    lacking = (*of_parties, *of_body)
    return Finding(
        value=lacking,
        basis=(cite(_CPL, "第一百二十四条", on=on), cite(_REGISTRATION, "第四条", on=on)),
        because=tuple(
            ("必须补充" if one.required else "条文列明，可以补充", one.label) for one in lacking
        ),
    )


def attachments(
    plaintiffs: frozenset[PartyKind], *, has_agent: bool, on: date
) -> Finding[tuple[Attachment, ...]]:
    """Return what comes with a complaint. FIL-04; 登记立案规定 第六条."""
    needed: list[Attachment] = []
    if PartyKind.NATURAL in plaintiffs:
        needed.append(Attachment.ID_COPY)
    if PartyKind.ORGANISATION in plaintiffs:
        needed += [Attachment.LICENCE, Attachment.REPRESENTATIVE_CERTIFICATE]
    if has_agent:
        needed += [Attachment.POWER_OF_ATTORNEY, Attachment.AGENT_ID]
    needed += [Attachment.DEFENDANT_INFORMATION, Attachment.COMPLAINT, Attachment.EVIDENCE]
    return Finding(
        value=tuple(needed),
        basis=(cite(_REGISTRATION, "第六条", on=on),),
        because=tuple(("提交", one.label) for one in needed),
    )


def copies(defendants: int, *, online: bool, on: date) -> Finding[int]:
    """Return how many copies of the complaint are handed in. FIL-02 OL-09b; 第一百二十三条.

    One for each defendant on paper; online one upload serves all.
    """
    why = "网上提交一份即可" if online else "按照被告人数提出副本"
    return Finding(
        1 if online else defendants, (cite(_CPL, "第一百二十三条", on=on),), (("副本", why),)
    )


def may_be_oral(*, writing_is_difficult: bool, on: date) -> Finding[bool]:
    """Tell whether a complaint may be spoken: recorded, read back, signed. FIL-02."""
    basis = (cite(_CPL, "第一百二十三条第二款", on=on), cite("summary_provisions", "第四条", on=on))
    return Finding(writing_is_difficult, basis)
