"""What was handed in: its receipt, an answer in full, and what of a case is in dispute."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from yunting.core.access import account_of, get_for
from yunting.core.audience import is_of_the_court
from yunting.core.models import Case
from yunting.filing.forms.twin.defence import told
from yunting.filing.forms.twin.form import twin_of
from yunting.filing.forms.twin.issues import Standing
from yunting.filing.forms.twin.of_case import issues_of
from yunting.filing.selectors.defending import (
    is_theirs,
    lodgement_for,
    sent_answer,
    values_of,
)
from yunting.lib.errors import NotVisible
from yunting.ui.pages import show, signed_in


@require_safe
@signed_in
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the receipt of a paper to the party that sent it."""
    sent, _ = lodgement_for(request, pk)
    query = urlencode({"code": sent.receipt})
    context = {
        "sent": sent,
        "answer": getattr(sent, "answer", None),
        "objection": getattr(sent, "objection", None),
        "extension": getattr(sent, "extension_request", None),
        "check_url": f"{settings.PUBLIC_URL}{reverse('web:check')}?{query}",
    }
    return show(request, "filing/lodged.html", context)


@require_safe
@signed_in
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an answer as it was sent, to everybody in the case."""
    held, actor = sent_answer(request, pk)
    if held.sent is None:
        raise NotVisible
    name = str(held.participation.person)
    is_own = is_of_the_court(actor) or is_theirs(held.participation, account_of(request))
    context = {
        "answer": held,
        "paper": told(twin_of(held), values_of(held.sent), respondent=name),
        "has_receipt": is_own,
    }
    return show(request, "filing/answer_read.html", context)


@require_safe
@signed_in
def issues(request: HttpRequest, pk: int) -> HttpResponse:
    """Show element by element what is alleged, what each defendant says, what is undisputed."""
    case, _ = get_for(request, Case, pk=pk)
    found = issues_of(case)
    if found is None or not found.answered:
        raise NotVisible
    context = {
        "case": case,
        "issues": found,
        "counts": [(one, len(found.standing(one))) for one in Standing],
    }
    return show(request, "filing/issues.html", context)
