"""Two people on one question: both answers side by side, and the one that is chosen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict

from yunting.core.versions import Conflict
from yunting.filing.forms import kinds
from yunting.filing.forms.elements import Form
from yunting.filing.forms.steps import Step, Values, blocks, find, options_of
from yunting.lib.errors import NotVisible

KEEP = "keep:"
MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer given twice. `name` is the radio's; empty where there is nothing to choose."""

    name: str
    label: str
    mine: str
    theirs: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer of the question as the page sends it again."""

    path: str
    value: str


def chosen(posted: QueryDict, current: Values) -> QueryDict:
    """Return what was sent, with the other's answer put in wherever theirs was chosen."""
    typed = posted.copy()
    for name, choice in posted.items():
        if name.startswith(KEEP) and choice == THEIRS:
            path = name.removeprefix(KEEP)
            typed.setlist(path, [current.get(path, "")])
    return typed


def choices(form: Form, found: Sequence[Conflict], values: Values) -> list[Choice]:
    """Return the answers to choose between, as a page shows them."""
    return [_choice(form, conflict, values) for conflict in found]


def kept(
    steps: Iterable[Step], typed: QueryDict, current: Values, found: Iterable[Conflict]
) -> list[Kept]:
    """Return every answer of the page: one's own where they differ, the saved one elsewhere."""
    mine = {conflict.path: conflict.yours for conflict in found}
    sent = {name: " ".join(map(str, typed.getlist(name))) for name in typed}
    return [
        Kept(place.path, mine.get(place.path, current.get(place.path, "")))
        for step in steps
        for place in step.offered({**current, **sent})
    ]


def _choice(form: Form, conflict: Conflict, values: Values) -> Choice:
    theirs = conflict.theirs
    try:
        _, place = find(form, conflict.path, values)
    except NotVisible:
        noun = next(b.noun for b in blocks(form) if f"{b.path}.count" == conflict.path)
        label = f"{noun}的数量"
        return Choice("", label, conflict.yours, theirs.value, theirs.who, theirs.at)
    offered = options_of(place.field, values, form)
    return Choice(
        KEEP + conflict.path,
        place.field.wording,
        kinds.show(place.field, conflict.yours, options=offered),
        kinds.show(place.field, theirs.value, options=offered),
        theirs.who,
        theirs.at,
    )
