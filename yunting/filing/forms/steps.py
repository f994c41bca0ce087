"""Walk a form as it is for these answers: which questions are asked, for which blocks, in order."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from yunting.filing.forms.elements import (
    YES,
    Block,
    Field,
    Form,
    Kind,
    Option,
    Question,
    Section,
    holds,
    placed,
)
from yunting.lib.errors import NotVisible, Refused

ALL = "all"

_SMALL = re.compile("[0-9]{1,4}")

Values = Mapping[str, str]

_NONE: Values = MappingProxyType({})


class TooManyBlocks(Refused):
    """A form takes only so many parties, goods or pieces of evidence."""

    code: ClassVar[str] = "too-many-blocks"


class LastBlock(Refused):
    """The last plaintiff, defendant or piece of evidence cannot be taken away."""

    code: ClassVar[str] = "last-block"


@dataclass(frozen=True, slots=True)
class Place:
    """A declared field at its actual path; `row` counts from 0 where its question has rows."""

    field: Field
    path: str
    index: int | None = None
    row: int | None = None

    @property
    def number(self) -> int | None:
        """What stands for the star of the declared path."""
        return self.index if self.row is None else self.row


@dataclass(frozen=True, slots=True)
class Step:
    """One question as it is asked: for the party with this index, if its section repeats.

    `only` leaves out its other fields: a correction asks for what was returned.
    """

    section: Section
    question: Question
    index: int | None = None
    only: frozenset[str] | None = None

    @property
    def key(self) -> str:
        """The step's part of an address: claims.price, plaintiffs.0.person."""
        middle = "" if self.index is None else f".{self.index}"
        return f"{self.section.key}{middle}.{self.question.id}"

    @property
    def heading(self) -> str:
        """The section's title, with the number of the block: 原告 2."""
        return self.section.title + ("" if self.index is None else f" {self.index + 1}")

    def places(self, values: Values) -> list[Place]:
        """Return every field of the step at its path, shown or not, row by row."""
        places = self._places(values)
        return [p for p in places if self.only is None or p.path in self.only]

    def offered(self, values: Values) -> list[Place]:
        """Return the fields a page has inputs for.

        Not those that another question has ruled out: nothing on the page could open them.
        """
        places = self.places(values)
        here = {place.field.path for place in places}
        return [
            place
            for place in places
            if holds(
                (when for when in place.field.when if when.path not in here),
                values,
                index=place.number,
            )
        ]

    def shown(self, values: Values) -> list[Place]:
        """Return the fields whose conditions hold."""
        return [
            place
            for place in self.places(values)
            if holds(place.field.when, values, index=place.number)
        ]

    def _places(self, values: Values) -> list[Place]:
        rows = self.question.rows
        if rows is None:
            return [
                Place(field, placed(field.path, self.index), self.index)
                for field in self.question.fields
            ]
        return [
            Place(field, placed(field.path, row), row=row)
            for row in range(max(1, size(rows, values)))
            for field in self.question.fields
        ]


def steps(form: Form, values: Values, *, closing: bool = False) -> list[Step]:
    """Return every step that is asked with these answers; those of signing only if `closing`."""
    return [
        step
        for section in form.sections
        if closing or not section.closing
        for step in _section_steps(section, values)
        if holds(step.question.when, values, index=step.index)
    ]


def step_at(form: Form, values: Values, key: str) -> Step:
    """Return the step at this part of an address.

    :raises NotVisible: if no such question is asked with these answers
    """
    for step in steps(form, values, closing=True):
        if step.key == key:
            return step
    raise NotVisible(key)


def step_named(form: Form, key: str) -> Step:
    """Return the step at this part of an address, asked with the present answers or not.

    For what somebody sends: it is kept, even when the question went away meanwhile.
    :raises NotVisible: if the form has no such question
    """
    found = re.fullmatch(r"(.+?)(?:\.(0|[1-9][0-9]{0,3}))?\.([a-z0-9-]+)", key)
    for section, question in form.questions():
        inner = question in section.questions
        if found is None or (section.key, question.id) != (found[1], found[3]):
            continue
        block = section.each if inner else None
        if block is None and found[2] is None:
            return Step(section, question)
        if block is not None and found[2] is not None and int(found[2]) < block.limit:
            return Step(section, question, int(found[2]))
    raise NotVisible(key)


def beside(form: Form, values: Values, step: Step) -> tuple[Step | None, Step | None]:
    """Return the step before and the step after, for the links of a page."""
    walk = steps(form, values)
    at = next((place for place, each in enumerate(walk) if each.key == step.key), None)
    if at is None:
        return None, None
    return walk[at - 1] if at else None, walk[at + 1] if at + 1 < len(walk) else None


def find(form: Form, path: str, values: Values = _NONE) -> tuple[Step, Place]:
    """Return the step and the place an actual path belongs to, asked for at present or not.

    A person and a firm share the paths of name and phone: `values` tell which question it is.
    :raises NotVisible: if the form has no such field
    """
    number = re.search(r"\.(0|[1-9][0-9]{0,3})\.", path)
    declared = path if number is None else path.replace(number[0], ".*.", 1)
    index = int(number[1]) if number else None
    found = [
        (Step(section, question, None if question.rows else index), field)
        for section, question in form.questions()
        for field in question.fields
        if field.path == declared
    ]
    if not found:
        raise NotVisible(path)
    asked = (each for each in found if holds(each[0].question.when, values, index=index))
    step, field = next(asked, found[0])
    return step, Place(field, path, step.index, index if step.question.rows else None)


