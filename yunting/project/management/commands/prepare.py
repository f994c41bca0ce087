"""Bring a court's tables and static files up to date: what `yunting run` does before it opens."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Everything a court needs before its first page; done again, it changes nothing."""

    help = "Migrate, collect static files, make the training court."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say which training cases the court is to have."""
        parser.add_argument("training", choices=("small", "empty"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, saying what is being done."""
        self.stdout.write("bringing the tables up to date")
        call_command("migrate", interactive=False, verbosity=0)
        self.stdout.write("collecting static files")
        call_command("collectstatic", interactive=False, verbosity=0)
        if settings.TRAINING:
            self.stdout.write(f"making the training court: {options['training']}")
            call_command("court", options["training"], stdout=self.stdout)
