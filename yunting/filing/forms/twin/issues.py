"""What is in dispute: each element the plaintiff alleged beside what every defendant says to it.

Help for the judge, decided by nobody: an element counts as undisputed only if every defendant has
confirmed it. Who has not answered has confirmed nothing (民事诉讼证据规定 第三条至第八条).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from yunting.filing.forms.complaint import Group
from yunting.filing.forms.steps import Values
from yunting.filing.forms.twin.defence import told
from yunting.filing.forms.twin.form import Twin


class Standing(StrEnum):
    """How far the defendants agree with one element."""

    UNDISPUTED = "undisputed"
    DISPUTED = "disputed"
    OPEN = "open"

    @property
    def label(self) -> str:
        """Return what people read."""
        return {"undisputed": "无争议", "disputed": "有争议", "open": "未全部表态"}[self.value]

    @property
    def tone(self) -> str:
        """Return the tone of its badge."""
        return {"undisputed": "success", "disputed": "warning", "open": ""}[self.value]


@dataclass(frozen=True, slots=True)
class Position:
    """What one defendant says to an element; `word` is empty where nothing was said."""

    party: str
    word: str
    reason: str
    exhibits: str


@dataclass(frozen=True, slots=True)
class Issue:
    """One element: what was alleged, what each defendant says, and where that leaves it."""

    key: str
    alleged: Group
    positions: tuple[Position, ...]
    standing: Standing

    @property
    def is_claim(self) -> bool:
        """Tell whether it is a claim, not a fact."""
        return self.key.startswith("claims.")


@dataclass(frozen=True, slots=True)
class Issues:
    """Every element of a complaint; `answered` of `parties` defendants have answered."""

    elements: tuple[Issue, ...]
    answered: int
    parties: int

    def standing(self, standing: Standing) -> tuple[Issue, ...]:
        """Return the elements that stand so."""
        return tuple(one for one in self.elements if one.standing is standing)

    @property
    def undisputed_facts(self) -> tuple[Issue, ...]:
        """Return 无争议事实."""
        return tuple(one for one in self.standing(Standing.UNDISPUTED) if not one.is_claim)

    @property
    def disputed(self) -> tuple[Issue, ...]:
        """Return what at least one defendant disputes."""
        return self.standing(Standing.DISPUTED)


@dataclass(frozen=True, slots=True)
class Said:
    """One defendant and what it sent; None while it has not answered."""

    party: str
    values: Values | None


def issues(twin: Twin, said: Sequence[Said]) -> Issues:
    """Return every element of a complaint beside what each defendant says to it."""
    replies = [(one.party, _positions(twin, one)) for one in said]
    elements = tuple(
        Issue(key, group, positions, _standing(positions))
        for key, group in twin.alleged.items()
        for positions in (tuple(own.get(key, Position(who, "", "", "")) for who, own in replies),)
    )
    return Issues(elements, sum(one.values is not None for one in said), len(said))


def _positions(twin: Twin, said: Said) -> dict[str, Position]:
    """Return what one defendant says, by element; nothing while it has not answered."""
    if said.values is None:
        return {}
    whole = told(twin, said.values, respondent=said.party)
    return {
        reply.key: Position(said.party, reply.word, reply.reason, reply.exhibits)
        for reply in (*whole.claims, *whole.facts)
    }


def _standing(positions: Iterable[Position]) -> Standing:
    words = [one.word for one in positions]
    if any(word == "异议" for word in words):
        return Standing.DISPUTED
    if words and all(word == "确认" for word in words):
        return Standing.UNDISPUTED
    return Standing.OPEN
