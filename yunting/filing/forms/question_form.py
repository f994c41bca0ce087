"""One question as a Django form: labels, help, keyboards, and errors at the fields.

The form parses nothing itself: `answers.answer` does, for pages and API alike. It works without
JavaScript: fields under a condition are all there, and adding or removing a row is a submit.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from yunting.filing.forms import kinds
from yunting.filing.forms.answers import Answers, Fault, answer, total
from yunting.filing.forms.elements import Field, Form, Kind, placed
from yunting.filing.forms.steps import Place, Step, Values, add, find, options_of, remove
from yunting.lib import money
from yunting.lib.errors import NotVisible

ECHOES = {Kind.AMOUNT: "amount", Kind.DATE: "date"}

_LONG_CHOICE = 6
_KEYBOARDS = {
    Kind.AMOUNT: "decimal",
    Kind.NUMBER: "numeric",
    Kind.DATE: "numeric",
    Kind.PHONE: "tel",
    Kind.MOBILE: "tel",
    Kind.EMAIL: "email",
}


class AnswerField(forms.Field):
    """A field that takes any text; what it says is judged by the question as a whole.

    For templates: `element` is the declared field, `place` where it stands, `echo` what a page
    says back as one types and `said` what it says to what is stored, `conditions` a JSON list of
    paths and keys under which it applies.
    """

    element: Field
    place: Place
    echo: str
    said: str
    conditions: str

    def __init__(self, place: Place, values: Values, form: Form) -> None:
        self.element, self.place = place.field, place
        self.echo, self.said = ECHOES.get(place.field.kind, ""), ""
        self.conditions = _conditions(place)
        super().__init__(
            required=place.field.required,
            label=place.field.wording,
            help_text=place.field.help,
            widget=_widget(place, values, form),
        )

    def validate(self, value: Any) -> None:
        """Leave all judgment to the question."""


class QuestionForm(forms.Form):
    """The form of one step, on top of the answers there are; `on` is the court's day.

    Bound, it is always safe to save: `saved` holds every path of the step, readable or as typed.
    `faults` says what cannot stand; the same sentences are the errors at the fields.
    """

    use_required_attribute = False

    def __init__(
        self,
        typed: QueryDict | None = None,
        *,
        form: Form,
        step: Step,
        values: Values,
        on: date,
    ) -> None:
        self.form, self.step, self.on = form, step, on
        self.values = dict(values)
        self.answers = (
            answer(form, step, _lists(typed), values, on=on)
            if typed is not None
            else Answers({}, ())
        )
        self.merged = {**values, **self.answers.saved}
        super().__init__(typed, initial=self._initial(values), auto_id="f-%s")
        for place in step.offered(self.merged):
            self.fields[place.path] = self._field(place)

    @property
    def saved(self) -> dict[str, str]:
        """What to put into the draft, whether or not there are faults."""
        return self.answers.saved

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What cannot stand, field by field."""
        return self.answers.faults

    def clean(self) -> dict[str, Any]:
        """Put each fault at its field."""
        for fault in self.answers.faults:
            self.add_error(fault.path, fault.sentence)
        return dict(self.answers.saved)

    def rows(self) -> Iterator[tuple[int, list[BoundField]]]:
        """Yield each row's number and its inputs, for a question whose fields repeat."""
        places = {place.path: place.row or 0 for place in self.step.offered(self.merged)}
        for row, bound in groupby(self, key=lambda each: places[each.name]):
            yield row, list(bound)

    @property
    def has_several_rows(self) -> bool:
        """Tell whether there is a row that can be taken away."""
        return len({place.row for place in self.step.offered(self.merged)}) > 1

    def echo_of(self, path: str) -> str:
        """Return what is said back under an input: capitals for an amount, a weekday for a day."""
        stored = self.merged.get(path, "") or str(self.initial.get(path, ""))
        return kinds.echo(find(self.form, path)[1].field, stored)

    def _field(self, place: Place) -> AnswerField:
        field = AnswerField(place, self.merged, self.form)
        field.said = self.echo_of(place.path)
        return field

    def _initial(self, values: Values) -> dict[str, Any]:
        """What is shown before anything is typed: the stored answers, sums computed."""
        initial: dict[str, Any] = {}
        for place in self.step.places(values):
            stored = values.get(place.path, "")
            if not stored and place.field.sum_of:
                stored = money.plain(total(self.form, place.field, values, index=place.number))
            initial[place.path] = stored.split() if place.field.kind is Kind.MULTI else stored
        return initial


def retyped(form: forms.Form) -> QueryDict:
    """Return what an unbound form shows as if it had just been sent, to have it judged."""
    typed = QueryDict(mutable=True)
    for name, shown in form.initial.items():
        typed.setlist(name, shown if isinstance(shown, list) else [shown])
    return typed


def blocks_changed(form: Form, values: Values, command: Mapping[str, str]) -> dict[str, str]:
    """Return what to save for a button `add=defendants` or `remove=defendants.1`; nothing if none.

    :raises TooManyBlocks: if the form takes no more
    :raises LastBlock: if the form needs the one to remove
    """
    if path := command.get("add"):
        return add(form, values, path)
    if target := command.get("remove"):
        path, _, number = target.rpartition(".")
        if not number.isascii() or not number.isdecimal() or len(number) > 4:
            raise NotVisible(target)
        return remove(form, values, path, int(number))
    return {}


def _lists(typed: QueryDict) -> dict[str, list[str]]:
    return {name: [str(text) for text in texts] for name, texts in typed.lists()}


def _conditions(place: Place) -> str:
    """Return the conditions for the script that hides what does not apply; empty without any."""
    if not place.field.when:
        return ""
    return json.dumps(
        [
            {"path": placed(when.path, place.number), "among": list(when.among)}
            for when in place.field.when
        ]
    )


def _widget(place: Place, values: Values, form: Form) -> forms.Widget:
    field = place.field
    choices = [(option.key, option.label) for option in options_of(field, values, form)]
    attributes: dict[str, Any] = {"autocomplete": field.autocomplete}
    if conditions := _conditions(place):
        attributes["data-when"] = conditions
    if field.kind is Kind.MULTI:
        return forms.CheckboxSelectMultiple(attributes, choices)
    if field.kind is Kind.CHOICE and len(choices) > _LONG_CHOICE:
        return forms.Select(attributes, [("", "请选择"), *choices])
    if field.kind in {Kind.CHOICE, Kind.YES_NO}:
        return forms.RadioSelect(attributes, choices)
    if field.kind is Kind.LONG_TEXT:
        return forms.Textarea({**attributes, "rows": 6})
    if keyboard := _KEYBOARDS.get(field.kind):
        attributes["inputmode"] = keyboard
    if field.kind in {Kind.ID_NUMBER, Kind.CREDIT_CODE}:
        attributes |= {"autocapitalize": "characters", "spellcheck": "false"}
    return forms.TextInput(attributes)
