"""How fees and the court's books are called by programs."""

from __future__ import annotations

from collections.abc import Callable

from tests.money import books, reliefs
from tests.money.build import FEE, LINES, Owed, keeper, proposed
from tests.project.api_recipe import OF_ONE_SIDE, ONE_S_OWN, Recipe
from tests.project.api_world import World
from yunting.core.actor import Actor
from yunting.core.models import Division, Post
from yunting.core.roles import Role
from yunting.lib import clock
from yunting.money.models import Book, Difference, FeeNotice
from yunting.money.services import fees


def owed(world: World) -> Owed:
    """Return the fee of the dispute, with its way to pay, made when an operation needs it."""
    at = clock.now()
    notice = fees.notify(world.case, amount=FEE, lines=LINES, basis="x", by=Actor.court(), at=at)
    assert notice is not None
    FeeNotice.objects.filter(pk=notice.pk).update(link="https://bank.example/pay/K7QM")
    division = Division.objects.get(court=world.cast.court, name="立案庭")
    Post.objects.get_or_create(
        account=world.cast.sun, division=division, role=Role.FINANCE, defaults={"since": at}
    )
    return Owed(world.cast, notice)


def fee(world: World) -> dict[str, object]:
    return {"pk": owed(world).notice.pk}


def payment(state: str) -> Callable[[World], dict[str, object]]:
    """Return a payment that came, held or proposed to go back."""

    def path(world: World) -> dict[str, object]:
        told = owed(world)
        if state == "proposed":
            return {"pk": proposed(told, keeper(world.cast)).pk}
        amount = FEE if state == "matched" else FEE + 1
        return {"pk": told.pays(at=clock.now(), amount=amount).pk}

    return path


def differing(world: World) -> Book:
    """Return a day on which the bank has a payment the court lacks."""
    told = owed(world)
    asked = books.asked(told, at=books.morning_after(clock.now()))
    return books.tell(asked, books.strange(told))


def book(world: World) -> dict[str, object]:
    return {"pk": differing(world).pk}


def difference(world: World) -> dict[str, object]:
    return {"pk": Difference.objects.get(book=differing(world)).pk}


def account(world: World) -> dict[str, object]:
    return {"number": owed(world).notice.account.number}


def applied(world: World) -> dict[str, object]:
    return {"pk": reliefs.ask(owed(world), at=clock.now()).pk}


RELIEF = {"ground": "minimum_allowance", "reason": "只有低保金。", "confirmed": True}
DECISION = {"outcome": "exempt", "reasons": "属实"}
BOOKS = (401, 404, 404, 200)
REASON = {"reason": "金额不符"}
MONEY = {
    "GET /fees": Recipe(ONE_S_OWN),
    "GET /fees/{pk}": Recipe(OF_ONE_SIDE, fee),
    "POST /fees/{pk}/order": Recipe(OF_ONE_SIDE, fee),
    "POST /fees/{pk}/relief": Recipe((401, 404, 404, 409), fee, body=RELIEF),
    "GET /reliefs/{pk}": Recipe(OF_ONE_SIDE, applied),
    "POST /reliefs/{pk}/withdraw": Recipe(OF_ONE_SIDE, applied),
    # Nobody here is this case's judge: see tests/money/test_relief_views.py.
    "POST /court/reliefs/{pk}/decide": Recipe((401, 404, 404, 404), applied, body=DECISION),
    "GET /court/payments": Recipe((401, 404, 404, 404), right="court"),
    "GET /court/payments/{pk}": Recipe(BOOKS, payment("matched"), right="court"),
    "POST /court/payments/{pk}/propose": Recipe(BOOKS, payment("held"), body=REASON, right="court"),
    "POST /court/payments/{pk}/confirm": Recipe(BOOKS, payment("proposed"), right="court"),
    "POST /court/payments/{pk}/decline": Recipe(
        BOOKS, payment("proposed"), body=REASON, right="court"
    ),
    "GET /court/books": Recipe((401, 404, 404, 404), right="court"),
    "GET /court/books/{pk}": Recipe(BOOKS, book, right="court"),
    "POST /court/books/{pk}/again": Recipe(BOOKS, book, right="court"),
    "POST /court/differences/{pk}/take-in": Recipe(BOOKS, difference, right="court"),
    "POST /court/differences/{pk}/explain": Recipe(BOOKS, difference, body=REASON, right="court"),
    "GET /court/ledger/{number}": Recipe(BOOKS, account, right="court"),
}
