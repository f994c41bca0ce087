"""Every file of the books: its form, its dates, and that what it cites was in force."""

import ast
import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from yunting.rules import case_numbers, filing, jurisdiction, limits, trial_limits
from yunting.rules.citation import Confidence, cite
from yunting.rules.fees import application, bearing, payment, relief, scope
from yunting.rules.finding import Finding
from yunting.rules.parameter import (
    PERIOD_UNITS,
    WHOLE_UNITS,
    NotEstablished,
    history,
    names,
    parameter,
)
from yunting.rules.source import NotInForce, article, keys, source

RULES = Path(__file__).parents[2] / "yunting" / "rules"
NAMES = tuple(names())
UNITS = WHOLE_UNITS | {"yuan", "rate", "share", "tiers", "words"}


def _loaded(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)


@pytest.mark.parametrize("path", sorted(RULES.rglob("*.yaml")), ids=lambda p: p.stem)
def test_no_file_holds_a_float_or_a_truth_value_as_key(path: Path) -> None:
    def walk(node: Any) -> None:
        assert not isinstance(node, float), f"{node} in {path.name}: quote it"
        if isinstance(node, dict):
            assert not any(isinstance(key, bool) for key in node)
            for child in node.values():
                walk(child)
        elif isinstance(node, list):
            for child in node:
                walk(child)

    walk(_loaded(path))


@pytest.mark.parametrize("name", NAMES)
class TestParameter:
    def test_is_written_as_all_are(self, name: str) -> None:
        raw = _loaded(RULES / "parameters" / (name.replace(".", "/") + ".yaml"))

        assert set(raw) <= {
            "description", "unit", "anchor", "rolls", "setting", "confidence", "values", "until",
            "verified_on",
        }  # fmt: skip
        assert raw["unit"] in UNITS
        assert isinstance(raw["verified_on"], date)
        assert raw["values"] or (raw["setting"] and raw["confidence"] == "ML")
        for since, entry in raw["values"].items():
            assert isinstance(since, date)
            assert set(entry) == {"value", "reference"}
            assert set(entry["reference"]) == {"instrument", "article", "confidence"}
            assert entry["reference"]["confidence"] in set(Confidence)

    def test_stands_with_its_instrument(self, name: str) -> None:
        folder = name.partition(".")[0]

        assert folder == "court_settings" or folder in keys()

    def test_answers_around_each_change_and_refuses_before_the_first(self, name: str) -> None:
        known = history(name)
        if not known.values:
            with pytest.raises(NotEstablished) as refusal:
                parameter(name, on=date(2026, 3, 2))
            assert known.setting in refusal.value.remedy
            return
        with pytest.raises(NotInForce):
            parameter(name, on=known.since[0] - timedelta(1))
        for older, newer in pairwise(known.values):
            assert parameter(name, on=newer.since - timedelta(1)).amount == older.amount
        for value in known.values:
            assert parameter(name, on=value.since).amount == value.amount

    def test_a_period_says_where_it_starts(self, name: str) -> None:
        known = history(name)

        assert known.unit not in PERIOD_UNITS or known.anchor or "notice" in name

    def test_its_citation_resolves_on_each_day_it_is_given_for(self, name: str) -> None:
        for reading in history(name).readings:
            assert reading.citation.title
            assert reading.citation.article


@pytest.mark.parametrize("key", keys())
class TestSource:
    def test_is_written_as_all_are(self, key: str) -> None:
        raw = _loaded(RULES / "sources" / f"{key}.yaml")

        assert set(raw) <= {
            "title", "short", "kind", "confidence", "versions", "until", "superseded_by",
            "articles_since", "articles",
        }  # fmt: skip
        assert raw["confidence"] in set(Confidence)
        assert all(isinstance(since, date) for since in raw["versions"])
        if raw["confidence"] != Confidence.DESIGN:  # a law's text is pointed to, not copied
            assert all(len(entry["about"]) <= 40 for entry in raw["articles"].values())

    def test_its_articles_are_dated_inside_it(self, key: str) -> None:
        instrument = source(key)

        for number in instrument.articles:
            dated = article(key, number)
            assert list(dated.since) == sorted(dated.since)
            assert dated.since[0] >= instrument.versions[0].since
            with pytest.raises(NotInForce):
                cite(key, number, on=dated.since[0] - timedelta(1))

    def test_what_supersedes_it_takes_over_the_next_day(self, key: str) -> None:
        instrument = source(key)
        if instrument.until is None:
            return

        assert source(instrument.superseded_by).versions[0].since == (
            instrument.until + timedelta(1)
        )
        with pytest.raises(NotInForce):
            cite(key, next(iter(instrument.articles)), on=instrument.until + timedelta(1))


ON = date(2026, 3, 2)
ANSWERS: list[tuple[Callable[..., Any], type[StrEnum]]] = [
    (bearing.bearer, bearing.Outcome),
    (payment.payer, payment.Fee),
    (payment.fate_of_prepaid, payment.Fate),
    (scope.paid_to, scope.Cost),
    (scope.is_acceptance_fee_due, scope.Matter),
    (application.flat, application.Flat),
    (application.ranged, application.Ranged),
    (filing.redirect, filing.Redirect),
    (filing.not_acceptable, filing.NotAcceptable),
    (jurisdiction.venue, jurisdiction.Dispute),
    (jurisdiction.performance_place, jurisdiction.Performance),
    (trial_limits.excludes, trial_limits.Stop),
]


