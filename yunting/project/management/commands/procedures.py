"""Write the pages of the procedures and the permission matrix: `yunting procedures`."""

from typing import Any

from django.core.management.base import BaseCommand

from yunting.project import procedures
from yunting.project.database import ROOT

FOLDER = ROOT / "docs" / "procedures"


class Command(BaseCommand):
    """Write docs/procedures/ from the declared moves, and delete what is no longer declared."""

    help = "Write docs/procedures/ from the declared procedures."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Write every file anew."""
        FOLDER.mkdir(parents=True, exist_ok=True)
        files = procedures.written()
        for path in FOLDER.iterdir():
            if path.name not in files:
                path.unlink()
        for name, text in files.items():
            (FOLDER / name).write_text(text, encoding="utf-8")
        self.stdout.write(f"{len(files)} files in {FOLDER}")
