"""Say of each thing a court needs whether it is well: `yunting doctor [--json]`."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from yunting.project.operations import doctor
from yunting.project.operations.finding import Finding, State


class Command(BaseCommand):
    """Exit 0 if nothing is wrong, 1 if anything is, with what to do."""

    help = "Look at database, disk, keys, workers, log, neighbours, backup; say what to do."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say how to answer."""
        parser.add_argument("--json", action="store_true", help="answer as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Examine and tell, each finding as soon as it is known."""
        found = []
        for thing, finding in doctor.examine():
            found.append((thing, finding))
            if not options["json"]:
                self._tell(thing, finding)
        wrong = [one for _, one in found if one.state is State.WRONG]
        if options["json"]:
            told = [{"thing": thing, **asdict(one)} for thing, one in found]
            answer = {"ok": not wrong, "findings": told}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            self.stdout.write(f"有 {len(wrong)} 项需要处理。" if wrong else "没有需要处理的问题。")
        if wrong:
            raise SystemExit(1)

    def _tell(self, thing: str, finding: Finding) -> None:
        self.stdout.write(f"{finding.state}  {thing}：{finding.told}")
        if finding.remedy:
            self.stdout.write(f"      → {finding.remedy}")
