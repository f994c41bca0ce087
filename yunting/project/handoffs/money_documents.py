"""What follows from signing a decision on relief from a fee: what it says, with its signature."""

from __future__ import annotations

from yunting.core.actor import Actor
from yunting.core.document_facts import DocumentIssued
from yunting.core.events import When, fact_of
from yunting.core.models import Document, Event
from yunting.money.selectors.relief import DECISIONS
from yunting.money.services import relief


def take_effect(event: Event) -> None:
    """Grant or refuse relief as the signed paper says; the record names who signed."""
    fact = fact_of(event)
    if isinstance(fact, DocumentIssued) and fact.kind_ in DECISIONS and event.account is not None:
        document = Document.objects.select_related("matter__court").get(pk=fact.document)
        by = Actor.of(event.account, event.matter)
        relief.take_effect(document, by=by, at=event.at)


HANDOFFS = ((DocumentIssued, When.TOGETHER, take_effect),)
