"""Run a court in one folder: cluster, tables, training cases, programs; until told to stop."""

import fcntl
import hashlib
import json
import os
import secrets
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO

import psutil

from yunting.project import database, ports
from yunting.project.cluster import Cluster, ClusterFailed
from yunting.project.console import Console
from yunting.project.processes import Process
from yunting.project.supervisor import LOOK_SECONDS, Child, Supervisor

STATE = "run.json"
SIGN_INS = "sign-ins.txt"
# Stands in the home while a backup is brought back into it.
RESTORING = "restoring"


class AlreadyRunning(Exception):
    """A court is running in this folder already."""


class HalfRestored(Exception):
    """A restore into this folder was broken off; what lies there is no court."""


class CannotPrepare(Exception):
    """The tables or the training cases could not be made; what was said is on the terminal."""


class Court:
    """One court in one folder, sharing nothing with another one."""

    def __init__(
        self,
        home: Path,
        *,
        training: str,
        processes: Sequence[Process],
        any_ports: bool = False,
        terminal: TextIO = sys.stdout,
    ) -> None:
        home.mkdir(mode=0o711, parents=True, exist_ok=True)
        self.home = home.resolve()
        self.training = training
        self.processes = processes
        self.any_ports = any_ports
        self.console = Console(self.home / "logs", terminal)
        self.cluster = Cluster(self.home / "pg")
        self.ports: dict[str, int] = {}

    def run(self, stop: threading.Event) -> None:
        """Open the court, keep it open until `stop` is set, and close it.

        :raises AlreadyRunning: if another one holds this folder
        :raises HalfRestored: if a restore into it was broken off
        """
        with self._alone():
            if (self.home / RESTORING).exists():
                raise HalfRestored
            try:
                self._run(stop)
            finally:
                self.console.say("closing")
                self.cluster.stop()
                (self.home / STATE).unlink(missing_ok=True)
                self.console.say("closed")

    def _run(self, stop: threading.Event) -> None:
        self.console.say("starting PostgreSQL")
        self.cluster.start()
        self.ports = self._find_ports()
        self._prepare()
        supervisor = Supervisor(self._children(), self.console)
        try:
            supervisor.start(stop)
            self._write_state(supervisor)
            self._greet()
            while not stop.wait(LOOK_SECONDS):
                if self._look_after_cluster() | supervisor.look_after():
                    self._write_state(supervisor)
        finally:
            supervisor.stop()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with (self.home / "run.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise AlreadyRunning(self._state().get("pages_url", str(self.home))) from None
            self._end_orphans()
            yield

    def _end_orphans(self) -> None:
        """End the programs of a supervisor that was killed before it could."""
        for pid, born in self._state().get("processes", {}).values():
            with suppress(psutil.NoSuchProcess, ProcessLookupError):
                if psutil.Process(pid).create_time() == born:
                    os.killpg(pid, signal.SIGKILL)
        (self.home / STATE).unlink(missing_ok=True)

    def _find_ports(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for process in self.processes:
            if process.port is not None:
                asked_for = 0 if self.any_ports else process.port
                found[process.name] = ports.free_port(asked_for, taken=set(found.values()))
        return found

    def addresses(self) -> dict[str, str]:
        """Return the address of each program that has one: `pages_url`, `live_url` …"""
        return {f"{name}_url": f"http://localhost:{port}" for name, port in self.ports.items()}

    def environment(self) -> dict[str, str]:
        """Return what every program of this court finds in its environment."""
        named = {f"YUNTING_{name}".upper(): url for name, url in self.addresses().items()}
        return {
            **os.environ,
            **named,
            "PYTHONUNBUFFERED": "1",
            "DJANGO_SETTINGS_MODULE": "yunting.project.settings",
            "YUNTING_HOME": str(self.home),
            "YUNTING_DATABASE_URL": self.cluster.web_url,
            "YUNTING_SECRET_KEY": self._secret_key(),
        }

    def _secret_key(self) -> str:
        path = self.home / "secret-key"
        if not path.exists():
            with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(48))
        return path.read_text()

    def _prepare(self) -> None:
        """Bring tables, static files and cases up to date, unless nothing changed since."""
        # Kept beside the data, so that it is gone when they are.
        stamp = self.cluster.place.folder / "prepared-from"
        made_from = f"{self.training} {_state_of_the_code()}"
        if not stamp.exists() or stamp.read_text() != made_from:
            stamp.unlink(missing_ok=True)
            self._run_prepare()
            stamp.write_text(made_from)

    def _run_prepare(self) -> None:
        command = (sys.executable, "-m", "yunting.project.command", "prepare", self.training)
        environment = {**self.environment(), "YUNTING_OWNER_DATABASE_URL": self.cluster.owner_url}
        with subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        ) as prepare:
            for line in prepare.stdout or ():
                self.console.write("prepare", line)
        if prepare.returncode:
            raise CannotPrepare

    def _children(self) -> list[Child]:
        environment = self.environment()
        return [
            Child(
                name=process.name,
                command=[
                    part.format(port=self.ports.get(process.name), home=self.home)
                    for part in process.command
                ],
                environment=environment,
                port=self.ports.get(process.name),
                answers=process.answers,
            )
            for process in self.processes
        ]

    def _look_after_cluster(self) -> bool:
        if self.cluster.pid() is not None:
            return False
        self.console.say("PostgreSQL ended; starting it again")
        try:
            self.cluster.start()
        except ClusterFailed as failed:
            self.console.say(str(failed))
        return True

    def _greet(self) -> None:
        for name, address in self.addresses().items():
            self.console.say(f"{name.removesuffix('_url'):<12} {address}")
        sign_ins = self.home / SIGN_INS
        for line in sign_ins.read_text().splitlines() if sign_ins.exists() else ():
            self.console.say(line)
        self.console.say("open; Ctrl-C closes it")

    def _state(self) -> dict[str, Any]:
        path = self.home / STATE
        return dict(json.loads(path.read_text())) if path.exists() else {}

    def _write_state(self, supervisor: Supervisor) -> None:
        state = {
            **self.addresses(),
            "supervisor": os.getpid(),
            "postgres": self.cluster.pid(),
            "processes": {name: (pid, _born(pid)) for name, pid in supervisor.pids().items()},
            "dsn_owner": self.cluster.owner_url,
            "dsn_web": self.cluster.web_url,
        }
        fresh = self.home / f"{STATE}.new"
        fresh.write_text(json.dumps(state, indent=2))
        fresh.rename(self.home / STATE)


def _state_of_the_code() -> str:
    """Return a hash that changes whenever a file does that tables, pages or cases come from."""
    whole = hashlib.sha256()
    files = [path for path in (database.ROOT / "yunting").rglob("*.*") if path.suffix != ".pyc"]
    files += (database.ROOT / "requirements/run.txt", database.ROOT / "package-lock.json")
    for path in sorted(files):
        if path.exists():
            status = path.stat()
            whole.update(f"{path} {status.st_mtime_ns} {status.st_size}\n".encode())
    return whole.hexdigest()


def _born(pid: int) -> float:
    try:
        return psutil.Process(pid).create_time()
    except psutil.NoSuchProcess:
        return 0.0
