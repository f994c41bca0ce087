"""The permission matrix: what each role may do in each state, read off the declared moves.

`python -m tools.reference` writes it; tests/project/test_matrix.py plays every cell of it on a
real subject and fails when the engine answers otherwise.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

from yunting.core.roles import Role

if TYPE_CHECKING:
    from yunting.core.procedure import Move, Procedure

ALLOWED = "allowed"
NOT_YOURS = "refused:not-yours"
OUT_OF_ORDER = "refused:out-of-order"
BIRTH = ""
# Nobody signs in as these two: the clock acts when time has passed, the court by rule.
NO_PERSON = frozenset({Role.CLOCK, Role.COURT})


def roles_of(role: Role) -> frozenset[str]:
    """Return what somebody in this role is besides: every person is one of the public."""
    return frozenset({role}) if role in NO_PERSON else frozenset({role, Role.CITIZEN})


def expected(move: Move, state: str, role: Role) -> str:
    """Return what the declaration says of one cell."""
    if not roles_of(role) & move.by:
        return NOT_YOURS
    return ALLOWED if state in move.source or not move.source else OUT_OF_ORDER


def rows(procedure: Procedure) -> list[tuple[str, str, Move]]:
    """Return the rows of a procedure: births first, then every move in every state."""
    births = [(procedure.subject, BIRTH, move) for move in procedure.moves if not move.source]
    moves = [move for move in procedure.moves if move.source]
    states = procedure.states.values
    return births + [(procedure.subject, state, move) for state in states for move in moves]


def matrix(procedures: Iterable[Procedure]) -> str:
    """Return the whole matrix as CSV: a row for each state and move, a column for each role."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["subject", "state", "move", *Role.values])
    for procedure in sorted(procedures, key=lambda one: one.subject):
        for subject, state, move in rows(procedure):
            cells = [expected(move, state, role) for role in Role]
            writer.writerow([subject, state, move.name, *cells])
    return out.getvalue()
