"""Confirmation of addresses: asked, confirmed, declined, replaced by a newer one."""

from yunting.core.procedure import BIRTH, Move, Procedure, register
from yunting.core.roles import PARTIES, Role
from yunting.delivery.events import address as events
from yunting.delivery.models import AddressState as State
from yunting.delivery.procedure.roles import SERVERS

ASK = Move(
    name="ask",
    source=BIRTH,
    target=State.ASKED,
    by=SERVERS | {Role.COURT},
    basis="法释〔2021〕12号 第三十条",
    fact=events.AddressAsked,
    label="请确认送达地址",
)
CONFIRM = Move(
    name="confirm",
    source=frozenset({State.ASKED}),
    target=State.CONFIRMED,
    by=PARTIES | SERVERS,
    basis="法释〔2021〕12号 第三十条",
    fact=events.AddressConfirmed,
    label="确认送达地址",
    duty=True,
    task="确认送达地址",
)
CONFIRM_LATER = Move(
    name="confirm-later",
    source=frozenset({State.DECLINED}),
    target=State.CONFIRMED,
    by=PARTIES | SERVERS,
    basis="法释〔2021〕12号 第三十条",
    fact=events.AddressConfirmed,
    label="补充确认送达地址",
)
CONFIRM_UNASKED = Move(
    name="confirm-unasked",
    source=BIRTH,
    target=State.CONFIRMED,
    by=PARTIES | SERVERS,
    basis="法释〔2021〕12号 第三十条",
    fact=events.AddressConfirmed,
    label="确认送达地址",
)
DECLINE = Move(
    name="decline",
    source=frozenset({State.ASKED}),
    target=State.DECLINED,
    by=PARTIES | SERVERS,
    basis="法释〔2020〕20号 第九条",
    fact=events.AddressDeclined,
    label="拒绝提供地址",
)
REPLACE = Move(
    name="replace",
    source=frozenset({State.CONFIRMED}),
    target=State.SUPERSEDED,
    by=PARTIES | SERVERS,
    basis="法释〔2022〕11号 第一百三十七条",
    fact=events.AddressReplaced,
    label="变更送达地址",
)
ADDRESS = register(
    Procedure(
        subject="delivery.AddressConfirmation",
        title="送达地址确认",
        states=State,
        moves=(ASK, CONFIRM, CONFIRM_LATER, CONFIRM_UNASKED, DECLINE, REPLACE),
    )
)
