"""The states of a lot, what moves it from one to the next, who may, and what follows."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from yunting.lib.errors import Refused
from yunting.rules.citation import cite
from yunting.rules.finding import Finding
from yunting.rules.parameter import parameter

_OJA = "auction_online_2016"
_AUC = "auction_2004"


class State(StrEnum):
    """Where a lot stands."""

    DRAFT = "DRAFT"
    APPROVED = "APPROVED"
    NOTIFIED = "NOTIFIED"
    ANNOUNCED = "ANNOUNCED"
    BIDDING = "BIDDING"
    SUSPENDED = "SUSPENDED"
    STAYED = "STAYED"
    WITHDRAWN = "WITHDRAWN"
    SOLD = "SOLD"
    UNSOLD = "UNSOLD"
    PAID = "PAID"
    DEFAULTED = "DEFAULTED"
    RULING_MADE = "RULING_MADE"
    TITLE_PASSED = "TITLE_PASSED"
    DELIVERED = "DELIVERED"
    CLOSED = "CLOSED"
    REVOKED = "REVOKED"
    SELL_OFF = "SELL_OFF"
    IN_KIND = "IN_KIND"


class By(StrEnum):
    """Who moves a lot."""

    PANEL = "panel"
    CLERK = "clerk"
    COURT = "court"
    CLOCK = "clock"
    BIDDER = "bidder"
    BUYER = "buyer"
    PLATFORM = "platform"


class NotFromHere(Refused):
    """A lot in this state does not move so, or not by this person."""

    code = "rules.auctions.not-from-here"


@dataclass(frozen=True, slots=True)
class Move:
    """One move of a lot: by whom, to where, under which article, and what it sets going."""

    name: str
    sources: frozenset[State]
    by: By
    target: State
    instrument: str
    article: str
    then: str


_BEFORE_SOLD = frozenset(
    {State.DRAFT, State.APPROVED, State.NOTIFIED, State.ANNOUNCED, State.BIDDING}
    | {State.SUSPENDED, State.STAYED}
)
_LIVE = frozenset({State.ANNOUNCED, State.BIDDING})
_STOPPED = frozenset({State.SUSPENDED, State.STAYED})
_AFTER_SOLD = frozenset(
    {State.SOLD, State.PAID, State.RULING_MADE, State.TITLE_PASSED, State.DELIVERED, State.CLOSED}
)


def _move(
    name: str, source: State | frozenset[State], by: By, target: State, law: str, then: str
) -> Move:
    sources = source if isinstance(source, frozenset) else frozenset({source})
    instrument, _, article = law.partition(" ")
    return Move(name, sources, by, target, instrument, article, then)


MOVES = (
    _move("panel_decide", State.DRAFT, By.PANEL, State.APPROVED, f"{_OJA} 第二十七条", "锁定参数"),
    _move("notify", State.APPROVED, By.CLERK, State.NOTIFIED, f"{_OJA} 第十六条", "送达或者公示"),
    _move("publish", State.NOTIFIED, By.CLERK, State.ANNOUNCED, f"{_OJA} 第十二条", "开放保证金"),
    _move("start", State.ANNOUNCED, By.CLOCK, State.BIDDING, f"{_OJA} 第二十条", "开始竞价"),
    _move("bid", State.BIDDING, By.BIDDER, State.BIDDING, f"{_OJA} 第二十条", "可能延时"),
    _move(
        "sell",
        State.BIDDING,
        By.CLOCK,
        State.SOLD,
        f"{_OJA} 第二十二条",
        "公示成交确认书，退还保证金",
    ),
    _move(
        "end_unsold",
        State.BIDDING,
        By.CLOCK,
        State.UNSOLD,
        f"{_OJA} 第二十六条",
        "退还保证金，询问以物抵债",
    ),
    _move("suspend", _LIVE, By.COURT, State.SUSPENDED, f"{_OJA} 第二十八条", "公布理由，暂停计时"),
    _move("stay", _LIVE, By.COURT, State.STAYED, f"{_OJA} 第二十八条", "公布理由，暂停计时"),
    _move(
        "emergency_stop",
        State.BIDDING,
        By.PLATFORM,
        State.SUSPENDED,
        f"{_OJA} 第二十八条第二款",
        "立即报告法院",
    ),
    _move(
        "resume_notice",
        _STOPPED,
        By.COURT,
        State.ANNOUNCED,
        f"{_OJA} 第二十八条第四款",
        "按公告时间开始",
    ),
    _move(
        "resume_bidding",
        _STOPPED,
        By.COURT,
        State.BIDDING,
        f"{_OJA} 第二十八条第四款",
        "剩余时间不减少",
    ),
    _move("withdraw", _BEFORE_SOLD, By.COURT, State.WITHDRAWN, f"{_AUC} 第十七条", "退还保证金"),
    _move("pay", State.SOLD, By.BUYER, State.PAID, f"{_OJA} 第二十五条", "保证金充抵价款"),
    _move(
        "default",
        State.SOLD,
        By.CLOCK,
        State.DEFAULTED,
        f"{_OJA} 第二十四条",
        "没收保证金，重新拍卖",
    ),
    _move("rule", State.PAID, By.COURT, State.RULING_MADE, f"{_AUC} 第二十条", "送达裁定"),
    _move(
        "serve",
        State.RULING_MADE,
        By.CLERK,
        State.TITLE_PASSED,
        f"{_OJA} 第二十二条第二款",
        "协助过户，原有权利消灭",
    ),
    _move(
        "hand_over",
        State.TITLE_PASSED,
        By.COURT,
        State.DELIVERED,
        f"{_AUC} 第二十七条",
        "拒不移交的强制执行",
    ),
    _move(
        "distribute",
        State.DELIVERED,
        By.COURT,
        State.CLOSED,
        "enforcement_rules_1998 第三十四条",
        "分配价款",
    ),
    _move("revoke", _AFTER_SOLD, By.COURT, State.REVOKED, f"{_OJA} 第三十一条", "恢复原状"),
    _move("sell_off", State.UNSOLD, By.COURT, State.SELL_OFF, f"{_OJA} 第二十六条", "变卖期"),
    _move(
        "take_in_kind", State.UNSOLD, By.COURT, State.IN_KIND, f"{_AUC} 第十六条", "送达抵债裁定"
    ),
)
_BY_NAME = {move.name: move for move in MOVES}


def after(state: State, name: str, by: By, *, on: date) -> Finding[State]:
    """Return where a move leads. B2.7-states; only the clock makes a lot sold or unsold.

    :raises NotFromHere: if no such move starts in this state, or it is not this person's
    """
    move = _BY_NAME.get(name)
    if move is None or state not in move.sources:
        raise NotFromHere("标的在这一状态下不能这样做。", field="state")
    if by is not move.by:
        raise NotFromHere("这一步不由您作出。", field="by")
    basis = [cite(move.instrument, move.article, on=on)]
    if move.target in {State.SOLD, State.UNSOLD}:
        basis.append(cite("design", "只由时钟成交", on=on))
    return Finding(move.target, tuple(basis), (("随后", move.then),))


def may_change_terms(state: State, *, on: date) -> Finding[bool]:
    """Tell whether price, deposit or increment may still change: not once announced. B2.7-states.

    After that the lot is withdrawn and announced anew.
    """
    value = state in {State.DRAFT, State.APPROVED, State.NOTIFIED}
    return Finding(value, (cite("design", "发布后不改参数", on=on),), (("状态", state),))


class Withdrawal(StrEnum):
    """Why an auction is called off before it is sold."""

    TITLE_REVOKED = "title_revoked"
    APPLICANT_WITHDREW = "applicant_withdrew"
    DEBT_PAID = "debt_paid"
    SETTLED = "settled"
    THIRD_PARTY_OBJECTION = "third_party_objection"
    COLLUSION = "collusion"


_WITHDRAWN = {
    Withdrawal.TITLE_REVOKED: ("第十七条", False, "执行依据被撤销"),
    Withdrawal.APPLICANT_WITHDREW: ("第十七条", False, "申请执行人撤回申请"),
    Withdrawal.DEBT_PAID: ("第十九条", True, "债务已全部清偿，拍卖费用由被执行人负担"),
    Withdrawal.SETTLED: ("第十七条", False, "和解协议不需要拍卖"),
    Withdrawal.THIRD_PARTY_OBJECTION: ("第十七条", False, "案外人异议成立"),
    Withdrawal.COLLUSION: ("第十七条", False, "恶意串通"),
}


def debtor_bears_costs(reason: Withdrawal, *, on: date) -> Finding[bool]:
    """Tell whether the debtor bears the costs of an auction called off. B2.7-withdrawal.

    拍卖变卖规定 第十七条, 第十九条.
    """
    article, bears, why = _WITHDRAWN[reason]
    return Finding(bears, (cite(_AUC, article, on=on),), (("撤回", why),))


def end_after_stop(end: datetime, *, stopped: datetime, resumed: datetime) -> Finding[datetime]:
    """Return the new end of a window that stood still. B2.7-resume.

    At least the time that was left, and at least five minutes after a late stop.
    """
    day = resumed.date()
    least = parameter("design.late_stop_least", on=day)
    left = max(end - stopped, timedelta(minutes=least.whole))
    basis = (cite(_OJA, "第二十八条", on=day), least.citation)
    return Finding(resumed + left, basis, (("剩余时间", f"{int(left.total_seconds())}秒"),))


def passes_title(*, served: bool, on: date) -> Finding[bool]:
    """Tell whether the buyer owns the thing: from service of the ruling on. B2.7-title.

    网络司法拍卖规定 第二十二条第二款; 拍卖变卖规定 第二十六条.
    """
    basis = (cite(_OJA, "第二十二条第二款", on=on), cite(_AUC, "第二十六条", on=on))
    return Finding(served, basis, (("成交裁定", "已送达买受人" if served else "尚未送达买受人"),))


def in_kind_order(
    ranks: tuple[tuple[str, int], ...], *, on: date
) -> Finding[tuple[tuple[str, ...], ...]]:
    """Return who may take an unsold thing, first rank first; within a rank by lot. B2.7-in-kind.

    拍卖变卖规定 第十六条.
    """
    order = sorted({rank for _, rank in ranks})
    value = tuple(tuple(who for who, rank in ranks if rank == one) for one in order)
    return Finding(value, (cite(_AUC, "第十六条", on=on),), (("同一顺位", "抽签决定"),))
