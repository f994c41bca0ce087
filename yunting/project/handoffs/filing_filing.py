"""What follows within filing: the draw, the exchange of evidence and answers, a case that goes."""

from typing import Any

from yunting.core.actor import Actor
from yunting.core.events import When, fact_of
from yunting.core.models import CaseState, Event
from yunting.filing.events import (
    AnswerSubmitted,
    EvidenceListSubmitted,
    FilingAccepted,
    FilingRegisteredByRule,
    ObjectionRulingEffective,
)
from yunting.filing.models import Answer
from yunting.filing.selectors import evidence as read
from yunting.filing.selectors.parties import rulings_in_effect
from yunting.filing.services import assignment, defence, evidence, ruling


def draw_a_judge(event: Event) -> None:
    """Assign the new case by draw, unless somebody has done so by hand."""
    if event.case is not None and event.case.state == CaseState.REGISTERED:
        assignment.assign(event.case, by=Actor.court(), at=event.at)


def exchange_evidence(event: Event) -> None:
    """Let every party of the case see what was handed in; before acceptance there is nobody."""
    case = event.case or (read.case_of(event.matter) if event.matter else None)
    if case is None:
        return
    for waiting in read.waiting_lists(case):
        evidence.disclose(waiting, case, by=Actor.court(), at=event.at)


def transfer_the_case(event: Event) -> None:
    """End the case here once a ruling that sends it elsewhere is final."""
    for held in rulings_in_effect(event.matter):
        ruling.transfer_case(held, by=Actor.court(), at=event.at)


def show_the_answer(event: Event) -> None:
    """Note that a sent answer lies open to the plaintiffs: their message says so."""
    rows = Answer.objects.select_related("matter", "case", "participation")
    fact: Any = fact_of(event)
    answer = rows.get(sent__receipt=fact.receipt)
    defence.note_answer_shown(answer, by=Actor.court(), at=event.at)


HANDOFFS = (
    (FilingAccepted, When.AFTER, draw_a_judge),
    (FilingRegisteredByRule, When.AFTER, draw_a_judge),
    (FilingAccepted, When.AFTER, exchange_evidence),
    (FilingRegisteredByRule, When.AFTER, exchange_evidence),
    (EvidenceListSubmitted, When.AFTER, exchange_evidence),
    (ObjectionRulingEffective, When.AFTER, transfer_the_case),
    (AnswerSubmitted, When.AFTER, show_the_answer),
)