def following(form: Form, values: Values, paths: Iterable[str]) -> frozenset[str]:
    """Return the paths that may change because these do: what they open, their sums, the signing.

    Whoever corrects one answer has to be able to give the answers it opens.
    """
    given = frozenset(paths)
    reached = given
    while more := _dependent(form, values, reached) - reached:
        reached |= more
    return reached - given


def size(block: Block, values: Values) -> int:
    """Return how many of a block there are: the ones added and the ones with any answer."""
    counted = values.get(f"{block.path}.count", "")
    added = int(counted) if _SMALL.fullmatch(counted) else 0
    return min(max(block.minimum, added, _highest(block, values) + 1), block.limit)


def add(form: Form, values: Values, path: str) -> dict[str, str]:
    """Return what to save so that there is one more of the block at `path`.

    :raises TooManyBlocks: if there are as many as the form takes
    """
    block = _block(form, path)
    # A page shows one empty row where there is none yet: one more is then the second.
    present = max(1, size(block, values))
    if present >= block.limit:
        raise TooManyBlocks(
            f"{block.noun}最多{block.limit}个。", remedy="其余的可以写在附件里上传。"
        )
    return {f"{path}.count": str(present + 1)}


def remove(form: Form, values: Values, path: str, number: int) -> dict[str, str]:
    """Return what to save so that this block is gone and those behind it move up.

    An emptied path is saved as an empty answer. Choices that point at a moved block follow it.
    :raises LastBlock: if the form needs it
    """
    block = _block(form, path)
    present = size(block, values)
    if not 0 <= number < present:
        raise NotVisible(f"{path}.{number}")
    if present <= block.minimum:
        raise LastBlock(f"至少要有一个{block.noun}。", remedy="可以直接修改它的内容。")
    saved = {f"{path}.count": str(present - 1)}
    for key in list(values):
        moved = re.fullmatch(rf"{re.escape(path)}\.([0-9]{{1,4}})\.(.+)", key)
        if moved and int(moved[1]) >= number:
            saved.setdefault(key, "")
            if int(moved[1]) > number:
                saved[f"{path}.{int(moved[1]) - 1}.{moved[2]}"] = values[key]
    return saved | _repointed(form, values, path, number)


def options_of(field: Field, values: Values, form: Form) -> tuple[Option, ...]:
    """Return what a field offers now: its own options, or all and each of the blocks it names.

    Where several can be chosen, all of them need no option of their own.
    """
    if not field.options_from:
        return field.options
    block = _block(form, field.options_from)
    each = tuple(
        Option(
            str(number), values.get(f"{block.path}.{number}.name") or f"{block.noun} {number + 1}"
        )
        for number in range(size(block, values))
    )
    return each if field.kind is Kind.MULTI else (Option(ALL, f"全体{block.noun}"), *each)


def blocks(form: Form) -> Iterator[Block]:
    """Yield everything of which the form takes several."""
    for section, question in form.questions():
        if section.each is not None and question is section.questions[0]:
            yield section.each
        if question.rows is not None:
            yield question.rows


def _dependent(form: Form, values: Values, reached: frozenset[str]) -> frozenset[str]:
    return frozenset(
        place.path
        for section in form.sections
        for step in _section_steps(section, values)
        for place in step.places(values)
        if section.closing or _rests_on(step, place) & reached
    )


def _rests_on(step: Step, place: Place) -> set[str]:
    """The paths that decide whether a field is asked for, or what it adds up to."""
    conditions = (*step.question.when, *place.field.when)
    gate = step.section.gate
    return {
        *(placed(when.path, place.number) for when in conditions),
        *(placed(path, place.number) for path in place.field.sum_of),
        *((gate.fields[0].path,) if gate is not None and step.question is not gate else ()),
    }


def _section_steps(section: Section, values: Values) -> Iterator[Step]:
    if section.gate is not None:
        yield Step(section, section.gate)
        if values.get(section.gate.fields[0].path) != YES:
            return
    indices = [None] if section.each is None else list(range(size(section.each, values)))
    for index in indices:
        for question in section.questions:
            yield Step(section, question, index)
    if section.roster is not None:
        yield Step(section, section.roster)


def _highest(block: Block, values: Values) -> int:
    head = f"{block.path}."
    numbers = (
        key[len(head) :].split(".", 1)[0]
        for key, value in values.items()
        if value and key.startswith(head)
    )
    return max((int(number) for number in numbers if _SMALL.fullmatch(number)), default=-1)


def _block(form: Form, path: str) -> Block:
    for block in blocks(form):
        if block.path == path:
            return block
    raise NotVisible(path)


def _repointed(form: Form, values: Values, path: str, number: int) -> dict[str, str]:
    """Choices among the blocks at `path`: gone with the removed one, one less behind it."""
    saved = {}
    pointing = [field.path for field in form.fields() if field.options_from == path]
    for declared in pointing:
        pattern = re.escape(declared).replace(r"\*", "[0-9]{1,4}")
        for key, value in values.items():
            moved = _moved(value, number) if re.fullmatch(pattern, key) else value
            if moved != value:
                saved[key] = moved
    return saved


def _moved(value: str, number: int) -> str:
    """Return choices among blocks once block `number` is gone."""
    chosen = [int(one) if _SMALL.fullmatch(one) else one for one in value.split()]
    return " ".join(
        str(one - 1 if isinstance(one, int) and one > number else one)
        for one in chosen
        if one != number
    )
