"""A request for a certified copy: asked, then issued, refused or taken back."""

from yunting.core import copy_facts as facts
from yunting.core.models import CopyState as State
from yunting.core.procedure import BIRTH, Move, Procedure, register
from yunting.core.roles import PARTIES, Role

CERTIFIERS = frozenset({Role.CLERK, Role.JUDGE, Role.FILING_CLERK, Role.FILING_CHIEF})
RIGHT = "民事诉讼法 第五十二条"
ASKED = frozenset({State.ASKED})

ASK = Move(
    name="ask",
    source=BIRTH,
    target=State.ASKED,
    by=PARTIES,
    basis=RIGHT,
    fact=facts.CopyAsked,
    label="申请核对一致副本",
)
ISSUE = Move(
    name="issue",
    source=ASKED,
    target=State.ISSUED,
    by=CERTIFIERS,
    basis=RIGHT,
    fact=facts.CopyIssued,
    label="核对一致，出具",
    duty=True,
    task="核对原件，出具核对一致副本，或者说明不同意的理由",
)
REFUSE = Move(
    name="refuse",
    source=ASKED,
    target=State.REFUSED,
    by=CERTIFIERS,
    basis=RIGHT,
    fact=facts.CopyRefused,
    label="不同意",
)
WITHDRAW = Move(
    name="withdraw",
    source=ASKED,
    target=State.WITHDRAWN,
    by=PARTIES,
    basis=RIGHT,
    fact=facts.CopyWithdrawn,
    label="撤回申请",
)
COPY_REQUEST = register(
    Procedure(
        subject="core.CopyRequest",
        title="核对一致副本",
        states=State,
        moves=(ASK, ISSUE, REFUSE, WITHDRAW),
    )
)
