"""Tables of the core."""

from yunting.core.models.bulk import Bulk, BulkItem, BulkResult
from yunting.core.models.case import Case, CaseNumberSeries, CaseState
from yunting.core.models.case_file import CaseFile, CaseFileRun
from yunting.core.models.copy_request import CopyRequest, CopyState
from yunting.core.models.court import Court, Division, Post
from yunting.core.models.deadline import Deadline, DeadlineState, Suspension
from yunting.core.models.document import Document, DocumentSeries, DocumentState, Sealing
from yunting.core.models.draft import Draft, DraftValue
from yunting.core.models.event import Event, EventPersonal, HandOff
from yunting.core.models.file import Derived, File, FileKind, FileState, Purpose, ScanState, Upload
from yunting.core.models.log import (
    Leaf,
    LeafKind,
    LogEntry,
    LogKey,
    PendingLeaf,
    TreeHead,
    TreeNode,
)
from yunting.core.models.matter import PUBLIC_EYES, Matter, Participation, Side, Withheld
from yunting.core.models.message import Delivery, Message
from yunting.core.models.misfiling import Ground, Misfiling, MisfilingState
from yunting.core.models.outage import Outage, OutageCause, OutageShift
from yunting.core.models.outbox import (
    Circuit,
    InboundMessage,
    InboundNonce,
    InboundRefusal,
    OutboxMessage,
    OutboxState,
)
from yunting.core.models.person import Account, Mandate, MandateScope, Person, PersonKind
from yunting.core.models.reading import Reading
from yunting.core.models.restriction import Level, Restriction, RestrictionState
from yunting.core.models.time import CourtTime, Heartbeat

__all__ = [
    "PUBLIC_EYES",
    "Account",
    "Bulk",
    "BulkItem",
    "BulkResult",
    "Case",
    "CaseFile",
    "CaseFileRun",
    "CaseNumberSeries",
    "CaseState",
    "Circuit",
    "CopyRequest",
    "CopyState",
    "Court",
    "CourtTime",
    "Deadline",
    "DeadlineState",
    "Delivery",
    "Derived",
    "Division",
    "Document",
    "DocumentSeries",
    "DocumentState",
    "Draft",
    "DraftValue",
    "Event",
    "EventPersonal",
    "File",
    "FileKind",
    "FileState",
    "Ground",
    "HandOff",
    "Heartbeat",
    "InboundMessage",
    "InboundNonce",
    "InboundRefusal",
    "Leaf",
    "LeafKind",
    "Level",
    "LogEntry",
    "LogKey",
    "Mandate",
    "MandateScope",
    "Matter",
    "Message",
    "Misfiling",
    "MisfilingState",
    "Outage",
    "OutageCause",
    "OutageShift",
    "OutboxMessage",
    "OutboxState",
    "Participation",
    "PendingLeaf",
    "Person",
    "PersonKind",
    "Post",
    "Purpose",
    "Reading",
    "Restriction",
    "RestrictionState",
    "ScanState",
    "Sealing",
    "Side",
    "Suspension",
    "TreeHead",
    "TreeNode",
    "Upload",
    "Withheld",
]
