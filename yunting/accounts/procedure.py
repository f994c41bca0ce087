"""The check of an identity: asked, answered one way or another, asked again when nobody answered.

人民法院在线诉讼规则 第七条第一款: real names first. OL-07a.
"""

from typing import Final

from yunting.accounts import events
from yunting.accounts.models import CheckState
from yunting.core.procedure import Move, Procedure, register
from yunting.core.roles import Role

BASIS: Final = "人民法院在线诉讼规则 第七条"


# An answer may come after the court has stopped waiting for it.
OPEN: Final = frozenset({CheckState.ASKED, CheckState.SILENT})


def _answered(
    name: str, target: CheckState, label: str, *, source: frozenset[CheckState] = OPEN
) -> Move:
    return Move(
        name=name,
        source=frozenset(source),
        target=target,
        by=frozenset({Role.COURT}),
        basis=BASIS,
        fact=events.IdentityChecked,
        label=label,
    )


ASK = Move(
    name="ask",
    source=frozenset(),
    target=CheckState.ASKED,
    by=frozenset({Role.CITIZEN, Role.COURT}),
    basis=BASIS,
    fact=events.IdentityAsked,
    label="核验身份",
)
ASK_AGAIN = Move(
    name="ask-again",
    source=frozenset(OPEN),
    target=CheckState.ASKED,
    by=frozenset({Role.CITIZEN, Role.COURT}),
    basis=BASIS,
    fact=events.IdentityAsked,
    label="再核验一次",
)
MATCH = _answered("match", CheckState.MATCHED, "核验一致")
MISMATCH = _answered("mismatch", CheckState.MISMATCHED, "核验不一致")
NOT_FOUND = _answered("not-found", CheckState.UNKNOWN, "查不到")
FIND_TAKEN = _answered("find-taken", CheckState.TAKEN, "已有账号")
FIND_GONE = _answered("find-gone", CheckState.GONE, "单位已注销")
FALL_SILENT = _answered(
    "fall-silent", CheckState.SILENT, "没有回应", source=frozenset({CheckState.ASKED})
)

IDENTITY = register(
    Procedure(
        subject="accounts.IdentityCheck",
        title="身份核验",
        states=CheckState,
        moves=(ASK, ASK_AGAIN, MATCH, MISMATCH, NOT_FOUND, FIND_TAKEN, FIND_GONE, FALL_SILENT),
    )
)
