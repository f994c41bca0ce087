"""The tables of money."""

from yunting.money.models.ledger import LedgerAccount, LedgerKind, Movement, MovementKind, Posting

__all__ = ["LedgerAccount", "LedgerKind", "Movement", "MovementKind", "Posting"]
