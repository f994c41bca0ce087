"""A case whose fee can be asked for, made by the court's own acts."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from tests.cast import AT, Cast, acting
from tests.filing.build import submitted
from yunting.core import events
from yunting.core.actor import Actor
from yunting.core.models import Case, Event
from yunting.filing.events import FilingEscalated
from yunting.filing.services import decision

FEE = Decimal("5596.47")


def accepted(cast: Cast, at: datetime = AT, *, simple: bool = False) -> Case:
    """Return a case 孙 has accepted: 张 against 李 over ¥286,431.50."""
    filing = submitted(cast, at=at)
    by = acting(cast.sun, filing.matter)
    return decision.accept(filing, is_simple=simple, by=by, at=at)


def something_happened(case: Case, day: int = 0) -> Event:
    """Return a fact of the case for money to follow from."""
    fact = FilingEscalated(day=day)
    return events.record(
        fact, matter=case.matter, case=case, by=Actor.clock(), at=AT, basis="法释〔2015〕8号 第八条"
    )
