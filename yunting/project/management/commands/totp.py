"""Show what a colleague's generator shows now, in the training court: `yunting totp DH001`."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from yunting.accounts.services.second_factor import code_at
from yunting.lib import clock
from yunting.project.training.people import people


class Command(BaseCommand):
    """Stand in for the telephone with the generator, which invented people do not have."""

    help = "Print the present second-factor code of a colleague of the training court."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say whose."""
        parser.add_argument("number", help="staff number, such as DH001")

    def handle(self, *args: Any, number: str, **options: Any) -> None:
        """Print the code."""
        if not settings.TRAINING:
            raise CommandError("the secrets of a real court are nowhere but in its generators")
        colleague = people().staff.get(number)
        if colleague is None:
            raise CommandError(f"nobody has the number {number}: {', '.join(people().staff)}")
        self.stdout.write(code_at(colleague.secret, clock.machine_now()))
