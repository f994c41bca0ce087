"""The complaints of the training court: what each person types, question by question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from yunting.filing.forms import answers
from yunting.filing.forms.elements import Form
from yunting.filing.forms.steps import Step, blocks, steps
from yunting.lib import clock
from yunting.project.training.people import Natural, Organisation, people

# How long before the complaint the contract was made, the goods came and the price was due.
SIGNED, DELIVERED, DUE = timedelta(days=210), timedelta(days=180), timedelta(days=120)

HEADINGS_SAVED_AT_ONCE = 6
NUMBERS = ("defendants.0.id_type", "defendants.0.id_no")


@dataclass(frozen=True, slots=True)
class Plan:
    """One filing of filings.yaml: its life, who files it against whom, and over what.

    `written` is the share of the questions somebody answers who has not finished; without
    `is_numbered` the filer does not know the first defendant's number, without `pays` nobody
    pays the fee.
    """

    life: str
    by: str
    against: tuple[str, ...]
    begun: datetime
    goods: str
    spec: str
    quantity: str
    unit_price: str
    total: Decimal
    paid: Decimal
    principal: str = ""
    faults: tuple[str, ...] = ()
    is_simple: bool = False
    is_numbered: bool = True
    pays: bool = True
    written: Decimal = Decimal(1)

    @property
    def plaintiff(self) -> Natural | Organisation:
        """Return who claims: the principal, or the filer."""
        return people().party(self.principal or self.by)


@dataclass(frozen=True, slots=True)
class Flaw:
    """An answer that will be returned: what was typed, why it comes back, what is right."""

    path: str
    reason: str
    note: str
    wrong: str
    right: str


def plans() -> tuple[Plan, ...]:
    """Return every filing of the small training court."""
    return tuple(_plan(one) for one in _read("filings.yaml")["filings"])


def _plan(told: Mapping[str, Any]) -> Plan:
    begun = datetime.fromisoformat(told["begun"]).replace(tzinfo=clock.ZONE)
    rest = {k: v for k, v in told.items() if k not in {"for", "begun", "total", "paid", "written"}}
    return Plan(
        **{**rest, "against": tuple(told["against"]), "faults": tuple(told.get("faults", ()))},
        principal=told.get("for", ""),
        begun=begun,
        total=Decimal(told["total"]),
        paid=Decimal(told["paid"]),
        written=Decimal(str(told.get("written", 1))),
    )


def flaws(plan: Plan) -> tuple[Flaw, ...]:
    """Return what is wrong with a complaint when it is first sent."""
    words, known = _words(plan), _read("complaint.yaml")["faults"]
    chosen = (
        {**known[name], "right": known[name]["right"].format(**words)} for name in plan.faults
    )
    return tuple(Flaw(**one) for one in chosen)


def typed(plan: Plan) -> dict[str, str]:
    """Return what the filer types, mistakes included."""
    words = _words(plan)
    told = {k: v.format(**words) for k, v in _read("complaint.yaml")["answers"].items()}
    told |= _party("plaintiffs.0", plan.plaintiff)
    for number, name in enumerate(plan.against):
        told |= _party(f"defendants.{number}", people().party(name))
    if not plan.is_numbered:
        told = {path: text for path, text in told.items() if path not in NUMBERS}
    return told | {flaw.path: flaw.wrong for flaw in flaws(plan)}


def written(form: Form, told: Mapping[str, str], *, on: date) -> Iterator[dict[str, str]]:
    """Yield what is saved, one heading after the other, by somebody who types all this."""
    values = _counts(form, told)
    sent = {path: [text] for path, text in told.items()}
    yield dict(values)
    for _, own in groupby(_walk(form, values), key=lambda step: step.heading):
        saved: dict[str, str] = {}
        for step in own:
            saved |= answers.answer(form, step, sent, values, on=on).saved
            values |= saved
        yield saved


def saved(parts: Sequence[Mapping[str, str]]) -> Iterator[dict[str, str]]:
    """Yield what is saved by somebody who saves a few headings at a time."""
    for first in range(0, len(parts), HEADINGS_SAVED_AT_ONCE):
        yield {
            path: text
            for part in parts[first : first + HEADINGS_SAVED_AT_ONCE]
            for path, text in part.items()
        }


def _walk(form: Form, values: Mapping[str, str]) -> Iterator[Step]:
    """Yield the questions one by one; which come next depends on the answers so far."""
    done: set[str] = set()
    while step := next((one for one in steps(form, values) if one.key not in done), None):
        done.add(step.key)
        yield step


def _counts(form: Form, told: Mapping[str, str]) -> dict[str, str]:
    """Return how many of each party, good and piece of evidence are told of."""
    found = {}
    for block in blocks(form):
        tails = (p.removeprefix(f"{block.path}.") for p in told if p.startswith(f"{block.path}."))
        numbers = [int(head) for tail in tails if (head := tail.split(".")[0]).isdecimal()]
        found[f"{block.path}.count"] = str(max(numbers, default=-1) + 1)
    return found


def _party(head: str, party: Natural | Organisation) -> dict[str, str]:
    shared = {"name": party.name, "phone": party.phone, "domicile": party.domicile}
    if isinstance(party, Natural):
        own = {"kind": "natural", "id_type": "resident", "id_no": party.id_number}
    else:
        own = {"kind": "organisation", "uscc": party.code, "legal_rep": party.represented_by}
    return {f"{head}.{leaf}": text for leaf, text in {**shared, **own}.items()}


def _words(plan: Plan) -> dict[str, str]:
    on, filer = clock.day_of(plan.begun), people().citizens[plan.by]
    due = on - DUE
    return {
        "filer": plan.by,
        "filer_phone": filer.phone,
        "service_address": plan.plaintiff.domicile,
        "seller": plan.plaintiff.name,
        "buyer": plan.against[0],
        "first_defendant_domicile": people().party(plan.against[0]).domicile,
        "goods": plan.goods,
        "spec": plan.spec,
        "quantity": plan.quantity,
        "unit_price": plan.unit_price,
        "total": str(plan.total),
        "paid": str(plan.paid),
        "unpaid": str(plan.total - plan.paid),
        "sent": _day(on),
        "signed": _day(on - SIGNED),
        "delivered": _day(on - DELIVERED),
        "due": _day(due),
        "late_since": _day(due + timedelta(days=1)),
    }


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


@cache
def _read(name: str) -> dict[str, Any]:
    path = Path(__file__).with_name(name)
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))
