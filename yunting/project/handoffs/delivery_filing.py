"""What service starts in filing: each party's own periods, from the day a paper took effect on it.

And back: what was sent to a name follows the person who turns out to bear it.
"""

from __future__ import annotations

from datetime import date, datetime

from yunting.core import document_content
from yunting.core.actor import Actor
from yunting.core.events import When, fact_of, only_if
from yunting.core.models import Document, Event, Participation, Person
from yunting.delivery.events.service import (
    PostedOut,
    ServiceEffective,
    ServiceRebutted,
    ServiceRedated,
    ServiceSent,
)
from yunting.delivery.models import Service, ServiceState
from yunting.delivery.services import following
from yunting.filing import documents as papers
from yunting.filing import procedure
from yunting.filing.events import AssociationConfirmed, CaseAssociated
from yunting.filing.selectors.parties import ANSWERS, NAMED, SUING, parties_of, party_of
from yunting.filing.selectors.periods import appeal_runs_from, runs_from
from yunting.filing.selectors.rulings import RULINGS, objection_of
from yunting.filing.services import defence, evidence_period, objection

# The papers from whose service a period of the party runs.
BEGINS = frozenset({papers.RESPONSE.name, papers.EVIDENCE.name, *RULINGS})


@only_if(lambda fact: fact.is_first and fact.document_kind in BEGINS)
def begin_periods(event: Event) -> None:
    """Begin the period a paper gives, on the party it binds, at its first effective service.

    Another receiver of the same party begins nothing anew; a paper that replaces one does (ES-10).
    """
    fact = fact_of(event)
    if not isinstance(fact, ServiceEffective) or event.matter is None:
        return
    party = party_of(event.matter, fact.party, (*NAMED, *SUING))
    if party is None:
        return
    if fact.document_kind == papers.RESPONSE.name and party.role in ANSWERS:
        defence.begin_answer_period(party, on=fact.effective_on, by=Actor.court(), at=event.at)
    elif fact.document_kind == papers.EVIDENCE.name:
        evidence_period.begin_evidence_period(
            party,
            on=fact.effective_on,
            days=_days_of(fact.document),
            by=Actor.court(),
            at=event.at,
        )
    elif fact.document_kind in RULINGS and party.role in (*SUING, *ANSWERS):
        _begin_to_appeal(fact.document, party, on=fact.effective_on, at=event.at)


def _begin_to_appeal(document: int, party: Participation, *, on: date, at: datetime) -> None:
    """Begin a party's days to appeal, unless the ruling is final or waits for the court above."""
    held = objection_of(Document.objects.get(pk=document))
    if held.state in procedure.RULING_SERVED:
        objection.begin_appeal_period(held, party, on=on, by=Actor.court(), at=at)


@only_if(lambda fact: fact.document_kind == papers.RESPONSE.name)
def note_copies_sent(event: Event) -> None:
    """Note that the complaint has left for all defendants, by whatever way each is served."""
    if event.case is None:
        return
    left = Service.objects.filter(case=event.case, document__kind=papers.RESPONSE.name)
    left = left.exclude(state__in=(ServiceState.PREPARED, ServiceState.SUPERSEDED))
    sent = set(left.values_list("party", flat=True))
    if all(one.person_id in sent for one in parties_of(event.case, ANSWERS)):
        defence.note_copies_sent(event.case, by=Actor.court(), at=event.at)


def begin_from_the_day_proved(event: Event) -> None:
    """Count the period to answer or to appeal from the day that was proved."""
    fact = fact_of(event)
    if not isinstance(fact, ServiceRedated) or event.matter is None:
        return
    party = party_of(event.matter, fact.party, (*SUING, *ANSWERS))
    if party is None:
        return
    if fact.document_kind in RULINGS and appeal_runs_from(party) == fact.was_on:
        _begin_to_appeal(fact.document, party, on=fact.effective_on, at=event.at)
    elif fact.document_kind == papers.RESPONSE.name and runs_from(party) == fact.was_on:
        defence.begin_answer_period(party, on=fact.effective_on, by=Actor.court(), at=event.at)


def end_what_never_began(event: Event) -> None:
    """End the period to answer of somebody whom the complaint did not reach after all."""
    fact = fact_of(event)
    if not isinstance(fact, ServiceRebutted) or event.matter is None:
        return
    service = Service.objects.select_related("document").get(pk=fact.service)
    party = party_of(event.matter, service.party_id, ANSWERS)
    if party is not None and service.document.kind == papers.RESPONSE.name:
        defence.end_answer_period(party, reason="没有送达", by=Actor.court(), at=event.at)


def _days_of(document: int) -> int:
    """Return how long the notice says the period is."""
    return int(document_content.body(Document.objects.get(pk=document))["days"])


def follow(event: Event) -> None:
    """Let the services and addresses of a name follow the person it was linked to."""
    fact = fact_of(event)
    if not isinstance(fact, CaseAssociated | AssociationConfirmed) or event.matter is None:
        return
    people = Person.objects.in_bulk([fact.before, fact.person])
    following.follow(event.matter, before=people[fact.before], person=people[fact.person])


HANDOFFS = (
    (ServiceEffective, When.AFTER, begin_periods),
    *((fact, When.AFTER, note_copies_sent) for fact in (ServiceSent, PostedOut, ServiceEffective)),
    (ServiceRedated, When.AFTER, begin_from_the_day_proved),
    (ServiceRebutted, When.AFTER, end_what_never_began),
    # A party's papers are the party's: no moment may lie between the link and their following it.
    (CaseAssociated, When.TOGETHER, follow),
    (AssociationConfirmed, When.TOGETHER, follow),
)
