"""Bring the tables up to date as their owner, then say what the web role may do with them."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connection

from yunting.core import append_only
from yunting.project import cluster, database


class Command(migrate.Command):
    """Django's migrate, as the owner role, ending with the grants."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, then grant; both can be repeated."""
        connection.close()
        connection.settings_dict.update(database.parse(database.owner_url()))
        connection.settings_dict["OPTIONS"] = {}
        super().handle(*args, **options)
        with connection.cursor() as cursor:
            cursor.execute(append_only.grants(cluster.WEB))
