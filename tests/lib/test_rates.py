"""Rates as people type them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunting.lib import rates
from yunting.lib.numerals import NotANumeral
from yunting.lib.rates import NotARate


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("0.05", "0.05"),
        ("0.05%", "0.05"),
        ("０．０５％", "0.05"),
        ("万分之五", "0.05"),
        ("万分之5", "0.05"),
        ("千分之一", "0.1"),
        ("3‰", "0.3"),
        ("百分之二十", "20"),
        ("30", "30"),
    ],
)
def test_reads_what_people_type(typed: str, stored: str) -> None:
    assert rates.plain(rates.parse(typed)) == stored


@pytest.mark.parametrize("typed", ["", "-1", "五", "百分之5%", "abc", "1e3", "9" * 9])
def test_refuses_what_is_no_rate(typed: str) -> None:
    with pytest.raises((NotARate, NotANumeral)):
        rates.parse(typed)


@given(st.decimals(min_value=0, max_value=1000, places=4))
def test_reads_back_what_it_shows(rate: Decimal) -> None:
    assert rates.parse(rates.show(rate)) == rate
    assert rates.parse(rates.plain(rate)) == rate
