"""Show the court's time, and in a training court put it forward or set it anew."""

import re
from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from yunting.core import court_time
from yunting.core.actor import Actor, Channel
from yunting.core.roles import Role
from yunting.lib import clock
from yunting.lib.errors import Refused

_SPAN = re.compile(r"\+(\d{1,5})([dh])", re.ASCII)


def instant(text: str, *, now: datetime) -> datetime:
    """Return the instant meant by `2026-03-09`, `2026-03-09T10:00`, `+7d` or `+12h`.

    :raises ValueError: if it is none of these
    """
    span = _SPAN.fullmatch(text)
    if span:
        n = int(span[1])
        return now + (timedelta(days=n) if span[2] == "d" else timedelta(hours=n))
    named = datetime.fromisoformat(text)
    return named if named.tzinfo else named.replace(tzinfo=clock.ZONE)


class Command(BaseCommand):
    """`yunting court-time show`, `advance TO`, `reset TO`."""

    help = "Show court time; in a training court, advance it to an instant or reset it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to do, and an instant such as 2026-03-09T10:00 or +7d."""
        parser.add_argument("what", choices=("show", "advance", "reset"))
        parser.add_argument("to", nargs="?", help="2026-03-09, 2026-03-09T10:00, +7d, +12h")

    def handle(self, *args: Any, what: str, to: str | None, **options: Any) -> None:
        """Do it and print the court's time."""
        by = Actor(None, None, frozenset({Role.OPERATOR}), channel=Channel.STAFF)
        try:
            if what == "advance":
                lapsed = court_time.advance(self._instant(to), by=by)
                self.stdout.write(f"{lapsed} deadline(s) lapsed on the way")
            elif what == "reset":
                court_time.reset(self._instant(to), by=by)
        except Refused as refused:
            raise CommandError(refused.message) from refused
        now = court_time.show().astimezone(clock.ZONE)
        self.stdout.write(f"court time {now:%Y-%m-%d %H:%M:%S %z}")
        self.stdout.write(f"machine time + {court_time.offset()}")

    def _instant(self, to: str | None) -> datetime:
        if to is None:
            raise CommandError("say to when: 2026-03-09T10:00 or +7d")
        try:
            return instant(to, now=court_time.show())
        except ValueError as error:
            raise CommandError(f"{to} is no time: write 2026-03-09T10:00 or +7d") from error
