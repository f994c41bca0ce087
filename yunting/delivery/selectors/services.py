"""How a service stands: its traces as the rules know them, what was tried, what comes next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Model, QuerySet

from yunting.core.models import Account, Document, DocumentState, Matter, Message
from yunting.delivery.models import Attempt, Service, ServiceState
from yunting.delivery.models.address import ELECTRONIC, Channel
from yunting.delivery.models.service import UNSERVED
from yunting.delivery.selectors import addresses
from yunting.lib import clock
from yunting.rules.procedures import Procedure
from yunting.rules.service import electronic as rules
from yunting.rules.service.ladder import Rung
from yunting.rules.service.ladder import next_rung as proposed

SEALED_BASIS = "民事诉讼法 第七十一条、第一百五十九条"
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


@dataclass(frozen=True, slots=True)
class Effect:
    """The day a paper counts as served, the rule and the way that make it so, and the reasoning."""

    day: date
    rule: str
    method: Channel
    why: tuple[str, ...]


def message_of(attempt: Attempt) -> rules.Message:
    """Return an electronic attempt as the rules know it.

    Arrival is what a receipt, a reading or an answer shows: it is not presumed from sending.
    """
    seen = (attempt.arrived_at, attempt.read_at, attempt.replied_at)
    return rules.Message(
        confirmed=attempt.is_confirmed,
        arrived_at=min((one for one in seen if one is not None), default=None),
        replied_at=attempt.replied_at,
        read_at=attempt.read_at,
        checked=attempt.read_accepted,
        proved_at=_start_of(attempt.proven_on),
    )


def _start_of(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), tzinfo=clock.ZONE)


def needs_a_look(attempt: Attempt) -> bool:
    """Tell whether a reading waits for a clerk to confirm it (ES-05: never declared by itself)."""
    decided = attempt.read_accepted or attempt.rebutted or attempt.replied_at is not None
    return attempt.read_at is not None and not attempt.is_confirmed and not decided


def electronic(service: Service) -> list[Attempt]:
    """Return the electronic attempts of a service, first to last; one query."""
    rows = service.attempts.filter(method__in=ELECTRONIC).order_by("id")
    return list(rows)


def effect_of(attempts: Iterable[Attempt], *, on: date) -> Effect | None:
    """Return what the rules say of a service's electronic attempts; None if not served.

    What was overturned proves nothing.
    """
    tried = [one for one in attempts if one.method in ELECTRONIC and not one.rebutted]
    each = [(one, rules.served_at(message_of(one), on=on)) for one in tried]
    took = [(found.value, one, found) for one, found in each if found.value is not None]
    if not took:
        return None
    at, first, found = min(took, key=lambda one: one[0])
    day = clock.day_of(at)
    whose = "受送达人提供或者确认" if first.is_confirmed else "未经本人确认"
    why: tuple[str, ...] = (f"送达地址：{whose}",)
    why += (*found.reasons, f"时间：{at.astimezone(clock.ZONE):%Y-%m-%d %H:%M}")
    if len(took) > 1:
        why += rules.earliest(tuple(map(message_of, tried)), on=on).reasons
    articles = "、".join(dict.fromkeys(map(str, found.basis)))
    return Effect(day, _rule(first), Channel(first.method), (*why, f"依据：{articles}"))


def _rule(attempt: Attempt) -> str:
    if attempt.is_confirmed:
        return "ES-04"
    return "ES-05a" if attempt.replied_at is not None else "ES-05b"


def rungs_tried(methods: Iterable[str]) -> frozenset[Rung]:
    """Return which steps of the ladder attempts belong to."""
    return frozenset(_RUNGS.get(Channel(one), Rung.ELECTRONIC) for one in methods)


def next_rung(service: Service, *, on: date) -> NextRung:
    """Return what the rule proposes next for a service; six queries."""
    if service.state not in UNSERVED:
        return NextRung(None, "", "")
    if service.state == ServiceState.TO_CONFIRM:
        return NextRung(None, "请先核对阅知记录。", "法释〔2021〕12号 第三十一条")
    if not Service.objects.open_to_its_side().filter(pk=service.pk).exists():
        return NextRung(None, "文书已封存，不向受送达人公开，解除封存以前不送达。", SEALED_BASIS)
    reaches = addresses.channels_of(service.to, service.matter, party=service.party, on=on)
    answer = proposed(
        rungs_tried(service.attempts.values_list("method", flat=True)),
        electronic=any(one.is_electronic for one in reaches),
        missing=service.is_missing,
        procedure=procedure_of(service),
        on=on,
    )
    return NextRung(answer.value, "；".join(answer.reasons), str(answer.basis[0]))


def procedure_of(service: Service) -> Procedure:
    """Return the procedure of the case a service belongs to; the ordinary one without a case."""
    return Procedure(service.case.procedure) if service.case else Procedure.ORDINARY


def has_unopened(account: Account) -> bool:
    """Tell whether a paper the account's person receives waits to be opened; one query."""
    return Service.objects.received().of(account).filter(opened_at__isnull=True).exists()


def papers_of(account: Account) -> QuerySet[Service]:
    """Return every paper the account's person receives, unopened ones first."""
    rows = Service.objects.received().of(account)
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


def with_paper(row: Model) -> Iterable[Model]:
    """Return what tells of a paper here: its services; of a service its proofs and messages."""
    if isinstance(row, Document):
        return Service.objects.filter(document=row)
    if not isinstance(row, Service):
        return ()
    return (*_certificates(row.certificate), *Message.objects.filter(attempts__service=row))


def _certificates(newest: Document | None) -> Iterable[Document]:
    while newest is not None:
        yield newest
        newest = newest.supersedes
