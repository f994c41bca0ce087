"""What doctor says of one thing the court needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a thing stands; only what is wrong makes doctor fail."""

    WELL = "正常"
    NOTED = "注意"
    WRONG = "有问题"


@dataclass(frozen=True, slots=True)
class Finding:
    """How a thing stands, and what to do when it does not stand well."""

    state: State
    told: str
    remedy: str = ""


Check = Callable[[], Finding]


def well(told: str) -> Finding:
    """Return that a thing stands well."""
    return Finding(State.WELL, told)


def noted(told: str, remedy: str = "") -> Finding:
    """Return what somebody should know of a thing that does its work."""
    return Finding(State.NOTED, told, remedy)


def wrong(told: str, remedy: str) -> Finding:
    """Return what is wrong with a thing, and what to do."""
    return Finding(State.WRONG, told, remedy)
