"""Each day's book of the bank beside the court's own, and what to do where they differ. S7."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from yunting.core.access import get_for
from yunting.core.actor import Actor
from yunting.core.procedure import open_moves
from yunting.lib import money
from yunting.money.forms import ReasonForm
from yunting.money.models import Book, BookRow, BookState, Difference
from yunting.money.procedure import EXPLAIN
from yunting.money.selectors import books, door
from yunting.money.services import books as asking
from yunting.money.services import differences
from yunting.money.views.acts import acted
from yunting.ui import wording
from yunting.ui.forms import Form
from yunting.ui.lists import Column, Listing, State
from yunting.ui.pages import show, signed_in


def _if_compared(amount: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda book: amount(book) if book.compared_at else None


BOOKS: Listing[Any] = Listing(
    name="books",
    title="对账",
    columns=(
        Column("day", "日期", lambda b: b.day, kind="day"),
        Column(
            "state",
            "状态",
            lambda b: b.get_state_display(),
            kind="badge",
            tone=lambda b: wording.state_tone(b.state),
        ),
        Column("open", "待查差异", lambda b: f"{b.open}处" if b.open else "", kind="short"),
        Column("bank", "银行合计", _if_compared(lambda b: b.bank_amount), kind="amount"),
        Column("own", "本院合计", _if_compared(lambda b: b.own_amount), kind="amount"),
        Column("rows", "银行笔数", lambda b: f"{b.told}笔", kind="short", on_phone=False),
        Column("compared", "对账时间", lambda b: b.compared_at, kind="instant", on_phone=False),
    ),
    link=lambda b: reverse("money:book", args=[b.pk]),
    order=("-day", "-id"),
    states=tuple(State(value, str(label)) for value, label in BookState.choices),
)


def _own(row: Any) -> Any:
    fen = row.came_fen if row.fen > 0 else row.went_fen and -row.went_fen
    return None if fen is None else money.yuan(fen)


def _payment_page(row: BookRow) -> str:
    return f"{reverse('money:payments')}?serial={row.serial}"


ROWS: Listing[Any] = Listing(
    name="bank-rows",
    title="银行流水",
    columns=(
        Column("serial", "银行流水号", lambda r: r.serial, kind="short"),
        Column("bank", "银行记的", lambda r: r.amount, kind="amount"),
        Column("own", "本院记的", _own, kind="amount"),
        Column("payer", "付款人", lambda r: r.payer),
        Column("account", "收款账号", lambda r: r.account_number, kind="short", on_phone=False),
        Column("at", "时间", lambda r: r.at, kind="instant", on_phone=False),
    ),
    link=_payment_page,
    order=("id",),
)


@require_safe
@signed_in
def all_books(request: HttpRequest) -> HttpResponseBase:
    """List the days, the newest first."""
    account, _ = door.keeper_of(request)
    return BOOKS.answer(request, books.books_of(account), "money/books.html")


@require_safe
@signed_in
def book(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show a day: both sums, each difference, every row of the bank beside the court's own."""
    found, actor = get_for(request, Book, pk=pk)
    context = _context(found, actor, Form())
    return ROWS.answer(request, books.rows_of(found), "money/book.html", context)


@require_POST
@signed_in
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the bank for the book once more."""
    found, actor = get_for(request, Book, pk=pk)
    form, said = Form(request.POST), "已经请银行重发，收到后自动对账。"
    answer = acted(request, form, asking.ask_again, found, by=actor, said=said)
    return answer or _refused(request, found, actor, form)


@require_POST
@signed_in
def take_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Put into the court's books what only the bank had."""
    found, actor = get_for(request, Difference, pk=pk)
    form, said, page = Form(request.POST), "已经按银行流水补记。", found.book
    answer = acted(request, form, differences.take_in, found, by=actor, said=said, then=page)
    return answer or _refused(request, page, actor, form, at=found)


@require_POST
@signed_in
def explain(request: HttpRequest, pk: int) -> HttpResponse:
    """Say why the books differ."""
    found, actor = get_for(request, Difference, pk=pk)
    form, said, page = ReasonForm(request.POST), "说明已经记入。", found.book
    answer = acted(request, form, differences.explain, found, by=actor, said=said, then=page)
    return answer or _refused(request, page, actor, form, at=found)


def _refused(
    request: HttpRequest, found: Book, actor: Actor, form: Form, *, at: Difference | None = None
) -> HttpResponse:
    """Show a day again; what was typed stands at its difference."""
    found.refresh_from_db()
    path = found.get_absolute_url()
    rows = ROWS.page(books.rows_of(found), QueryDict(), path=path, chosen=frozenset())
    context = {**_context(found, actor, form, at), "list": rows}
    return show(request, "money/book.html", context, status=409)


def _context(
    found: Book, actor: Actor, form: Form, at: Difference | None = None
) -> dict[str, object]:
    return {
        "book": found,
        "form": form,
        "differences": [(one, _form_of(one, at, form)) for one in books.differences_of(found)],
        "moves": {move.name for move in open_moves(found, actor)},
        "keeps": bool(actor.roles & EXPLAIN.by),
    }


def _form_of(one: Difference, at: Difference | None, form: Form) -> ReasonForm:
    if at is not None and one.pk == at.pk and isinstance(form, ReasonForm):
        return form
    return ReasonForm(auto_id=f"id_{one.pk}_%s")
