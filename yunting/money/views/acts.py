"""One act of those who keep the books, from the form that was sent to the page that follows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from yunting.core.actor import Actor
from yunting.lib import clock
from yunting.ui.forms import Form
from yunting.ui.pages import done
from yunting.ui.refusals import act, say


def acted(
    request: HttpRequest,
    form: Form,
    service: Callable[..., Any],
    subject: Model,
    *,
    by: Actor,
    said: str,
    then: Any = None,
) -> HttpResponse | None:
    """Do it, say so, and lead to the subject, or to `then`; None if it was refused.

    The service takes the subject, what the form asks for, `by` and `at`. A refusal stands in the
    form, which is to be shown again.
    """
    if not form.is_valid():
        return None
    outcome = act(form, service, subject, **form.cleaned_data, by=by, at=clock.now())
    if outcome is None:
        return None
    say(request, outcome, said)
    return done(request, then or subject)
