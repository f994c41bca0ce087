"""The ledger: every movement balances to the fen, follows from a fact, and is never changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast, on_stage
from tests.concurrency.together import at_once
from tests.money.build import accepted, something_happened
from yunting.core.models import Case, Court, Event
from yunting.lib import codes, money
from yunting.money.models import LedgerAccount, LedgerKind, Movement, MovementKind, Posting
from yunting.money.selectors.ledger import balance_of, lines_of
from yunting.money.services import ledger
from yunting.project.cluster import OWNER, WEB

PAID_IN = MovementKind.PAID_IN
HUNDRED = Decimal("100.00")


@pytest.fixture
def cast(db: None) -> Cast:
    return on_stage()


@pytest.fixture
def case(cast: Cast) -> Case:
    return accepted(cast)


def bank(case: Case) -> LedgerAccount:
    return ledger.own_account(case.court, LedgerKind.BANK)


def paid_in(case: Case, amount: Decimal = HUNDRED, event: Event | None = None) -> Movement:
    return ledger.move(
        PAID_IN,
        {bank(case): amount, ledger.account_of(case): -amount},
        event=event or something_happened(case),
        text="收到诉讼费",
        case=case,
    )


def judge() -> None:
    """Let the database look now at what it looks at when a transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class TestMove:
    def test_debits_one_account_and_credits_the_other(self, case: Case) -> None:
        paid_in(case, Decimal("5596.47"))

        judge()
        assert balance_of(bank(case)) == balance_of(ledger.account_of(case)) == Decimal("5596.47")

    def test_stands_in_the_account_with_the_sum_after_each_line(self, case: Case) -> None:
        paid_in(case, HUNDRED)
        paid_in(case, Decimal("0.01"))

        newest, oldest = lines_of(ledger.account_of(case), most=10)
        assert (newest.came, newest.went, newest.balance) == (
            Decimal("0.01"),
            Decimal(0),
            Decimal("100.01"),
        )
        assert oldest.balance == HUNDRED

    @pytest.mark.parametrize("other", ["-99.99", "-100.01", "100.00"])
    def test_refuses_what_does_not_balance(self, case: Case, other: str) -> None:
        event = something_happened(case)
        lines = {bank(case): HUNDRED, ledger.account_of(case): Decimal(other)}

        with pytest.raises(ValueError, match="does not balance"):
            ledger.move(PAID_IN, lines, event=event, text="x", case=case)
        assert not Movement.objects.exists()

    def test_refuses_to_move_nothing(self, case: Case) -> None:
        lines = {bank(case): Decimal(0), ledger.account_of(case): Decimal(0)}

        with pytest.raises(ValueError, match="does not balance"):
            ledger.move(PAID_IN, lines, event=something_happened(case), text="x", case=case)

    def test_refuses_less_than_a_fen(self, case: Case) -> None:
        with pytest.raises(ValueError, match="finer than one fen"):
            paid_in(case, Decimal("0.001"))

    def test_refuses_to_take_more_out_of_a_case_than_it_holds(self, case: Case) -> None:
        paid_in(case, HUNDRED)
        more = Decimal("100.01")
        lines = {ledger.account_of(case): more, bank(case): -more}

        with pytest.raises(RuntimeError, match="more than there are"):
            ledger.move(PAID_IN, lines, event=something_happened(case), text="x", case=case)

    def test_moves_money_once_for_one_fact(self, case: Case) -> None:
        event = something_happened(case)
        paid_in(case, event=event)

        with pytest.raises(IntegrityError), transaction.atomic():
            paid_in(case, event=event)


class TestAccounts:
    def test_are_one_for_each_case_with_a_number_that_checks(self, cast: Cast, case: Case) -> None:
        number = ledger.account_of(case).number

        assert ledger.account_of(case).number == number
        assert ledger.account_of(accepted(cast)).number != number
        assert codes.with_luhn(number[:-1]) == number

    def test_tell_one_wrong_digit_by_their_number(self, case: Case) -> None:
        number = ledger.account_of(case).number
        wrong = [
            number[:at] + str((int(digit) + 1) % 10) + number[at + 1 :]
            for at, digit in enumerate(number)
        ]

        assert [one for one in wrong if codes.with_luhn(one[:-1]) == one] == []


