"""What people type is kept as they meant it, and a character that cannot be kept is named."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunting.lib import text
from yunting.lib.text import BadText

UNSEEN = [
    "\x00",
    "\x07",
    "\x1b",
    "\x7f",
    "\u202e",
    "\u2066",
    "\u200b",
    "\ufeff",
    "\ufffd",
    "\ud800",
]


class TestName:
    @pytest.mark.parametrize(
        "name", ["张喆", "阿依古丽·买买提", "李𠮷", "王㛃", "赵䶮", "钱堃", "Ａ公司"]
    )
    def test_keeps_rare_characters_and_the_middle_dot(self, name: str) -> None:
        assert text.name(name) == name

    @pytest.mark.parametrize("dot", ["•", "・", "‧", "･", " · "])
    def test_makes_every_dot_the_middle_dot(self, dot: str) -> None:
        assert text.name(f"买买提{dot}艾力") == "买买提·艾力"

    def test_composes_but_does_not_replace_compatibility_forms(self) -> None:
        assert text.name("e\u0301") == "é"
        assert text.name("㈱海") == "㈱海"

    def test_makes_spaces_one_and_trims(self) -> None:
        assert text.name("　张　　三 ") == "张 三"

    def test_refuses_a_name_without_a_letter(self) -> None:
        with pytest.raises(BadText, match="没有一个字"):
            text.name("12345")


class TestLine:
    @pytest.mark.parametrize("char", UNSEEN)
    def test_says_where_a_character_is_that_nobody_sees(self, char: str) -> None:
        with pytest.raises(BadText) as caught:
            text.line(f"张{char}三", limit=10)
        assert caught.value.position == 2
        assert "第2个字" in caught.value.message

    def test_refuses_a_line_break(self) -> None:
        with pytest.raises(BadText, match="第2个字处换了行"):
            text.line("张\n三", limit=10)

    def test_says_how_much_too_long_it_is(self) -> None:
        with pytest.raises(BadText, match="10,000个字，这里最多200个字，多了9,800个"):
            text.line("船" * 10_000, limit=200)

    def test_holds_just_the_limit(self) -> None:
        assert text.line("船" * 200, limit=200) == "船" * 200

    @given(st.text(max_size=60))
    def test_is_stable_or_refused(self, typed: str) -> None:
        try:
            once = text.line(typed, limit=50)
        except BadText:
            return
        assert text.line(once, limit=50) == once
        assert not any(unicodedata.category(char) in {"Cc", "Cs"} for char in once)


class TestParagraphs:
    def test_keeps_the_lines_and_unifies_their_ends(self) -> None:
        typed = "\r\n第一段  \r\n　　第二段\u2028第三段\n\n"
        assert text.paragraphs(typed, limit=50) == "第一段\n　　第二段\n第三段"

    def test_names_the_line_that_is_too_long(self) -> None:
        with pytest.raises(BadText, match="第2行有10,000个字，一行最多2,000个字"):
            text.paragraphs("一\n" + "二" * 10_000, limit=20_000, line_limit=2_000)

    def test_refuses_a_bidi_override(self) -> None:
        with pytest.raises(BadText, match="改变文字方向") as caught:
            text.paragraphs("甲\n乙\u202e丙", limit=50)
        assert caught.value.position == 4

    @given(st.text(max_size=200))
    def test_is_stable_or_refused(self, typed: str) -> None:
        try:
            once = text.paragraphs(typed, limit=150)
        except BadText:
            return
        assert text.paragraphs(once, limit=150) == once


def test_folds_full_width_signs_for_numbers() -> None:
    assert text.fold("　１２，３４５．６０Ｘ￥ ") == "12,345.60X¥"


def test_repeats_only_what_can_be_seen() -> None:
    assert text.quoted("ab\u202ec\x00") == "“ab□c□”"
    assert text.quoted("字" * 50) == f"“{'字' * 30}…”"
