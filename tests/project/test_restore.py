"""A court brought back from a backup, whole or not at all."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection
from django.test import override_settings
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from tests import database
from tests.conftest import connect_to
from tests.project.backups import OPENS_FACTORS, back_up, furnish, hand_in, name_database
from yunting.core import heads
from yunting.core.models import TreeHead
from yunting.core.verify.run import verify
from yunting.project.database import ROOT
from yunting.project.operations import manifest, restore
from yunting.project.operations.look import newest_head
from yunting.project.operations.manifest import Manifest, Unusable
from yunting.project.run import RESTORING


@pytest.fixture(scope="module")
def taken(
    template: str,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """A backup of a court with a log, one file and its keys; nobody changes it."""
    home, folder = tmp_path_factory.mktemp("court"), tmp_path_factory.mktemp("taken") / "backup"
    with (
        database.copy_of(template) as name,
        django_db_blocker.unblock(),
        override_settings(HOME=home, FILES=home / "files"),
        pytest.MonkeyPatch.context() as environment,
    ):
        name_database(environment, name)
        before = connect_to(name)
        furnish(home, heads.generate())
        back_up(folder)
        connect_to(before)
    return folder


@pytest.fixture
def backup(taken: Path, tmp_path: Path) -> Path:
    """A copy of the backup, to be broken."""
    return Path(shutil.copytree(taken, tmp_path / "backup"))


@pytest.fixture
def elsewhere(
    backup: Path,
    tmp_path: Path,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Path]:
    """An empty home and an empty database, as on another machine; returns the home."""
    name, before = f"restored_{os.getpid()}", connection.settings_dict["NAME"]
    database.CLUSTER.create_database(name)
    home = tmp_path / "elsewhere"
    settings.HOME, settings.FILES = home, home / "files"
    monkeypatch.setenv("YUNTING_HOME", str(home))
    name_database(monkeypatch, name)
    with django_db_blocker.unblock():
        connect_to(name)
        yield home
        connect_to(before)
    database.CLUSTER.drop_database(name)


def rewrite(backup: Path, **changed: object) -> None:
    told = json.loads((backup / manifest.NAME).read_text())
    (backup / manifest.NAME).write_text(json.dumps({**told, **changed}))


def bring_back(backup: Path) -> Manifest:
    return restore.restore(backup, say=lambda _: None)


def tables() -> int:
    with psycopg.connect(os.environ["YUNTING_OWNER_DATABASE_URL"]) as asked:
        row = asked.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
        return int(row[0]) if row else 0


class TestRestore:
    def test_brings_back_record_files_and_keys(self, backup: Path, elsewhere: Path) -> None:
        made = bring_back(backup)

        report = verify(contents=True)
        assert report.problems == []
        assert report.counts["files"] == 1
        assert newest_head() == made.head
        assert made.head is not None
        assert TreeHead.objects.count() == 3
        assert (elsewhere / "secret-key").read_text() == OPENS_FACTORS
        assert len(list((elsewhere / "keys").glob("log-*.pem"))) == 1
        assert hand_in(b"the next one").pk > 1
        with connection.cursor() as web, pytest.raises(ProgrammingError, match="permission"):
            web.execute("DELETE FROM core_event")

    @pytest.mark.parametrize(
        ("part", "told"),
        [("database.dump", "database.dump 已损坏"), ("contents.txt", "contents.txt 已损坏")],
    )
    def test_names_the_part_that_is_broken(
        self, backup: Path, elsewhere: Path, part: str, told: str
    ) -> None:
        with (backup / part).open("ab") as file:
            file.write(b" ")

        with pytest.raises(Unusable, match=told):
            bring_back(backup)

    def test_names_the_part_that_is_missing(self, backup: Path, elsewhere: Path) -> None:
        (backup / "database.dump").unlink()

        with pytest.raises(Unusable, match=r"缺少 database\.dump"):
            bring_back(backup)

    def test_takes_no_part_from_outside(self, backup: Path, elsewhere: Path) -> None:
        rewrite(backup, parts={"keys/../../theirs": "0"})

        with pytest.raises(Unusable, match="不在备份里"):
            bring_back(backup)

    @pytest.mark.parametrize("how", ["missing", "damaged"])
    def test_names_the_file_that_is_broken_and_leaves_nothing(
        self, backup: Path, elsewhere: Path, how: str
    ) -> None:
        [content] = [path for path in (backup / "files").rglob("*") if path.is_file()]
        content.chmod(0o600)
        content.write_bytes(b"wrong") if how == "damaged" else content.unlink()

        with pytest.raises(Unusable, match=content.name):
            bring_back(backup)

        assert [path.name for path in elsewhere.iterdir() if path.name != "run.lock"] in (
            [],
            ["files"],
        )
        assert not list((elsewhere / "files").glob("*"))
        assert tables() == 0

    def test_refuses_what_was_not_finished(self, backup: Path, elsewhere: Path) -> None:
        (backup / manifest.NAME).unlink()

        with pytest.raises(Unusable, match="没有做完"):
            bring_back(backup)

    def test_refuses_a_backup_of_a_newer_version(self, backup: Path, elsewhere: Path) -> None:
        known = manifest.read(backup).migrations
        rewrite(backup, migrations=[*known, "core.9999_from_the_future"], version="9.9")

        with pytest.raises(Unusable, match=r"更新的版本（9\.9，含 core\.9999_from_the_future）"):
            bring_back(backup)

    def test_refuses_another_format(self, backup: Path, elsewhere: Path) -> None:
        rewrite(backup, format=2)

        with pytest.raises(Unusable, match="格式"):
            bring_back(backup)

    def test_refuses_a_database_that_is_newer_than_the_server(
        self, backup: Path, elsewhere: Path
    ) -> None:
        rewrite(backup, postgresql=99)

        with pytest.raises(Unusable, match="PostgreSQL 99"):
            bring_back(backup)

        assert tables() == 0

    def test_refuses_a_home_that_is_not_empty(self, backup: Path, elsewhere: Path) -> None:
        elsewhere.mkdir()
        (elsewhere / "secret-key").write_text("of another court")

        with pytest.raises(Unusable, match="有 secret-key"):
            bring_back(backup)

        assert (elsewhere / "secret-key").read_text() == "of another court"

    def test_refuses_a_database_that_is_not_empty(self, backup: Path, elsewhere: Path) -> None:
        with psycopg.connect(os.environ["YUNTING_OWNER_DATABASE_URL"]) as owner:
            owner.execute("CREATE TABLE theirs ()")

        with pytest.raises(Unusable, match="有表 theirs"):
            bring_back(backup)

    def test_says_that_the_database_is_away(
        self, backup: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("YUNTING_OWNER_DATABASE_URL", "postgresql://o@/c?host=/nowhere")

        with pytest.raises(CommandError, match="数据库不能用"):
            call_command("restore", str(backup))

    def test_refuses_a_log_that_ends_elsewhere(self, backup: Path, elsewhere: Path) -> None:
        head = manifest.read(backup).head
        assert head is not None
        rewrite(backup, head={**head, "size": head["size"] + 1})

        with pytest.raises(Unusable, match="日志签名"):
            bring_back(backup)

    def test_that_was_killed_begins_anew(self, backup: Path, elsewhere: Path) -> None:
        elsewhere.mkdir()
        (elsewhere / RESTORING).touch()
        (elsewhere / "secret-key").write_text("half")

        bring_back(backup)

        assert (elsewhere / "secret-key").read_text() == OPENS_FACTORS
        assert not (elsewhere / RESTORING).exists()


class TestRun:
    def test_opens_no_court_in_a_home_that_is_half_restored(self, tmp_path: Path) -> None:
        (tmp_path / RESTORING).touch()

        ended = subprocess.run(
            [sys.executable, "-m", "yunting.project.command", "run", "--home", str(tmp_path)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

        assert ended.returncode == 1
        assert "run yunting restore again" in ended.stderr
        assert not (tmp_path / "pg").exists()
