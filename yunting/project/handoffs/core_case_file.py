"""A dispute's file is bound anew when something in it changes, for whoever had it bound before."""

from yunting.core import case_file_building
from yunting.core.document_facts import DocumentRecalled, DocumentSealed, DocumentSuperseded
from yunting.core.events import When
from yunting.core.file_facts import FilePassed
from yunting.core.misfiling_facts import (
    ItemMovedAway,
    ItemMovedIn,
    ItemReplaced,
    ItemRestored,
    ItemStruck,
)
from yunting.core.models import Event
from yunting.core.sealing_facts import SealedOff, Unsealed
from yunting.filing.events import (
    AnswerSubmitted,
    EvidenceDisclosed,
    FilingCorrected,
    FilingSubmitted,
)


def bind_anew(event: Event) -> None:
    """Queue the binding for everybody who has asked for it in this dispute."""
    if event.matter is not None:
        case_file_building.rebuild(event.matter, at=event.at)


CHANGES = (
    *(DocumentSealed, DocumentSuperseded, DocumentRecalled, FilePassed),
    *(ItemStruck, ItemReplaced, ItemMovedAway, ItemMovedIn, ItemRestored),
    *(SealedOff, Unsealed),
    *(FilingSubmitted, FilingCorrected, AnswerSubmitted, EvidenceDisclosed),
)
HANDOFFS = tuple((fact, When.AFTER, bind_anew) for fact in CHANGES)
