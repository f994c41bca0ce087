"""Who judges: the draw of one case, and whether all draws were kept. T29."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yunting.core import versions
from yunting.core.access import account_of
from yunting.core.actor import Actor
from yunting.core.models import Account, Case
from yunting.core.procedure import open_moves
from yunting.filing import procedure
from yunting.filing.forms.desk import JudgeForm
from yunting.filing.models import Assignment
from yunting.filing.selectors import door
from yunting.filing.selectors import fairness as draws_of
from yunting.filing.services import assignment
from yunting.lib import clock
from yunting.lib.errors import NotVisible
from yunting.rules.assignment import NobodyToDraw, draw
from yunting.ui import export
from yunting.ui.lists import Column, Filter, Listing
from yunting.ui.pages import done, show, signed_in
from yunting.ui.refusals import act, say


@dataclass(frozen=True, slots=True)
class Chance:
    """One judge in a draw: open cases, and the chance that follows from them."""

    judge: str
    number: str
    open_cases: int
    chance: str
    is_drawn: bool
    is_judge: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """One draw with its candidates, to be run again by anybody."""

    row: Assignment
    chances: tuple[Chance, ...]
    redrawn: bool


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def case_judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how a case came to its judge; assign it, or reassign it with a reason."""
    case, actor = door.case_for(request, pk)
    judges = {judge.pk: judge for judge in assignment.judges_for(case)}
    is_change = _is_change(request, case)
    if request.method != "POST":
        fresh = JudgeForm(
            initial={"seen": versions.newest(case.matter)},
            judges=list(judges.values()),
            is_change=is_change,
        )
        return _show_case(request, case, actor, fresh, judges)
    form = JudgeForm(request.POST, judges=list(judges.values()), is_change=is_change)
    outcome = form.is_valid() and act(
        form,
        assignment.reassign if is_change else assignment.assign,
        case,
        to=form.chosen,
        reason=form.cleaned_data["reason"],
        seen=form.cleaned_data["seen"],
        by=actor,
        at=clock.now(),
    )
    if not outcome:
        form.now_seen(versions.newest(case.matter))
        return _show_case(request, case, actor, form, judges)
    given = outcome.value
    say(request, outcome, f"已分给{given.judge if given else ''}承办。")
    return done(request, "filing:case-judge", case.pk)


def _is_change(request: HttpRequest, case: Case) -> bool:
    """Tell whether it is about another judge: as the page said that is sent, else as things stand.

    A first assignment that is sent twice is the same assignment, not a change without a reason.
    """
    said = request.POST.get("act", "")
    return said == "change" if said else procedure.REASSIGN.source == {case.state}


def _show_case(
    request: HttpRequest, case: Case, actor: Actor, form: JudgeForm, judges: dict[int, Account]
) -> HttpResponse:
    case.refresh_from_db()
    rows = list(
        Assignment.objects.filter(case=case)
        .select_related("judge__person", "drawn__person")
        .order_by("-at", "-id")
    )
    known = judges | _accounts(int(k) for row in rows for k, _, _ in draws_of.chances_of(row))
    moves = [m for m in open_moves(case, actor) if m in (procedure.ASSIGN, procedure.REASSIGN)]
    context = {
        "case": case,
        "form": form if moves else None,
        "move": moves[0] if moves else None,
        "draws": [_drawing(row, known) for row in rows],
        "now": _chances_now(case, judges),
    }
    return show(request, "filing/case_judge.html", context)


def _drawing(row: Assignment, known: dict[int, Account]) -> Drawing:
    chances = tuple(
        Chance(
            judge=str(known[int(key)]),
            number=known[int(key)].handle,
            open_cases=held,
            chance=_percent(chance),
            is_drawn=int(key) == row.drawn_id,
            is_judge=int(key) == row.judge_id,
        )
        for key, held, chance in draws_of.chances_of(row)
    )
    return Drawing(row, chances, draws_of.redrawn(row) == str(row.drawn_id))


