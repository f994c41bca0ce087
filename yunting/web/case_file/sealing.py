"""Seal and unseal a paper, a file or a whole matter. T26."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yunting.core import items, sealing
from yunting.core.access import get_for
from yunting.core.actor import Actor
from yunting.core.items import Item
from yunting.core.models import Matter, Restriction
from yunting.lib import clock
from yunting.ui.pages import signed_in
from yunting.ui.refusals import act
from yunting.web.case_file import door
from yunting.web.case_file.acting import ActPage, answer
from yunting.web.case_file.forms import LiftForm, SealForm

METHODS = ["GET", "HEAD", "POST"]
BACK = "电子卷宗"


@require_http_methods(METHODS)
@signed_in
def seal_item(request: HttpRequest, code: str, kind: str, pk: int) -> HttpResponse:
    """Keep a paper or a file from the public, or from a side too."""
    item, actor = door.court_item_for(request, code, kind, pk)
    return _seal(request, item, item.matter, actor)


@require_http_methods(METHODS)
@signed_in
def seal_matter(request: HttpRequest, code: str) -> HttpResponse:
    """Keep a whole matter from the public, or from a side too."""
    matter, actor = door.matter_for(request, code)
    return _seal(request, matter, matter, actor)


@require_http_methods(METHODS)
@signed_in
def unseal(request: HttpRequest, pk: int) -> HttpResponse:
    """Lift a sealing."""
    row, actor = get_for(request, Restriction, pk=pk)
    form = LiftForm(request.POST or None)
    page = ActPage(
        title="解除封存",
        back=reverse("web:case-file", args=[row.matter.code]),
        back_label=BACK,
        about=(
            ("封存的是", f"{items.LABELS[row.what]} {row.title}"),
            ("范围", row.from_whom),
            ("依据", row.order),
            ("理由", row.reason),
        ),
        button="解除封存",
    )
    return answer(
        request,
        page,
        form,
        effects=lambda: (
            f"“{row.title}”恢复封存以前的可见范围；另有封存的，仍然有效。",
            "原来被封存的一方，也会看到这期间有关的记录，包括封存和解除封存。",
        ),
        act=lambda: act(form, sealing.unseal, row, **form.cleaned_data, **_by(actor)),
        told="已解除封存。",
    )


def _seal(request: HttpRequest, item: Item | Matter, matter: Matter, actor: Actor) -> HttpResponse:
    form = SealForm(request.POST or None)
    page = ActPage(
        title="封存",
        back=reverse("web:case-file", args=[matter.code]),
        back_label=BACK,
        about=(("封存的是", f"{items.LABELS[items.label_of(item)]} {items.title_of(item)}"),),
        button="封存",
        note="封存不删除任何内容，只限制谁能看到。需要法官或者庭长、院长决定。",
    )
    return answer(
        request,
        page,
        form,
        effects=lambda: sealing.effects(item, level=form.level, side=form.side),
        act=lambda: act(
            form,
            sealing.seal,
            item,
            level=form.level,
            side=form.side,
            order=form.cleaned_data["order"],
            reason=form.cleaned_data["reason"],
            **_by(actor),
        ),
        told="已封存。",
    )


def _by(actor: Actor) -> dict[str, Any]:
    return {"by": actor, "at": clock.now()}
