"""One paper of the court, the same address for every role: what it is, how it looks, what follows.

A paper that was replaced or taken back while somebody read it says so when they act or look again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from yunting.core import audience, document_preview, documents
from yunting.core.access import get_for
from yunting.core.actor import Actor
from yunting.core.document_kinds import kinds
from yunting.core.document_moves import DISCARD, RECALL, SIGN, SUPERSEDE
from yunting.core.idempotency import Outcome
from yunting.core.models import Document, DocumentState
from yunting.core.procedure import open_moves
from yunting.filing.services import issuing
from yunting.lib import clock
from yunting.lib.errors import NotVisible
from yunting.ui.forms import Form
from yunting.ui.pages import done, show, signed_in
from yunting.ui.refusals import act, say
from yunting.web.dispute import PAPER_TONES

PDF, PNG = "application/pdf", "image/png"
Answered = tuple[Form, Outcome[Any] | None, str]


class SignForm(Form):
    """The signer has read this very content."""

    name = "sign"
    title = "签发"
    button = "签发并用印"
    note = "签发以后不能修改，只能用另一份替换。"
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, label="页面版本")
    read = forms.BooleanField(label="我已经看过全文和签发后的效果")


class _Why(Form):
    reason = forms.CharField(
        label="理由",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写进案件记录，收到文书的人看得到。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"{self.name}-%s", **kwargs)

    name = ""


class DiscardForm(_Why):
    """Why nobody signs it."""

    name = "discard"
    title = "不签发"
    button = "不签发，退回"
    note = "没有编号，不留空号。拟稿的事项回到原来的步骤。"


class RecallForm(_Why):
    """Why it is taken back."""

    name = "recall"
    title = "撤回"
    button = "撤回这份文书"
    note = "文件仍可查阅，但标明已撤回；凭查验码查询的人会看到。"


class ReissueForm(_Why):
    """Why it is made anew."""

    name = "reissue"
    title = "重新出具"
    button = "按案件现在的内容重新出具"
    note = "旧的一份标明已被替换，仍可查阅；新的一份重新送达，期限从新的送达起算。"


@require_safe
@signed_in
def document(request: HttpRequest, code: str) -> HttpResponse:
    """Show a paper to whoever may read it, and the acts that are possible now."""
    found, actor = _get(request, code)
    return _page(request, found, actor)


@require_safe
@signed_in
def file(request: HttpRequest, code: str) -> HttpResponseBase:
    """Give the sealed file; what is not sealed yet is no file to give."""
    found, _ = _get(request, code)
    with documents.content_of(found) as content:
        response = HttpResponse(content.read(), content_type=PDF)
    shown = content_disposition_header("download" in request.GET, f"{found.title}-{found.code}.pdf")
    response["Content-Disposition"] = shown or "inline"
    return response


@require_safe
@signed_in
def page(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Give the picture of one page."""
    found, actor = _get(request, code)
    pdf = document_preview.pdf_of(found, reader=actor.account, at=clock.now())
    picture = document_preview.page_image(pdf, number)
    if picture is None:
        raise NotVisible
    response = HttpResponse(picture, content_type=PNG)
    response["Cache-Control"] = "private, max-age=60"
    return response


View = Callable[[HttpRequest, Document, Actor, datetime], Answered]


def _act_on_paper(view: View) -> Callable[..., HttpResponseBase]:
    """Find the paper, act, show it again; a refused form stays filled in."""

    @require_POST
    @signed_in
    def answered(request: HttpRequest, code: str) -> HttpResponse:
        found, actor = _get(request, code)
        form, outcome, told = view(request, found, actor, clock.now())
        if outcome is None:
            return _page(request, found, actor, form)
        say(request, outcome, told)
        # A repeat has no value: it leads where the first one led.
        after = outcome.value or Document.objects.filter(supersedes=found).first() or found
        return done(request, "web:document", after.code)

    return answered


