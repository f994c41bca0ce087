"""Make a training court in an empty database: `yunting court small`."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from yunting.project.training import small


class Command(BaseCommand):
    """Make the people and filings of a training court; done again, it changes nothing."""

    help = "Make a training court: `small` with about forty filings, `empty` with its staff only."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say which one."""
        parser.add_argument("size", choices=("small", "empty"))

    def handle(self, *args: Any, size: str, **options: Any) -> None:
        """Make it, saying how far it is."""
        if not settings.TRAINING:
            raise CommandError("only a training court is made of invented people")
        make = {"small": small.make_small, "empty": small.make_empty}[size]
        make(say=self.stdout.write)
        small.write_sign_ins(settings.HOME)