@contextmanager
def refused(why: str) -> Iterator[None]:
    """Expect that the database refuses what is written in the block, when it looks."""
    error = None
    try:
        with transaction.atomic():
            yield
            judge()
    except IntegrityError as found:
        error = found
    assert error is not None, "written"
    assert why in str(error)


class TestTheDatabase:
    def test_refuses_a_movement_that_does_not_balance(self, case: Case) -> None:
        held = ledger.own_account(case.court, LedgerKind.HELD)

        with refused("does not balance"):
            Posting.objects.create(movement=paid_in(case), account=held, fen=1)

    def test_refuses_a_movement_without_lines(self, case: Case) -> None:
        event = something_happened(case)

        with refused("does not balance"):
            Movement.objects.create(
                court=case.court, case=case, kind=PAID_IN, fen=1, event=event, text="x", at=event.at
            )

    def test_refuses_lines_added_to_an_old_movement(self, cast: Cast, case: Case) -> None:
        movement = paid_in(case)
        judge()
        other = ledger.own_account(case.court, LedgerKind.HELD)
        another = LedgerAccount.objects.create(
            court=Court.objects.create(code="浙0903", name="另一法院"), kind=LedgerKind.HELD
        )

        with refused("does not balance"):
            Posting.objects.create(movement=movement, account=other, fen=5)
            Posting.objects.create(movement=movement, account=another, fen=-5)

    def test_refuses_the_account_of_another_case(self, cast: Cast, case: Case) -> None:
        lines = {bank(case): HUNDRED, ledger.account_of(accepted(cast)): -HUNDRED}
        event = something_happened(case)

        with refused("another court or case"):
            ledger.move(PAID_IN, lines, event=event, text="x", case=case)

    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE money_posting SET fen = 2 * fen",
            "DELETE FROM money_posting",
            "UPDATE money_movement SET text = ''",
            "DELETE FROM money_movement",
            "UPDATE money_ledgeraccount SET number = '9'",
            "TRUNCATE money_posting",
        ],
    )
    def test_lets_not_even_its_owner_change_a_line(self, own_database: str, change: str) -> None:
        with transaction.atomic():
            paid_in(accepted(on_stage()))

        owner = psycopg.connect(own_database.replace(WEB, OWNER, 1))
        with owner, pytest.raises(psycopg.Error, match="append-only"):
            owner.execute(change)


class TestAnySequence:
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
    @given(
        amounts=st.lists(
            st.tuples(st.integers(0, 1), st.integers(-10_000_000, 10_000_000)), max_size=12
        )
    )
    def test_sums_to_zero_and_owes_no_less_than_nothing(
        self, case: Case, amounts: list[tuple[int, int]]
    ) -> None:
        kinds = (LedgerKind.HELD, LedgerKind.CASE)
        with transaction.atomic():
            for which, fen in amounts:
                account = (
                    ledger.account_of(case)
                    if kinds[which] == LedgerKind.CASE
                    else ledger.own_account(case.court, LedgerKind.HELD)
                )
                held = balance_of(account)
                amount = money.yuan(fen)
                event = something_happened(case)
                try:
                    with transaction.atomic():
                        ledger.move(
                            PAID_IN,
                            {bank(case): amount, account: -amount},
                            event=event,
                            text="x",
                            case=case,
                        )
                except ValueError:
                    assert fen == 0
                except RuntimeError:
                    assert held + amount < 0
                else:
                    assert balance_of(account) == held + amount >= 0
            judge()
            assert sum(Posting.objects.values_list("fen", flat=True)) == 0
            transaction.set_rollback(True)


class TestAtOnce:
    def test_a_case_gets_one_account(self, own_database: str) -> None:
        case = accepted(on_stage())

        made = at_once(lambda _: ledger.account_of(case).pk, times=6)

        assert len(set(made)) == 1
        assert LedgerAccount.objects.filter(kind=LedgerKind.CASE).count() == 1
