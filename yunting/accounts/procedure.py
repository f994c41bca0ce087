"""The check of an identity, and the mandate to lend a hand, as they go.

A check is asked, answered one way or another, asked again when nobody answered.

人民法院在线诉讼规则 第七条第一款: real names first. OL-07a.
"""

from typing import Final

from yunting.accounts import events
from yunting.accounts.models import CheckState, HelpState
from yunting.core.facts import Fact
from yunting.core.procedure import BIRTH, Move, Procedure, register
from yunting.core.roles import Role

BASIS: Final = "人民法院在线诉讼规则 第七条"


# An answer may come after the court has stopped waiting for it.
OPEN: Final = frozenset({CheckState.ASKED, CheckState.SILENT})


def _answered(
    name: str, target: CheckState, label: str, *, source: frozenset[CheckState] = OPEN
) -> Move:
    return Move(
        name=name,
        source=frozenset(source),
        target=target,
        by=frozenset({Role.COURT}),
        basis=BASIS,
        fact=events.IdentityChecked,
        label=label,
    )


ASK = Move(
    name="ask",
    source=frozenset(),
    target=CheckState.ASKED,
    by=frozenset({Role.CITIZEN, Role.COURT}),
    basis=BASIS,
    fact=events.IdentityAsked,
    label="核验身份",
)
ASK_AGAIN = Move(
    name="ask-again",
    source=frozenset(OPEN),
    target=CheckState.ASKED,
    by=frozenset({Role.CITIZEN, Role.COURT}),
    basis=BASIS,
    fact=events.IdentityAsked,
    label="再核验一次",
)
MATCH = _answered("match", CheckState.MATCHED, "核验一致")
MISMATCH = _answered("mismatch", CheckState.MISMATCHED, "核验不一致")
NOT_FOUND = _answered("not-found", CheckState.UNKNOWN, "查不到")
FIND_TAKEN = _answered("find-taken", CheckState.TAKEN, "已有账号")
FIND_GONE = _answered("find-gone", CheckState.GONE, "单位已注销")
FALL_SILENT = _answered(
    "fall-silent", CheckState.SILENT, "没有回应", source=frozenset({CheckState.ASKED})
)

IDENTITY = register(
    Procedure(
        subject="accounts.IdentityCheck",
        title="身份核验",
        states=CheckState,
        moves=(ASK, ASK_AGAIN, MATCH, MISMATCH, NOT_FOUND, FIND_TAKEN, FIND_GONE, FALL_SILENT),
    )
)

HELP_BASIS: Final = "民事诉讼法 第六十一条"
IN_FORCE: Final = frozenset({HelpState.OFFERED, HelpState.GIVEN})


def _help(
    name: str,
    source: frozenset[str],
    target: HelpState,
    fact: type[Fact],
    label: str,
    *,
    by: Role = Role.CITIZEN,
) -> Move:
    return Move(
        name=name,
        source=source,
        target=target,
        by=frozenset({by}),
        basis=HELP_BASIS,
        fact=fact,
        label=label,
    )


_OFFERED: Final = frozenset({HelpState.OFFERED})
_GIVEN: Final = frozenset({HelpState.GIVEN})
OFFER_HELP = _help("offer", BIRTH, HelpState.OFFERED, events.HelpOffered, "授权代办")
ACCEPT_HELP = _help("accept", _OFFERED, HelpState.GIVEN, events.HelpAccepted, "接受授权")
DECLINE_HELP = _help("decline", _OFFERED, HelpState.DECLINED, events.HelpDeclined, "不接受")
WITHDRAW_HELP = _help("withdraw", IN_FORCE, HelpState.ENDED, events.HelpWithdrawn, "收回授权")
LAY_DOWN_HELP = _help("lay-down", _GIVEN, HelpState.ENDED, events.HelpLaidDown, "退出代办授权")
TAKE_UP_HELP = _help("take-up", _GIVEN, HelpState.GIVEN, events.HelpTakenUp, "查看这件案件")
EXPIRE_HELP = _help(
    "expire", IN_FORCE, HelpState.EXPIRED, events.HelpExpired, "到期", by=Role.CLOCK
)
HELP = register(
    Procedure(
        subject="accounts.HelpMandate",
        title="代办授权",
        states=HelpState,
        moves=(
            OFFER_HELP,
            ACCEPT_HELP,
            DECLINE_HELP,
            WITHDRAW_HELP,
            LAY_DOWN_HELP,
            TAKE_UP_HELP,
            EXPIRE_HELP,
        ),
    )
)
