"""No number of the law stands in Python; what is arithmetic says so and is listed."""

import pytest

from tools import law_literals
from tools.law_literals import idle_marks, suspects

MODULES = list(law_literals.modules())


class TestTheRules:
    @pytest.mark.parametrize(("module", "text"), MODULES, ids=[name for name, _ in MODULES])
    def test_hold_no_number_without_a_reason(self, module: str, text: str) -> None:
        assert [one for one in suspects(text, module) if not one.why] == []

    @pytest.mark.parametrize(("module", "text"), MODULES, ids=[name for name, _ in MODULES])
    def test_give_no_reason_for_nothing(self, module: str, text: str) -> None:
        assert idle_marks(text, module) == []

    def test_the_page_lists_every_exception(self) -> None:
        assert law_literals.PAGE.read_text("utf-8") == law_literals.page(), (
            "run python -m tools.law_literals"
        )


class TestWhatIsFound:
    @pytest.mark.parametrize(
        "line",
        [
            "x = 30",
            "x = -2",
            "x = 0.5",
            "x = 1.0",
            "x = Decimal('0.5')",
            "x = decimal.Decimal('50')",
            "x = Fraction(1, 2)",
            "x = Fraction('2/3')",
            "x = Decimal(value='5')",
            "x = int('30')",
            "x = float(y)",
            "x = date(2021, 1, 1)",
            "x = date(1, 1, 1)",
            "x = datetime(2021, 1, 1)",
            "x = date.fromisoformat('2021-01-01')",
            "x = timedelta(days=15)",
            "def f(n=15): ...",
            "x = [15]",
            "x = {'days': 15}",
            "x = y[15:]",
            "if on < date(2021, 1, 1):\n    x = 1",
            "if on <= date(2021, 1, 1):\n    return _old_until_2020_12_31(on)",
            "if on < date(2021, 1, 1):\n    return _old_until_2021_01_01(on)",
            "if on < date(2021, 1, 1):\n    return _old(on)",
        ],
    )
    def test_is_a_number(self, line: str) -> None:
        assert suspects(_in_function(line), "m")

    @pytest.mark.parametrize(
        "line",
        [
            "x = 0",
            "x = 1",
            "x = -1",
            "x = True",
            "x = y[2]",
            "x = Decimal(0)",
            "x = Fraction(total, count)",
            "x = '15'",
            "x = timedelta(1)",
            "if on < date(2021, 1, 1):\n    return _old_until_2020_12_31(on)",
        ],
    )
    def test_is_none(self, line: str) -> None:
        assert suspects(_in_function(line), "m") == []

    def test_a_reason_is_read_from_the_comment_alone(self) -> None:
        assert suspects("x = 12  # arithmetic: months in a year", "m")[0].why == "months in a year"
        assert suspects("x = (12, '# arithmetic: none')", "m")[0].why == ""


def _in_function(line: str) -> str:
    return "def f():\n" + "\n".join(f"    {one}" for one in line.split("\n")) + "\n"
