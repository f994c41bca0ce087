"""Bring a court back from a backup, into a home where none is.

What lies in the backup is checked before anything is written; what is written is taken back if a
later step fails. Killed in between, a mark in the home keeps a court from opening there, and the
next restore begins anew.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from yunting.core import store
from yunting.project import database
from yunting.project.management.commands.reset import KEPT
from yunting.project.operations import dump, manifest, own_database
from yunting.project.operations.copying import Damaged, Progress, copy, place_in
from yunting.project.operations.look import newest_head
from yunting.project.operations.manifest import Manifest, Say, Unusable
from yunting.project.run import RESTORING

PRIVATE = 0o600


def restore(folder: Path, *, say: Say) -> Manifest:
    """Fill this court's empty home and database from a backup; return what was in it.

    :raises Unusable: if the backup is not whole or of a newer version, or a court is here already;
        nothing is changed then
    """
    made = manifest.read(folder)
    _require_known(made)
    say("核对备份")
    manifest.require_parts(made, folder)
    home = database.home()
    home.mkdir(mode=0o711, parents=True, exist_ok=True)
    with own_database.alone(home):
        if (home / RESTORING).exists():
            say("上一次恢复没有做完，从头开始")
            _forget(home)
        _require_empty_home(home)
        with _taken_back_unless_whole(home):
            _restore(made, folder, home, say)
    return made


def _restore(made: Manifest, folder: Path, home: Path, say: Say) -> None:
    _copy_keys(made, folder, home)
    _copy_contents(made, folder, say)
    if own_database.is_elsewhere():
        _fill_database(made, folder, say)
        return
    cluster = database.own_cluster()
    cluster.start()
    try:
        _fill_database(made, folder, say)
    finally:
        connection.close()
        cluster.stop()


def _require_known(made: Manifest) -> None:
    # `None` reads the files alone: the database may not be there yet.
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    newer = [name for name in made.migrations if name not in known]
    if newer:
        raise Unusable(
            f"备份出自更新的版本（{made.version}，含 {newer[0]}），请先安装那个版本再恢复。"
        )


def _require_empty_home(home: Path) -> None:
    there = sorted(path.name for path in home.iterdir() if path.name not in KEPT)
    if there:
        raise Unusable(f"{home} 不是空的（有 {there[0]}）：只能恢复到没有法院的文件夹。")
    contents = Path(settings.FILES)
    if contents.exists() and any(contents.iterdir()):
        raise Unusable(f"{contents} 不是空的：只能恢复到没有法院的文件夹。")
    if own_database.is_elsewhere():
        _require_empty_database()


def _require_empty_database() -> None:
    with psycopg.connect(database.owner_url()) as asked:
        row = asked.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = 'public' AND c.relkind = 'r' LIMIT 1"
        ).fetchone()
    if row:
        raise Unusable(f"数据库不是空的（有表 {row[0]}）：请恢复到一个新建的数据库。")


@contextmanager
def _taken_back_unless_whole(home: Path) -> Iterator[None]:
    (home / RESTORING).touch()
    try:
        yield
    except OSError as error:
        _forget(home)
        raise Unusable(
            f"没有写成：{error.strerror or error}（{error.filename or home}）。"
        ) from error
    except BaseException:
        _forget(home)
        raise
    # All of it is on disk before a court may open here.
    os.sync()
    (home / RESTORING).unlink()


def _forget(home: Path) -> None:
    """Delete what a restore wrote; it began with nothing there."""
    if not own_database.is_elsewhere():
        database.own_cluster().destroy()
    for path in Path(settings.FILES).iterdir() if Path(settings.FILES).is_dir() else ():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in home.iterdir():
        if path.name not in {*KEPT, RESTORING}:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    (home / RESTORING).unlink(missing_ok=True)


def _copy_keys(made: Manifest, folder: Path, home: Path) -> None:
    for name in made.parts:
        if name == manifest.SECRET or name.startswith(f"{manifest.KEYS}/"):
            to = home / name
            to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            shutil.copyfile(folder / name, to)
            to.chmod(PRIVATE)


def _copy_contents(made: Manifest, folder: Path, say: Say) -> None:
    progress = Progress("文件", made.files, say)
    with (folder / manifest.CONTENTS).open(encoding="ascii") as listed:
        for line in listed:
            sha256 = line.split()[0]
            source = place_in(folder / manifest.FILES, sha256)
            try:
                copy(source, store.path_of(sha256), sha256=sha256, mode=store.READ_ONLY)
            except FileNotFoundError as error:
                raise Unusable(f"备份缺少文件 {sha256}。") from error
            except Damaged as error:
                raise Unusable(f"备份中的文件 {sha256} 已损坏：内容与哈希值不符。") from error
            progress.step()


def _fill_database(made: Manifest, folder: Path, say: Say) -> None:
    say("数据库：开始恢复")
    url = database.owner_url()
    _require_server(made, url)
    dump.load(url, folder / manifest.DUMP, say=say)
    say("数据库：补齐表和权限")
    call_command("migrate", interactive=False, verbosity=0)
    if newest_head() != made.head:
        raise Unusable("恢复后的日志签名与备份时的不同：备份已损坏。")


def _require_server(made: Manifest, url: str) -> None:
    with psycopg.connect(url) as asked:
        major = asked.info.server_version // 10_000
    if major < made.postgresql:
        raise Unusable(
            f"备份出自 PostgreSQL {made.postgresql}，这里是 {major}：请用同样或更新的版本。"
        )
