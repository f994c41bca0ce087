"""The payment neighbour as people pay, and as its book tells it."""

from __future__ import annotations

from typing import Any

import pytest

from sim import payment
from tests.neighbours import Program
from yunting.core import gateways, wire
from yunting.lib import clock

pytestmark = pytest.mark.django_db
ORDER = {
    "reference": "K7QM",
    "account": "090220260000000017",
    "amount": "720.00",
    "title": "受理费",
}


def ordered(**changed: str) -> dict[str, str]:
    told = {**ORDER, **changed}
    return dict(gateways.ask("payment", "payment.order", told, key=str(changed)))


def book(day: str | None = None, *, start: int = 0) -> dict[str, Any]:
    told = {"day": day or clock.day_of(clock.now()).isoformat(), "start": f"{start}"}
    return dict(gateways.ask("payment", "payment.book", told, key=f"{clock.now()}"))


class TestOrder:
    def test_is_one_for_a_reference(self, neighbours: Program) -> None:
        assert ordered()["code"] == ordered(amount="360.00")["code"]
        assert ordered()["code"] != ordered(reference="other")["code"]

    def test_is_paid_by_anybody_on_its_page(self, neighbours: Program) -> None:
        address = f"/pay/{ordered()['code']}"
        assert 'value="720.00"' in neighbours.client.get(address).text

        sent = neighbours.client.post(address, data={"amount": "720.00", "payer": "李潮"})

        assert "已支付 720.00 元" in neighbours.client.get(sent.headers["Location"]).text
        rows: Any = book()["rows"]
        (row,) = rows
        assert (row["reference"], row["amount"], row["payer"]) == ("K7QM", "720.00", "李潮")

    @pytest.mark.parametrize("amount", ["0", "-1", "1.001", "viel", "NaN"])
    def test_is_not_paid_with_what_is_no_amount(self, neighbours: Program, amount: str) -> None:
        answer = neighbours.client.post(f"/pay/{ordered()['code']}", data={"amount": amount})

        assert answer.status_code == 400
        assert "请填写大于0的金额" in answer.text
        assert book()["rows"] == []

    def test_of_nobody_is_not_there(self, neighbours: Program) -> None:
        assert neighbours.client.get("/pay/AAAAAAAAAAAA").status_code == 404
        assert neighbours.client.post("/pay/AAAAAAAAAAAA", data={}).status_code == 404


class TestTransfer:
    def test_goes_to_any_account(self, neighbours: Program) -> None:
        wire.introduce()
        form = {"account": "999", "amount": "1", "payer": "<b>钱路"}

        assert neighbours.client.post("/payments", data=form).status_code == 303
        shown = neighbours.client.get("/payments").text
        assert "&lt;b&gt;钱路" in shown
        assert "1.00" in shown

    def test_needs_a_court_to_tell(self, neighbours: Program) -> None:
        answer = neighbours.client.post("/payments", data={"account": "999", "amount": "0"})

        assert answer.status_code == 400


class TestBook:
    @pytest.mark.parametrize(
        ("wrong", "rows"), [("", 2), ("missing", 1), ("doubled", 3), ("yesterday", 0)]
    )
    def test_can_be_wrong_to_order(self, neighbours: Program, wrong: str, rows: int) -> None:
        wire.introduce()
        for _ in range(2):
            neighbours.post("/admin/payments", {"account": "1", "amount": "5"})
        neighbours.behave("payment", wrong=wrong)

        assert len(book()["rows"]) == rows

    def test_of_another_day_is_another(self, neighbours: Program) -> None:
        wire.introduce()
        neighbours.post("/admin/payments", {"account": "1", "amount": "5"})

        assert book("2020-01-01")["rows"] == []

    def test_comes_in_pages(self, neighbours: Program) -> None:
        wire.introduce()
        for n in range(payment.BOOK_ROWS + 1):
            neighbours.post("/admin/payments", {"account": f"{n}", "amount": "5"})

        first, second = book(), book(start=payment.BOOK_ROWS)

        assert (first["more"], second["more"]) == (True, False)
        rows = [*first["rows"], *second["rows"]]
        assert [row["account"] for row in rows] == [f"{n}" for n in range(payment.BOOK_ROWS + 1)]
