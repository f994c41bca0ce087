"""Repeats: the same key and content returns the first outcome, other content is refused."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from django.db import IntegrityError, transaction

from yunting.core.actor import Actor
from yunting.core.models import Event
from yunting.lib.errors import Refused

T = TypeVar("T")


class KeyReused(Refused):
    """One key stands for one act; the web answers this with 422."""

    code: ClassVar[str] = "key-reused"


class AlreadyDone(Exception):
    """The act was done under this key before; `event` is what it recorded."""

    def __init__(self, event: Event) -> None:
        super().__init__(event.kind)
        self.event = event


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What an act came to: its value the first time, its fact when it is a repeat."""

    value: T | None
    event: Event | None

    @property
    def repeated(self) -> bool:
        """Tell whether the act had been done before."""
        return self.event is not None


def check(by: Actor) -> None:
    """Refuse or answer a repeat before anything is done; one query when there is a key.

    :raises AlreadyDone: if this person did this act under this key
    :raises KeyReused: if the key came with other content
    """
    if by.retry is None:
        return
    seen = Event.objects.filter(account=by.account, key=by.retry.key).first()
    if seen is None:
        return
    if not hmac.compare_digest(bytes(seen.key_digest or b""), by.retry.digest):
        raise KeyReused(
            "同一个提交编号已用于另一份内容。",
            remedy="请刷新页面，核对后重新提交。",
        )
    raise AlreadyDone(seen)


def once(service: Callable[..., T], /, *args: Any, by: Actor, **kwargs: Any) -> Outcome[T]:
    """Call a service; a repeat returns the outcome of the first call instead."""
    try:
        return Outcome(service(*args, by=by, **kwargs), None)
    except AlreadyDone as repeat:
        return Outcome(None, repeat.event)


@contextmanager
def first_time(by: Actor) -> Iterator[None]:
    """Run an act on something without a state: one transaction, done once for each key.

    :raises AlreadyDone: if the actor did this under the same key before
    :raises KeyReused: if the key was used for other content
    """
    check(by)
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if "one_fact_per_key" in str(error):
            check(by)
        raise
