"""A fee, relief from it, a payment, a day's book in each state, made by the court's own acts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.cast import AT, Cast, acting
from tests.money import books, reliefs
from tests.money.build import SERVED, held, keeper, owed, proposed
from yunting.core import lapses
from yunting.core.actor import Actor
from yunting.core.roles import Role
from yunting.money.models import (
    Book,
    BookState,
    Difference,
    DifferenceState,
    FeeNotice,
    FeeState,
    JudicialRelief,
    Payment,
    PaymentState,
    ReliefState,
)
from yunting.money.services import fees, returns


def _paid(cast: Cast) -> FeeNotice:
    told = owed(cast)
    told.pays()
    return told.fresh()


def _lapsed(cast: Cast) -> FeeNotice:
    told = owed(cast, served=SERVED)
    lapses.lapse_all(at=AT + timedelta(days=30))
    return told.fresh()


def _closed(cast: Cast) -> FeeNotice:
    return fees.close(owed(cast).notice, reason="案件已移送", by=Actor.court(), at=AT)


def _proposed(cast: Cast) -> Payment:
    return proposed(owed(cast), keeper(cast))


def _returning(cast: Cast) -> Payment:
    president = keeper(cast, "赵舟", Role.PRESIDENT)
    return returns.confirm(_proposed(cast), by=acting(president), at=AT)


def _returned(cast: Cast) -> Payment:
    reference = _returning(cast).back_reference
    return returns.settle(reference, is_done=True, back_serial="9", reason="", at=AT)


FEES: dict[str, Callable[[Cast], FeeNotice]] = {
    FeeState.DUE: lambda cast: owed(cast).fresh(),
    FeeState.PAID: _paid,
    FeeState.LAPSED: _lapsed,
    FeeState.CLOSED: _closed,
}
PAYMENTS: dict[str, Callable[[Cast], Payment]] = {
    PaymentState.MATCHED: lambda cast: owed(cast).pays(),
    PaymentState.HELD: lambda cast: held(owed(cast)),
    PaymentState.PROPOSED: _proposed,
    PaymentState.RETURNING: _returning,
    PaymentState.RETURNED: _returned,
}
BOOKS: dict[str, Callable[[Cast], Book]] = {
    BookState.ASKED: lambda cast: books.asked(owed(cast)),
    BookState.AGREES: books.agreeing,
    BookState.DIFFERS: books.differing,
    BookState.SETTLED: lambda cast: Book.objects.get(pk=books.explained(cast).book_id),
}
DIFFERENCES: dict[str, Callable[[Cast], Difference]] = {
    DifferenceState.OPEN: lambda cast: books.the(books.differing(cast)),
    DifferenceState.TAKEN: books.taken,
    DifferenceState.EXPLAINED: books.explained,
    DifferenceState.GONE: books.gone,
}
RELIEFS: dict[str, Callable[[Cast], JudicialRelief]] = {
    ReliefState.ASKED: reliefs.asked,
    ReliefState.GRANTED: lambda cast: reliefs.decided(cast, reliefs.HALF),
    ReliefState.REFUSED: lambda cast: reliefs.decided(cast, reliefs.NO),
    ReliefState.WITHDRAWN: reliefs.withdrawn,
    ReliefState.DROPPED: reliefs.dropped,
}
SUBJECTS: dict[str, dict[str, Callable[[Cast], Any]]] = {
    "money.FeeNotice": dict(FEES),
    "money.JudicialRelief": dict(RELIEFS),
    "money.Payment": dict(PAYMENTS),
    "money.Book": dict(BOOKS),
    "money.Difference": dict(DIFFERENCES),
}
