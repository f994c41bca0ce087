"""From a sealed paper to its service: on whom it addresses, by rule; again when it is replaced."""

from __future__ import annotations

from yunting.core.actor import Actor
from yunting.core.audience import is_kept_from
from yunting.core.document_facts import DocumentRecalled, DocumentSealed
from yunting.core.events import When, fact_of
from yunting.core.models import Document, DocumentState, Event
from yunting.delivery.models import Service, ServiceState
from yunting.delivery.services import serving

# Proofs and receipts lie on the page of what they prove; nothing starts from them.
NOT_SERVED = ("delivery.", "filing.receipt")
SUBJECT = Document._meta.label


def serve_it(event: Event) -> None:
    """Serve a sealed paper on the person it addresses; one that addresses nobody is a clerk's."""
    fact = fact_of(event)
    if not isinstance(fact, DocumentSealed) or fact.kind_.startswith(NOT_SERVED):
        return
    document = Document.objects.select_related("matter", "case", "to").get(pk=fact.document)
    if document.to is None or document.state != DocumentState.SEALED:
        return
    if is_kept_from(document.to, matter=document.matter, what=SUBJECT, ref=document.pk):
        # Sealed meanwhile. Once it is unsealed it stands among what a clerk has still to serve.
        return
    serving.serve(document, to=document.to, by=Actor.court(), at=event.at)


def end_service(event: Event) -> None:
    """End the service of a paper that was taken back."""
    fact = fact_of(event)
    if not isinstance(fact, DocumentRecalled):
        return
    rows = Service.objects.filter(document=fact.document).exclude(state=ServiceState.SUPERSEDED)
    for service in rows.order_by("id"):
        serving.replace(service, reason="文书已撤回", by=Actor.court(), at=event.at)


HANDOFFS = (
    (DocumentSealed, When.AFTER, serve_it),
    (DocumentRecalled, When.AFTER, end_service),
)
