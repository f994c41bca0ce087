"""A filing and its case as the law orders them: who may do what, when, under which article."""

from yunting.core.models import CaseState
from yunting.core.procedure import BIRTH, Move, Procedure, register
from yunting.core.roles import Role
from yunting.filing import events
from yunting.filing.models import UNDER_REVIEW
from yunting.filing.models import FilingState as State

REGISTRATION = "法释〔2015〕8号"
# Who may write what is not sent yet; only the filer sends it.
WRITES = frozenset({Role.FILER, Role.HELPER})
REVIEW = frozenset({Role.FILING_CLERK, Role.FILING_CHIEF})

OPEN = Move(
    name="open",
    source=BIRTH,
    target=State.DRAFT,
    by=frozenset({Role.CITIZEN}),
    basis="民事诉讼法 第一百二十三条",
    fact=events.FilingOpened,
    label="开始填写",
)
ASK_TO_SIGN = Move(
    name="ask-to-sign",
    source=frozenset({State.DRAFT}),
    target=State.DRAFT,
    by=frozenset({Role.HELPER}),
    basis="民事诉讼法 第一百二十三条",
    fact=events.SignatureAsked,
    label="填好了，请本人核对签名",
)
SUBMIT = Move(
    name="submit",
    source=frozenset({State.DRAFT}),
    target=State.SUBMITTED,
    by=frozenset({Role.FILER}),
    basis=f"{REGISTRATION} 第二条",
    fact=events.FilingSubmitted,
    label="签名并提交",
    duty=True,
    task="填完起诉状，核对，签名提交",
)
RETURN = Move(
    name="return",
    source=frozenset({State.SUBMITTED}),
    target=State.RETURNED,
    by=REVIEW,
    basis=f"{REGISTRATION} 第七条",
    fact=events.FilingReturned,
    label="一次性告知补正",
)
ALLOW_SECOND_RETURN = Move(
    name="allow-second-return",
    source=frozenset({State.SUBMITTED}),
    target=State.SUBMITTED,
    by=frozenset({Role.FILING_CHIEF}),
    basis=f"{REGISTRATION} 第七条",
    fact=events.SecondReturnAllowed,
    label="准许再次告知补正",
)
CORRECT = Move(
    name="correct",
    source=frozenset({State.RETURNED}),
    target=State.SUBMITTED,
    by=frozenset({Role.FILER}),
    basis="法释〔2021〕12号 第九条",
    fact=events.FilingCorrected,
    label="提交补正",
    duty=True,
    task="按法院告知逐项补正",
)
DRAFT_REFUSAL = Move(
    name="draft-refusal",
    source=frozenset({State.SUBMITTED}),
    target=State.REFUSAL_DRAFTED,
    by=REVIEW,
    basis=f"{REGISTRATION} 第九条",
    fact=events.RefusalDrafted,
    label="拟不予受理",
)
TAKE_BACK_REFUSAL = Move(
    name="take-back-refusal",
    source=frozenset({State.REFUSAL_DRAFTED}),
    target=State.SUBMITTED,
    by=REVIEW | {Role.COURT},
    basis=f"{REGISTRATION} 第九条",
    fact=events.RefusalTakenBack,
    label="撤回不予受理的意见",
)
REFUSE = Move(
    name="refuse",
    source=frozenset({State.REFUSAL_DRAFTED}),
    target=State.REFUSED,
    by=frozenset({Role.COURT}),
    basis="民事诉讼法 第一百二十六条",
    fact=events.FilingRefused,
    label="裁定不予受理",
)
REDIRECT = Move(
    name="redirect",
    source=frozenset({State.SUBMITTED}),
    target=State.REDIRECTED,
    by=REVIEW,
    basis="民事诉讼法 第一百二十七条",
    fact=events.FilingRedirected,
    label="告知向其他机关或法院提出",
)
TAKE_OVER = Move(
    name="take-over",
    source=frozenset({State.SUBMITTED}),
    target=State.SUBMITTED,
    by=REVIEW,
    basis=f"{REGISTRATION} 第八条",
    fact=events.FilingTakenOver,
    label="接办",
)
ESCALATE = Move(
    name="escalate",
    source=frozenset({State.SUBMITTED}),
    target=State.SUBMITTED,
    by=frozenset({Role.CLOCK}),
    basis=f"{REGISTRATION} 第八条",
    fact=events.FilingEscalated,
    label="督办",
)
ACCEPT = Move(
    name="accept",
    source=UNDER_REVIEW,
    target=State.ACCEPTED,
    by=REVIEW,
    basis="民事诉讼法 第一百二十六条",
    fact=events.FilingAccepted,
    label="准予立案",
    duty=True,
    task="审查起诉材料，决定是否立案",
)
REGISTER_BY_RULE = Move(
    name="register-by-rule",
    source=UNDER_REVIEW,
    target=State.ACCEPTED,
    by=frozenset({Role.CLOCK}),
    basis=f"{REGISTRATION} 第八条",
    fact=events.FilingRegisteredByRule,
    label="期满先行立案",
)
GIVE_BACK = Move(
    name="give-back",
    source=frozenset({State.RETURNED}),
    target=State.NOT_CORRECTED,
    by=frozenset({Role.CLOCK}),
    basis=f"{REGISTRATION} 第七条",
    fact=events.FilingNotCorrected,
    label="逾期未补正退回",
)
WITHDRAW = Move(
    name="withdraw",
    source=frozenset({State.DRAFT, State.SUBMITTED, State.RETURNED, State.REFUSAL_DRAFTED}),
    target=State.WITHDRAWN,
    by=frozenset({Role.FILER}),
    basis="民事诉讼法 第十三条",
    fact=events.FilingWithdrawn,
    label="撤回",
)
FILING = register(
    Procedure(
        subject="filing.Filing",
        title="立案",
        states=State,
        moves=(
            OPEN,
            ASK_TO_SIGN,
            SUBMIT,
            RETURN,
            ALLOW_SECOND_RETURN,
            CORRECT,
            DRAFT_REFUSAL,
            TAKE_BACK_REFUSAL,
            REFUSE,
            REDIRECT,
            TAKE_OVER,
            ESCALATE,
            ACCEPT,
            REGISTER_BY_RULE,
            GIVE_BACK,
            WITHDRAW,
        ),
    )
)

