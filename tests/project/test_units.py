"""The units for systemd: they start the programs the supervisor starts, with the same words."""

import configparser
import sys
from pathlib import Path

import pytest

from yunting.project.database import ROOT
from yunting.project.processes import LIVE, PAGES, WORKER, Process

UNITS = ROOT / "deploy/systemd"
PLACE = "/opt/yunting"


def unit(path: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(path, "utf-8")
    return parser


@pytest.mark.parametrize("program", [PAGES, LIVE, WORKER], ids=lambda one: one.name)
def test_a_program_is_started_as_the_supervisor_starts_it(program: Process) -> None:
    words = unit(UNITS / f"yunting-{program.name}.service")["Service"]["ExecStart"].split()

    expected = [part.format(port=program.port, home="") for part in program.command]
    assert [words[0].replace(f"{PLACE}/.venv/bin/python", sys.executable), *words[1:]] == expected


def test_every_timer_has_its_service() -> None:
    timers = sorted(UNITS.glob("*.timer"))

    assert [path.stem for path in timers] == ["yunting-backup", "yunting-doctor"]
    assert [path.name for path in timers if not path.with_suffix(".service").exists()] == []
