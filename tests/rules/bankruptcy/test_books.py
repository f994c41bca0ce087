"""What the bankruptcy rules cite stands in the books, and each table answers for every member."""

import ast
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from yunting.rules.bankruptcy import (
    affiliates,
    after_vote,
    claims,
    deadlines,
    distribution,
    filing,
    from_enforcement,
    grounds,
    remuneration,
    voting_rights,
)
from yunting.rules.bankruptcy.filing import Procedure
from yunting.rules.bankruptcy.voting_rights import Claim, Item
from yunting.rules.bankruptcy.voting_settings import Kind
from yunting.rules.finding import Finding
from yunting.rules.parameter import names
from yunting.rules.source import article, keys

ON = date(2026, 4, 24)
RULES = Path(grounds.__file__).parent
TABLES: list[tuple[Callable[..., Finding[Any]], type[StrEnum]]] = [
    (filing.level, filing.Registered),
    (filing.type_code, filing.Stage),
    (claims.next_statuses, claims.Status),
    (claims.may_declare, claims.Uncertain),
    (claims.must_declare, claims.Nature),
    (claims.rank_of, claims.Nature),
    (from_enforcement.after_ruling, from_enforcement.Outcome),
    (from_enforcement.may_sell, from_enforcement.Goods),
    (from_enforcement.is_consent, from_enforcement.Answer),
]
TERMS: list[tuple[Callable[[Any, date], Finding[date]], type[StrEnum]]] = [
    (deadlines.last_day, deadlines.Term),
    (deadlines.ruling_due, deadlines.Petition),
    (remuneration.last_day, remuneration.Term),
    (from_enforcement.last_day, from_enforcement.Term),
    (affiliates.last_day, affiliates.Term),
]


def _pairs() -> list[tuple[str, str, str]]:
    """Return every (grounds.X, "article") the code writes, with the file it stands in."""
    found = []
    for path in sorted(RULES.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            given = node.elts if isinstance(node, ast.Tuple) else []
            given = node.args if isinstance(node, ast.Call) else given
            if len(given) >= 2 and isinstance(given[1], ast.Constant):
                first = given[0]
                if isinstance(first, ast.Attribute) and hasattr(grounds, first.attr):
                    found.append((path.name, getattr(grounds, first.attr), str(given[1].value)))
    return found


class TestCited:
    def test_every_article_stands_in_the_sources(self) -> None:
        pairs = _pairs()

        assert len(pairs) > 100
        for file, instrument, number in pairs:
            assert instrument in keys()
            assert article(instrument, number), f"{file}: {instrument} {number}"


class TestTables:
    @pytest.mark.parametrize(
        ("rule", "member"), [(rule, one) for rule, members in TABLES for one in members]
    )
    def test_answer_for_every_member(
        self, rule: Callable[..., Finding[Any]], member: StrEnum
    ) -> None:
        assert all(map(str, rule(member, on=ON).basis))
        assert rule(member, on=ON).basis

    @pytest.mark.parametrize(
        ("last_day", "term"), [(rule, one) for rule, terms in TERMS for one in terms]
    )
    def test_every_period_ends_after_it_starts(
        self, last_day: Callable[[Any, date], Finding[date]], term: StrEnum
    ) -> None:
        found = last_day(term, date(2024, 3, 11))

        assert found.value > date(2024, 3, 11)
        assert str(term) in names()

    @pytest.mark.parametrize("procedure", Procedure)
    @pytest.mark.parametrize("applicant", filing.Applicant)
    def test_every_applicant_and_procedure(
        self, applicant: filing.Applicant, procedure: Procedure
    ) -> None:
        assert filing.may_apply(applicant, procedure, on=ON).basis

    @pytest.mark.parametrize("item", Item)
    @pytest.mark.parametrize("passed", [True, False])
    def test_every_result_of_a_first_vote(self, item: Item, passed: bool) -> None:
        assert after_vote.next_step(item, passed=passed, votes=1, on=ON).basis

    @pytest.mark.parametrize("act", after_vote.Act)
    def test_every_act_that_is_reported(self, act: after_vote.Act) -> None:
        assert after_vote.reports_to(act, has_committee=True, on=ON).basis

    @pytest.mark.parametrize("kind", Kind)
    def test_every_kind_has_its_group_or_none(self, kind: Kind) -> None:
        one = Claim(("A",), Decimal(1), kind)

        assert voting_rights.group_of(one, on=ON).basis

    @pytest.mark.parametrize("held", distribution.Held)
    def test_every_reason_for_escrow(self, held: distribution.Held) -> None:
        found = distribution.escrow(held, resolved_for_creditor=True, time_is_up=True, on=ON)

        assert found.value is distribution.Escrowed.DELIVERED
