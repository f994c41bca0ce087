"""The training court: made by the court's own acts, through every state, and made once."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tests import database
from tests.neighbours import Program
from yunting.accounts.models import CheckState
from yunting.accounts.services.second_factor import code_at
from yunting.core.models import CaseState
from yunting.core.procedure import procedures
from yunting.lib import clock, identity
from yunting.project.cluster import OWNER, WEB
from yunting.project.database import ROOT
from yunting.project.training import complaints
from yunting.project.training.lives import LIVES
from yunting.project.training.people import Natural, people

# Nothing rests in these: the court goes on by itself.
PASSED_THROUGH: dict[str, set[str]] = {
    "core.Case": {CaseState.REGISTERED},
    "accounts.IdentityCheck": {CheckState.ASKED, CheckState.SILENT},
}
# The small court goes as far as a judge and the periods: papers, service, answers, evidence and
# the file are not in it yet, nor what a signed ruling brings about. docs/start.md says so.
IN_IT = ("filing.Filing", "core.Case", "accounts.IdentityCheck")
NOT_IN_IT_YET = {"filing.Filing": {"refused"}, "core.Case": {"transferred", "withdrawn"}}
PLACE_ALL = """
import django; django.setup()
from yunting.core import court_clock, log, log_keys
court_clock.install()
from yunting.lib import clock
log_keys.ensure(at=clock.now())
while log.sequence(at=clock.machine_now(), batch=5000): pass
"""


class Made:
    """A training court that was made in a database of its own, and what was said meanwhile."""

    def __init__(self, name: str, home: Path, neighbours: str) -> None:
        self.name, self.home, self.neighbours = name, home, neighbours
        self.said = self.run("-m", "yunting.project.command", "court", "small")

    def run(self, *arguments: str) -> str:
        told = {
            "DJANGO_SETTINGS_MODULE": "yunting.project.settings",
            "YUNTING_HOME": str(self.home),
            "YUNTING_DATABASE_URL": database.CLUSTER.url(WEB, self.name),
            "YUNTING_NEIGHBOURS_URL": self.neighbours,
        }
        done = subprocess.run(
            [sys.executable, *arguments],
            env={**os.environ, **told},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return str(done.stdout)

    def ask(self, question: str) -> list[tuple[object, ...]]:
        address = database.CLUSTER.url(OWNER, self.name)
        with psycopg.connect(address) as connection:
            return connection.execute(question).fetchall()


@pytest.fixture(scope="module")
def made(
    template: str, neighbours_program: Program, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Made]:
    neighbours_program.good()
    with database.copy_of(template) as name:
        yield Made(name, tmp_path_factory.mktemp("training"), neighbours_program.url)


class TestSmall:
    def test_says_how_far_it_is(self, made: Made) -> None:
        assert "40 of 43 filings" in made.said

    def test_has_about_forty_filings(self, made: Made) -> None:
        assert made.ask("SELECT count(*) FROM filing_filing") == [(len(complaints.plans()),)]

    @pytest.mark.parametrize("subject", IN_IT)
    def test_has_every_state_in_which_something_rests(self, made: Made, subject: str) -> None:
        (procedure,) = (p for p in procedures() if p.subject == subject)
        table = procedure.model()._meta.db_table

        there = {str(row[0]) for row in made.ask(f"SELECT DISTINCT state FROM {table}")}  # noqa: S608

        elsewhere = PASSED_THROUGH.get(subject, set()) | NOT_IN_IT_YET.get(subject, set())
        assert there == set(procedure.states.values) - elsewhere

    def test_has_made_every_move(self, made: Made) -> None:
        kinds = {row[0] for row in made.ask("SELECT DISTINCT kind FROM core_event")}

        needed = {
            move.fact.kind
            for one in procedures()
            if one.subject in IN_IT
            for move in one.moves
            if move.target not in NOT_IN_IT_YET.get(one.subject, ())
        }
        assert needed <= kinds

    def test_opens_in_the_morning_of_the_court_date(self, made: Made) -> None:
        told = made.run("-m", "yunting.project.command", "court-time", "show")

        assert "court time 2026-03-02 09:3" in told

    def test_has_nothing_that_is_overdue_or_later_than_the_opening(self, made: Made) -> None:
        assert made.ask(
            "SELECT max(at) <= '2026-03-02T09:30+08' FROM core_event WHERE matter_id IS NOT NULL"
        ) == [(True,)]
        assert made.ask(
            "SELECT count(*) FROM core_deadline WHERE state = 'running' "
            "AND lapses_at <= '2026-03-02T09:30+08'"
        ) == [(0,)]

    def test_is_in_order_of_court_time(self, made: Made) -> None:
        inversions = (
            "SELECT count(*) FROM (SELECT at < lag(at) OVER (ORDER BY id) AS back "
            "FROM core_event WHERE matter_id IS NOT NULL) AS pairs WHERE back"
        )

        assert made.ask(inversions) == [(0,)]

    def test_has_left_nothing_undone(self, made: Made) -> None:
        assert made.ask("SELECT count(*) FROM core_handoff WHERE done_at IS NULL") == [(0,)]
        assert made.ask("SELECT count(*) FROM core_deadline WHERE is_effect_due") == [(0,)]

    def test_draws_among_several_judges(self, made: Made) -> None:
        assert made.ask("SELECT count(DISTINCT judge_id) > 1 FROM filing_assignment") == [(True,)]

    def test_says_who_can_sign_in(self, made: Made) -> None:
        told = (made.home / "sign-ins.txt").read_text(encoding="utf-8")

        assert all(colleague.handle in told for colleague in people().staff.values())
        assert all(citizen.phone in told for citizen in people().citizens.values())

    def test_verifies_and_is_made_once(self, made: Made) -> None:
        made.run("-c", PLACE_ALL)
        facts = made.ask("SELECT count(*) FROM core_event")

        again = made.run("-m", "yunting.project.command", "court", "small")
        report = json.loads(made.run("-m", "yunting.project.command", "verify", "--json"))

        assert "there already" in again
        assert made.ask("SELECT count(*) FROM core_event") == facts
        assert report["problems"] == []


class TestPeople:
    def test_has_numbers_that_can_be(self) -> None:
        known = people()
        citizens = [*known.citizens.values(), *known.sued.values()]
        natural = [one.id_number for one in citizens if isinstance(one, Natural)]
        staff = [one.id_number for one in known.staff.values() if one.id_number]

        on = clock.day_of(complaints.plans()[0].begun)
        assert [identity.resident_identity(n, on=on).number for n in [*natural, *staff]]

    def test_is_who_the_neighbours_register_knows(self) -> None:
        register = json.loads((ROOT / "sim" / "register.json").read_text())
        by_number = {one["number"]: one["name"] for one in register["people"]}
        firms = {one["code"]: one for one in register["organisations"]}

        known = people()
        numbers = {one.id_number: one.name for one in known.citizens.values()}
        numbers |= {one.id_number: one.name for one in known.staff.values() if one.id_number}
        assert by_number == numbers
        for firm in known.organisations.values():
            assert firms[firm.code]["name"] == firm.name
            assert firms[firm.code]["legal_representative"] == firm.represented_by

    def test_has_a_life_for_each_plan(self) -> None:
        assert {plan.life for plan in complaints.plans()} == set(LIVES)


class TestTotp:
    def test_shows_what_a_generator_shows(self, capsys: pytest.CaptureFixture[str]) -> None:
        secret = people().staff["DH001"].secret
        before = clock.machine_now()

        call_command("totp", "DH001")

        shown = capsys.readouterr().out.strip()
        assert shown in {code_at(secret, before), code_at(secret, clock.machine_now())}

    def test_knows_nobody_else(self) -> None:
        with pytest.raises(CommandError, match="nobody"):
            call_command("totp", "DH999")

    def test_is_for_training_only(self, settings: Settings) -> None:
        settings.TRAINING = False

        with pytest.raises(CommandError, match="real court"):
            call_command("totp", "DH001")
        with pytest.raises(CommandError, match="invented"):
            call_command("court", "small")
