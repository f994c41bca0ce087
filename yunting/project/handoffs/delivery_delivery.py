"""What follows within delivery: its papers, the questions of OL-10, what waited."""

from __future__ import annotations

from typing import Any

from yunting.core.actor import Actor
from yunting.core.events import When, fact_of, only_if
from yunting.core.models import Event
from yunting.delivery.events import consent as said
from yunting.delivery.events import service as events
from yunting.delivery.events.address import AddressConfirmed
from yunting.delivery.models import AddressConfirmation, Service
from yunting.delivery.models.consent import Stage
from yunting.delivery.services import address_paper, addresses, certifying, consents, serving

# Whoever is told of a suit is asked how to go on (在线诉讼规则 第十条): the notice of response.
ASKS = "filing.response-notice"
ASKED_ABOUT = (
    Stage.MEDIATION,
    Stage.EVIDENCE_EXCHANGE,
    Stage.INQUIRY,
    Stage.HEARING,
    Stage.SERVICE,
)


def certify(event: Event) -> None:
    """Issue the certificate of what is served."""
    certifying.certify(_service(event), by=Actor.court(), at=event.at)


def take_back(event: Event) -> None:
    """Take back the certificate of what turned out not to be served."""
    certifying.withdraw(_service(event), by=Actor.court(), at=event.at)


@only_if(lambda fact: fact.document_kind == ASKS)
def ask_how(event: Event) -> None:
    """Ask a party about every stage and its address, from the day it learned of the suit."""
    if event.matter is None:
        return
    # Not `fact.party`: the party may have been linked to a checked person since.
    person = _service(event).party
    consents.ask(event.matter, person, ASKED_ABOUT, case=event.case, by=Actor.court(), at=event.at)
    addresses.ask(event.matter, person, case=event.case, by=Actor.court(), at=event.at)


def give_the_address_paper(event: Event) -> None:
    """Give the paper of an address that was confirmed, unless it has been changed since."""
    rows = AddressConfirmation.objects.current().filter(matter=event.matter, confirmed_at=event.at)
    for found in rows.select_related("matter__court", "case", "person", "agent"):
        hand = str(event.account or event.on_behalf_of or found.person)
        address_paper.give_paper(found, hand=hand, by=Actor.court(), at=event.at)


def send_what_waits(event: Event) -> None:
    """Send what waits for a party once it can be reached: agreed, or an address confirmed. OL-29.

    A word about another stage opens no way.
    """
    if event.matter is not None:
        serving.send_waiting(event.matter, by=Actor.court(), at=event.at)


def _service(event: Event) -> Service:
    fact: Any = fact_of(event)
    return Service.objects.get(pk=fact.service)


HANDOFFS = (
    (AddressConfirmed, When.AFTER, give_the_address_paper),
    (events.ServiceEffective, When.AFTER, certify),
    (events.ServiceEffective, When.AFTER, ask_how),
    (events.ServiceRedated, When.AFTER, certify),
    (events.ServiceRebutted, When.AFTER, take_back),
    (said.ConsentGiven, When.AFTER, send_what_waits),
    (AddressConfirmed, When.AFTER, send_what_waits),
)
