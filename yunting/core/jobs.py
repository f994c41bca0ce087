"""Work for later: enqueued in the act's transaction, done by the worker, repeated after a kill.

A job's arguments are row ids and nothing about people: they stand in logs. Every job is
idempotent, because a worker may be killed after the work and before the mark.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any

from django.db import transaction
from procrastinate import App, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException
from procrastinate.tasks import Task

from yunting.core import callbacks, file_sweep, provisional
from yunting.lib import clock

MAX_ATTEMPTS = 12
FIRST_WAIT_SECONDS = 2
HEARTBEAT_SECONDS = 2
STALLED_SECONDS = 6
logger = logging.getLogger(__name__)
Job = Task[Any, Any, Any]


def job(name: str) -> Callable[[Callable[..., None]], Job]:
    """Declare a function as a job under a name that never changes; it is retried when it fails."""
    retry = RetryStrategy(max_attempts=MAX_ATTEMPTS, exponential_wait=FIRST_WAIT_SECONDS)

    def declare(function: Callable[..., None]) -> Job:
        @wraps(function)
        def run(**arguments: Any) -> None:
            try:
                function(**arguments)
            except Exception:
                logger.exception("job %s failed and is tried again", name)
                raise

        return app.task(name=name, retry=retry)(run)

    return declare


def hourly(name: str) -> Callable[[Callable[..., None]], Job]:
    """Declare a job that the worker starts once an hour, with the machine's time as `timestamp`."""

    def declare(function: Callable[..., None]) -> Job:
        return app.periodic(cron="17 * * * *")(job(name)(function))

    return declare


def enqueue(task: Job, **arguments: int | str) -> None:
    """Queue a job in the caller's transaction: it exists if and only if that commits.

    :raises RuntimeError: outside a transaction, where act and job could part
    """
    enqueue_all(task, [arguments])


def enqueue_all(task: Job, each: Iterable[Mapping[str, int | str]]) -> None:
    """Queue several jobs of one kind, like `enqueue`; one query.

    :raises RuntimeError: outside a transaction, where act and job could part
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{task.name} must be enqueued inside the act's transaction")
    arguments: list[dict[str, Any]] = [dict(one) for one in each]
    if arguments:
        task.batch_defer(*arguments)


async def rescue(working: App, *, after_seconds: float = STALLED_SECONDS) -> int:
    """Queue again the jobs of workers that stopped beating; return how many."""
    manager = working.job_manager
    await manager.prune_stalled_workers(after_seconds)
    stalled = list(await manager.get_stalled_jobs(seconds_since_heartbeat=after_seconds))
    rescued = 0
    for each in stalled:
        try:
            await manager.retry_job(each)
        except ConnectorException:
            # Another worker rescued it in the meantime.
            continue
        rescued += 1
        logger.info("job %s %s rescued from a worker that is gone", each.id, each.task_name)
    return rescued


@hourly("core.sweep-nonces")
def sweep_nonces(timestamp: int) -> None:
    """Forget transmissions that are too old to be replayed."""
    callbacks.sweep(at=clock.now())


@hourly("core.recompute-provisional")
def recompute_provisional(timestamp: int) -> None:
    """Make provisional last days final once the holidays of their year are known."""
    provisional.recompute(at=clock.now())


@hourly("core.sweep-files")
def sweep_files(timestamp: int) -> None:
    """Forget uploads nobody went on with, and content no row names."""
    file_sweep.sweep(at=clock.now(), machine_at=clock.machine_now())
