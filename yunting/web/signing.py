"""The papers that wait for one's signature: each shown in full, signed singly or many at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yunting.core import bulk, document_preview, signing
from yunting.core.access import actor_for
from yunting.core.document_kinds import kinds
from yunting.core.models import Account, Bulk, BulkResult, Document
from yunting.lib import clock
from yunting.lib.errors import NotVisible
from yunting.ui.forms import Form
from yunting.ui.lists import Column, Listing
from yunting.ui.pages import done, show, signed_in
from yunting.ui.refusals import act
from yunting.web.around import posts
from yunting.web.portals.court import staff_of

MOST_SHOWN = 50
RESULT_TONES = {
    BulkResult.DONE: "success",
    BulkResult.REFUSED: "danger",
    BulkResult.FAILED: "danger",
}
TO_SIGN: Listing[Document] = Listing(
    name="papers-to-sign",
    title="待签发文书",
    columns=(
        Column("title", "文书", lambda d: d.title),
        Column("about", "案件", lambda d: d.case.number if d.case else d.matter.code, kind="short"),
        Column("to", "受文人", lambda d: str(d.to or "各方当事人")),
        Column("asked", "拟稿", lambda d: str(d.asked_by or "依规则"), kind="short"),
        Column("at", "拟出", lambda d: d.prepared_at, kind="instant", on_phone=False),
    ),
    link=lambda d: reverse("web:document", args=[d.code]),
    order=("id",),
    page_size=MOST_SHOWN,
)


class SignEachForm(Form):
    """The signer has looked at every one."""

    read = forms.BooleanField(label="勾选的每一份，我都看过全文和签发后的效果")


@require_safe
@signed_in
def to_sign(request: HttpRequest) -> HttpResponseBase:
    """List the papers that wait for one's signature."""
    rows = signing.to_sign(staff_of(request), roles=posts(request))
    return TO_SIGN.answer(request, rows, "web/to_sign.html")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def sign_each(request: HttpRequest) -> HttpResponse:
    """Show the chosen papers in full with what follows from each; then sign them."""
    account = staff_of(request)
    asked = request.POST if request.method == "POST" else request.GET
    chosen = [key for key in asked.getlist("row") if key.isdecimal()][:MOST_SHOWN]
    found = list(signing.to_sign(account, roles=posts(request)).filter(pk__in=chosen))
    form = SignEachForm(request.POST or None)
    if form.is_valid():
        pairs = [(one, asked.get(f"seen-{one.pk}", "")) for one in found]
        outcome = act(form, signing.sign_each, pairs, by=actor_for(request), at=clock.now())
        if outcome is not None and outcome.value is not None:
            return done(request, "web:run", outcome.value.pk)
    return show(
        request, "web/sign_each.html", {"form": form, "papers": [_shown(d, account) for d in found]}
    )


@require_safe
@signed_in
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far a run has come, in words, and what became of each."""
    found = Bulk.objects.visible_to(staff_of(request)).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    items = [(one, RESULT_TONES.get(BulkResult(one.result), "")) for one in _items(found)]
    context = {"run": found, "progress": bulk.progress(found), "items": items}
    return show(request, "web/run.html", context, part="progress")


def _items(found: Bulk) -> Any:
    return found.items.order_by("position")


def _shown(document: Document, reader: Account) -> dict[str, Any]:
    pdf = document_preview.pdf_of(document, reader=reader, at=clock.now())
    return {
        "paper": document,
        "effects": kinds()[document.kind].effects,
        "pages": range(1, document_preview.pages_in(pdf) + 1),
    }
