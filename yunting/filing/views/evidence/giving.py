"""Give evidence: add an item, change it, take it off, hand in the list."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from yunting.core.access import account_of
from yunting.core.idempotency import once
from yunting.core.models import Account
from yunting.filing.forms.evidence import ItemForm, SubmitForm
from yunting.filing.models import EvidenceList, ListState
from yunting.filing.selectors import evidence as read
from yunting.filing.selectors import place
from yunting.filing.services import evidence
from yunting.lib import clock
from yunting.lib.errors import NotVisible
from yunting.ui import uploads
from yunting.ui.pages import done, show, signed_in
from yunting.ui.refusals import act, refuse, say
from yunting.ui.uploads import Brought

GET_POST: Final = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(GET_POST)
@signed_in
def add(request: HttpRequest, code: str) -> HttpResponse:
    """Ask what the item is and take its files; whatever came is kept if something is wrong."""
    here = place.at_matter(request, code)
    part = here.may_give()
    at = clock.now()
    form = ItemForm(request.POST if request.method == "POST" else None)
    is_tidying = form.is_bound and uploads.forgotten(request)
    found = _brought(request, here, form, at)
    if form.is_bound and not is_tidying and form.is_valid() and found.is_good:
        outcome = act(
            form, evidence.add, here.matter, form.item(), found.uploads, by=here.actor, at=at
        )
        if outcome:
            say(request, outcome, "已列入证据清单。")
            return done(request, _back(here.matter.code, part.pk))
    return _form(request, here, form, found)


@never_cache
@require_http_methods(GET_POST)
@signed_in
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an item before it is handed in, and add files to it."""
    item, here = place.own_item(request, pk)
    if not item.is_draft and request.method != "POST":
        return done(request, "filing:evidence-item", item.pk)
    at = clock.now()
    form = ItemForm(request.POST if request.method == "POST" else None, item=item)
    is_tidying = form.is_bound and uploads.forgotten(request)
    found = _brought(request, here, form, at)
    if form.is_bound and not is_tidying and form.is_valid() and found.is_good:
        outcome = act(form, evidence.change, item, form.item(), found.uploads, by=here.actor, at=at)
        if outcome:
            say(request, outcome, "已修改。")
            return done(request, "filing:evidence-item", item.pk)
    return _form(request, here, form, found, item=item)


@require_POST
@signed_in
def take_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an item off a list that is not handed in; one that is off already leads there too."""
    gone = place.taken_off(request, pk)
    if gone is not None:
        return done(request, "filing:evidence", gone.matter.code)
    item, here = place.own_item(request, pk)
    outcome = once(evidence.take_off, item, by=here.actor, at=clock.now())
    say(request, outcome, "已从清单撤下。")
    return done(request, "filing:evidence", item.matter.code)


@never_cache
@require_http_methods(GET_POST)
@signed_in
def submit(request: HttpRequest, code: str) -> HttpResponse:
    """Show the whole list once more, then hand it in."""
    here = place.at_matter(request, code)
    part = here.may_give()
    on_list = _draft(here, account_of(request))
    at = clock.now()
    over = read.period_over(here.matter, part.person, at=at)
    form = SubmitForm(request.POST if request.method == "POST" else None, is_late=over is not None)
    if form.is_bound and form.is_valid():
        outcome = act(
            form,
            evidence.submit,
            on_list,
            late_reason=form.cleaned_data.get("late_reason", ""),
            by=here.actor,
            at=at,
        )
        if outcome:
            say(request, outcome, "证据清单已提交，法院已收到。")
            return done(request, _back(here.matter.code, part.pk))
    context = {
        "matter": here.matter,
        "here": here,
        "list": on_list,
        "items": read.items_of(on_list),
        "form": form,
        "over": over,
        "is_sent": here.matter.sent_at is not None,
    }
    return show(request, "filing/evidence_submit.html", context)


def _draft(here: place.Place, account: Account) -> EvidenceList:
    rows = EvidenceList.objects.visible_to(account).filter(matter=here.matter)
    own = rows.filter(person=here.may_give().person_id).select_related("matter", "person")
    found = own.filter(state=ListState.DRAFT).first() or own.order_by("-run").first()
    if found is None:
        raise NotVisible
    return found


def _brought(request: HttpRequest, here: place.Place, form: ItemForm, at: datetime) -> Brought:
    if not form.is_bound:
        return Brought()
    found = uploads.brought(request, here.matter, by=here.actor, at=at)
    form.is_valid()
    for refusal in found.refusals:
        refuse(form, refusal)
    return found


def _form(
    request: HttpRequest,
    here: place.Place,
    form: ItemForm,
    found: Brought,
    *,
    item: Any = None,
) -> HttpResponse:
    context = {
        "matter": here.matter,
        "here": here,
        "form": form,
        "item": item,
        "files": read.files_of(item) if item else [],
        "box": uploads.box(request, here.matter, found),
    }
    return show(request, "filing/evidence_form.html", context)


def _back(code: str, part: int) -> str:
    return f"{reverse('filing:evidence', args=[code])}?{place.FOR}={part}"
