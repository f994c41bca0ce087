"""The vocabulary in which an element-based form is declared. Plain data, no framework.

A path names one answer: `claims.price.amount`. In a block that repeats, the declaration writes
`plaintiffs.*.name` and the answers are `plaintiffs.0.name`, `plaintiffs.1.name`. All answers are
strings in one written form per kind; an answer not given is absent or empty.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What sort of answer a field takes; `kinds` says how each is read and shown."""

    TEXT = "text"
    LONG_TEXT = "long-text"
    NAME = "name"
    AMOUNT = "amount"
    RATE = "rate"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes-no"
    CHOICE = "choice"
    MULTI = "multi"
    PHONE = "phone"
    MOBILE = "mobile"
    EMAIL = "email"
    ID_NUMBER = "id-number"
    CREDIT_CODE = "credit-code"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose: the key that is stored and the words that are read."""

    key: str
    label: str


YES, NO = "yes", "no"
YES_NO = (Option(YES, "是"), Option(NO, "否"))


@dataclass(frozen=True, slots=True)
class When:
    """A condition: another answer is one of these keys; without keys, it is there at all."""

    path: str
    among: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One answer. `label` is the official wording, `ask` the plain one a page puts above the input.

    `required` holds only while `when` does. `sum_of` makes an amount that computes itself unless
    another is typed. `options_from` offers the blocks at that path. `term` is a key of `terms`.
    """

    path: str
    label: str
    ask: str = ""
    kind: Kind = Kind.TEXT
    help: str = ""
    example: str = ""
    required: bool = True
    positive: bool = False
    when: tuple[When, ...] = ()
    options: tuple[Option, ...] = ()
    options_from: str = ""
    max_length: int = 200
    sum_of: tuple[str, ...] = ()
    unit: str = ""
    term: str = ""
    autocomplete: str = "off"

    @property
    def wording(self) -> str:
        """The plain wording, or the official one where they are the same."""
        return self.ask or self.label


@dataclass(frozen=True, slots=True)
class Block:
    """Something of which there may be several: parties, agents, goods, pieces of evidence."""

    path: str
    noun: str
    limit: int
    minimum: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One screen on a phone. `title` asks in plain words, `number` and `label` are official.

    With `rows` its fields repeat on the same screen. With `roster` it has no fields: it lists the
    blocks there are and offers one more.
    """

    id: str
    title: str
    label: str
    number: str = ""
    fields: tuple[Field, ...] = ()
    why: str = ""
    article: str = ""
    when: tuple[When, ...] = ()
    rows: Block | None = None
    roster: Block | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Questions under one heading. With `each`, all of them are asked for every block.

    `gate` is asked before; unless its first field is answered yes, there are no blocks. `roster`
    is asked after. A `closing` section is answered when signing and is not part of the drafting.
    """

    key: str
    title: str
    questions: tuple[Question, ...]
    each: Block | None = None
    gate: Question | None = None
    roster: Question | None = None
    closing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A complaint of one cause of action, in the edition of the official model it follows."""

    key: str
    title: str
    cause: str
    cause_name: str
    edition: str
    basis: str
    sections: tuple[Section, ...]

    def questions(self) -> Iterable[tuple[Section, Question]]:
        """Yield every question with its section, in the order of the form."""
        for section in self.sections:
            around = (section.gate, *section.questions, section.roster)
            yield from ((section, question) for question in around if question is not None)

    def fields(self) -> Iterable[Field]:
        """Yield every declared field in the order of the form."""
        for _, question in self.questions():
            yield from question.fields


def placed(path: str, index: int | None) -> str:
    """Return a declared path with the block's number put in."""
    return path if index is None else path.replace("*", str(index))


def holds(
    conditions: Iterable[When], values: Mapping[str, str], *, index: int | None = None
) -> bool:
    """Tell whether all conditions hold; the one place where conditions are evaluated."""
    for condition in conditions:
        given = values.get(placed(condition.path, index), "").split()
        if not (set(given) & set(condition.among) if condition.among else given):
            return False
    return True
