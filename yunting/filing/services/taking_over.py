"""Take over reviews: one, several, or all that an absent colleague has. M7."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from yunting.core.actor import Actor, Retry
from yunting.core.idempotency import KeyReused, once
from yunting.core.models import Account
from yunting.core.procedure import perform
from yunting.core.versions import require_seen
from yunting.filing import events, procedure
from yunting.filing.models import Filing
from yunting.filing.selectors.queue import under_review_of
from yunting.lib.errors import Refused

FIRST_HAND = "此前无人承办"


class NoReasonToTakeOver(Refused):
    """Who takes over a colleague's work says why; the reason stays on the file."""

    code: ClassVar[str] = "no-reason-to-take-over"


class AlreadyYours(Refused):
    """Nobody takes over what is theirs."""

    code: ClassVar[str] = "already-yours"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one filing: taken over, or refused for a reason."""

    filing: Filing
    refusal: Refused | None = None


def take_over(
    filing: Filing, *, reason: str, by: Actor, at: datetime, seen: int | None = None
) -> Filing:
    """Take over a review, from nobody or from a colleague; the record says whose it was and why.

    From nobody, no reason is asked for.

    :raises OutOfOrder: if it is not under review
    :raises NotYours: if the actor is not of the filing division
    :raises AlreadyYours: if the actor has it
    :raises NoReasonToTakeOver: if a colleague has it and no reason is given
    :raises MovedOn: if a colleague has acted since the page was made
    """
    if by.account is None:
        raise TypeError("this act is a person's")
    with perform(procedure.TAKE_OVER, filing, by=by, at=at) as step:
        require_seen(step.subject.matter, seen=seen, by=by)
        before = step.subject.reviewer
        _require_change(before, by.account, reason)
        step.subject.reviewer = by.account
        step.subject.save(update_fields=["reviewer"])
        step.fact = events.FilingTakenOver(
            absent=str(before or ""), reason=reason.strip() or FIRST_HAND
        )
    return step.subject


def take_over_each(
    filings: Iterable[Filing], *, reason: str, by: Actor, at: datetime
) -> tuple[Taken, ...]:
    """Take over several, each an act of its own: one refused does not hold up the others.

    Safe to repeat: under one key each filing is taken over once.

    :raises KeyReused: if the key was used for other content
    """
    return tuple(_taken(filing, reason=reason, by=by, at=at) for filing in filings)


def take_over_queue(
    colleague: Account, *, reason: str, by: Actor, at: datetime
) -> tuple[Taken, ...]:
    """Take over everything a colleague has under review, with one reason, oldest first.

    Safe to repeat: what has been taken over is no longer the colleague's.

    :raises NoReasonToTakeOver: if no reason is given
    :raises KeyReused: if the key was used for other content
    """
    _require_reason(reason)
    return take_over_each(under_review_of(colleague), reason=reason, by=by, at=at)


def _taken(filing: Filing, *, reason: str, by: Actor, at: datetime) -> Taken:
    try:
        once(take_over, filing, reason=reason, by=_holding_own_key(by, filing), at=at)
    except KeyReused:
        raise
    except Refused as refusal:
        return Taken(filing, refusal)
    return Taken(filing)


def _holding_own_key(by: Actor, filing: Filing) -> Actor:
    """Return the actor with a key for this filing alone: one request, many facts."""
    if by.retry is None:
        return by
    own = hashlib.sha256(f"{by.retry.key}\n{filing.pk}".encode()).hexdigest()
    return replace(by, retry=Retry(own, by.retry.digest))


def _require_change(before: Account | None, after: Account, reason: str) -> None:
    if before == after:
        raise AlreadyYours("这件已经由您承办。", remedy="可以直接审查。")
    if before is not None:
        _require_reason(reason)


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise NoReasonToTakeOver(
            "接办同事的材料，必须写明理由。",
            basis=procedure.TAKE_OVER.basis,
            remedy="请写明理由，例如：同事休假。",
            field="reason",
        )
