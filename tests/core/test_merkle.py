"""The arithmetic against RFC 9162's own definitions, written here a second time and naively."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunting.core import merkle
from yunting.core.bundle.verify import is_consistent, is_included, leaf_hash

# The eight leaves and the roots that every implementation of RFC 6962 and 9162 publishes.
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def root_by_definition(leaves: list[bytes]) -> bytes:
    """RFC 9162 §2.1.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    left, right = root_by_definition(leaves[:split]), root_by_definition(leaves[split:])
    return hashlib.sha256(b"\x01" + left + right).digest()


def grow(leaves: list[bytes]) -> tuple[merkle.Edge, dict[merkle.Place, bytes]]:
    edge, known = merkle.Edge(), {}
    for leaf in leaves:
        for level, index, made in edge.append(leaf_hash(leaf)):
            known[level, index] = made
    return edge, known


def bodies(count: int) -> list[bytes]:
    return [f"leaf {number}".encode() for number in range(count)]


def flip(value: bytes, bit: int) -> bytes:
    return (int.from_bytes(value, "big") ^ 1 << bit).to_bytes(len(value), "big")


class TestRoot:
    @pytest.mark.parametrize("size", range(1, 9))
    def test_is_the_published_one(self, size: int) -> None:
        edge, _ = grow(LEAVES[:size])

        assert edge.root().hex() == ROOTS[size - 1]

    def test_of_nothing_is_the_hash_of_nothing(self) -> None:
        assert merkle.Edge().root() == root_by_definition([])

    @given(st.lists(st.binary(max_size=20), max_size=70))
    def test_is_the_one_of_the_definition(self, leaves: list[bytes]) -> None:
        edge, known = grow(leaves)

        assert edge.root() == root_by_definition(leaves)
        assert merkle.Edge.of(len(leaves), known).root() == edge.root()

    def test_stores_only_complete_subtrees_each_once(self) -> None:
        _, known = grow(bodies(100))

        assert len(known) == sum(100 >> level for level in range(7))


class TestInclusion:
    @given(st.data())
    def test_holds_for_every_leaf_and_for_no_other_bit(self, data: st.DataObject) -> None:
        size = data.draw(st.integers(1, 300))
        index = data.draw(st.integers(0, size - 1))
        leaves = bodies(size)
        edge, known = grow(leaves)
        path = merkle.hashes_of(merkle.inclusion_spans(index, size), known)
        leaf, root = leaf_hash(leaves[index]), edge.root()

        assert is_included(leaf, index, size, path, root)

        bit = data.draw(st.integers(0, 255))
        assert not is_included(flip(leaf, bit), index, size, path, root)
        assert not is_included(leaf, index, size, path, flip(root, bit))
        if path:
            step = data.draw(st.integers(0, len(path) - 1))
            wrong = [*path[:step], flip(path[step], bit), *path[step + 1 :]]
            assert not is_included(leaf, index, size, wrong, root)
        assert not is_included(leaf, index, size, [*path, root], root)
        assert not is_included(leaf, index, size, path[:-1], root) or not path

    def test_holds_nowhere_but_in_its_place(self) -> None:
        leaves = bodies(21)
        edge, known = grow(leaves)

        for index in range(21):
            path = merkle.hashes_of(merkle.inclusion_spans(index, 21), known)
            places = [
                place
                for place in range(-1, 22)
                if is_included(leaf_hash(leaves[index]), place, 21, path, edge.root())
            ]
            assert places == [index]

    def test_has_the_length_of_the_tree_s_height(self) -> None:
        assert len(merkle.inclusion_spans(0, 1_000_000)) == 20


class TestConsistency:
    def test_holds_for_every_pair_of_sizes(self) -> None:
        leaves = bodies(70)
        _, known = grow(leaves)
        roots = [merkle.fold(merkle.hashes_of([(0, n)], known)) for n in range(1, 71)]

        for new in range(1, 71):
            for old in range(1, new + 1):
                path = merkle.hashes_of(merkle.consistency_spans(old, new), known)
                assert is_consistent(old, new, roots[old - 1], roots[new - 1], path)

    @given(st.data())
    def test_fails_for_any_bit(self, data: st.DataObject) -> None:
        new = data.draw(st.integers(2, 300))
        old = data.draw(st.integers(1, new - 1))
        edge, known = grow(bodies(new))
        old_root = merkle.hashes_of([(0, old)], known)[0]
        path = merkle.hashes_of(merkle.consistency_spans(old, new), known)
        bit = data.draw(st.integers(0, 255))
        step = data.draw(st.integers(0, len(path) - 1))
        wrong = [*path[:step], flip(path[step], bit), *path[step + 1 :]]

        assert is_consistent(old, new, old_root, edge.root(), path)
        assert not is_consistent(old, new, flip(old_root, bit), edge.root(), path)
        assert not is_consistent(old, new, old_root, flip(edge.root(), bit), path)
        assert not is_consistent(old, new, old_root, edge.root(), wrong)
        assert not is_consistent(old, new, old_root, edge.root(), [])

    @given(st.integers(2, 120), st.data())
    def test_fails_when_history_was_rewritten(self, new: int, data: st.DataObject) -> None:
        changed = data.draw(st.integers(0, new - 1))
        old = data.draw(st.integers(changed + 1, new))
        leaves = bodies(new)
        old_root = root_by_definition(leaves[:old])
        leaves[changed] = b"something else"
        edge, known = grow(leaves)
        path = merkle.hashes_of(merkle.consistency_spans(old, new), known)

        assert not is_consistent(old, new, old_root, edge.root(), path)

    @pytest.mark.parametrize(("old", "new"), [(0, 5), (6, 5), (-1, 5)])
    def test_shows_nothing_for_sizes_out_of_order(self, old: int, new: int) -> None:
        assert not is_consistent(old, new, b"", b"", [])
