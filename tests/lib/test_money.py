"""Amounts as people type them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunting.lib import money, numerals
from yunting.lib.money import NotAnAmount

FEN = st.integers(min_value=0, max_value=10**15 - 1).map(lambda fen: Decimal(fen) / 100)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("286431.5", "286431.50"),
        ("２８６，４３１．５０", "286431.50"),
        ("¥1,234.00元", "1234.00"),
        ("￥ 87,656,400.00", "87656400.00"),
        ("1 234 567", "1234567.00"),
        ("1.2万", "12000.00"),
        ("1.23456万元", "12345.60"),
        ("3亿", "300000000.00"),
        ("99999亿", "9999900000000.00"),
        ("5百万", "5000000.00"),
        ("5千元", "5000.00"),
        ("壹万贰仟叁佰元整", "12300.00"),
        ("人民币伍元零贰分", "5.02"),
        ("一万二千", "12000.00"),
        ("0", "0.00"),
        (".5", "0.50"),
        ("007", "7.00"),
        ("9999999999999.99", "9999999999999.99"),
    ],
)
def test_reads_what_people_type(typed: str, amount: str) -> None:
    assert str(money.parse(typed)) == amount


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "还没有填写金额"),
        ("   ", "还没有填写金额"),
        ("-5", "不能是负数"),
        ("－５", "不能是负数"),
        ("负五元", "不能是负数"),
        ("1.234", "最多写到分"),
        ("1.500", "最多写到分"),
        ("1.2345678万", "最多写到分"),
        ("1e5", "科学记数法"),
        ("1.5E+3", "科学记数法"),
        ("1,23", "逗号的位置不对"),
        ("12,3456.00", "逗号的位置不对"),
        (",123", "看不懂"),
        ("1,234 567", "逗号的位置不对"),
        ("10000000000000", "金额太大"),
        ("十万亿", "金额太大"),
        ("一万二", "两种读法"),
        ("大约三万", "看不懂"),
        ("3万5", "看不懂"),
        ("1.2.3", "看不懂"),
        ("٣", "看不懂"),
        ("NaN", "看不懂"),
        ("9" * 10_000, "10,000个"),
        ("12\x0034", "看不懂"),
    ],
)
def test_says_in_a_sentence_why_not(typed: str, says: str) -> None:
    with pytest.raises(NotAnAmount, match=says) as caught:
        money.parse(typed)
    assert caught.value.message.endswith("。")
    assert caught.value.remedy.endswith("。")
    assert caught.value.sentence.isprintable()


@given(FEN)
def test_reads_back_every_way_it_writes(amount: Decimal) -> None:
    for written in (money.show(amount), money.plain(amount), numerals.capitals(amount)):
        assert money.parse(written) == amount


@given(st.text(max_size=40))
def test_never_fails_but_by_saying_so(typed: str) -> None:
    try:
        amount = money.parse(typed)
    except NotAnAmount:
        return
    assert 0 <= amount <= money.LARGEST


def test_shows_thousands_and_capitals() -> None:
    assert money.show(Decimal("87656400")) == "¥87,656,400.00"
    assert money.show(Decimal("-5")) == "-¥5.00"
    assert money.aloud(Decimal("-12300.50")) == "负壹万贰仟叁佰元伍角"
    assert money.aloud(Decimal(10) ** 20) == "100000000000000000000.00元"
    assert money.spoken(Decimal("12300")) == "¥12,300.00（壹万贰仟叁佰元整）"
