"""A paper's way: prepared, signed, sealed; corrected only by one that supersedes it."""

from yunting.core import document_facts as facts
from yunting.core.models import DocumentState as State
from yunting.core.procedure import BIRTH, Move, Procedure, register
from yunting.core.roles import Role

SIGNERS = frozenset(
    {Role.JUDGE, Role.CLERK, Role.FILING_CLERK, Role.FILING_CHIEF, Role.DIVISION_CHIEF}
    | {Role.PRESIDENT}
)
BY_RULE = SIGNERS | {Role.COURT, Role.CLOCK}
LAYOUT = "法〔2016〕221号"

PREPARE = Move(
    name="prepare",
    source=BIRTH,
    target=State.PREPARED,
    by=BY_RULE,
    basis=LAYOUT,
    fact=facts.DocumentPrepared,
    label="拟稿",
)
ISSUE = Move(
    name="issue",
    source=BIRTH,
    target=State.ISSUED,
    by=BY_RULE,
    basis=LAYOUT,
    fact=facts.DocumentIssued,
    label="出具",
)
SIGN = Move(
    name="sign",
    source=frozenset({State.PREPARED}),
    target=State.ISSUED,
    by=SIGNERS,
    basis=LAYOUT,
    fact=facts.DocumentIssued,
    label="签发",
)
DISCARD = Move(
    name="discard",
    source=frozenset({State.PREPARED}),
    target=State.DISCARDED,
    by=BY_RULE,
    basis=LAYOUT,
    fact=facts.DocumentDiscarded,
    label="不签发",
)
SEAL = Move(
    name="seal",
    source=frozenset({State.ISSUED}),
    target=State.SEALED,
    by=frozenset({Role.COURT}),
    basis="电子签名法 第十三条、第十四条",
    fact=facts.DocumentSealed,
    label="用印",
)
SUPERSEDE = Move(
    name="supersede",
    source=frozenset({State.SEALED}),
    target=State.SUPERSEDED,
    by=BY_RULE,
    basis=LAYOUT,
    fact=facts.DocumentSuperseded,
    label="替换",
)
RECALL = Move(
    name="recall",
    source=frozenset({State.ISSUED, State.SEALED}),
    target=State.RECALLED,
    by=BY_RULE,
    basis=LAYOUT,
    fact=facts.DocumentRecalled,
    label="撤回",
)
DOCUMENT = register(
    Procedure(
        subject="core.Document",
        title="文书",
        states=State,
        moves=(PREPARE, ISSUE, SIGN, DISCARD, SEAL, SUPERSEDE, RECALL),
    )
)
