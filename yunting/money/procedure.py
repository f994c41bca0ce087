"""A fee from its notice to the receipt, and a payment from the bank to where it belongs."""

from yunting.core.procedure import BIRTH, Move, Procedure, register
from yunting.core.roles import Role
from yunting.money import events
from yunting.money.deadlines import PAYERS, PREPAY
from yunting.money.models import (
    HANDLES_MONEY,
    BookState,
    DifferenceState,
    FeeState,
    PaymentState,
    ReliefState,
)

NOT_PAID = "民诉法解释 第二百一十三条"
BY_RULE = frozenset({Role.COURT})
FINANCE = frozenset({Role.FINANCE})

NOTIFY = Move(
    name="notify",
    source=BIRTH,
    target=FeeState.DUE,
    by=BY_RULE,
    basis=PREPAY,
    fact=events.FeeNoticed,
    label="通知交纳",
)
BEGIN = Move(
    name="begin",
    source=frozenset({FeeState.DUE, FeeState.LAPSED}),
    target=FeeState.DUE,
    by=BY_RULE,
    basis=PREPAY,
    fact=events.FeePeriodBegun,
    label="起算交费期限",
)
END = Move(
    name="end",
    source=frozenset({FeeState.DUE, FeeState.LAPSED}),
    target=FeeState.DUE,
    by=BY_RULE,
    basis=PREPAY,
    fact=events.FeePeriodEnded,
    label="交费期限不再计算",
)
ORDER = Move(
    name="order",
    source=frozenset({FeeState.DUE}),
    target=FeeState.DUE,
    by=PAYERS,
    basis=PREPAY,
    fact=events.FeeOrdered,
    label="交纳案件受理费",
    duty=True,
)
REMIND = Move(
    name="remind",
    source=frozenset({FeeState.DUE}),
    target=FeeState.DUE,
    by=frozenset({Role.CLOCK}),
    basis=PREPAY,
    fact=events.FeeReminded,
    label="提醒交费",
)
PAY = Move(
    name="pay",
    source=frozenset({FeeState.DUE, FeeState.LAPSED}),
    target=FeeState.PAID,
    by=BY_RULE,
    basis=PREPAY,
    fact=events.FeePaid,
    label="交费到账",
)
LAPSE = Move(
    name="lapse",
    source=frozenset({FeeState.DUE}),
    target=FeeState.LAPSED,
    by=frozenset({Role.CLOCK}),
    basis=NOT_PAID,
    fact=events.FeeLapsed,
    label="逾期没有交纳",
)
CLOSE = Move(
    name="close",
    source=frozenset({FeeState.DUE, FeeState.LAPSED}),
    target=FeeState.CLOSED,
    by=BY_RULE,
    basis="诉讼费用交纳办法 第二十四条",
    fact=events.FeeNoticeClosed,
    label="不再收取",
)
REDUCE = Move(
    name="reduce",
    source=frozenset({FeeState.DUE}),
    target=FeeState.DUE,
    by=BY_RULE,
    basis="诉讼费用交纳办法 第四十六条",
    fact=events.FeeReduced,
    label="减交",
)
DEFER = Move(
    name="defer",
    source=frozenset({FeeState.DUE}),
    target=FeeState.DUE,
    by=BY_RULE,
    basis="诉讼费用交纳办法 第四十七条",
    fact=events.FeeDeferred,
    label="缓交",
)
FEE = register(
    Procedure(
        subject="money.FeeNotice",
        title="案件受理费",
        states=FeeState,
        moves=(NOTIFY, BEGIN, END, ORDER, REMIND, PAY, LAPSE, CLOSE, REDUCE, DEFER),
    )
)

APPLICATION = "诉讼费用交纳办法 第四十八条"
JUDGE = frozenset({Role.JUDGE})
ASK_RELIEF = Move(
    name="ask",
    source=BIRTH,
    target=ReliefState.ASKED,
    by=PAYERS,
    basis=APPLICATION,
    fact=events.ReliefAsked,
    label="申请司法救助",
)
WITHDRAW_RELIEF = Move(
    name="withdraw",
    source=frozenset({ReliefState.ASKED}),
    target=ReliefState.WITHDRAWN,
    by=PAYERS,
    basis=APPLICATION,
    fact=events.ReliefWithdrawn,
    label="撤回申请",
)
GRANT_RELIEF = Move(
    name="grant",
    source=frozenset({ReliefState.ASKED}),
    target=ReliefState.GRANTED,
    by=JUDGE,
    basis="诉讼费用交纳办法 第四十四条",
    fact=events.ReliefGranted,
    label="准许",
    duty=True,
    task="决定是否准许缓交、减交或者免交案件受理费",
)
REFUSE_RELIEF = Move(
    name="refuse",
    source=frozenset({ReliefState.ASKED}),
    target=ReliefState.REFUSED,
    by=JUDGE,
    basis=APPLICATION,
    fact=events.ReliefRefused,
    label="不准许",
)
DROP_RELIEF = Move(
    name="drop",
    source=frozenset({ReliefState.ASKED}),
    target=ReliefState.DROPPED,
    by=BY_RULE,
    basis=APPLICATION,
    fact=events.ReliefDropped,
    label="不再办理",
)
RELIEF = register(
    Procedure(
        subject="money.JudicialRelief",
        title="司法救助",
        states=ReliefState,
        moves=(ASK_RELIEF, WITHDRAW_RELIEF, GRANT_RELIEF, REFUSE_RELIEF, DROP_RELIEF),
    )
)

