"""Play a story through the real pages: `yunting story paperless`."""

import json
import time
from argparse import ArgumentParser
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import httpx
from django.core.management.base import BaseCommand

from yunting.project import database
from yunting.project.court_of_its_own import DidNotOpen
from yunting.project.stories import paperless
from yunting.project.stories.device import Unexpected
from yunting.project.stories.figures import Figures
from yunting.project.stories.html import NoSuchButton, NoSuchField
from yunting.project.stories.place import Place, own_court, training_court

STORIES: dict[str, Callable[[Place, Figures], None]] = {"paperless": paperless.play}
STOPPED = (Unexpected, NoSuchButton, NoSuchField, DidNotOpen, httpx.HTTPError)


class Command(BaseCommand):
    """The last line is JSON: each figure with the rows behind it. 1 when anything differs."""

    help = "Play a story over HTTP in a court of its own, or in a training court that is open."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say which story, and where."""
        parser.add_argument("name", choices=sorted(STORIES))
        parser.add_argument("--at", default="", metavar="URL", help="a training court's pages")
        parser.add_argument("--neighbours", default="", metavar="URL", help="with --at")
        parser.add_argument("--json-only", action="store_true", help="say nothing else")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        """Play it and tell."""
        begun = time.monotonic()
        figures = Figures(_nothing if options["json_only"] else self.stdout.write)
        try:
            with self._place(options["at"], options["neighbours"]) as place:
                STORIES[name](place, figures)
        except STOPPED as stopped:
            figures.hold("the story goes on to its end", False, f"{stopped}")
        told = {
            "story": name,
            "at": options["at"] or "a court of its own",
            "held": not figures.differences,
            "differences": figures.differences,
            "figures": figures.found,
            "seconds": round(time.monotonic() - begun, 1),
        }
        self.stdout.write(json.dumps(told, ensure_ascii=False))
        if figures.differences:
            raise SystemExit(1)

    def _place(self, url: str, neighbours: str) -> AbstractContextManager[Place]:
        if url:
            return nullcontext(training_court(url, neighbours, database.home()))
        return own_court()


def _nothing(line: str) -> None:
    """Say nothing."""
