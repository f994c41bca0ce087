"""A case whose fee is asked for, and the bank that says what came, by the court's own acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.cast import AT, Cast, acting, on_stage
from tests.filing.build import submitted
from yunting.core import events
from yunting.core.actor import Actor
from yunting.core.models import Account, Case, Division, Event, Person, PersonKind, Post
from yunting.core.roles import Role
from yunting.filing.events import FilingEscalated
from yunting.filing.services import decision
from yunting.money.models import FeeNotice, Method, Payment
from yunting.money.services import fees, payments, returns
from yunting.money.services.payments import Told

FEE = Decimal("5596.47")
SERVED = date(2026, 3, 2)
# 诉讼费用交纳办法 第二十二条: seven days from the day after.
LAST_DAY = date(2026, 3, 9)
LINES = ("不超过1万元的部分 50元", "合计 5,596.47元")
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Owed:
    """The fee of a case, with those who have to do with it."""

    cast: Cast
    notice: FeeNotice

    @property
    def zhang(self) -> Actor:
        """Who owes it."""
        return acting(self.cast.zhang, self.notice.matter)

    def fresh(self) -> FeeNotice:
        """Return the fee as it stands now."""
        return FeeNotice.objects.select_related("matter__court", "case__court", "account").get(
            pk=self.notice.pk
        )

    def told(self, serial: str = "20260302001", **changed: Any) -> Told:
        """Return the payment of exactly this fee as the bank tells it, with changes."""
        said: dict[str, Any] = {
            "serial": serial,
            "account": self.notice.account.number,
            "reference": self.notice.reference,
            "amount": FEE,
            "payer": "张澄",
            "method": Method.QR,
            "paid_at": AT,
        }
        return Told(**said | changed)

    def pays(self, serial: str = "20260302001", *, at: datetime = AT, **changed: Any) -> Payment:
        """Let the bank tell a payment."""
        told = self.told(serial, **{"paid_at": at, **changed})
        return payments.take(told, court=self.cast.court, at=at)


def accepted(cast: Cast, at: datetime = AT, *, simple: bool = False) -> Case:
    """Return a case 孙 has accepted: 张 against 李 over ¥286,431.50."""
    filing = submitted(cast, at=at)
    by = acting(cast.sun, filing.matter)
    return decision.accept(filing, is_simple=simple, by=by, at=at)


def owed(cast: Cast | None = None, *, served: date | None = None, at: datetime = AT) -> Owed:
    """Return a fee that is asked for, its days running if the notice was `served`."""
    cast = cast or on_stage()
    case = accepted(cast, at)
    notice = fees.notify(
        case, amount=FEE, lines=LINES, basis="诉讼费用交纳办法 第十三条", by=Actor.court(), at=at
    )
    assert notice is not None
    if served is not None:
        notice = fees.begin_period(notice, served_on=served, by=Actor.court(), at=at)
    return Owed(cast, notice)


def keeper(cast: Cast, name: str = "周渔", role: Role = Role.FINANCE) -> Account:
    """Return a colleague who keeps the books."""
    office, _ = Division.objects.get_or_create(court=cast.court, name="综合办公室")
    person = Person.objects.create(kind=PersonKind.NATURAL, name=name)
    account = Account.objects.create(
        handle=f"lawcourt-{name}", person=person, is_court_staff=True, created_at=AT
    )
    Post.objects.create(account=account, division=office, role=role, since=AT)
    return account


def held(told: Owed, serial: str = "20260302009") -> Payment:
    """Return a payment of one yuan too much."""
    return told.pays(serial, amount=FEE + 1)


def proposed(told: Owed, by: Account) -> Payment:
    """Return a held payment somebody proposes to send back."""
    return returns.propose(held(told), reason="金额不符", by=acting(by), at=AT)


def something_happened(case: Case, day: int = 0) -> Event:
    """Return a fact of the case for money to follow from."""
    fact = FilingEscalated(day=day)
    return events.record(
        fact, matter=case.matter, case=case, by=Actor.clock(), at=AT, basis="法释〔2015〕8号 第八条"
    )