BOOKS = "本院诉讼费账务规则"
TAKE = Move(
    name="take",
    source=BIRTH,
    target=PaymentState.MATCHED,
    by=BY_RULE,
    basis=BOOKS,
    fact=events.PaymentMatched,
    label="计入案件",
)
HOLD = Move(
    name="hold",
    source=BIRTH,
    target=PaymentState.HELD,
    by=BY_RULE,
    basis=BOOKS,
    fact=events.PaymentHeld,
    label="列为待查",
)
PROPOSE = Move(
    name="propose",
    source=frozenset({PaymentState.HELD}),
    target=PaymentState.PROPOSED,
    by=FINANCE,
    basis=BOOKS,
    fact=events.ReturnProposed,
    label="提出退回",
    duty=True,
    task="查清待查款项，提出退回",
)
DECLINE = Move(
    name="decline",
    source=frozenset({PaymentState.PROPOSED}),
    target=PaymentState.HELD,
    by=HANDLES_MONEY,
    basis=BOOKS,
    fact=events.ReturnDeclined,
    label="不同意退回",
)
CONFIRM = Move(
    name="confirm",
    source=frozenset({PaymentState.PROPOSED}),
    target=PaymentState.RETURNING,
    by=HANDLES_MONEY,
    basis=BOOKS,
    fact=events.ReturnConfirmed,
    label="复核退回",
    duty=True,
    task="复核要退回的款项",
)
GIVE_BACK = Move(
    name="give-back",
    source=frozenset({PaymentState.RETURNING}),
    target=PaymentState.RETURNED,
    by=BY_RULE,
    basis=BOOKS,
    fact=events.PaymentReturned,
    label="已退回",
)
FAIL = Move(
    name="fail",
    source=frozenset({PaymentState.RETURNING}),
    target=PaymentState.HELD,
    by=BY_RULE,
    basis=BOOKS,
    fact=events.ReturnFailed,
    label="银行没有退成",
)
PAYMENT = register(
    Procedure(
        subject="money.Payment",
        title="收款",
        states=PaymentState,
        moves=(TAKE, HOLD, PROPOSE, DECLINE, CONFIRM, GIVE_BACK, FAIL),
    )
)

ASK = Move(
    name="ask",
    source=BIRTH,
    target=BookState.ASKED,
    by=BY_RULE,
    basis=BOOKS,
    fact=events.BookAsked,
    label="请银行发送对账单",
)
ASK_AGAIN = Move(
    name="ask-again",
    source=frozenset({BookState.ASKED, BookState.DIFFERS}),
    target=BookState.ASKED,
    by=FINANCE,
    basis=BOOKS,
    fact=events.BookAsked,
    label="请银行重发对账单",
)
AGREE = Move(
    name="agree",
    source=frozenset({BookState.ASKED}),
    target=BookState.AGREES,
    by=BY_RULE,
    basis=BOOKS,
    fact=events.BookAgreed,
    label="对账一致",
)
DIFFER = Move(
    name="differ",
    source=frozenset({BookState.ASKED}),
    target=BookState.DIFFERS,
    by=BY_RULE,
    basis=BOOKS,
    fact=events.BookDiffered,
    label="对账有差异",
)
SETTLE = Move(
    name="settle",
    source=frozenset({BookState.DIFFERS}),
    target=BookState.SETTLED,
    by=BY_RULE,
    basis=BOOKS,
    fact=events.BookSettled,
    label="差异全部查清",
)
BOOK = register(
    Procedure(
        subject="money.Book",
        title="每日对账",
        states=BookState,
        moves=(ASK, ASK_AGAIN, AGREE, DIFFER, SETTLE),
    )
)

FIND = Move(
    name="find",
    source=BIRTH,
    target=DifferenceState.OPEN,
    by=BY_RULE,
    basis=BOOKS,
    fact=events.DifferenceFound,
    label="发现差异",
)
TAKE_IN = Move(
    name="take-in",
    source=frozenset({DifferenceState.OPEN}),
    target=DifferenceState.TAKEN,
    by=FINANCE,
    basis=BOOKS,
    fact=events.DifferenceTaken,
    label="按银行流水补记",
)
EXPLAIN = Move(
    name="explain",
    source=frozenset({DifferenceState.OPEN}),
    target=DifferenceState.EXPLAINED,
    by=FINANCE,
    basis=BOOKS,
    fact=events.DifferenceExplained,
    label="说明原因",
    duty=True,
    task="查清与银行对账的差异",
)
VANISH = Move(
    name="vanish",
    source=frozenset({DifferenceState.OPEN}),
    target=DifferenceState.GONE,
    by=BY_RULE,
    basis=BOOKS,
    fact=events.DifferenceGone,
    label="差异消失",
)
DIFFERENCE = register(
    Procedure(
        subject="money.Difference",
        title="对账差异",
        states=DifferenceState,
        moves=(FIND, TAKE_IN, EXPLAIN, VANISH),
    )
)
