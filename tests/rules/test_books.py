"""Every file of the books: its form, its dates, and that what it cites was in force."""

import ast
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

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


class TestImmutable:
    def test_a_value_cannot_be_changed(self) -> None:
        value = parameter("fee_measures.preservation_cap", on=date(2026, 3, 2))

        with pytest.raises(AttributeError):
            value.amount = Decimal(0)  # type: ignore[misc]


class TestDatedVersions:
    """One value a day: no day without one after the first, and none with two."""

    @pytest.mark.parametrize("name", NAMES)
    def test_follow_one_another_without_gap_or_overlap(self, name: str) -> None:
        known = history(name)
        for older, newer in pairwise(known.values):
            assert older.since < newer.since
            # What ends, ends once and for all: an end inside the history would leave days without.
            assert older.until is None or older.until >= newer.since
        for older, newer in pairwise(known.readings):
            assert older.since < newer.since
        assert known.since == tuple(sorted(set(known.since)))
        assert {value.since for value in known.values} <= set(known.since)

    @given(day=st.dates(date(1998, 1, 1), date(2040, 12, 31)), name=st.sampled_from(NAMES))
    def test_a_day_has_one_value_or_a_refusal(self, day: date, name: str) -> None:
        known = history(name)
        in_force = [one for one in known.readings if one.since <= day][-1:]
        ended = any(one.until is not None and day > one.until for one in in_force)

        if not in_force or ended:
            with pytest.raises((NotInForce, NotEstablished)):
                parameter(name, on=day)
        else:
            assert parameter(name, on=day) is in_force[0]

    @given(day=st.dates(date(1998, 1, 1), date(2040, 12, 31)), key=st.sampled_from(keys()))
    def test_an_article_has_one_number_a_day_and_no_two_share_it(self, day: date, key: str) -> None:
        known = source(key)
        if known.until is not None and day > known.until:
            return
        given_out = [
            str(cite(key, number, on=day))
            for number, dated in known.articles.items()
            if dated.since[0] <= day
        ]

        assert len(set(given_out)) == len(given_out)
