"""The court's own papers: read, signed, replaced, taken back, checked."""

from __future__ import annotations

from tests.web.recipes.recipe import (
    BOTH,
    BY_COLLEAGUE,
    FILER,
    HOLDS_LONG,
    ONE,
    POST,
    READ,
    REVIEWERS,
    STAFF,
    Args,
    Recipe,
    no,
    public,
)

READERS = FILER | REVIEWERS


def _paper(state: str) -> Args:
    return lambda world: (getattr(world.papers, state).code,)


def _act(state: str, mine: frozenset[str], **typed: str) -> Recipe:
    return Recipe(mine, POST, _paper(state), typed=typed)


PAPERS: dict[str, Recipe] = {
    "web:short-check": public(
        args=_paper("sealed"),
        states={name: _paper(name) for name in ("superseded", "recalled", "issued", "prepared")},
    ),
    "web:compare": public(methods=POST, typed={"sha256": "0" * 64}),
    "web:document": Recipe(
        READERS,
        READ,
        _paper("sealed"),
        states={name: _paper(name) for name in ("superseded", "successor", "recalled")},
        without=ONE,
    ),
    "web:document-file": Recipe(READERS, READ, _paper("sealed"), without=ONE),
    "web:document-page": Recipe(
        READERS, READ, lambda world: (world.papers.sealed.code, 1), without=ONE
    ),
    "web:sign": _act("prepared", REVIEWERS, read="on", seen="0" * 64),
    "web:discard": _act("prepared", REVIEWERS, reason="证据不足"),
    "web:recall": _act("sealed", READERS, reason="发错了"),
    "web:reissue": _act("sealed", READERS, reason="名称有误"),
    "web:to-sign": Recipe(STAFF, without=no(BY_COLLEAGUE)),
    "web:sign-each": Recipe(STAFF, BOTH, states={"empty": "row=1"}, without={"long": HOLDS_LONG}),
    "web:run": Recipe(frozenset({"zhou"}), READ, lambda world: (world.papers.run.pk,), without=ONE),
}
