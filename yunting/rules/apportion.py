"""Divide an amount of money by weights, to the fen, so that the parts make the whole."""

from decimal import Decimal
from fractions import Fraction

from yunting.rules.amount import FEN


def by_weight(amount: Decimal, weights: tuple[Decimal | Fraction, ...]) -> tuple[Decimal, ...]:
    """Return each weight's part in yuan, in the order given. B0.3-money.

    Rounded down; the fen left over go one each to the largest remainders, among equal ones to
    the larger weight, then the earlier. Weights that make nothing take nothing.
    """
    exact_weights = [Fraction(weight) for weight in weights]
    total = sum(exact_weights, Fraction(0))
    if total == 0:
        return tuple(Decimal(0) for _ in weights)
    fen = int(amount / FEN)
    exact = [weight / total * fen for weight in exact_weights]
    whole = [int(part) for part in exact]
    order = sorted(range(len(exact)), key=lambda n: (whole[n] - exact[n], -exact_weights[n], n))
    for place in order[: fen - sum(whole)]:
        whole[place] += 1
    return tuple(part * FEN for part in whole)
