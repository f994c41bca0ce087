"""Every scenario table: what a judge reads there is what the rule answers."""

from typing import Any

import pytest

from tests.rules.asking import ask, cases, written
from yunting.lib.errors import Refused
from yunting.rules.finding import Finding, total


def _params() -> list[Any]:
    return [
        pytest.param(
            case,
            id=f"{case['table']}: {case['rule']}: {case['name']}",
            marks=[pytest.mark.rule(one) for one in str(case["rule"]).split()],
        )
        for case in cases()
    ]


@pytest.mark.parametrize("case", _params())
def test_the_table_holds(case: dict[str, Any]) -> None:
    if "refused" in case:
        with pytest.raises(Refused) as refusal:
            ask(case)
        assert refusal.value.code == case["refused"]
        return

    answer = ask(case)

    assert written(answer) == case["expected"]
    if isinstance(answer, Finding):
        _is_well_founded(answer, case)


def _is_well_founded(answer: Finding[Any], case: dict[str, Any]) -> None:
    cited = [str(citation) for citation in answer.basis]
    assert cited
    assert case["article"] in cited, cited
    assert answer.provisional is case.get("provisional", False)
    if answer.steps:
        assert total(answer.steps) == answer.value
    if "because" in case:
        assert case["because"] in " ".join(answer.reasons), answer.reasons
