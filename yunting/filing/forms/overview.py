"""How far a complaint is: part by part, question by question, and where to go on."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from yunting.filing.forms.answers import faults
from yunting.filing.forms.elements import Form
from yunting.filing.forms.steps import Step, Values, beside, find, steps
from yunting.lib.errors import NotVisible


@dataclass(frozen=True, slots=True)
class Asked:
    """One question in the list of all: answered as it stands, or still open."""

    key: str
    number: str
    title: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the complaint, such as 原告 1 or 诉讼请求."""

    heading: str
    asked: tuple[Asked, ...]

    @property
    def open(self) -> int:
        """Return how many of its questions are open."""
        return sum(not one.is_done for one in self.asked)


@dataclass(frozen=True, slots=True)
class Position:
    """Where a question stands among those of its part; keys are empty at the ends."""

    part: str
    number: int
    total: int
    previous: str
    next: str

    @property
    def words(self) -> str:
        """Return the progress in words: 诉讼请求：第 3 题，共 12 题."""
        return f"{self.part}：第 {self.number} 题，共 {self.total} 题"


def parts(form: Form, values: Values, *, on: date) -> tuple[Part, ...]:
    """Return every part with its questions, as they are asked with these answers."""
    walk = [step for step in steps(form, values) if step.question.fields]
    return tuple(
        Part(heading, tuple(_asked(form, step, values, on=on) for step in own))
        for heading, own in groupby(walk, key=lambda step: step.heading)
    )


def position(form: Form, values: Values, step: Step) -> Position:
    """Return where a step stands among those of its part."""
    part = [one.key for one in steps(form, values) if one.heading == step.heading]
    before, after = beside(form, values, step)
    return Position(
        part=step.heading,
        number=part.index(step.key) + 1 if step.key in part else 1,
        total=max(len(part), 1),
        previous=before.key if before else "",
        next=after.key if after else "",
    )


def onward(form: Form, values: Values, *, last: str, on: date) -> Step | None:
    """Return where to go on: after the answer saved last, else the first open question.

    None when nothing is open.
    """
    if at := _step_of(form, values, last):
        if faults(form, at, values, on=on):
            return at
        if after := beside(form, values, at)[1]:
            return after
    walk = steps(form, values)
    return next((step for step in walk if faults(form, step, values, on=on)), None)


def unreadable(form: Form, values: Values, *, on: date) -> tuple[Step, ...]:
    """Return the steps with an answer that cannot be read: nothing can be sent with one."""
    return tuple(
        step
        for step in steps(form, values)
        if any(values.get(fault.path) for fault in faults(form, step, values, on=on))
    )


def _asked(form: Form, step: Step, values: Values, *, on: date) -> Asked:
    wrong = faults(form, step, values, on=on)
    return Asked(step.key, step.question.number, step.question.title, is_done=not wrong)


def _step_of(form: Form, values: Values, path: str) -> Step | None:
    try:
        step, _ = find(form, path, values)
    except NotVisible:
        return None
    return step if any(one.key == step.key for one in steps(form, values)) else None
