"""A file from its arrival to its being shown: who may bring it, what the check decides."""

from yunting.core import file_facts
from yunting.core.misfiling_facts import ItemMovedIn
from yunting.core.misfiling_moves import BASIS, KEEPERS
from yunting.core.models import FileState as State
from yunting.core.procedure import BIRTH, Move, Procedure, register
from yunting.core.roles import PARTIES, Role

# Whoever cannot do it alone is helped at the counter: 在线诉讼规则 第十一条第二款.
MAY_BRING = PARTIES | {Role.HELPER, Role.FILING_CLERK, Role.FILING_CHIEF, Role.JUDGE, Role.CLERK}

RECEIVE = Move(
    name="receive",
    source=BIRTH,
    target=State.RECEIVED,
    by=MAY_BRING,
    basis="法释〔2021〕12号 第十一条",
    fact=file_facts.FileReceived,
    label="上传",
)
PASS = Move(
    name="pass",
    source=frozenset({State.RECEIVED}),
    target=State.READY,
    by=frozenset({Role.COURT}),
    basis="法释〔2021〕12号 第三十八条",
    fact=file_facts.FilePassed,
    label="检查通过",
)
REFUSE = Move(
    name="refuse",
    source=frozenset({State.RECEIVED}),
    target=State.REFUSED,
    by=frozenset({Role.COURT}),
    basis="法释〔2021〕12号 第三十八条",
    fact=file_facts.FileRefused,
    label="检查未通过",
)
MOVE_IN = Move(
    name="move-in",
    source=BIRTH,
    target=State.READY,
    by=KEEPERS,
    basis=BASIS,
    fact=ItemMovedIn,
    label="从误入的案件移入",
)
FILE = register(
    Procedure(
        subject="core.File", title="文件", states=State, moves=(RECEIVE, MOVE_IN, PASS, REFUSE)
    )
)
