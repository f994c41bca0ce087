"""Back up the court while it works: `yunting backup DIR`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import psycopg
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from yunting.project.cluster import ClusterFailed
from yunting.project.operations import backup, own_database
from yunting.project.operations.manifest import Manifest, Unusable
from yunting.project.places import NoPlace


class Command(BaseCommand):
    """Exit 0 if all is in the backup, 1 if the court lacked something that is named."""

    help = "Write database, files and keys as of one instant into an empty folder."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say where to."""
        parser.add_argument("folder", type=Path, help="an empty folder, or one that is not there")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        """Back up, saying how far it is."""
        try:
            with own_database.running():
                made = backup.take(folder, say=self.stderr.write)
        except Unusable as unusable:
            raise CommandError(str(unusable)) from unusable
        except (ClusterFailed, NoPlace, OperationalError, psycopg.OperationalError) as failed:
            raise CommandError(f"数据库不能用：{failed}") from failed
        self._tell(made, folder)
        if made.absent:
            raise SystemExit(1)

    def _tell(self, made: Manifest, folder: Path) -> None:
        size = made.head["size"] if made.head else 0
        self.stdout.write(
            f"已备份到 {folder}：截至 {made.taken_at}，日志 {size} 条，文件 {made.files} 个。"
        )
        for one in made.apart:
            self.stdout.write(f"不在备份中，请另行保管：{one}。")
        for sha256 in made.absent:
            self.stdout.write(f"法院缺少或已损坏的文件，备份中也没有：{sha256}。")
