"""Answers of the identity register that came after somebody had stopped waiting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from yunting.accounts import gateways
from yunting.accounts.services import identity
from yunting.core import callbacks
from yunting.lib.envelope import Message


def late_answer(message: Message, *, at: datetime) -> Mapping[str, str]:
    """Settle the check a late answer belongs to, unless it has been settled meanwhile."""
    check = gateways.check_asked_about(message)
    if check is not None:
        identity.settle_late(check, gateways.read_answer(message.body), at=at)
    return {}


callbacks.register(gateways.REGISTER, "identity.person.answer", late_answer)
callbacks.register(gateways.REGISTER, "identity.organisation.answer", late_answer)
