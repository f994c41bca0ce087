"""Amounts in capitals and article numbers, there and back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunting.lib import numerals
from yunting.lib.numerals import NotANumeral

FEN = st.integers(min_value=0, max_value=10**15 - 1).map(lambda fen: Decimal(fen) / 100)


@pytest.mark.parametrize(
    ("amount", "spelt"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角"),
        ("10", "壹拾元整"),
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("12300", "壹万贰仟叁佰元整"),
        ("100005000", "壹亿零伍仟元整"),
        ("10000000000", "壹佰亿元整"),
        ("1000000000001", "壹万亿零壹元整"),
        ("286431.50", "贰拾捌万陆仟肆佰叁拾壹元伍角"),
        ("9999999999999.99", "玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_spells_an_amount_in_capitals(amount: str, spelt: str) -> None:
    assert numerals.capitals(Decimal(amount)) == spelt


@given(FEN)
def test_reads_back_what_it_spells(amount: Decimal) -> None:
    assert numerals.amount_of(numerals.capitals(amount)) == amount


@given(st.integers(min_value=0, max_value=10**13 - 1))
def test_counts_there_and_back(number: int) -> None:
    assert numerals.number_of(numerals.count(number)) == number


@pytest.mark.parametrize(
    ("number", "spelt"),
    [(10, "十"), (15, "十五"), (64, "六十四"), (110, "一百一十"), (1067, "一千零六十七")],
)
def test_counts_articles(number: int, spelt: str) -> None:
    assert numerals.count(number) == spelt


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("人民币壹万贰仟叁佰圆正", "12300"),
        ("一万二千三百元", "12300"),
        ("两万元", "20000"),
        ("拾伍元", "15"),
        ("三角", "0.3"),
        ("壹萬貳仟元整".replace("貳", "贰"), "12000"),
        ("壹拾万柒仟元零伍角叁分", "107000.53"),
    ],
)
def test_reads_what_people_write(typed: str, amount: str) -> None:
    assert numerals.amount_of(typed) == Decimal(amount)


@pytest.mark.parametrize(
    "typed", ["", "壹壹元", "万元", "元整", "壹亿亿元", "拾佰元", "一万零元", "壹元贰", "整"]
)
def test_refuses_what_is_no_numeral(typed: str) -> None:
    with pytest.raises(NotANumeral):
        numerals.amount_of(typed)


@pytest.mark.parametrize("typed", ["一万二", "三千五", "壹万贰元"])
def test_refuses_what_reads_two_ways(typed: str) -> None:
    with pytest.raises(NotANumeral, match="两种读法"):
        numerals.amount_of(typed)


@pytest.mark.parametrize("amount", ["-1", "0.001", "10000000000000"])
def test_spells_no_impossible_amount(amount: str) -> None:
    with pytest.raises(ValueError, match="no amount"):
        numerals.capitals(Decimal(amount))


@given(st.text(alphabet="零一二三十百千万亿元角分整", max_size=14))
def test_never_fails_but_by_saying_so(typed: str) -> None:
    try:
        amount = numerals.amount_of(typed)
    except NotANumeral:
        return
    assert amount >= 0
