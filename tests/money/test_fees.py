"""A fee from its notice to the end of its days: asked once, reminded, paid or run out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from tests.cast import AT, Cast, acting
from tests.money.build import FEE, LAST_DAY, LINES, SERVED, Owed, accepted, owed
from tests.neighbours import Program
from yunting.core import gateways, lapses
from yunting.core.actor import Actor
from yunting.core.models import Deadline, DeadlineState
from yunting.core.procedure import NotYours, OutOfOrder
from yunting.money import deadlines
from yunting.money.models import FeeNotice, FeeState
from yunting.money.services import fees

COURT = Actor.court()
# The first instant too late: 24:00 of the last day in Shanghai.
MIDNIGHT = datetime(2026, 3, 9, 16, tzinfo=UTC)


def period(told: Owed) -> Deadline:
    return Deadline.objects.of(told.notice).filter(kind=deadlines.PREPAYMENT.name).latest("run")


class TestNotify:
    def test_asks_for_the_amount_on_the_account_of_the_case(self, told: Owed) -> None:
        notice = told.fresh()

        assert (notice.state, notice.amount, notice.steps) == (FeeState.DUE, FEE, LINES)
        assert notice.account.case == notice.case

    def test_asks_once(self, cast: Cast) -> None:
        case = accepted(cast)
        made = [
            fees.notify(case, amount=FEE, lines=LINES, basis="x", by=COURT, at=AT) for _ in range(2)
        ]

        assert made[0] == made[1]
        assert FeeNotice.objects.count() == 1

    def test_asks_for_nothing_where_nothing_is_owed(self, cast: Cast) -> None:
        case = accepted(cast)

        assert fees.notify(case, amount=Decimal(0), lines=(), basis="x", by=COURT, at=AT) is None


class TestBeginPeriod:
    def test_gives_seven_days_from_the_day_after_service(self, told: Owed) -> None:
        fees.begin_period(told.notice, served_on=SERVED, by=COURT, at=AT)

        assert (period(told).started_on, period(told).ends_on) == (SERVED, LAST_DAY)
        assert "诉讼费用交纳办法" in period(told).basis

    def test_ends_on_a_work_day(self, told: Owed) -> None:
        saturday = date(2026, 3, 7)
        fees.begin_period(told.notice, served_on=date(2026, 2, 28), by=COURT, at=AT)

        assert period(told).ends_on == saturday + timedelta(days=2)

    def test_begins_anew_with_another_service_and_not_with_the_same(self, told: Owed) -> None:
        for served in (SERVED, SERVED, date(2026, 3, 4)):
            fees.begin_period(told.fresh(), served_on=served, by=COURT, at=AT)

        assert (period(told).run, period(told).ends_on) == (2, date(2026, 3, 11))

    def test_begins_nothing_once_it_is_paid(self, told: Owed) -> None:
        told.pays()

        fees.begin_period(told.fresh(), served_on=SERVED, by=COURT, at=AT)

        assert not Deadline.objects.of(told.notice).exists()

    def test_begins_anew_after_it_ran_out_for_who_was_served_later(self, cast: Cast) -> None:
        told = owed(cast, served=SERVED)
        lapses.lapse_all(at=MIDNIGHT)
        assert told.fresh().state == FeeState.LAPSED

        fees.begin_period(told.fresh(), served_on=date(2026, 3, 9), by=COURT, at=MIDNIGHT)

        assert told.fresh().state == FeeState.DUE
        assert period(told).ends_on == date(2026, 3, 16)


class TestEndPeriod:
    def test_lets_nothing_run_that_was_not_served(self, cast: Cast) -> None:
        told = owed(cast, served=SERVED)

        fees.end_period(told.fresh(), reason="没有送达", by=COURT, at=AT)
        fees.end_period(told.fresh(), reason="没有送达", by=COURT, at=AT)

        assert period(told).state == DeadlineState.LIFTED
        lapses.lapse_all(at=MIDNIGHT)
        assert told.fresh().state == FeeState.DUE

    def test_takes_back_what_had_run_out(self, cast: Cast) -> None:
        told = owed(cast, served=SERVED)
        lapses.lapse_all(at=MIDNIGHT)

        fees.end_period(told.fresh(), reason="没有送达", by=COURT, at=MIDNIGHT)

        assert told.fresh().state == FeeState.DUE


class TestTheLastDay:
    def test_is_reminded_of_two_days_before(self, cast: Cast) -> None:
        told = owed(cast, served=SERVED)
        reminder = Deadline.objects.get(kind=deadlines.REMINDER.name)

        assert reminder.ends_on == LAST_DAY - timedelta(days=2)
        lapses.lapse_all(at=reminder.lapses_at)
        assert told.notice.matter.events.filter(kind="money.fee-reminded").count() == 1
        assert told.fresh().state == FeeState.DUE

    def test_is_in_time_until_its_last_instant(self, cast: Cast) -> None:
        told = owed(cast, served=SERVED)

        told.pays(at=MIDNIGHT - timedelta(microseconds=1))

        assert told.fresh().state == FeeState.PAID
        assert period(told).state == DeadlineState.MET

    def test_is_over_at_midnight(self, cast: Cast) -> None:
        told = owed(cast, served=SERVED)

        lapses.lapse_all(at=MIDNIGHT)

        assert told.fresh().state == FeeState.LAPSED
        event = told.notice.matter.events.get(kind="money.fee-lapsed")
        assert event.basis == "民诉法解释 第二百一十三条"

    def test_reminds_nobody_who_has_paid(self, cast: Cast) -> None:
        told = owed(cast, served=SERVED)
        told.pays()

        lapses.lapse_all(at=MIDNIGHT)

        assert told.fresh().state == FeeState.PAID
        assert not told.notice.matter.events.filter(kind="money.fee-reminded").exists()


class TestOrder:
    def test_keeps_the_link_and_asks_the_bank_once(self, told: Owed, neighbours: Program) -> None:
        first = fees.order(told.fresh(), by=told.zhang, at=AT)
        second = fees.order(told.fresh(), by=told.zhang, at=AT)

        assert first.link == second.link != ""
        asked = [one for one in neighbours.messages() if one["type"] == "payment.order"]
        assert len(asked) == 1

    def test_tells_who_pays_nothing_of_the_dispute(self, told: Owed, neighbours: Program) -> None:
        link = fees.order(told.fresh(), by=told.zhang, at=AT).link

        page = neighbours.client.get(link).text
        assert "5596.47" in page
        assert [word for word in ("张澄", "李潮", told.notice.case.number) if word in page] == []

    def test_refuses_what_is_paid(self, told: Owed) -> None:
        told.pays()

        with pytest.raises(fees.NothingToPay, match="已交纳"):
            fees.order(told.fresh(), by=told.zhang, at=AT)

    def test_refuses_what_ran_out_before_the_poll_came(self, cast: Cast) -> None:
        told = owed(cast, served=SERVED)

        with pytest.raises(fees.NothingToPay, match="逾期没有交纳"):
            fees.order(told.fresh(), by=told.zhang, at=MIDNIGHT)

    def test_is_not_the_court_s(self, told: Owed, neighbours: Program) -> None:
        by = acting(told.cast.sun, told.notice.matter)

        with pytest.raises(NotYours):
            fees.order(told.fresh(), by=by, at=AT)

    def test_says_that_the_bank_is_silent(self, told: Owed, neighbours: Program) -> None:
        neighbours.behave("payment", outage=True)

        with pytest.raises(gateways.NeighbourSilent, match="诉讼费支付系统暂时没有回应"):
            fees.order(told.fresh(), by=told.zhang, at=AT)


class TestClose:
    def test_asks_no_longer(self, cast: Cast) -> None:
        told = owed(cast, served=SERVED)

        fees.close(told.fresh(), reason="案件已移送其他法院", by=COURT, at=AT)

        assert told.fresh().state == FeeState.CLOSED
        assert period(told).state == DeadlineState.LIFTED

    def test_refuses_what_is_paid(self, told: Owed) -> None:
        told.pays()

        with pytest.raises(OutOfOrder):
            fees.close(told.fresh(), reason="x", by=COURT, at=AT)
