"""One exchange with a neighbour: a signed message goes, a signed answer comes back."""

from __future__ import annotations

import atexit
from functools import cache
from typing import Any, NoReturn

import httpx
from django.conf import settings

from yunting.core import keys
from yunting.lib import clock, envelope

SLOW = httpx.Timeout(10, connect=2)
CALLBACK_PATH = "/neighbours/callbacks"
# In training a clock may have been moved and the neighbours may be new.
MENDS = 2
TRY_AGAIN = frozenset({408, 425, 429})
# The refusals that a new transmission of the same message can cure.
STRANGER = frozenset({envelope.Reason.UNKNOWN_SENDER, envelope.Reason.WRONG_SIGNATURE})
CURABLE = frozenset({envelope.Reason.STALE, envelope.Reason.REPLAYED})


class Silent(Exception):
    """No answer, or none that can be believed; the same message may be sent again."""


class TurnedDown(Exception):
    """The neighbour will not take this message, however often it is sent."""


@cache
def client() -> httpx.Client:
    """Return the process's HTTP client; it keeps connections and ignores proxy variables."""
    made = httpx.Client(timeout=SLOW, trust_env=False)
    atexit.register(made.close)
    return made


def transmit(message: envelope.Message, *, timeout: httpx.Timeout = SLOW) -> envelope.Message:
    """Send one transmission and return the verified answer.

    :raises Silent: if there is no answer that can be believed
    :raises TurnedDown: if the neighbour refuses the message for good
    """
    response = _post(message, timeout)
    for _ in range(MENDS if settings.TRAINING else 0):
        if not _mend(message.receiver, _reason(response)):
            break
        response = _post(message, timeout)
    if response.status_code != httpx.codes.OK:
        _give_up(response)
    answer = _verified(response.content, message)
    if answer.type == "refused":
        raise TurnedDown(str(answer.body.get("message", "refused"))[:200])
    return answer


def tell_time() -> None:
    """Tell the training neighbours how far the court's clock stands from the machine's.

    :raises Silent: if they do not answer
    """
    offset = (clock.now() - clock.machine_now()).total_seconds()
    _call("/admin/clock", {"offset_seconds": str(round(offset, 3))})


def introduce() -> tuple[str, ...]:
    """Exchange keys with the training neighbours and say where they reach the court.

    :raises Silent: if they do not answer
    """
    told = {
        "id": settings.COURT_ID,
        "public_key": keys.own_public_pem(),
        "callback": settings.PAGES_URL + CALLBACK_PATH,
    }
    answer = _call("/admin/courts", told)
    for neighbour, pem in answer["keys"].items():
        keys.remember(neighbour, pem)
    return tuple(sorted(answer["keys"]))


def _mend(neighbour: str, reason: str) -> bool:
    """Mend what only happens in training, and say whether to send again."""
    if reason == envelope.Reason.STALE:
        tell_time()
        return True
    # A court made anew has another key than the one the neighbours knew under its name.
    if reason in STRANGER or neighbour not in keys.neighbours():
        introduce()
        return reason != ""
    return False


def _call(path: str, told: dict[str, str]) -> dict[str, Any]:
    try:
        response = client().post(settings.NEIGHBOURS_URL + path, json=told)
        response.raise_for_status()
        return dict(response.json())
    except (httpx.HTTPError, ValueError) as error:
        raise Silent(f"{path}: {type(error).__name__}") from error


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
