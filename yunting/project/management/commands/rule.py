"""Lists the command that asks the law; `yunting rule` itself never comes here."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from yunting.rules.asked import command


class Command(BaseCommand):
    """The same command for whoever goes through Django: `yunting help rule`."""

    help = command.HELP
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what the command takes."""
        command.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask the law."""
        words = [options["act"], *filter(None, [options["name"]])]
        words += ["--on", options["on"]] if options["on"] else []
        if code := command.main(words):
            sys.exit(code)
