"""Record what happened, read it back, and let other pillars take over through handoffs."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONArray

from yunting.core import log
from yunting.core.actor import Actor
from yunting.core.audience import Audience, may_know
from yunting.core.facts import Fact, about, kinds, payload, restore
from yunting.core.models import Case, Court, Event, EventPersonal, HandOff, LeafKind, Matter
from yunting.core.roles import Role
from yunting.lib import canonical

SALT_BYTES = 16
SEALED = "（已封存）"
Handler = Callable[[Event], None]
Wanted = Callable[[Any], bool]
H = TypeVar("H", bound=Handler)


class When(StrEnum):
    """When a handoff runs: inside the act, or by a worker after it."""

    TOGETHER = "together"
    AFTER = "after"


_together: dict[str, list[Handler]] = {}
_after: dict[str, dict[str, Handler]] = {}
_wanted: dict[Handler, Wanted] = {}


def hand_off(fact: type[Fact], when: When, to: Handler) -> None:
    """Connect a fact to what takes over; called by project/handoffs only, once at start."""
    if when is When.TOGETHER:
        _together.setdefault(fact.kind, []).append(to)
    else:
        _after.setdefault(fact.kind, {})[name_of(to)] = to


def only_if(wanted: Wanted) -> Callable[[H], H]:
    """Declare which facts a handler takes over from, by what they say; the others leave no row."""

    def declare(to: H) -> H:
        _wanted[to] = wanted
        return to

    return declare


def name_of(handler: Handler) -> str:
    """Return the name under which a handoff's progress is kept."""
    return f"{handler.__module__.rsplit('.', 1)[-1]}.{handler.__qualname__}"


def handler(kind: str, name: str) -> Handler:
    """Return the AFTER handler of that name.

    :raises KeyError: if the project no longer declares it
    """
    return _after[kind][name]


def record(
    fact: Fact,
    *,
    matter: Matter | None = None,
    case: Case | None = None,
    court: Court | None = None,
    by: Actor,
    role: str | None = None,
    side: str | None = None,
    at: datetime,
    basis: str,
    audience: Audience | None = None,
) -> Event:
    """Write one fact in the caller's transaction, with its commitments, its leaf, its handoffs.

    `side` is whose side a fact for one side belongs to; the actor's own unless said.
    `audience` narrows or widens the fact's own.
    """
    return record_all(
        [fact],
        matter=matter,
        case=case,
        court=court,
        by=by,
        role=role,
        side=side,
        at=at,
        basis=basis,
        audience=audience,
    )[0]


def record_all(
    facts: Sequence[Fact],
    *,
    matter: Matter | None = None,
    case: Case | None = None,
    court: Court | None = None,
    by: Actor,
    role: str | None = None,
    side: str | None = None,
    at: datetime,
    basis: str,
    audience: Audience | None = None,
) -> list[Event]:
    """Write facts that happened as one, like `record`; as many queries as for a single one.

    A key of the sender stands for one fact: who holds one records one.
    """
    circumstances = {
        "court_id": court.pk if court else matter.court_id if matter else None,
        "matter": matter,
        "case": case,
        "account": by.account,
        "on_behalf_of": by.on_behalf_of,
        "role": role or _first_role(by),
        "channel": by.channel,
        "at": at,
        "basis": basis,
        "side": side or by.side,
        "key": by.retry.key if by.retry else None,
        "key_digest": by.retry.digest if by.retry else None,
    }
    told, hidden = [], []
    for fact in facts:
        event, secret = _written(fact, circumstances, audience or fact.audience)
        told.append(event)
        hidden += secret
    Event.objects.bulk_create(told)
    EventPersonal.objects.bulk_create(hidden)
    log.add_many(LeafKind.FACT, [(event.pk, bytes(event.body)) for event in told])
    for event, fact in zip(told, facts, strict=True):
        _take_over(event, fact)
    return told


