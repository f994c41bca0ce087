"""What docs/procedures/ says: a diagram and a table of each procedure, and the permission matrix.

`yunting procedures` writes it, read off the declared moves. tests/project/test_matrix.py plays
every cell of the matrix on a real subject and fails when the engine answers otherwise.
"""

import csv
import io

from yunting.core.procedure import Move, NotYours, OutOfOrder, Procedure, procedures
from yunting.core.roles import Role

MATRIX = "matrix.csv"
ALLOWED = "allowed"
NOT_YOURS = f"refused:{NotYours.code}"
OUT_OF_ORDER = f"refused:{OutOfOrder.code}"
BIRTH = ""
# Nobody signs in as these two: the clock acts when time has passed, the court by rule.
NO_PERSON = frozenset({Role.CLOCK, Role.COURT})


def roles_of(role: Role) -> frozenset[str]:
    """Return what somebody in this role is besides: every person is one of the public."""
    return frozenset({role}) if role in NO_PERSON else frozenset({role, Role.CITIZEN})


def expected(move: Move, state: str, role: Role) -> str:
    """Return what the declaration says of one cell of the matrix."""
    if not roles_of(role) & move.by:
        return NOT_YOURS
    return ALLOWED if state in move.source or not move.source else OUT_OF_ORDER


def rows(procedure: Procedure) -> list[tuple[str, str, Move]]:
    """Return the rows of a procedure: births first, then every move in every state."""
    births = [(procedure.subject, BIRTH, move) for move in procedure.moves if not move.source]
    moves = [move for move in procedure.moves if move.source]
    states = procedure.states.values
    return births + [(procedure.subject, state, move) for state in states for move in moves]


def matrix() -> str:
    """Return the whole matrix as CSV: a row for each state and move, a column for each role."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["subject", "state", "move", *Role.values])
    for procedure in procedures():
        for subject, state, move in rows(procedure):
            cells = [expected(move, state, role) for role in Role]
            writer.writerow([subject, state, move.name, *cells])
    return out.getvalue()


def page(procedure: Procedure) -> str:
    """Return the page of a procedure: diagram, states, moves."""
    labels = dict(procedure.states.choices)
    lines = [
        f"# {procedure.title} (`{procedure.subject}`)",
        "",
        "Written by `yunting procedures` from the declared moves; do not edit.",
        "",
        "```mermaid",
        "stateDiagram-v2",
        *(f'    state "{labels[state]}" as {_id(state)}' for state in procedure.states.values),
        *_arrows(procedure),
        "```",
        "",
        "A move marked ● is a duty: somebody must make it, so it stands among the tasks.",
        "",
        "| move | who | from | to | article | fact |",
        "|---|---|---|---|---|---|",
        *(_line(move, labels) for move in procedure.moves),
    ]
    return "\n".join(lines) + "\n"


def _arrows(procedure: Procedure) -> list[str]:
    return [
        f"    {'[*]' if not state else _id(state)} --> {_id(move.target)}: {move.label}"
        for move in procedure.moves
        for state in (sorted(move.source) or [BIRTH])
    ]


def _line(move: Move, labels: dict[str, str]) -> str:
    who = "、".join(sorted(Role(role).label for role in move.by))
    source = "、".join(labels[state] for state in labels if state in move.source) or "（开始）"
    name = f"`{move.name}` {move.label}{' ●' if move.duty else ''}"
    cells = (name, who, source, labels[move.target], move.basis, f"`{move.fact.kind}`")
    return f"| {' | '.join(cells)} |"


def _id(state: str) -> str:
    return state.replace("-", "_")


def name_of(procedure: Procedure) -> str:
    """Return the file a procedure's page is in."""
    return f"{procedure.subject.lower().replace('.', '-')}.md"


def written() -> dict[str, str]:
    """Return every file of docs/procedures by its name."""
    pages = {name_of(procedure): page(procedure) for procedure in procedures()}
    return {**pages, MATRIX: matrix()}
