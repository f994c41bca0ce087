"""What benchmarks/log.py measures, with Django set up and a court of its own."""

import os
import random
import statistics
import subprocess
import sys
import threading
import time
from bisect import bisect_right
from collections.abc import Callable
from functools import partial

import psycopg
from django.db import connection

from benchmarks._court import Measured, show
from yunting.core import log, log_keys, merkle
from yunting.core.models import LeafKind
from yunting.lib import clock

BATCH = 5_000
SEQUENCED = 100_000
WHOLE = 1_000_000
ACTS_A_SECOND = 1_000
SECONDS = 15
WRITERS = 4
PROOFS = 1_000
WORKER = """
import django, threading, signal
django.setup()
from yunting.core.sequencer import run_sequencer
stop = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stop.set())
run_sequencer(stop)
"""


def main() -> int:
    """Measure everything and print it."""
    log_keys.ensure(at=clock.now())
    log.sequence(at=clock.machine_now())
    lines = [*latency(), sequencing()]
    fill_up_to(WHOLE)
    return show("log", [*lines, *proofs()])


def sequencing() -> Measured:
    """Return leaves placed a second beside a bare COPY of the same rows, both committed."""
    add(SEQUENCED)
    ours = SEQUENCED / timed(place_all)
    entries, nodes = rows_of_the_last(SEQUENCED)
    limit = SEQUENCED / copy_bare(entries, nodes)
    return Measured("sequenced", "leaves/s", ours, limit, at_least=20_000)


def rows_of_the_last(count: int) -> tuple[list[tuple[int, int]], list[tuple[int, int, bytes]]]:
    """Return what the sequencer wrote for the newest leaves."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT index, leaf_id FROM core_logentry ORDER BY 1 DESC LIMIT %s", [count])
        entries = cursor.fetchall()[::-1]
        first = entries[0][0]
        cursor.execute(
            "SELECT level, index, hash FROM core_treenode WHERE (index + 1) << level > %s "
            "ORDER BY (index + 1) << level, level",
            [first],
        )
        return entries, cursor.fetchall()


def copy_bare(entries: list[tuple[int, int]], nodes: list[tuple[int, int, bytes]]) -> float:
    """Copy the rows into bare tables in as many transactions as the sequencer used; seconds."""
    share = len(nodes) * BATCH // len(entries) + 1
    with psycopg.connect(os.environ["YUNTING_OWNER_DATABASE_URL"], autocommit=True) as owner:
        owner.execute("CREATE TABLE bare_entry (index bigint PRIMARY KEY, leaf bigint UNIQUE)")
        owner.execute(
            "CREATE TABLE bare_node (level smallint, index bigint, hash bytea, "
            "PRIMARY KEY (level, index))"
        )
        began = time.perf_counter()
        for turn in range(len(entries) // BATCH):
            with owner.transaction(), owner.cursor() as cursor:
                with cursor.copy("COPY bare_entry FROM STDIN (FORMAT BINARY)") as copy:
                    copy.set_types(("int8", "int8"))
                    for entry in entries[turn * BATCH : (turn + 1) * BATCH]:
                        copy.write_row(entry)
                with cursor.copy("COPY bare_node FROM STDIN (FORMAT BINARY)") as copy:
                    copy.set_types(("int2", "int8", "bytea"))
                    for node in nodes[turn * share : (turn + 1) * share]:
                        copy.write_row(node)
        return time.perf_counter() - began


def latency() -> list[Measured]:
    """Return commit → signed head at a steady thousand acts a second, seen from outside."""
    committed: list[tuple[int, float]] = []
    stop, seen = threading.Event(), [(log.size_now(), time.perf_counter())]
    worker = subprocess.Popen([sys.executable, "-c", WORKER])
    watcher = threading.Thread(target=watch, args=(stop, seen))
    watcher.start()
    began = time.perf_counter() + 2
    writers = [
        threading.Thread(target=write, args=(number, began, committed)) for number in range(WRITERS)
    ]
    for thread in writers:
        thread.start()
    for thread in writers:
        thread.join()
    while log.is_waiting():
        time.sleep(0.05)
    stop.set()
    watcher.join()
    worker.terminate()
    worker.wait()
    waited = sorted(_waits(committed, seen))
    rate = len(committed) / (max(at for _, at in committed) - began)
    return [
        Measured("acts committed", "acts/s", rate),
        Measured("commit to signed head, p50", "ms", quantile(waited, 50)),
        Measured("commit to signed head, p99", "ms", quantile(waited, 99), at_most=250),
    ]


def write(number: int, began: float, committed: list[tuple[int, float]]) -> None:
    """Commit this writer's share of the acts, each on its beat."""
    for turn in range(ACTS_A_SECOND * SECONDS // WRITERS):
        beat = began + (turn * WRITERS + number) / ACTS_A_SECOND
        time.sleep(max(0, beat - time.perf_counter()))
        ref = turn * WRITERS + number + 2
        log.add(LeafKind.FACT, ref, b"act %d" % ref)
        committed.append((ref, time.perf_counter()))
    connection.close()


def watch(stop: threading.Event, seen: list[tuple[int, float]]) -> None:
    """Note when each head could first be seen, to 5 ms."""
    while not stop.wait(0.005):
        size = log.size_now()
        if size > seen[-1][0]:
            seen.append((size, time.perf_counter()))
    connection.close()


def _waits(committed: list[tuple[int, float]], seen: list[tuple[int, float]]) -> list[float]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT l.ref, e.index FROM core_logentry e JOIN core_leaf l ON l.id = leaf_id"
        )
        places = dict(cursor.fetchall())
    sizes = [size for size, _ in seen]
    return [
        max(0.0, seen[bisect_right(sizes, places[ref])][1] - at) * 1000 for ref, at in committed
    ]


