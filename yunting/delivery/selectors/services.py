"""How a service stands: its traces as the rules know them, what was tried, what comes next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from yunting.core.models import Account, Document, DocumentState, Matter
from yunting.delivery.models import Attempt, Service, ServiceState
from yunting.delivery.models.address import Channel
from yunting.delivery.models.service import UNSERVED
from yunting.delivery.selectors import addresses
from yunting.lib import clock
from yunting.rules import service as rules
from yunting.rules.finding import Finding
from yunting.rules.service import Rung

_RUNGS = {
    Channel.CALL: Rung.CALL,
    Channel.POST: Rung.POST,
    Channel.OFFICER: Rung.OFFICER,
    Channel.LEAVING: Rung.OFFICER,
    Channel.ANNOUNCEMENT: Rung.ANNOUNCEMENT,
}
RUNG_NAMES = {
    Rung.ELECTRONIC: "电子送达",
    Rung.CALL: "电话联系",
    Rung.POST: "邮寄送达",
    Rung.OFFICER: "上门送达",
    Rung.ANNOUNCEMENT: "公告送达",
}


@dataclass(frozen=True, slots=True)
class NextRung:
    """What to try next, why, under which article; `rung` is None when nothing is left or needed."""

    rung: Rung | None
    why: str
    basis: str

    @property
    def name(self) -> str:
        """Return what it is called; empty for nothing."""
        return RUNG_NAMES[self.rung] if self.rung else ""


def _day(at: datetime | None) -> date | None:
    return None if at is None else clock.day_of(at)


def trace_of(attempt: Attempt) -> rules.Trace:
    """Return an electronic attempt as the rules know it."""
    return rules.Trace(
        method=rules.Method(attempt.method),
        confirmed=attempt.is_confirmed,
        arrived=_day(attempt.arrived_at),
        read=_day(attempt.read_at),
        replied=_day(attempt.replied_at),
        read_accepted=attempt.read_accepted,
        rebutted=attempt.rebutted,
        proven=attempt.proven_on,
    )


def electronic(service: Service) -> list[Attempt]:
    """Return the electronic attempts of a service, first to last; one query."""
    rows = service.attempts.filter(method__in=addresses.ELECTRONIC).order_by("id")
    return list(rows)


def found(service: Service, *, on: date) -> Finding[rules.Effect | None]:
    """Return what the rules say of a service's electronic attempts; one query."""
    return rules.earliest(tuple(map(trace_of, electronic(service))), on=on)


def rungs_tried(methods: Iterable[str]) -> frozenset[Rung]:
    """Return which steps of the ladder attempts belong to."""
    return frozenset(_RUNGS.get(Channel(one), Rung.ELECTRONIC) for one in methods)


def next_rung(service: Service, *, on: date) -> NextRung:
    """Return what the rule proposes next for a service; five queries."""
    if service.state not in UNSERVED:
        return NextRung(None, "", "")
    if service.state == ServiceState.TO_CONFIRM:
        return NextRung(None, "请先核对阅知记录。", "法释〔2021〕12号 第三十一条")
    reaches = addresses.channels_of(service.to, service.matter, party=service.party, on=on)
    answer = rules.next_rung(
        rungs_tried(service.attempts.values_list("method", flat=True)),
        electronic=any(one.is_electronic for one in reaches),
        missing=service.is_missing,
        procedure=service.case.procedure if service.case else "ordinary",
        on=on,
    )
    return NextRung(answer.value, "；".join(answer.reasons), str(answer.basis[0]))


def has_unopened(account: Account) -> bool:
    """Tell whether a paper served on the account's person waits to be opened; one query."""
    rows = Service.objects.received().filter(to=account.person_id, opened_at__isnull=True)
    return rows.exists()


def papers_of(account: Account) -> QuerySet[Service]:
    """Return every paper served on the account's person, unopened ones first."""
    rows = Service.objects.received().filter(to=account.person_id)
    return rows.select_related("document", "matter", "case", "certificate").order_by(
        "opened_at", "-id"
    )


def to_serve(matter: Matter) -> Iterable[Document]:
    """Return the sealed papers of a matter that nobody has been served with yet; one query."""
    rows = Document.objects.filter(matter=matter, state=DocumentState.SEALED)
    return rows.exclude(services__isnull=False).exclude(kind__startswith="delivery.").order_by("id")


def of_matter(matter: Matter) -> list[Service]:
    """Return the services of a matter with their attempts, newest first; two queries."""
    rows = Service.objects.filter(matter=matter).order_by("-id")
    related = ("document", "to", "party", "case", "matter", "certificate")
    return list(rows.select_related(*related).prefetch_related("attempts"))
