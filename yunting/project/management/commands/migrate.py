"""Bring the tables up to date as their owner, then say what the web role may do with them."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connection

from yunting.core import append_only
from yunting.project import cluster, database

# A migration that would make people wait gives up instead and can be tried again.
TIMEOUTS = {"options": "-c lock_timeout=5s -c statement_timeout=15min"}


class Command(migrate.Command):
    """Django's migrate, as the owner role, ending with the grants."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, then grant; both can be repeated."""
        usual = dict(connection.settings_dict)
        self._connect(database.parse(database.owner_url()) | {"OPTIONS": TIMEOUTS})
        super().handle(*args, **options)
        with connection.cursor() as cursor:
            cursor.execute(append_only.grants(cluster.WEB))
        self._connect(usual)

    def _connect(self, settings: dict[str, Any]) -> None:
        connection.close()
        connection.settings_dict.update(settings)
