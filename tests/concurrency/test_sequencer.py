"""Many writers on real connections, and the sequencer among them: nothing lost, no gap."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from tests.cast import AT
from tests.core.tampering import leave_notes, place_all, root_by_definition
from yunting.core import log, log_keys
from yunting.core.models import Event, Leaf, LogEntry, LogKey, PendingLeaf, TreeHead
from yunting.core.sequencer import run_sequencer
from yunting.core.verify.run import verify

WRITERS = 8
ACTS = 25
PATIENCE_SECONDS = 60


@pytest.fixture(autouse=True)
def court(own_database: str, tmp_path: Path, settings: Settings) -> None:
    """A database in which everything commits, and keys of its own."""
    settings.HOME = tmp_path


def begin(work: Callable[[], object]) -> threading.Thread:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def write_acts() -> None:
    for number in range(ACTS):
        with transaction.atomic():
            leave_notes(1 + number % 3)
            # Some acts are refused after they wrote: their leaves must go with them.
            transaction.set_rollback(number % 5 == 0)


def wait_until(is_done: Callable[[], bool]) -> None:
    pause = threading.Event()
    for _ in range(PATIENCE_SECONDS * 50):
        if is_done():
            return
        pause.wait(0.02)
    raise AssertionError("waited too long")


class TestRunSequencer:
    def test_loses_nothing_among_many_writers_and_other_sequencers(self) -> None:
        stop = threading.Event()
        sequencers = [begin(lambda: run_sequencer(stop)) for _ in range(3)]

        writers = [begin(write_acts) for _ in range(WRITERS)]
        for thread in writers:
            thread.join()
        wait_until(lambda: not PendingLeaf.objects.exists())
        stop.set()
        for thread in sequencers:
            thread.join()

        places = list(LogEntry.objects.order_by("index").values_list("index", flat=True))
        assert places == list(range(Event.objects.count()))
        assert len(places) > WRITERS * ACTS
        hashes = Leaf.objects.order_by("entry__index").values_list("hash", flat=True)
        head = TreeHead.objects.latest("size")
        assert bytes(head.root) == root_by_definition([bytes(found) for found in hashes])
        assert verify().is_good

    def test_makes_one_first_key_however_many_start(self) -> None:
        threads = [begin(lambda: log_keys.ensure(at=AT)) for _ in range(4)]
        for thread in threads:
            thread.join()

        assert LogKey.objects.count() == 1

    def test_signs_the_first_fact_of_a_new_court_and_stops_when_told(self) -> None:
        stop = threading.Event()
        sequencer = begin(lambda: run_sequencer(stop))

        wait_until(TreeHead.objects.exists)
        stop.set()
        sequencer.join(PATIENCE_SECONDS)

        assert not sequencer.is_alive()

    def test_waits_for_a_key_that_was_taken_away(self, tmp_path: Path) -> None:
        log_keys.ensure(at=AT)
        (file,) = (tmp_path / "keys").iterdir()
        hidden = file.rename(tmp_path / "hidden")
        stop = threading.Event()
        sequencer = begin(lambda: run_sequencer(stop))

        stop.wait(0.2)
        assert not TreeHead.objects.exists()
        hidden.rename(file)
        wait_until(TreeHead.objects.exists)
        stop.set()
        sequencer.join(PATIENCE_SECONDS)


class TestALateCommitter:
    def test_gets_its_place_after_those_who_began_later(self) -> None:
        log_keys.ensure(at=AT)
        wrote, may_commit = threading.Event(), threading.Event()

        def act_slowly() -> None:
            with transaction.atomic():
                leave_notes(1)
                wrote.set()
                may_commit.wait(PATIENCE_SECONDS)

        slow = begin(act_slowly)
        wrote.wait(PATIENCE_SECONDS)
        leave_notes(1)
        place_all()
        before = log.size_now()
        may_commit.set()
        slow.join()
        place_all()

        early, late = Leaf.objects.order_by("-pk")[1], Leaf.objects.order_by("-pk")[0]
        assert (before, log.size_now()) == (2, 3)
        assert early.entry.index == 2
        assert late.entry.index == 1


class TestSequence:
    def test_places_nothing_while_another_process_does(self) -> None:
        log_keys.ensure(at=AT)
        holds, may_end = threading.Event(), threading.Event()

        def hold() -> None:
            with transaction.atomic():
                log.sequence(at=AT)
                holds.set()
                may_end.wait(PATIENCE_SECONDS)

        other = begin(hold)
        holds.wait(PATIENCE_SECONDS)
        leave_notes(1)
        placed = log.sequence(at=AT)
        may_end.set()
        other.join()

        assert placed == 0
        assert place_all() == 1
