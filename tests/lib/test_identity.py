"""Numbers that name a person or a firm say which character is wrong."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from yunting.lib import identity
from yunting.lib.identity import BadCreditCode, BadIdentityNumber, BadPhoneNumber

ON = date(2026, 3, 2)
BIRTHS = st.dates(date(1900, 1, 1), ON)
NUMBERS = st.builds(
    lambda region, born, order: f"{region}{born:%Y%m%d}{order:03}",
    st.sampled_from(["330902", "310115", "110101", "830000"]),
    BIRTHS,
    st.integers(0, 999),
).map(lambda digits: digits + identity.resident_check(digits))
CREDIT_CODES = st.builds(
    lambda head, body: head + body + identity.organisation_check(body),
    st.sampled_from(["91310115", "91330902", "12330900"]),
    st.text(alphabet="0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=8, max_size=8),
).map(lambda code: code + identity.credit_check(code))


class TestResidentIdentity:
    def test_reads_birth_date_and_sex(self) -> None:
        found = identity.resident_identity("11010519491231002X", on=ON)

        assert found.birth_date == date(1949, 12, 31)
        assert not found.is_male

    def test_takes_full_width_digits_a_small_x_and_spaces(self) -> None:
        typed = " １１０１０５ 19491231 002ｘ "
        assert identity.resident_identity(typed, on=ON).number == "11010519491231002X"

    @given(NUMBERS)
    def test_takes_every_number_with_its_check(self, number: str) -> None:
        assert identity.resident_identity(number, on=ON).number == number

    @given(NUMBERS, st.integers(0, 16), st.sampled_from("0123456789"))
    def test_finds_every_single_wrong_digit(self, number: str, place: int, digit: str) -> None:
        assume(number[place] != digit)
        wrong = number[:place] + digit + number[place + 1 :]

        with pytest.raises(BadIdentityNumber):
            identity.resident_identity(wrong, on=ON)

    @pytest.mark.parametrize(
        ("typed", "says", "position"),
        [
            ("110105194912310021", "第18位对不上：按前17位推算应是X，您填的是1", 18),
            ("1101051949123100", "应是18位，您写了16位", 17),
            ("1101051949123100211", "应是18位，您写了19位", 19),
            ("110105491231002", "15位的旧号码", None),
            ("11010519491231I02X", "第15位“I”不是数字", 15),
            ("X10105194912310021", "第1位“X”不是数字", 1),
            ("99010519491231002X", "第1到2位“99”不是任何省份", 1),
            ("11010517491231002X", "第7到10位“1749”", 7),
            ("11010519491331002X", "第11到12位“13”", 11),
            ("11010519490230002X", "第13到14位“30”", 13),
            ("11010520261231002X", "还没有到的日子", 7),
            ("", "您写了0位", 1),
            ("1" * 10_000, "应是18位", 19),
        ],
    )
    def test_says_which_character(self, typed: str, says: str, position: int | None) -> None:
        with pytest.raises(BadIdentityNumber, match=says) as caught:
            identity.resident_identity(typed, on=ON)
        assert caught.value.position == position

    @given(NUMBERS, st.integers(1, 40_000))
    def test_is_refused_before_its_birth(self, number: str, days: int) -> None:
        born = identity.resident_identity(number, on=ON).birth_date
        with pytest.raises(BadIdentityNumber):
            identity.resident_identity(number, on=born - timedelta(days))


class TestCreditCode:
    def test_takes_a_known_code_in_any_dress(self) -> None:
        assert identity.credit_code("91350100m000100y43") == "91350100M000100Y43"
        assert identity.credit_code("９１３５０１００ M000100Y43") == "91350100M000100Y43"

    @given(CREDIT_CODES)
    def test_takes_every_code_with_its_check(self, code: str) -> None:
        assert identity.credit_code(code) == code

    @given(CREDIT_CODES, st.integers(0, 17), st.sampled_from(identity.CREDIT_ALPHABET))
    def test_finds_every_single_wrong_character(self, code: str, place: int, char: str) -> None:
        assume(code[place] != char)

        with pytest.raises(BadCreditCode):
            identity.credit_code(code[:place] + char + code[place + 1 :])

    @pytest.mark.parametrize(
        ("typed", "says", "position"),
        [
            ("91350100M000100Y44", "第18位对不上：按前17位推算应是3，您填的是4", 18),
            ("91350100M000109Y43", "第9到17位里有一位抄错了", 9),
            ("9135010OM000100Y43", "第8位“O”不会出现.*可能是0", 8),
            ("9I350100M000100Y43", "第2位“I”不会出现.*可能是1", 2),
            ("91350100船000100Y43", "第9位“船”不会出现", 9),
            ("91350100M000100Y4", "应是18位，您写了17位", 18),
        ],
    )
    def test_says_which_character(self, typed: str, says: str, position: int) -> None:
        with pytest.raises(BadCreditCode, match=says) as caught:
            identity.credit_code(typed)
        assert caught.value.position == position


class TestPhoneNumber:
    @pytest.mark.parametrize(
        "typed", ["13800001234", "+86 138 0000 1234", "１３８-００００-１２３４", "008613800001234"]
    )
    def test_takes_a_mobile_in_any_dress(self, typed: str) -> None:
        assert identity.mobile_number(typed) == "13800001234"

    @pytest.mark.parametrize(
        ("typed", "number"),
        [
            ("0580 2026000", "0580-2026000"),
            ("（021）58000000", "021-58000000"),
            ("010-88880000", "010-88880000"),
            ("400-820-0000", "4008200000"),
            ("13800001234", "13800001234"),
        ],
    )
    def test_takes_a_landline(self, typed: str, number: str) -> None:
        assert identity.phone_number(typed) == number
        assert identity.phone_number(number) == number

    @pytest.mark.parametrize(
        ("typed", "says"),
        [
            ("1380000123", "11位，您写了10位"),
            ("12800001234", "不是手机号"),
            ("1380000I234", "不是手机号"),
            ("", "不是手机号"),
        ],
    )
    def test_refuses_what_is_no_mobile(self, typed: str, says: str) -> None:
        with pytest.raises(BadPhoneNumber, match=says):
            identity.mobile_number(typed)

    @pytest.mark.parametrize(
        ("typed", "says"), [("2026000", "区号"), ("abc", "不是电话"), ("02112345678", "不是电话")]
    )
    def test_refuses_what_is_no_phone(self, typed: str, says: str) -> None:
        with pytest.raises(BadPhoneNumber, match=says):
            identity.phone_number(typed)
