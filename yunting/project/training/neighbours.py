"""Have the neighbours there while the training court is made, before the supervisor starts them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import httpx
from django.conf import settings

from yunting.core import wire


@contextmanager
def at_hand() -> Iterator[None]:
    """Let the identity register be asked; the program is started unless it runs already."""
    if _answer():
        yield
        return
    command = [sys.executable, "-m", "sim", "--port", str(urlsplit(settings.NEIGHBOURS_URL).port)]
    command += ["--home", str(settings.HOME / "neighbours")]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        # It says so when it listens.
        if program.stdout is None or not program.stdout.readline():
            raise RuntimeError("the neighbours did not start")
        _meet()
        yield
    finally:
        program.terminate()
        program.communicate()


def _answer() -> bool:
    try:
        _meet()
    except wire.Silent:
        return False
    return True


def _meet() -> None:
    wire.tell_time()
    wire.introduce()


def silence(service: str, *, is_silent: bool) -> None:
    """Let one of the neighbours be out of order, or in order again."""
    url = f"{settings.NEIGHBOURS_URL}/admin/services/{service}"
    told = {"outage": "1"} if is_silent else {}
    httpx.post(url, json=told, trust_env=False).raise_for_status()
