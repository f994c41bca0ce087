"""What is typed into a step is read, or kept with a sentence that says what to do."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast_complaint import ON, SHANGHAI, identity_number, typed_in
from yunting.filing.forms import answers, kinds
from yunting.filing.forms.elements import Field, Kind, Option
from yunting.filing.forms.sale_contract import FORM
from yunting.filing.forms.steps import find
from yunting.lib import dates, money, rates
from yunting.lib.text import Misread

BORN = date(1958, 3, 8)
OPTIONS = (Option("one", "甲"), Option("two", "乙"), Option("three", "丙"))


def _typed(path: str, text: str, **others: str) -> answers.Answers:
    """Answer the step of `path` with one text on top of the sample."""
    values = typed_in({key.replace("__", "."): value for key, value in others.items()})
    step, _ = find(FORM, path)
    sent = {place.path: [values.get(place.path, "")] for place in step.places(values)}
    return answers.answer(FORM, step, {**sent, path: [text]}, values, on=ON)


def _fault(path: str, text: str, **others: str) -> answers.Fault:
    [fault] = [f for f in _typed(path, text, **others).faults if f.path == path]
    return fault


class TestSample:
    def test_goes_through_whole(self) -> None:
        values = typed_in()
        assert answers.missing(FORM, values, on=ON, closing=True) == []

    def test_comes_out_in_one_written_form(self) -> None:
        counted = answers.filled(FORM, typed_in())
        assert counted["claims.price.amount"] == "286431.50"
        assert counted["claims.delay.base_amount"] == "286431.50"
        assert counted["plaintiffs.0.uscc"] == SHANGHAI
        assert counted["plaintiffs.0.legal_rep"] == "张喆"
        assert counted["plaintiffs.0.phone"] == "021-58000000"
        assert counted["service.sms"] == "13800001234"
        assert counted["claims.delay.start_date"] == "2025-09-01"
        assert counted["facts.penalty_terms.daily_rate"] == "0.05"
        assert counted["facts.price_terms.unit_price"] == "18000.00"
        assert counted["evidence.0.pages"] == "6"

    def test_says_what_is_still_missing_in_order(self) -> None:
        keys = [step.key for step in answers.missing(FORM, {}, on=ON)]
        assert keys[0] == "plaintiffs.0.kind"
        assert "claims.price" in keys
        assert "claims.other" not in keys
        assert "signature.sign" not in keys

    def test_is_read_the_same_when_read_again(self) -> None:
        values = typed_in()
        for place in answers.places(FORM, values):
            stored = values.get(place.path, "")
            assert kinds.read(place.field, stored, on=ON) == stored


class TestBadInput:
    @pytest.mark.parametrize(
        ("path", "text", "says"),
        [
            ("plaintiffs.0.uscc", SHANGHAI[:17] + "0", "第18位对不上"),
            ("plaintiffs.0.uscc", "9I" + SHANGHAI[2:], "第2位“I”不会出现"),
            ("plaintiffs.0.name", "1" * 3, "没有一个字"),
            ("plaintiffs.0.name", "海\x00公司", "第2个字是控制字符"),
            ("plaintiffs.0.name", "海\u202e公司", "第2个字是改变文字方向的隐藏符号"),
            ("plaintiffs.0.phone", "1380000", "手机号应是11位，您写了7位"),
            ("service.email", "zhang@", "不是邮箱地址"),
            ("claims.price.amount", "-5", "不能是负数"),
            ("claims.price.amount", "0", "不能是零"),
            ("claims.price.amount", "1.234", "最多写到分"),
            ("claims.price.amount", "28,6431", "逗号的位置不对"),
            ("claims.price.amount", "1e5", "科学记数法"),
            ("claims.price.amount", "99999999999999", "金额太大"),
            ("claims.price.amount", "一万二", "两种读法"),
            ("claims.delay.start_date", "2025年2月30日", "2月30日不存在"),
            ("claims.delay.start_date", "20251301", "13月不存在"),
            ("facts.penalty_terms.daily_rate", "很高", "看不懂"),
            ("facts.formation", "字" * 10_000, "您写了10,000个字，这里最多5,000个字"),
            ("facts.formation", "字" * 3_000, "第1行有3,000个字，一行最多2,000个字"),
            ("facts.formation", "甲\u2066乙", "第2个字"),
            ("claims.price.answer", "maybe", "没有“maybe”这一项"),
            ("service.methods", "sms pigeon", "没有“pigeon”这一项"),
            ("evidence.0.pages", "六七页", "不是整数"),
            ("evidence.0.pages", "0", "太大或太小"),
        ],
    )
    def test_gets_a_sentence_and_loses_nothing(self, path: str, text: str, says: str) -> None:
        answered = _typed(path, text)

        fault = _fault(path, text)
        assert says in fault.sentence
        assert fault.remedy.endswith("。")
        assert answered.saved[path] == kinds.storable(text)
        untouched = {p: v for p, v in answered.saved.items() if p != path}
        assert untouched == {p: v for p, v in _typed(path, "").saved.items() if p != path}

    def test_says_which_character_of_an_identity_number(self) -> None:
        number = identity_number("330902", BORN, 12)
        wrong = number[:17] + ("0" if number[17] != "0" else "1")
        person = {"plaintiffs__0__kind": "natural", "plaintiffs__0__id_type": "resident"}

        assert _typed("plaintiffs.0.id_no", number, **person).is_complete
        assert "第18位对不上" in _fault("plaintiffs.0.id_no", wrong, **person).message
        assert _fault("plaintiffs.0.id_no", wrong, **person).position == 18

    def test_says_what_is_not_filled_and_gives_the_example(self) -> None:
        fault = _fault("claims.price.amount", " ")
        assert fault.sentence == "“还欠多少货款”还没有填写。请填写，例如：286431.50。"

    def test_keeps_a_nul_out_of_the_database(self) -> None:
        assert _typed("facts.notes", "甲\x00乙").saved["facts.notes"] == "甲\ufffd乙"

    @given(st.text(max_size=60))
    def test_never_fails_but_by_saying_so(self, text: str) -> None:
        step, _ = find(FORM, "plaintiffs.0.name")
        sent = {place.path: [text] for place in step.places({})}
        answered = answers.answer(FORM, step, sent, {}, on=ON)
        assert set(answered.saved) == set(sent)

    @given(st.sampled_from(list(FORM.fields())), st.text(max_size=40))
    def test_reads_what_it_stored_to_the_same(self, field: Field, text: str) -> None:
        try:
            stored = kinds.read(field, text, on=ON)
        except Misread:
            return
        assert kinds.read(field, stored, on=ON) == stored
        assert kinds.read(field, kinds.show(field, stored), on=ON) == stored


class TestKept:
    @pytest.mark.parametrize("name", ["张喆", "阿依古丽·买买提", "李𠮷", "王㛃"])
    def test_keeps_rare_characters_in_names(self, name: str) -> None:
        assert _typed("plaintiffs.0.legal_rep", name).saved["plaintiffs.0.legal_rep"] == name

    @pytest.mark.parametrize(
        ("typed", "stored"),
        [
            ("２８６，４３１．５０", "286431.50"),
            ("贰拾捌万陆仟肆佰叁拾壹元伍角", "286431.50"),
            ("28.64315万", "286431.50"),
            ("¥286,431.5元", "286431.50"),
        ],
    )
    def test_reads_an_amount_in_every_dress(self, typed: str, stored: str) -> None:
        answered = _typed("claims.price.amount", typed)
        assert answered.is_complete
        assert answered.saved["claims.price.amount"] == stored

    def test_takes_the_label_of_a_choice_for_its_key(self) -> None:
        assert _typed("claims.price.currency", "人民币").saved["claims.price.currency"] == "rmb"

    def test_reads_a_date_without_a_year_near_the_courts_day(self) -> None:
        assert _typed("claims.delay.start_date", "9月1日").saved["claims.delay.start_date"] == (
            "2025-09-01"
        )


class TestConditions:
    def test_asks_for_no_amount_when_no_price_is_claimed(self) -> None:
        answered = _typed("claims.price.answer", "no", claims__price__amount="abc")
        assert answered.is_complete

    def test_keeps_what_no_longer_applies_and_leaves_it_out(self) -> None:
        values = typed_in() | {"claims.price.answer": "no"}
        counted = answers.filled(FORM, values)
        assert values["claims.price.amount"] == "286431.50"
        assert "claims.price.amount" not in counted
        assert counted["claims.total"] == "0.00"

    def test_asks_for_the_other_remedy_in_words(self) -> None:
        fault = _fault(
            "claims.defect.other",
            "",
            claims__defect__answer="yes",
            claims__defect__remedies="return other",
        )
        assert "还没有填写" in fault.message


class TestTotal:
    def test_is_claims_one_two_three_and_seven(self) -> None:
        counted = answers.filled(
            FORM,
            typed_in(
                {
                    "claims.delay.interest_amount": "1,000",
                    "claims.delay.penalty_amount": "200.50",
                    "claims.seller_breach.answer": "yes",
                    "claims.seller_breach.amount": "30",
                    "claims.realisation_cost.answer": "yes",
                    "claims.realisation_cost.amount": "1.5万",
                }
            ),
        )
        assert Decimal(counted["claims.total"]) == Decimal("302662.00")

    def test_goes_on_following_when_the_computed_one_is_typed(self) -> None:
        assert _typed("claims.total", "286431.50").saved["claims.total"] == ""

    def test_stays_when_another_is_typed(self) -> None:
        assert _typed("claims.total", "30万").saved["claims.total"] == "300000.00"

    def test_counts_no_foreign_amount(self) -> None:
        values = typed_in(
            {"claims.price.currency": "other", "claims.price.foreign_amount": "40,000"}
        )
        assert answers.filled(FORM, values)["claims.total"] == "0.00"


class TestRows:
    def test_takes_rows_the_draft_does_not_know_yet(self) -> None:
        step, _ = find(FORM, "evidence.0.name")
        sent = {
            f"evidence.{row}.{leaf}": [text]
            for row in range(3)
            for leaf, text in (("name", f"证据{row}"), ("source", "原告"), ("proves", "欠款"))
        }
        answered = answers.answer(FORM, step, sent, {}, on=ON)
        assert answered.is_complete
        assert answered.saved["evidence.2.name"] == "证据2"

    def test_lets_a_blank_row_be(self) -> None:
        assert _typed("evidence.2.name", "", evidence__count="3").is_complete

    def test_names_the_row_that_is_half_filled(self) -> None:
        fault = _fault("evidence.1.source", "")
        assert fault.message == "第2行的“从哪里来的”还没有填写。"

    def test_needs_one_thing_that_was_sold(self) -> None:
        step, _ = find(FORM, "facts.goods.0.name")
        paths = [fault.path for fault in answers.faults(FORM, step, {}, on=ON)]
        assert paths == ["facts.goods.0.name", "facts.goods.0.quantity"]


def _field(kind: Kind, **more: object) -> Field:
    return Field(path="x", label="甲", kind=kind, options=OPTIONS, unit="元", **more)  # type: ignore[arg-type]


class TestKinds:
    @given(st.integers(0, 10**15 - 1).map(lambda fen: Decimal(fen) / 100))
    def test_read_back_the_amounts_they_show(self, amount: Decimal) -> None:
        field, stored = _field(Kind.AMOUNT), money.plain(amount)
        assert kinds.read(field, kinds.show(field, stored), on=ON) == stored
        assert kinds.read(field, kinds.capitals(field, stored), on=ON) == stored

    @given(st.dates(date(dates.EARLIEST_YEAR, 1, 1), date(dates.LATEST_YEAR, 12, 31)))
    def test_read_back_the_days_they_show(self, day: date) -> None:
        field, stored = _field(Kind.DATE), day.isoformat()
        assert kinds.read(field, kinds.show(field, stored), on=ON) == stored
        assert kinds.read(field, kinds.echo(field, stored), on=ON) == stored

    @given(st.sets(st.sampled_from(OPTIONS)))
    def test_read_back_the_choices_they_show(self, chosen: set[Option]) -> None:
        field = _field(Kind.MULTI)
        stored = " ".join(option.key for option in OPTIONS if option in chosen)
        assert kinds.read(field, kinds.show(field, stored), on=ON) == stored

    @given(st.decimals(0, 100, places=4))
    def test_read_back_the_rates_they_show(self, rate: Decimal) -> None:
        field, stored = _field(Kind.RATE), rates.plain(rate)
        assert kinds.read(field, kinds.show(field, stored), on=ON) == stored

    def test_say_an_amount_back_in_capitals(self) -> None:
        assert kinds.echo(_field(Kind.AMOUNT), "286431.50") == (
            "¥286,431.50（贰拾捌万陆仟肆佰叁拾壹元伍角）"
        )
