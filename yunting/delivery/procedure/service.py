"""Service of a paper: sent, stuck and sent otherwise, until it is served; contested and decided."""

from yunting.core.procedure import BIRTH, Move, Procedure, register
from yunting.core.roles import PARTIES, Role
from yunting.delivery.events import service as events
from yunting.delivery.models import ServiceState as State
from yunting.delivery.procedure.roles import DECIDERS, SERVERS

CPL = "民事诉讼法"
BY_RULE = frozenset({Role.COURT, Role.CLOCK})
OPEN = frozenset({State.PREPARED, State.STUCK})
ON_THE_WAY = OPEN | {State.UNDER_WAY}
PREPARE = Move(
    name="prepare",
    source=BIRTH,
    target=State.PREPARED,
    by=SERVERS | BY_RULE,
    basis="民事诉讼法 第八十七条",
    fact=events.ServicePrepared,
    label="准备送达",
)
SEND = Move(
    name="send",
    source=OPEN,
    target=State.UNDER_WAY,
    by=SERVERS | BY_RULE,
    basis="民事诉讼法 第九十条",
    fact=events.ServiceSent,
    label="电子送达",
    duty=True,
    task="送达文书",
)
REACH_BY_CALL = Move(
    name="reach-by-call",
    source=ON_THE_WAY,
    target=State.UNDER_WAY,
    by=SERVERS,
    basis="法释〔2021〕12号 第三十条",
    fact=events.CallMade,
    label="记录电话：接通",
)
MISS_BY_CALL = Move(
    name="miss-by-call",
    source=ON_THE_WAY,
    target=State.STUCK,
    by=SERVERS,
    basis="法释〔2021〕12号 第三十条",
    fact=events.CallMade,
    label="记录电话：没有接通",
)
POST_OUT = Move(
    name="post-out",
    source=OPEN,
    target=State.UNDER_WAY,
    by=SERVERS,
    basis="民事诉讼法 第九十一条",
    fact=events.PostedOut,
    label="邮寄送达",
)
VISIT_IN_VAIN = Move(
    name="visit-in-vain",
    source=ON_THE_WAY,
    target=State.STUCK,
    by=SERVERS,
    basis="民事诉讼法 第八十八条",
    fact=events.VisitMade,
    label="记录上门未成",
)
HAND_OVER = Move(
    name="hand-over",
    source=ON_THE_WAY,
    target=State.SERVED,
    by=SERVERS,
    basis="民事诉讼法 第八十八条",
    fact=events.ServiceEffective,
    label="当面送达",
)
LEAVE = Move(
    name="leave",
    source=ON_THE_WAY,
    target=State.SERVED,
    by=SERVERS,
    basis="民事诉讼法 第八十九条",
    fact=events.ServiceEffective,
    label="留置送达",
)
PUBLISH = Move(
    name="publish",
    source=OPEN,
    target=State.UNDER_WAY,
    by=SERVERS,
    basis="民事诉讼法 第九十五条",
    fact=events.NoticePublished,
    label="公告送达",
)
GET_STUCK = Move(
    name="get-stuck",
    source=frozenset({State.PREPARED, State.UNDER_WAY}),
    target=State.STUCK,
    by=BY_RULE,
    basis="民事诉讼法 第九十条",
    fact=events.ServiceStuck,
    label="这种方式没有送到",
)
TAKE_EFFECT = Move(
    name="take-effect",
    source=ON_THE_WAY | {State.TO_CONFIRM},
    target=State.SERVED,
    by=BY_RULE,
    basis="法释〔2021〕12号 第三十一条",
    fact=events.ServiceEffective,
    label="送达生效",
)
SHOW_READING = Move(
    name="show-reading",
    source=ON_THE_WAY,
    target=State.TO_CONFIRM,
    by=BY_RULE,
    basis="法释〔2021〕12号 第三十一条",
    fact=events.ReadingShown,
    label="显示已阅知",
)
ACCEPT_READING = Move(
    name="accept-reading",
    source=frozenset({State.TO_CONFIRM}),
    target=State.SERVED,
    by=SERVERS,
    basis="法释〔2021〕12号 第三十一条",
    fact=events.ServiceEffective,
    label="核对无误，确认送达",
    duty=True,
    task="核对阅知记录，确认是否送达",
)
REJECT_READING = Move(
    name="reject-reading",
    source=frozenset({State.TO_CONFIRM}),
    target=State.STUCK,
    by=SERVERS,
    basis="法释〔2021〕12号 第三十一条",
    fact=events.ServiceStuck,
    label="核对不符，不视为送达",
)
CONTEST = Move(
    name="contest",
    source=frozenset({State.SERVED}),
    target=State.CONTESTED,
    by=PARTIES,
    basis="法释〔2021〕12号 第三十一条",
    fact=events.ServiceContested,
    label="对送达提出异议",
)
KEEP = Move(
    name="keep",
    source=frozenset({State.CONTESTED}),
    target=State.SERVED,
    by=DECIDERS,
    basis="法释〔2021〕12号 第三十一条",
    fact=events.ContestRejected,
    label="异议不成立",
    duty=True,
    task="审查对送达的异议",
)
REBUT = Move(
    name="rebut",
    source=frozenset({State.CONTESTED}),
    target=State.STUCK,
    by=DECIDERS,
    basis="法释〔2021〕12号 第三十一条",
    fact=events.ServiceRebutted,
    label="认定没有送达",
)
REDATE = Move(
    name="redate",
    source=frozenset({State.SERVED, State.CONTESTED}),
    target=State.SERVED,
    by=DECIDERS | {Role.COURT},
    basis="法释〔2021〕12号 第三十一条",
    fact=events.ServiceRedated,
    label="改定送达日期",
)
REPLACE = Move(
    name="replace",
    source=frozenset(set(State) - {State.SUPERSEDED}),
    target=State.SUPERSEDED,
    by=BY_RULE,
    basis="法释〔2018〕7号 第十四条",
    fact=events.ServiceReplaced,
    label="由新件替代",
)
SERVICE = register(
    Procedure(
        subject="delivery.Service",
        title="文书送达",
        states=State,
        moves=(
            PREPARE,
            SEND,
            REACH_BY_CALL,
            MISS_BY_CALL,
            POST_OUT,
            VISIT_IN_VAIN,
            HAND_OVER,
            LEAVE,
            PUBLISH,
            GET_STUCK,
            TAKE_EFFECT,
            SHOW_READING,
            ACCEPT_READING,
            REJECT_READING,
            CONTEST,
            KEEP,
            REBUT,
            REDATE,
            REPLACE,
        ),
    )
)
