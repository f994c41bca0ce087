"""Evidence as the law orders it: lists handed in and exchanged, copies and their originals."""

from yunting.core.procedure import BIRTH, Move, Procedure, register
from yunting.core.roles import Role
from yunting.filing import events
from yunting.filing.models import ItemState, ListState

GIVES_EVIDENCE = frozenset(
    {Role.FILER, Role.PLAINTIFF, Role.DEFENDANT, Role.THIRD_PARTY, Role.AGENT}
)
# A helper gets evidence ready; handing it in is the principal's.
PREPARES_EVIDENCE = GIVES_EVIDENCE | {Role.HELPER}
_BENCH = frozenset({Role.JUDGE, Role.CLERK})
_ONLINE = "法释〔2021〕12号"

BEGIN_LIST = Move(
    name="begin",
    source=BIRTH,
    target=ListState.DRAFT,
    by=PREPARES_EVIDENCE,
    basis="民事诉讼法 第六十七条第一款",
    fact=events.EvidenceListBegun,
    label="开始准备证据清单",
)
SUBMIT_LIST = Move(
    name="submit",
    source=frozenset({ListState.DRAFT}),
    target=ListState.SUBMITTED,
    by=GIVES_EVIDENCE,
    basis="民事诉讼法 第六十八条第二款",
    fact=events.EvidenceListSubmitted,
    label="提交证据清单",
)
DISCLOSE = Move(
    name="disclose",
    source=frozenset({ListState.SUBMITTED}),
    target=ListState.DISCLOSED,
    by=frozenset({Role.COURT}),
    basis=f"{_ONLINE} 第十四条",
    fact=events.EvidenceDisclosed,
    label="交换证据",
)
EVIDENCE_LIST = register(
    Procedure(
        subject="filing.EvidenceList",
        title="证据清单",
        states=ListState,
        moves=(BEGIN_LIST, SUBMIT_LIST, DISCLOSE),
    )
)

ADD_EVIDENCE = Move(
    name="add",
    source=BIRTH,
    target=ItemState.COPY,
    by=PREPARES_EVIDENCE,
    basis=f"{_ONLINE} 第十一条",
    fact=events.EvidenceListed,
    label="添加证据",
)
CHANGE_EVIDENCE = Move(
    name="change",
    source=frozenset({ItemState.COPY}),
    target=ItemState.COPY,
    by=PREPARES_EVIDENCE,
    basis=f"{_ONLINE} 第十一条",
    fact=events.EvidenceChanged,
    label="修改证据",
)
TAKE_OFF = Move(
    name="take-off",
    source=frozenset({ItemState.COPY}),
    target=ItemState.REMOVED,
    by=PREPARES_EVIDENCE,
    basis="民事诉讼法 第十三条第二款",
    fact=events.EvidenceTakenOff,
    label="撤下证据",
)
ASK_ORIGINAL = Move(
    name="ask-original",
    source=frozenset(
        {
            ItemState.COPY,
            ItemState.COMPARED,
            ItemState.DIFFERS,
            ItemState.ABSENT,
            ItemState.EQUAL,
        }
    ),
    target=ItemState.ASKED,
    by=_BENCH,
    basis=f"{_ONLINE} 第十二条第一款",
    fact=events.OriginalAsked,
    label="要求提交原件",
)
FIND_SAME = Move(
    name="find-same",
    source=frozenset({ItemState.ASKED}),
    target=ItemState.COMPARED,
    by=_BENCH,
    basis=f"{_ONLINE} 第十三条",
    fact=events.OriginalCompared,
    label="与原件一致",
    duty=True,
    task="核对原件",
)
FIND_DIFFERENT = Move(
    name="find-different",
    source=frozenset({ItemState.ASKED}),
    target=ItemState.DIFFERS,
    by=_BENCH,
    basis=f"{_ONLINE} 第十二条",
    fact=events.OriginalCompared,
    label="与原件不一致",
)
NOTE_ABSENCE = Move(
    name="note-absence",
    source=frozenset({ItemState.ASKED}),
    target=ItemState.ABSENT,
    by=_BENCH,
    basis="民事诉讼证据规定 第九十条",
    fact=events.OriginalCompared,
    label="未提交原件",
)
HOLD_EQUAL = Move(
    name="hold-equal",
    source=frozenset({ItemState.COPY, ItemState.COMPARED}),
    target=ItemState.EQUAL,
    by=frozenset({Role.JUDGE}),
    basis=f"{_ONLINE} 第十三条",
    fact=events.CopyEqual,
    label="认定视同原件",
)
EVIDENCE = register(
    Procedure(
        subject="filing.Evidence",
        title="证据",
        states=ItemState,
        moves=(
            ADD_EVIDENCE,
            CHANGE_EVIDENCE,
            TAKE_OFF,
            ASK_ORIGINAL,
            FIND_SAME,
            FIND_DIFFERENT,
            NOTE_ABSENCE,
            HOLD_EQUAL,
        ),
    )
)
# What follows a comparison, by what it came to.
COMPARISONS = {move.target: move for move in (FIND_SAME, FIND_DIFFERENT, NOTE_ABSENCE)}
