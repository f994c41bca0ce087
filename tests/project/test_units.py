"""The units for systemd: they start the programs the supervisor starts, and systemd reads them."""

import configparser
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from yunting.project.database import ROOT
from yunting.project.processes import LIVE, PAGES, WORKER, Process

UNITS = ROOT / "deploy/systemd"
PLACE = "/opt/yunting"
ANALYZE = shutil.which("systemd-analyze")


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


@pytest.mark.skipif(ANALYZE is None, reason="no systemd on this machine")
def test_systemd_reads_them_without_a_complaint(tmp_path: Path) -> None:
    for path in UNITS.iterdir():
        # Verified where the programs are: in this checkout.
        text = path.read_text("utf-8").replace(f"{PLACE}/", f"{ROOT}/")
        (tmp_path / path.name).write_text(text, "utf-8")

    verified = subprocess.run(
        [str(ANALYZE), "verify", "--man=no", *map(str, sorted(tmp_path.iterdir()))],
        capture_output=True,
        text=True,
        check=False,
    )

    complaints = [line for line in verified.stderr.splitlines() if "yunting" in line]
    assert (verified.returncode, complaints) == (0, []), verified.stderr
