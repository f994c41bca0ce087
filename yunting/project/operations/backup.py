"""Back up a court that goes on working: database, contents and keys as of one instant.

The instant is a snapshot of the database. Contents are written before the row that names them and
never changed, and nothing is swept meanwhile, so whatever a row of the snapshot names can be
copied later. Keys only come; those that come after the snapshot do no harm.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from yunting.core import keys, store
from yunting.project import database
from yunting.project.operations import dump, last_backup, manifest
from yunting.project.operations.copying import Damaged, Progress, copy, place_in
from yunting.project.operations.look import Look, look
from yunting.project.operations.manifest import Manifest, Say, Unusable

# What a secret of the court outside its home is called where it is configured.
APART = {
    "YUNTING_SECRET_KEY": "签名会话和第二因素的密钥",
    "YUNTING_SEAL_PKCS12": "电子印章",
    "YUNTING_SEAL_PASSWORD_FILE": "电子印章的口令",
    "YUNTING_SEAL_SM2_KEY": "SM2签名密钥",
    "YUNTING_PAPER_FONTS": "文书字体",
}
PRIVATE = 0o600


def take(folder: Path, *, say: Say) -> Manifest:
    """Write a backup into a folder that is empty or not there, and return what it consists of.

    :raises Unusable: if the folder is not empty, the disk too full, or a part cannot be written;
        the folder is left as it was found
    """
    _require_empty(folder)
    with _taken_back_unless_whole(folder), store.unswept(), look() as instant:
        there = store.measured()
        _require_room(folder, instant.bytes_of_database() + there.size)
        say("数据库：开始写出")
        written = folder / manifest.DUMP
        written.touch(mode=PRIVATE)
        dump.write(database.owner_url(), written, snapshot=instant.snapshot, say=say)
        absent, files, size = _copy_contents(folder, instant, Progress("文件", there.files, say))
        _copy_keys(folder)
        made = _manifest(folder, instant, absent=absent, files=files, size=size)
        # What was copied is on disk before the file that says it is all there.
        os.sync()
        made.write(folder)
    last_backup.note(made, folder)
    return made


def _require_empty(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise Unusable(f"{folder} 不是文件夹。")
    if folder.exists() and any(folder.iterdir()):
        raise Unusable(f"{folder} 不是空的：每次备份请用一个新的文件夹。")


@contextmanager
def _taken_back_unless_whole(folder: Path) -> Iterator[None]:
    existed = folder.exists()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        yield
    except OSError as error:
        _empty(folder, existed=existed)
        raise Unusable(
            f"没有写成：{error.strerror or error}（{error.filename or folder}）。"
        ) from error
    except BaseException:
        _empty(folder, existed=existed)
        raise


def _empty(folder: Path, *, existed: bool) -> None:
    for path in folder.iterdir() if folder.is_dir() else ():
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink()
    if not existed and folder.is_dir():
        folder.rmdir()


def _require_room(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise Unusable(
            f"{folder} 所在磁盘剩余 {free / 1e9:.1f} GB，备份最多需要 {needed / 1e9:.1f} GB。"
        )


def _copy_contents(folder: Path, instant: Look, progress: Progress) -> tuple[list[str], int, int]:
    """Copy what rows name; return what is missing, how many were copied, their bytes."""
    absent: list[str] = []
    total = 0
    with (folder / manifest.CONTENTS).open("w", encoding="ascii") as listed:
        for sha256, must in instant.contents():
            to = place_in(folder / manifest.FILES, sha256)
            if to.exists():
                continue
            try:
                size = copy(store.path_of(sha256), to, sha256=sha256, mode=store.READ_ONLY)
            except (FileNotFoundError, Damaged):
                if must and sha256 not in absent:
                    absent.append(sha256)
                continue
            total += size
            listed.write(f"{sha256} {size}\n")
            progress.step()
    return absent, progress.done, total


def _copy_keys(folder: Path) -> None:
    for path in sorted(keys.folder().rglob("*")):
        if path.is_file():
            _copy_secret(path, folder / manifest.KEYS / path.relative_to(keys.folder()))
    secret = Path(settings.HOME) / manifest.SECRET
    if secret.exists():
        _copy_secret(secret, folder / manifest.SECRET)


def _copy_secret(source: Path, to: Path) -> None:
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.copyfile(source, to)
    to.chmod(PRIVATE)


def _manifest(folder: Path, instant: Look, *, absent: list[str], files: int, size: int) -> Manifest:
    parts = [folder / manifest.DUMP, folder / manifest.CONTENTS, folder / manifest.SECRET]
    parts += sorted((folder / manifest.KEYS).rglob("*"))
    return Manifest(
        taken_at=instant.at.isoformat(),
        version=version("yunting"),
        court=settings.COURT_ID,
        postgresql=instant.postgresql,
        migrations=instant.migrations,
        head=instant.head,
        files=files,
        file_bytes=size,
        parts={
            path.relative_to(folder).as_posix(): manifest.sha256_of(path)
            for path in parts
            if path.is_file()
        },
        absent=absent,
        apart=[f"{what}（{name}）" for name, what in APART.items() if os.environ.get(name)],
    )
