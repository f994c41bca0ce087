"""The generated pages of docs/law are fresh, and no rule has been forgotten."""

from tools import law_coverage


class TestCoverage:
    def test_every_rule_has_a_function_and_a_test_or_a_reason(self) -> None:
        assert law_coverage.gaps() == []

    def test_a_reason_is_one_of_five_and_explained(self) -> None:
        for rows in law_coverage.ids().values():
            for row in rows:
                assert "reason" not in row or (
                    row["reason"] in law_coverage.REASONS and row["note"]
                )

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
