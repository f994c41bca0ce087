"""Questions one after another."""

import pytest

from yunting.ui.examples import Question as Form
from yunting.ui.steps import NotAsked, Place, Question, place_of

QUESTIONS = [
    Question("parties", "谁告谁", Form),
    Question("goods", "买卖什么", Form, part="事实与理由"),
    Question("security", "有没有担保", Form, applies=lambda values: values.get("secured") == "yes"),
    Question("evidence", "证据", Form),
]


def place(key: str, **values: str) -> Place:
    return place_of(key, QUESTIONS, values, address=lambda k: f"/q/{k}/", review="/review/")


class TestPlaceOf:
    def test_counts_only_the_questions_that_are_asked(self) -> None:
        assert place("evidence").words == "第 3 题，共 3 题"
        assert place("evidence", secured="yes").words == "第 4 题，共 4 题"

    def test_names_the_part(self) -> None:
        assert place("goods").words == "事实与理由：第 2 题，共 3 题"

    def test_leads_on_and_back_past_what_is_not_asked(self) -> None:
        assert (place("goods").previous, place("goods").next) == ("/q/parties/", "/q/evidence/")

    def test_begins_without_a_way_back_and_ends_in_the_review(self) -> None:
        assert place("parties").previous == ""
        assert place("evidence").next == "/review/"

    @pytest.mark.parametrize("key", ["security", "nothing"])
    def test_refuses_a_question_that_is_not_asked(self, key: str) -> None:
        with pytest.raises(NotAsked):
            place(key)
