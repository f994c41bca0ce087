"""The complaint reads in full, says what changed, and is sent with just what counts."""

from decimal import Decimal

import pytest

from tests.cast_complaint import SHANGHAI, ZHOUSHAN, typed_in
from yunting.filing.forms import answers
from yunting.filing.forms.catalogue import entry
from yunting.filing.forms.complaint import caption, difference, label_of, to_send, written
from yunting.filing.forms.sale_contract import FORM
from yunting.filing.forms.steps import steps
from yunting.lib.errors import NotVisible

EVERYTHING = {
    "claims.price.currency": "other",
    "claims.price.currency_name": "美元",
    "claims.price.foreign_amount": "40000",
    "claims.delay.interest_amount": "1000",
    "claims.delay.penalty_amount": "20",
    "claims.seller_breach.answer": "yes",
    "claims.seller_breach.amount": "500",
    "claims.defect.answer": "yes",
    "claims.defect.remedies": "repair other",
    "claims.defect.other": "派人检修",
    "claims.performance.answer": "continue",
    "claims.performance.days": "10",
    "claims.performance.duties": "pay deliver",
    "claims.security.answer": "yes",
    "claims.security.content": "拍卖抵押的设备并优先受偿。",
    "claims.realisation_cost.answer": "yes",
    "claims.realisation_cost.amount": "15000",
    "claims.realisation_cost.detail": "律师费15,000元",
    "claims.other": "开具发票",
    "facts.guarantee.answer": "yes",
    "facts.guarantee.date": "20250603",
    "facts.guarantee.guarantor": "李四",
    "facts.guarantee.content": "对全部货款承担保证责任",
    "facts.guarantee_type": "joint",
}


class TestWritten:
    def test_holds_every_answer_that_counts_once(self) -> None:
        values = typed_in()
        paths = [
            row.path
            for part in written(FORM, values).parts
            for group in part.groups
            for row in group.rows
        ]
        assert paths == list(answers.filled(FORM, values))

    def test_leads_back_to_the_step_of_each_group(self) -> None:
        values = typed_in()
        keys = {step.key for step in steps(FORM, values, closing=True)}
        groups = [group for part in written(FORM, values).parts for group in part.groups]
        assert {group.key for group in groups} <= keys

    def test_heads_each_party(self) -> None:
        values = typed_in({"plaintiffs.1.kind": "natural", "plaintiffs.1.name": "张喆"})
        headings = [part.heading for part in written(FORM, values).parts]
        assert headings[:3] == ["原告 1", "原告 2", "被告 1"]
        assert headings[-1] == "落款"

    def test_writes_amounts_in_capitals_beside(self) -> None:
        rows = {
            row.path: row
            for part in written(FORM, typed_in()).parts
            for group in part.groups
            for row in group.rows
        }
        assert rows["claims.price.amount"].value == "¥286,431.50"
        assert rows["claims.price.amount"].capitals == "贰拾捌万陆仟肆佰叁拾壹元伍角"
        assert rows["facts.goods.0.name"].label == "标的物名称 1"

    def test_tells_the_claims_as_sentences(self) -> None:
        claims = written(FORM, typed_in()).claims
        assert claims[0] == "判令被告向原告支付价款¥286,431.50（贰拾捌万陆仟肆佰叁拾壹元伍角）。"
        assert "自2025年9月1日起，以¥286,431.50为基数，按合同约定每日万分之五计算" in claims[1]
        assert claims[1].endswith("并支付至实际清偿之日止。")
        assert claims[-1] == "本案诉讼费用由被告承担。"

    def test_tells_the_facts_in_the_order_of_the_form(self) -> None:
        facts = "\n".join(written(FORM, typed_in()).facts)
        parts = ("螺杆采购合同", "38CrMoAlA", "总价¥477,000.00", "逾期付款", "催促", "合同第八条：")
        assert [facts.index(part) for part in parts] == sorted(facts.index(p) for p in parts)
        assert "。。" not in facts

    def test_tells_every_other_claim(self) -> None:
        values = typed_in(EVERYTHING)
        told = "\n".join(written(FORM, values).claims + written(FORM, values).facts)
        for words in (
            "价款美元40,000.00",
            "利息¥1,000.00、违约金¥20.00",
            "损失¥500.00",
            "修理、其他（派人检修）",
            "10日内继续履行付款、供货义务",
            "实现担保权利：拍卖抵押的设备并优先受偿。",
            "费用¥15,000.00（壹万伍仟元整），其中律师费15,000元",
            "开具发票。",
            "李四于2025年6月3日签订保证合同：对全部货款承担保证责任。保证方式：连带责任保证。",
        ):
            assert words in told

    def test_reads_an_empty_draft_too(self) -> None:
        assert written(FORM, {}).caption == "原告诉被告买卖合同纠纷"


