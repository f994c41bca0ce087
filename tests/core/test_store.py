"""Content by its hash: byte-identical, once, never half."""

import hashlib
import os
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import Settings

from yunting.core import store
from yunting.lib import clock

OLD = timedelta(days=3)


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.FILES = tmp_path / "files"
    return tmp_path / "files"


def _age(sha256: str) -> None:
    old = (clock.machine_now() - OLD).timestamp()
    os.utime(store.path_of(sha256), (old, old))


def _sweep(*named: str) -> int:
    before = clock.machine_now() - timedelta(days=1)
    return store.sweep(before=before, is_named=lambda sha256: sha256 in named)


class TestKeep:
    def test_names_content_by_its_hash_and_gives_it_back(self) -> None:
        kept = store.keep(iter([b"one ", b"two"]))

        assert kept == store.Kept(hashlib.sha256(b"one two").hexdigest(), 7)
        assert store.has(kept.sha256)
        with store.opened(kept.sha256) as content:
            assert content.read() == b"one two"

    @given(st.lists(st.binary(max_size=200), max_size=8))
    @hypothesis_settings(
        max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    def test_gives_back_any_content_however_it_was_cut(self, chunks: list[bytes]) -> None:
        kept = store.keep(chunks)

        assert b"".join(store.blocks(kept.sha256)) == b"".join(chunks)
        assert kept == store.keep_bytes(b"".join(chunks))

    def test_keeps_the_same_content_once_and_does_not_rewrite_it(self, folder: Path) -> None:
        first = store.keep_bytes(b"same")
        number = store.path_of(first.sha256).stat().st_ino

        second = store.keep_bytes(b"same")

        assert second == first
        assert store.path_of(first.sha256).stat().st_ino == number
        assert [p for p in folder.rglob("*") if p.is_file() and p.name != store.LOCK] == [
            store.path_of(first.sha256)
        ]

    def test_leaves_nothing_when_the_sender_breaks_off(self, folder: Path) -> None:
        def broken() -> Iterator[bytes]:
            yield b"half"
            raise ConnectionResetError

        with pytest.raises(ConnectionResetError):
            store.keep(broken())

        assert [p for p in folder.rglob("*") if p.is_file()] == []

    def test_makes_the_file_read_only(self) -> None:
        kept = store.keep_bytes(b"for ever")

        assert store.path_of(kept.sha256).stat().st_mode & 0o222 == 0

    def test_at_once_from_many_hands_is_one_whole_file(self) -> None:
        content = os.urandom(1 << 20)
        found: list[store.Kept] = []
        hands = [
            threading.Thread(target=lambda: found.append(store.keep_bytes(content)))
            for _ in range(8)
        ]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()

        assert len(found) == 8
        assert len(set(found)) == 1
        assert store.is_whole(found[0].sha256)


class TestOpened:
    def test_refuses_what_is_not_there(self) -> None:
        with pytest.raises(store.Absent):
            store.opened("0" * 64)
        assert not store.has("0" * 64)

    @pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "0" * 63])
    def test_refuses_a_name_that_is_no_hash(self, name: str) -> None:
        with pytest.raises(ValueError, match="64"):
            store.path_of(name)

    @pytest.mark.parametrize(
        ("start", "stop", "part"), [(0, 3, b"abc"), (2, None, b"cdef"), (6, None, b""), (1, 1, b"")]
    )
    def test_gives_a_part(self, start: int, stop: int | None, part: bytes) -> None:
        kept = store.keep_bytes(b"abcdef")

        assert b"".join(store.blocks(kept.sha256, start=start, stop=stop)) == part

    def test_tells_a_changed_bit(self) -> None:
        kept = store.keep_bytes(b"abcdef")
        place = store.path_of(kept.sha256)
        place.chmod(0o600)
        place.write_bytes(b"abcdeg")

        assert not store.is_whole(kept.sha256)


class TestSweep:
    def test_deletes_an_old_orphan(self) -> None:
        orphan = store.keep_bytes(b"orphan")
        _age(orphan.sha256)

        assert _sweep() == 1
        assert not store.has(orphan.sha256)

    def test_leaves_what_a_row_names(self) -> None:
        named = store.keep_bytes(b"named")
        _age(named.sha256)

        assert _sweep(named.sha256) == 0
        assert store.has(named.sha256)

    def test_leaves_what_is_young_because_its_row_may_be_on_its_way(self) -> None:
        young = store.keep_bytes(b"young")

        assert _sweep() == 0
        assert store.has(young.sha256)

    def test_leaves_an_old_orphan_that_has_just_come_again(self) -> None:
        orphan = store.keep_bytes(b"again")
        _age(orphan.sha256)

        store.keep_bytes(b"again")

        assert _sweep() == 0

    def test_deletes_what_was_left_half_written_unless_it_is_expected(self) -> None:
        for name in ("forgotten", "expected"):
            path = store.incoming(name)
            path.write_bytes(b"half")
            old = (clock.machine_now() - OLD).timestamp()
            os.utime(path, (old, old))

        before = clock.machine_now() - timedelta(days=1)
        swept = store.sweep_incoming(before=before, is_expected=lambda name: name == "expected")

        assert swept == 1
        assert store.incoming("expected").exists()
        assert not store.incoming("forgotten").exists()
