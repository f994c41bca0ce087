"""The defendant's side as the law orders it: linking, answering, objecting, asking for time."""

from yunting.core.procedure import BIRTH, Move, Procedure, register
from yunting.core.roles import Role
from yunting.filing import events
from yunting.filing.models import AnswerState, AssociationState, ExtensionState, ObjectionState

PARTY = frozenset({Role.DEFENDANT, Role.AGENT})
ANY_PARTY = frozenset({Role.PLAINTIFF, Role.DEFENDANT, Role.THIRD_PARTY, Role.AGENT, Role.FILER})
JUDGE = frozenset({Role.JUDGE})
COMPARES = frozenset({Role.JUDGE, Role.CLERK, Role.FILING_CLERK, Role.FILING_CHIEF})
ONLINE = "法释〔2021〕12号"

LINK = Move(
    name="link",
    source=BIRTH,
    target=AssociationState.LINKED,
    by=frozenset({Role.CITIZEN}),
    basis=f"{ONLINE} 第十条第一款",
    fact=events.CaseAssociated,
    label="关联案件",
)
ASK_LINK = Move(
    name="ask",
    source=BIRTH,
    target=AssociationState.ASKED,
    by=frozenset({Role.CITIZEN}),
    basis=f"{ONLINE} 第十条第一款",
    fact=events.AssociationAsked,
    label="申请关联案件",
)
CONFIRM_LINK = Move(
    name="confirm",
    source=frozenset({AssociationState.ASKED}),
    target=AssociationState.LINKED,
    by=COMPARES,
    basis=f"{ONLINE} 第七条第一款",
    fact=events.AssociationConfirmed,
    label="确认关联",
    duty=True,
    task="核对申请关联的是不是本案当事人",
)
REJECT_LINK = Move(
    name="reject",
    source=frozenset({AssociationState.ASKED}),
    target=AssociationState.REJECTED,
    by=COMPARES,
    basis=f"{ONLINE} 第七条第一款",
    fact=events.AssociationRejected,
    label="不予确认",
)
ASSOCIATION = register(
    Procedure(
        subject="filing.Association",
        title="关联案件",
        states=AssociationState,
        moves=(LINK, ASK_LINK, CONFIRM_LINK, REJECT_LINK),
    )
)

OPEN_ANSWER = Move(
    name="open",
    source=BIRTH,
    target=AnswerState.AWAITED,
    by=PARTY | {Role.COURT},
    basis="民事诉讼法 第一百二十八条",
    fact=events.AnswerOpened,
    label="开始答辩",
)
BEGIN_ANSWER_PERIOD = Move(
    name="begin-period",
    source=frozenset({AnswerState.AWAITED}),
    target=AnswerState.AWAITED,
    by=frozenset({Role.COURT}),
    basis="民事诉讼法 第一百二十八条",
    fact=events.AnswerPeriodBegun,
    label="起算答辩期",
)
ANSWER = Move(
    name="submit",
    source=frozenset({AnswerState.AWAITED}),
    target=AnswerState.SUBMITTED,
    by=PARTY,
    basis="民事诉讼法 第一百二十八条",
    fact=events.AnswerSubmitted,
    label="签名并提交答辩状",
    duty=True,
    task="逐项答复起诉状，签名提交答辩状",
)
DEFENCE = register(
    Procedure(
        subject="filing.Answer",
        title="答辩",
        states=AnswerState,
        moves=(OPEN_ANSWER, BEGIN_ANSWER_PERIOD, ANSWER),
    )
)

