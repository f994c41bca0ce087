"""管辖: which court, at which level, and what is not for this one.

The places a kind of dispute may be brought to are a table; which of them a court covers is
geography, not law, and is left to the caller.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from yunting.lib.errors import Refused
from yunting.rules import causes, periods
from yunting.rules.amount import checked
from yunting.rules.citation import Citation, cite
from yunting.rules.finding import Finding
from yunting.rules.parameter import history, parameter

_CPL = "civil_procedure_law"
_INTERPRETATION = "civil_procedure_interpretation"


class Place(StrEnum):
    """A place that connects a dispute with a court."""

    DEFENDANT = "defendant"
    PLAINTIFF = "plaintiff"
    PERFORMANCE = "performance"
    INSURED_THING = "insured_thing"
    PAYMENT = "payment"
    COMPANY = "company"
    DEPARTURE = "departure"
    DESTINATION = "destination"
    TORT_ACT = "tort_act"
    TORT_RESULT = "tort_result"
    ACCIDENT = "accident"
    FIRST_ARRIVAL = "first_arrival"
    REAL_ESTATE = "real_estate"
    PORT = "port"
    DEATH = "death"
    MAIN_ESTATE = "main_estate"


class Dispute(StrEnum):
    """Kinds of dispute with places of their own."""

    GENERAL = "general"
    STATUS_ABROAD_OR_MISSING = "status_abroad_or_missing"
    DEFENDANT_CONFINED = "defendant_confined"
    CONTRACT = "contract"
    INSURANCE = "insurance"
    BILL = "bill"
    COMPANY = "company"
    TRANSPORT = "transport"
    TORT = "tort"
    TRAFFIC_ACCIDENT = "traffic_accident"
    REAL_ESTATE = "real_estate"
    PORT_OPERATIONS = "port_operations"
    INHERITANCE = "inheritance"


@dataclass(frozen=True, slots=True)
class Venue:
    """The places a dispute may be brought to; `exclusive` if no agreement changes them."""

    places: tuple[Place, ...]
    exclusive: bool


_VENUES: dict[Dispute, tuple[str, bool, tuple[Place, ...]]] = {
    Dispute.GENERAL: ("第二十二条", False, (Place.DEFENDANT,)),
    Dispute.STATUS_ABROAD_OR_MISSING: ("第二十三条", False, (Place.PLAINTIFF,)),
    Dispute.DEFENDANT_CONFINED: ("第二十三条", False, (Place.PLAINTIFF,)),
    Dispute.CONTRACT: ("第二十四条", False, (Place.DEFENDANT, Place.PERFORMANCE)),
    Dispute.INSURANCE: ("第二十五条", False, (Place.DEFENDANT, Place.INSURED_THING)),
    Dispute.BILL: ("第二十六条", False, (Place.PAYMENT, Place.DEFENDANT)),
    Dispute.COMPANY: ("第二十七条", False, (Place.COMPANY,)),
    Dispute.TRANSPORT: (
        "第二十八条",
        False,
        (Place.DEPARTURE, Place.DESTINATION, Place.DEFENDANT),
    ),
    Dispute.TORT: ("第二十九条", False, (Place.TORT_ACT, Place.TORT_RESULT, Place.DEFENDANT)),
    Dispute.TRAFFIC_ACCIDENT: (
        "第三十条",
        False,
        (Place.ACCIDENT, Place.FIRST_ARRIVAL, Place.DEFENDANT),
    ),
    Dispute.REAL_ESTATE: ("第三十四条第（一）项", True, (Place.REAL_ESTATE,)),
    Dispute.PORT_OPERATIONS: ("第三十四条第（二）项", True, (Place.PORT,)),
    Dispute.INHERITANCE: ("第三十四条第（三）项", True, (Place.DEATH, Place.MAIN_ESTATE)),
}


class Performance(StrEnum):
    """What a contract is about, where it names no place of performance."""

    MONEY = "money"
    REAL_ESTATE = "real_estate"
    OTHER = "other"
    ONLINE_ELECTRONIC = "online_electronic"
    ONLINE_DELIVERED = "online_delivered"


class PerformancePlace(StrEnum):
    """Where a contract that names no place is performed."""

    RECEIVING_PARTY = "receiving_party"
    REAL_ESTATE = "real_estate"
    PERFORMING_PARTY = "performing_party"
    BUYER = "buyer"
    RECEIPT = "receipt"


_PERFORMED = {
    Performance.MONEY: (PerformancePlace.RECEIVING_PARTY, "第十八条", "接收货币一方所在地"),
    Performance.REAL_ESTATE: (PerformancePlace.REAL_ESTATE, "第十八条", "不动产所在地"),
    Performance.OTHER: (PerformancePlace.PERFORMING_PARTY, "第十八条", "履行义务一方所在地"),
    Performance.ONLINE_ELECTRONIC: (PerformancePlace.BUYER, "第二十条", "买受人住所地"),
    Performance.ONLINE_DELIVERED: (PerformancePlace.RECEIPT, "第二十条", "收货地"),
}


class Level(StrEnum):
    """The court of first instance a case belongs to by its value."""

    BASIC = "basic"
    INTERMEDIATE = "intermediate"


class Parties(StrEnum):
    """Where the parties are, as far as the level depends on it."""

    ALL_OR_NONE_IN_PROVINCE = "all_or_none_in_province"
    ONE_OUTSIDE = "one_outside"
    FOREIGN_RELATED = "foreign_related"


_CEILINGS = {
    Parties.ALL_OR_NONE_IN_PROVINCE: "level_jurisdiction_2021.same_province",
    Parties.ONE_OUTSIDE: "level_jurisdiction_2021.one_outside",
    Parties.FOREIGN_RELATED: "foreign_jurisdiction_2022.zhejiang",
}


class Residence(StrEnum):
    """Which home of a natural person decides."""

    DOMICILE = "domicile"
    HABITUAL = "habitual"


class Next(StrEnum):
    """What a court does with a case that is not its own."""

    KEEP = "keep"
    TRANSFER = "transfer"
    ASK_SUPERIOR = "ask_superior"


class NobodyFiled(Refused):
    """Which court filed first can only be told of those that have."""

    code = "rules.jurisdiction.nobody-filed"


def level(amount: Decimal, parties: Parties, *, on: date) -> Finding[Level]:
    """Return the level of first instance by value, in yuan. JUR-01, JUR-02, JUR-03.

    A basic court tries what is below the ceiling; the ceiling itself is the intermediate
    court's (以上 includes it). 民事诉讼法 第十八条.
    """
    from_here = parameter(_CEILINGS[parties], on=on)
    basic = checked(amount) < from_here.decimal
    said = (("标的额", f"{amount:,f}元"), ("中级法院管辖起点", f"{from_here.decimal:,f}元"))
    basis = (cite(_CPL, "第十八条", on=on), from_here.citation)
    return Finding(Level.BASIC if basic else Level.INTERMEDIATE, basis, said)


def residence(*, lived_there_since: date | None, on: date) -> Finding[Residence]:
    """Return which home of a defendant decides. JUR-04; 民事诉讼法 第二十二条.

    The habitual residence, if the person lived there for a year without a break until `on`;
    of several defendants any may be chosen; an organisation is where it has its domicile.
    """
    years = parameter(f"{_CPL}.habitual_residence", on=on)
    habitual = lived_there_since is not None and periods.of(years, lived_there_since).value <= on
    said = ("连续居住", f"{years.whole}年以上" if habitual else f"不满{years.whole}年")
    value = Residence.HABITUAL if habitual else Residence.DOMICILE
    return Finding(value, (cite(_CPL, "第二十二条第一款", on=on),), (said,))


def venue(dispute: Dispute, *, on: date) -> Finding[Venue]:
    """Return the places a kind of dispute may be brought to. JUR-05 JUR-06 JUR-07 JUR-08.

    民事诉讼法 第二十二条至第三十四条. Real estate here includes agricultural contracting, the
    lease of houses, construction and policy housing: 民诉法解释 第二十八条.
    """
    article, exclusive, places = _VENUES[dispute]
    basis: tuple[Citation, ...] = (cite(_CPL, article, on=on),)
    if dispute is Dispute.REAL_ESTATE:
        basis = (*basis, cite(_INTERPRETATION, "第二十八条", on=on))
    return Finding(Venue(places, exclusive), basis, (("专属管辖", "是" if exclusive else "否"),))


def performance_place(what: Performance, *, on: date) -> Finding[PerformancePlace]:
    """Return where a contract that names no place is performed. JUR-06.

    民诉法解释 第十八条, 第二十条.
    """
    where, article, why = _PERFORMED[what]
    return Finding(where, (cite(_INTERPRETATION, article, on=on),), (("合同履行地", why),))


def agreement_holds(
    *, written: bool, connected: bool, breaks_level_or_exclusive: bool, on: date
) -> Finding[bool]:
    """Tell whether the parties' choice of a court holds. JUR-09; 民事诉讼法 第三十五条."""
    holds = written and connected and not breaks_level_or_exclusive
    said = (
        ("书面协议", "是" if written else "否"),
        ("与争议有实际联系的地点", "是" if connected else "否"),
        ("违反级别、专属管辖", "是" if breaks_level_or_exclusive else "否"),
    )
    return Finding(holds, (cite(_CPL, "第三十五条", on=on),), said)


