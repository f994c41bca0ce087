"""The neighbours' clock: the machine's, moved by the offset the court told."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")


def machine_now() -> datetime:
    """Return the machine's instant."""
    return datetime.now(UTC)  # noqa: TID251  (the neighbours' one reader of the clock)


def court_now(offset: timedelta) -> datetime:
    """Return the court's instant."""
    return machine_now() + offset
