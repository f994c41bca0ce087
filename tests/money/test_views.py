"""Fees and the court's books through their pages, without scripts, the bank beside them."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.accounts.signing_in import signed_in
from tests.cast import acting, on_stage
from tests.money.build import FEE, Owed, held, keeper, owed
from tests.neighbours import Program
from yunting.core import keys, outbox, wire
from yunting.core.models import Circuit, Deadline, InboundRefusal, OutboxMessage
from yunting.core.roles import Role
from yunting.lib import clock, envelope
from yunting.money import deadlines
from yunting.money.models import FeeState, Payment, PaymentState, Why
from yunting.money.selectors.payments import balances_of
from yunting.money.services import returns
from yunting.ui import wording

pytestmark = pytest.mark.django_db
CALLBACK = "/neighbours/callbacks"


@pytest.fixture
def told(db: None) -> Owed:
    at = clock.now() - timedelta(hours=2)
    return owed(on_stage(at), at=at, served=clock.day_of(at))


@pytest.fixture
def zhang(told: Owed) -> Client:
    return signed_in(told.cast.zhang)


def page(client: Client, name: str, *args: Any) -> str:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def post(client: Client, name: str, pk: int, **typed: str) -> Any:
    return client.post(reverse(name, args=[pk]), {**typed, "form_key": uuid4().hex})


class Bank:
    """The bank that signs what it tells, as `sim/` does; it can be made to lie."""

    def __init__(self, neighbours: Program) -> None:
        wire.introduce()
        self.neighbours = neighbours

    def pays(self, told: Owed, **changed: str) -> dict[str, str]:
        """Let somebody pay at the bank, and take what it tells the court."""
        body = {"account": told.notice.account.number, "amount": str(FEE), "payer": "张澄"}
        return dict(self.neighbours.post("/admin/payments", {**body, **changed}))


@pytest.fixture
def bank(neighbours: Program) -> Bank:
    return Bank(neighbours)


def sealed(body: dict[str, str], key: Any, type: str = "payment.paid", asked: str = "") -> bytes:
    """Return what a bank sends, signed with a key."""
    message = envelope.Message(uuid4(), type, "payment", "浙0902", body, correlation=asked)
    return envelope.seal(message, key=key, at=clock.now())


@pytest.mark.feature("S7")
class TestTheFeePage:
    def test_shows_what_is_owed_how_and_until_when(self, told: Owed, zhang: Client) -> None:
        shown = page(zhang, "money:fee", told.notice.pk)

        assert "¥5,596.47" in shown
        assert told.notice.account.number in shown
        last = Deadline.objects.get(kind=deadlines.PREPAYMENT.name)
        assert wording.day(last.ends_on) in shown
        assert "不超过1万元的部分 50元" in shown

    def test_is_the_next_step_of_the_case(self, told: Owed, zhang: Client) -> None:
        shown = page(zhang, "web:matter", told.notice.matter.code)

        assert "交纳案件受理费" in shown
        assert reverse("money:fee", args=[told.notice.pk]) in shown

    def test_leads_to_the_bank_and_back_to_paid(
        self, told: Owed, zhang: Client, bank: Bank
    ) -> None:
        assert post(zhang, "money:order", told.notice.pk).status_code == 303
        assert "支付二维码" in page(zhang, "money:fee", told.notice.pk)
        link = zhang.get(reverse("money:pay", args=[told.notice.pk]))["Location"]
        code = link.rpartition("/")[2]

        sent = bank.neighbours.client.post(
            f"/pay/{code}", data={"amount": str(FEE), "payer": "李潮"}
        )
        assert sent.status_code == 303
        (row,) = bank.neighbours.client.get("/admin/payments").json()
        told.pays(row["serial"], reference=row["reference"], payer=row["payer"], at=clock.now())

        shown = page(zhang, "money:fee", told.notice.pk)
        assert "已交纳" in shown
        assert "诉讼费收据" in shown
        assert "打开支付页面" not in shown

    def test_asked_twice_has_one_order(self, told: Owed, zhang: Client, bank: Bank) -> None:
        for _ in range(2):
            post(zhang, "money:order", told.notice.pk)

        asked = [one for one in bank.neighbours.messages() if one["type"] == "payment.order"]
        assert len(asked) == 1

    def test_says_so_when_the_bank_is_silent(self, told: Owed, zhang: Client, bank: Bank) -> None:
        bank.neighbours.behave("payment", outage=True)

        answer = post(zhang, "money:order", told.notice.pk)

        assert answer.status_code == 409
        assert "诉讼费支付系统暂时没有回应" in answer.content.decode()

    def test_keeps_the_order_that_came_late(self, told: Owed, zhang: Client, bank: Bank) -> None:
        bank.neighbours.behave("payment", outage=True)
        post(zhang, "money:order", told.notice.pk)
        bank.neighbours.behave("payment")

        OutboxMessage.objects.update(next_at=None)
        Circuit.objects.all().delete()
        outbox.send_one("payment", at=clock.machine_now())

        assert "支付二维码" in page(zhang, "money:fee", told.notice.pk)

    def test_refuses_to_pay_what_is_paid(self, told: Owed, zhang: Client) -> None:
        told.pays(at=clock.now())

        answer = post(zhang, "money:order", told.notice.pk)

        assert answer.status_code == 409
        assert "不需要再交" in answer.content.decode()

    def test_shows_what_does_not_count(self, told: Owed, zhang: Client) -> None:
        told.pays(amount=FEE - 1, at=clock.now(), payer="李潮")

        shown = page(zhang, "money:fee", told.notice.pk)
        assert "金额与应交的不一致" in shown
        assert "¥5,595.47" in shown

    @pytest.mark.parametrize("who", ["li", "qian"])
    def test_is_nobody_else_s(self, told: Owed, who: str) -> None:
        other = signed_in(getattr(told.cast, who))

        assert other.get(reverse("money:fee", args=[told.notice.pk])).status_code == 404
        assert post(other, "money:order", told.notice.pk).status_code == 404
        assert "¥5,596.47" not in page(other, "money:fees")

    def test_of_a_case_of_nobody_is_404(self, zhang: Client) -> None:
        assert zhang.get(reverse("money:fee", args=[999_999])).status_code == 404

    def test_can_be_read_but_not_paid_by_the_court(self, told: Owed) -> None:
        sun = signed_in(told.cast.sun)

        assert "去交纳" not in page(sun, "money:fee", told.notice.pk)
        assert post(sun, "money:order", told.notice.pk).status_code == 404


@pytest.mark.feature("S7")
class TestWhatTheBankTells:
    def test_pays_the_fee_once_however_often_it_is_told(self, told: Owed, bank: Bank) -> None:
        row = bank.pays(told)
        key = _keys_of(bank)
        body = {**row, "reference": ""}

        for _ in range(2):
            assert (
                Client()
                .post(CALLBACK, sealed(body, key), content_type="application/json")
                .status_code
                == 200
            )

        assert told.fresh().state == FeeState.PAID
        assert Payment.objects.count() == 1

    def test_unsigned_or_by_a_stranger_has_no_effect(self, told: Owed, bank: Bank) -> None:
        row = bank.pays(told)
        stranger = keys.own_key()

        answers = [
            Client().post(CALLBACK, raw, content_type="application/json").status_code
            for raw in (json.dumps(row).encode(), sealed(row, stranger))
        ]

        assert answers == [400, 401]
        assert told.fresh().state == FeeState.DUE
        assert InboundRefusal.objects.count() == 2

    def test_sent_again_as_it_was_is_a_replay(self, told: Owed, bank: Bank) -> None:
        raw = sealed(bank.pays(told), _keys_of(bank))

        answers = [
            Client().post(CALLBACK, raw, content_type="application/json").status_code
            for _ in range(2)
        ]

        assert answers == [200, 409]
        assert Payment.objects.count() == 1

    def test_in_another_order_comes_to_the_same(self, told: Owed, bank: Bank) -> None:
        rows = [bank.pays(told), bank.pays(told, amount="1.00")]

        for row in reversed(rows):
            Client().post(CALLBACK, sealed(row, _keys_of(bank)), content_type="application/json")

        assert told.fresh().state == FeeState.PAID
        assert Payment.objects.get(state=PaymentState.HELD).why == Why.WRONG_AMOUNT

    def test_unreadable_is_refused_with_a_reason(self, told: Owed, bank: Bank) -> None:
        row = {**bank.pays(told), "amount": "viel"}

        answer = Client().post(
            CALLBACK, sealed(row, _keys_of(bank)), content_type="application/json"
        )

        assert (answer.status_code, answer.json()["reason"]) == (422, "unreadable-payment")


def _keys_of(bank: Bank) -> Any:
    """Return the bank's own key: what it signs is believed."""
    pem = (bank.neighbours.home / "keys" / "payment.key").read_bytes()
    return load_pem_private_key(pem, None)


