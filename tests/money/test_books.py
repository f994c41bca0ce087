"""The bank's book of each day beside the court's own: to the fen, and every difference a task."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import AT, Cast, acting
from tests.concurrency.together import at_once
from tests.money import books as day
from tests.money.books import NEXT_MORNING, asked, row_of, strange, tell, the
from tests.money.build import FEE, HOUR, Owed, held, keeper, owed, proposed
from tests.money.test_ledger import judge
from yunting.core import tasks
from yunting.core.models import Event, OutboxMessage
from yunting.core.procedure import NotYours, OutOfOrder
from yunting.core.roles import Role
from yunting.lib import clock
from yunting.lib.money import NotAnAmount
from yunting.money import callbacks
from yunting.money import settings as chosen
from yunting.money.models import (
    Book,
    BookRow,
    BookState,
    Difference,
    DifferenceKind,
    DifferenceState,
    FeeState,
    LedgerKind,
    Payment,
    PaymentState,
)
from yunting.money.selectors.ledger import balance_of
from yunting.money.services import books, differences, ledger, returns
from yunting.money.services.reasons import ReasonNeeded

TODAY = clock.day_of(AT)


def kinds_of(book: Book) -> list[str]:
    return list(book.differences.order_by("id").values_list("kind", flat=True))


class TestAsking:
    def test_begins_with_the_day_of_the_first_payment_once_it_is_over(self, told: Owed) -> None:
        told.pays()

        assert books.ask_next(court=told.cast.court, at=AT) is None
        book = asked(told)

        assert (book.day, book.state) == (TODAY, BookState.ASKED)
        sent = OutboxMessage.objects.get(type="payment.book")
        assert b'"reference":"' in bytes(sent.body)

    def test_waits_an_hour_after_midnight(self, told: Owed) -> None:
        told.pays()
        midnight = datetime.combine(TODAY + timedelta(days=1), time(), clock.ZONE)

        early = midnight + chosen.BOOK_AFTER_MIDNIGHT - timedelta(microseconds=1)

        assert books.ask_next(court=told.cast.court, at=early) is None
        at = midnight + chosen.BOOK_AFTER_MIDNIGHT
        assert books.ask_next(court=told.cast.court, at=at) is not None

    def test_leaves_no_day_out_after_a_long_absence(self, told: Owed) -> None:
        told.pays()
        week_later = AT + timedelta(days=7)

        while books.ask_next(court=told.cast.court, at=week_later):
            pass

        days = list(Book.objects.order_by("day").values_list("day", flat=True))
        assert days == [TODAY + timedelta(days=n) for n in range(7)]

    def test_without_any_payment_begins_with_yesterday(self, cast: Cast) -> None:
        book = books.ask_next(court=cast.court, at=AT)

        assert book is not None
        assert book.day == TODAY - timedelta(days=1)


class TestComparing:
    def test_agrees_to_the_fen(self, told: Owed) -> None:
        payment = told.pays()

        book = tell(asked(told), row_of(payment))

        assert book.state == BookState.AGREES
        assert (book.bank_amount, book.own_amount) == (FEE, FEE)
        assert not book.differences.exists()

    def test_of_a_day_without_money_agrees(self, told: Owed) -> None:
        assert tell(asked(told)).state == BookState.AGREES

    @pytest.mark.parametrize(
        ("changed", "kind"),
        [
            ({"serial": "20260302999"}, [DifferenceKind.NOT_HERE, DifferenceKind.NOT_THERE]),
            ({"amount": FEE + Decimal("0.01")}, [DifferenceKind.OTHER]),
            ({"amount": FEE - Decimal("0.01")}, [DifferenceKind.OTHER]),
            ({"amount": -FEE}, [DifferenceKind.OTHER]),
            ({"account": "1"}, [DifferenceKind.OTHER]),
        ],
    )
    def test_shows_what_differs(
        self, told: Owed, changed: dict[str, Any], kind: list[DifferenceKind]
    ) -> None:
        payment = told.pays()

        book = tell(asked(told), row_of(payment, **changed))

        assert book.state == BookState.DIFFERS
        assert kinds_of(book) == kind

    def test_shows_a_row_missing_doubled_and_the_book_of_yesterday(self, told: Owed) -> None:
        row = row_of(told.pays())
        keeps = acting(keeper(told.cast))
        book = asked(told)

        assert kinds_of(tell(book)) == [DifferenceKind.NOT_THERE]
        book = tell(books.ask_again(book, by=keeps, at=NEXT_MORNING), row, row)
        assert kinds_of(book) == [DifferenceKind.NOT_THERE, DifferenceKind.DOUBLED]
        book = books.ask_again(book, by=keeps, at=NEXT_MORNING)
        book = tell(book, row, day=TODAY - timedelta(days=1))
        open_ = book.differences.filter(state=DifferenceState.OPEN)
        assert [one.kind for one in open_] == [DifferenceKind.OTHER_DAY]
        book = tell(books.ask_again(book, by=keeps, at=NEXT_MORNING), row)
        assert book.state == BookState.AGREES
        assert set(book.differences.values_list("state", flat=True)) == {DifferenceState.GONE}

    def test_counts_what_went_back_against_what_came(self, told: Owed) -> None:
        yu, zhou = keeper(told.cast), keeper(told.cast, "赵舟", Role.PRESIDENT)
        payment = returns.confirm(proposed(told, yu), by=acting(zhou), at=AT)
        name = payment.back_reference
        returns.settle(name, is_done=True, back_serial="9", reason="", at=AT)

        book = tell(
            asked(told),
            row_of(payment),
            row_of(payment, serial="9", reference=name, amount=-payment.amount, at=AT + HOUR),
        )

        assert book.state == BookState.AGREES
        assert (book.bank_fen, book.told) == (0, 2)

    def test_takes_many_pages_and_asks_for_each_in_turn(self, told: Owed) -> None:
        rows = [row_of(told.pays(f"2026030200{n}")) for n in range(5)]
        book = asked(told)

        tell(book, *rows[:2], more=True)
        tell(book, *rows[2:4], start=2, more=True)
        book.refresh_from_db()
        assert (book.state, book.told) == (BookState.ASKED, 4)
        book = tell(book, *rows[4:], start=4)

        assert (book.state, book.told, book.bank_amount) == (BookState.AGREES, 5, 5 * FEE)
        assert OutboxMessage.objects.filter(type="payment.book").count() == 3

    def test_a_page_told_twice_or_of_an_earlier_attempt_changes_nothing(self, told: Owed) -> None:
        row = row_of(told.pays())
        first = asked(told)
        again = books.ask_again(first, by=acting(keeper(told.cast)), at=NEXT_MORNING)

        assert tell(first, row).state == BookState.ASKED
        tell(again, row)
        assert tell(again, row, row).state == BookState.AGREES
        assert BookRow.objects.count() == 1

    def test_many_at_once_compare_once(self, own_database: str) -> None:
        told = owed()
        book = asked(told)

        at_once(lambda _: tell(book, strange(told)), times=4)

        assert Difference.objects.count() == BookRow.objects.count() == 1
        assert Event.objects.filter(kind="money.book-differed").count() == 1

    def test_two_workers_ask_once(self, own_database: str) -> None:
        told = owed()

        at_once(lambda _: books.ask_next(court=told.cast.court, at=NEXT_MORNING), times=4)

        assert Book.objects.count() == 1
        assert OutboxMessage.objects.filter(type="payment.book").count() == 1

    def test_a_book_that_is_altogether_wrong_is_one_task(self, told: Owed) -> None:
        rows = [strange(told, serial=f"7{n:05}") for n in range(chosen.MOST_DIFFERENCES + 1)]
        book = asked(told)

        book = tell(book, *rows)

        assert kinds_of(book) == [DifferenceKind.TOO_MANY]
        assert len(kinds_of(tell_again(book, told, rows[:-1]))) == chosen.MOST_DIFFERENCES + 1

    @pytest.mark.parametrize("reference", ["", "账", "账x-1", "账999999-1", "账1", "账1-9"])
    def test_of_nothing_is_refused(self, told: Owed, reference: str) -> None:
        book = asked(told)

        with pytest.raises(books.UnknownBook):
            tell(book, reference=reference.replace("账1-", f"账{book.pk}-"))


def tell_again(book: Book, told: Owed, rows: list[books.Row]) -> Book:
    by = acting(keeper(told.cast, "周鱼"))
    return tell(books.ask_again(book, by=by, at=NEXT_MORNING), *rows)


class TestDifferences:
    def test_are_tasks_of_who_keeps_the_books_until_settled(self, cast: Cast) -> None:
        book = day.differing(cast)
        yu = keeper(cast)

        (todo,) = tasks.tasks_of(yu)
        assert (todo.subject, todo.move.name) == (the(book), "explain")
        differences.explain(todo.subject, reason="银行冲正", by=acting(yu), at=NEXT_MORNING)

        assert tasks.tasks_of(yu) == []
        book.refresh_from_db()
        assert book.state == BookState.SETTLED

    def test_what_only_the_bank_had_is_put_in_and_pays_the_fee(self, told: Owed) -> None:
        book = tell(asked(told), strange(told))
        by = acting(keeper(told.cast))

        one = differences.take_in(the(book), by=by, at=NEXT_MORNING)

        judge()
        book.refresh_from_db()
        assert (one.state, book.state) == (DifferenceState.TAKEN, BookState.SETTLED)
        assert told.fresh().state == FeeState.PAID
        bank = ledger.own_account(told.cast.court, LedgerKind.BANK)
        assert balance_of(bank) == FEE

    def test_what_the_bank_told_meanwhile_is_put_in_once(self, told: Owed) -> None:
        book = tell(asked(told), strange(told))
        told.pays(day.STRANGE)

        differences.take_in(the(book), by=acting(keeper(told.cast)), at=NEXT_MORNING)

        assert Payment.objects.count() == 1

    def test_a_return_the_court_was_not_told_of_is_put_in(self, told: Owed) -> None:
        yu, zhou = keeper(told.cast), keeper(told.cast, "赵舟", Role.PRESIDENT)
        payment = returns.confirm(proposed(told, yu), by=acting(zhou), at=AT)
        back = row_of(payment, serial="9", reference=payment.back_reference, amount=-payment.amount)
        book = tell(asked(told), row_of(payment), back)

        differences.take_in(the(book), by=acting(yu), at=NEXT_MORNING)

        judge()
        payment.refresh_from_db()
        assert (payment.state, payment.back_day) == (PaymentState.RETURNED, TODAY)

    def test_a_return_that_never_was_asked_or_failed_is_not_put_in(self, told: Owed) -> None:
        yu, zhou = keeper(told.cast), keeper(told.cast, "赵舟", Role.PRESIDENT)
        payment = returns.confirm(proposed(told, yu), by=acting(zhou), at=AT)
        name = payment.back_reference
        returns.settle(name, is_done=False, back_serial="", reason="已销户", at=AT)
        rows = [row_of(payment, serial=f"9{n}", amount=-FEE, reference=n) for n in ("退7-1", name)]
        book = tell(asked(told), row_of(payment), *rows)

        for one in book.differences.order_by("id"):
            with pytest.raises((differences.NothingToTakeIn, returns.UnknownReturn)):
                differences.take_in(one, by=acting(yu), at=NEXT_MORNING)

        assert set(book.differences.values_list("state", flat=True)) == {DifferenceState.OPEN}

    def test_what_only_the_court_has_is_not_put_in(self, told: Owed) -> None:
        told.pays()
        book = tell(asked(told))

        with pytest.raises(differences.NothingToTakeIn):
            differences.take_in(the(book), by=acting(keeper(told.cast)), at=NEXT_MORNING)

    def test_need_a_reason_and_stay_explained_when_the_book_comes_again(self, cast: Cast) -> None:
        book = day.differing(cast)
        by = acting(keeper(cast))
        with pytest.raises(ReasonNeeded):
            differences.explain(the(book), reason=" ", by=by, at=NEXT_MORNING)
        differences.explain(the(book), reason="银行冲正", by=by, at=NEXT_MORNING)
        book.refresh_from_db()

        with pytest.raises(OutOfOrder):
            books.ask_again(book, by=by, at=NEXT_MORNING)
        with pytest.raises(OutOfOrder):
            differences.explain(the(book), reason="再说", by=by, at=NEXT_MORNING)

    def test_of_which_one_is_explained_leave_the_day_open_for_the_other(self, cast: Cast) -> None:
        book = day.differing_twice(cast)
        by = acting(keeper(cast))
        first, second = book.differences.order_by("id")

        differences.explain(first, reason="查清了", by=by, at=NEXT_MORNING)
        book.refresh_from_db()
        assert book.state == BookState.DIFFERS
        again = books.ask_again(book, by=by, at=NEXT_MORNING)
        again = tell(again, books_row(first))

        states = again.differences.order_by("id").values_list("state", flat=True)
        assert list(states) == ["explained", "open"]
        assert second.pk in again.differences.values_list("pk", flat=True)

    def test_may_be_explained_while_the_bank_is_asked_again(self, cast: Cast) -> None:
        book = day.differing(cast)
        one, by = the(book), acting(keeper(cast))
        books.ask_again(book, by=by, at=NEXT_MORNING)

        differences.explain(one, reason="银行冲正", by=by, at=NEXT_MORNING)

        again = Book.objects.get()
        assert again.state == BookState.ASKED
        assert tell(again, books_row(one)).state == BookState.SETTLED

    @pytest.mark.parametrize("who", ["sun", "zhou", "zhang", "wang"])
    def test_are_for_those_who_keep_the_books(self, cast: Cast, who: str) -> None:
        book = day.differing(cast)
        by = acting(getattr(cast, who))

        with pytest.raises(NotYours):
            differences.explain(the(book), reason="x", by=by, at=NEXT_MORNING)
        with pytest.raises(NotYours):
            differences.take_in(the(book), by=by, at=NEXT_MORNING)
        with pytest.raises(NotYours):
            books.ask_again(book, by=by, at=NEXT_MORNING)

    def test_two_at_once_settle_it_once(self, own_database: str) -> None:
        told = owed()
        book = tell(asked(told), strange(told))
        by = acting(keeper(told.cast))
        one = the(book)

        at_once(lambda _: differences.take_in(one, by=by, at=NEXT_MORNING), times=4)

        assert Payment.objects.count() == 1
        assert Event.objects.filter(kind="money.book-settled").count() == 1


def books_row(one: Difference) -> books.Row:
    row = one.row
    assert row is not None
    return books.Row(
        row.serial, row.account_number, row.reference, row.amount, row.payer, row.method, row.at
    )


ROW = {
    "serial": "1",
    "account": "2",
    "reference": "",
    "amount": "-720.00",
    "payer": "张澄",
    "method": "qr",
    "at": "2026-03-02T09:30:00+08:00",
}


class TestReading:
    def test_reads_what_went_back_as_negative(self) -> None:
        assert callbacks.row_in(ROW).amount == Decimal("-720.00")

    @pytest.mark.parametrize(
        "changed",
        [{"serial": ""}, {"amount": "0"}, {"amount": "--1"}, {"amount": "-"}, {"at": "gestern"}],
    )
    def test_refuses_what_cannot_be_a_row(self, changed: dict[str, Any]) -> None:
        with pytest.raises((ValueError, NotAnAmount)):
            callbacks.row_in({**ROW, **changed})


class TestAnyBooks:
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
    @given(
        st.lists(st.integers(0, 7), max_size=6, unique=True),
        st.lists(st.integers(0, 7), max_size=6),
    )
    def test_agree_if_and_only_if_each_has_the_rows_of_the_other(
        self, cast: Cast, ours: list[int], theirs: list[int]
    ) -> None:
        told = owed(cast)
        start = Payment.objects.count()
        names = {n: f"{start:06}{told.notice.pk:06}{n}" for n in range(8)}
        paid_on = date(2020, 1, 1) + timedelta(days=told.notice.pk)
        at = datetime.combine(paid_on, time(1), clock.ZONE)
        for n in ours:
            told.pays(names[n], at=at)
        book = Book.objects.create(
            court=cast.court, day=paid_on, state=BookState.ASKED, asked_at=NEXT_MORNING
        )

        book = tell(book, *(strange(told, serial=names[n], at=at) for n in theirs))

        same = sorted(ours) == sorted(theirs)
        assert (book.state == BookState.AGREES) is same
        found = set(book.differences.values_list("kind", "serial"))
        assert found == (
            {(DifferenceKind.NOT_HERE, names[n]) for n in set(theirs) - set(ours)}
            | {(DifferenceKind.NOT_THERE, names[n]) for n in set(ours) - set(theirs)}
            | {(DifferenceKind.DOUBLED, names[n]) for n in theirs if theirs.count(n) > 1}
        )


def test_held_payments_stand_in_the_book_too(told: Owed) -> None:
    payment = held(told)

    assert tell(asked(told), row_of(payment)).state == BookState.AGREES