class TestDecisionTables:
    @pytest.mark.parametrize(
        ("rule", "member"), [(rule, one) for rule, members in ANSWERS for one in members]
    )
    def test_answer_for_every_member_with_an_article(
        self, rule: Callable[..., Finding[Any]], member: StrEnum
    ) -> None:
        assert all(str(cited) for cited in rule(member, on=ON).basis)
        assert rule(member, on=ON).basis

    @pytest.mark.parametrize("ground", relief.Ground)
    def test_relief_answers_for_every_ground(self, ground: relief.Ground) -> None:
        assert relief.relief(ground, natural_person=True, on=ON).basis

    @pytest.mark.parametrize("period", limits.Period)
    def test_every_named_period_ends_after_it_starts(self, period: limits.Period) -> None:
        assert limits.last_day(period, ON).value > ON

    @pytest.mark.parametrize("limit", trial_limits.Limit)
    def test_every_trial_limit_ends_after_the_filing(self, limit: trial_limits.Limit) -> None:
        assert trial_limits.trial_limit(limit, ON).value > ON


class TestCitations:
    def test_every_article_cited_anywhere_stands_in_the_sources(self) -> None:
        for path in sorted(RULES.parent.rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "cite":
                    given = [one.value for one in node.args if isinstance(one, ast.Constant)]
                    if len(given) == len(node.args):
                        assert article(str(given[0]), str(given[1])), path


class TestZhejiang:
    @pytest.mark.parametrize("name", [n for n in NAMES if n.startswith("zhejiang_fee_rates.")])
    def test_every_local_rate_lies_in_the_national_range(self, name: str) -> None:
        kind = name.partition(".")[2]
        on = date(2026, 3, 2)

        least = parameter(f"fee_measures.{kind}_least", on=on).decimal
        most = parameter(f"fee_measures.{kind}_most", on=on).decimal

        assert least <= parameter(name, on=on).decimal <= most


class TestEnums:
    @pytest.mark.parametrize(
        "name", [*limits.Period, *limits.Urgent, *limits.EvidencePeriod, *trial_limits.Limit]
    )
    def test_every_named_period_has_its_parameter(self, name: str) -> None:
        assert name in NAMES


class TestCodes:
    @pytest.mark.rule("CN-04")
    @pytest.mark.rule("CN-07")
    def test_every_type_code_is_short_and_says_what_it_is(self) -> None:
        for code in case_numbers.type_codes().values():
            assert len(code.code) <= 4
            assert code.meaning
            assert code.case_type.isupper()

    @pytest.mark.rule("CN-06")
    def test_knows_this_court_and_the_maritime_one(self) -> None:
        assert case_numbers.court_codes()["浙0902"].name == "浙江省舟山市定海区人民法院"
        assert "宁波海事法院" in case_numbers.court_codes()["浙72"].name


class TestNoNumberOfTheLawInPython:
    """No literal but 0, 1, -1; no Decimal or Fraction of one; no date but in a dated switch."""

    @pytest.mark.parametrize("path", sorted(RULES.rglob("*.py")), ids=lambda p: p.stem)
    def test_holds(self, path: Path) -> None:
        text = path.read_text("utf-8")
        lines = text.splitlines()

        for node in ast.walk(ast.parse(text)):
            if self._is_suspect(node, lines):
                line = lines[node.lineno - 1]  # type: ignore[attr-defined]
                assert "# arithmetic:" in line, f"{path.name}:{line.strip()}"

    def _is_suspect(self, node: ast.AST, lines: list[str]) -> bool:
        if isinstance(node, ast.Constant):
            plain = isinstance(node.value, int) and not isinstance(node.value, bool)
            if plain and re.search(r"\bdate\(\d", lines[node.lineno - 1]):
                return not re.search(r"\bif \w+ < date\(", lines[node.lineno - 1]) and (
                    node.value not in {0, 1}
                )
            return (plain and node.value not in {0, 1}) or isinstance(node.value, float)
        return (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"Decimal", "Fraction"}
            and any(
                isinstance(given, ast.Constant) and given.value not in {0, 1} for given in node.args
            )
        )

    def test_every_dated_switch_names_the_function_for_the_time_before(self) -> None:
        for path in RULES.rglob("*.py"):
            text = path.read_text("utf-8")
            for year, month, day in re.findall(r"if \w+ < date\((\d+), (\d+), (\d+)\)", text):
                before = date(int(year), int(month), int(day)) - timedelta(1)
                assert f"_until_{before:%Y_%m_%d}" in text, path


class TestImmutable:
    def test_a_value_cannot_be_changed(self) -> None:
        value = parameter("fee_measures.preservation_cap", on=date(2026, 3, 2))

        with pytest.raises(AttributeError):
            value.amount = Decimal(0)  # type: ignore[misc]