ASSIGN = Move(
    name="assign",
    source=frozenset({CaseState.REGISTERED}),
    target=CaseState.ASSIGNED,
    by=frozenset({Role.COURT, Role.FILING_CHIEF}),
    basis="民事诉讼法 第一百三十一条",
    fact=events.CaseAssigned,
    label="分案",
    duty=True,
    task="确定承办法官",
)
REASSIGN = Move(
    name="reassign",
    source=frozenset({CaseState.ASSIGNED}),
    target=CaseState.ASSIGNED,
    by=frozenset({Role.FILING_CHIEF, Role.PRESIDENT}),
    basis="民事诉讼法 第一百三十一条",
    fact=events.CaseReassigned,
    label="变更承办法官",
)
TRANSFER = Move(
    name="transfer",
    source=frozenset({CaseState.REGISTERED, CaseState.ASSIGNED}),
    target=CaseState.TRANSFERRED,
    by=frozenset({Role.COURT}),
    basis="民事诉讼法 第三十七条",
    fact=events.CaseTransferred,
    label="移送其他法院",
)
DEEM_WITHDRAWN = Move(
    name="deem-withdrawn",
    source=frozenset({CaseState.REGISTERED, CaseState.ASSIGNED}),
    target=CaseState.WITHDRAWN,
    by=frozenset({Role.COURT}),
    basis="民诉法解释 第二百一十三条",
    fact=events.CaseDeemedWithdrawn,
    label="按撤诉处理",
)
CASE = register(
    Procedure(
        subject="core.Case",
        title="案件",
        states=CaseState,
        moves=(ASSIGN, REASSIGN, TRANSFER, DEEM_WITHDRAWN),
    )
)
