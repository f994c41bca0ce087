"""What the bank tells: taken once, into the account of its case, or held with why."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import AT, Cast, acting
from tests.concurrency.together import at_once
from tests.money.build import FEE, HOUR, SERVED, Owed, held, keeper, owed, proposed
from tests.money.test_ledger import judge
from yunting.core import lapses
from yunting.core.actor import Actor
from yunting.core.models import Document, OutboxMessage
from yunting.core.procedure import NotYours, OutOfOrder
from yunting.core.roles import Role
from yunting.money import callbacks
from yunting.money.models import (
    FeeState,
    Movement,
    Payment,
    PaymentState,
    Posting,
    Why,
)
from yunting.money.selectors.ledger import balance_of
from yunting.money.selectors.payments import Balances, balances_of
from yunting.money.services import fees, payments, returns
from yunting.money.services.reasons import ReasonNeeded

MIDNIGHT = datetime(2026, 3, 9, 16, tzinfo=UTC)
NONE = Decimal("0.00")


class TestTake:
    def test_pays_the_fee_into_the_account_of_its_case(self, told: Owed) -> None:
        payment = told.pays()

        judge()
        assert payment.state == PaymentState.MATCHED
        assert told.fresh().state == FeeState.PAID
        assert balances_of(told.cast.court) == Balances(bank=FEE, cases=FEE, held=NONE)
        assert balance_of(told.notice.account) == FEE

    def test_gives_a_receipt_that_names_who_paid(self, told: Owed) -> None:
        told.pays(payer="李潮")

        receipt = told.fresh().receipt
        assert receipt is not None
        body = bytes(receipt.context).decode()
        assert "李潮" in body
        assert "伍仟伍佰玖拾陆元肆角柒分" in body
        assert Movement.objects.get().document == receipt

    def test_takes_it_from_anybody_and_without_a_reference(self, told: Owed) -> None:
        payment = told.pays(payer="舟山金塘海产有限公司", reference="")

        assert payment.state == PaymentState.MATCHED

    def test_takes_it_before_the_notice_was_served(self, told: Owed) -> None:
        told.pays()

        assert told.fresh().paid_on == SERVED

    def test_takes_the_same_payment_once(self, told: Owed) -> None:
        first, again = told.pays(), told.pays()

        assert first == again
        assert Movement.objects.count() == 1
        assert Document.objects.filter(kind="money.fee-receipt").count() == 1

    @pytest.mark.parametrize(
        ("changed", "why"),
        [
            ({"amount": FEE - Decimal("0.01")}, Why.WRONG_AMOUNT),
            ({"amount": FEE + Decimal("0.01")}, Why.WRONG_AMOUNT),
            ({"account": "0902202600000000"}, Why.UNKNOWN_ACCOUNT),
            ({"reference": "another"}, Why.OTHER_REFERENCE),
        ],
    )
    def test_holds_what_is_for_no_fee(self, told: Owed, changed: dict[str, Any], why: Why) -> None:
        payment = told.pays(**changed)

        judge()
        assert (payment.state, payment.why) == (PaymentState.HELD, why)
        assert told.fresh().state == FeeState.DUE
        assert balances_of(told.cast.court).held == payment.amount

    def test_holds_what_is_paid_twice(self, told: Owed) -> None:
        told.pays()

        assert told.pays("20260302002").why == Why.PAID_TWICE
        assert balances_of(told.cast.court) == Balances(bank=2 * FEE, cases=FEE, held=FEE)

    def test_holds_what_is_for_a_closed_fee(self, told: Owed) -> None:
        fees.close(told.fresh(), reason="案件已移送", by=Actor.court(), at=AT)

        assert told.pays().why == Why.CLOSED

    def test_holds_what_was_paid_after_the_last_day(self, cast: Cast) -> None:
        told = owed(cast, served=SERVED)

        payment = told.pays(at=MIDNIGHT)

        assert payment.why == Why.TOO_LATE
        assert told.fresh().state == FeeState.LAPSED

    def test_counts_what_was_paid_in_time_and_told_late(self, cast: Cast) -> None:
        told = owed(cast, served=SERVED)
        lapses.lapse_all(at=MIDNIGHT)

        late = told.told(paid_at=MIDNIGHT - timedelta(seconds=1))
        payment = payments.take(late, court=cast.court, at=MIDNIGHT + HOUR)

        assert payment.state == PaymentState.MATCHED
        assert told.fresh().state == FeeState.PAID

    def test_refuses_another_payment_under_the_same_serial(self, told: Owed) -> None:
        told.pays()

        with pytest.raises(payments.SerialReused):
            told.pays(amount=FEE + 1)
        assert Payment.objects.count() == 1

    def test_refuses_an_instant_still_to_come(self, told: Owed) -> None:
        with pytest.raises(payments.PaidOutOfTime):
            payments.take(told.told(paid_at=AT + HOUR), court=told.cast.court, at=AT)


class TestAtOnce:
    def test_two_payments_pay_one_fee(self, own_database: str) -> None:
        told = owed()

        at_once(lambda n: told.pays(f"2026030200{n}"), times=4)

        states = sorted(Payment.objects.values_list("state", flat=True))
        assert states == ["held", "held", "held", "matched"]
        assert balances_of(told.cast.court) == Balances(bank=4 * FEE, cases=FEE, held=3 * FEE)
        assert Document.objects.filter(kind="money.fee-receipt").count() == 1

    def test_one_payment_told_many_times_comes_once(self, own_database: str) -> None:
        told = owed()

        at_once(lambda _: told.pays(), times=4)

        assert Payment.objects.count() == Movement.objects.count() == 1

    def test_payment_and_midnight_come_to_one_end(self, own_database: str) -> None:
        told = owed(served=SERVED)

        def either(number: int) -> object:
            if number % 2:
                return lapses.lapse_all(at=MIDNIGHT)
            last = told.told(paid_at=MIDNIGHT - timedelta(seconds=1))
            return payments.take(last, court=told.cast.court, at=MIDNIGHT)

        at_once(either, times=4)

        assert told.fresh().state == FeeState.PAID
        assert Payment.objects.get().state == PaymentState.MATCHED

    def test_two_confirm_one_return(self, own_database: str) -> None:
        told = owed()
        payment = proposed(told, keeper(told.cast))
        others = [keeper(told.cast, name, Role.PRESIDENT) for name in ("赵舟", "李岑")]

        at_once(lambda n: returns.confirm(payment, by=acting(others[n % 2]), at=AT), times=4)

        assert OutboxMessage.objects.filter(type="payment.return").count() == 1


class TestReturn:
    def test_goes_back_when_two_people_and_the_bank_have_done_theirs(self, told: Owed) -> None:
        yu, zhou = keeper(told.cast), keeper(told.cast, "赵舟", Role.PRESIDENT)
        payment = returns.confirm(proposed(told, yu), by=acting(zhou), at=AT)
        sent = OutboxMessage.objects.get(type="payment.return")

        for _ in range(2):
            returns.settle(
                payment.back_reference, is_done=True, back_serial="9", reason="", at=AT + HOUR
            )

        judge()
        payment.refresh_from_db()
        assert payment.state == PaymentState.RETURNED
        assert str(FEE + 1) in bytes(sent.body).decode()
        assert balances_of(told.cast.court) == Balances(bank=NONE, cases=NONE, held=NONE)

    def test_is_held_again_when_the_account_is_closed(self, told: Owed) -> None:
        yu, zhou = keeper(told.cast), keeper(told.cast, "赵舟", Role.PRESIDENT)
        payment = returns.confirm(proposed(told, yu), by=acting(zhou), at=AT)

        reference = payment.back_reference
        returns.settle(reference, is_done=False, back_serial="", reason="已销户", at=AT)

        payment.refresh_from_db()
        assert (payment.state, payment.failure) == (PaymentState.HELD, "已销户")
        assert balances_of(told.cast.court).held == FEE + 1
        again = returns.propose(payment, reason="换账户", by=acting(yu), at=AT)
        assert returns.confirm(again, by=acting(zhou), at=AT).back_reference != reference
        with pytest.raises(returns.UnknownReturn):
            returns.settle(reference, is_done=True, back_serial="9", reason="", at=AT)

    def test_is_not_confirmed_or_declined_by_who_proposed_it(self, told: Owed) -> None:
        yu = keeper(told.cast)
        payment = proposed(told, yu)

        with pytest.raises(returns.SecondPersonNeeded):
            returns.confirm(payment, by=acting(yu), at=AT)
        with pytest.raises(returns.SecondPersonNeeded):
            returns.decline(payment, reason="不对", by=acting(yu), at=AT)
        assert not OutboxMessage.objects.filter(type="payment.return").exists()

    def test_is_declined_with_a_reason_and_stays_held(self, told: Owed) -> None:
        zhou = keeper(told.cast, "赵舟", Role.PRESIDENT)
        payment = proposed(told, keeper(told.cast))

        with pytest.raises(ReasonNeeded):
            returns.decline(payment, reason=" ", by=acting(zhou), at=AT)
        declined = returns.decline(payment, reason="先问付款人", by=acting(zhou), at=AT)

        assert declined.state == PaymentState.HELD

    def test_needs_a_reason(self, told: Owed) -> None:
        payment = held(told)

        with pytest.raises(ReasonNeeded):
            returns.propose(payment, reason="", by=acting(keeper(told.cast)), at=AT)

    def test_is_not_for_what_pays_a_fee(self, told: Owed) -> None:
        payment = told.pays()

        with pytest.raises(OutOfOrder):
            returns.propose(payment, reason="x", by=acting(keeper(told.cast)), at=AT)

    def test_is_for_those_who_keep_the_books(self, told: Owed) -> None:
        with pytest.raises(NotYours):
            returns.propose(held(told), reason="x", by=acting(told.cast.sun), at=AT)

    @pytest.mark.parametrize("reference", ["", "退", "退x-1", "退999999-1", "退1"])
    def test_of_nothing_is_refused(self, told: Owed, reference: str) -> None:
        with pytest.raises(returns.UnknownReturn):
            returns.settle(reference, is_done=True, back_serial="9", reason="", at=AT)


BODY = {
    "serial": "1",
    "account": "2",
    "reference": "",
    "amount": "720.00",
    "payer": "张澄",
    "method": "qr",
    "at": "2026-03-02T09:30:00+08:00",
}


class TestToldIn:
    def test_reads_what_the_bank_tells(self) -> None:
        assert callbacks.told_in(BODY).amount == Decimal("720.00")

    @pytest.mark.parametrize(
        "changed",
        [
            {"serial": ""},
            {"serial": 7},
            {"serial": "1" * 41},
            {"account": "\x00"},
            {"amount": "-1"},
            {"amount": "0"},
            {"amount": "1.001"},
            {"amount": "NaN"},
            {"payer": "张" * 201},
            {"method": "barter"},
            {"at": "2026-03-02T09:30:00"},
            {"at": "gestern"},
        ],
    )
    def test_refuses_what_cannot_be_one(self, changed: dict[str, Any]) -> None:
        with pytest.raises(callbacks.UnreadablePayment):
            callbacks.told_in({**BODY, **changed})

    @pytest.mark.parametrize("name", ["serial", "account", "amount", "payer", "at"])
    def test_refuses_what_lacks_a_part(self, name: str) -> None:
        with pytest.raises(callbacks.UnreadablePayment):
            callbacks.told_in({key: value for key, value in BODY.items() if key != name})


class TestAnySequence:
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
    @given(
        st.lists(
            st.tuples(
                st.integers(1, 4), st.sampled_from([FEE, FEE + 1, Decimal("0.01")]), st.booleans()
            ),
            max_size=8,
        )
    )
    def test_of_payments_leaves_the_books_balanced_and_the_fee_paid_once(
        self, told: Owed, sequence: list[tuple[int, Decimal, bool]]
    ) -> None:
        came: dict[int, Decimal] = {}
        with transaction.atomic():
            for serial, amount, is_known in sequence:
                account = told.notice.account.number if is_known else "999"
                try:
                    told.pays(str(serial), amount=amount, account=account)
                except payments.SerialReused:
                    assert serial in came
                else:
                    came.setdefault(serial, amount)
            judge()
            books = balances_of(told.cast.court)
            assert books.bank == books.cases + books.held == sum(came.values(), NONE)
            assert books.cases in (NONE, FEE)
            assert sum(Posting.objects.values_list("fen", flat=True)) == 0
            transaction.set_rollback(True)
