"""Read what came, and the accounts of the ledger, for those who keep the books."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet, Sum

from yunting.core.models import Account, Court
from yunting.lib import money
from yunting.lib.errors import NotVisible
from yunting.money.models import LedgerAccount, LedgerKind, Payment, Posting


@dataclass(frozen=True, slots=True)
class Balances:
    """What lies in the bank and whom it is owed to, in yuan; the first is the sum of the others."""

    bank: Decimal
    cases: Decimal
    held: Decimal


def payments_of(account: Account) -> QuerySet[Payment]:
    """Return every payment of the court whose money the account handles; one query when read."""
    return Payment.objects.visible_to(account).select_related("case")


def balances_of(court: Court) -> Balances:
    """Return how the court's books stand now; one query."""
    rows = Posting.objects.filter(account__court=court).values_list("account__kind")
    fen = dict(rows.annotate(fen=Sum("fen")))
    return Balances(
        bank=money.yuan(fen.get(LedgerKind.BANK, 0)),
        cases=money.yuan(-fen.get(LedgerKind.CASE, 0)),
        held=money.yuan(-fen.get(LedgerKind.HELD, 0)),
    )


def account_by_number(number: str, *, court: Court) -> LedgerAccount:
    """Return the account of a case by its number; one query.

    :raises NotVisible: if the court has none such
    """
    rows = LedgerAccount.objects.filter(court=court, number=number).exclude(number="")
    found = rows.select_related("case").first()
    if found is None:
        raise NotVisible
    return found
