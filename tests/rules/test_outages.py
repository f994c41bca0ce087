"""When an outage moves a last day: the borders. [D]"""

from datetime import date, datetime

import pytest

from yunting.rules.outages import last_day_after_outage

LAST_DAY = date(2026, 3, 9)


@pytest.mark.parametrize(
    ("began", "ended", "expected"),
    [
        ("2026-03-09T10:00", "2026-03-09T11:00", "2026-03-10"),
        ("2026-03-09T10:00", "2026-03-09T10:59", "2026-03-09"),
        ("2026-03-09T22:00", "2026-03-09T23:00", "2026-03-10"),
        ("2026-03-09T22:30", "2026-03-09T23:00", "2026-03-09"),
        ("2026-03-09T22:30", "2026-03-09T23:01", "2026-03-10"),
        ("2026-03-08T20:00", "2026-03-09T00:00", "2026-03-09"),
        ("2026-03-10T00:00", "2026-03-10T09:00", "2026-03-09"),
        ("2026-03-09T23:59", "2026-03-10T09:00", "2026-03-11"),
        ("2026-03-08T20:00", "2026-03-12T09:00", "2026-03-13"),
        ("2026-03-09T10:00", "2026-03-13T09:00", "2026-03-16"),
    ],
    ids=[
        "an hour counts",
        "a minute less does not",
        "an hour that ends as the last hour begins",
        "half an hour before the last hour",
        "a minute of the last hour",
        "ended as the day began",
        "began as the day ended",
        "over midnight",
        "days around it",
        "the next day is a Saturday",
    ],
)
def test_last_day_after_outage(began: str, ended: str, expected: str) -> None:
    found = last_day_after_outage(
        LAST_DAY, began=datetime.fromisoformat(began), ended=datetime.fromisoformat(ended)
    )

    assert found.value == date.fromisoformat(expected)
    assert str(found.basis[0]).endswith("系统故障顺延")
    assert found.because[0][0] == "最后一日无法使用"