RAISE_OBJECTION = Move(
    name="raise",
    source=BIRTH,
    target=ObjectionState.RAISED,
    by=PARTY,
    basis="民事诉讼法 第一百三十条第一款",
    fact=events.ObjectionRaised,
    label="提出管辖权异议",
)
WITHDRAW_OBJECTION = Move(
    name="withdraw",
    source=frozenset({ObjectionState.RAISED}),
    target=ObjectionState.WITHDRAWN,
    by=PARTY,
    basis="民事诉讼法 第十三条第二款",
    fact=events.ObjectionWithdrawn,
    label="撤回异议",
)
UPHOLD_OBJECTION = Move(
    name="uphold",
    source=frozenset({ObjectionState.RAISED}),
    target=ObjectionState.UPHELD,
    by=JUDGE,
    basis="民事诉讼法 第一百三十条第一款",
    fact=events.ObjectionUpheld,
    label="裁定异议成立，移送",
)
DISMISS_OBJECTION = Move(
    name="dismiss",
    source=frozenset({ObjectionState.RAISED}),
    target=ObjectionState.DISMISSED,
    by=JUDGE,
    basis="民事诉讼法 第一百三十条第一款",
    fact=events.ObjectionDismissed,
    label="裁定驳回异议",
    duty=True,
    task="审查管辖权异议，作出裁定",
)
RULING_SERVED = {
    state: Move(
        name=f"serve-{state.value}",
        source=frozenset({state}),
        target=state,
        by=frozenset({Role.COURT}),
        basis="民事诉讼法 第一百七十一条第二款",
        fact=events.ObjectionRulingServed,
        label="起算上诉期",
    )
    for state in (ObjectionState.UPHELD, ObjectionState.DISMISSED)
}
RULING_TAKES_EFFECT = {
    state: Move(
        name=f"take-effect-{state.value}",
        source=frozenset({state}),
        target=target,
        by=frozenset({Role.CLOCK, Role.COURT}),
        basis="民事诉讼法 第一百五十七条第二款",
        fact=events.ObjectionRulingEffective,
        label="裁定生效",
    )
    for state, target in (
        (ObjectionState.UPHELD, ObjectionState.TRANSFERRED),
        (ObjectionState.DISMISSED, ObjectionState.KEPT),
    )
}
RECORD_APPEAL = Move(
    name="record-appeal",
    source=frozenset({ObjectionState.UPHELD, ObjectionState.DISMISSED}),
    target=ObjectionState.APPEALED,
    by=COMPARES,
    basis="民事诉讼法 第一百七十一条第二款",
    fact=events.ObjectionAppealed,
    label="登记上诉",
)
SECOND_INSTANCE = {
    state: Move(
        name=f"second-instance-{state.value}",
        source=frozenset({ObjectionState.APPEALED}),
        target=state,
        by=JUDGE,
        basis="民事诉讼法 第一百七十八条",
        fact=events.ObjectionRulingEffective,
        label="登记二审裁定",
    )
    for state in (ObjectionState.TRANSFERRED, ObjectionState.KEPT)
}
OBJECTION = register(
    Procedure(
        subject="filing.JurisdictionObjection",
        title="管辖权异议",
        states=ObjectionState,
        moves=(
            RAISE_OBJECTION,
            WITHDRAW_OBJECTION,
            UPHOLD_OBJECTION,
            DISMISS_OBJECTION,
            *RULING_SERVED.values(),
            *RULING_TAKES_EFFECT.values(),
            RECORD_APPEAL,
            *SECOND_INSTANCE.values(),
        ),
    )
)

ASK_TIME = Move(
    name="ask",
    source=BIRTH,
    target=ExtensionState.ASKED,
    by=ANY_PARTY,
    basis="民事诉讼法 第六十八条第二款",
    fact=events.ExtensionAsked,
    label="申请延长期限",
)
GRANT_TIME = Move(
    name="grant",
    source=frozenset({ExtensionState.ASKED}),
    target=ExtensionState.GRANTED,
    by=JUDGE,
    basis="民事诉讼法 第六十八条第二款",
    fact=events.ExtensionGranted,
    label="准许延长",
    duty=True,
    task="决定是否准许延长期限",
)
REFUSE_TIME = Move(
    name="refuse",
    source=frozenset({ExtensionState.ASKED}),
    target=ExtensionState.REFUSED,
    by=JUDGE,
    basis="民事诉讼法 第六十八条第二款",
    fact=events.ExtensionRefused,
    label="不准许延长",
)
MISSED = "民事诉讼法 第八十六条"
ASK_RESTORATION = Move(
    name="ask-restoration",
    source=BIRTH,
    target=ExtensionState.ASKED,
    by=ANY_PARTY,
    basis=MISSED,
    fact=events.ExtensionAsked,
    label="申请顺延耽误的期限",
)
RESTORE = Move(
    name="restore",
    source=frozenset({ExtensionState.ASKED}),
    target=ExtensionState.GRANTED,
    by=JUDGE,
    basis=MISSED,
    fact=events.ExtensionGranted,
    label="准许顺延",
)
REFUSE_RESTORATION = Move(
    name="refuse-restoration",
    source=frozenset({ExtensionState.ASKED}),
    target=ExtensionState.REFUSED,
    by=JUDGE,
    basis=MISSED,
    fact=events.ExtensionRefused,
    label="不准许顺延",
)
EXTENSION = register(
    Procedure(
        subject="filing.ExtensionRequest",
        title="延长、顺延期限",
        states=ExtensionState,
        moves=(
            ASK_TIME,
            GRANT_TIME,
            REFUSE_TIME,
            ASK_RESTORATION,
            RESTORE,
            REFUSE_RESTORATION,
        ),
    )
)
