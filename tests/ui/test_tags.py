"""How days, amounts, articles and fields are written on a page."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.template import Context, Template

from yunting.ui import terms, wording
from yunting.ui.examples import Question
from yunting.ui.forms import Form

MIDNIGHT = datetime(2026, 3, 1, 16, 0, tzinfo=UTC)


def written(tag: str, **values: Any) -> str:
    return Template(tag).render(Context(values))


class TestMoments:
    def test_a_day_stands_with_its_weekday(self) -> None:
        page = written("{% day x %}", x=date(2026, 11, 23))

        assert page == '<time datetime="2026-11-23">2026年11月23日 星期一</time>'

    def test_an_instant_is_read_on_the_courts_clock_at_midnight(self) -> None:
        assert "2026年3月2日 00:00" in written("{% instant x %}", x=MIDNIGHT)
        assert "2026年3月2日 星期一" in written("{% day x %}", x=MIDNIGHT)
        assert written("{% minute x %}", x=MIDNIGHT) == "00:00"
        assert written("{% short_day x %}", x=MIDNIGHT) == "3月2日"

    @pytest.mark.parametrize("tag", ["day", "short_day", "instant", "minute", "amount", "citation"])
    def test_nothing_is_written_as_nothing(self, tag: str) -> None:
        assert written(f"{{% {tag} x %}}", x=None) == ""

    @pytest.mark.parametrize(
        ("on", "words"),
        [
            (date(2026, 3, 1), "还有 8 天"),
            (date(2026, 3, 8), "还有 1 天"),
            (date(2026, 3, 9), "今天截止"),
            (date(2026, 3, 12), "已过 3 天"),
        ],
    )
    def test_says_how_many_days_are_left(self, on: date, words: str) -> None:
        assert wording.days_left(date(2026, 3, 9), on=on) == words


class TestAmount:
    def test_has_thousands_and_fen(self) -> None:
        assert ">¥87,656,400.00<" in written("{% amount x %}", x=Decimal("87656400"))

    def test_zero_is_an_amount(self) -> None:
        assert ">¥0.00<" in written("{% amount x %}", x=Decimal(0))


class TestCitation:
    def test_writes_one_article(self) -> None:
        assert ">民事诉讼法 第一百二十六条<" in written(
            "{% citation x %}", x="民事诉讼法 第一百二十六条"
        )

    def test_writes_several(self) -> None:
        assert ">甲；乙<" in written("{% citation x %}", x=("甲", "乙"))


class TestTerm:
    def test_opens_its_explanation_in_place(self) -> None:
        page = written('{% term "案由" %}')

        assert "<summary>案由</summary>" in page
        assert terms.explained("案由").plain in page

    def test_refuses_a_word_nobody_has_explained(self) -> None:
        with pytest.raises(KeyError):
            written('{% term "没有这个词" %}')

    def test_a_word_is_not_explained_twice(self) -> None:
        with pytest.raises(ValueError, match="案由"):
            terms.fill([terms.Term("案由", "另一种说法")])


class TestQr:
    def test_is_drawn_without_a_style_and_named(self) -> None:
        page = written('{% qr "http://localhost/check/7K3F" "查询码的二维码" %}')

        assert page.startswith('<svg role="img" aria-label="查询码的二维码"')
        assert "style" not in page


class TestFieldWidget:
    def test_ties_help_and_error_to_the_input(self) -> None:
        form = Question({"amount": ""})
        form.is_valid()

        page = written("{% field_widget f example='1' echo='amount' %}", f=form["amount"])

        assert 'aria-describedby="id_amount_helptext id_amount_error"' in page
        assert 'aria-invalid="true"' in page
        assert 'inputmode="decimal"' in page
        assert "form-control is-amount is-invalid" in page


class Asking(Form):
    name = forms.CharField(label="姓名")
    court = forms.ChoiceField(label="法院", choices=[("a", "甲")])
    sure = forms.BooleanField(label="以上属实")
    own = forms.CharField(label="金额", error_messages={"required": "请写明金额。"})


class TestForm:
    def test_asks_for_what_is_missing_by_name(self) -> None:
        assert Asking({}).errors == {
            "name": ["请填写姓名。"],
            "court": ["请选择法院。"],
            "sure": ["请先确认：以上属实。"],
            "own": ["请写明金额。"],
        }
