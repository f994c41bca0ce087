"""Each day's book through its pages, without scripts, with the bank that can be made to lie."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.accounts.signing_in import signed_in
from tests.cast import on_stage
from tests.money import books as day
from tests.money.build import FEE, Owed, keeper, owed
from tests.neighbours import Program
from yunting.core import outbox, wire
from yunting.lib import clock
from yunting.money.models import Book, BookState, Difference, FeeState
from yunting.money.selectors.payments import balances_of
from yunting.money.services import books

pytestmark = [pytest.mark.django_db, pytest.mark.feature("S7")]


@pytest.fixture
def told(db: None) -> Owed:
    at = clock.now() - timedelta(hours=2)
    return owed(on_stage(at), at=at, served=clock.day_of(at))


@pytest.fixture
def yu(told: Owed) -> Client:
    return signed_in(keeper(told.cast))


def post(client: Client, name: str, pk: int, **typed: str) -> Any:
    return client.post(reverse(name, args=[pk]), {**typed, "form_key": uuid4().hex})


def page(client: Client, name: str, *args: Any) -> str:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def paid_at_the_bank(neighbours: Program, told: Owed, **changed: str) -> dict[str, str]:
    """Let somebody pay at a bank whose message never reaches the court."""
    wire.introduce()
    body = {"account": told.notice.account.number, "amount": str(FEE), "payer": "张澄"}
    return dict(neighbours.post("/admin/payments", {**body, **changed}))


def the_next_morning(told: Owed) -> Book:
    """Ask for today's book as the worker does tomorrow, and take what the bank answers."""
    at = day.morning_after(clock.now())
    assert books.ask_next(court=told.cast.court, at=at) is not None
    return answered()


def answered() -> Book:
    while outbox.send_one("payment", at=clock.machine_now()):
        pass
    return Book.objects.get()


class TestTheBank:
    def test_has_a_payment_the_court_was_never_told_of(
        self, told: Owed, yu: Client, neighbours: Program
    ) -> None:
        row = paid_at_the_bank(neighbours, told)

        book = the_next_morning(told)

        assert book.state == BookState.DIFFERS
        shown = page(yu, "money:book", book.pk)
        assert "银行有，本院没有" in shown
        assert row["serial"] in shown
        answer = post(yu, "money:take-in", Difference.objects.get().pk)
        assert answer.status_code == 303
        book.refresh_from_db()
        assert book.state == BookState.SETTLED
        assert told.fresh().state == FeeState.PAID
        assert balances_of(told.cast.court).bank == FEE

    def test_agrees_with_the_court_over_what_it_told(self, told: Owed, neighbours: Program) -> None:
        row = paid_at_the_bank(neighbours, told)
        told.pays(row["serial"], at=clock.now())

        assert the_next_morning(told).state == BookState.AGREES

    @pytest.mark.parametrize(
        ("wrong", "shown"),
        [
            ("missing", "本院有，银行没有"),
            ("doubled", "银行列了两次"),
            ("yesterday", "不是这一天的对账单"),
        ],
    )
    def test_sends_a_wrong_book_and_on_request_the_right_one(
        self, told: Owed, yu: Client, neighbours: Program, wrong: str, shown: str
    ) -> None:
        row = paid_at_the_bank(neighbours, told)
        told.pays(row["serial"], at=clock.now())
        neighbours.behave("payment", wrong=wrong)
        book = the_next_morning(told)
        assert shown in page(yu, "money:book", book.pk)

        neighbours.behave("payment")
        assert post(yu, "money:book-again", book.pk).status_code == 303

        assert answered().state == BookState.AGREES
        assert "重发的对账单里没有了" in page(yu, "money:book", book.pk)

    def test_that_is_away_is_asked_until_it_is_back(
        self, told: Owed, yu: Client, neighbours: Program
    ) -> None:
        wire.introduce()
        neighbours.behave("payment", outage=True)
        book = the_next_morning(told)
        assert book.state == BookState.ASKED
        assert "对账单还没有来" in page(yu, "money:book", book.pk)

        neighbours.behave("payment")
        later = clock.machine_now() + timedelta(hours=1)
        while outbox.send_one("payment", at=later):
            pass

        assert Book.objects.get().state == BookState.AGREES


class TestThePages:
    def test_list_the_days_with_both_sums(self, told: Owed, yu: Client) -> None:
        payment = told.pays(at=clock.now())
        book = day.tell(day.asked(told, at=day.morning_after(clock.now())), day.row_of(payment))

        shown = page(yu, "money:books")

        assert shown.count("¥5,596.47") == 2
        assert reverse("money:book", args=[book.pk]) in shown
        assert "一致" in shown

    def test_keep_what_was_typed_when_it_is_refused(self, told: Owed, yu: Client) -> None:
        book = day.tell(day.asked(told, at=day.morning_after(clock.now())), day.strange(told))

        answer = post(yu, "money:explain", day.the(book).pk, reason="")
        assert answer.status_code == 409
        assert "请填写理由" in answer.content.decode()
        long = post(yu, "money:explain", day.the(book).pk, reason="查" * 501)
        assert "查" * 501 in long.content.decode()

    def test_export_the_rows_of_the_bank(self, told: Owed, yu: Client) -> None:
        book = day.tell(day.asked(told, at=day.morning_after(clock.now())), day.strange(told))

        told_in = yu.get(reverse("money:book", args=[book.pk]), {"format": "csv"})

        assert day.STRANGE in b"".join(told_in.streaming_content).decode()  # type: ignore[attr-defined]

    def test_take_as_many_queries_for_many_days_and_rows(self, told: Owed, yu: Client) -> None:
        rows = [day.strange(told, serial=f"8{n:03}") for n in range(30)]
        book = day.tell(day.asked(told, at=day.morning_after(clock.now())), *rows[:2])
        few = [queries(yu, "money:books"), queries(yu, "money:book", book.pk)]
        for n in range(2, 6):
            day.tell(day.asked(told, at=day.morning_after(clock.now(), days=n)), *rows)
        last = Book.objects.latest("day")

        assert [queries(yu, "money:books"), queries(yu, "money:book", last.pk)] == few

    @pytest.mark.parametrize("who", ["sun", "wang"])
    def test_are_not_for_others(self, told: Owed, who: str) -> None:
        book = day.tell(day.asked(told, at=day.morning_after(clock.now())), day.strange(told))
        client = signed_in(getattr(told.cast, who))

        assert client.get(reverse("money:books")).status_code == 404
        assert client.get(reverse("money:book", args=[book.pk])).status_code == 404
        for name in ("money:take-in", "money:explain"):
            assert post(client, name, day.the(book).pk, reason="x").status_code == 404
        assert Decimal(0) == balances_of(told.cast.court).bank


def queries(client: Client, name: str, *args: Any) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        page(client, name, *args)
    return len(seen)
