"""协同交接: what each hand-over carries, how it is received, and why it may come back."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path

import yaml

from yunting.lib.errors import Refused
from yunting.rules.citation import cite
from yunting.rules.finding import Finding
from yunting.rules.parameter import parameter

_FILE = Path(__file__).parent.parent / "handover_profiles" / "2026.yaml"


class Reason(StrEnum):
    """Why a hand-over is rejected on its form."""

    NOT_COMPETENT = "R01"
    MISSING_DOCUMENT = "R02"
    UNREADABLE = "R03"
    HASH_OR_SEAL_INVALID = "R04"
    INVENTORY_MISMATCH = "R05"
    PERSON_ABSENT = "R06"
    DUPLICATE = "R07"
    TERM_EXPIRED = "R08"
    OTHER = "R09"


_ANYWHERE = frozenset(
    {Reason.UNREADABLE, Reason.HASH_OR_SEAL_INVALID, Reason.DUPLICATE, Reason.TERM_EXPIRED}
)


class State(StrEnum):
    """Where a hand-over stands at the receiver."""

    SENT = "SENT"
    DELIVERED = "DELIVERED"
    FORM_CHECKED = "FORM_CHECKED"
    ACCEPTED = "ACCEPTED"
    SUPPLEMENT_REQUESTED = "SUPPLEMENT_REQUESTED"
    SUPPLEMENTED = "SUPPLEMENTED"
    REJECTED_BACK = "REJECTED_BACK"


_NEXT = {
    State.SENT: frozenset({State.DELIVERED}),
    State.DELIVERED: frozenset({State.FORM_CHECKED}),
    State.FORM_CHECKED: frozenset(
        {State.ACCEPTED, State.SUPPLEMENT_REQUESTED, State.REJECTED_BACK}
    ),
    State.SUPPLEMENT_REQUESTED: frozenset({State.SUPPLEMENTED, State.REJECTED_BACK}),
    State.SUPPLEMENTED: frozenset({State.FORM_CHECKED}),
    State.ACCEPTED: frozenset[State](),
    State.REJECTED_BACK: frozenset[State](),
}


class NoSuchHandover(Refused):
    """There is no hand-over of this number."""

    code = "rules.criminal.no-such-handover"


@dataclass(frozen=True, slots=True)
class Profile:
    """One kind of hand-over: from whom to whom, what it carries, why it may come back."""

    code: str
    name: str
    way: str
    carries: tuple[str, ...]
    returns: frozenset[Reason]


@cache
def profiles() -> dict[str, Profile]:
    """Return every kind of hand-over by its number. B4.4-profiles."""
    raw = yaml.load(_FILE.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return {
        code: Profile(
            code,
            row["name"],
            row["way"],
            tuple(row["carries"]),
            frozenset(Reason(one) for one in row["returns"]),
        )
        for code, row in raw["profiles"].items()
    }


def profile(code: str) -> Profile:
    """Return one kind of hand-over.

    :raises NoSuchHandover: if there is none of that number
    """
    known = profiles().get(code)
    if known is None:
        raise NoSuchHandover("没有这一编号的交接。", field="code")
    return known


def missing(
    code: str, carried: frozenset[str], *, not_applicable: frozenset[str] = frozenset(), on: date
) -> Finding[tuple[str, ...]]:
    """Return what a hand-over must still carry, or say is not applicable. B4.4-profiles.

    :raises NoSuchHandover: if there is none of that number
    """
    known = profile(code)
    left = tuple(one for one in known.carries if one not in carried | not_applicable)
    said = ((known.name, known.way), ("尚缺", "、".join(left) or "无"))
    return Finding(left, (cite("design", "交接清单", on=on),), said)


def may_reject(code: str, reason: Reason, *, on: date) -> Finding[bool]:
    """Tell whether a hand-over may be rejected on its form for a reason. B4.4-returns.

    Unreadable, invalid, double or expired ones always; the rest as the profile says. A return
    for supplementary investigation is no rejection, but an act of its own.
    :raises NoSuchHandover: if there is none of that number
    """
    known = profile(code)
    value = reason in _ANYWHERE | known.returns
    basis = (cite("design", "跨部门接收协议", on=on), cite("design", "交接清单", on=on))
    return Finding(value, basis, ((known.name, reason),))


def may_become(now: State, then: State, *, on: date) -> Finding[bool]:
    """Tell whether a hand-over may pass from one standing to the next. B4.4-protocol."""
    basis = (cite("design", "跨部门接收协议", on=on),)
    return Finding(then in _NEXT[now], basis, ((now.value, then.value),))


def clock_starts(*, accepted: date | None, on: date) -> Finding[date | None]:
    """Return the day the limit of the receiver starts: acceptance, never delivery.

    B4.4-protocol.
    """
    said = ("受理", f"{accepted:%Y-%m-%d}" if accepted else "尚未受理")
    return Finding(accepted, (cite("design", "跨部门接收协议", on=on),), (said,))


class Next(StrEnum):
    """What the sender does while there is no receipt."""

    WAIT = "wait"
    SEND_AGAIN = "send_again"
    PHONE = "phone"


def unacknowledged(sent: datetime, now: datetime) -> Finding[Next]:
    """Return what to do about a message without a receipt. B4.6-message.

    The same number again after half an hour, the telephone after a day.
    """
    day = sent.date()
    again = parameter("design.exchange_retry", on=day)
    phone = parameter("design.exchange_phone", on=day)
    waited = now - sent
    value = Next.WAIT
    if waited >= timedelta(hours=phone.whole):
        value = Next.PHONE
    elif waited >= timedelta(minutes=again.whole):
        value = Next.SEND_AGAIN
    said = (("重发", f"{again.whole}分钟"), ("电话", f"{phone.whole}小时"))
    return Finding(value, (again.citation,), said)


def may_be_online(
    *, kind_allows: bool, prosecutor: bool, accused: bool, defender: bool, on: date
) -> Finding[bool]:
    """Tell whether a criminal hearing may be held online. B4.1-online OL-37.

    在线诉讼规则 第三条第（二）项, 第三十七条: fast-track, parole and the like; all consent.
    """
    basis = (
        cite("online_litigation", "第三条第（二）项", on=on),
        cite("online_litigation", "第三十七条", on=on),
    )
    value = kind_allows and prosecutor and accused and defender
    said = (
        ("案件", "可以在线" if kind_allows else "不可以在线"),
        ("同意", "检察院、当事人、辩护人"),
    )
    return Finding(value, basis, said)


def is_whole_and_continuous(
    segments: tuple[tuple[datetime, datetime], ...], *, on: date
) -> Finding[bool]:
    """Tell whether a recording of a questioning has no gap. C-FIL-6; 刑事诉讼法 第一百二十三条."""
    ordered = sorted(segments)
    gapless = all(later[0] <= earlier[1] for earlier, later in pairwise(ordered))
    value = bool(segments) and gapless
    basis = (cite("criminal_procedure_law", "第一百二十三条", on=on),)
    return Finding(value, basis, (("录音录像", f"{len(segments)}段"),))


class Material(StrEnum):
    """A material with rules of its own on where it may be."""

    ORDINARY = "ordinary"
    PHYSICAL_EXHIBIT = "physical_exhibit"
    TECHNICAL_INVESTIGATION = "technical_investigation"
    STATE_SECRET = "state_secret"  # noqa: S105  (a label, no secret)


class Place(StrEnum):
    """Where a material is kept."""

    FILE = "file"
    STORE_AND_LIST = "store_and_list"
    COMPARTMENT = "compartment"
    NOT_HERE = "not_here"


_PLACES = {
    Material.ORDINARY: (Place.FILE, "design", "电子卷宗"),
    Material.PHYSICAL_EXHIBIT: (Place.STORE_AND_LIST, "criminal_procedure_law", "第二百四十五条"),
    Material.TECHNICAL_INVESTIGATION: (
        Place.COMPARTMENT,
        "criminal_procedure_law",
        "第一百五十二条",
    ),
    Material.STATE_SECRET: (Place.NOT_HERE, "design", "国家秘密"),
}


def kept_in(material: Material, *, on: date) -> Finding[Place]:
    """Return where a material is kept. C-FIL-5 C-FIL-7 C-FIL-10.

    刑事诉讼法 第一百五十二条, 第二百四十五条.
    """
    place, instrument, number = _PLACES[material]
    return Finding(place, (cite(instrument, number, on=on),), (("材料", material),))
