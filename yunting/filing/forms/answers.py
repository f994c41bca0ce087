"""Take what was typed into a step, keep all of it, and say field by field what cannot stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from yunting.filing.forms import kinds
from yunting.filing.forms.elements import Field, Form, Kind, placed
from yunting.filing.forms.steps import Place, Step, Values, options_of, steps
from yunting.lib import money
from yunting.lib.text import Misread

NOTHING = Decimal("0.00")

_SPACE = " "


@dataclass(frozen=True, slots=True)
class Fault:
    """Why one field cannot stand, and what to do now. `position` counts characters from 1."""

    path: str
    message: str
    remedy: str
    position: int | None = None

    @property
    def sentence(self) -> str:
        """What, why and what now, as one text."""
        return self.message + self.remedy


@dataclass(frozen=True, slots=True)
class Answers:
    """What a step was answered: `saved` holds every path it offers, readable or as typed."""

    saved: dict[str, str]
    faults: tuple[Fault, ...]

    @property
    def is_complete(self) -> bool:
        """Nothing shown is missing or unreadable."""
        return not self.faults


def answer(
    form: Form, step: Step, typed: Mapping[str, Sequence[str]], values: Values, *, on: date
) -> Answers:
    """Read what was typed into a step, on top of the answers there are; `on` is the court's day.

    Save `saved` whether or not there are faults: an answer that cannot be read is kept as typed.
    An amount that equals its own sum is saved empty, so that it goes on following its parts.
    """
    saved: dict[str, str] = {}
    wrong: dict[str, Fault] = {}
    for place in step.offered(_counted(step, typed, values)):
        text = _SPACE.join(typed.get(place.path, ()))
        try:
            saved[place.path] = kinds.read(
                place.field, text, on=on, options=options_of(place.field, values, form)
            )
        except Misread as error:
            saved[place.path] = kinds.storable(text)
            wrong[place.path] = _fault(place, error)
    merged = {**values, **saved}
    for place in step.offered(merged):
        if place.field.sum_of and saved.get(place.path) == money.plain(
            total(form, place.field, merged, index=place.number)
        ):
            saved[place.path] = ""
    return Answers(saved, tuple(_judged(step, {**values, **saved}, wrong)))


def faults(form: Form, step: Step, values: Values, *, on: date) -> tuple[Fault, ...]:
    """Return what cannot stand among the answers a step has."""
    typed = {place.path: (values.get(place.path, ""),) for place in step.places(values)}
    return answer(form, step, typed, values, on=on).faults


def missing(form: Form, values: Values, *, on: date, closing: bool = False) -> list[Step]:
    """Return the steps that still need an answer, in order; with `closing` the signing too."""
    return [
        step for step in steps(form, values, closing=closing) if faults(form, step, values, on=on)
    ]


def filled(form: Form, values: Values) -> dict[str, str]:
    """Return the answers that count: asked for at present, not empty, sums put in.

    What was typed under a question that no longer applies is kept in the draft, and left out here.
    """
    counted: dict[str, str] = {}
    for place in places(form, values):
        given = values.get(place.path, "")
        if not given and place.field.sum_of:
            amount = total(form, place.field, values, index=place.number)
            # A sum nobody has to give counts only when there is something to add up.
            given = money.plain(amount) if amount or place.field.required else ""
        if given:
            counted[place.path] = given
    return counted


def places(form: Form, values: Values) -> Iterable[Place]:
    """Yield every field that is asked for at present, in the order of the form."""
    for step in steps(form, values, closing=True):
        yield from step.shown(values)


def total(form: Form, field: Field, values: Values, *, index: int | None = None) -> Decimal:
    """Return the sum a field computes: its parts that are asked for and can be read."""
    parts = {placed(path, index) for path in field.sum_of}
    asked = (place.path for place in places(form, values) if place.path in parts)
    amounts = (kinds.amount_in(values.get(path, "")) for path in asked)
    return sum((amount for amount in amounts if amount is not None), NOTHING)


def _counted(step: Step, typed: Mapping[str, Sequence[str]], values: Values) -> Values:
    """Return the answers with every row that was sent, also one the draft does not know yet."""
    if step.question.rows is None:
        return values
    return {**values, **{path: "".join(texts) for path, texts in typed.items()}}


def _judged(step: Step, values: Values, wrong: Mapping[str, Fault]) -> Iterable[Fault]:
    """Yield the faults of the fields that are shown; a row left blank altogether is no fault."""
    shown = step.shown(values)
    written = {place.row for place in shown if values.get(place.path)}
    rows = step.question.rows
    needed = rows.minimum if rows is not None else 0
    for place in shown:
        if place.path in wrong:
            yield wrong[place.path]
        elif values.get(place.path) or not place.field.required or place.field.sum_of:
            continue
        elif place.row is None or place.row in written or len(written) < needed:
            yield _unanswered(place)


def _unanswered(place: Place) -> Fault:
    field = place.field
    verb = "选择" if field.kind in {Kind.CHOICE, Kind.MULTI, Kind.YES_NO} else "填写"
    row = f"第{place.row + 1}行的" if place.row is not None else ""
    example = f"例如：{field.example}" if field.example else ""
    remedy = f"请{verb}{'，' + example.rstrip('。') if example else ''}。"
    return Fault(place.path, f"{row}“{field.wording}”还没有{verb}。", remedy)


def _fault(place: Place, error: Misread) -> Fault:
    return Fault(place.path, error.message, error.remedy, error.position)
