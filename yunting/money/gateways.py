"""The payment neighbour: an order anybody can pay, money that goes back, the book of a day."""

from __future__ import annotations

from dataclasses import dataclass

from yunting.core import gateways, outbox
from yunting.core.models import Matter, OutboxMessage
from yunting.lib import money
from yunting.money.models import Book, FeeNotice, Payment

PAYMENT = "payment"


@dataclass(frozen=True, slots=True)
class Order:
    """Where the bank takes a payment."""

    reference: str
    link: str


def order(notice: FeeNotice) -> Order:
    """Ask for the order of a fee; the same fee always has the same. Call it outside an act.

    :raises NeighbourSilent: if the bank does not answer
    :raises NeighbourUnwilling: if it refuses
    """
    told = {
        "reference": notice.reference,
        "account": notice.account.number,
        "amount": money.plain(notice.amount),
        # No names: whoever is asked to pay for somebody learns nothing of the dispute.
        "title": f"{notice.matter.court.name}案件受理费",
    }
    key = f"order:{notice.reference}"
    answer = gateways.ask(PAYMENT, "payment.order", told, key=key, matter=notice.matter)
    return Order(str(answer["reference"]), str(answer["link"]))


def send_back(payment: Payment, *, matter: Matter | None) -> OutboxMessage:
    """Queue that a payment goes back where it came from, in the caller's transaction."""
    told = {
        "reference": payment.back_reference,
        "serial": payment.serial,
        "amount": money.plain(payment.amount),
        "reason": payment.get_why_display(),
    }
    key = f"return:{payment.back_reference}"
    return outbox.send(PAYMENT, "payment.return", told, key=key, matter=matter)


def ask_for_book(book: Book) -> OutboxMessage:
    """Queue the question for the bank's rows of a day that it has not told yet."""
    told = {"day": f"{book.day}", "reference": book.reference, "start": f"{book.told}"}
    return outbox.send(PAYMENT, "payment.book", told, key=f"book:{book.reference}:{book.told}")