def proofs() -> list[Measured]:
    """Return milliseconds for one proof, beside the bare fetch of the nodes it needs."""
    size = log.size_now()
    dice = random.Random(9162)
    leaves = [dice.randrange(size) for _ in range(PROOFS)]
    wanted = [merkle.places_of(merkle.inclusion_spans(leaf, size)) for leaf in leaves]
    inclusion = [timed(partial(log.inclusion_proof, leaf, size=size)) for leaf in leaves]
    consistency = [timed(partial(log.consistency_proof, leaf + 1, size)) for leaf in leaves]
    bare = [timed(partial(log.nodes_at, places)) for places in wanted]
    limit = statistics.median(bare) * 1000
    return [
        Measured("inclusion proof, p50", "ms", quantile(inclusion, 50, 1000), limit, at_most=2),
        Measured("inclusion proof, p99", "ms", quantile(inclusion, 99, 1000)),
        Measured("consistency proof, p50", "ms", quantile(consistency, 50, 1000), limit, at_most=2),
        Measured("consistency proof, p99", "ms", quantile(consistency, 99, 1000)),
    ]


def add(count: int) -> None:
    """Write leaves that wait for a place."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(ref) FROM core_leaf")
        after = cursor.fetchone()[0] + 1
    log.add_many(LeafKind.FACT, ((ref, b"act %d" % ref) for ref in range(after, after + count)))


def fill_up_to(size: int) -> None:
    """Let the log grow to that size."""
    while log.size_now() < size:
        add(SEQUENCED)
        place_all()


def place_all() -> None:
    """Place everything that waits."""
    while log.sequence(at=clock.machine_now(), batch=BATCH):
        pass


def timed(work: Callable[[], object]) -> float:
    """Return the seconds something takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def quantile(values: list[float], percent: int, scale: float = 1) -> float:
    """Return a percentile."""
    return statistics.quantiles(values, n=100)[percent - 1] * scale


sys.exit(main())
