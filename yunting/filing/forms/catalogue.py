"""The complaints there are, by the key a filing stores: declaration, checks and narrative."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from yunting.filing.forms import sale_contract
from yunting.filing.forms.checks import Check, Level, Remark, defence_checks, given
from yunting.filing.forms.elements import Form
from yunting.filing.forms.sale_contract import checks as sale_contract_checks
from yunting.filing.forms.sale_contract import narrative as sale_contract_narrative
from yunting.filing.forms.steps import Values
from yunting.lib.errors import NotVisible

Narrative = Callable[[Form, Mapping[str, str]], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One complaint: its form, what is checked, and how its claims and facts are told."""

    form: Form
    checks: tuple[Check, ...]
    claims: Narrative
    facts: Narrative


CATALOGUE: dict[str, Entry] = {
    sale_contract.FORM.key: Entry(
        sale_contract.FORM,
        sale_contract_checks.CHECKS,
        sale_contract_narrative.claims,
        sale_contract_narrative.facts,
    ),
}


def entry(key: str) -> Entry:
    """Return the complaint with this key.

    :raises NotVisible: if there is none
    """
    if key not in CATALOGUE:
        raise NotVisible(key)
    return CATALOGUE[key]


def remarks(form: Form, values: Values, *, on: date) -> tuple[Remark, ...]:
    """Return what does not fit together, errors first, then other courts, then warnings."""
    answers = given(form, values, on=on)
    found = [remark for check in _checks(form) for remark in check(answers)]
    order = (Level.ERROR, Level.REDIRECT, Level.WARN)
    return tuple(sorted(found, key=lambda remark: order.index(remark.level)))


def _checks(form: Form) -> tuple[Check, ...]:
    return CATALOGUE[form.key].checks if form.key in CATALOGUE else defence_checks()
