"""What benchmarks/documents.py measures, with Django set up and a court of its own.

Limits of the same run: typst alone on as many processes; pyHanko's default path with the same key.
The thousand are signed by one order, and the worker is killed in the middle of them.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from django.conf import settings
from django.db import connection

from benchmarks import _default_seal
from benchmarks._court import Measured, show
from tests.cast import Cast, acting, on_stage
from tests.delivery.build import Dispute, agrees, confirms, dispute
from yunting.core import bulk, document_press, documents, signing
from yunting.core.actor import Actor
from yunting.core.models import (
    Bulk,
    Case,
    Document,
    DocumentState,
    Event,
    OutboxState,
    Sealing,
    Side,
)
from yunting.core.press.making import Everywhere, Order
from yunting.delivery.models import Attempt, Service
from yunting.delivery.models.address import Channel
from yunting.filing import documents as papers
from yunting.filing.selectors import contexts
from yunting.lib import clock
from yunting.project import ports
from yunting.project.processes import NEIGHBOURS, WORKER

CORES = os.cpu_count() or 1
ROUNDS, PAPERS, BY_DEFAULT = 4, 96, 4 * CORES
CASES, EACH = 20, 50
NOTICES = CASES * EACH
KILLED_AT = 0.4
LOOK_SECONDS = 1.0
MOST_SECONDS = 600.0


def main() -> int:
    """Press, sign, send, and print."""
    Path(settings.FILES).mkdir(exist_ok=True)
    cast = on_stage(clock.now())
    told = [dispute(clock.now(), cast=cast) for _ in range(CASES)]
    lines = rates(told[0].case)
    notices = [one for each in told for one in prepared(each)]
    document_press.press_all(at=clock.now(), machine_at=clock.machine_now(), press=Everywhere())
    return show("documents", [*lines, a_thousand(cast, notices)])


# -- papers a second


def rates(case: Case) -> list[Measured]:
    """Return how many papers are sealed a second, beside typst alone and pyHanko's default.

    In turns, so that each has its share of whatever else the machine does.
    """
    took = {"ours": 0.0, "typst": 0.0, "default": 0.0}
    press = Everywhere()
    with ProcessPoolExecutor(CORES, mp_context=get_context("spawn")) as pool:
        for turn in range(ROUNDS + 1):
            _issue(case, PAPERS)
            orders = [document_press._order(row) for row in Sealing.objects.order_by("id")]
            turns: dict[str, Callable[[], None]] = {
                "ours": partial(_press, press),
                "typst": partial(_map, pool, _default_seal.typst_alone, orders),
                "default": partial(_map, pool, _default_seal.by_default, orders[:BY_DEFAULT]),
            }
            # The first is for warming up.
            for name, work in turns.items():
                seconds = _timed(work)
                took[name] += seconds if turn else 0.0
    press.close()
    ours = ROUNDS * PAPERS / took["ours"]
    typst = ROUNDS * PAPERS / took["typst"]
    default = ROUNDS * BY_DEFAULT / took["default"]
    what = "set, sealed, stamped, recorded"
    return [
        Measured(f"{what} (limit: typst)", "/s", ours, typst, at_least=18),
        Measured(f"{what} (limit: default)", "/s", ours, default, at_least=5 * default),
    ]


def _map(pool: ProcessPoolExecutor, make: Callable[[Order], int], orders: list[Order]) -> None:
    list(pool.map(make, orders))


def _issue(case: Case, number: int) -> None:
    for _ in range(number):
        documents.issue(
            papers.ACCEPTANCE,
            contexts.acceptance(case),
            matter=case.matter,
            case=case,
            side=Side.CLAIMING,
            by=Actor.court(),
            at=clock.now(),
        )


def _press(press: Everywhere) -> None:
    """Make and store side by side, as the worker does."""
    with ThreadPoolExecutor(1) as aside:
        making = aside.submit(_make_all, press)
        while not making.done() or document_press.waiting():
            if not document_press.store_some(at=clock.now(), machine_at=clock.machine_now()):
                time.sleep(0.01)
        making.result()


def _make_all(press: Everywhere) -> None:
    while document_press.make_some(machine_at=clock.machine_now(), press=press):
        pass
    connection.close()


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


# -- a thousand notices


def prepared(told: Dispute) -> list[Document]:
    """Put notices for the defendant, who is served electronically, before the judge."""
    agrees(told, told.cast.li, at=clock.now())
    confirms(told, told.cast.li, at=clock.now())
    said = contexts.judges(told.case)
    return [
        documents.prepare(
            papers.JUDGES,
            said,
            matter=told.matter,
            case=told.case,
            to=told.li,
            side=Side.ANSWERING,
            by=told.clerk,
            at=clock.now(),
        )
        for _ in range(EACH)
    ]


def a_thousand(cast: Cast, notices: list[Document]) -> Measured:
    """Sign them all by one order and wait until each was sealed once and handed to its channels."""
    chosen = [(one, one.context_sha256) for one in notices]
    with neighbours() as url:
        worker = _worker(url)
        try:
            _wait_for_the_worker(clock.now())
            began = time.perf_counter()
            run = signing.sign_each(chosen, by=acting(cast.wang), at=clock.now())
            killed = False
            while (told := _progress(run)).sent < NOTICES:
                _say(told, time.perf_counter() - began)
                if not killed and told.sealed >= KILLED_AT * NOTICES:
                    os.killpg(worker.pid, signal.SIGKILL)
                    worker.wait()
                    worker, killed = _worker(url), True
                    print("         the worker was killed and another goes on", flush=True)
                time.sleep(LOOK_SECONDS)
            took = time.perf_counter() - began
            _say(told, took)
        finally:
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
    _require_each_once(run)
    what = f"{NOTICES:,} signed, sealed, handed to channels"
    return Measured(what, "s", took, at_most=120)


@dataclass(frozen=True, slots=True)
class Stood:
    """How far the thousand have come."""

    signed: int
    refused: int
    sealed: int
    sent: int


def _progress(run: Bulk) -> Stood:
    mine = Document.objects.filter(pk__in=run.items.values("ref"))
    told = bulk.progress(run)
    texts = Attempt.objects.filter(service__document__in=mine, method=Channel.SMS)
    return Stood(
        told.done,
        told.refused,
        mine.filter(state=DocumentState.SEALED).count(),
        texts.exclude(message__sms__state=OutboxState.QUEUED).count(),
    )


def _say(told: Stood, took: float) -> None:
    said = f"signed {told.signed}, sealed {told.sealed}, sent {told.sent}"
    print(f"         {took:5.1f} s: {said}", flush=True)
    if took > MOST_SECONDS or told.refused:
        raise RuntimeError("the thousand did not all go out")


def _require_each_once(run: Bulk) -> None:
    """Refuse a figure that was reached by sealing or serving something twice."""
    mine = Document.objects.filter(pk__in=run.items.values("ref"))
    matters = mine.values("matter")
    uses = Event.objects.filter(kind="core.document-sealed", matter__in=matters).count()
    sealed = Document.objects.filter(matter__in=matters, sealed_at__isnull=False).count()
    services = Service.objects.filter(document__in=mine).count()
    if (uses, services) != (sealed, NOTICES):
        raise RuntimeError(f"{sealed} papers, {uses} seals; {NOTICES} notices, {services} services")


@contextmanager
def neighbours() -> Iterator[str]:
    """Run the neighbours and yield where they are."""
    port = ports.free_port(0, taken=set())
    home = str(settings.HOME)
    command = [part.format(port=port, home=home) for part in NEIGHBOURS.command]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet) as program:
        try:
            while not ports.answers(port, "/"):
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            program.terminate()


def _worker(neighbours_url: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "YUNTING_NEIGHBOURS_URL": neighbours_url}
    quiet = subprocess.DEVNULL
    return subprocess.Popen(
        list(WORKER.command),
        env=environment,
        stdout=quiet,
        stderr=quiet,
        start_new_session=True,
    )


def _wait_for_the_worker(since: datetime) -> None:
    """Wait until it has caught up with what was staged."""
    while document_press.waiting() or clock.now() == since:
        time.sleep(LOOK_SECONDS)


if __name__ == "main":
    sys.exit(main())
