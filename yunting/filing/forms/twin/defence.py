"""The whole answer: to be read before it is signed, by the other side, and as it is sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from yunting.core.actor import Actor
from yunting.filing.forms.answers import filled
from yunting.filing.forms.complaint import Part, parts_of
from yunting.filing.forms.steps import Values, find, options_of
from yunting.filing.forms.twin.form import (
    CONFIRM,
    DISPUTE,
    EVIDENCE_FOR,
    REASON,
    STANCE,
    Twin,
    twin_of,
)
from yunting.filing.models import Answer
from yunting.filing.selectors.writing import Written, answer_written
from yunting.filing.services.defence import Defence

MORE = ("reply.exemption.detail", "reply.basis.contract", "reply.basis.law", "reply.other")


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said to one element: 确认 or 异议, why, and by which evidence."""

    key: str
    number: str
    label: str
    stance: str
    reason: str
    exhibits: str

    @property
    def word(self) -> str:
        """Return the official word."""
        return "异议" if self.stance == DISPUTE else "确认"


@dataclass(frozen=True, slots=True)
class Told:
    """A whole answer as it reads: replies to claims and facts, one's own case, every element."""

    title: str
    caption: str
    claims: tuple[Reply, ...]
    facts: tuple[Reply, ...]
    more: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class AnswerPaper:
    """An answer as it would be sent now."""

    answer: Answer
    twin: Twin
    draft: Written

    @property
    def values(self) -> Values:
        """Return the answers that would be sent, before the signature."""
        return self.draft.values

    def told(self) -> Told:
        """Return the whole answer to read."""
        return told(self.twin, self.values, respondent=str(self.answer.participation.person))

    def signed(self, by: Actor, *, on: date) -> Defence:
        """Return the answer with the signature of who sends it."""
        signing = {"signature": by.signature, "date": on.isoformat()}
        name = str(self.answer.participation.person)
        return to_send(self.twin, {**self.values, **signing}, respondent=name)


def paper_of(answer: Answer) -> AnswerPaper:
    """Return what a defendant would send now; two queries."""
    return AnswerPaper(answer, twin_of(answer), answer_written(answer))


def told(twin: Twin, values: Values, *, respondent: str) -> Told:
    """Return an answer as it reads; what does not count is left out."""
    counted = filled(twin.form, values)
    return Told(
        title=twin.form.title,
        caption=f"{respondent}对{twin.form.cause_name}一案的答辩",
        claims=tuple(_replies(twin, counted, "claims")),
        facts=tuple(_replies(twin, counted, "facts")),
        more=tuple(
            (find(twin.form, path)[1].field.label, counted[path])
            for path in MORE
            if path in counted
        ),
        parts=parts_of(twin.form, values),
    )


def to_send(twin: Twin, values: Values, *, respondent: str) -> Defence:
    """Return what the act of sending needs: only answers that count."""
    counted = filled(twin.form, values)
    replies = [*_replies(twin, counted, "claims"), *_replies(twin, counted, "facts")]
    return Defence(
        form=twin.form.key,
        title=f"{respondent}的答辩状",
        values=counted,
        confirmed=sum(one.stance == CONFIRM for one in replies),
        disputed=sum(one.stance == DISPUTE for one in replies),
        says_more=any(path in counted for path in MORE),
        admits=tuple(
            one.label for one in _replies(twin, counted, "claims") if one.stance == CONFIRM
        ),
        signed_by=counted.get("signature", ""),
    )


def _replies(twin: Twin, counted: Mapping[str, str], part: str) -> Iterator[Reply]:
    for key, group in twin.alleged.items():
        stance = counted.get(f"{key}.{STANCE}", "")
        if key.startswith(f"{part}.") and stance:
            yield Reply(
                key,
                group.number,
                group.label,
                stance,
                counted.get(f"{key}.{REASON}", ""),
                _exhibits(twin, counted, f"{key}.{EVIDENCE_FOR}"),
            )


def _exhibits(twin: Twin, counted: Mapping[str, str], path: str) -> str:
    chosen = counted.get(path, "").split()
    if not chosen:
        return ""
    field = find(twin.form, path)[1].field
    names = {option.key: option.label for option in options_of(field, counted, twin.form)}
    return "、".join(names.get(one, one) for one in chosen)
