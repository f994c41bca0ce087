"""Ask a neighbour and wait for the answer: the base of every app's gateways."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import httpx

from yunting.core import circuits, outbox, wire
from yunting.core.models import Matter
from yunting.lib import clock
from yunting.lib.errors import Refused

PATIENCE = httpx.Timeout(3, connect=1)
TITLES = {
    "identity": "身份核验系统",
    "sms": "短信系统",
    "witness": "日志见证系统",
    "post": "邮政系统",
    "payment": "诉讼费支付系统",
}


class NeighbourSilent(Refused):
    """A neighbour did not answer in time; the question is kept and asked again by the worker."""

    code: ClassVar[str] = "neighbour-silent"


class NeighbourUnwilling(Refused):
    """A neighbour answered that it will not deal with the question."""

    code: ClassVar[str] = "neighbour-unwilling"


def ask(
    neighbour: str,
    type: str,
    body: Mapping[str, Any],
    *,
    key: str,
    matter: Matter | None = None,
) -> Mapping[str, Any]:
    """Ask now, waiting three seconds, and return the body of the answer.

    Call it before the act's transaction, never inside: a silent neighbour must not hold a lock,
    and the question kept for the worker must not be rolled back. The same question under the same
    key is the same message, so asking again never asks twice. An answer that comes to the worker
    later goes to the handler the app declares in its callbacks.py.

    :raises NeighbourSilent: if there is no answer; the question is kept
    :raises NeighbourUnwilling: if the neighbour refuses the question
    """
    question = outbox.question(neighbour, type, body, key=key)
    at = clock.machine_now()
    if circuits.is_open(neighbour, at=at):
        outbox.keep(question, key=key, matter=matter)
        raise _silent(neighbour)
    try:
        answer = wire.transmit(question, timeout=PATIENCE)
    except wire.Silent as error:
        circuits.failed(neighbour, at=at)
        outbox.keep(question, key=key, matter=matter)
        raise _silent(neighbour) from error
    except wire.TurnedDown as error:
        circuits.answered(neighbour, at=at)
        raise NeighbourUnwilling(
            f"{TITLES.get(neighbour, '对方系统')}没有受理这次核验：{error}。",
            remedy="请核对填写的内容后再试；仍不成功请拨打12368。",
        ) from error
    circuits.answered(neighbour, at=at)
    outbox.settle(question)
    return answer.body


def _silent(neighbour: str) -> NeighbourSilent:
    return NeighbourSilent(
        f"{TITLES.get(neighbour, '对方系统')}暂时没有回应。您填写的内容已保存。",
        remedy="请过几分钟再试，不需要重新填写。",
    )
