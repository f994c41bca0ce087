"""The answer under way: begin it, one element a screen, read the whole, sign, send."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yunting.core.actor import Actor
from yunting.core.deadlines import open_one
from yunting.filing import deadlines
from yunting.filing.forms.sheet import of_answer
from yunting.filing.forms.signing import Review, SignForm, remark_links
from yunting.filing.forms.twin.defence import AnswerPaper, paper_of
from yunting.filing.models import Answer, AnswerState
from yunting.filing.selectors.defending import (
    defendant_of,
    lodgement_of,
    own_answer,
    standing_objection,
)
from yunting.filing.services import defence
from yunting.filing.views import asking
from yunting.lib import clock
from yunting.ui import wording
from yunting.ui.forms import Form
from yunting.ui.pages import done, show, signed_in
from yunting.ui.refusals import act

GET_POST: Final = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(GET_POST)
@signed_in
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what an answer is and by when; begin it, or go on with it."""
    party, actor = defendant_of(request, pk)
    held = Answer.objects.filter(case_id=pk, participation=party).first()
    if held is not None and request.method != "POST":
        return done(request, "filing:answer", held.pk)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        opened = act(form, defence.open_answer, party, by=actor, at=clock.now())
        answer = opened and (opened.value or Answer.objects.get(case_id=pk, participation=party))
        if answer:
            return done(request, "filing:answer", answer.pk)
    context = {"case": party.matter.cases.get(pk=pk), "party": party, "form": form}
    return show(request, "filing/answer_start.html", context)


@never_cache
@require_safe
@signed_in
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is answered, what is open, by when, and where to go on."""
    answer, actor = own_answer(request, pk)
    if answer.state != AnswerState.AWAITED:
        return done(request, "filing:answer-read", answer.pk)
    context = {
        "answer": answer,
        "period": _period(answer, on=clock.day_of(clock.now())),
        "may_object": standing_objection(answer.case) is None,
        **asking.overview_of(of_answer(answer, actor)),
    }
    return show(request, "filing/answer.html", context)


@never_cache
@require_http_methods(GET_POST)
@signed_in
def question(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Ask about one element, beside what the plaintiff says; whatever is sent is saved."""
    answer, actor = own_answer(request, pk)
    return asking.ask(request, partial(of_answer, answer, actor), _pages(answer), key)


@never_cache
@require_http_methods(GET_POST)
@signed_in
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the whole answer before it is sent; send it once it is signed."""
    answer, actor = own_answer(request, pk)
    at = clock.now()
    on = clock.day_of(at)
    is_open = answer.state == AnswerState.AWAITED
    if request.method != "POST" and not is_open:
        return done(request, "filing:answer-read", answer.pk)
    paper = paper_of(answer)
    review = Review(paper.twin.form, paper.values, on=on)
    form = SignForm(
        request.POST if request.method == "POST" else None,
        signer=str(actor.person),
        number=paper.draft.number,
        review=review,
    )
    if form.is_bound and form.is_valid():
        signed = paper.signed(actor, on=on)
        outcome = act(form, defence.submit, answer, signed, by=actor, at=at)
        sent = outcome and (outcome.value or (outcome.event and lodgement_of(outcome.event)))
        if sent:
            messages.success(request, "法院已收到您的答辩状。")
            return done(request, "filing:lodged", sent.pk)
    context = {**_context(paper, review, actor, on=on), "form": form, "is_open": is_open}
    return show(request, "filing/answer_check.html", context)


def _context(paper: AnswerPaper, review: Review, actor: Actor, *, on: date) -> dict[str, Any]:
    return {
        "answer": paper.answer,
        "paper": paper.told(),
        "review": review,
        "remarks": remark_links(paper.twin.form, review, paper.values),
        "seen": paper.draft.number,
        "saved_at": paper.draft.saved_at,
        "principal": actor.on_behalf_of,
        "period": _period(paper.answer, on=on),
        "objects": standing_objection(paper.answer.case) is not None,
    }


def _period(answer: Answer, *, on: date) -> dict[str, Any] | None:
    """Return the running period to answer in words; None while none runs."""
    row = open_one(deadlines.ANSWER, answer)
    if row is None:
        return None
    return {
        "due": wording.day(row.ends_on),
        "left": wording.days_left(row.ends_on, on=on),
        "basis": row.basis,
    }


def _pages(answer: Answer) -> asking.Pages:
    def to(key: str, back: str) -> str:
        query = f"?{asking.FROM}={back}" if back else ""
        return reverse("filing:answer-question", args=[answer.pk, key]) + query

    return asking.Pages(
        overview=reverse("filing:answer", args=[answer.pk]),
        check=reverse("filing:answer-check", args=[answer.pk]),
        question=to,
    )
