"""What does not fit together is remarked on, with the article; only nonsense keeps from sending."""

import pytest

from tests.cast_complaint import ON, SHANGHAI, typed_in
from yunting.filing.forms.catalogue import remarks
from yunting.filing.forms.checks import Level, Remark
from yunting.filing.forms.sale_contract import FORM

GUARANTEE = {
    "facts.guarantee.answer": "yes",
    "facts.guarantee.date": "2025-06-03",
    "facts.guarantee.guarantor": "李四",
}


def _remarks(**changes: str) -> dict[str, Remark]:
    values = typed_in({key.replace("__", "."): value for key, value in changes.items()})
    return {remark.code: remark for remark in remarks(FORM, values, on=ON)}


def test_nothing_is_remarked_on_in_the_sample() -> None:
    assert _remarks() == {}


@pytest.mark.parametrize(
    ("changes", "code", "level"),
    [
        ({"claims__price__amount": "477000.01"}, "price-above-total", Level.WARN),
        ({"claims__total": "30万"}, "total-differs", Level.WARN),
        ({"facts__status__overdue_unpaid": ""}, "delay-not-in-status", Level.WARN),
        ({"facts__status__overdue_unpaid": "0"}, "delay-not-in-status", Level.WARN),
        ({"facts__delay__type": "payment delivery"}, "delay-not-in-status", Level.WARN),
        ({"facts__delay__answer": "no"}, "status-without-delay", Level.WARN),
        (
            {"procedure__jurisdiction_clause__chosen": "arbitration"},
            "arbitration",
            Level.REDIRECT,
        ),
        (
            {"procedure__jurisdiction_clause__text": "提交舟山仲裁委员会仲裁。"},
            "arbitration",
            Level.REDIRECT,
        ),
        ({"facts__goods__0__name": "某小区商品房一套"}, "real-estate", Level.WARN),
        ({"facts__goods__0__name": "渔船一艘"}, "maritime", Level.REDIRECT),
        ({"facts__goods__0__spec": "船用柴油机配件"}, "maritime", Level.REDIRECT),
        ({"claims__delay__as_of_date": "2025-08-01"}, "interest-runs-backwards", Level.WARN),
        (
            {
                "claims__performance__answer": "confirm",
                "claims__performance__ended_date": "20270101",
            },
            "ended-in-future",
            Level.WARN,
        ),
        ({"claims__performance__answer": "confirm"}, "ended-without-notice", Level.WARN),
        ({"claims__defect__answer": "yes"}, "defect-not-told", Level.WARN),
        ({"defendants__0__uscc": SHANGHAI}, "same-on-both-sides", Level.ERROR),
        (
            {"claims__price__answer": "no", "claims__delay__answer": "no"},
            "no-claim",
            Level.ERROR,
        ),
        (
            {"claims__price__currency": "other", "claims__price__foreign_amount": "40000"},
            "total-without-foreign",
            Level.WARN,
        ),
    ],
)
def test_remarks_on(changes: dict[str, str], code: str, level: Level) -> None:
    remark = _remarks(**changes)[code]

    assert remark.level is level
    assert remark.paths
    assert "第" in remark.basis
    assert remark.message.endswith("。")
    assert remark.remedy.endswith("。")


class TestBorders:
    def test_a_price_just_as_high_as_the_total_is_fine(self) -> None:
        assert "price-above-total" not in _remarks(claims__price__amount="477000")

    def test_claiming_only_to_end_the_contract_is_a_claim(self) -> None:
        found = _remarks(
            claims__price__answer="no",
            claims__delay__answer="no",
            claims__performance__answer="terminate",
        )
        assert "no-claim" not in found

    def test_steel_for_a_maker_of_screws_is_for_this_court(self) -> None:
        assert "maritime" not in _remarks(facts__goods__0__name="注塑机螺杆")


class TestSecurity:
    def test_told_but_not_claimed_is_remarked_on(self) -> None:
        values = {**typed_in(), **GUARANTEE}
        [remark] = remarks(FORM, values, on=ON)
        assert remark.code == "security-not-claimed"
        assert "facts.guarantee.guarantor" in remark.paths

    def test_told_and_claimed_is_fine(self) -> None:
        values = {**typed_in(), **GUARANTEE, "claims.security.answer": "yes"}
        assert remarks(FORM, values, on=ON) == ()


class TestAgents:
    TWO = {"agents__1__name": "张三", "agents__1__phone": "13800001234"}

    def test_two_for_one_plaintiff_are_allowed(self) -> None:
        assert "too-many-agents" not in _remarks(agents__count="2", **self.TWO)

    def test_a_third_is_an_error_with_its_article(self) -> None:
        remark = _remarks(agents__count="3")["too-many-agents"]
        assert remark.level is Level.ERROR
        assert "第六十一条" in remark.basis

    def test_two_for_each_of_two_plaintiffs_are_allowed(self) -> None:
        second = {"plaintiffs__count": "2", "plaintiffs__1__kind": "natural"}
        chosen = {f"agents__{n}__represents": str(n % 2) for n in range(4)}
        assert "too-many-agents" not in _remarks(agents__count="4", **second, **chosen)


class TestPerson:
    def test_a_number_that_says_another_birth_date_is_remarked_on(self) -> None:
        found = _remarks(
            plaintiffs__0__kind="natural",
            plaintiffs__0__id_type="resident",
            plaintiffs__0__id_no="11010519491231002X",
            plaintiffs__0__birth_date="19491230",
            plaintiffs__0__sex="female",
        )
        assert found["number-and-person-differ"].paths == (
            "plaintiffs.0.id_no",
            "plaintiffs.0.birth_date",
        )


def test_errors_come_first() -> None:
    values = typed_in(
        {
            "defendants.0.uscc": SHANGHAI,
            "facts.goods.0.name": "渔船",
            "claims.total": "1",
        }
    )
    levels = [remark.level for remark in remarks(FORM, values, on=ON)]
    assert levels == [Level.ERROR, Level.REDIRECT, Level.WARN]
