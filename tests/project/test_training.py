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
from yunting.core.models import CaseState, DocumentState, FileState
from yunting.core.procedure import procedures
from yunting.lib import clock, identity
from yunting.project.cluster import OWNER, WEB
from yunting.project.database import ROOT
from yunting.project.training import complaints
from yunting.project.training.people import Natural, people
from yunting.project.training.small import LIVES

# Nothing rests in these: the court goes on by itself.
PASSED_THROUGH: dict[str, set[str]] = {
    "core.Case": {CaseState.REGISTERED},
    "core.Document": {DocumentState.ISSUED},
    "core.File": {FileState.RECEIVED},
    "accounts.IdentityCheck": {CheckState.ASKED, CheckState.SILENT},
}
# A file is refused by a virus scanner alone, and a training court has none.
CANNOT_BE = {"core.File": {FileState.REFUSED}}
PROCEDURES = {one.subject: one for one in procedures()}
PLACE_ALL = """
import django; django.setup()
from yunting.core import court_clock, log, log_keys
court_clock.install()
from yunting.lib import clock
log_keys.ensure(at=clock.now())
while log.sequence(at=clock.machine_now(), batch=5000): pass
"""

# What there is to do for each of the cast, as the to-do page reads it.
ASK_TASKS = """
import django; django.setup()
import json
from yunting.core.models import Account
from yunting.core.tasks import tasks_of
print(json.dumps({
    str(one.person): sorted({task.subject._meta.label for task in tasks_of(one)})
    for one in Account.objects.exclude(person=None).order_by("id")
}))
"""
TO_DO = {
    "孙岚": {"filing.Filing", "filing.Association", "delivery.Service", "feedback.Voice"},
    "周岱": {"filing.Filing", "delivery.Service"},
    "赵嵊": {"delivery.Service", "filing.Evidence", "core.CopyRequest", "filing.Association"},
    "周渔": {"money.Payment"},
    "赵舟": {"money.Payment", "feedback.Voice"},
    "张澄": {"filing.Filing", "filing.Answer"},
    "李潮": {"filing.Filing", "filing.Answer", "delivery.AddressConfirmation"},
    "钱路": {"filing.Filing", "filing.Answer", "delivery.AddressConfirmation"},
}
# The draw says which judge; together they have these.
JUDGES = ("王衢", "李岑", "周泗")
FOR_A_JUDGE = {
    "filing.JurisdictionObjection",
    "filing.ExtensionRequest",
    "delivery.OfflineRequest",
    "delivery.OnlineConsent",
    "delivery.Service",
}
SIDES = """
SELECT role, count(*) FROM core_participation held JOIN core_person who ON who.id = held.person_id
 WHERE who.name = '{name}' AND who.verified_at IS NOT NULL AND role IN ('filer', 'defendant')
 GROUP BY role
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
        assert "30 of 38 filings" in made.said

    def test_has_about_forty_filings(self, made: Made) -> None:
        assert made.ask("SELECT count(*) FROM filing_filing") == [(len(complaints.plans()),)]

    @pytest.mark.parametrize("subject", sorted(PROCEDURES))
    def test_has_every_state_in_which_something_rests(self, made: Made, subject: str) -> None:
        procedure = PROCEDURES[subject]
        table = procedure.model()._meta.db_table

        there = {str(row[0]) for row in made.ask(f"SELECT DISTINCT state FROM {table}")}  # noqa: S608

        elsewhere = PASSED_THROUGH.get(subject, set()) | CANNOT_BE.get(subject, set())
        assert there == set(procedure.states.values) - elsewhere

    def test_has_made_every_move(self, made: Made) -> None:
        kinds = {row[0] for row in made.ask("SELECT DISTINCT kind FROM core_event")}

        needed = {
            move.fact.kind
            for one in PROCEDURES.values()
            for move in one.moves
            if move.target not in CANNOT_BE.get(one.subject, ())
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

    def test_gives_each_of_the_cast_something_to_do(self, made: Made) -> None:
        told = {who: set(what) for who, what in json.loads(made.run("-c", ASK_TASKS)).items()}

        assert [(who, what - told[who]) for who, what in TO_DO.items() if what - told[who]] == []
        assert all(told[judge] for judge in JUDGES)
        assert set.union(*(told[judge] for judge in JUDGES)) >= FOR_A_JUDGE

    @pytest.mark.parametrize("name", sorted(people().citizens))
    def test_lets_each_citizen_sue_and_be_sued(self, made: Made, name: str) -> None:
        assert {role for role, _ in made.ask(SIDES.format(name=name))} == {"filer", "defendant"}

    def test_has_papers_nobody_has_read_and_a_file_to_bind(self, made: Made) -> None:
        unread = "SELECT count(*) > 0 FROM delivery_service WHERE state = 'served' AND {}"
        assert made.ask(unread.format("opened_at IS NULL")) == [(True,)]
        assert made.ask(unread.format("opened_at IS NOT NULL")) == [(True,)]
        assert made.ask("SELECT count(*) FROM core_casefilerun") == [(2,)]

    def test_leaves_no_paper_unsealed(self, made: Made) -> None:
        assert made.ask("SELECT count(*) FROM core_sealing") == [(0,)]

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
