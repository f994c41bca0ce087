"""One dispute's service as the clerk sees it: whom, what, how, when, what next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yunting.core.models import Deadline, Document, Matter, Person
from yunting.delivery.models import (
    AddressConfirmation,
    Attempt,
    ReceiverChoice,
    Service,
    ServiceState,
)
from yunting.delivery.selectors import addresses, parties, services
from yunting.delivery.selectors.addresses import Reach


@dataclass(frozen=True, slots=True)
class Receiver:
    """One party with who receives for it, how it can be reached, and its confirmation."""

    party: Person
    role: str
    receivers: tuple[Person, ...]
    choice: ReceiverChoice | None
    reaches: tuple[Reach, ...]
    confirmation: AddressConfirmation | None

    @property
    def is_electronic(self) -> bool:
        """Tell whether papers can go electronically."""
        return any(one.is_electronic for one in self.reaches)


@dataclass(frozen=True, slots=True)
class Row:
    """One service in the table of a dispute."""

    service: Service
    how: str
    when: str
    next: str


@dataclass(frozen=True, slots=True)
class View:
    """Everything of one dispute's service."""

    receivers: tuple[Receiver, ...]
    rows: tuple[Row, ...]
    to_serve: tuple[Document, ...]


def view_of(matter: Matter, *, on: date) -> View:
    """Return a dispute's service; the queries grow with parties and open services only."""
    found = {part.person_id: part for part in parties.parties_of(matter)}
    people = tuple(
        Receiver(
            party=part.person,
            role=str(part.get_role_display()),
            receivers=tuple(parties.receivers_of(matter, part.person)),
            choice=parties.chosen_receiver(matter, part.person),
            reaches=addresses.channels_of(part.person, matter, on=on),
            confirmation=addresses.current(matter, part.person),
        )
        for part in found.values()
    )
    rows = tuple(_row(one, on) for one in services.of_matter(matter))
    return View(people, rows, tuple(services.to_serve(matter)))


def _row(service: Service, on: date) -> Row:
    tried = list(service.attempts.all())
    how = "、".join(dict.fromkeys(str(one.get_method_display()) for one in tried))
    if service.effective_on is not None:
        when = f"{service.effective_on:%Y-%m-%d} 送达"
    else:
        when = f"{tried[-1].at:%Y-%m-%d} 发出" if tried else "还没有发出"
    following = ""
    if service.state in (ServiceState.PREPARED, ServiceState.STUCK):
        following = services.next_rung(service, on=on).name
    elif service.state == ServiceState.TO_CONFIRM:
        following = "核对阅知记录"
    elif service.state == ServiceState.CONTESTED:
        following = "审查异议"
    return Row(service, how, when, following)


def whole(service: Service) -> Service:
    """Return a service with everything its page names; one query."""
    related = ("document", "matter", "case", "to", "party", "certificate")
    return Service.objects.select_related(*related).get(pk=service.pk)


def attempts_of(service: Service) -> list[Attempt]:
    """Return every attempt of a service, the newest first; one query."""
    rows = service.attempts.select_related("account__person", "picture").order_by("-id")
    return list(rows)


def clock_of(service: Service) -> Deadline | None:
    """Return the running wait of a service, if one runs; one query."""
    rows = Deadline.objects.open().of(service).filter(kind__startswith="delivery.")
    return rows.order_by("lapses_at").first()
