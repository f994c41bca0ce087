"""What benchmarks/pages.py measures, with Django set up and a court of its own."""

import http.client
import subprocess
import sys
import threading
import time
from urllib.parse import urlsplit

from django.conf import settings

from benchmarks._court import Measured, show
from benchmarks._world import a_matter, session_of
from yunting.project import ports
from yunting.project.processes import PAGES

SECONDS = 10.0
CLIENTS = 4
READY_SECONDS = 60.0


def main() -> int:
    """Serve, ask, and print."""
    cast, matter = a_matter(30)
    cookie = f"{settings.SESSION_COOKIE_NAME}={session_of(cast.zhang)}"
    port = ports.free_port(0, taken=set())
    command = [part.format(port=port) for part in PAGES.command]
    command[-1] = "benchmarks._wsgi:application"
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            _wait_for(port)
            url = f"http://127.0.0.1:{port}"
            rates = {
                name: rate(f"{url}/{name}/{matter.code}/", cookie) for name in ("bare", "matters")
            }
        finally:
            server.terminate()
    return show("pages", [Measured("case page", "req/s", rates["matters"], rates["bare"])])


def rate(address: str, cookie: str) -> float:
    """Return how many answers a second a few clients get that ask without a pause."""
    counts = [0] * CLIENTS
    until = time.perf_counter() + SECONDS
    clients = [
        threading.Thread(target=_ask, args=(address, cookie, until, counts, number))
        for number in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return sum(counts) / SECONDS


def _ask(address: str, cookie: str, until: float, counts: list[int], number: int) -> None:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port)
    while time.perf_counter() < until:
        connection.request("GET", parts.path, headers={"Cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        if answer.status != http.client.OK:
            raise RuntimeError(f"{address} answered {answer.status}")
        counts[number] += 1
    connection.close()


def _wait_for(port: int) -> None:
    until = time.monotonic() + READY_SECONDS
    while not ports.answers(port, "/"):
        if time.monotonic() > until:
            raise TimeoutError("the server did not answer")
        time.sleep(0.1)


sys.exit(main())
