"""A paper in each of its states, and a run of signatures, made by the court's own acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from tests.cast import AT, Cast, acting
from tests.papers import pressed
from yunting.core import bulk, documents, signing
from yunting.core.actor import Actor
from yunting.core.models import Bulk, Case, Document, Event, Side
from yunting.filing import documents as papers
from yunting.filing.models import Filing
from yunting.filing.selectors import contexts
from yunting.project.handoffs import filing_documents

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Papers:
    """One of each, and a run in which one was signed and one refused."""

    prepared: Document
    issued: Document
    sealed: Document
    superseded: Document
    successor: Document
    recalled: Document
    run: Bulk


def build(cast: Cast, case: Case, refused: Filing, other: Filing) -> Papers:
    """Make them; the press seals what is to be sealed."""
    sealed, superseded, recalled = (_notice(cast, case) for _ in range(3))
    pressed()
    superseded.refresh_from_db()
    successor = documents.supersede(
        superseded,
        contexts.acceptance(case),
        reason="原告名称有误，按营业执照更正",
        by=acting(cast.sun, case.matter),
        at=AT + DAY,
    )
    pressed()
    recalled.refresh_from_db()
    documents.recall(
        recalled, reason="误发给了案外人", by=acting(cast.sun, case.matter), at=AT + DAY
    )
    prepared, signed = ruling(refused), ruling(other)
    pairs = [(signed, signed.context_sha256), (sealed, "")]
    run = signing.sign_each(pairs, by=acting(cast.zhou), at=AT)
    bulk.carry_on(bulk=run.pk)
    pressed()
    issued = _notice(cast, case)
    for paper in (prepared, issued, sealed, superseded, successor, recalled):
        paper.refresh_from_db()
    return Papers(prepared, issued, sealed, superseded, successor, recalled, run)


def ruling(filing: Filing) -> Document:
    """Return the ruling of non-acceptance that a colleague has proposed for a filing."""
    event = Event.objects.filter(matter=filing.matter, kind="filing.refusal-drafted").latest("id")
    filing_documents.draw_up_the_refusal(event)
    return Document.objects.get(matter=filing.matter, kind=papers.REFUSAL.name)


def _notice(cast: Cast, case: Case) -> Document:
    return documents.issue(
        papers.ACCEPTANCE,
        contexts.acceptance(case),
        matter=case.matter,
        case=case,
        to=cast.zhang.person,
        side=Side.CLAIMING,
        by=Actor.court(),
        at=AT,
        asked_by=cast.sun,
    )
