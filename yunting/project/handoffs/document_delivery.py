"""From a sealed paper to its service, by rule: on whom it addresses, or on every party.

Again when it is replaced; ended when it is taken back.
"""

from __future__ import annotations

from yunting.core.actor import Actor
from yunting.core.audience import Audience, is_kept_from
from yunting.core.document_facts import DocumentRecalled, DocumentSealed
from yunting.core.events import When, fact_of, only_if
from yunting.core.models import Document, DocumentState, Event, Person
from yunting.delivery.models import Service, ServiceState
from yunting.delivery.selectors.parties import parties_of
from yunting.delivery.services import serving

# Proofs and receipts lie on the page of what they prove; nothing starts from them.
NOT_SERVED = ("delivery.", "filing.receipt", "money.fee-receipt")
SUBJECT = Document._meta.label


@only_if(lambda fact: not fact.kind_.startswith(NOT_SERVED))
def serve_it(event: Event) -> None:
    """Serve a sealed paper on the person it addresses, a ruling for all on every party."""
    fact = fact_of(event)
    if not isinstance(fact, DocumentSealed):
        return
    rows = Document.objects.select_related("matter__court", "case", "to")
    document = rows.get(pk=fact.document)
    if document.state != DocumentState.SEALED:
        return
    for party in _addressed(document):
        # Sealed meanwhile. Once it is unsealed it stands among what a clerk has still to serve.
        if not is_kept_from(party, matter=document.matter, what=SUBJECT, ref=document.pk):
            serving.serve(document, to=party, by=Actor.court(), at=event.at)


def _addressed(document: Document) -> list[Person]:
    if document.to is not None:
        return [document.to]
    if document.audience != Audience.PARTIES:
        return []
    return [one.person for one in parties_of(document.matter)]


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
