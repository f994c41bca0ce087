"""What is refused becomes a sentence: on its field, above the form, as a page, as JSON."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import ClassVar

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django_cotton import render_component

from yunting.core.actor import Actor
from yunting.core.idempotency import AlreadyDone, KeyReused
from yunting.core.models import Event
from yunting.lib.errors import NotVisible, Refused
from yunting.ui.examples import Question
from yunting.ui.refusals import Refusals, act

AT = datetime(2026, 3, 2, 2, 2, tzinfo=UTC)
ANSWERS = {"amount": "1", "signed": "2", "kind": "money", "court": "a", "sure": "on"}


class TooLate(Refused):
    code: ClassVar[str] = "too-late"


def raising(error: Exception) -> Callable[..., None]:
    def service(*, by: Actor, at: datetime) -> None:
        raise error

    return service


def valid_form() -> Question:
    form = Question(ANSWERS)
    assert form.is_valid()
    return form


class TestAct:
    def test_gives_the_services_value(self) -> None:
        outcome = act(valid_form(), lambda x, *, by, at: (x, at), 7, by=Actor.clock(), at=AT)

        assert outcome is not None
        assert (outcome.value, outcome.repeated) == ((7, AT), False)

    def test_puts_a_refusal_on_its_field(self) -> None:
        form = valid_form()

        refused = act(form, raising(TooLate("太晚了。", field="signed")), by=Actor.clock(), at=AT)

        assert refused is None
        assert form.errors["signed"] == ["太晚了。"]

    def test_puts_a_refusal_of_an_unknown_field_above_the_form(self) -> None:
        form = valid_form()

        act(form, raising(TooLate("太晚了。", field="elsewhere")), by=Actor.clock(), at=AT)

        assert form.non_field_errors() == ["太晚了。"]

    def test_shows_the_article_and_what_to_do_now(self) -> None:
        form = valid_form()
        error = TooLate("太晚了。", basis="民事诉讼法 第八十六条", remedy="请在十日内申请顺延。")

        act(form, raising(error), by=Actor.clock(), at=AT)

        page = render_component(RequestFactory().get("/"), "errors", {"form": form})
        assert "太晚了。" in page
        assert "民事诉讼法 第八十六条" in page
        assert "请在十日内申请顺延。" in page
        assert 'name="amount"' not in page

    def test_takes_a_repeat_for_a_success(self) -> None:
        event = Event(kind="filing.submitted")

        outcome = act(valid_form(), raising(AlreadyDone(event)), by=Actor.clock(), at=AT)

        assert outcome is not None
        assert outcome.repeated
        assert outcome.event is event

    def test_leaves_a_reused_key_to_the_middleware(self) -> None:
        with pytest.raises(KeyReused):
            act(valid_form(), raising(KeyReused("用过了。")), by=Actor.clock(), at=AT)


def answer_to(error: Exception, address: str = "/x/", **headers: str) -> HttpResponse | None:
    request: HttpRequest = RequestFactory().post(address, headers=headers)
    request.user = AnonymousUser()
    return Refusals(lambda _: HttpResponse()).process_exception(request, error)


class TestMiddleware:
    def test_answers_409_with_what_why_and_what_now(self) -> None:
        answer = answer_to(TooLate("太晚了。", basis="第八十六条", remedy="请打电话。"))

        assert answer is not None
        page = answer.content.decode()
        assert answer.status_code == 409
        assert all(words in page for words in ("太晚了。", "第八十六条", "请打电话。"))

    def test_says_something_to_do_even_without_a_remedy(self) -> None:
        answer = answer_to(TooLate("太晚了。"))

        assert answer is not None
        assert "12368" in answer.content.decode()

    def test_answers_422_to_a_reused_key(self) -> None:
        answer = answer_to(KeyReused("用过了。"))

        assert answer is not None
        assert answer.status_code == 422

    def test_answers_404_without_saying_whether_it_exists(self) -> None:
        answer = answer_to(NotVisible())

        assert answer is not None
        assert answer.status_code == 404

    @pytest.mark.parametrize(
        ("error", "status"), [(TooLate("晚"), 409), (KeyReused("晚"), 422), (NotVisible(), 404)]
    )
    def test_answers_an_api_in_json(self, error: Exception, status: int) -> None:
        answer = answer_to(error, "/api/v1/filings")

        assert answer is not None
        assert answer.status_code == status
        assert answer["Content-Type"].startswith("application/problem+json")
        assert json.loads(answer.content)["code"]

    def test_goes_back_only_within_the_court(self) -> None:
        ours = answer_to(TooLate("晚"), Referer="http://testserver/case/1/")
        other = answer_to(TooLate("晚"), Referer="http://elsewhere.example/")

        assert ours is not None
        assert other is not None
        assert 'href="http://testserver/case/1/"' in ours.content.decode()
        assert "elsewhere" not in other.content.decode()

    def test_leaves_a_bug_a_bug(self) -> None:
        assert answer_to(ZeroDivisionError()) is None
