"""Programs that send to a court which is being killed, and believe only what was answered."""

from __future__ import annotations

import os
import re
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue
from typing import Any

import httpx

TOKEN = "t" * 32
# Longer than all the killing: the dice may hit one program again each time it comes back.
PATIENCE_SECONDS = 300
AGAIN_SECONDS = 0.2
_ERROR = re.compile(r'<a href="#[^"]*">([^<]*)</a>')


class Gave(AssertionError):
    """The court answered something no retry will change, or nothing for too long."""


class Acknowledgements:
    """What the court has acknowledged, on the disk before anything else is done."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()

    def write(self, key: str) -> None:
        """Keep a key; it is on the disk when this returns."""
        with self._lock, self.path.open("a") as file:
            file.write(f"{key}\n")
            file.flush()
            os.fsync(file.fileno())

    def keys(self) -> list[str]:
        """Return every key that was acknowledged."""
        return self.path.read_text().splitlines() if self.path.exists() else []


@dataclass
class Caller:
    """One signed-in browser without pages: it posts until it is answered."""

    pages_url: str
    session: str
    unanswered: int = 0
    http: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        cookies = {"sessionid": self.session, "csrftoken": TOKEN}
        self.http = httpx.Client(
            base_url=self.pages_url, cookies=cookies, trust_env=False, timeout=20
        )

    def post(self, path: str, key: str, **typed: Any) -> str:
        """Send a form under a key until the court says where to go on; return that address.

        :raises Gave: if it refuses, or does not answer for five minutes
        """
        form = {"form_key": key, "csrfmiddlewaretoken": TOKEN, **typed}
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            try:
                answer = self.http.post(path, data=form)
            except httpx.HTTPError:
                answer = None
            if answer is not None and answer.status_code == httpx.codes.SEE_OTHER:
                return answer.headers["Location"]
            if answer is not None and answer.status_code < httpx.codes.INTERNAL_SERVER_ERROR:
                told = _ERROR.findall(answer.text)
                raise Gave(f"{path} under {key}: {answer.status_code} {told}")
            self.unanswered += 1
            time.sleep(AGAIN_SECONDS)
        raise Gave(f"{path} under {key}: no answer")


@dataclass
class Programs:
    """The filer's and the clerks' programs, side by side; `gate` paces the filer's."""

    pages_url: str
    sessions: dict[str, str]
    kept: Acknowledgements
    failures: list[str] = field(default_factory=list)
    _threads: list[threading.Thread] = field(default_factory=list)
    _sent: Queue[int | None] = field(default_factory=Queue)
    _callers: list[Caller] = field(default_factory=list)

    def start(self, filings: list[tuple[int, int]], gate: threading.Semaphore) -> None:
        """Begin to sign, send and accept."""
        waiting: Queue[tuple[int, int]] = Queue()
        for filing in filings:
            waiting.put(filing)
        for _ in range(2):
            self._begin(self._file, self._caller("zhang"), waiting, gate)
        for name in ("sun", "zhou"):
            self._begin(self._accept, self._caller(name))

    def finish(self) -> None:
        """Wait until all is sent and accepted."""
        filers, clerks = self._threads[:2], self._threads[2:]
        try:
            for thread in filers:
                thread.join()
            for _ in clerks:
                self._sent.put(None)
            for thread in clerks:
                thread.join()
        finally:
            for caller in self._callers:
                caller.http.close()

    @property
    def is_alive(self) -> bool:
        """Tell whether anybody is still at it."""
        return any(thread.is_alive() for thread in self._threads)

    @property
    def unanswered(self) -> int:
        """Return how often nothing came back."""
        return sum(caller.unanswered for caller in self._callers)

    def _caller(self, name: str) -> Caller:
        caller = Caller(self.pages_url, self.sessions[name])
        self._callers.append(caller)
        return caller

    def _begin(self, work: Any, *args: Any) -> None:
        def run() -> None:
            try:
                work(*args)
            except Exception as error:
                self.failures.append(f"{type(error).__name__}: {error}")

        thread = threading.Thread(target=run)
        thread.start()
        self._threads.append(thread)

    def _file(
        self, caller: Caller, waiting: Queue[tuple[int, int]], gate: threading.Semaphore
    ) -> None:
        while not waiting.empty():
            gate.acquire()
            filing, seen = waiting.get()
            key = f"send-{filing}"
            caller.post(f"/filings/{filing}/check/", key, seen=seen, signed="张澄", confirmed="on")
            self.kept.write(key)
            self._sent.put(filing)

    def _accept(self, caller: Caller) -> None:
        for filing in iter(self._sent.get, None):
            key = f"accept-{filing}"
            caller.post(f"/court/filings/{filing}/accept/", key, is_simple="yes")
            self.kept.write(key)
