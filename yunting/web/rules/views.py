"""The list of rules, and one of them: anybody asks, reads why, compares two days, links, prints."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from yunting.lib import clock
from yunting.lib.errors import NotVisible, Refused
from yunting.rules.asked import catalogue
from yunting.rules.asked.rule import Rule
from yunting.ui.pages import show
from yunting.ui.refusals import refuse
from yunting.web.rules.form import AskForm, address_of
from yunting.web.rules.result import Result, ask, ask_other


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """List the rules, area by area."""
    return show(request, "web/rules.html", {"groups": catalogue.headed().items()})


@require_safe
def one(request: HttpRequest, name: str) -> HttpResponse:
    """Ask a rule; without an account, and nothing is kept."""
    rule = _rule(name)
    form = AskForm(rule, request.GET, today=clock.day_of(clock.now()))
    results = _results(rule, form) if form.asked and form.is_valid() else ()
    query = address_of(rule, form.given, on=form.applies_on, other=form.compared_on)
    context = {
        "rule": rule,
        "form": form,
        "results": results,
        "result": results[0] if results else None,
        "are_equal": len({result.headline for result in results}) == 1,
        "address": f"{settings.PUBLIC_URL}{reverse('web:rule', args=[name])}?{query}",
        "computed_at": clock.now(),
    }
    return show(request, "web/rule.html", context)


def _rule(name: str) -> Rule:
    try:
        return catalogue.rule(name)
    except catalogue.NoSuchRule as error:
        raise NotVisible from error


def _results(rule: Rule, form: AskForm) -> tuple[Result, ...]:
    """Return the answer, and that for the other day; nothing if the form says why not."""
    try:
        first = ask(rule, form.given, on=form.applies_on)
    except Refused as refusal:
        refuse(form, refusal)
        return ()
    if form.compared_on is None:
        return (first,)
    return first, ask_other(rule, form.given, on=form.compared_on)
