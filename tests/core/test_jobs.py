"""Jobs: with the act or not at all, repeated when a worker dies, done once in effect."""

from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.concurrency.together import at_once
from yunting.core import callbacks, jobs
from yunting.core.models import InboundNonce
from yunting.lib import clock


def queued() -> list[str]:
    return list(ProcrastinateJob.objects.filter(status="todo").values_list("task_name", flat=True))


def a_worker_took_it_and_died(seconds_ago: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) "
            "VALUES (now() - make_interval(secs => %s)) RETURNING id",
            [seconds_ago],
        )
        (worker,) = cursor.fetchone()
        cursor.execute("SELECT id FROM procrastinate_fetch_job_v2(NULL, %s)", [worker])
        assert cursor.fetchone()[0] is not None


@pytest.mark.django_db
class TestEnqueue:
    def test_a_refused_act_leaves_no_job(self) -> None:
        with transaction.atomic():
            jobs.enqueue(jobs.sweep_nonces, timestamp=0)
            transaction.set_rollback(True)

        assert queued() == []

    def test_is_there_with_the_act(self) -> None:
        with transaction.atomic():
            jobs.enqueue(jobs.sweep_nonces, timestamp=0)

        assert queued() == ["core.sweep-nonces"]


class TestEnqueueAlone:
    def test_is_refused_outside_a_transaction(self, own_database: str) -> None:
        with pytest.raises(RuntimeError, match="inside the act"):
            jobs.enqueue(jobs.sweep_nonces, timestamp=0)


def rescued_by_a_worker() -> object:
    # In a thread of its own, as a worker's: the browser's loop may be running in this one.
    (rescued,) = at_once(lambda _: async_to_sync(jobs.rescue)(app), times=1)
    return rescued


@pytest.mark.usefixtures("own_database")
class TestRescue:
    def test_queues_again_what_a_dead_worker_had_taken(self) -> None:
        with transaction.atomic():
            jobs.enqueue(jobs.sweep_nonces, timestamp=0)
        a_worker_took_it_and_died(seconds_ago=60)
        assert queued() == []

        assert rescued_by_a_worker() == 1

        assert queued() == ["core.sweep-nonces"]

    def test_leaves_a_living_workers_job_alone(self) -> None:
        with transaction.atomic():
            jobs.enqueue(jobs.sweep_nonces, timestamp=0)
        a_worker_took_it_and_died(seconds_ago=1)

        assert rescued_by_a_worker() == 0

        assert queued() == []


@pytest.mark.django_db
class TestSweep:
    def test_run_twice_is_as_good_as_once(self) -> None:
        old = clock.now() - timedelta(hours=1)
        InboundNonce.objects.create(sender="bank", nonce="n", at=old)

        jobs.sweep_nonces(timestamp=0)
        jobs.sweep_nonces(timestamp=0)

        assert not InboundNonce.objects.exists()


def test_every_declared_job_has_a_name_of_its_app() -> None:
    ours = {name for name in app.tasks if not name.startswith(("builtin", "procrastinate"))}

    assert ours
    assert all("." in name for name in ours)
    assert ("sms", "sms.receipt") in callbacks.declared()
