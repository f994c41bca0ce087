"""The generated pages of docs/law are fresh, and no rule has been forgotten."""

import re
from decimal import Decimal

import yaml

from tools import law_coverage

FEATURES = law_coverage.ROOT / "docs" / "features.yaml"


class TestCoverage:
    def test_every_rule_has_a_function_and_a_test_or_a_reason(self) -> None:
        assert law_coverage.gaps() == []

    def test_a_reason_is_one_of_five_and_explained(self) -> None:
        for rows in law_coverage.ids().values():
            for row in rows:
                assert "reason" not in row or (
                    row["reason"] in law_coverage.REASONS and row["note"]
                )

    def test_a_duty_of_a_page_names_the_row_of_the_features_that_holds_it(self) -> None:
        rows = [row for rows in law_coverage.ids().values() for row in rows]
        duties = {row["id"]: row.get("feature") for row in rows if row.get("reason") == "page"}
        features = set(re.findall(r"^ +([A-Z]\d+):", FEATURES.read_text("utf-8"), re.MULTILINE))

        assert {rule for rule, feature in duties.items() if feature not in features} == set()
        assert not [row for row in rows if "feature" in row and row.get("reason") != "page"]

    def test_every_rule_stands_once(self) -> None:
        every = [row["id"] for rows in law_coverage.ids().values() for row in rows]

        assert len(every) == len(set(every))

    def test_a_rule_with_a_reason_is_not_formalised_too(self) -> None:
        excused = {
            row["id"] for rows in law_coverage.ids().values() for row in rows if "reason" in row
        }

        assert excused.isdisjoint(law_coverage.formalised())


class TestPages:
    def test_coverage_is_what_the_code_says(self) -> None:
        written = (law_coverage.LAW / "coverage.md").read_text("utf-8")

        assert written == law_coverage.coverage(), "run python -m tools.law_coverage"

    def test_parameters_are_what_the_books_say(self) -> None:
        written = (law_coverage.LAW / "parameters.md").read_text("utf-8")

        assert written == law_coverage.parameters(), "run python -m tools.law_coverage"

    def test_sources_are_what_the_books_say(self) -> None:
        written = (law_coverage.LAW / "sources.md").read_text("utf-8")

        assert written == law_coverage.sources(), "run python -m tools.law_coverage"


class TestMutants:
    def test_the_last_report_argues_every_change_that_is_alive(self) -> None:
        report = (law_coverage.LAW / "mutants.md").read_text("utf-8")
        argued = yaml.safe_load((law_coverage.LAW / "mutants.yaml").read_text("utf-8"))

        assert set(re.findall(r"^### `(.+)`$", report, re.MULTILINE)) == set(argued)

    def test_at_most_a_tenth_was_alive(self) -> None:
        report = (law_coverage.LAW / "mutants.md").read_text("utf-8")
        (share,) = re.findall(r"^\| all \|.*\| ([\d.]+) % \|$", report, re.MULTILINE)

        assert Decimal(share) <= 10