class TestDifference:
    def test_of_the_same_is_nothing(self) -> None:
        assert difference(FORM, typed_in(), typed_in()) == ()

    def test_names_the_field_and_both_values(self) -> None:
        changed = difference(FORM, typed_in(), typed_in({"defendants.0.phone": "0580-2026001"}))
        [change] = changed
        assert (change.heading, change.label) == ("被告 1", "联系电话")
        assert (change.old, change.new) == ("0580-2026000", "0580-2026001")

    def test_follows_into_the_total(self) -> None:
        changed = difference(FORM, typed_in(), typed_in({"claims.price.amount": "280000"}))
        assert [change.path for change in changed] == ["claims.price.amount", "claims.total"]
        assert changed[1].new == "¥280,000.00"

    def test_shows_what_went_away(self) -> None:
        gone = difference(FORM, typed_in(), typed_in({"claims.court_fee.answer": ""}))
        assert [(change.old, change.new) for change in gone] == [("是", "")]


class TestToSend:
    def test_names_parties_amount_and_signature(self) -> None:
        sent = to_send(FORM, typed_in())

        assert sent.form == "sale-contract"
        assert sent.amount == Decimal("286431.50")
        assert [(p.side, p.name, p.id_number) for p in sent.parties] == [
            ("claiming", "上海澄海贸易有限公司", SHANGHAI),
            ("answering", "舟山金塘某螺杆制造有限公司", ZHOUSHAN),
        ]
        assert sent.signed_by == "上海澄海贸易有限公司"
        assert sent.place_agreed == "由舟山市定海区人民法院管辖。"
        assert not sent.seeks_other_than_money

    def test_has_no_amount_when_none_is_sought(self) -> None:
        sent = to_send(
            FORM,
            typed_in(
                {
                    "claims.price.answer": "no",
                    "claims.delay.answer": "no",
                    "claims.performance.answer": "terminate",
                }
            ),
        )
        assert sent.amount is None
        assert sent.seeks_other_than_money

    def test_carries_no_answer_that_does_not_count(self) -> None:
        sent = to_send(FORM, {**typed_in(), "claims.price.answer": "no"})
        assert "claims.price.amount" not in sent.values


def test_captions_several_parties() -> None:
    values = typed_in({"defendants.1.kind": "natural", "defendants.1.name": "李四"})
    assert caption(FORM, values) == (
        "上海澄海贸易有限公司诉舟山金塘某螺杆制造有限公司等2方买卖合同纠纷"
    )


def test_labels_a_path_for_a_defect() -> None:
    assert label_of(FORM, "plaintiffs.1.phone", {}) == "原告 2 · 联系电话"
    assert label_of(FORM, "evidence.2.name", {}) == "事实与理由 · 证据名称 3"
    assert label_of(FORM, "plaintiffs.0.domicile", typed_in()) == (
        "原告 1 · 住所地（主要办事机构所在地）"
    )


def test_knows_no_other_form() -> None:
    with pytest.raises(NotVisible):
        entry("divorce")
