"""A correction: what may change, and the complaint with just that changed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from yunting.filing.forms import kinds
from yunting.filing.forms.complaint import to_send
from yunting.filing.forms.elements import Block, Form
from yunting.filing.forms.question_form import QuestionForm
from yunting.filing.forms.steps import (
    Step,
    Values,
    blocks,
    find,
    following,
    options_of,
    steps,
)
from yunting.filing.selectors.returned import is_within
from yunting.filing.services.complaint import Complaint


@dataclass(frozen=True, slots=True)
class Correction:
    """What was sent with what is being corrected laid over it.

    `asked` are the paths the court returned, `follows` those that may change because they do.
    """

    form: Form
    sent: Values
    values: Values
    asked: frozenset[str]
    follows: frozenset[str]

    def is_open(self, path: str) -> bool:
        """Tell whether an answer may be changed."""
        return path in self.follows or is_within(path, self.asked)

    def steps(self) -> list[Step]:
        """Return the questions to answer again, each with the fields that may change.

        Sums are left to compute themselves, unless one was returned or typed over.
        """
        narrowed = (self._narrowed(step) for step in steps(self.form, self.values))
        return [step for step in narrowed if step.only]

    def paths(self) -> frozenset[str]:
        """Return every path that is asked for again."""
        return frozenset(path for step in self.steps() for path in step.only or ())

    def blocks(self) -> list[Block]:
        """Return what may be added or taken away: the blocks that were returned whole."""
        return [block for block in blocks(self.form) if block.path in self.asked]

    def complaint(self, signing: Values) -> Complaint:
        """Return the corrected complaint, signed, with what may have followed."""
        return replace(to_send(self.form, {**self.values, **signing}), follows=self.follows)

    def following(self, values: Values) -> frozenset[str]:
        """Return what may change with these answers because something returned does."""
        returned = {
            place.path
            for step in steps(self.form, values)
            for place in step.places(values)
            if is_within(place.path, self.asked)
        }
        return following(self.form, values, returned)

    def _narrowed(self, step: Step) -> Step:
        paths = frozenset(
            place.path
            for place in step.places(self.values)
            if self.is_open(place.path)
            and (
                not place.field.sum_of
                or self.values.get(place.path)
                or is_within(place.path, self.asked)
            )
        )
        return replace(step, only=paths)


def correction(form: Form, sent: Values, typed: Values, asked: Iterable[str]) -> Correction:
    """Return the correction that `typed` makes of what was `sent`: all else stays as it was sent.

    What follows is looked for before and after: an answer may open questions and close others.
    """
    made = Correction(form, sent, sent, frozenset(asked), frozenset())
    while True:
        values = {
            **{path: value for path, value in sent.items() if not made.is_open(path)},
            **{path: value for path, value in typed.items() if made.is_open(path)},
        }
        follows = made.follows | made.following(sent) | made.following(values)
        if follows == made.follows:
            return replace(made, values=values)
        made = replace(made, follows=follows)


@dataclass(frozen=True, slots=True)
class Returned:
    """Something the court returned: where, why, under which article, and the clerk's own words."""

    path: str
    reason: str
    basis: str
    note: str


@dataclass(frozen=True, slots=True)
class Item:
    """One input of a correction, what it said when it was sent, and why it came back.

    `row` names the row that begins with it.
    """

    field: BoundField
    row: str
    old: str
    returned: tuple[Returned, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The inputs of one question; `returned` is what concerns all of it."""

    heading: str
    title: str
    returned: tuple[Returned, ...]
    items: tuple[Item, ...]


class CorrectionForm(forms.Form):
    """Everything that may change, on one page; as safe to save as a question."""

    use_required_attribute = False

    def __init__(self, typed: QueryDict | None, *, made: Correction, on: date) -> None:
        self.made = made
        self.saved: dict[str, str] = {}
        self.parts: list[QuestionForm] = []
        for step in made.steps():
            values = {**made.values, **self.saved}
            part = QuestionForm(typed, form=made.form, step=step, values=values, on=on)
            self.saved |= part.saved
            self.parts.append(part)
        initial = {name: value for part in self.parts for name, value in part.initial.items()}
        super().__init__(typed, initial=initial, auto_id="f-%s")
        for part in self.parts:
            self.fields |= part.fields

    def clean(self) -> dict[str, Any]:
        """Put each fault at its field."""
        for part in self.parts:
            for fault in part.faults:
                self.add_error(fault.path, fault.sentence)
        return dict(self.saved)

    def sheets(self, returned: Sequence[Returned]) -> Iterator[Sheet]:
        """Yield the inputs question by question, each beside what came back and the old answer."""
        for part in self.parts:
            question = part.step.question
            noun = question.rows.noun if question.rows else ""
            items = tuple(
                self._item(bound.name, returned, row=f"{noun} {row + 1}" if noun and first else "")
                for row, own in part.rows()
                for first, bound in zip((True, *[False] * len(own)), own, strict=False)
            )
            whole = (r for r in returned if any(n.startswith(f"{r.path}.") for n in part.fields))
            yield Sheet(part.step.heading, question.title, tuple(whole), items)

    def _item(self, path: str, returned: Sequence[Returned], *, row: str) -> Item:
        sent, form = self.made.sent, self.made.form
        _, place = find(form, path, sent)
        offered = options_of(place.field, sent, form)
        return Item(
            field=self[path],
            row=row,
            old=kinds.show(place.field, sent.get(path, ""), options=offered),
            returned=tuple(one for one in returned if one.path == path),
        )
