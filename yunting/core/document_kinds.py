"""Which papers there are: every app declares its own in its `documents.py`."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yunting.core.audience import Audience
from yunting.core.roles import Role


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind of paper.

    `context` is the frozen dataclass of what is particular to it; `template` lies in the app's
    `papers/`. A paper bears its case's number; with `series` it takes the next of that series of
    papers instead, with `case_type` the next case number of that type code. `signed_by` are the
    roles one of whom must sign it; nobody needs to sign what the court issues by rule. With
    `signs_as` the signer's name is printed over the date. `effects` are the sentences the signer
    reads before signing. What `can_wait` proves something that is done: the press lets papers that
    somebody waits for go first.
    """

    name: str
    title: str
    template: str
    context: type[Any]
    audience: Audience
    basis: str
    effects: tuple[str, ...] = ()
    series: str = ""
    case_type: str = ""
    signed_by: frozenset[Role] = frozenset()
    signs_as: str = ""
    can_wait: bool = False

    def path(self) -> str:
        """Return where the template lies below the package: an app's papers are its own."""
        return f"{self.name.partition('.')[0]}/papers/{self.template}"


_kinds: dict[str, DocumentKind] = {}


def register(kind: DocumentKind) -> DocumentKind:
    """Add a kind to the registry; each app does it once, at import."""
    if kind.name in _kinds:
        raise TypeError(f"{kind.name} is declared twice")
    _kinds[kind.name] = kind
    return kind


def kinds() -> Mapping[str, DocumentKind]:
    """Return every declared kind by its name."""
    return types.MappingProxyType(_kinds)
