"""A backup of a court that works: what it holds, what it says, what it refuses."""

import os
import resource
import shutil
import stat
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from tests.cast import AT
from tests.project.backups import CONTENT, back_up, furnish, hand_in, name_database
from yunting.core import file_sweep, heads, store
from yunting.project.database import ROOT
from yunting.project.operations import last_backup, manifest
from yunting.project.operations.look import newest_head


@pytest.fixture(scope="module")
def key() -> rsa.RSAPrivateKey:
    return heads.generate()


@pytest.fixture(autouse=True)
def court(
    own_database: str,
    key: rsa.RSAPrivateKey,
    tmp_path: Path,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A court with a log, one file and its keys."""
    home = tmp_path / "court"
    settings.HOME, settings.FILES = home, home / "files"
    monkeypatch.setenv("YUNTING_HOME", str(home))
    name_database(monkeypatch, str(connection.settings_dict["NAME"]))
    furnish(home, key)


class TestBackup:
    def test_says_as_of_when_and_how_much(self, tmp_path: Path) -> None:
        told = back_up(tmp_path / "backup")

        made = manifest.read(tmp_path / "backup")
        assert f"截至 {made.taken_at}" in told
        assert made.head == newest_head()
        assert made.files == 1
        assert made.file_bytes == len(CONTENT)

    def test_is_for_its_owner_alone(self, tmp_path: Path) -> None:
        back_up(tmp_path / "backup")

        secrets = [tmp_path / "backup" / name for name in ("", "secret-key", "database.dump")]
        secrets += (tmp_path / "backup/keys").glob("*.pem")
        assert len(secrets) == 4
        assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in secrets} == {0}

    def test_is_remembered(self, tmp_path: Path) -> None:
        assert last_backup.known() is None

        back_up(tmp_path / "backup")

        known = last_backup.known()
        assert known is not None
        assert known.folder == str(tmp_path / "backup")
        assert known.taken_at.isoformat() == manifest.read(tmp_path / "backup").taken_at

    def test_names_what_the_court_lacks_and_fails(self, tmp_path: Path) -> None:
        gone = hand_in(b"lost").sha256
        store.path_of(gone).unlink()
        out = StringIO()

        with pytest.raises(SystemExit) as end:
            call_command("backup", str(tmp_path / "backup"), stdout=out, stderr=StringIO())

        assert end.value.code == 1
        assert gone in out.getvalue()
        assert manifest.read(tmp_path / "backup").absent == [gone]

    def test_takes_no_damaged_file_for_a_whole_one(self, tmp_path: Path) -> None:
        damaged = store.path_of(hand_in(b"whole").sha256)
        damaged.chmod(0o600)
        damaged.write_bytes(b"wrong")

        with pytest.raises(SystemExit):
            back_up(tmp_path / "backup")

        assert manifest.read(tmp_path / "backup").absent == [damaged.name]

    def test_refuses_a_folder_that_holds_something_and_leaves_it(self, tmp_path: Path) -> None:
        (tmp_path / "backup").mkdir()
        (tmp_path / "backup" / "theirs.txt").write_text("keep")

        with pytest.raises(CommandError, match="不是空的"):
            back_up(tmp_path / "backup")

        assert [path.name for path in (tmp_path / "backup").iterdir()] == ["theirs.txt"]

    def test_refuses_a_disk_with_too_little_room(self, tmp_path: Path) -> None:
        # A content larger than what is left on the disk; as it is empty inside, it takes no room.
        larger = store.path_of("0" * 64)
        larger.parent.mkdir(parents=True)
        with larger.open("wb") as content:
            content.truncate(2 * shutil.disk_usage(tmp_path).free)

        with pytest.raises(CommandError, match="备份最多需要"):
            back_up(tmp_path / "backup")

        assert not (tmp_path / "backup").exists()

    def test_says_that_the_database_is_away(self, tmp_path: Path) -> None:
        there = dict(connection.settings_dict)
        connection.close()
        connection.settings_dict.update(HOST="/nowhere")

        with pytest.raises(CommandError, match="数据库不能用"):
            back_up(tmp_path / "backup")
        connection.settings_dict.update(there)

        assert not (tmp_path / "backup").exists()

    def test_leaves_nothing_of_one_that_could_not_be_written(self, tmp_path: Path) -> None:
        def no_file_over_ten_kilobytes() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))

        ended = subprocess.run(
            [sys.executable, "-m", "yunting.project.command", "backup", str(tmp_path / "backup")],
            cwd=ROOT,
            env={**os.environ, "YUNTING_FILES": str(tmp_path / "court/files")},
            preexec_fn=no_file_over_ten_kilobytes,
            capture_output=True,
            text=True,
            check=False,
        )

        assert ended.returncode == 1
        assert "pg_dump 失败" in ended.stderr
        assert not (tmp_path / "backup").exists()


def test_a_sweep_leaves_to_the_backup_what_it_may_still_copy(settings: Settings) -> None:
    kept = store.keep_bytes(b"named when the backup began")
    os.utime(store.path_of(kept.sha256), (0, 0))
    with store.unswept():
        assert file_sweep.sweep(at=AT, machine_at=AT)[1] == 0
        assert store.has(kept.sha256)

    assert file_sweep.sweep(at=AT, machine_at=AT)[1] == 1
