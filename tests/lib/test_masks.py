"""What those see who need not see all of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunting.lib import masks


def test_default_masks() -> None:
    assert masks.identity_number("330902194912311234") == "330902********1234"
    assert masks.phone_number("13800001234") == "138****1234"
    assert masks.phone_number("0580-2026000") == "0580-202****"
    assert masks.bank_account("6222 0000 1111 2222 1234"[:19]) == "6222 **** **** 2222"
    assert masks.email("abc@x.cn") == "a***@x.cn"
    assert masks.plate("浙L12312") == "浙L***12"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("浙江省舟山市定海区解放东路1号", "浙江省舟山市定海区***"),
        ("上海市浦东新区张杨路1号", "上海市浦东新区***"),
        ("舟山市岱山县高亭镇1号", "舟山市岱山县***"),
        ("解放东路1号", "***"),
    ],
)
def test_shows_an_address_to_the_county(address: str, shown: str) -> None:
    assert masks.address(address) == shown


@given(st.text(min_size=0, max_size=30))
def test_never_shows_the_whole(number: str) -> None:
    for mask in (masks.identity_number, masks.phone_number, masks.bank_account, masks.plate):
        assert "*" in mask(number) or not number
