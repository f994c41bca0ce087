"""网络司法拍卖: within what a lot is set up, and whether a bid counts."""

from datetime import date
from typing import Any

from yunting.rules.asked.answers import Count, Money, Parts, Word
from yunting.rules.asked.quantities import Amount, Heads
from yunting.rules.asked.rule import Example, Rule
from yunting.rules.asked.times import Instant
from yunting.rules.asked.words import Choice, YesNo
from yunting.rules.auctions.bids import Answer, check_bid
from yunting.rules.auctions.lots import State
from yunting.rules.auctions.notice import terms
from yunting.rules.auctions.prices import Round
from yunting.rules.finding import Finding

_OJA = "auction_online_2016"
_STATES = {
    State.DRAFT: "草稿",
    State.APPROVED: "已批准",
    State.NOTIFIED: "已通知",
    State.ANNOUNCED: "已公告",
    State.BIDDING: "竞价中",
    State.SUSPENDED: "已暂缓",
    State.STAYED: "已中止",
    State.WITHDRAWN: "已撤回",
    State.SOLD: "已成交",
    State.UNSOLD: "已流拍",
    State.PAID: "价款已付清",
    State.DEFAULTED: "已悔拍",
    State.RULING_MADE: "成交裁定已作出",
    State.TITLE_PASSED: "所有权已转移",
    State.DELIVERED: "已交付",
    State.CLOSED: "已结束",
    State.REVOKED: "拍卖已撤销",
    State.SELL_OFF: "变卖",
    State.IN_KIND: "以物抵债",
}
_ANSWERS = {
    Answer.OK: "接受",
    Answer.CLOSED: "不接受：不在竞价时间内",
    Answer.NOT_QUALIFIED: "不接受：还没有确认保证金",
    Answer.BELOW_START: "不接受：低于起拍价",
    Answer.OFF_GRID: "不接受：不是增价幅度的整数倍",
    Answer.NOT_HIGHER: "不接受：不高于当前价",
}
_ROUNDS = {Round.FIRST: "第一次拍卖", Round.SECOND: "第二次拍卖"}


def _check_bid(*, on: date, **given: Any) -> Finding[Answer]:
    return check_bid(**given, on=on)


def _terms(*, on: date, **given: Any) -> Finding[Any]:
    return terms(**given, on=on)


RULES = (
    Rule(
        name="auctions.terms",
        title="拍卖的起拍价、保证金和公告期",
        about="起拍价最低多少，保证金在什么范围，公告至少多少天。",
        inputs=(
            Amount(
                name="reference_price",
                label="参考价",
                help="议价、询价或者评估确定的价格。",
                example='"1000000.00"',
            ),
            Choice(name="round", label="第几次拍卖", example='"first"', options=_ROUNDS),
            YesNo(name="movable", label="拍卖什么", yes="动产", no="不动产或者其他财产权"),
        ),
        answer=Parts(
            label="拍卖条件",
            parts=(
                Money(label="起拍价最低", name="start_price_least"),
                Parts(
                    label="保证金",
                    name="deposit",
                    parts=(
                        Money(label="保证金最少", name="least"),
                        Money(label="保证金最多", name="most"),
                    ),
                ),
                Count(label="公告至少（天）", name="notice_days"),
            ),
        ),
        compute=_terms,
        articles=((_OJA, "第十条"), (_OJA, "第十二条"), (_OJA, "第十七条"), (_OJA, "第二十六条")),
        examples=(
            Example(
                "参考价一百万元的房屋，第一次拍卖",
                "2026-03-02",
                '{"reference_price": "1000000.00", "round": "first", "movable": false}',
                '{"start_price_least": "700000.00", "deposit": {"least": "35000.00", '
                '"most": "140000.00"}, "notice_days": 30}',
            ),
        ),
        date_label="公告的日期",
    ),
    Rule(
        name="auctions.check_bid",
        title="这个出价有效吗",
        about="在竞价时间内、确认了保证金、不低于起拍价、合乎增价幅度、高于当前价，才接受。",
        inputs=(
            Choice(name="state", label="拍品的状态", example='"BIDDING"', options=_STATES),
            Instant(name="start", label="竞价开始的时刻"),
            Instant(
                name="end",
                label="竞价结束的时刻",
                help="到这一刻就结束，正好这一刻的出价不接受。",
                example='"2026-03-03T10:00:00"',
            ),
            Amount(name="start_price", label="起拍价", example='"700000.00"'),
            Amount(name="increment", label="增价幅度", example='"5000.00"'),
            Amount(
                name="current",
                label="当前价",
                help="还没有人出价的不用填。",
                optional=True,
                example='"705000.00"',
            ),
            Heads(
                name="leader_rank",
                label="当前领先者的优先顺序",
                help="没有优先购买权的不用填；第一顺序填 1。",
                optional=True,
                example="0",
            ),
            Instant(name="received_at", label="收到出价的时刻", example='"2026-03-02T11:00:00"'),
            Amount(name="amount", label="出价", example='"710000.00"'),
            Instant(
                name="qualified_at",
                label="确认保证金的时刻",
                help="还没有确认的不用填。",
                optional=True,
                example='"2026-03-01T09:00:00"',
            ),
            Heads(
                name="rank",
                label="出价人的优先顺序",
                help="没有优先购买权的不用填；第一顺序填 1。",
                optional=True,
                example="0",
            ),
        ),
        answer=Word(label="出价", options=_ANSWERS),
        compute=_check_bid,
        articles=((_OJA, "第十八条"), (_OJA, "第二十条"), (_OJA, "第二十一条")),
        examples=(
            Example(
                "高于当前价的有效出价",
                "2026-03-02",
                '{"state": "BIDDING", "start": "2026-03-02T10:00:00", '
                '"end": "2026-03-03T10:00:00", "start_price": "700000.00", '
                '"increment": "5000.00", "current": "705000.00", '
                '"received_at": "2026-03-02T11:00:00", "amount": "710000.00", '
                '"qualified_at": "2026-03-01T09:00:00"}',
                '"OK"',
            ),
        ),
        date_label="拍卖的日期",
    ),
)
