"""Two neighbours: the identity register, and the SMS service that carries codes to phones.

Both are asked while somebody waits. A code goes straight to the SMS service and is never kept: in
the outbox it would stand readable long after its five minutes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final
from uuid import uuid4

from django.conf import settings

from yunting.core import circuits, gateways, wire
from yunting.core.models import OutboxMessage
from yunting.lib import clock
from yunting.lib.envelope import Message

REGISTER: Final = "identity"
SMS: Final = "sms"
DEREGISTERED: Final = frozenset({"注销", "吊销"})
DIFFERS: Final = {"name": "单位名称", "legal_representative": "法定代表人"}
_KEY: Final = "identity-check"


class Result(StrEnum):
    """What the register says."""

    MATCHED = "match"
    MISMATCHED = "mismatch"
    UNKNOWN = "unknown"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the register says, and which of the things asked it has otherwise."""

    result: Result
    differs: tuple[str, ...] = ()


class Silent(Exception):
    """The neighbour did not answer in time, or not in a way that can be understood."""


def check_person(name: str, number: str, *, check: int) -> Answer:
    """Ask whether a name and a resident number belong together.

    :raises Silent: if there is no answer yet; the worker asks again
    """
    return _ask("identity.person", {"name": name, "number": number}, check=check)


def check_organisation(name: str, code: str, legal_representative: str, *, check: int) -> Answer:
    """Ask whether an organisation's name, credit code and legal representative belong together.

    :raises Silent: if there is no answer yet; the worker asks again
    """
    body = {"name": name, "code": code, "legal_representative": legal_representative}
    return _ask("identity.organisation", body, check=check)


def read_answer(body: Mapping[str, Any]) -> Answer:
    """Return what an answer of the register says.

    :raises Silent: if it cannot be understood
    """
    try:
        result = Result(body["result"])
        differs = tuple(DIFFERS[name] for name in body.get("differs", ()) if name in DIFFERS)
    except (KeyError, TypeError, ValueError) as error:
        raise Silent("an answer nobody understands") from error
    if result is Result.MATCHED and body.get("state") in DEREGISTERED:
        return Answer(Result.GONE)
    return Answer(result, differs)


def check_asked_about(answer: Message) -> int | None:
    """Return which check a late answer belongs to; None if it answers no check."""
    asked = OutboxMessage.objects.filter(message_id=answer.correlation).first()
    if asked is None or not asked.key.startswith(f"{_KEY}:"):
        return None
    return int(asked.key.split(":")[1])


def send_code(phone: str, code: str, *, minutes: int, check_line: str) -> None:
    """Have a code sent to a phone; `check_line` says how to check that it is the court's.

    :raises Silent: if the SMS service did not take it
    """
    text = (
        f"【{settings.COURT_NAME}】登录验证码{code}，{minutes}分钟内有效，不要告诉任何人。"
        f"{check_line}"
    )
    body = {"to": phone, "text": text, "receipt": "no"}
    at = clock.machine_now()
    if circuits.is_open(SMS, at=at):
        raise Silent(SMS)
    try:
        wire.transmit(
            Message(uuid4(), "sms.send", settings.COURT_ID, SMS, body), timeout=gateways.PATIENCE
        )
    except wire.Silent as error:
        circuits.failed(SMS, at=at)
        raise Silent(SMS) from error
    except wire.TurnedDown as error:
        circuits.answered(SMS, at=at)
        raise Silent(SMS) from error
    circuits.answered(SMS, at=at)


def _ask(type_: str, body: Mapping[str, str], *, check: int) -> Answer:
    try:
        answer = gateways.ask(REGISTER, type_, body, key=f"{_KEY}:{check}")
    except (gateways.NeighbourSilent, gateways.NeighbourUnwilling) as silence:
        raise Silent(REGISTER) from silence
    return read_answer(answer)
