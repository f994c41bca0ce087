"""Write the ledger: a movement is balanced or it is not written; nothing is ever changed after.

A mistake is put right by a further movement. What an act moves it writes in its own transaction,
with the fact that it recorded: the same fact never moves money twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from yunting.core.models import Case, Court, Document, Event
from yunting.lib import codes, money
from yunting.money.models import LedgerAccount, LedgerKind, Movement, MovementKind, Posting
from yunting.money.selectors.ledger import balance_of

_DIGITS = 8


def own_account(court: Court, kind: LedgerKind) -> LedgerAccount:
    """Return the court's own account of a kind, made when it is first needed."""
    account, _ = LedgerAccount.objects.get_or_create(court=court, case=None, kind=kind)
    return account


def account_of(case: Case) -> LedgerAccount:
    """Return the account of a case, made when it is first needed: one case, one account."""
    account, _ = LedgerAccount.objects.get_or_create(
        court=case.court,
        case=case,
        kind=LedgerKind.CASE,
        defaults={"number": _number(case)},
    )
    return account


def move(
    kind: MovementKind,
    lines: Mapping[LedgerAccount, Decimal],
    *,
    event: Event,
    text: str,
    case: Case | None = None,
    document: Document | None = None,
) -> Movement:
    """Write one movement in the caller's transaction: debits positive, credits negative, in yuan.

    :raises ValueError: if it does not balance, moves nothing, or is finer than one fen
    :raises RuntimeError: if a case's account would be overdrawn
    """
    fen = {account: money.fen(amount) for account, amount in lines.items()}
    debits, rest = sum(one for one in fen.values() if one > 0), sum(fen.values())
    if debits == 0 or rest != 0 or 0 in fen.values():
        raise ValueError(f"{text}: {fen} does not balance")
    _refuse_overdraft(fen)
    (court,) = {account.court for account in fen}
    movement = Movement.objects.create(
        court=court,
        case=case,
        kind=kind,
        fen=debits,
        event=event,
        document=document,
        text=text,
        at=event.at,
    )
    Posting.objects.bulk_create(
        Posting(movement=movement, account=account, fen=one) for account, one in fen.items()
    )
    return movement


def _refuse_overdraft(fen: Mapping[LedgerAccount, int]) -> None:
    """Let nobody take out of an account that owes the money more than it owes.

    Whoever moves money of a case holds the lock of what the money is for.
    """
    for account, one in fen.items():
        if one > 0 and account.kind != LedgerKind.BANK and money.fen(balance_of(account)) < one:
            raise RuntimeError(f"{account}: {one} fen are more than there are")


def _number(case: Case) -> str:
    """Return the account number of a case: court, year, case, and a check digit."""
    court = "".join(one for one in case.court.code if one.isdecimal())
    return codes.with_luhn(f"{court}{case.year}{case.pk:0{_DIGITS}d}")
