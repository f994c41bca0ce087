"""Fees and payments in every state a page shows, for the addresses of money."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from tests.cast import AT, Cast
from tests.money import books, reliefs
from tests.money.build import FEE, SERVED, Owed, held, keeper, owed, proposed
from yunting.core.actor import Actor
from yunting.core.models import Division, Post
from yunting.core.roles import Role
from yunting.filing.services import assignment
from yunting.money.models import Book, Difference, FeeNotice, JudicialRelief, Payment

LONG_PAYER = "舟山市定海区金塘北部开发建设螺杆塑料机械制造及进出口贸易股份有限公司第三分公司"


@dataclass(frozen=True, slots=True)
class Money:
    """Of 张's cases; 周 keeps the books beside the filing division."""

    due: FeeNotice
    ordered: FeeNotice
    paid: FeeNotice
    matched: Payment
    held: Payment
    proposed: Payment
    agrees: Book
    differs: Book
    difference: Difference
    relief: JudicialRelief
    drawn_up: JudicialRelief
    refused: JudicialRelief


def build(cast: Cast) -> Money:
    """Make them now."""
    office = Division.objects.get(court=cast.court, name="立案庭")
    Post.objects.create(account=cast.zhou, division=office, role=Role.FINANCE, since=AT)
    due, ordered, paid = (owed(cast, served=SERVED) for _ in range(3))
    FeeNotice.objects.filter(pk=ordered.notice.pk).update(link="http://127.0.0.1:8030/pay/K7QM2XWA")
    matched = paid.pays("1", payer=LONG_PAYER)
    wrong = held(ordered, "2")
    asked = proposed(_another(cast), keeper(cast))
    return Money(
        due.fresh(),
        ordered.fresh(),
        paid.fresh(),
        matched,
        wrong,
        asked,
        *_books(ordered),
        *_reliefs(cast),
    )


def _reliefs(cast: Cast) -> tuple[JudicialRelief, JudicialRelief, JudicialRelief]:
    """Return an application that waits, one whose decision waits to be signed, one refused."""
    stages = [owed(cast, served=SERVED) for _ in range(3)]
    for told in stages:
        assignment.assign(told.notice.case, by=Actor.court(), at=AT)
    at_length = replace(reliefs.ASKED, reason=reliefs.POOR * 20)
    held = [reliefs.ask(told, at_length) for told in stages]
    reliefs.draw_up(stages[1], held[1], reliefs.HALF)
    refused = reliefs.decide(stages[2], held[2], reliefs.NO)
    return held[0], held[1], refused


def _books(told: Owed) -> tuple[Book, Book, Difference]:
    """Return a day on which the books agree, the next on which they differ, and in what."""
    rows = [books.row_of(one) for one in Payment.objects.order_by("id")]
    agrees = books.tell(books.asked(told), *rows)
    at = books.NEXT_MORNING + timedelta(days=1)
    late = [books.strange(told, serial=f"20260303{n}", payer=LONG_PAYER) for n in range(3)]
    differs = books.tell(books.asked(told, at=at), *late, late[0], at=at)
    return agrees, differs, Difference.objects.filter(book=differs).order_by("id")[0]


def _another(cast: Cast) -> Owed:
    """Return a fee somebody else pays the wrong amount for."""
    told = owed(cast)
    told.pays("3", payer=LONG_PAYER, amount=FEE * 1000)
    return told
