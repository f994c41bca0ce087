"""Bring a court back from a backup: `yunting restore DIR`, into the home `YUNTING_HOME` names."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import psycopg
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from yunting.project.cluster import ClusterFailed
from yunting.project.operations import restore
from yunting.project.operations.manifest import Unusable
from yunting.project.places import NoPlace


class Command(BaseCommand):
    """Fill an empty home from a backup, whole or not at all."""

    help = "Restore a backup into an empty home and an empty database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say from where."""
        parser.add_argument("folder", type=Path, help="what `yunting backup` wrote")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        """Restore, saying how far it is."""
        try:
            made = restore.restore(folder, say=self.stderr.write)
        except Unusable as unusable:
            raise CommandError(str(unusable)) from unusable
        except (ClusterFailed, NoPlace, OperationalError, psycopg.OperationalError) as failed:
            raise CommandError(f"数据库不能用：{failed}") from failed
        self.stdout.write(f"已恢复到 {made.taken_at} 的状态：文件 {made.files} 个。")
        for sha256 in made.absent:
            self.stdout.write(f"备份时法院已经没有的文件：{sha256}。")
        self.stdout.write("现在请运行 yunting verify；有见证方的，运行 yunting verify --witness。")
