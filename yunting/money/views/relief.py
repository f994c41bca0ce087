"""司法救助 on the pages: apply with proof, follow it, take it back; for the judge, decide. S8."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yunting.core.access import account_of, get_for
from yunting.core.actor import Actor
from yunting.core.models import DocumentState
from yunting.core.procedure import open_moves
from yunting.lib import clock
from yunting.lib.errors import NotVisible
from yunting.money import procedure
from yunting.money.forms import DecideReliefForm, ReliefForm
from yunting.money.models import JudicialRelief
from yunting.money.selectors import door
from yunting.money.selectors import relief as read
from yunting.money.services import relief
from yunting.money.services.relief import Wish
from yunting.ui import uploads
from yunting.ui.forms import Form
from yunting.ui.pages import done, show, signed_in
from yunting.ui.refusals import act, refuse, say
from yunting.ui.uploads import Brought

GET_POST: Final = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(GET_POST)
@signed_in
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask which ground, how things stand and for proof; what came is kept if something is wrong."""
    fee, actor = door.payer_of(request, pk)
    known = read.relief_on(fee)
    if known is not None and request.method != "POST":
        return done(request, known)
    at = clock.now()
    form = ReliefForm(request.POST if request.method == "POST" else None)
    is_tidying = form.is_bound and uploads.forgotten(request)
    found = Brought()
    if form.is_bound:
        found = uploads.brought(request, fee.matter, by=actor, at=at)
        form.is_valid()
        for refusal in found.refusals:
            refuse(form, refusal)
    if form.is_bound and not is_tidying and form.is_valid() and found.is_good:
        wish = Wish(form.chosen(), form.cleaned_data["reason"], actor.signature)
        outcome = act(form, relief.ask, fee, wish, found.uploads, by=actor, at=at)
        asked = read.relief_on(fee)
        if outcome and asked:
            say(request, outcome, "法院已收到您的申请。决定以前不计算交费期限。")
            return done(request, asked)
    box = uploads.box(request, fee.matter, found)
    return show(request, "money/relief_ask.html", {"fee": fee, "form": form, "box": box})


@require_safe
@signed_in
def read_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an application and what became of it, to the side that applied and to the court."""
    held, actor = get_for(request, JudicialRelief, pk=pk)
    return _show(request, held, actor)


@require_POST
@signed_in
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the application back."""
    held, actor = get_for(request, JudicialRelief, pk=pk)
    if not actor.roles & procedure.WITHDRAW_RELIEF.by or actor.side != held.side:
        raise NotVisible
    form = Form(request.POST)
    outcome = act(form, relief.withdraw, held, by=actor, at=clock.now())
    if outcome is None:
        return _show(request, held, actor, withdrawal=form, status=409)
    say(request, outcome, "申请已撤回。交费期限从明天起重新计算。")
    return done(request, held)


@require_http_methods(GET_POST)
@signed_in
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw up the decision, and go on to where it is read and signed."""
    held, actor = get_for(request, JudicialRelief, pk=pk)
    if not actor.roles & procedure.GRANT_RELIEF.by:
        raise NotVisible
    if request.method != "POST":
        return done(request, held)
    at = clock.now()
    form = DecideReliefForm(request.POST, on=clock.day_of(at))
    if form.is_valid():
        outcome = act(form, relief.prepare_decision, held, form.decision(), by=actor, at=at)
        paper = outcome and (outcome.value or read.paper_on(held))
        if outcome and paper:
            say(request, outcome, "决定书已拟出。请看全文和签发后的效果，再签发。")
            return done(request, paper)
    return _show(request, held, actor, decision=form)


def _show(
    request: HttpRequest,
    held: JudicialRelief,
    actor: Actor,
    *,
    decision: DecideReliefForm | None = None,
    withdrawal: Form | None = None,
    status: int = 200,
) -> HttpResponse:
    held.refresh_from_db()
    moves = {move.name for move in open_moves(held, actor)}
    paper = read.paper_on(held, account_of(request))
    is_waiting = paper is not None and paper.state == DocumentState.PREPARED
    decides = procedure.GRANT_RELIEF.name in moves and not is_waiting
    fresh = DecideReliefForm(on=clock.day_of(clock.now())) if decides else None
    context = {
        "relief": held,
        "ground": read.ground_in_words(held.ground),
        "files": list(held.files.order_by("id")),
        "paper": paper,
        "is_waiting": is_waiting,
        "decision": (decision or fresh) if decides else None,
        "withdrawal": (withdrawal or Form()) if procedure.WITHDRAW_RELIEF.name in moves else None,
    }
    return show(request, "money/relief.html", context, status=status)
