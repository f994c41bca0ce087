"""Speaking and answering through the pages, without scripts, and nobody else looks in."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.accounts.signing_in import sign_in_citizen, sign_in_staff
from tests.cast import Cast, on_stage
from tests.feedback.build import COMPLAINS, RATES, answered, says
from tests.money.build import accepted
from yunting.core.actor import Actor
from yunting.core.models import Account, Case
from yunting.feedback.models import Voice, VoiceState
from yunting.filing.services import assignment
from yunting.lib import clock

pytestmark = [pytest.mark.django_db, pytest.mark.feature("S29")]
WORDS = "等了很久才有人看。"


@pytest.fixture
def cast(db: None) -> Cast:
    return on_stage(clock.now())


@pytest.fixture
def case(cast: Cast) -> Case:
    """张 against 李, judged by 王."""
    case = accepted(cast, clock.now())
    assignment.assign(case, by=Actor.court(), at=clock.now())
    return case


def browser(account: Account) -> Client:
    client = Client()
    (sign_in_staff if account.is_court_staff else sign_in_citizen)(client, account)
    return client


def page(client: Client, name: str, *args: Any) -> str:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def post(client: Client, name: str, *args: Any, **typed: str) -> Any:
    return client.post(reverse(name, args=args), {**typed, "form_key": uuid4().hex})


def complains(client: Client, case: Case, **typed: str) -> Any:
    said = {"kind": "complaint", "step": "filing", "about": "work", "words": WORDS, **typed}
    return post(client, "feedback:speak", case.matter.code, **said)


class TestFromThePageToTheAnswer:
    def test_one_says_it_another_answers_and_one_reads_the_answer(
        self, cast: Cast, case: Case
    ) -> None:
        zhang, sun = browser(cast.zhang), browser(cast.sun)
        assert reverse("feedback:speak", args=[case.matter.code]) in page(
            zhang, "web:matter", case.matter.code
        )

        assert complains(zhang, case).status_code == 303
        voice = Voice.objects.get()
        assert WORDS in page(sun, "feedback:voice", voice.pk)
        assert reverse("feedback:voice", args=[voice.pk]) in page(sun, "web:tasks")
        assert post(sun, "feedback:answer", voice.pk, reply="已经改进。").status_code == 303

        assert "已经改进。" in page(zhang, "feedback:voice", voice.pk)
        assert "已答复" in page(zhang, "feedback:mine")

    def test_the_short_form_of_the_case_page_rates_the_newest_step(
        self, cast: Cast, case: Case
    ) -> None:
        zhang = browser(cast.zhang)
        assert 'name="score"' in page(zhang, "web:matter", case.matter.code)

        told = {"kind": "rating", "step": "filing", "about": "work", "score": "5"}
        assert post(zhang, "feedback:speak", case.matter.code, **told).status_code == 303

        assert Voice.objects.get().state == VoiceState.NOTED

    def test_a_refusal_stands_in_the_form_and_nothing_typed_is_lost(
        self, cast: Cast, case: Case
    ) -> None:
        zhang = browser(cast.zhang)
        says(cast.zhang, case.matter, RATES, at=clock.now())

        told = {"kind": "rating", "step": "filing", "about": "work", "score": "5", "words": WORDS}
        refused = post(zhang, "feedback:speak", case.matter.code, **told)

        assert refused.status_code == 409
        assert "这一步您已经评价过" in refused.content.decode()
        assert WORDS in refused.content.decode()


class TestNobodyElse:
    @pytest.mark.parametrize("name", ["li", "qian", "wang", "zhao", "zhou"])
    def test_reads_it(self, cast: Cast, case: Case, name: str) -> None:
        voice = says(cast.zhang, case.matter, at=clock.now())

        response = browser(getattr(cast, name)).get(voice.get_absolute_url())

        assert response.status_code == 404

    @pytest.mark.parametrize("name", ["li", "wang"])
    def test_finds_the_words_in_the_case(self, cast: Cast, case: Case, name: str) -> None:
        says(cast.zhang, case.matter, at=clock.now())

        shown = page(browser(getattr(cast, name)), "web:matter", case.matter.code)

        assert WORDS not in shown
        assert "投诉：" not in shown

    def test_answers_it_who_only_said_it(self, cast: Cast, case: Case) -> None:
        voice = says(cast.zhang, case.matter, at=clock.now())

        assert post(browser(cast.zhang), "feedback:answer", voice.pk, reply="好").status_code == 404


class TestTheList:
    def test_costs_as_much_for_many_as_for_one(
        self, cast: Cast, case: Case, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        sun = browser(cast.sun)
        for _ in range(3):
            says(cast.zhang, case.matter, at=clock.now())
        page(sun, "feedback:voices")

        with django_assert_num_queries(7):
            shown = page(sun, "feedback:voices")

        assert shown.count(str(COMPLAINS.kind.label)) >= 3  # type: ignore[attr-defined]

    def test_filters_by_kind(self, cast: Cast, case: Case) -> None:
        says(cast.zhang, case.matter, at=clock.now())

        shown = browser(cast.sun).get(reverse("feedback:voices") + "?kind=thanks")

        assert "没有符合条件的内容" in shown.content.decode()


class TestFigures:
    def test_name_nobody(self, cast: Cast, case: Case) -> None:
        answered(says(cast.zhang, case.matter, at=clock.now()), at=clock.now())

        shown = page(browser(cast.zhou), "feedback:figures")

        assert "1 / 1" in shown
        assert cast.sun.person is not None
        assert str(cast.sun.person) not in shown.partition("<main")[2].partition("</main>")[0]

    def test_are_not_for_a_judge(self, cast: Cast) -> None:
        assert browser(cast.wang).get(reverse("feedback:figures")).status_code == 404
