"""What the court does by itself while it is made: seals papers, sends them, hears that they came.

Papers wait for the evening, so that the press makes those of a day at once on every core. People
read in the evening what reached them; what came last lies unread when the court opens.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from types import TracebackType

from yunting.core import document_press
from yunting.core.actor import Actor
from yunting.core.models import Account, Deadline, DeadlineState, Participation, Sealing
from yunting.core.press.making import Ahead
from yunting.core.roles import Role
from yunting.delivery.models import Attempt, Service, ServiceState
from yunting.delivery.models.address import Channel
from yunting.delivery.services import tracing
from yunting.lib import clock
from yunting.money.deadlines import PREPAYMENT
from yunting.money.models import FeeNotice, FeeState
from yunting.project.training import bank
from yunting.project.training.paid import pay
from yunting.project.training.timeline import carry


class Evening:
    """The press beside everything else; nobody reads what comes at `unread_since` or later.

    `owing` returns the disputes in which nobody pays the fee.
    """

    def __init__(self, *, unread_since: datetime, owing: Callable[[], set[int]]) -> None:
        self._press = Ahead()
        self._begun = 0
        self._unread_since = unread_since
        self._owing = owing

    def __enter__(self) -> Evening:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._press.close()

    def begin(self) -> None:
        """Let the press begin with what was issued, beside whatever is done meanwhile."""
        begun = document_press.orders(after=self._begun)
        self._press.begin(list(begun.values()))
        self._begun = max(begun, default=self._begun)

    def come(self, at: datetime) -> None:
        """Seal what was issued during the day, let it arrive and be read."""
        machine_at = clock.machine_now()
        document_press.press_all(at=at, machine_at=machine_at, press=self._press)
        carry()
        self._let_texts_arrive(at)
        self._let_people_read(at)
        carry()
        self._let_people_pay(at)
        carry()
        bank.compare(at)
        carry()

    def be_the_last(self, at: datetime) -> None:
        """Leave nothing unsealed.

        :raises RuntimeError: if a paper could not be made
        """
        self.come(at)
        while Sealing.objects.exists():
            if Sealing.objects.filter(attempts__gt=0).exists():
                raise RuntimeError("a paper could not be made")
            self.come(at)

    def _let_texts_arrive(self, at: datetime) -> None:
        waiting = Attempt.objects.filter(
            method=Channel.SMS, arrived_at__isnull=True, failed_at__isnull=True
        )
        for attempt in waiting.select_related("service").order_by("id"):
            tracing.record_arrival(attempt, arrived=at, how="短信网关回执", at=at)

    def _let_people_pay(self, at: datetime) -> None:
        served = Deadline.objects.filter(kind=PREPAYMENT.name, state=DeadlineState.RUNNING)
        owed = FeeNotice.objects.filter(state=FeeState.DUE, pk__in=served.values("subject_id"))
        rows = owed.exclude(matter__in=self._owing()).select_related("account__court", "matter")
        for notice in rows.order_by("id"):
            filer = Participation.objects.select_related("person").get(
                matter=notice.matter, role=Role.FILER
            )
            pay(notice, payer=filer.person.name, at=at)

    def _let_people_read(self, at: datetime) -> None:
        if at >= self._unread_since:
            return
        arrived = Service.objects.filter(state=ServiceState.SERVED, opened_at__isnull=True)
        for service in arrived.select_related("matter", "to").order_by("id"):
            account = Account.objects.filter(person=service.to).first()
            if account is not None:
                tracing.open_paper(service, by=Actor.of(account, service.matter), at=at)
