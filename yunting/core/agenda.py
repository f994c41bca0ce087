"""What is due when, as a calendar file any phone can read (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from icalendar import Calendar, Timezone
from icalendar import Event as CalendarEvent

from yunting.core.models import Account, Deadline, DeadlineState, Matter
from yunting.lib import clock

PRODUCT = "-//Yunting//Agenda//ZH"
KEPT_DAYS = 400
GONE = frozenset({DeadlineState.MET, DeadlineState.LIFTED, DeadlineState.RESTARTED})


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a calendar. A `date` is a whole day; `ends` is not part of it.

    The same thing keeps its `uid` for ever and counts its changes in `sequence`.
    """

    uid: str
    title: str
    starts: date | datetime
    ends: date | datetime
    text: str
    sequence: int
    changed_at: datetime
    is_cancelled: bool = False


def of_matter(matter: Matter, *, account: Account) -> tuple[Entry, ...]:
    """Return a matter's periods, as far as the account may see them; one query."""
    return _entries(Deadline.objects.visible_to(account).filter(matter=matter))


def of_account(account: Account, *, on: date) -> tuple[Entry, ...]:
    """Return the periods of every matter the account may see, old ones left out; one query."""
    since = on - timedelta(days=KEPT_DAYS)
    return _entries(Deadline.objects.visible_to(account).filter(ends_on__gte=since))


def _entries(deadlines: QuerySet[Deadline]) -> tuple[Entry, ...]:
    rows = deadlines.select_related("matter", "case").order_by("ends_on", "id")
    return tuple(map(entry_of, rows))


def entry_of(deadline: Deadline) -> Entry:
    """Return a period as the whole day on which it ends."""
    where = deadline.case.number if deadline.case else deadline.matter.code
    return Entry(
        uid=f"deadline-{deadline.pk}@{deadline.matter.code}",
        title=f"{deadline.title}最后一日{'（暂定）' if deadline.is_provisional else ''}（{where}）",
        starts=deadline.ends_on,
        ends=deadline.ends_on + timedelta(days=1),
        text="\n".join((f"{deadline.get_state_display()}，当日24时届满。", *deadline.steps)),
        sequence=deadline.revision,
        changed_at=deadline.changed_at,
        is_cancelled=deadline.state in GONE,
    )


def text(entries: Iterable[Entry], *, name: str) -> bytes:
    """Return a calendar file; its times are Asia/Shanghai."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", str(clock.ZONE))
    calendar.add_component(_zone(clock.ZONE))
    for entry in entries:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def _zone(zone: ZoneInfo) -> Timezone:
    # China has kept one offset since 1991; no case here is older.
    return Timezone.from_tzinfo(zone, first_date=date(1992, 1, 1))


def _event(entry: Entry) -> CalendarEvent:
    event = CalendarEvent()
    event.add("uid", entry.uid)
    event.add("summary", entry.title)
    event.add("description", entry.text)
    event.add("dtstart", _local(entry.starts))
    event.add("dtend", _local(entry.ends))
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if not isinstance(entry.starts, datetime) else "OPAQUE")
    return event


def _local(when: date | datetime) -> date | datetime:
    return when.astimezone(clock.ZONE) if isinstance(when, datetime) else when
