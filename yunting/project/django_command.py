"""The commands that need the court: Django's and ours, with our settings, in court time."""

import os
import sys

from django.core.management import execute_from_command_line

from yunting.core import court_clock


def main() -> None:
    """Run the command named on the command line; `court-time` is the module `court_time`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yunting.project.settings")
    court_clock.install()
    program, *words = sys.argv
    named = [word.replace("-", "_") for word in words[:1] if not word.startswith("-")]
    execute_from_command_line([program, *named, *words[len(named) :]])
