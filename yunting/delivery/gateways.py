"""E-mail and the robots of DingTalk and WeCom: one adapter over apprise, and the post.

A robot answers only that it took the words: arrival is never presumed from that. E-mail tells by a
receipt of the mail neighbour. Nothing that leaves names the matter (core/messages.py).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import httpx
from django.conf import settings

from yunting.core import outbox, wire
from yunting.core.models import Matter, OutboxMessage
from yunting.delivery.models.address import Channel

POST = "post"
SUBJECT = "法院消息"
# It writes addresses and tokens to its log; ours says no such thing.
logging.getLogger("apprise").setLevel(logging.CRITICAL)


def deliver(channel: Channel, address: str, *, text: str, reference: UUID) -> bool:
    """Hand one message to a channel's gateway; False if it did not take it.

    The same reference may be sent again after a kill; it names the same message.
    """
    return SENDERS[channel](address, text, reference)


def _mail(address: str, text: str, reference: UUID) -> bool:
    try:
        server = urlsplit(settings.MAIL_URL or _training_mail())
    except httpx.HTTPError:
        return False
    plugin = _plugin("email.base", "NotifyEmail")(
        host=server.hostname,
        port=server.port,
        user=server.username,
        password=server.password,
        smtp_host=server.hostname,
        from_addr=settings.MAIL_FROM,
        secure_mode="starttls" if server.scheme == "smtps" else "insecure",
        targets=[address],
        headers={"X-Yunting-Reference": str(reference)},
    )
    return bool(plugin.notify(title=SUBJECT, body=text))


def _dingtalk(token: str, text: str, reference: UUID) -> bool:
    robot = _plugin("dingtalk", "NotifyDingTalk")(token=token)
    robot.notify_url = _robots(settings.DINGTALK_URL, "dingtalk?access_token={token}") or (
        robot.notify_url
    )
    return bool(robot.notify(title="", body=text))


def _wecom(key: str, text: str, reference: UUID) -> bool:
    robot = _plugin("wecombot", "NotifyWeComBot")(key=key)
    if address := _robots(settings.WECOM_URL, "wecom?key={key}"):
        robot.api_url = address.format(key=key)
    return bool(robot.notify(title="", body=text))


SENDERS: dict[Channel, Callable[[str, str, UUID], bool]] = {
    Channel.EMAIL: _mail,
    Channel.DINGTALK: _dingtalk,
    Channel.WECOM: _wecom,
}


def post(body: dict[str, Any], *, reference: UUID, matter: Matter) -> OutboxMessage:
    """Order the carriage of one letter, with the act that posts it."""
    told = {**body, "reference": str(reference)}
    return outbox.send(POST, "post.send", told, key=f"letter:{reference}", matter=matter)


def _robots(chosen: str, training: str) -> str:
    """Return where robots are: as set, the neighbours in training, empty for the service's own."""
    if chosen or not settings.TRAINING:
        return chosen
    return f"{settings.NEIGHBOURS_URL}/robots/{training}"


def _plugin(module: str, name: str) -> Any:
    """Load a plug-in of apprise: 27 MB that only the worker that sends needs."""
    return getattr(import_module(f"apprise.plugins.{module}"), name)


def _training_mail() -> str:
    """Ask the training neighbours where their mail server listens."""
    found = wire.client().get(f"{settings.NEIGHBOURS_URL}/admin/mail")
    return f"smtp://127.0.0.1:{found.raise_for_status().json()['port']}"
