"""The API: each operation tried by nobody, a stranger, the wrong side and the right person."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
import schemathesis
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from schemathesis.core.result import Ok

from tests.cast import AT
from tests.filing.build import drafted
from tests.programs import ROOT, Program
from tests.project.api_recipe import OTHERS
from tests.project.api_recipes import IDENTITY, RECIPES
from tests.project.api_world import NEWS, World, registered
from yunting.core import messages
from yunting.core.bundle import verify
from yunting.core.models import Message
from yunting.project.api import api

pytestmark = [pytest.mark.django_db, pytest.mark.feature("X10")]


def operations() -> Iterator[str]:
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method in methods:
            yield f"{method.upper()} {path.removeprefix(ROOT)}"


@pytest.fixture
def world(press: None) -> World:
    return registered()


@pytest.fixture
def zhang(world: World) -> Program:
    return Program(world.cast.zhang)


class TestEveryOperation:
    def test_has_a_recipe(self) -> None:
        assert sorted(operations()) == sorted(RECIPES)

    @pytest.mark.parametrize("operation", sorted(RECIPES))
    def test_answers_each_as_it_should(self, world: World, operation: str) -> None:
        method, path = operation.split(" ")
        recipe = RECIPES[operation]
        address = path.format(**recipe.path(world))
        body = recipe.body(world) if callable(recipe.body) else recipe.body

        for who, expected in zip((*OTHERS, recipe.right), recipe.gets, strict=True):
            program = Program(world.role(who))
            response = (
                program.get(address, **recipe.query)
                if method == "GET"
                else program.call(method, f"{address}?{urlencode(recipe.query)}", body)
            )
            assert response.status_code == expected, (who, response.content.decode())

    def test_says_in_chinese_what_it_is_for(self) -> None:
        for path, methods in api.get_openapi_schema()["paths"].items():
            for told in methods.values():
                assert any("\u4e00" <= sign <= "\u9fff" for sign in told["summary"]), path

    def test_never_fails_whatever_is_sent(self, world: World) -> None:
        schema = schemathesis.openapi.from_dict(api.get_openapi_schema())
        program = Program(world.cast.zhang)
        for result in schema.get_all_operations():
            assert isinstance(result, Ok)
            operation = result.ok()

            @given(case=operation.as_strategy())
            @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
            def holds(case: schemathesis.Case[Any]) -> None:
                response = program.send(case)
                assert response.status_code < 500, (case.method, case.path, response.content)

            holds()


class TestProblems:
    def test_say_what_why_and_what_now(self, zhang: Program) -> None:
        response = zhang.call("POST", "/me/identity", IDENTITY)

        assert response.headers["Content-Type"] == "application/problem+json; charset=utf-8"
        assert response.json()["code"] == "already-identified"
        assert response.json()["message"]

    def test_a_cursor_of_another_list_is_refused(self, zhang: Program) -> None:
        response = zhang.get("/matters", after="elsewhere")

        assert (response.status_code, response.json()["code"]) == (422, "bad-cursor")

    def test_a_size_the_log_never_had_is_refused(self, zhang: Program) -> None:
        response = zhang.get("/log/consistency", old=1, new=10**9)

        assert (response.status_code, response.json()["code"]) == (422, "no-such-size")


class TestMatters:
    def test_lists_what_one_takes_part_in_and_nothing_else(self, world: World) -> None:
        listed = Program(world.cast.zhang).get("/matters").json()
        strangers = Program(world.cast.qian).get("/matters").json()

        assert [row["code"] for row in listed["items"]] == [world.matter.code]
        assert listed["items"][0]["title"] == world.case.number
        assert strangers == {"items": [], "next": None}

    def test_follows_every_page_once(self, world: World, zhang: Program) -> None:
        for _ in range(4):
            drafted(world.cast)

        seen: list[str] = []
        cursor: str | None = ""
        while cursor is not None:
            page = zhang.get("/matters", size=2, after=cursor).json()
            seen += [row["code"] for row in page["items"]]
            cursor = page["next"]

        assert len(seen) == len(set(seen)) == 5
        assert seen[-1] == world.matter.code

    def test_cost_as_much_for_many_as_for_few(self, world: World, zhang: Program) -> None:
        with CaptureQueriesContext(connection) as few:
            zhang.get("/matters")
        for _ in range(12):
            drafted(world.cast)
        with CaptureQueriesContext(connection) as many:
            zhang.get("/matters")

        assert len(many) == len(few) <= 4

    def test_come_as_a_table_that_computes_nothing(self, world: World, zhang: Program) -> None:
        response = zhang.get("/matters.csv")

        text = b"".join(response.streaming_content).decode("utf-8-sig")
        head, row = csv.reader(io.StringIO(text))
        assert head[0] == "纠纷码"
        assert row[:2] == [world.matter.code, world.case.number]

    def test_one_tells_what_its_page_shows(self, world: World, zhang: Program) -> None:
        told = zhang.get(f"/matters/{world.matter.code}").json()

        page = zhang_page(world).content.decode()
        assert told["case_number"] == world.case.number
        assert (told["amount"], told["fee"]) == ("286431.50", "2798.24")
        assert {party["name"] for party in told["parties"]} == {"张澄", "李潮"}
        assert told["standing"] in page
        assert told["next_steps"]
        for step in told["next_steps"]:
            assert step["what"] in page
        for period in told["deadlines"]:
            assert period["title"] in page

    def test_one_costs_as_much_with_many_facts(self, world: World, zhang: Program) -> None:
        with CaptureQueriesContext(connection) as made:
            zhang.get(f"/matters/{world.matter.code}")

        assert len(made) <= 14


def zhang_page(world: World) -> Any:
    client = Client()
    client.force_login(world.cast.zhang)
    return client.get(world.matter.get_absolute_url())


class TestTimeline:
    def test_comes_a_page_at_a_time_newest_first(self, world: World, zhang: Program) -> None:
        path = f"/matters/{world.matter.code}/timeline"
        whole = zhang.get(path).json()["items"]

        first = zhang.get(path, size=1).json()
        rest = zhang.get(path, before=first["next"]).json()

        assert [*first["items"], *rest["items"]] == whole
        assert rest["next"] is None

    def test_keeps_one_side_s_facts_from_the_other(self, world: World) -> None:
        path = f"/matters/{world.matter.code}/timeline"

        ours = {fact["number"] for fact in Program(world.cast.zhang).get(path).json()["items"]}
        theirs = {fact["number"] for fact in Program(world.cast.li).get(path).json()["items"]}

        assert theirs < ours
        assert world.submitted.pk in ours - theirs


@pytest.mark.feature("X5")
class TestProofs:
    def test_of_a_receipt_hold_without_the_court(self, world: World, zhang: Program) -> None:
        path = f"/matters/{world.matter.code}/receipts/{world.receipt}/proof"

        proof = zhang.get(path, openings=True).json()

        (key,) = zhang.get("/log/keys").json()
        assert list(verify.check(proof, key=key["fingerprint"]))
        assert {opening["field"] for opening in proof["openings"]} == {"title", "signed_by"}

    @pytest.mark.parametrize("part", ["leaf", "path", "head"])
    def test_with_a_sign_changed_are_refused_by_anybody(
        self, world: World, zhang: Program, part: str
    ) -> None:
        path = f"/matters/{world.matter.code}/receipts/{world.receipt}/proof"
        proof = zhang.get(path).json()
        (key,) = zhang.get("/log/keys").json()
        changed = json.dumps(proof)
        stood = {
            "leaf": "filing.submitted",
            "path": proof["path"][0],
            "head": proof["head"]["root"],
        }[part]
        assert stood in changed
        other = stood.replace(stood[0], "a" if stood[0] != "a" else "b", 1)

        with pytest.raises(verify.Wrong):
            list(verify.check(json.loads(changed.replace(stood, other)), key=key["fingerprint"]))

    def test_are_nothing_a_stranger_may_have(self, world: World) -> None:
        path = f"/matters/{world.matter.code}/receipts/{world.receipt}/proof"

        assert Program(world.cast.qian).get(path).status_code == 404

    def test_are_of_rows_that_the_pages_cannot_change(self, world: World) -> None:
        for change in (
            "UPDATE core_event SET at = now()",
            "DELETE FROM core_event",
            "TRUNCATE core_event",
        ):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                connection.cursor().execute(change)

    def test_open_nothing_unless_asked(self, world: World, zhang: Program) -> None:
        path = f"/matters/{world.matter.code}/timeline/{world.submitted.pk}/proof"

        assert zhang.get(path).json()["openings"] == []

    def test_of_the_log_show_that_it_only_grew(self, world: World) -> None:
        nobody = Program(None)
        head = nobody.get("/log/head").json()

        assert nobody.get(f"/log/heads/{head['size']}").json() == head
        path = nobody.get("/log/consistency", old=1, new=head["size"]).json()["path"]
        assert all(len(bytes.fromhex(step)) == 32 for step in path)


class TestOwn:
    def test_tasks_are_whose_turn_it_is(self, world: World) -> None:
        chief = Program(world.cast.zhou).get("/tasks").json()

        assert [task["matter"] for task in chief] == [world.matter.code]
        assert chief[0]["page"].startswith("/")
        assert Program(world.cast.qian).get("/tasks").json() == []

    def test_deadlines_come_first_to_end_first(self, world: World, zhang: Program) -> None:
        whole = zhang.get("/deadlines").json()["items"]
        page = zhang.get("/deadlines", size=1).json()

        following = zhang.get("/deadlines", size=1, after=page["next"]).json()
        assert [*page["items"], *following["items"]] == whole[:2]
        assert [row["ends_on"] for row in whole] == sorted(row["ends_on"] for row in whole)

    @pytest.mark.feature("S24")
    def test_calendar_is_one_file(self, zhang: Program) -> None:
        response = zhang.get("/calendar.ics")

        assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert response.content.startswith(b"BEGIN:VCALENDAR")
        assert b"BEGIN:VEVENT" in response.content

    def test_messages_are_read_once(self, world: World, zhang: Program) -> None:
        (told,) = zhang.get("/messages").json()["items"]

        zhang.call("POST", f"/messages/{told['id']}/read")
        zhang.call("POST", f"/messages/{told['id']}/read")

        assert told["read_at"] is None
        assert (told["text"], told["matter"]) == (NEWS.text, world.matter.code)
        assert Message.objects.get().read_at is not None

    def test_messages_cost_as_much_for_many_as_for_few(self, world: World, zhang: Program) -> None:
        assert world.cast.zhang.person is not None
        with CaptureQueriesContext(connection) as few:
            zhang.get("/messages")
        for _ in range(5):
            messages.tell(world.cast.zhang.person, NEWS, matter=world.matter, at=AT)
        with CaptureQueriesContext(connection) as many:
            zhang.get("/messages")

        assert len(many) == len(few) <= 3


class TestCheck:
    @pytest.mark.feature("S27")
    def test_tells_anybody_what_a_code_is_and_never_whose(self, world: World) -> None:
        nobody = Program(None)

        message = nobody.get(f"/check/{world.message.code}").json()
        receipt = nobody.get(f"/check/{world.receipt}").json()

        assert message["what"] == "法院发出的消息：立案通知"
        assert receipt["what"] == "法院收到的一份起诉材料"
        assert "张澄" not in str(message) + str(receipt)


class TestPage:
    def test_describes_every_operation_and_fetches_nothing_from_elsewhere(
        self, client: Client
    ) -> None:
        response = client.get(f"{ROOT}/docs")

        page = response.content.decode()
        assert response.status_code == 200
        for operation in operations():
            method, path = operation.split(" ")
            assert f"{method} {ROOT}{path}" in page
        assert 'src="http' not in page
        assert 'href="http' not in page

    def test_names_where_machines_read(self, client: Client) -> None:
        page = client.get(f"{ROOT}/docs").content.decode()

        assert f'href="{ROOT}/openapi.json"' in page
        assert client.get(f"{ROOT}/openapi.json").status_code == 200
