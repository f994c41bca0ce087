"""The complaint in full: to be read before it is signed, by the clerk, and on paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from yunting.filing.forms import kinds
from yunting.filing.forms.answers import filled
from yunting.filing.forms.blocks import DEFENDANTS, PLAINTIFFS, SIDES, THIRD_PARTIES
from yunting.filing.forms.catalogue import entry
from yunting.filing.forms.elements import Block, Form
from yunting.filing.forms.steps import Place, Step, Values, find, options_of, size, steps
from yunting.filing.services.complaint import Complaint, Party

_SIDE_NAMES = {
    PLAINTIFFS.path: "claiming",
    DEFENDANTS.path: "answering",
    THIRD_PARTIES.path: "third",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One answer under its official label; an amount also in capitals."""

    path: str
    label: str
    value: str
    capitals: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The answers of one step; `key` leads back to it."""

    key: str
    number: str
    label: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one heading: 原告 1, 诉讼请求, 事实与理由."""

    key: str
    heading: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A whole complaint: every element, and the claims and facts told in sentences."""

    title: str
    caption: str
    parts: tuple[Part, ...]
    claims: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after; empty where there was nothing or is nothing now."""

    path: str
    heading: str
    label: str
    old: str
    new: str

    @property
    def name(self) -> str:
        """Return where the field stands and what it is called: 原告 1 · 联系电话."""
        return f"{self.heading} · {self.label}"


def written(form: Form, values: Values) -> Written:
    """Return the complaint as it reads with these answers; what does not count is left out."""
    counted = filled(form, values)
    told = entry(form.key)
    return Written(
        form.title,
        caption(form, values),
        parts_of(form, values),
        told.claims(form, counted),
        told.facts(form, counted),
    )


def parts_of(form: Form, values: Values) -> tuple[Part, ...]:
    """Return every element that is answered, under its heading, in the order of the form."""
    counted = filled(form, values)
    asked = [step for step in steps(form, values, closing=True) if step.question.fields]
    parts = []
    for (key, heading), own in groupby(asked, key=_part_of):
        groups = tuple(group for step in own if (group := _group(form, step, counted)).rows)
        if groups:
            parts.append(Part(key, heading, groups))
    return tuple(parts)


def difference(form: Form, old: Values, new: Values) -> tuple[Change, ...]:
    """Return every field whose answer changed, in the order of the form, then what went away."""
    before, after = filled(form, old), filled(form, new)
    changed = (path for path in {**after, **before} if before.get(path, "") != after.get(path, ""))
    return tuple(_change(form, path, before, after) for path in changed)


def label_of(form: Form, path: str, values: Values) -> str:
    """Return where a field stands and what it is called: 原告 1 · 联系电话.

    :raises NotVisible: if the form has no such field
    """
    step, place = find(form, path, values)
    return f"{step.heading} · {_label(place)}"


def caption(form: Form, values: Values) -> str:
    """Return the short title: 甲公司诉乙公司买卖合同纠纷."""
    claiming, answering = (_first(parties(values, block)) for block in (PLAINTIFFS, DEFENDANTS))
    return f"{claiming or '原告'}诉{answering or '被告'}{form.cause_name}"


def parties(values: Values, block: Block) -> tuple[Party, ...]:
    """Return the named parties of one side."""
    found = []
    for number in range(size(block, values)):
        head = f"{block.path}.{number}"
        kind, name = values.get(f"{head}.kind", ""), values.get(f"{head}.name", "")
        leaves = ("uscc",) if kind == "organisation" else ("id_no", "document_no")
        numbers = (values.get(f"{head}.{leaf}", "") for leaf in leaves)
        if name:
            known = next((number for number in numbers if number), "")
            found.append(Party(_SIDE_NAMES[block.path], kind, name, known))
    return tuple(found)


def to_send(form: Form, values: Values) -> Complaint:
    """Return what the act of sending needs: only answers that count, sums put in."""
    counted = filled(form, values)
    other = ("claims.defect.answer", "claims.security.answer")
    return Complaint(
        form=form.key,
        cause=form.cause,
        title=caption(form, counted),
        amount=kinds.amount_in(counted.get("claims.total", "")) or None,
        parties=tuple(party for block in SIDES for party in parties(counted, block)),
        values=counted,
        signed_by=counted.get("signature", ""),
        seeks_other_than_money=any(counted.get(path) == "yes" for path in other)
        or counted.get("claims.performance.answer", "none") != "none",
        place_agreed=_place_agreed(counted),
    )


def _place_agreed(counted: Mapping[str, str]) -> str:
    clause = "procedure.jurisdiction_clause"
    return counted.get(f"{clause}.text", "") if counted.get(f"{clause}.chosen") == "court" else ""


def _part_of(step: Step) -> tuple[str, str]:
    number = "" if step.index is None else f".{step.index}"
    return step.section.key + number, step.heading


def _group(form: Form, step: Step, counted: Mapping[str, str]) -> Group:
    question = step.question
    rows = tuple(
        _row(form, place, counted) for place in step.places(counted) if counted.get(place.path)
    )
    return Group(step.key, question.number, question.label, question.title, rows)


def _row(form: Form, place: Place, counted: Mapping[str, str]) -> Row:
    stored = counted[place.path]
    return Row(
        place.path,
        _label(place),
        _shown(form, place, counted),
        kinds.capitals(place.field, stored),
    )


def _label(place: Place) -> str:
    return place.field.label + ("" if place.row is None else f" {place.row + 1}")


def _shown(form: Form, place: Place, values: Mapping[str, str]) -> str:
    offered = options_of(place.field, values, form)
    return kinds.show(place.field, values.get(place.path, ""), options=offered)


def _change(form: Form, path: str, before: Mapping[str, str], after: Mapping[str, str]) -> Change:
    step, place = find(form, path, after if path in after else before)
    return Change(
        path,
        step.heading,
        _label(place),
        _shown(form, place, before),
        _shown(form, place, after),
    )


def _first(found: tuple[Party, ...]) -> str:
    if len(found) > 1:
        return f"{found[0].name}等{len(found)}方"
    return found[0].name if found else ""
