"""Whether a document is published, whose names are hidden in it, and what is deleted."""

import re
from datetime import date
from enum import StrEnum

from yunting.rules import periods
from yunting.rules.citation import cite
from yunting.rules.finding import Finding
from yunting.rules.parameter import parameter

_LAW = "judgment_publication_2016"


class Secret(StrEnum):
    """Why a document is not published; the value is the item."""

    STATE_SECRET = "第（一）项"  # noqa: S105  (a label, no secret)
    JUVENILE_CRIME = "第（二）项"
    MEDIATION_OR_CONFIRMATION = "第（三）项"
    DIVORCE_OR_CHILDREN = "第（四）项"
    OTHER = "第（五）项"


def may_be_published(
    reasons: frozenset[Secret], *, public_interest: bool = False, decided: bool, on: date
) -> Finding[bool]:
    """Tell whether a document is published. P-PUB-1 P-PUB-7; 裁判文书公布规定 第四条.

    A mediation or confirmation may be, where public interest needs it. A person decides.
    """
    kept = {
        reason
        for reason in reasons
        if not (reason is Secret.MEDIATION_OR_CONFIRMATION and public_interest)
    }
    basis = tuple(cite(_LAW, f"第四条{reason}", on=on) for reason in sorted(kept))
    said = (
        ("不公布的情形", "、".join(sorted(kept)) or "无"),
        ("人工确认", "是" if decided else "否"),
    )
    return Finding(not kept and decided, basis or (cite(_LAW, "第四条", on=on),), said)


class Matter(StrEnum):
    """What kind of case a document is from."""

    FAMILY_OR_INHERITANCE = "family_or_inheritance"
    CRIMINAL = "criminal"
    OTHER = "other"


class Person(StrEnum):
    """In which role somebody stands in a document."""

    PARTY = "party"
    LEGAL_REPRESENTATIVE = "legal_representative"
    VICTIM = "victim"
    ATTACHED_CIVIL_PLAINTIFF = "attached_civil_plaintiff"
    WITNESS = "witness"
    EXPERT = "expert"
    JUDGE = "judge"
    AGENT = "agent"


_HIDDEN = {
    Matter.FAMILY_OR_INHERITANCE: (
        frozenset({Person.PARTY, Person.LEGAL_REPRESENTATIVE}),
        "第八条第（一）项",
    ),
    Matter.CRIMINAL: (
        frozenset(
            {Person.VICTIM, Person.ATTACHED_CIVIL_PLAINTIFF, Person.WITNESS, Person.EXPERT}
            | {Person.LEGAL_REPRESENTATIVE}
        ),
        "第八条第（二）项",
    ),
}


def is_name_hidden(
    matter: Matter, person: Person, *, minor_or_representative: bool = False, on: date
) -> Finding[bool]:
    """Tell whether a name is hidden. P-PUB-2 P-PUB-5; 裁判文书公布规定 第八条, 第十一条.

    Minors and their representatives always; else real names are kept.
    """
    if minor_or_representative:
        basis = (cite(_LAW, "第八条第（三）项", on=on),)
        return Finding(True, basis, (("未成年人", "本人及其法定代理人"),))
    people, number = _HIDDEN.get(matter, (frozenset[Person](), "第八条"))
    said = (("案件", matter), ("人员", person))
    if person in people:
        return Finding(True, (cite(_LAW, number, on=on),), said)
    return Finding(False, (cite(_LAW, "第十一条", on=on),), said)


class Datum(StrEnum):
    """Something a document says of somebody."""

    NAME = "姓名"
    BIRTH_DATE = "出生日期"
    SEX = "性别"
    COUNTY = "住所地所属县区"
    HOME_ADDRESS = "家庭住址"
    CONTACT = "通讯方式"
    IDENTITY_NUMBER = "身份证号码"
    BANK_ACCOUNT = "银行账号"
    HEALTH = "健康状况"
    PLATE = "车牌号码"
    CERTIFICATE_NUMBER = "产权证书编号"
    TRADE_SECRET = "商业秘密"  # noqa: S105  (a label, no secret)
    FAMILY_PRIVACY = "家事、人格权益纠纷中的隐私"
    TECHNICAL_INVESTIGATION = "技术侦查信息"


_KEPT = frozenset({Datum.NAME, Datum.BIRTH_DATE, Datum.SEX, Datum.COUNTY})
_OF_ORGANISATIONS = frozenset({Datum.BANK_ACCOUNT, Datum.PLATE, Datum.CERTIFICATE_NUMBER})
_OF_ANYBODY = frozenset({Datum.TRADE_SECRET, Datum.FAMILY_PRIVACY, Datum.TECHNICAL_INVESTIGATION})


def is_deleted(datum: Datum, *, natural_person: bool, on: date) -> Finding[bool]:
    """Tell whether a datum is deleted, or replaced by × where the text would become unclear.

    P-PUB-4 P-PUB-5; 裁判文书公布规定 第十条, 第十一条.
    """
    of_organisation = datum in _OF_ORGANISATIONS | _OF_ANYBODY
    value = datum not in _KEPT and (natural_person or of_organisation)
    number = "第十条" if value else "第十一条"
    return Finding(value, (cite(_LAW, number, on=on),), (("信息", datum),))


_LEFTOVERS = (
    (Datum.IDENTITY_NUMBER, re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")),
    (Datum.CONTACT, re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")),
    (Datum.BANK_ACCOUNT, re.compile(r"(?<!\d)\d{16}(?:\d{3})?(?!\d)")),
    (Datum.PLATE, re.compile(r"[\u4e00-\u9fa5][A-Z][A-Z0-9]{5,6}(?![A-Z0-9])")),
)


def leftovers(text: str, *, on: date) -> Finding[tuple[tuple[Datum, str], ...]]:
    """Return what a second look finds still standing in a text. P-PUB-4.

    For a person to confirm; an empty answer proves nothing.
    """
    value = tuple(
        (datum, found.group()) for datum, pattern in _LEFTOVERS for found in pattern.finditer(text)
    )
    return Finding(value, (cite(_LAW, "第十条", on=on),), (("疑似遗漏", f"{len(value)}处"),))


def last_day_to_publish(effective: date) -> Finding[date]:
    """Return the last day to publish a document that is to be. P-PUB-6; 第七条."""
    return periods.of(parameter(f"{_LAW}.publish", on=effective), effective)
