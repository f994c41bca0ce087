"""轮候: who comes next when several courts have seized the same thing."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from yunting.rules.citation import cite
from yunting.rules.enforcement.seizure import Kind, last_day
from yunting.rules.finding import Finding

_SEIZURE = "seizure_2004"


@dataclass(frozen=True, slots=True)
class Entry:
    """One seizure in the queue: when it was registered, its receipt number, whether it lapsed."""

    court: str
    registered_at: datetime
    receipt: int
    lapsed_on: date | None = None


class Event(StrEnum):
    """What ends the first seizure."""

    RELEASED = "released"
    EXPIRED = "expired"
    SOLD = "sold"


@dataclass(frozen=True, slots=True)
class Head:
    """The seizure that now counts, and the last day of its own term."""

    court: str
    ends: date
    waiting: tuple[str, ...]


def order(entries: tuple[Entry, ...], *, on: date) -> Finding[tuple[str, ...]]:
    """Return the courts in the order their seizures count. E-SEZ-7 E-SEZ-8; 第二十六条.

    By registration, then by receipt number; one that let its seizure lapse comes last.
    """
    ranked = sorted(
        entries,
        key=lambda one: (one.lapsed_on or date.min, one.registered_at, one.receipt),
    )
    basis = (cite(_SEIZURE, "第二十六条", on=on), cite("design", "轮候顺位", on=on))
    said = ("顺序", "登记在先的在先，漏续的排到最后")
    return Finding(tuple(one.court for one in ranked), basis, (said,))


def after(
    entries: tuple[Entry, ...], event: Event, *, kind: Kind, day: date
) -> Finding[Head | None]:
    """Return the seizure that counts after the first one ended that day, None if none does.

    E-SEZ-7 E-SEZ-8: the earliest in the queue takes effect by itself and its term starts then; a
    sale by the first court ends them all.
    """
    courts = order(entries, on=day)
    if event is Event.SOLD:
        return Finding(None, courts.basis, (("处分", "财产已变价，全部查封消灭"),))
    waiting = courts.value[1:]
    if not waiting:
        return Finding(None, courts.basis, (("轮候", "没有"),))
    term = last_day(kind, day)
    basis = (*courts.basis, *term.basis)
    return Finding(Head(waiting[0], term.value, waiting[1:]), basis, term.because)
