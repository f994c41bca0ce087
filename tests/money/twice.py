"""Every act of money as its page sends it, for the double click of tests/web/test_twice.py."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from tests.core import samples
from tests.core.bringing import uploaded
from tests.delivery.twice import Click, Way
from tests.web.world import World
from yunting.money.selectors import relief
from yunting.ui.uploads import TOKENS

FEE, PAYMENT, RELIEF = "money.FeeNotice", "money.Payment", "money.JudicialRelief"


def act(name: str, which: str, **typed: Any) -> Way:
    """Return an act on a payment, a day's book or a difference."""

    def way(world: World) -> Click:
        return Click("zhou", reverse(f"money:{name}", args=[getattr(world.money, which).pk]), typed)

    return way


def ask(world: World) -> Click:
    """Return the application for relief from a fee, with its proof."""
    fee = world.money.due
    proof = uploaded(world.cast.zhang, fee.matter, samples.pdf(), "低保证.pdf")
    typed = {"ground": "minimum_allowance", "reason": "只有低保金。", "confirmed": "on"}
    address = reverse("money:relief-ask", args=[fee.pk])
    return Click("zhang", address, {**typed, TOKENS: proof.token})


def withdraw(world: World) -> Click:
    """Return the taking back of one."""
    return Click("zhang", reverse("money:relief-withdraw", args=[world.money.relief.pk]))


def signed(world: World) -> Click:
    """Return the signing of the decision that waits."""
    paper = relief.paper_on(world.money.drawn_up)
    assert paper is not None
    typed = {"read": "on", "seen": paper.context_sha256}
    return Click("wang", reverse("web:sign", args=[paper.code]), typed)


WAYS: dict[tuple[str, str], Way] = {
    (RELIEF, "ask"): ask,
    (RELIEF, "withdraw"): withdraw,
    (RELIEF, "grant"): signed,
    (PAYMENT, "propose"): act("propose", "held", reason="金额不符"),
    (PAYMENT, "confirm"): act("confirm", "proposed"),
    (PAYMENT, "decline"): act("decline", "proposed", reason="先问付款人"),
    ("money.Book", "ask-again"): act("book-again", "differs"),
    ("money.Difference", "take-in"): act("take-in", "difference"),
    ("money.Difference", "explain"): act("explain", "difference", reason="银行冲正"),
}
BY_RULE = {
    # The bank is asked outside the act, and the same fee always has the same order.
    (FEE, "order"): "tests/money/test_fees.py",
    **{
        (FEE, name): "tests/money/test_fees.py"
        for name in ("notify", "begin", "end", "remind", "lapse", "close")
    },
    **{(FEE, name): "tests/money/test_relief.py" for name in ("reduce", "defer")},
    (RELIEF, "drop"): "tests/money/test_relief.py",
    # Signed like the one that grants.
    (RELIEF, "refuse"): "tests/money/test_relief.py",
    (FEE, "pay"): "tests/money/test_payments.py",
    **{
        (PAYMENT, name): "tests/money/test_payments.py"
        for name in ("take", "hold", "give-back", "fail")
    },
    **{
        ("money.Book", name): "tests/money/test_books.py"
        for name in ("ask", "agree", "differ", "settle")
    },
    **{("money.Difference", name): "tests/money/test_books.py" for name in ("find", "vanish")},
    ("core.Case", "deem-withdrawn"): "tests/money/test_flow.py",
}