def _written(
    fact: Fact, circumstances: Mapping[str, Any], audience: Audience
) -> tuple[Event, list[EventPersonal]]:
    """Return the row of a fact with its hashed bytes, and the values they only commit to."""
    values, secret = _commit(fact)
    about_kind, about_id = about(values)
    event = Event(
        **circumstances,
        kind=fact.kind,
        audience=audience,
        about_kind=about_kind,
        about_id=about_id,
    )
    event.body = canonical.encode({**envelope(event), "fact": values})
    return event, [EventPersonal(event=event, field=f, value=v, salt=s) for f, v, s in secret]


def _take_over(event: Event, fact: Fact) -> None:
    for together in _together.get(event.kind, ()):
        together(event)
    HandOff.objects.bulk_create(
        HandOff(event=event, to=name)
        for name, to in _after.get(event.kind, {}).items()
        if to not in _wanted or _wanted[to](fact)
    )


def commitment(value: str, salt: bytes) -> str:
    """Return what stands in the hashed bytes for a personal value: sha256(salt ‖ value)."""
    return "sha256:" + hashlib.sha256(salt + value.encode()).hexdigest()


def _commit(fact: Fact) -> tuple[dict[str, Any], list[tuple[str, str, bytes]]]:
    values = {name: canonical.plain(v) for name, v in payload(fact).items()}
    hidden: list[tuple[str, str, bytes]] = []
    for name in fact.personal:
        text = json.dumps(values[name], ensure_ascii=False, sort_keys=True)
        salt = secrets.token_bytes(SALT_BYTES)
        hidden.append((name, text, salt))
        values[name] = commitment(text, salt)
    return values, hidden


def envelope(event: Event) -> dict[str, Any]:
    """Return what the hashed bytes say besides the fact's own values, read off the columns.

    The sender's key is left out: it is about the request, not about what happened.
    """
    return {
        "kind": event.kind,
        "court": event.court_id,
        "matter": event.matter.code if event.matter else None,
        "case": event.case.number if event.case else None,
        "account": event.account_id,
        "on_behalf_of": event.on_behalf_of_id,
        "role": event.role,
        "side": event.side,
        "channel": event.channel,
        "at": event.at,
        "basis": event.basis,
        "audience": event.audience,
    }


def _first_role(by: Actor) -> str:
    named = sorted(by.roles - {Role.CITIZEN})
    return named[0] if named else Role.CITIZEN


def values_of(event: Event) -> dict[str, Any]:
    """Return a fact's values with personal ones opened; a sealed one reads as such.

    Uses what `history` brought along, else one query.
    """
    values: dict[str, Any] = dict(json.loads(bytes(event.body))["fact"])
    opened = {name: json.loads(value) for name, value in _personal(event)}
    for name in kinds()[event.kind].personal:
        values[name] = opened.get(name, SEALED)
    return values


def _personal(event: Event) -> Iterable[tuple[str, str]]:
    along: list[list[str]] | None = getattr(event, "along", None)
    if along is not None:
        return ((name, value) for name, value in along)
    return ((one.field, one.value) for one in event.personal.all())


def fact_of(event: Event) -> Fact:
    """Return the typed fact of a row."""
    return restore(event.kind, values_of(event))


def sentence_of(event: Event) -> str:
    """Return the sentence people read for this fact."""
    return kinds()[event.kind].sentence.format(actor=_who(event), **values_of(event))


def _who(event: Event) -> str:
    if event.account is None:
        return Role(event.role).label
    hand = str(event.account)
    if event.on_behalf_of is None:
        return hand
    return f"{event.on_behalf_of}（由{hand}代为）"


def history(matter: Matter, *, actor: Actor) -> QuerySet[Event]:
    """Return what this actor may know of a matter, oldest first; one query."""
    personal = EventPersonal.objects.filter(event=OuterRef("pk"))
    return (
        Event.objects.filter(may_know(actor), matter=matter)
        .select_related("account__person", "on_behalf_of", "case")
        .annotate(along=ArraySubquery(personal.values(one=JSONArray("field", "value"))))
        .order_by("id")
    )
