"""Read the ledger: what an account holds, and its lines with the sum after each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Sum, Window
from django.db.models.functions import Coalesce

from yunting.core.models import Document
from yunting.lib import money
from yunting.money.models import LedgerAccount, LedgerKind, Posting


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an account in yuan; `balance` is what it holds after it."""

    at: datetime
    text: str
    kind: str
    came: Decimal
    went: Decimal
    balance: Decimal
    document: Document | None
    event: int


def balance_of(account: LedgerAccount) -> Decimal:
    """Return what an account holds, in yuan: the bank's its debits, any other its credits."""
    total = Posting.objects.filter(account=account).aggregate(fen=Coalesce(Sum("fen"), 0))["fen"]
    return money.yuan(_sign(account) * total)


def lines_of(account: LedgerAccount, *, most: int) -> list[Line]:
    """Return the newest lines of an account, the newest first; one query."""
    rows = Posting.objects.filter(account=account).select_related("movement__document")
    so_far = Window(Sum("fen"), order_by="id")
    sign = _sign(account)
    return [
        Line(
            at=row.movement.at,
            text=row.movement.text,
            kind=row.movement.get_kind_display(),
            came=money.yuan(max(sign * row.fen, 0)),
            went=money.yuan(max(-sign * row.fen, 0)),
            balance=money.yuan(sign * row.so_far),
            document=row.movement.document,
            event=row.movement.event_id,
        )
        for row in rows.annotate(so_far=so_far).order_by("-id")[:most]
    ]


def _sign(account: LedgerAccount) -> int:
    return 1 if account.kind == LedgerKind.BANK else -1
