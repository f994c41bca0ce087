"""Where a cluster may live: who runs it, and which folders that account can enter.

PostgreSQL refuses to run as root, so root's clusters belong to an unprivileged account. That
account must reach data, socket and binaries. When the checkout lies below a folder it cannot enter,
they are kept in a folder made for them; the modes of the user's own folders are never changed.
"""

import hashlib
import os
import pwd
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

ACCOUNTS = ("postgres", "nobody")
SOCKET = ".s.PGSQL.5432"
SOCKET_PATH_LIMIT = 107


class NoPlace(Exception):
    """No folder on this machine can hold a cluster; the message says why."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one cluster lives and who runs it."""

    folder: Path
    socket: Path
    account: pwd.struct_passwd | None


def unprivileged_account() -> pwd.struct_passwd | None:
    """Return the account root drops to, or None when we are not root."""
    if os.geteuid() != 0:
        return None
    known = {account.pw_name: account for account in pwd.getpwall()}
    for name in ACCOUNTS:
        if name in known:
            return known[name]
    raise NoPlace(f"root cannot run PostgreSQL, and none of {', '.join(ACCOUNTS)} exists")


def can_enter(account: pwd.struct_passwd, path: Path) -> bool:
    """Tell whether an account may pass through every existing folder above a path."""
    return all(_allows(account, folder) for folder in path.resolve().parents if folder.exists())


def can_run(account: pwd.struct_passwd, binary: Path) -> bool:
    """Tell whether an account may execute a file."""
    return can_enter(account, binary) and _allows(account, binary)


def _allows(account: pwd.struct_passwd, path: Path) -> bool:
    status = path.stat()
    if status.st_uid == account.pw_uid:
        return bool(status.st_mode & stat.S_IXUSR)
    if status.st_gid == account.pw_gid:
        return bool(status.st_mode & stat.S_IXGRP)
    return bool(status.st_mode & stat.S_IXOTH)


def place_of(home: Path) -> Place:
    """Return where the cluster asked for at `home` really lives. Creates nothing."""
    home = home.resolve()
    account = unprivileged_account()
    folder = home
    if account and not can_enter(account, home):
        folder = made_folder() / f"cluster-{key_of(home)}"
    socket = folder
    if len(os.fsencode(socket / SOCKET)) > SOCKET_PATH_LIMIT:
        socket = made_folder() / f"socket-{key_of(home)}"
    return Place(folder=folder, socket=socket, account=account)


def key_of(path: Path) -> str:
    """Return a short name for a path."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:16]


def made_folder() -> Path:
    """Return the path of the folder we make outside the checkout. Creates nothing.

    :raises NoPlace: if no temporary folder can be entered by the account that runs PostgreSQL
    """
    account = unprivileged_account()
    for base in dict.fromkeys((Path("/var/tmp"), Path(tempfile.gettempdir()), Path("/tmp"))):  # noqa: S108
        usable = base.is_dir() and os.access(base, os.W_OK)
        if usable and (account is None or can_enter(account, base / "any")):
            return base.resolve() / f"yunting-{os.geteuid()}"
    raise NoPlace("neither /var/tmp nor the temporary folder can hold a cluster")


def make_folder() -> Path:
    """Make `made_folder()` and return it, ours alone to write.

    :raises NoPlace: if somebody else's folder stands there
    """
    folder = made_folder()
    folder.mkdir(mode=0o711, exist_ok=True)
    status = folder.lstat()
    ours = stat.S_ISDIR(status.st_mode) and status.st_uid == os.geteuid()
    if not ours or status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise NoPlace(f"{folder} belongs to somebody else; remove it or set TMPDIR")
    # The umask may have taken the x that lets the account through.
    folder.chmod(0o711)
    return folder
