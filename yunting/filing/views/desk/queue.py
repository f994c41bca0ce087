"""The queue, and taking work over: one filing, several, or all that a colleague has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yunting.core.access import actor_for
from yunting.core.models import Account
from yunting.filing.forms.catalogue import CATALOGUE
from yunting.filing.forms.desk import TakeOverForm
from yunting.filing.models import Filing, FilingState
from yunting.filing.selectors import door
from yunting.filing.selectors import queue as rows_of
from yunting.filing.services import taking_over
from yunting.lib import clock
from yunting.ui.lists import Column, Filter, Listing, State
from yunting.ui.pages import show, signed_in
from yunting.ui.refusals import act

SOON_DAYS = 2
MOST_AT_ONCE = 50
TONES = {
    FilingState.SUBMITTED: "info",
    FilingState.REFUSAL_DRAFTED: "warning",
    FilingState.ACCEPTED: "success",
}


def _tone_of_clock(row: Any) -> str:
    if row.review_ends is None:
        return ""
    left = (row.review_ends - row.today).days
    return "danger" if left < 0 else "warning" if left <= SOON_DAYS else ""


def _reviewer(row: Any) -> str:
    return str(row.reviewer or ("无人承办" if row.rank == 0 else ""))


def _late(rows: QuerySet[Any], wanted: str) -> QuerySet[Any]:
    if wanted == "late":
        return rows.filter(review_ends__lt=F("today"))
    if wanted == "soon":
        return rows.filter(review_ends__lte=F("today") + timedelta(days=SOON_DAYS))
    return rows.filter(is_escalated=True, rank=0)


QUEUE: Listing[Any] = Listing(
    name="filings",
    title="立案",
    columns=(
        Column("title", "起诉材料", lambda f: f.title),
        Column(
            "state",
            "状态",
            lambda f: f.get_state_display(),
            kind="badge",
            tone=lambda f: TONES.get(FilingState(f.state), ""),
        ),
        Column("day", "审查期限", rows_of.day_of_seven, kind="badge", tone=_tone_of_clock),
        Column("flags", "提示", rows_of.flags, kind="badge", tone=lambda _: "danger"),
        Column("amount", "标的额", lambda f: f.amount, kind="amount", on_phone=False),
        Column("reviewer", "承办人", _reviewer, kind="short"),
        Column("received", "收到", lambda f: f.received_at, kind="instant", on_phone=False),
        Column("code", "纠纷码", lambda f: f.matter.code, kind="short", optional=True),
        Column(
            "ends", "截止", lambda f: getattr(f, "review_ends", None), kind="day", optional=True
        ),
    ),
    link=lambda f: reverse("filing:desk", args=[f.pk]),
    order=("rank", "received_at", "id"),
    states=tuple(
        State(value, str(label))
        for value, label in FilingState.choices
        if value != FilingState.DRAFT
    ),
)


def listing(account: Account) -> Listing[Any]:
    """Return the queue with this reviewer's filters; one query for the colleagues."""
    colleagues = tuple(
        (str(one.pk), "我" if one == account else str(one))
        for one in rows_of.reviewers_beside(account)
    )
    forms = tuple((key, one.form.title) for key, one in CATALOGUE.items())
    return replace(
        QUEUE,
        filters=(
            Filter("reviewer", "承办人", _of_reviewer, (("none", "无人承办"), *colleagues)),
            Filter(
                "clock",
                "期限",
                _late,
                (("soon", "两日内到期"), ("late", "已经过期"), ("escalated", "已督办")),
            ),
            Filter("form", "文书", lambda rows, wanted: rows.filter(form=wanted), forms),
            Filter("party", "当事人", lambda rows, typed: rows.filter(title__contains=typed)),
        ),
    )


def _of_reviewer(rows: QuerySet[Filing], wanted: str) -> QuerySet[Filing]:
    if wanted == "none":
        return rows.filter(reviewer__isnull=True)
    return rows.filter(reviewer=int(wanted))


@require_safe
@signed_in
def queue(request: HttpRequest) -> HttpResponseBase:
    """List every filing the division answers for; what waits for the court stands first."""
    account = door.reviewer_of(request)
    rows = rows_of.queue(account, on=clock.day_of(clock.now()))
    asked = request.GET.get("reviewer", "")
    context = {"colleague": _colleague(account, asked) if asked.isdecimal() else None}
    return listing(account).answer(request, rows, "filing/queue.html", context)


def _colleague(account: Account, asked: str) -> Account | None:
    """Return whose queue is shown, if it is a colleague's and can be taken over."""
    found = rows_of.former_or_present_reviewers(account).filter(pk=asked).first()
    return None if found == account else found


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def take(request: HttpRequest) -> HttpResponse:
    """Take over the filings that were ticked in the queue, after a look at which they are."""
    account = door.reviewer_of(request)
    asked = request.POST if request.method == "POST" else request.GET
    chosen = [int(key) for key in asked.getlist("row") if key.isdecimal()][:MOST_AT_ONCE]
    found = rows_of.sent_to(account).filter(pk__in=chosen)
    filings = list(found.select_related("matter", "reviewer__person").order_by("received_at", "id"))
    from_colleague = any(f.reviewer_id not in (None, account.pk) for f in filings)
    form = TakeOverForm(request.POST or None, from_colleague=from_colleague)
    if form.is_valid():
        outcome = act(
            form,
            taking_over.take_over_each,
            filings,
            reason=form.cleaned_data["reason"],
            by=actor_for(request),
            at=clock.now(),
        )
        if outcome is not None:
            return _results(request, outcome.value or ())
    context = {"form": form, "filings": filings, "title": "接办勾选的材料"}
    return show(request, "filing/take_over.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def queue_of(request: HttpRequest, account: int) -> HttpResponse:
    """Take over everything an absent colleague has under review, with one reason. M7."""
    absent = door.colleague_of(request, pk=account)
    form = TakeOverForm(request.POST or None)
    if form.is_valid():
        outcome = act(
            form,
            taking_over.take_over_queue,
            absent,
            reason=form.cleaned_data["reason"],
            by=actor_for(request),
            at=clock.now(),
        )
        if outcome is not None:
            return _results(request, outcome.value or ())
    context = {
        "form": form,
        "filings": list(rows_of.under_review_of(absent)),
        "title": f"接办{absent}的全部材料",
    }
    return show(request, "filing/take_over.html", context)


def _results(request: HttpRequest, results: Sequence[taking_over.Taken]) -> HttpResponse:
    """Show row by row what became of each; sending the form again repeats nothing."""
    taken = [one for one in results if one.refusal is None]
    context = {"results": results, "taken": len(taken), "refused": len(results) - len(taken)}
    return show(request, "filing/taken_over.html", context)
