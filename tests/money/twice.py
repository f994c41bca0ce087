"""Every act of money as its page sends it, for the double click of tests/web/test_twice.py."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from tests.delivery.twice import Click, Way
from tests.web.world import World

FEE, PAYMENT = "money.FeeNotice", "money.Payment"


def act(name: str, which: str, **typed: Any) -> Way:
    """Return an act on a payment, a day's book or a difference."""

    def way(world: World) -> Click:
        return Click("zhou", reverse(f"money:{name}", args=[getattr(world.money, which).pk]), typed)

    return way


WAYS: dict[tuple[str, str], Way] = {
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
