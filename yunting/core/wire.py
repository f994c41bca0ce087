"""One exchange with a neighbour: a signed message goes, a signed answer comes back."""

from __future__ import annotations

from functools import cache
from typing import Any, NoReturn

import httpx
from django.conf import settings

from yunting.core import keys
from yunting.lib import clock, envelope

SLOW = httpx.Timeout(10, connect=2)
TRY_AGAIN = frozenset({408, 425, 429})
# The refusals that a new transmission of the same message can cure.
CURABLE = frozenset({envelope.Reason.STALE, envelope.Reason.REPLAYED})


class Silent(Exception):
    """No answer, or none that can be believed; the same message may be sent again."""


class TurnedDown(Exception):
    """The neighbour will not take this message, however often it is sent."""


@cache
def client() -> httpx.Client:
    """Return the process's HTTP client; it keeps connections and ignores proxy variables."""
    return httpx.Client(timeout=SLOW, trust_env=False)


def transmit(message: envelope.Message, *, timeout: httpx.Timeout = SLOW) -> envelope.Message:
    """Send one transmission and return the verified answer.

    :raises Silent: if there is no answer that can be believed
    :raises TurnedDown: if the neighbour refuses the message for good
    """
    response = _post(message, timeout)
    if settings.TRAINING and _reason(response) == envelope.Reason.STALE:
        # The court's clock was moved; a training neighbour goes by what it was told last.
        tell_time(message.receiver)
        response = _post(message, timeout)
    if response.status_code != httpx.codes.OK:
        _give_up(response)
    answer = _verified(response.content, message)
    if answer.type == "refused":
        raise TurnedDown(str(answer.body.get("message", "refused"))[:200])
    return answer


def tell_time(neighbour: str) -> None:
    """Tell the training neighbours how far the court's clock stands from the machine's.

    :raises Silent: if they do not answer
    """
    offset = (clock.now() - clock.machine_now()).total_seconds()
    _call(f"{settings.NEIGHBOURS_URL}/admin/clock", {"offset_seconds": round(offset, 3)}, neighbour)


def introduce(*, callback: str) -> tuple[str, ...]:
    """Exchange keys with the training neighbours; `callback` is where they reach the court.

    :raises Silent: if they do not answer
    """
    told = {"id": settings.COURT_ID, "public_key": keys.own_public_pem(), "callback": callback}
    answer = _call(f"{settings.NEIGHBOURS_URL}/admin/courts", told, "neighbours")
    for neighbour, pem in answer["keys"].items():
        keys.remember(neighbour, pem)
    return tuple(sorted(answer["keys"]))


def _call(url: str, told: dict[str, Any], neighbour: str) -> dict[str, Any]:
    try:
        response = client().post(url, json=told)
        response.raise_for_status()
        return dict(response.json())
    except (httpx.HTTPError, ValueError) as error:
        raise Silent(f"{neighbour}: {type(error).__name__}") from error


def _post(message: envelope.Message, timeout: httpx.Timeout) -> httpx.Response:
    raw = envelope.seal(message, key=keys.own_key(), at=clock.now())
    url = f"{settings.NEIGHBOURS_URL}/{message.receiver}/messages"
    try:
        return client().post(
            url, content=raw, timeout=timeout, headers={"Content-Type": "application/json"}
        )
    except httpx.HTTPError as error:
        raise Silent(type(error).__name__) from error


def _give_up(response: httpx.Response) -> NoReturn:
    reason = _reason(response)
    told = f"{response.status_code} {reason}"
    status = response.status_code
    final = 400 <= status < 500 and status not in TRY_AGAIN and reason not in CURABLE
    raise (TurnedDown if final else Silent)(told)


def _reason(response: httpx.Response) -> str:
    if response.status_code == httpx.codes.OK:
        return ""
    try:
        return str(response.json()["reason"])[:80]
    except (ValueError, KeyError, TypeError):
        return ""


def _verified(raw: bytes, asked: envelope.Message) -> envelope.Message:
    known = keys.neighbours()
    only = {name: key for name, key in known.items() if name == asked.receiver}
    try:
        answer = envelope.verify(raw, receiver=settings.COURT_ID, keys=only, at=clock.now())
    except envelope.Rejected as rejected:
        raise Silent(f"answer not believed: {rejected.reason}") from rejected
    if answer.correlation != str(asked.id):
        raise Silent("answer to another question")
    return answer