@pytest.mark.feature("S7")
class TestTheBooks:
    def test_list_what_came_with_how_they_stand(self, told: Owed) -> None:
        told.pays(at=clock.now())
        held(told)
        yu = signed_in(keeper(told.cast))

        shown = page(yu, "money:payments")

        assert "¥11,193.94" in shown
        assert "¥5,597.47" in shown
        assert "待查" in shown

    def test_cost_as_many_queries_for_many_as_for_one(self, told: Owed) -> None:
        yu = signed_in(keeper(told.cast))
        told.pays(at=clock.now())
        page(yu, "money:payments")

        counts = []
        for number in range(2):
            with CaptureQueriesContext(connection) as asked:
                page(yu, "money:payments")
            counts.append(len(asked))
            for more in range(8):
                held(told, f"{number}{more}")

        assert counts[0] == counts[1] <= 9

    def test_send_back_with_two_people(self, told: Owed, bank: Bank) -> None:
        payment = held(told)
        yu, zhao = keeper(told.cast), keeper(told.cast, "赵舟", Role.PRESIDENT)

        post(signed_in(yu), "money:propose", payment.pk, reason="金额不符")
        alone = post(signed_in(yu), "money:confirm", payment.pk)
        done = post(signed_in(zhao), "money:confirm", payment.pk)

        assert (alone.status_code, done.status_code) == (409, 303)
        assert "另一个人复核" in alone.content.decode()
        payment.refresh_from_db()
        assert payment.state == PaymentState.RETURNING

    def test_are_on_the_list_of_what_is_to_be_done(self, told: Owed) -> None:
        payment = held(told)
        yu = keeper(told.cast)

        shown = page(signed_in(yu), "web:tasks")

        assert "查清待查款项，提出退回" in shown
        assert reverse("money:payment", args=[payment.pk]) in shown

    def test_ask_for_a_reason(self, told: Owed) -> None:
        yu = signed_in(keeper(told.cast))

        answer = post(yu, "money:propose", held(told).pk, reason="")

        assert "请填写理由" in answer.content.decode()

    def test_show_the_account_of_a_case_line_by_line(self, told: Owed) -> None:
        told.pays(at=clock.now())
        yu = signed_in(keeper(told.cast))

        shown = page(yu, "money:account", told.notice.account.number)

        assert "诉讼费收据" in shown
        assert "¥5,596.47" in shown

    @pytest.mark.parametrize("who", ["zhang", "sun", "wang"])
    def test_are_not_for_others(self, told: Owed, who: str) -> None:
        client = signed_in(getattr(told.cast, who))
        payment = held(told)

        for name, args in (
            ("money:payments", []),
            ("money:payment", [payment.pk]),
            ("money:account", [told.notice.account.number]),
        ):
            assert client.get(reverse(name, args=args)).status_code == 404
        assert post(client, "money:propose", payment.pk, reason="x").status_code == 404


@pytest.mark.feature("S7")
class TestAReturn:
    def test_is_done_when_the_bank_says_so(self, told: Owed, bank: Bank) -> None:
        row = bank.pays(told, amount="1.00")
        yu, zhao = keeper(told.cast), keeper(told.cast, "赵舟", Role.PRESIDENT)
        payment = told.pays(row["serial"], amount=FEE + 1, at=clock.now())
        proposal = returns.propose(payment, reason="x", by=acting(yu), at=clock.now())
        returns.confirm(proposal, by=acting(zhao), at=clock.now())

        assert outbox.send_one("payment", at=clock.machine_now())
        asked = OutboxMessage.objects.get(type="payment.return")
        told_back = {
            "reference": Payment.objects.get().back_reference,
            "status": "done",
            "back_serial": "20260302777",
        }
        raw = sealed(
            told_back, _keys_of(bank), type="payment.returned", asked=str(asked.message_id)
        )
        answer = Client().post(CALLBACK, raw, content_type="application/json")

        assert answer.status_code == 200
        assert Payment.objects.get().state == PaymentState.RETURNED
        assert balances_of(told.cast.court).bank == 0
