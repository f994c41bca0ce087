"""Write the SQL of every migration of ours into a folder: `python tools/migration_sql.py FOLDER`.

With `--check` instead of a folder, say which migration is missing.

Django needs a database to write it, so the tests' cluster is started for the while.
"""

import os
import re
import sys
from io import StringIO
from pathlib import Path

import django
from django.apps import apps
from django.core.management import call_command

from tests import database
from yunting.project.cluster import OWNER
from yunting.project.database import ROOT

CREATED = re.compile(r'^CREATE TABLE "(\w+)"', re.MULTILINE)
ALTERED = re.compile(r'^ALTER TABLE "(\w+)"')


def write_sql(folder: Path) -> None:
    """Write `<app>_<migration>.sql` for each migration in this repository."""
    for app in apps.get_app_configs():
        if Path(app.path).parent == ROOT / "yunting":
            for path in sorted(Path(app.path).glob("migrations/[0-9]*.py")):
                said = StringIO()
                call_command("sqlmigrate", app.label, path.stem, stdout=said, no_color=True)
                (folder / f"{app.label}_{path.stem}.sql").write_text(
                    on_live_tables(said.getvalue())
                )


def on_live_tables(statements: str) -> str:
    """Leave out what changes a table made by the same migration: nobody can be waiting for it."""
    made = set(CREATED.findall(statements))
    return "\n".join(
        line
        for line in statements.splitlines()
        if not (altered := ALTERED.match(line)) or altered[1] not in made
    )


if __name__ == "__main__":
    with database.running_cluster() as cluster:
        os.environ["YUNTING_DATABASE_URL"] = cluster.url(OWNER)
        os.environ["DJANGO_SETTINGS_MODULE"] = "yunting.project.settings"
        django.setup()
        if sys.argv[1] == "--check":
            call_command("makemigrations", check=True, dry_run=True)
        else:
            write_sql(Path(sys.argv[1]))
