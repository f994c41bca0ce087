"""The same act by many at the same moment, each on a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from yunting.core.idempotency import AlreadyDone
from yunting.lib.errors import Refused


def at_once(act: Callable[[int], object], *, times: int) -> list[object]:
    """Call an act from as many threads, all starting together; a refusal is an outcome."""
    start = Barrier(times)

    def run(number: int) -> object:
        start.wait()
        try:
            return act(number)
        except (Refused, AlreadyDone) as outcome:
            return outcome
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(run, range(times)))
