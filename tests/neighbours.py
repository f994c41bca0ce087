"""The real neighbours program for tests: started once, made good again before each test."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from yunting.project.database import ROOT


class Program:
    """One running neighbours program."""

    def __init__(self, home: Path, port: int = 0) -> None:
        self.home = home
        self._process = subprocess.Popen(
            [sys.executable, "-m", "sim", "--port", str(port), "--home", str(home)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        said = self._process.stdout.readline().split()
        if not said:
            self._end()
            raise AssertionError("the neighbours did not start")
        self.url = said[-1]
        self.client = httpx.Client(base_url=self.url, trust_env=False, timeout=10)

    def kill(self) -> None:
        """End it as a power cut would."""
        self._process.kill()
        self.close()

    def close(self) -> None:
        """End it and wait for the end."""
        self.client.close()
        self._end()

    def _end(self) -> None:
        # Whatever happens, neither the process nor its pipe is left to trouble another test.
        with self._process:
            self._process.terminate()
            try:
                self._process.wait(10)
            finally:
                self._process.kill()

    def post(self, path: str, told: dict[str, Any]) -> dict[str, Any]:
        """Call one address of the administration."""
        return dict(self.client.post(path, json=told).raise_for_status().json())

    def behave(self, service: str, **behaviour: Any) -> None:
        """Set how a service behaves; without a word: well."""
        self.post(f"/admin/services/{service}", behaviour)

    def good(self) -> None:
        """Make every service good again, on machine time, and forget what was."""
        self.post("/admin/reset", {})
        self.post("/admin/clock", {"offset_seconds": "0"})

    def messages(self) -> list[dict[str, Any]]:
        """Return what came and went, newest first."""
        return list(self.client.get("/admin/messages").raise_for_status().json())

    def texts(self, number: str) -> list[str]:
        """Return the texts a phone received, newest first."""
        inbox = self.client.get(f"/admin/phones/{number}").raise_for_status().json()
        return [text["text"] for text in inbox]


@contextmanager
def running(home: Path, port: int = 0) -> Iterator[Program]:
    """Run the program in a folder until the block ends."""
    program = Program(home, port)
    try:
        yield program
    finally:
        program.close()


def eventually(holds: Callable[[], Any], *, seconds: float = 20) -> Any:
    """Wait until something holds, and return it.

    :raises AssertionError: if it does not within the time
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = holds()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError("it never came true")
