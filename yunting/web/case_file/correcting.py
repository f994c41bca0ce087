"""Correct a file: strike, replace, move, restore; and who has seen an item. T27."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yunting.core import items, misfiling
from yunting.core.access import account_of, get_for
from yunting.core.actor import Actor
from yunting.core.idempotency import Outcome
from yunting.core.items import Item
from yunting.core.models import Document, File, FileState, Misfiling
from yunting.core.reading import readers_of
from yunting.lib import clock
from yunting.ui.pages import show, signed_in
from yunting.ui.refusals import act
from yunting.web.case_file import door
from yunting.web.case_file.acting import ActPage, answer
from yunting.web.case_file.forms import MOVE, REPLACE, CorrectForm, RestoreForm

BACK = "电子卷宗"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def correct(request: HttpRequest, code: str, kind: str, pk: int) -> HttpResponse:
    """Strike an item, replace it or move it, once its effects were looked at."""
    item, actor = door.court_item_for(request, code, kind, pk)
    others = _others(request, item)
    form = CorrectForm(
        request.POST or None,
        is_paper=isinstance(item, Document),
        others=[(str(file.pk), file.name) for file in others],
    )
    page = ActPage(
        title="卷内更正",
        back=reverse("web:case-file", args=[code]),
        back_label=BACK,
        about=_about(item),
        button="更正",
        note="更正不删除任何内容。每一次都写进案件记录。",
    )
    return answer(
        request,
        page,
        form,
        effects=lambda: _effects(item, form),
        act=lambda: _correct(item, form, others, actor),
        told="已更正。",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an item count again that was struck by mistake."""
    row, actor = get_for(request, Misfiling, pk=pk)
    form = RestoreForm(request.POST or None)
    page = ActPage(
        title="恢复已划除的一件",
        back=reverse("web:case-file", args=[row.matter.code]),
        back_label=BACK,
        about=(("题名", row.title), ("划除的原因", f"{row.get_ground_display()}：{row.reason}")),
        button="恢复",
    )
    return answer(
        request,
        page,
        form,
        effects=lambda: (
            f"“{row.title}”重新计入卷内，进入合订本。",
            "因划除而看不到它的当事人，恢复原来的可见范围。",
            "划除和恢复都留在记录里。",
        ),
        act=lambda: act(form, misfiling.restore, row, **form.cleaned_data, **_by(actor)),
        told="已恢复。",
    )


@require_safe
@signed_in
def readers(request: HttpRequest, code: str, kind: str, pk: int) -> HttpResponse:
    """List everybody who has looked at an item, for the court."""
    item, _ = door.court_item_for(request, code, kind, pk)
    context = {
        "item": item,
        "title": items.title_of(item),
        "readers": readers_of(item, matter=item.matter),
        "back": reverse("web:case-file", args=[code]),
    }
    return show(request, "web/case_file_readers.html", context)


def _by(actor: Actor) -> dict[str, Any]:
    return {"by": actor, "at": clock.now()}


def _others(request: HttpRequest, item: Item) -> list[File]:
    """Return the files that could take the place of this one."""
    if isinstance(item, Document):
        return []
    struck = misfiling.struck_in(item.matter)
    return [
        file
        for file in items.files_of(item.matter, account_of(request))
        if file.pk != item.pk
        and file.state == FileState.READY
        and (items.label_of(file), file.pk) not in struck
    ]


def _about(item: Item) -> tuple[tuple[str, str], ...]:
    case = item.case.number if item.case else "未归入案件"
    return (
        ("题名", items.title_of(item)),
        ("类别", items.LABELS[items.label_of(item)]),
        ("现在的案件", case),
        ("状态", str(item.get_state_display())),
    )


def _effects(item: Item, form: CorrectForm) -> Sequence[str]:
    told = form.cleaned_data
    return misfiling.effects(item, ground=told["how"], hide=told["hide"], to=told["to"].strip())


def _correct(
    item: Item, form: CorrectForm, others: Sequence[File], actor: Actor
) -> Outcome[Any] | None:
    told, by = form.cleaned_data, _by(actor)
    if told["how"] == MOVE:
        return act(form, misfiling.move, item, to=told["to"], reason=told["reason"], **by)
    if told["how"] == REPLACE:
        chosen = next(file for file in others if str(file.pk) == told["by_file"])
        return act(form, misfiling.replace, item, by_file=chosen, reason=told["reason"], **by)
    return act(
        form,
        misfiling.strike,
        item,
        ground=told["how"],
        reason=told["reason"],
        hide=told["hide"],
        **by,
    )
