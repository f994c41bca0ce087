"""What somebody is filling in: a complaint or an answer, for pages and API the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from yunting.core.actor import Actor
from yunting.core.models import Draft, Matter
from yunting.filing.forms.catalogue import entry
from yunting.filing.forms.complaint import Group, Row
from yunting.filing.forms.elements import Form
from yunting.filing.forms.steps import Values
from yunting.filing.forms.twin.form import twin_of
from yunting.filing.models import Answer, AnswerState, Filing, FilingState
from yunting.filing.selectors.writing import Written, answer_written, written_for
from yunting.filing.services import defence, drafting

Save = Callable[..., Draft]


@dataclass(frozen=True)
class Sheet:
    """A form being filled in by somebody: what is written, and the act that saves more.

    `beside` is what the other side says, by the key of the question it belongs to.
    """

    form: Form
    matter: Matter
    actor: Actor
    written: Written
    is_open: bool
    save: Save
    beside: dict[str, Group] = field(default_factory=dict)

    def alleged_at(self, key: str) -> tuple[Row, ...]:
        """Return what the other side says at a question, row by row."""
        group = self.beside.get(key)
        return group.rows if group else ()

    @property
    def values(self) -> Values:
        """Return the answers there are."""
        return self.written.values


def of_filing(filing: Filing, actor: Actor) -> Sheet:
    """Return a complaint as its filer fills it in; two queries."""
    return Sheet(
        form=entry(filing.form).form,
        matter=filing.matter,
        actor=actor,
        written=written_for(filing),
        is_open=filing.state == FilingState.DRAFT,
        save=partial(drafting.save_answers, filing),
    )


def of_answer(answer: Answer, actor: Actor) -> Sheet:
    """Return an answer as its defendant fills it in, beside what is alleged; two queries."""
    twin = twin_of(answer)
    return Sheet(
        form=twin.form,
        matter=answer.matter,
        actor=actor,
        written=answer_written(answer),
        is_open=answer.state == AnswerState.AWAITED,
        save=partial(defence.save_answers, answer),
        beside=twin.alleged,
    )
