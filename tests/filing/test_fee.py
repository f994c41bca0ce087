"""The fee a case is asked for: the whole, or half in summary procedure, with its arithmetic."""

from datetime import date
from decimal import Decimal

import pytest

from yunting.filing.selectors import law

ON = date(2026, 3, 2)
CLAIMED = Decimal("286431.50")


class TestFeeOf:
    @pytest.mark.parametrize(
        ("procedure", "fee"),
        [
            ("", "5596.47"),
            ("ordinary", "5596.47"),
            ("summary", "2798.24"),
            ("small_claims", "2798.24"),
        ],
    )
    def test_is_half_in_summary_procedure_and_small_claims(self, procedure: str, fee: str) -> None:
        assert law.fee_of(CLAIMED, on=ON, procedure=procedure).value == Decimal(fee)

    def test_shows_the_whole_and_the_half_with_both_articles(self) -> None:
        found = law.fee_of(CLAIMED, on=ON, procedure="summary")

        assert sum(step.amount for step in found.steps if not step.replaces) == Decimal("5596.4725")
        assert found.steps[-1].replaces
        assert "第十三条" in "".join(map(str, found.basis))
        assert "第十六条" in "".join(map(str, found.basis))

    @pytest.mark.parametrize("amount", [None, Decimal(0)])
    def test_without_money_is_half_of_the_fixed_sum(self, amount: Decimal | None) -> None:
        whole = law.fee_of(amount, on=ON).value

        assert law.fee_of(amount, on=ON, procedure="summary").value * 2 == whole
