"""An act with its effects: filled in, looked at, confirmed. Confirmed is what was looked at."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from yunting.core.idempotency import Outcome
from yunting.lib.errors import Refused
from yunting.ui.forms import Form
from yunting.ui.pages import done, show
from yunting.ui.refusals import refuse, say

CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class ActPage:
    """What stands around the form: title, where one came from, what it is about, the button."""

    title: str
    back: str
    back_label: str
    about: tuple[tuple[str, str], ...]
    button: str
    frame: str = "ui/court.html"
    note: str = ""


def answer(
    request: HttpRequest,
    page: ActPage,
    form: Form,
    *,
    effects: Callable[[], Sequence[str]],
    act: Callable[[], Outcome[Any] | None],
    told: str,
) -> HttpResponse:
    """Show the form; when it is sent, what would happen; when that is confirmed, act.

    `act` returns None when it was refused, and then the form says why.
    """
    shown: Sequence[str] = ()
    if form.is_bound and form.is_valid():
        seen = _digest(form)
        if request.POST.get(CONFIRMED) == seen:
            if outcome := act():
                say(request, outcome, told)
                return done(request, page.back)
        else:
            shown = _shown(form, effects)
    context = {"page": page, "form": form, "effects": shown, "seen": _digest(form)}
    return show(request, "web/case_file_act.html", context)


def _shown(form: Form, effects: Callable[[], Sequence[str]]) -> Sequence[str]:
    try:
        return effects()
    except Refused as refusal:
        refuse(form, refusal)
        return ()


def _digest(form: Form) -> str:
    """Return what was looked at: whoever changes a field afterwards looks again."""
    if not form.is_bound:
        return ""
    told = repr([(name, str(form[name].value())) for name in form.fields])
    return hashlib.sha256(told.encode()).hexdigest()[:32]