def _chances_now(case: Case, judges: dict[int, Account]) -> tuple[Chance, ...]:
    """Return the chances a draw would have now; none when nobody can be drawn."""
    field = assignment.candidates(case)
    held = {one.key: one.open_cases for one in field}
    try:
        chances = draw(field, seed="").chances
    except NobodyToDraw:
        return ()
    return tuple(
        Chance(
            judge=str(judges[int(key)]),
            number=judges[int(key)].handle,
            open_cases=held[key],
            chance=_percent(chance),
            is_drawn=False,
            is_judge=False,
        )
        for key, chance in chances
    )


def _accounts(keys: Any) -> dict[int, Account]:
    return Account.objects.select_related("person").in_bulk(list(keys))


def _percent(share: Fraction) -> str:
    """Return a chance in per cent to one decimal, `33.3%`."""
    tenths = round(share * 1000)  # arithmetic: tenths of a per cent
    return f"{tenths // 10}.{tenths % 10}%"  # arithmetic: as above


def _decimal(number: Fraction) -> str:
    """Return a number to two decimals, for a table."""
    hundredths = round(number * 100)  # arithmetic: hundredths
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{abs(hundredths) // 100}.{abs(hundredths) % 100:02}"  # arithmetic: as above


OVERRIDES: Listing[Assignment] = Listing(
    name="draws",
    title="分案记录",
    columns=(
        Column("case", "案号", lambda a: a.case.number),
        Column("at", "时间", lambda a: a.at, kind="instant"),
        Column("drawn", "抽取结果", lambda a: a.drawn, kind="short"),
        Column("judge", "实际承办", lambda a: a.judge, kind="short"),
        Column("reason", "指定或者变更的理由", lambda a: a.override_reason),
        Column("seed", "种子", lambda a: a.seed, on_phone=False, optional=True),
    ),
    link=lambda a: reverse("filing:case-judge", args=[a.case_id]),
    order=("-at", "-id"),
    filters=(
        Filter(
            "kind",
            "范围",
            lambda rows, _: rows.exclude(judge=F("drawn")),
            (("overridden", "只看不按抽取结果的"),),
        ),
        Filter("number", "案号", lambda rows, typed: rows.filter(case__number__contains=typed)),
    ),
)


@require_safe
@signed_in
def fairness(request: HttpRequest) -> HttpResponseBase:
    """Show each judge's count against the rule's expectation, and every draw with its seed."""
    account = account_of(request)
    courts = draws_of.courts_seen_by(account)
    if not account.is_court_staff or not courts.exists():
        raise NotVisible
    now = clock.now()
    year = _year(request.GET.get("year", ""), clock.day_of(now).year)
    rows = draws_of.draws(courts, year=year)
    as_csv = request.GET.get("format") == "csv"
    if as_csv and request.GET.get("table") == "shares":
        return _shares_as_csv(draws_of.shares(rows))
    shares = [] if as_csv else draws_of.shares(rows)
    context = {
        "shares": [_share(one) for one in shares],
        "at": now,
        "year": year,
        "earlier": year - 1 if draws_of.draws(courts, year=year - 1).exists() else None,
    }
    return OVERRIDES.answer(request, rows, "filing/fairness.html", context)


def _year(asked: str, usual: int) -> int:
    return int(asked) if len(asked) == 4 and asked.isdecimal() and asked > "1990" else usual


def _share(one: draws_of.Share) -> dict[str, Any]:
    return {
        "judge": one.judge,
        "drawn": one.drawn,
        "given": one.given,
        "expected": _decimal(one.expected),
        "low": _decimal(max(one.low, Fraction(0))),
        "high": _decimal(one.high),
        "is_within": one.is_within,
    }


def _shares_as_csv(shares: list[draws_of.Share]) -> HttpResponseBase:
    labels = ["工号", "法官", "抽到", "实际承办", "期望", "区间下限", "区间上限"]
    return export.csv_of(
        "judges",
        labels,
        (
            [
                one.judge.handle,
                str(one.judge),
                one.drawn,
                one.given,
                _decimal(one.expected),
                _decimal(max(one.low, Fraction(0))),
                _decimal(one.high),
            ]
            for one in shares
        ),
    )
