"""The court's portal: today, what there is to do, the cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from yunting.core import tasks
from yunting.core.access import account_of
from yunting.core.models import Account, Case, CaseState
from yunting.filing.selectors import docket, law
from yunting.lib import clock
from yunting.lib.errors import NotVisible
from yunting.ui import wording
from yunting.ui.lists import Column, Filter, Listing, State
from yunting.ui.pages import show, signed_in
from yunting.web import todo

AGES = ((3, "三日以内"), (7, "四至七日"), (30, "八至三十日"))
OLDER = "三十日以上"


def staff_of(request: HttpRequest) -> Account:
    """Return the colleague who is signed in.

    :raises NotVisible: if it is nobody of the court
    """
    account = account_of(request)
    if not account.is_court_staff:
        raise NotVisible
    return account


@require_safe
@signed_in
def today(request: HttpRequest) -> HttpResponse:
    """Show the day: what is due first, how old what waits and one's own cases are. M6."""
    account = staff_of(request)
    on = clock.day_of(clock.now())
    found = tasks.tasks_of(account)
    soon = [t for t in found if t.due_on is not None and (t.due_on - on).days <= 2]
    context = {
        "on": on,
        "soon": todo.duties_of(soon, on, at_the_court=True),
        "ages": _ages(found, on),
        "number": len(found),
        "docket": _docket(account, on),
        "deadlines": [
            (row, wording.day(row.ends_on), wording.days_left(row.ends_on, on=on))
            for row in tasks.own_deadlines(account)
        ],
    }
    return show(request, "web/today.html", context)


def _ages(found: list[tasks.Task], on: date) -> list[tuple[str, int]]:
    """Count what waits by how long it has waited."""
    days = [(on - clock.day_of(t.since)).days for t in found if t.since]
    counts, low = [], -1
    for high, label in AGES:
        counts.append((label, sum(low < d <= high for d in days)))
        low = high
    return [*counts, (OLDER, sum(d > low for d in days))]


def _docket(account: Account, on: date) -> list[tuple[str, int, str]] | None:
    """Return a judge's own cases by age, each count with its list; None for who judges nothing."""
    if not docket.is_judge(account):
        return None
    counts = docket.by_age(Case.objects.filter(docket.held_by(account)), on=on)
    address = reverse("web:cases")
    return [
        (age.label, number, f"{address}?{urlencode({'mine': 'yes', 'age': age.key})}")
        for age, number in counts
    ]


@require_safe
@signed_in
def task_list(request: HttpRequest) -> HttpResponse:
    """List everything one must do, whatever role it comes from. M7."""
    account = staff_of(request)
    on = clock.day_of(clock.now())
    rows = todo.duties_of(tasks.tasks_of(account), on, at_the_court=True)
    return show(request, "web/tasks.html", {"rows": rows})


CASES: Listing[Case] = Listing(
    name="cases",
    title="案件",
    columns=(
        Column("number", "案号", lambda c: c.number),
        Column("title", "当事人", lambda c: c.filing.title),
        Column("state", "状态", lambda c: c.get_state_display(), kind="badge"),
        Column("procedure", "程序", lambda c: law.label_of_procedure(c.procedure), on_phone=False),
        Column("registered", "立案日", lambda c: c.registered_at, kind="day"),
        Column("age", "立案后", lambda c: f"{docket.days_since(c, on=_today())}日", kind="short"),
    ),
    link=lambda c: c.matter.get_absolute_url(),
    order=("-registered_at", "-id"),
    filters=(
        Filter("number", "案号", lambda rows, typed: rows.filter(number__contains=typed)),
        Filter("party", "当事人", lambda rows, typed: rows.filter(filing__title__contains=typed)),
    ),
    states=tuple(State(value, str(label)) for value, label in CaseState.choices),
)


@require_safe
@signed_in
def cases(request: HttpRequest) -> HttpResponseBase:
    """List the cases this colleague may see; a judge's own by age. M6."""
    account = staff_of(request)
    rows = Case.objects.visible_to(account).select_related("matter", "filing")
    return _listing(account).answer(request, rows, "web/cases.html")


def _listing(account: Account) -> Listing[Case]:
    def mine(rows: QuerySet[Case], _: str) -> QuerySet[Case]:
        return rows.filter(docket.held_by(account))

    ages = tuple((age.key, age.label) for age in docket.AGES)
    own = (
        Filter("mine", "承办", mine, (("yes", "我承办的"),)),
        Filter("age", "立案后", lambda rows, key: rows.filter(docket.aged(key, on=_today())), ages),
    )
    return replace(CASES, filters=(*own, *CASES.filters))


def _today() -> date:
    return clock.day_of(clock.now())
