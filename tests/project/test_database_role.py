import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from yunting.core.models import Court
from yunting.project.cluster import WEB


@pytest.mark.django_db
class TestWebRole:
    def test_answers_people_in_a_role_that_owns_nothing(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_user, count(*) FROM pg_tables WHERE tableowner = %s", [WEB]
            )
            assert cursor.fetchone() == (WEB, 0)

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE core_event SET kind = ''",
            "DELETE FROM core_event",
            "TRUNCATE core_event",
            "TRUNCATE core_court CASCADE",
            "DROP TABLE core_event",
            "ALTER TABLE core_event DISABLE TRIGGER ALL",
            "CREATE TABLE mine (id int)",
        ],
    )
    def test_cannot_change_facts_or_tables(self, statement: str) -> None:
        with (
            pytest.raises(DatabaseError, match=r"permission denied|must be owner"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


class TestOwnDatabase:
    def test_commits_are_seen_by_another_connection(self, own_database: str) -> None:
        Court.objects.create(code="0115", name="浦东新区人民法院")

        with psycopg.connect(own_database) as other:
            assert other.execute("SELECT count(*) FROM core_court").fetchone() == (1,)

    def test_starts_from_the_template_again(self, own_database: str) -> None:
        assert Court.objects.count() == 0
