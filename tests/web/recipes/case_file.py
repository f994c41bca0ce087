"""A dispute's file: bound, sealed, corrected, copied."""

from __future__ import annotations

from typing import Any

from tests.web.recipes.recipe import (
    BOTH,
    FILER,
    IN_THE_CASE,
    NEVER_EMPTY,
    ONE,
    PARTIES,
    READ,
    STAFF,
    Args,
    Recipe,
    State,
    one,
)
from tests.web.world import World

HIDE = {"how": "mistaken", "reason": "误交", "hide": "on"}
SEAL = {"whom": "side:answering", "order": "决定，民事诉讼法 第七十一条", "reason": "商业秘密"}
LIFT = {"order": "决定", "reason": "秘密已经公开"}


def _in(*more: Any) -> Args:
    return lambda world: (world.file.code, *more)


def _laid(name: str) -> Args:
    """Return what names a paper or a file in the dispute's file."""

    def args(world: World) -> tuple[Any, ...]:
        kind = "paper" if name == "paper" else "file"
        return world.file.code, kind, getattr(world.file.filed, name).pk

    return args


def _about(name: str) -> Args:
    return lambda world: (getattr(world.file, name).pk,)


OF_A_PAPER: dict[str, State] = {"of a paper": _laid("paper")}
CASE_FILE: dict[str, Recipe] = {
    "web:case-file": Recipe(
        IN_THE_CASE,
        READ,
        _in(),
        states={"long": lambda world: (world.assigned.matter.code,)},
        without={"empty": NEVER_EMPTY},
    ),
    "web:case-file-build": one(IN_THE_CASE, _in()),
    "web:case-file-pdf": Recipe(IN_THE_CASE, READ, _in(), without=ONE),
    "web:correct": Recipe(STAFF, BOTH, _laid("ours"), states=OF_A_PAPER, typed=HIDE, without=ONE),
    "web:readers": Recipe(STAFF, READ, _laid("ours"), states=OF_A_PAPER, without=ONE),
    "web:seal-item": Recipe(STAFF, BOTH, _laid("ours"), states=OF_A_PAPER, typed=SEAL, without=ONE),
    "web:seal-matter": Recipe(STAFF, BOTH, _in(), typed=SEAL, without=ONE),
    "web:unseal": Recipe(STAFF, BOTH, _about("sealed"), typed=LIFT, without=ONE),
    "web:restore": Recipe(STAFF, BOTH, _about("struck"), typed={"reason": "没有误交"}, without=ONE),
    "web:copy-ask": Recipe(
        PARTIES, BOTH, _laid("theirs"), states=OF_A_PAPER, typed={"purpose": "银行"}, without=ONE
    ),
    "web:copy": Recipe(
        FILER | STAFF,
        READ,
        _about("asked"),
        states={name: _about(name) for name in ("issued", "refused")},
        without=ONE,
    ),
    "web:copy-issue": Recipe(STAFF, BOTH, _about("asked"), without=ONE),
    "web:copy-refuse": Recipe(
        STAFF, BOTH, _about("asked"), typed={"reason": "不属于本案"}, without=ONE
    ),
    "web:copy-withdraw": Recipe(FILER, BOTH, _about("asked"), without=ONE),
}
