"""Questions one after another: where one stands, what comes before and after, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django import forms


def _always(values: Mapping[str, str]) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Question:
    """One screen. `applies` says from the answers so far whether it is asked at all."""

    key: str
    title: str
    form: type[forms.Form]
    part: str = ""
    applies: Callable[[Mapping[str, str]], bool] = _always


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question stands among those asked; addresses are empty at the ends."""

    question: Question
    number: int
    total: int
    previous: str
    next: str

    @property
    def words(self) -> str:
        """Return the progress in words: `事实与理由：第 3 题，共 12 题`."""
        part = f"{self.question.part}：" if self.question.part else ""
        return f"{part}第 {self.number} 题，共 {self.total} 题"


class NotAsked(LookupError):
    """No such question, or the answers so far make it needless."""


def asked(questions: Sequence[Question], values: Mapping[str, str]) -> list[Question]:
    """Return the questions these answers lead to, in order."""
    return [question for question in questions if question.applies(values)]


def place_of(
    key: str,
    questions: Sequence[Question],
    values: Mapping[str, str],
    *,
    address: Callable[[str], str],
    review: str,
) -> Place:
    """Return where a question stands; the last one leads to the review.

    :raises NotAsked: if the answers do not lead to it
    """
    there = asked(questions, values)
    keys = [question.key for question in there]
    if key not in keys:
        raise NotAsked(key)
    here = keys.index(key)
    is_last = here == len(keys) - 1
    return Place(
        question=there[here],
        number=here + 1,
        total=len(there),
        previous=address(keys[here - 1]) if here else "",
        next=review if is_last else address(keys[here + 1]),
    )
