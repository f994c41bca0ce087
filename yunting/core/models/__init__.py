"""Tables of the core."""

from yunting.core.models.case import Case, CaseNumberSeries, CaseState
from yunting.core.models.court import Court, Division, Post
from yunting.core.models.draft import Draft, DraftValue
from yunting.core.models.event import Event, EventPersonal, HandOff
from yunting.core.models.log import (
    Leaf,
    LeafKind,
    LogEntry,
    LogKey,
    PendingLeaf,
    TreeHead,
    TreeNode,
)
from yunting.core.models.matter import Matter, Participation, Side
from yunting.core.models.person import Account, Mandate, MandateScope, Person, PersonKind
from yunting.core.models.reading import Reading

__all__ = [
    "Account",
    "Case",
    "CaseNumberSeries",
    "CaseState",
    "Court",
    "Division",
    "Draft",
    "DraftValue",
    "Event",
    "EventPersonal",
    "HandOff",
    "Leaf",
    "LeafKind",
    "LogEntry",
    "LogKey",
    "Mandate",
    "MandateScope",
    "Matter",
    "Participation",
    "PendingLeaf",
    "Person",
    "PersonKind",
    "Post",
    "Reading",
    "Side",
    "TreeHead",
    "TreeNode",
]