@_act_on_paper
def sign(request: HttpRequest, found: Document, actor: Actor, at: datetime) -> Answered:
    """Sign the paper that was read."""
    form = SignForm(request.POST)
    outcome = form.is_valid() and act(
        form, documents.sign, found, seen=form.cleaned_data["seen"], by=actor, at=at
    )
    return form, outcome or None, "已签发，正在用印。用印后可以下载。"


def _done_for_a_reason(
    form: Form, service: Callable[..., Document], found: Document, actor: Actor, at: datetime
) -> Outcome[Document] | None:
    """Do an act that needs nothing but a reason; None if the form or the act refuses it."""
    if not form.is_valid():
        return None
    return act(form, service, found, reason=form.cleaned_data["reason"], by=actor, at=at)


@_act_on_paper
def discard(request: HttpRequest, found: Document, actor: Actor, at: datetime) -> Answered:
    """Leave the paper unsigned."""
    form = DiscardForm(request.POST)
    outcome = _done_for_a_reason(form, documents.discard, found, actor, at)
    return form, outcome, "这份文书没有签发。"


@_act_on_paper
def recall(request: HttpRequest, found: Document, actor: Actor, at: datetime) -> Answered:
    """Take the paper back."""
    form = RecallForm(request.POST)
    outcome = _done_for_a_reason(form, documents.recall, found, actor, at)
    return form, outcome, "已撤回。凭查验码查询的人会看到已撤回。"


@_act_on_paper
def reissue(request: HttpRequest, found: Document, actor: Actor, at: datetime) -> Answered:
    """Replace the paper by one made from what the file says now."""
    form = ReissueForm(request.POST)
    outcome = _done_for_a_reason(form, issuing.reissue, found, actor, at)
    return form, outcome, "已重新出具，旧的一份标明已被替换。"


def _get(request: HttpRequest, code: str) -> tuple[Document, Actor]:
    found, actor = get_for(request, Document, code=code)
    return found, actor


def _page(
    request: HttpRequest, found: Document, actor: Actor, sent: Form | None = None
) -> HttpResponse:
    found = Document.objects.select_related(
        "court", "matter", "case", "to", "supersedes", "superseded_by", "asked_by__person"
    ).get(pk=found.pk)
    of_the_court = audience.is_of_the_court(actor)
    pdf = document_preview.pdf_of(found, reader=actor.account, at=clock.now())
    kind = kinds()[found.kind]
    possible = _forms(found, actor, sent)
    context = {
        "paper": found,
        "tone": PAPER_TONES.get(DocumentState(found.state), ""),
        "pages": range(1, document_preview.pages_in(pdf) + 1),
        "words": document_preview.words_of(pdf),
        "effects": kind.effects,
        "forms": possible,
        # What was refused because the paper has moved on meanwhile has no form of its own any more.
        "refusal": None if sent in possible else getattr(sent, "refusal", None),
        "successor": documents.seen_by(getattr(found, "superseded_by", None), actor.account),
        "replaces": documents.seen_by(found.supersedes, actor.account),
        "check": f"{settings.PUBLIC_URL}/c/{found.code}",
        "of_the_court": of_the_court,
        "frame_template": "ui/court.html" if of_the_court else "ui/citizen.html",
    }
    return show(request, "web/document.html", context)


def _forms(found: Document, actor: Actor, sent: Form | None) -> list[Form]:
    """Return a form for each act that is possible now, and the one that was refused."""
    open_now = {move.name for move in open_moves(found, actor)}
    signs = documents.may_sign(found, actor)
    must_sign = bool(kinds()[found.kind].signed_by)
    forms_of: list[Form] = []
    if SIGN.name in open_now and signs:
        forms_of.append(SignForm(initial={"seen": found.context_sha256}, auto_id="sign-%s"))
    if DISCARD.name in open_now and signs:
        forms_of.append(DiscardForm())
    if SUPERSEDE.name in open_now and found.kind in issuing.REBUILD:
        forms_of.append(ReissueForm())
    if RECALL.name in open_now and (signs or not must_sign):
        forms_of.append(RecallForm())
    return [sent if sent is not None and type(sent) is type(one) else one for one in forms_of]
