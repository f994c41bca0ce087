"""Who takes over from whom: the whole flow between pillars is the lists in this package."""

from yunting.core import events, lapses
from yunting.project.handoffs import (
    clock_delivery,
    clock_feedback,
    clock_filing,
    clock_money,
    core_case_file,
    defence_messages,
    delivery_delivery,
    delivery_filing,
    delivery_money,
    document_delivery,
    evidence_messages,
    feedback_messages,
    filing_delivery,
    filing_documents,
    filing_filing,
    filing_helping,
    filing_messages,
    filing_money,
    money_documents,
    money_filing,
    money_messages,
    money_money,
)

FACTS = (
    *filing_filing.HANDOFFS,
    *filing_documents.HANDOFFS,
    *filing_helping.HANDOFFS,
    *filing_messages.HANDOFFS,
    *defence_messages.HANDOFFS,
    *evidence_messages.HANDOFFS,
    *filing_delivery.HANDOFFS,
    *document_delivery.HANDOFFS,
    *delivery_delivery.HANDOFFS,
    *delivery_filing.HANDOFFS,
    *core_case_file.HANDOFFS,
    *filing_money.HANDOFFS,
    *delivery_money.HANDOFFS,
    *money_filing.HANDOFFS,
    *money_messages.HANDOFFS,
    *money_documents.HANDOFFS,
    *money_money.HANDOFFS,
    *feedback_messages.HANDOFFS,
)
LAPSES = (
    *clock_filing.LAPSES,
    *clock_delivery.LAPSES,
    *clock_money.LAPSES,
    *clock_feedback.LAPSES,
)

_connected: list[bool] = []


def connect() -> None:
    """Connect every handoff; called once when the project starts."""
    if _connected:
        return
    _connected.append(True)
    for fact, when, to in FACTS:
        events.hand_off(fact, when, to)
    for kind, effect in LAPSES:
        lapses.on_lapse(kind, effect)
