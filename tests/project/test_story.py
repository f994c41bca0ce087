"""The story of a complaint without paper, played once in a court of its own, over HTTP only."""

import json
import subprocess
import sys
from typing import Any

import pytest

from yunting.project.database import ROOT

COMMAND = (sys.executable, "-m", "yunting.project.command", "story", "paperless")


@pytest.fixture(scope="module")
def played() -> subprocess.CompletedProcess[str]:
    """The story, played to its end."""
    return subprocess.run(
        COMMAND, cwd=ROOT, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )


@pytest.fixture(scope="module")
def told(played: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """Its last line."""
    assert played.stdout.strip(), played.stderr
    return dict(json.loads(played.stdout.strip().splitlines()[-1]))


class TestPaperless:
    def test_holds_to_its_end(self, played: Any, told: dict[str, Any]) -> None:
        assert told["differences"] == []
        assert told["held"]
        assert played.returncode == 0

    def test_has_rows_behind_each_figure(self, told: dict[str, Any]) -> None:
        assert [name for name, one in told["figures"].items() if not one["rows"]] == []

    def test_tells_the_history_with_its_articles(self, played: Any) -> None:
        assert "准予立案" in played.stdout
        assert "[民事诉讼法 第一百二十六条]" in played.stdout

    @pytest.mark.feature("S2")
    def test_goes_on_with_another_device(self, told: dict[str, Any]) -> None:
        figures = told["figures"]

        on_phone = figures["pages_answered_on_the_phone"]["value"]
        assert 0 < on_phone < figures["pages_of_the_answer"]["value"]

    @pytest.mark.feature("S3", "X2")
    def test_is_answered_question_by_question_without_javascript(
        self, told: dict[str, Any]
    ) -> None:
        assert told["figures"]["questions_answered"]["value"] > 40

    def test_goes_on_to_the_defendant_s_answer(self, played: Any, told: dict[str, Any]) -> None:
        figures = told["figures"]

        assert figures["elements_answered"]["value"] > 10
        assert figures["disputed_elements"] == {"value": "6", "rows": 6}
        assert "✓ sent, the plaintiff reads it" in played.stdout

    def test_seals_each_paper_so_that_two_programs_accept_it_and_no_forgery(
        self, played: Any, told: dict[str, Any]
    ) -> None:
        figures = told["figures"]
        opened = (figures[f"papers_of_the_{who}"]["value"] for who in ("claimant", "defendant"))

        assert figures["papers_sealed"]["value"] == sum(opened) == 7
        assert played.stdout.count("✓ pyHanko and pdfsig accept the seal of") == 8
        assert played.stdout.count("✓ and refuse it with one bit changed") == 8

    @pytest.mark.feature("T20", "T22", "S23")
    def test_serves_both_sides_with_proof_on_the_rule_s_own_day(
        self, played: Any, told: dict[str, Any]
    ) -> None:
        figures = told["figures"]

        assert figures["texts_to_the_defendant"]["value"] == 3
        assert figures["certificates_of_the_claimant"]["value"] == 4
        assert figures["certificates_of_the_defendant"]["value"] == 3
        assert played.stdout.count("has the rule's own day") == 7
        assert played.stdout.count("✓ what was served opens first") == 2

    @pytest.mark.feature("T1")
    def test_asks_for_consent_stage_by_stage(self, told: dict[str, Any]) -> None:
        assert told["figures"]["stages_agreed"]["value"] == 4

    def test_counts_the_days_to_answer_from_that_service(self, told: dict[str, Any]) -> None:
        figures = told["figures"]

        assert figures["day_of_service"]["rows"] == figures["answer_period"]["rows"] == 1

    @pytest.mark.feature("S7")
    def test_pays_the_fee_at_the_bank_for_somebody_else(
        self, played: Any, told: dict[str, Any]
    ) -> None:
        assert told["figures"]["fee_paid"]["value"] == "2798.24"
        assert "✓ paid is what was owed" in played.stdout
        assert "✓ the receipt names who paid" in played.stdout

    @pytest.mark.feature("S8")
    def test_asks_for_relief_that_is_refused_and_granted(
        self, played: Any, told: dict[str, Any]
    ) -> None:
        assert told["figures"]["decisions_on_relief"] == {"value": 1, "rows": 1}
        assert "✓ refused with reasons" in played.stdout
        assert "✓ half of the fee is taken off" in played.stdout

    @pytest.mark.feature("S4")
    def test_corrects_just_what_came_back(self, played: Any, told: dict[str, Any]) -> None:
        figures = told["figures"]

        assert figures["fields_returned"] == figures["fields_corrected"]
        assert "✓ just the returned fields are asked for" in played.stdout

    @pytest.mark.feature("S5")
    def test_is_not_returned_a_second_time(self, played: Any) -> None:
        assert "✓ a second return is refused" in played.stdout
        assert "✓ and no return is recorded" in played.stdout

    @pytest.mark.feature("S6")
    def test_is_registered_by_rule_when_nobody_decides(self, told: dict[str, Any]) -> None:
        assert told["figures"]["registered_by_rule"]["value"].startswith("（2026）浙0902民初")

    @pytest.mark.feature("S24")
    def test_gives_a_calendar_file(self, told: dict[str, Any]) -> None:
        assert told["figures"]["days_in_the_calendar_file"]["value"] > 0

    @pytest.mark.feature("S25")
    def test_says_what_is_next(self, told: dict[str, Any]) -> None:
        assert told["figures"]["next_steps"]["value"] > 0

    @pytest.mark.feature("S27")
    def test_lets_a_stranger_check_the_receipt_and_see_nothing_else(
        self, played: Any, told: dict[str, Any]
    ) -> None:
        assert told["figures"]["addresses_hidden_from_a_stranger"]["value"] > 5
        assert "✓ it names nobody" in played.stdout

    @pytest.mark.feature("X8")
    def test_is_received_once_however_often_it_is_sent(self, told: dict[str, Any]) -> None:
        figures = told["figures"]

        assert (figures["times_sent"]["value"], figures["receipt"]["rows"]) == (3, 1)

    @pytest.mark.feature("T29")
    def test_is_drawn_to_one_judge(self, told: dict[str, Any]) -> None:
        assert told["figures"]["judge"]["rows"] == 1
