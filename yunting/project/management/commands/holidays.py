"""Say which year's holidays are missing: `yunting holidays [--on DAY] [--recompute]`."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from yunting.core import provisional
from yunting.lib import clock
from yunting.rules import calendar


class Command(BaseCommand):
    """Exit 0 while this year and the next are known, 1 when a file is missing."""

    help = "Say which year's holidays are missing, and how many periods wait for them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say from which day to look, and whether to wait for the worker."""
        parser.add_argument("--on", type=date.fromisoformat, help="look from this day, not today")
        parser.add_argument(
            "--recompute",
            action="store_true",
            help="compute waiting periods again now, not within the hour",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell, and end with what a timer can look at."""
        at = clock.now()
        if options["recompute"]:
            self.stdout.write(f"已重新计算 {provisional.recompute(at=at)} 项期限。")
        known = calendar.published_years()
        self.stdout.write(f"已有 {known[0]} 年至 {known[-1]} 年的放假安排。")
        waiting = provisional.waiting()
        if waiting:
            self.stdout.write(
                f"有 {waiting} 项期限的最后一日是暂定的，以国务院公布的放假安排为准。"
            )
        missing = calendar.missing_year(on=options["on"] or clock.day_of(at))
        if missing is not None:
            self.stdout.write(
                f"缺少 {missing} 年的放假安排。公布后请按 docs/law/README.md 加入 "
                f"yunting/rules/holidays/{missing}.yaml。"
            )
            raise SystemExit(1)
