"""What the neighbours tell of messages, mail and letters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from yunting.core import callbacks, messages
from yunting.core.models import Message
from yunting.delivery.models import Attempt
from yunting.delivery.models.address import Channel
from yunting.delivery.models.service import UNSERVED
from yunting.delivery.services import ladder, tracing
from yunting.lib import clock, envelope


def text_arrived(message: Message, receipt: messages.Receipt) -> None:
    """Take the receipt of a text: of every service it was sent for."""
    at = clock.now()
    for attempt in tracing.message_attempts(message):
        if receipt.is_delivered:
            tracing.record_arrival(attempt, arrived=receipt.at, how="短信网关回执", at=at)
        else:
            reason = receipt.reason or "短信没有送到"
            tracing.record_failure(attempt, failed=receipt.at, reason=reason, at=at)


def text_answered(reply: envelope.Message, *, at: datetime) -> Mapping[str, Any]:
    """Take the answer somebody sent to a text: of the newest paper sent to that number.

    :raises UnknownReceipt: if nothing was sent to that number
    """
    number, said = str(reply.body.get("from", "")), str(reply.body.get("text", ""))
    sent = Attempt.objects.filter(method=Channel.SMS, address=number).order_by("-id")
    attempt = sent.filter(service__state__in=UNSERVED).first() or sent.first()
    if attempt is None:
        raise tracing.UnknownReceipt("没有向这个号码送达过文书。", remedy="请核对号码。")
    replied = messages.time_of(reply, at=at)
    tracing.record_reply(attempt, replied=replied, said=said, at=at)
    return {}


def mail_arrived(receipt: envelope.Message, *, at: datetime) -> Mapping[str, Any]:
    """Take the receipt of an e-mail: arrived at its server, or come back.

    :raises UnknownReceipt: if this court never sent it
    """
    reference = str(receipt.body.get("reference", ""))
    attempt = tracing.attempt_of(reference, Channel.EMAIL)
    when = messages.time_of(receipt, at=at)
    if receipt.body.get("status") == "delivered":
        tracing.record_arrival(attempt, arrived=when, how="邮件系统回执", at=at)
    else:
        reason = str(receipt.body.get("reason", "")) or "邮件退回"
        tracing.record_failure(attempt, failed=when, reason=reason, at=at)
    return {}


def letter_returned(receipt: envelope.Message, *, at: datetime) -> Mapping[str, Any]:
    """Take the return receipt of a letter.

    :raises UnknownReceipt: if this court never posted it
    """
    attempt = tracing.attempt_of(str(receipt.body.get("reference", "")), Channel.POST)
    ladder.record_post(
        attempt,
        signed=receipt.body.get("status") == "signed",
        by_whom=str(receipt.body.get("by", "")),
        reason=str(receipt.body.get("reason", "")),
        when=messages.time_of(receipt, at=at),
        at=at,
    )
    return {}


messages.watch(text_arrived)
callbacks.register("sms", "sms.reply", text_answered)
callbacks.register("mail", "mail.receipt", mail_arrived)
callbacks.register("post", "post.receipt", letter_returned)
