"""A receipt anybody can check: that it is the court's, when, and where it stands in the log."""

from dataclasses import dataclass
from datetime import datetime

from yunting.core.models import Event, Matter
from yunting.core.receipts import receipt_of
from yunting.filing.models import Submission
from yunting.lib import codes

KINDS = ("filing.submitted", "filing.corrected")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What anyone may know of a submission by its code: nothing of who or about what."""

    matter: Matter
    court: str
    at: datetime
    run: int
    sha256: str
    leaf: str
    placed: str


def event_of(submission: Submission) -> Event:
    """Return the fact that recorded a submission."""
    return Event.objects.get(
        matter=submission.filing.matter_id,
        kind__in=KINDS,
        account=submission.account_id,
        at=submission.at,
    )


def by_code(code: str) -> Receipt | None:
    """Return what anyone may know of a receipt; None if there is none such.

    :raises BadCode: if it cannot be a code of ours
    """
    sent = (
        Submission.objects.filter(receipt=codes.parse(code))
        .select_related("filing__matter__court")
        .first()
    )
    if sent is None:
        return None
    place = receipt_of(event_of(sent))
    return Receipt(
        matter=sent.filing.matter,
        court=sent.filing.matter.court.name,
        at=sent.at,
        run=sent.run,
        sha256=sent.sha256,
        leaf=place.code,
        placed="尚在排队，稍后再查" if place.index is None else f"第{place.index + 1}条",
    )


def fact_of(matter: Matter, code: str) -> Event | None:
    """Return the fact that recorded a submission of this matter, by its receipt; two queries.

    :raises BadCode: if it cannot be a code of ours
    """
    sent = Submission.objects.filter(receipt=codes.parse(code), filing__matter=matter)
    found = sent.select_related("filing").first()
    return event_of(found) if found else None
