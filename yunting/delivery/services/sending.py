"""Hand an attempt to its gateway: after the act, tried a few times, then given up."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yunting.core import jobs
from yunting.core.messages import notice_of, outside
from yunting.core.models import Message
from yunting.delivery import gateways, settings
from yunting.delivery.models import Attempt
from yunting.delivery.models.address import Channel
from yunting.delivery.services import tracing
from yunting.delivery.services.withheld import is_withheld
from yunting.lib import clock

SEALED = "文书已封存，不向受送达人公开，没有发出"


class NotTaken(Exception):
    """The gateway did not take the message; the worker tries again."""


def transmit(attempt: Attempt, *, at: datetime) -> None:
    """Send one attempt, once; a repeat after it was taken sends nothing.

    A worker killed between sending and marking sends it again under the same reference. What was
    sealed from the receiver meanwhile is not sent: the attempt has failed.

    :raises NotTaken: if the gateway did not take it and it will be tried again
    """
    with transaction.atomic():
        rows = Attempt.objects.select_for_update(no_key=True, of=("self",))
        found = rows.select_related("service", "message__matter", "message__court").get(
            pk=attempt.pk
        )
        if found.sent_at is not None or found.failed_at is not None or found.message is None:
            return
        sealed = is_withheld(found.service)
        if not sealed:
            _hand_over(found, found.message, at=at)
    if found.sent_at is not None:
        return
    if found.tries < settings.SEND_ATTEMPTS and not sealed:
        raise NotTaken(found.method)
    reason = f"{found.get_method_display()}没有接收，已试{found.tries}次"
    tracing.record_failure(found, failed=at, reason=SEALED if sealed else reason, at=at)


def _hand_over(attempt: Attempt, message: Message, *, at: datetime) -> None:
    service = attempt.service
    taken = gateways.deliver(
        Channel(attempt.method),
        attempt.address,
        text=outside(message, notice_of(service.matter, service.case)),
        reference=attempt.reference,
    )
    attempt.tries += 1
    if taken:
        attempt.sent_at, attempt.gateway = at, "对方系统已经接收"
    else:
        attempt.gateway = f"对方系统没有接收（第{attempt.tries}次）"
    attempt.save(update_fields=["tries", "sent_at", "gateway"])


@jobs.job("delivery.send")
def send_attempt(attempt: int) -> None:
    """Send one attempt."""
    transmit(Attempt.objects.get(pk=attempt), at=clock.now())
