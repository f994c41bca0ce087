"""Every command of docs/api.md does what the page says."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests.cast import AT, on_stage
from tests.filing.test_filer_api import Program, answer_all
from tests.programs import secret_of
from yunting.core import log, log_keys
from yunting.filing.models import Filing
from yunting.lib import clock
from yunting.project.database import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.feature("X10")]
COURT = "http://testserver"
BLOCK = re.compile(r"```sh\n(.*?)```(?:\n```json\n(.*?)```)?", re.DOTALL)


def examples() -> Iterator[tuple[list[str], dict[str, Any]]]:
    """Yield the commands of each block and what the page shows as the answer to the last."""
    for block, shown in BLOCK.findall((ROOT / "docs" / "api.md").read_text("utf-8")):
        commands = [line for line in block.replace("\\\n", " ").splitlines() if line]
        yield commands, json.loads(shown) if shown else {}


def run(command: str) -> Any:
    """Do with Django's client what curl would do with a socket."""
    words = iter(shlex.split(command)[1:])
    method, headers, body, address = "GET", {}, "", ""
    for word in words:
        if word == "-X":
            method = next(words)
        elif word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = value
        elif word == "-d":
            body = next(words)
        elif word == "-o":
            next(words)
        elif word != "-s":
            address = word.removeprefix(COURT)
    kind = headers.pop("Content-Type", "application/json")
    return Client().generic(method, address, body, content_type=kind, headers=headers)


@pytest.fixture
def morning() -> Iterator[None]:
    """Set the court's clock to the morning of the cast."""
    clock.provide(lambda: AT)
    yield
    clock.provide(clock.machine_now)


@pytest.mark.usefixtures("morning")
def test_each_command_is_answered_as_shown(settings: Settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    log_keys.ensure(at=AT)
    zhang = on_stage().zhang
    known = {"COURT": COURT, "TOKEN": secret_of(zhang)}
    done = 0

    for commands, shown in examples():
        for command in commands:
            if command.startswith("export "):
                continue
            response = run(Template(command).substitute(known))
            assert response.status_code in {200, 201}, (command, response.content.decode())
            done += 1
            if not shown:
                continue
            told = response.json()
            assert shown.keys() <= told.keys(), command
            learn(told, known)
            if told.keys() >= {"id", "form"}:
                answer_all(Program(zhang), told["id"])

    assert done >= 18


def learn(told: dict[str, Any], known: dict[str, str]) -> None:
    """Remember from an answer what a reader would put into the next command."""
    if "form" in told:
        known.update(FILING=str(told["id"]), MATTER=told["code"])
    if "seen" in told:
        known["SEEN"] = str(told["seen"])
    if "receipt" in told:
        known["RECEIPT"] = told["receipt"]
        assert Filing.objects.get().state == "submitted"
        while log.is_waiting():
            log.sequence(at=AT)
