"""Correcting a file without deleting from it: struck, replaced, moved away; restored."""

from yunting.core import misfiling_facts as facts
from yunting.core.models import MisfilingState as State
from yunting.core.procedure import BIRTH, Move, Procedure, register
from yunting.core.roles import Role

KEEPERS = frozenset({Role.CLERK, Role.JUDGE, Role.FILING_CLERK, Role.FILING_CHIEF})
MAY_RESTORE = frozenset({Role.JUDGE, Role.FILING_CHIEF})
BASIS = "法释〔2021〕12号 第三十五条"

STRIKE = Move(
    name="strike",
    source=BIRTH,
    target=State.STRUCK,
    by=KEEPERS,
    basis=BASIS,
    fact=facts.ItemStruck,
    label="划除",
)
REPLACE = Move(
    name="replace",
    source=BIRTH,
    target=State.STRUCK,
    by=KEEPERS,
    basis=BASIS,
    fact=facts.ItemReplaced,
    label="以另一件替换",
)
MOVE_AWAY = Move(
    name="move-away",
    source=BIRTH,
    target=State.STRUCK,
    by=KEEPERS,
    basis=BASIS,
    fact=facts.ItemMovedAway,
    label="移到应在的案件",
)
RESTORE = Move(
    name="restore",
    source=frozenset({State.STRUCK}),
    target=State.RESTORED,
    by=MAY_RESTORE,
    basis=BASIS,
    fact=facts.ItemRestored,
    label="恢复",
)
MISFILING = register(
    Procedure(
        subject="core.Misfiling",
        title="卷内更正",
        states=State,
        moves=(STRIKE, REPLACE, MOVE_AWAY, RESTORE),
    )
)
