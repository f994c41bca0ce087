"""A receipt anybody can check: that it is the court's, when, and where it stands in the log."""

from dataclasses import dataclass
from datetime import datetime

from yunting.core.models import Event, Matter
from yunting.core.receipts import receipt_of
from yunting.filing.models import Lodgement, Submission
from yunting.lib import codes

KINDS = (
    "filing.submitted",
    "filing.corrected",
    "filing.answer-submitted",
    "filing.objection-raised",
    "filing.extension-asked",
)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What anyone may know of a submission by its code: nothing of who or about what."""

    matter: Matter
    what: str
    court: str
    at: datetime
    run: int | None
    sha256: str
    leaf: str
    placed: str


Sent = Submission | Lodgement


def event_of(sent: Sent) -> Event:
    """Return the fact that recorded what was sent."""
    _, matter, _ = _described(sent)
    return Event.objects.get(matter=matter, kind__in=KINDS, account=sent.account_id, at=sent.at)


def by_code(code: str) -> Receipt | None:
    """Return what anyone may know of a receipt; None if there is none such.

    :raises BadCode: if it cannot be a code of ours
    """
    sent = _sent(codes.parse(code))
    if sent is None:
        return None
    place = receipt_of(event_of(sent))
    what, matter, run = _described(sent)
    return Receipt(
        matter=matter,
        what=what,
        court=matter.court.name,
        at=sent.at,
        run=run,
        sha256=sent.sha256,
        leaf=place.code,
        placed="尚在排队，稍后再查" if place.index is None else f"第{place.index + 1}条",
    )


def fact_of(matter: Matter, code: str) -> Event | None:
    """Return the fact that recorded a submission of this matter, by its receipt; two queries.

    :raises BadCode: if it cannot be a code of ours
    """
    sent = _sent(codes.parse(code))
    if sent is None:
        return None
    _, held, _ = _described(sent)
    return event_of(sent) if held == matter else None


def _described(sent: Sent) -> tuple[str, Matter, int | None]:
    """Return what was sent, in which matter, and the run of a complaint."""
    if isinstance(sent, Lodgement):
        return sent.get_kind_display(), sent.matter, None
    return "起诉材料", sent.filing.matter, sent.run


def _sent(code: str) -> Sent | None:
    complaint = Submission.objects.filter(receipt=code).select_related("filing__matter__court")
    lodged = Lodgement.objects.filter(receipt=code).select_related("matter__court")
    return complaint.first() or lodged.first()
