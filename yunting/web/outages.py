"""When the court could not be reached, what that moved, and the certificate anybody may open. M13.

The public reads kinds, days and counts; operator and president also which periods they were.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from yunting.core import outages
from yunting.core.access import account_of
from yunting.core.models import Outage, OutageShift, Post
from yunting.core.receipts import receipt_of
from yunting.core.roles import Role
from yunting.lib.errors import NotVisible
from yunting.ui.lists import Column, Filter, Listing
from yunting.ui.pages import show, signed_in

TEXT = "text/plain; charset=utf-8"
PUBLIC: Listing[Outage] = Listing(
    name="outages",
    title="系统故障",
    columns=(
        Column("code", "证明编号", lambda o: o.code, kind="short"),
        Column("began", "开始", lambda o: o.court_began_at, kind="instant"),
        Column("ended", "结束", lambda o: o.court_ended_at, kind="instant"),
        Column("long", "多久", lambda o: length_of(o), kind="short", on_phone=False),
        Column("moved", "顺延的期限", lambda o: f"{o.shifted}项", kind="short"),
        Column("cause", "怎样发现", lambda o: o.get_cause_display(), on_phone=False),
    ),
    link=lambda o: reverse("web:outage", args=[o.code]),
    order=("-ended_at", "-id"),
)
SHIFTS: Listing[OutageShift] = Listing(
    name="outage-shifts",
    title="顺延的期限",
    columns=(
        Column("title", "期限", lambda s: s.deadline.title),
        Column("where", "案件", lambda s: str(s.deadline.case or s.deadline.matter), kind="short"),
        Column("was", "原来的最后一日", lambda s: s.was, kind="day"),
        Column("now", "顺延到", lambda s: s.ends_on, kind="day"),
        Column(
            "state", "现在", lambda s: s.deadline.get_state_display(), kind="badge", on_phone=False
        ),
    ),
    link=lambda s: s.deadline.matter.get_absolute_url(),
    order=("id",),
    filters=(
        Filter("title", "期限", lambda rows, typed: rows.filter(deadline__title__contains=typed)),
    ),
)


def length_of(outage: Outage) -> str:
    """Return how long it was, in hours and minutes."""
    minutes = (outage.ended_at - outage.began_at) // timedelta(minutes=1)
    hours, rest = divmod(minutes, 60)
    return f"{hours}小时{rest}分钟" if hours else f"{rest}分钟"


def found_by(code: str) -> Outage:
    """Return the outage of a code.

    :raises NotVisible: if there is none
    """
    outage = outages.by_code(code)
    if outage is None:
        raise NotVisible
    return outage


def fingerprint_of(outage: Outage) -> str:
    """Return the SHA-256 of the certificate as it is downloaded."""
    return hashlib.sha256(outage.certificate.encode()).hexdigest()


@require_safe
def every(request: HttpRequest) -> HttpResponseBase:
    """List every outage there was, the newest first."""
    return PUBLIC.answer(request, Outage.objects.all(), "web/outages.html")


@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    """Show one with what it moved and its certificate."""
    outage = found_by(code)
    context = {
        "outage": outage,
        "length": length_of(outage),
        "moved": outages.moved_by(outage),
        "sha256": fingerprint_of(outage),
        "leaf": receipt_of(outage.certified_by).code,
        "sees_each": _sees_each(request),
    }
    return show(request, "web/outage.html", context)


@require_safe
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """Give the certificate as a text whose fingerprint stands on the page."""
    outage = found_by(code)
    response = HttpResponse(outage.certificate, content_type=TEXT)
    response["Content-Disposition"] = f'attachment; filename="{outage.code}.txt"'
    return response


@require_safe
@signed_in
def periods(request: HttpRequest, code: str) -> HttpResponseBase:
    """List the periods it put off, for operator and president."""
    if not _sees_each(request):
        raise NotVisible
    outage = found_by(code)
    listing = SHIFTS
    if not account_of(request).posts.filter(role=Role.PRESIDENT, until__isnull=True).exists():
        # An operator answers for the programs and reads no disputes.
        listing = replace(SHIFTS, link=lambda _: reverse("web:outage", args=[outage.code]))
    return listing.answer(request, shifts_of(outage), "web/outage_periods.html", {"outage": outage})


def _sees_each(request: HttpRequest) -> bool:
    return request.user.is_authenticated and may_see_each(request)


def may_see_each(request: HttpRequest) -> bool:
    """Tell whether somebody signed in is operator or president; one query."""
    account = account_of(request)
    held = Post.objects.filter(account=account, until__isnull=True)
    return account.is_court_staff and held.filter(role__in=outages.MAY_DECLARE).exists()


def shifts_of(outage: Outage) -> QuerySet[OutageShift]:
    """Return the periods it put off, with where they belong."""
    return outage.shifts.select_related("deadline__matter", "deadline__case")
