"""`yunting holidays` says what is missing, in a way a timer can look at."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def _said(*arguments: object) -> str:
    out = StringIO()
    call_command("holidays", *arguments, stdout=out)
    return out.getvalue()


class TestHolidays:
    def test_is_content_while_next_year_is_known(self) -> None:
        assert _said("--on", "2025-11-30") == "已有 2018 年至 2026 年的放假安排。\n"

    def test_names_the_missing_year_and_ends_with_one(self) -> None:
        out = StringIO()

        with pytest.raises(SystemExit) as ended:
            call_command("holidays", on=date(2026, 1, 1), stdout=out)

        assert ended.value.code == 1
        assert "缺少 2027 年的放假安排" in out.getvalue()

    def test_recomputes_what_waits(self) -> None:
        assert _said("--on", "2025-11-30", "--recompute").startswith("已重新计算 0 项期限。")
