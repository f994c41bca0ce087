"""Two workers at the same clock: every period lapses once, and its effect happens once."""

import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection, transaction

from tests.cast import AT, Cast, acting, on_stage
from tests.core.periods import NEIGHBOUR, STARTED_ON, TOO_LATE, WRITING, started
from yunting.core import deadlines, lapses
from yunting.core.actor import Actor
from yunting.core.models import Deadline, DeadlineState, Event
from yunting.core.procedure import OutOfOrder
from yunting.filing.models import Filing, FilingState
from yunting.filing.services.opening import open_filing, withdraw

FILINGS = 12
PATIENCE_SECONDS = 60


def _filing(cast: Cast) -> Filing:
    by = acting(cast.zhang)
    return open_filing(cast.court, form="sale-contract", cause="2025:88", by=by, at=AT)


@pytest.mark.usefixtures("own_database")
class TestTwoConnections:
    def test_lapse_each_period_once_between_them(self) -> None:
        cast = on_stage()
        for _ in range(FILINGS):
            started(WRITING, _filing(cast))
        together = threading.Barrier(2)
        lapsed: Counter[str] = Counter()

        def work() -> None:
            try:
                together.wait(PATIENCE_SECONDS)
                while lapses.lapse_one(at=TOO_LATE):
                    lapsed[threading.current_thread().name] += 1
            finally:
                connection.close()

        workers = [threading.Thread(target=work) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(PATIENCE_SECONDS)

        assert sum(lapsed.values()) == FILINGS
        assert Event.objects.filter(kind="core.deadline-lapsed").count() == FILINGS
        assert Event.objects.filter(kind="filing.withdrawn").count() == FILINGS
        assert not Deadline.objects.exclude(state=DeadlineState.LAPSED).exists()

    def test_skip_what_an_act_holds_and_come_back_to_it(self) -> None:
        filing = _filing(on_stage())
        started(WRITING, filing)
        told: list[bool] = []

        def work() -> None:
            try:
                told.append(lapses.lapse_one(at=TOO_LATE))
            finally:
                connection.close()

        with transaction.atomic():
            Filing.objects.select_for_update(no_key=True).get(pk=filing.pk)
            worker = threading.Thread(target=work)
            worker.start()
            worker.join(PATIENCE_SECONDS)

        assert told == [False]
        assert lapses.lapse_one(at=TOO_LATE)

    def test_never_wait_crosswise_with_an_act_that_lets_several_lapse(self) -> None:
        filing = _filing(on_stage())
        started(WRITING, filing)
        opened = Event.objects.get(kind="filing.opened")
        by = Actor.court()
        deadlines.start(NEIGHBOUR, filing.matter, event=opened, on=STARTED_ON, by=by, at=AT)

        def work() -> None:
            try:
                lapses.lapse_one(at=TOO_LATE)
            finally:
                connection.close()

        worker = threading.Thread(target=work)
        with transaction.atomic():
            # The act has let the first lapse and holds the filing, which the effect of the
            # second needs; then it lets the second lapse itself.
            assert lapses.lapse_one(at=TOO_LATE)
            worker.start()
            worker.join(0.3)
            lapses.lapse_due(filing, at=TOO_LATE)
        worker.join(PATIENCE_SECONDS)

        assert Event.objects.filter(kind="core.deadline-lapsed").count() == 2
        assert not Deadline.objects.exclude(state=DeadlineState.LAPSED).exists()
        assert not lapses.set_aside().exists()

    def test_a_late_act_waits_for_the_worker_that_is_at_it(self) -> None:
        cast = on_stage()
        filing = _filing(cast)
        deadline = started(WRITING, filing)
        refused: list[str] = []

        def act() -> None:
            try:
                by = acting(cast.zhang, filing.matter)
                withdraw(filing, reason="", by=by, at=TOO_LATE + timedelta(seconds=1))
            except OutOfOrder as error:
                refused.append(error.code)
            finally:
                connection.close()

        late = threading.Thread(target=act)
        with transaction.atomic():
            Filing.objects.select_for_update(no_key=True).get(pk=filing.pk)
            late.start()
            assert lapses.lapse_one(at=TOO_LATE)
            late.join(0.3)
            assert late.is_alive()
        late.join(PATIENCE_SECONDS)

        filing.refresh_from_db()
        deadline.refresh_from_db()
        assert refused == ["out-of-order"]
        assert (filing.state, deadline.state) == (FilingState.WITHDRAWN, DeadlineState.LAPSED)
        assert Event.objects.filter(kind="filing.withdrawn").count() == 1
