"""The console command `yunting`: ours, with and without Django, and Django's."""

import os
import sys
from importlib import import_module

NICE = 5


def main() -> None:
    """Run the command named on the command line.

    `rule` asks the law alone: it must answer at once, so it never loads the framework. `run` and
    `reset` look after programs, not rows: they do not load the court's tables and addresses.
    """
    if sys.argv[1:2] == ["rule"]:
        sys.exit(import_module("yunting.rules.asked.command").main(sys.argv[2:]))
    if sys.argv[1:2] in (["run"], ["reset"]):
        command = import_module(f"yunting.project.management.commands.{sys.argv[1]}").Command()
        command.run_from_argv(sys.argv)
        return
    if sys.argv[1:2] == ["work"]:
        # Whoever waits for a page comes before what follows from it, also while both start.
        os.nice(NICE)
    import_module("yunting.project.django_command").main()


if __name__ == "__main__":
    main()
