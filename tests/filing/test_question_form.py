"""A question as a Django form: what a page needs, with and without JavaScript."""

import json

import pytest
from django.http import QueryDict

from tests.cast_complaint import ON, SHANGHAI, typed_in
from yunting.filing.forms.question_form import AnswerField, QuestionForm, blocks_changed
from yunting.filing.forms.sale_contract import FORM
from yunting.filing.forms.steps import LastBlock, step_at, steps
from yunting.lib.errors import NotVisible


def _form(key: str, posted: str | None = None, **changes: str) -> QuestionForm:
    values = typed_in({path.replace("__", "."): text for path, text in changes.items()})
    query = None if posted is None else QueryDict(posted)
    return QuestionForm(query, form=FORM, step=step_at(FORM, values, key), values=values, on=ON)


class TestUnbound:
    def test_shows_what_is_stored_and_the_computed_total(self) -> None:
        assert _form("claims.price")["claims.price.amount"].value() == "286431.50"
        assert _form("claims.total")["claims.total"].value() == "286431.50"
        assert _form("service.electronic")["service.methods"].value() == ["sms", "email"]

    def test_labels_in_plain_words_and_keeps_the_official_ones(self) -> None:
        form = _form("claims.price")
        field = form.fields["claims.price.amount"]
        assert isinstance(field, AnswerField)
        assert field.label == "还欠多少货款"
        assert field.element.label == "金额（人民币）"
        assert field.echo == "amount"
        assert form.echo_of("claims.price.amount") == (
            "¥286,431.50（贰拾捌万陆仟肆佰叁拾壹元伍角）"
        )

    def test_gives_keyboards_tokens_and_conditions(self) -> None:
        form = _form("claims.price")
        amount = str(form["claims.price.amount"])
        assert 'inputmode="decimal"' in amount
        field = form.fields["claims.price.amount"]
        assert isinstance(field, AnswerField)
        assert json.loads(field.conditions)[0] == {"path": "claims.price.answer", "among": ["yes"]}
        assert 'autocomplete="tel"' in str(_form("service.address")["service.phone"])

    def test_every_step_renders_with_labels(self) -> None:
        values = typed_in()
        for step in steps(FORM, values, closing=True):
            form = QuestionForm(form=FORM, step=step, values=values, on=ON)
            html = form.as_p()
            for bound in form:
                assert bound.label
                assert bound.html_name in html
            assert " required" not in html


class TestBound:
    def test_saves_the_written_form(self) -> None:
        form = _form(
            "claims.price",
            "claims.price.answer=yes&claims.price.currency=rmb&claims.price.amount=28.64315万",
        )
        assert form.is_valid()
        assert form.saved["claims.price.amount"] == "286431.50"

    def test_puts_the_sentence_at_the_field_and_keeps_what_was_typed(self) -> None:
        form = _form(
            "claims.price",
            "claims.price.answer=yes&claims.price.currency=rmb&claims.price.amount=1.234",
        )
        assert not form.is_valid()
        assert list(form.errors) == ["claims.price.amount"]
        assert "最多写到分" in form.errors["claims.price.amount"][0]
        assert form["claims.price.amount"].value() == "1.234"
        assert form.saved["claims.price.amount"] == "1.234"

    def test_takes_several_choices(self) -> None:
        form = _form(
            "service.electronic",
            "service.electronic=yes&service.methods=email&service.methods=sms"
            "&service.sms=13800001234&service.email=zhang@example.cn",
        )
        assert form.is_valid()
        assert form.saved["service.methods"] == "sms email"

    def test_names_the_wrong_character_of_a_credit_code(self) -> None:
        form = _form(
            "plaintiffs.0.firm",
            f"plaintiffs.0.name=上海澄海贸易有限公司&plaintiffs.0.uscc=O{SHANGHAI[1:]}",
        )
        assert "第1位“O”不会出现" in form.errors["plaintiffs.0.uscc"][0]

    def test_shows_rows_one_by_one(self) -> None:
        form = _form("facts.evidence")
        rows = list(form.rows())
        assert [(number, len(row)) for number, row in rows] == [(0, 4), (1, 4)]
        assert rows[1][1][0].value() == "签收单"


class TestBlocksChanged:
    def test_adds_and_removes_by_submit(self) -> None:
        values = typed_in()
        more = blocks_changed(FORM, values, QueryDict("add=defendants").dict())
        assert more == {"defendants.count": "2"}
        fewer = blocks_changed(FORM, values | more, QueryDict("remove=defendants.1").dict())
        assert fewer["defendants.count"] == "1"

    def test_removes_a_row_whose_path_has_dots(self) -> None:
        values = typed_in({"facts.goods.1.name": "圆钢"})
        assert blocks_changed(FORM, values, {"remove": "facts.goods.0"})["facts.goods.0.name"] == (
            "圆钢"
        )

    def test_does_nothing_without_a_button(self) -> None:
        assert blocks_changed(FORM, {}, {}) == {}

    @pytest.mark.parametrize("target", ["defendants", "defendants.x", "defendants.9", "x.0"])
    def test_knows_no_other_target(self, target: str) -> None:
        with pytest.raises(NotVisible):
            blocks_changed(FORM, typed_in(), {"remove": target})

    def test_keeps_the_last(self) -> None:
        with pytest.raises(LastBlock):
            blocks_changed(FORM, typed_in(), {"remove": "defendants.0"})
