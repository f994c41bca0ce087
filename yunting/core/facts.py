"""What can happen, as types: every app declares its own Facts."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar, Union, get_args, get_origin

from yunting.core.audience import Audience

_KINDS: dict[str, type[Fact]] = {}


class Fact:
    """Base of every fact: a frozen dataclass with a kind, a sentence, and decisions about people.

    `personal` names the fields that are stored as salted commitments; `audience` says who may
    know. Both must be decided by each subclass. `sentence` is formatted with the fields and
    `actor`.
    """

    kind: ClassVar[str]
    sentence: ClassVar[str]
    personal: ClassVar[tuple[str, ...]]
    audience: ClassVar[Audience]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        for name in ("kind", "sentence", "personal", "audience"):
            if name not in cls.__dict__:
                raise TypeError(f"{cls.__name__} must decide `{name}`")
        other = _KINDS.get(cls.kind)
        if other is not None and other.__qualname__ != cls.__qualname__:
            raise TypeError(f"{cls.kind} is declared twice")
        _KINDS[cls.kind] = cls


def kinds() -> Mapping[str, type[Fact]]:
    """Return every declared fact by its kind."""
    return types.MappingProxyType(_KINDS)


def payload(fact: Fact) -> dict[str, Any]:
    """Return a fact's fields as a plain mapping."""
    return {f.name: getattr(fact, f.name) for f in fields(fact)}  # type: ignore[arg-type]


# A fact with a field of this name is about that thing: who may not see it may not know of the fact.
_ABOUT = {"document": "core.Document", "file": "core.File"}


def tell_of(field: str, label: str) -> None:
    """Say that a fact with an integer field of this name is about a row of `app.Model`."""
    _ABOUT[field] = label


def about(values: Mapping[str, Any]) -> tuple[str, int | None]:
    """Return what a fact with these values is about, as `app.Model` and its key; or nothing."""
    for name, label in _ABOUT.items():
        if isinstance(values.get(name), int):
            return label, values[name]
    return "", None


def restore(kind: str, values: Mapping[str, Any]) -> Fact:
    """Return the typed fact behind a stored payload.

    :raises KeyError: if no such kind is declared
    """
    cls = _KINDS[kind]
    hints = typing.get_type_hints(cls)
    known = {f.name for f in fields(cls)}  # type: ignore[arg-type]
    return cls(**{name: _typed(hints[name], v) for name, v in values.items() if name in known})


def _typed(hint: Any, value: Any) -> Any:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        inner = [a for a in get_args(hint) if a is not type(None)]
        return None if value is None else _typed(inner[0], value)
    if origin is tuple:
        return tuple(_typed(get_args(hint)[0], v) for v in value)
    if hint is Decimal:
        return Decimal(value)
    if hint is datetime:
        return datetime.fromisoformat(value)
    if hint is date:
        return date.fromisoformat(value)
    return value
