"""The only place that reads the clock: court time for the court, machine time for the machine."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")


def machine_now() -> datetime:
    """Return the machine's instant in UTC: for log-in, sessions, heartbeat and back-off only."""
    return datetime.now(UTC)  # noqa: TID251  (the one reader)


_provider: Callable[[], datetime] = machine_now


def provide(provider: Callable[[], datetime]) -> None:
    """Set where court time comes from; called once by the project when it starts."""
    global _provider
    _provider = provider


def now() -> datetime:
    """Return the court's instant in UTC. Call it at the edges only; services take `at`."""
    return _provider()


def day_of(at: datetime) -> date:
    """Return the court's calendar day (Asia/Shanghai) of an instant."""
    return at.astimezone(ZONE).date()
