"""`yunting doctor` on its database: away, older, newer, with rights too few or too many."""

from pathlib import Path

import psycopg
import pytest
from django.db import connection
from pytest_django import Settings

from tests import database
from yunting.project.cluster import OWNER
from yunting.project.operations.doctor import examine
from yunting.project.operations.finding import Finding, State

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture(autouse=True)
def court(
    own_database: str, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A court that was never opened."""
    monkeypatch.setenv("YUNTING_DATABASE_URL", own_database)
    settings.HOME, settings.FILES = tmp_path, tmp_path / "files"
    settings.WITNESS_URL, settings.NEIGHBOURS_URL = "", "http://127.0.0.1:1"


def found() -> dict[str, Finding]:
    return dict(examine())


def as_owner(sql: str) -> None:
    name = str(connection.settings_dict["NAME"])
    with psycopg.connect(database.CLUSTER.url(OWNER, name)) as owner:
        owner.execute(sql.encode())


class TestDatabase:
    def test_tables_are_wrong_when_a_migration_is_missing(self) -> None:
        assert found()["数据表"].state is State.WELL

        as_owner("DELETE FROM django_migrations WHERE app = 'web' OR app = 'money'")

        assert "迁移没有执行" in found()["数据表"].told

    def test_tables_are_wrong_when_they_are_newer(self) -> None:
        as_owner(
            "INSERT INTO django_migrations (app, name, applied)"
            " SELECT 'core', '9999_x', applied FROM django_migrations LIMIT 1"
        )

        assert "core.9999_x" in found()["数据表"].told

    def test_rights_are_wrong_when_a_fact_may_be_changed(self) -> None:
        assert found()["权限"].state is State.WELL

        as_owner("GRANT UPDATE ON core_event TO yunting_web")

        assert "core_event" in found()["权限"].told

    def test_rights_are_wrong_when_a_table_may_not_be_used(self) -> None:
        as_owner("REVOKE INSERT ON core_matter FROM yunting_web")

        assert "core_matter" in found()["权限"].told

    def test_clocks_agree_on_one_machine(self) -> None:
        assert found()["时钟"].state is State.WELL

    def test_that_is_away_is_told_and_the_rest_looked_at(self) -> None:
        there = dict(connection.settings_dict)
        connection.close()
        connection.settings_dict.update(HOST="/nowhere")
        things = found()
        connection.settings_dict.update(there)

        assert things["数据库"].state is State.WRONG
        assert set(things) == {"磁盘", "密钥", "用印", "备份", "数据库"}
