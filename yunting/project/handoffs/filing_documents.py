"""Papers that follow from filing, and what follows from signing one.

The order takes effect with its signature: refusing a filing or transferring a case is one with the
signing of its ruling, so those two are in the same transaction.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from yunting.core.actor import Actor
from yunting.core.document_facts import DocumentDiscarded, DocumentIssued
from yunting.core.events import When, fact_of
from yunting.core.models import Document, Event
from yunting.filing import documents as papers
from yunting.filing import events
from yunting.filing.forms.catalogue import CATALOGUE, entry
from yunting.filing.forms.complaint import written
from yunting.filing.models import Filing, FilingState, Submission
from yunting.filing.selectors.rulings import RULINGS
from yunting.filing.selectors.submissions import latest
from yunting.filing.services import issuing, review, ruling, withdrawal


def give_a_receipt(event: Event) -> None:
    """Give a receipt for what was sent."""
    fact = fact_of(event)
    if isinstance(fact, events.FilingSubmitted | events.FilingCorrected):
        sent = Submission.objects.select_related("filing__matter__court", "account__person")
        issuing.issue_receipt(sent.get(receipt=fact.receipt), by=Actor.court(), at=event.at)


def tell_the_plaintiffs(event: Event) -> None:
    """Give the plaintiffs what goes with an acceptance."""
    if event.case is not None:
        issuing.issue_to_plaintiffs(
            event.case, asked_by=event.account, by=Actor.court(), at=event.at
        )


def tell_the_defendants(event: Event) -> None:
    """Give the defendants their notices once it is known who tries the case."""
    if event.case is not None:
        issuing.issue_to_defendants(
            event.case, asked_by=event.account, by=Actor.court(), at=event.at
        )


def tell_of_new_judges(event: Event) -> None:
    """Tell everybody who tries the case now."""
    if event.case is not None:
        issuing.tell_new_judges(event.case, by=Actor.court(), at=event.at)


def draw_up_the_refusal(event: Event) -> None:
    """Put the ruling that was proposed before who signs it."""
    fact = fact_of(event)
    filing = _filing_of(event)
    if isinstance(fact, events.RefusalDrafted) and filing is not None:
        issuing.prepare_refusal(
            filing,
            ground=fact.ground,
            reason=fact.reason,
            claims=_claims(filing),
            asked_by=event.account,
            by=Actor.court(),
            at=event.at,
        )


def drop_the_refusal(event: Event) -> None:
    """Give the prepared ruling up with the proposal."""
    fact = fact_of(event)
    filing = _filing_of(event)
    if isinstance(fact, events.RefusalTakenBack) and filing is not None:
        issuing.drop_refusal(filing, reason=fact.reason, by=Actor.court(), at=event.at)


def take_effect(event: Event) -> None:
    """Do what a signed order orders."""
    fact = fact_of(event)
    if isinstance(fact, DocumentIssued) and fact.kind_ in EFFECTS:
        EFFECTS[fact.kind_](event, _document(fact.document))


def _refuse(event: Event, order: Document) -> None:
    filing = _filing_of(event)
    if filing is not None:
        issuing.refuse(filing, order, by=Actor.court(), at=event.at)


def _transfer(event: Event, order: Document) -> None:
    if event.case is not None:
        issuing.transfer(event.case, order, by=Actor.court(), at=event.at)


def _deem_withdrawn(event: Event, order: Document) -> None:
    if event.case is not None:
        withdrawal.take_effect(event.case, order, by=Actor.court(), at=event.at)


def _rule(event: Event, order: Document) -> None:
    # A ruling is its judge's: the record of the objection names who signed.
    if event.account is not None:
        by = Actor.of(event.account, event.matter)
        ruling.take_effect(order, by=by, at=event.at)


EFFECTS: dict[str, Callable[[Event, Document], None]] = {
    papers.REFUSAL.name: _refuse,
    papers.TRANSFER.name: _transfer,
    papers.DEEMED_WITHDRAWN.name: _deem_withdrawn,
    **dict.fromkeys(RULINGS, _rule),
}


def go_on_with_the_review(event: Event) -> None:
    """Take the proposal back when nobody signs its ruling: the review goes on."""
    fact = fact_of(event)
    if isinstance(fact, DocumentDiscarded) and fact.kind_ == papers.REFUSAL.name:
        filing = Filing.objects.filter(
            matter=event.matter, state=FilingState.REFUSAL_DRAFTED
        ).first()
        if filing is not None:
            review.take_back_refusal(filing, reason=fact.reason, by=Actor.court(), at=event.at)


def _document(pk: int) -> Document:
    return Document.objects.select_related("matter__court").get(pk=pk)


def _filing_of(event: Event) -> Filing | None:
    rows = Filing.objects.filter(matter=event.matter).select_related("matter__court")
    return rows.order_by("-id").first()


def _claims(filing: Filing) -> tuple[str, ...]:
    """Return what the filer asks for, as the complaint tells it."""
    if filing.form not in CATALOGUE:
        return ()
    values = json.loads(bytes(latest(filing).body))["values"]
    return written(entry(filing.form).form, values).claims


HANDOFFS = (
    (events.FilingSubmitted, When.AFTER, give_a_receipt),
    (events.FilingCorrected, When.AFTER, give_a_receipt),
    (events.FilingAccepted, When.AFTER, tell_the_plaintiffs),
    (events.FilingRegisteredByRule, When.AFTER, tell_the_plaintiffs),
    (events.CaseAssigned, When.AFTER, tell_the_defendants),
    (events.CaseReassigned, When.AFTER, tell_of_new_judges),
    (events.RefusalDrafted, When.AFTER, draw_up_the_refusal),
    (events.RefusalTakenBack, When.AFTER, drop_the_refusal),
    (DocumentIssued, When.TOGETHER, take_effect),
    (DocumentDiscarded, When.TOGETHER, go_on_with_the_review),
)
