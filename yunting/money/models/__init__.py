"""The tables of money."""

from yunting.money.models.book import (
    Book,
    BookRow,
    BookState,
    Difference,
    DifferenceKind,
    DifferenceState,
)
from yunting.money.models.fee import FeeNotice, FeeState
from yunting.money.models.ledger import LedgerAccount, LedgerKind, Movement, MovementKind, Posting
from yunting.money.models.payment import HANDLES_MONEY, Method, Payment, PaymentState, Why
from yunting.money.models.relief import JudicialRelief, ReliefKind, ReliefState

__all__ = [
    "HANDLES_MONEY",
    "Book",
    "BookRow",
    "BookState",
    "Difference",
    "DifferenceKind",
    "DifferenceState",
    "FeeNotice",
    "FeeState",
    "JudicialRelief",
    "LedgerAccount",
    "LedgerKind",
    "Method",
    "Movement",
    "MovementKind",
    "Payment",
    "PaymentState",
    "Posting",
    "ReliefKind",
    "ReliefState",
    "Why",
]
