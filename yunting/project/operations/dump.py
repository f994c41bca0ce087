"""The database into one file and back, with PostgreSQL's own programs."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from yunting.project import database
from yunting.project.cluster import find_binaries
from yunting.project.operations import settings
from yunting.project.operations.manifest import Say, Unusable


def write(url: str, to: Path, *, snapshot: str, say: Say) -> None:
    """Write what a database held when a snapshot was exported.

    :raises Unusable: with what pg_dump said
    """
    _run(
        *("pg_dump", "--format=custom", "--no-owner", "--no-privileges"),
        *(f"--snapshot={snapshot}", f"--file={to}"),
        url=url,
        say=lambda seconds: say(f"数据库：已写 {_size(to)}，用时 {seconds:.0f} 秒"),
    )


def load(url: str, dump: Path, *, say: Say) -> None:
    """Fill an empty database, whole or not at all.

    :raises Unusable: with what pg_restore said
    """
    _run(
        *("pg_restore", "--no-owner", "--no-privileges", "--single-transaction"),
        *("--exit-on-error", f"--dbname={database.parse(url)['NAME']}", str(dump)),
        url=url,
        say=lambda seconds: say(f"数据库：正在恢复，用时 {seconds:.0f} 秒"),
    )


def _run(program: str, *arguments: str, url: str, say: Callable[[float], None]) -> None:
    path = find_binaries() / program
    if not path.exists():
        raise Unusable(f"找不到 {path}：请安装 PostgreSQL 客户端程序，或设置 YUNTING_PG_BIN。")
    with subprocess.Popen(
        [str(path), *arguments],
        env={**os.environ, **_named(url), "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        try:
            told = _wait(running, say)
        except BaseException:
            running.kill()
            raise
    if running.returncode:
        raise Unusable(f"{program} 失败：{told.strip()[-1000:]}")


def _wait(running: subprocess.Popen[str], say: Callable[[float], None]) -> str:
    """Wait for a program, saying how long it has taken; return what it complained of."""
    began = time.monotonic()
    while True:
        try:
            return running.communicate(timeout=settings.SAY_EVERY_SECONDS)[1]
        except subprocess.TimeoutExpired:
            say(time.monotonic() - began)


def _named(url: str) -> dict[str, str]:
    """Return the address for PostgreSQL's programs: not on the command line, which all can read."""
    named = database.parse(url)
    told = {
        "PGHOST": named["HOST"],
        "PGPORT": named["PORT"],
        "PGUSER": named["USER"],
        "PGPASSWORD": named["PASSWORD"],
        "PGDATABASE": named["NAME"],
    }
    return {name: value for name, value in told.items() if value}


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1e6:.1f} MB" if path.exists() else "0 MB"