def prevails(filed: tuple[date, ...], *, on: date) -> Finding[int]:
    """Return which of several competent courts prevails: the first to file. JUR-10; 第三十六条.

    By place in `filed`; of two on one day the first named.

    :raises NobodyFiled: if no court has filed the case
    """
    if not filed:
        raise NobodyFiled("还没有法院立案。", field="filed")
    first = filed.index(min(filed))
    said = ("最先立案", f"{filed[first]:%Y-%m-%d}")
    return Finding(first, (cite(_CPL, "第三十六条", on=on),), (said,))


def with_foreign_case(*, competent: bool, was_transferred_here: bool, on: date) -> Finding[Next]:
    """Return what a court does with a case it has filed. JUR-10; 民事诉讼法 第三十七条.

    Transfers it if it is another court's; a court that received it so asks the court above
    and does not transfer it again.
    """
    if competent:
        return Finding(Next.KEEP, (cite(_CPL, "第三十七条", on=on),))
    value = Next.ASK_SUPERIOR if was_transferred_here else Next.TRANSFER
    why = "报请上级法院指定，不得再自行移送" if was_transferred_here else "移送有管辖权的法院"
    return Finding(value, (cite(_CPL, "第三十七条", on=on),), (("移送", why),))


def maritime_court(cause: causes.Cause, *, on: date) -> Finding[str | None]:
    """Return the code of the maritime court a cause belongs to, None if to no such court. JUR-11.

    海事诉讼特别程序法 第四条; the numbers are those of the cause list of that day.
    """
    edition = causes.edition(on=on)
    place = edition.maritime_court
    basis = (cite("maritime_procedure_law", "第四条", on=on), edition.citation)
    if not edition.is_maritime(cause):
        return Finding(None, basis)
    said = ("海事海商案件", f"{cause.name}，由{place.name}（{place.code}）管辖，请向该院起诉")
    return Finding(place.code, basis, (said,))


def is_internet_court_exclusive_here(*, on: date) -> Finding[bool]:
    """Tell whether the Internet Court's exclusive kinds bind this court: never. JUR-12.

    They bind the districts of Hangzhou; this court is in Zhoushan.
    """
    said = ("互联网法院集中管辖", "仅及于杭州市辖区，不及于舟山")
    return Finding(False, (cite("internet_courts_2025", "第一条", on=on),), (said,))


def may_try_ip(designated: bool | None, *, on: date) -> Finding[bool | None]:
    """Tell whether this court tries intellectual property cases. JUR-13.

    `designated` is the court's setting; None is not set, and the answer says which to set.
    """
    known = history("court_settings.ip_designated")
    basis = (cite(_CPL, "第十八条", on=on),)
    if designated is None:
        said = (known.description, f"未能确认，请在法院设置“{known.setting}”中填写（可信度 ML）")
        return Finding(None, basis, (said,), provisional=True)
    return Finding(designated, basis, ((known.description, "是" if designated else "否"),))
