"""Certified copies: a party asks, the clerk compares and issues, or says why not. T28."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yunting.core import certified_copies, items
from yunting.core.access import get_for
from yunting.core.actor import Actor
from yunting.core.audience import is_of_the_court
from yunting.core.copy_moves import ASK
from yunting.core.models import CopyRequest
from yunting.core.procedure import open_moves
from yunting.lib import clock
from yunting.lib.errors import NotVisible
from yunting.ui.forms import Form
from yunting.ui.pages import done, show, signed_in
from yunting.ui.refusals import act, say
from yunting.web.case_file import door
from yunting.web.case_file.acting import ActPage, answer
from yunting.web.case_file.forms import CopyForm, RefuseCopyForm

POST = require_http_methods(["GET", "HEAD", "POST"])


@POST
@signed_in
def ask(request: HttpRequest, code: str, kind: str, pk: int) -> HttpResponse:
    """Ask for a certified copy of an item."""
    item, actor = door.item_for(request, code, kind, pk)
    if not actor.roles & ASK.by:
        raise NotVisible
    form = CopyForm(request.POST or None)
    page = ActPage(
        title="申请核对一致副本",
        back=reverse("web:case-file", args=[code]),
        back_label="电子卷宗",
        about=(("原件", items.title_of(item)),),
        button="申请",
        frame="ui/citizen.html",
        note=(
            "法院核对卷内原件后，出具证明。证明上有原件的指纹和查验码，任何人都可以核对。"
            "在这里申请不收费：本系统还没有收费功能。"
        ),
    )
    return answer(
        request,
        page,
        form,
        effects=lambda: (
            "书记员核对原件的指纹后，出具《核对一致副本证明》，加盖法院电子印章。",
            "用途写在证明上。",
            "不同意的，会写明理由。办理以前可以撤回。",
        ),
        act=lambda: act(form, certified_copies.ask, item, **form.cleaned_data, **_by(actor)),
        told="已申请，等待法院核对。",
    )


@require_safe
@signed_in
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a request, what became of it, and what can be done with it now."""
    row, actor = get_for(request, CopyRequest, pk=pk)
    return _show(request, row, actor)


@POST
@signed_in
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Certify that the copy is the original."""
    row, actor = _court_s(request, pk)
    form = Form(request.POST or None)
    return _acted(request, row, actor, form, certified_copies.issue, "已出具，正在用印。")


@POST
@signed_in
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Say why there is no copy."""
    row, actor = _court_s(request, pk)
    form = RefuseCopyForm(request.POST or None)
    return _acted(request, row, actor, form, certified_copies.refuse, "已告知申请人。")


@POST
@signed_in
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a request back."""
    row, actor = get_for(request, CopyRequest, pk=pk)
    if is_of_the_court(actor):
        raise NotVisible
    form = Form(request.POST or None)
    return _acted(request, row, actor, form, certified_copies.withdraw, "已撤回申请。")


def _court_s(request: HttpRequest, pk: int) -> tuple[CopyRequest, Actor]:
    row, actor = get_for(request, CopyRequest, pk=pk)
    if not is_of_the_court(actor):
        raise NotVisible
    return row, actor


def _acted(
    request: HttpRequest, row: CopyRequest, actor: Actor, form: Form, service: Any, told: str
) -> HttpResponse:
    if request.method != "POST":
        return done(request, "web:copy", row.pk)
    form.is_bound = True
    if form.is_valid() and (outcome := act(form, service, row, **form.cleaned_data, **_by(actor))):
        say(request, outcome, told)
        return done(request, "web:copy", row.pk)
    row.refresh_from_db()
    return _show(request, row, actor, sent=form)


def _show(
    request: HttpRequest, row: CopyRequest, actor: Actor, *, sent: Form | None = None
) -> HttpResponse:
    refusing = sent if isinstance(sent, RefuseCopyForm) else RefuseCopyForm()
    of_the_court = is_of_the_court(actor)
    context = {
        "row": row,
        "sent": sent,
        "refusing": refusing,
        "moves": {move.name for move in open_moves(row, actor)},
        "original": certified_copies.original_of(row),
        "of_the_court": of_the_court,
        "frame_template": "ui/court.html" if of_the_court else "ui/citizen.html",
    }
    return show(request, "web/case_file_copy.html", context)


def _by(actor: Actor) -> dict[str, Any]:
    return {"by": actor, "at": clock.now()}
