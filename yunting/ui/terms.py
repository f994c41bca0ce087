"""Plain explanations of words that stay as they are; a layer above fills the registry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A word, what it means to somebody who left school at twelve, and where it stands."""

    name: str
    plain: str
    basis: str = ""


_terms: dict[str, Term] = {}


def fill(terms: Iterable[Term]) -> None:
    """Add terms; a word is explained once.

    :raises ValueError: if a word is already explained otherwise
    """
    for term in terms:
        if _terms.setdefault(term.name, term) != term:
            raise ValueError(f"{term.name} is explained twice")


def explained(name: str) -> Term:
    """Return a term.

    :raises KeyError: if nobody has explained it
    """
    return _terms[name]


def all_terms() -> tuple[Term, ...]:
    """Return every term in the order it was filled in."""
    return tuple(_terms.values())
