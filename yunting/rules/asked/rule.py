"""One rule that anybody may ask, declared once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from yunting.lib.errors import Refused
from yunting.rules.asked.answers import Answer
from yunting.rules.asked.inputs import Input, read
from yunting.rules.citation import cite
from yunting.rules.finding import Finding

ON = "on"


@dataclass(frozen=True, slots=True)
class Example:
    """One case: what it is asked with and the value that comes back, both as JSON."""

    title: str
    on: str
    given: str
    value: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A function of the law with its words.

    `compute` takes what `inputs` read, by name, and `on`. `articles` are the instruments and
    articles it mainly rests on. `dated_by` is the input whose day decides on the version of the
    law where the rule has one of its own (the start of a period); else it is `on`.
    """

    name: str
    title: str
    about: str
    inputs: tuple[Input, ...]
    answer: Answer
    compute: Callable[..., Finding[Any]]
    articles: tuple[tuple[str, str], ...]
    examples: tuple[Example, ...]
    dated_by: str = ON
    date_label: str = "适用哪一天的规定"

    @property
    def area(self) -> str:
        """Return the first word of the name."""
        return self.name.partition(".")[0]

    @property
    def has_own_date(self) -> bool:
        """Tell whether one of the inputs decides on the version of the law."""
        return self.dated_by != ON

    @property
    def signature(self) -> str:
        """Return name and fields as `fees.acceptance {kind, amount?}`."""
        said = ", ".join(f"{one.name}?" if one.optional else one.name for one in self.inputs)
        return f"{self.name} {{{said}}}"

    def ask(self, given: Mapping[str, Any], *, on: date) -> Finding[Any]:
        """Return the finding for what JSON says, by the law of that day.

        :raises BadInput: if what is given cannot be read
        :raises NotInForce: if the day is before the first version in the books
        """
        taken = read(self.inputs, given)
        try:
            if self.has_own_date:
                self._in_the_books(on)
            return self.compute(**taken, on=on)
        except Refused as refusal:
            refusal.field = self._field(refusal.field)
            raise

    def _in_the_books(self, on: date) -> None:
        for instrument, article in self.articles[:1]:
            cite(instrument, article, on=on)

    def _field(self, named: str | None) -> str | None:
        """Return the field of the caller's that a refusal belongs to, None if no one field."""
        known = {one.name for one in self.inputs}
        if named is None or named.partition(".")[0] in known:
            return named
        return self.dated_by if named == "date" else None
