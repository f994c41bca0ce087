"""The API: each operation tried by nobody, a stranger, the wrong side and the right person."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from pytest_django import Settings
from schemathesis.core.result import Ok

from tests.cast import AT, acting
from tests.core import filed, samples
from tests.filing import evidence_stage
from tests.filing.build import drafted
from tests.filing.defence_stage import Stage
from tests.programs import ROOT, Program
from tests.project.api_world import NEWS, World, registered
from yunting.core import certified_copies, files, messages, misfiling, sealing
from yunting.core.actor import Actor
from yunting.core.audience import Audience
from yunting.core.bundle import verify
from yunting.core.models import CopyRequest, File, Message, Misfiling, Restriction
from yunting.core.roles import Role
from yunting.project.api import api

pytestmark = [pytest.mark.django_db, pytest.mark.feature("X10")]
OTHERS = ("nobody", "stranger", "wrong side")
# What each of them gets, in that order.
ONE_S_OWN = (401, 200, 200, 200)
OF_THE_PARTIES = (401, 404, 200, 200)
OF_ONE_SIDE = (401, 404, 404, 200)
OPEN = (200, 200, 200, 200)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How an operation is called in the registered world, and what everybody gets."""

    gets: tuple[int, int, int, int]
    """Nobody, a stranger, the wrong side, the right person."""
    path: Callable[[World], dict[str, object]] = lambda world: {}
    query: dict[str, Any] = field(default_factory=dict)
    body: Any = None
    """What is sent; made from the world where it is a function."""
    right: str = "right person"


def filing(world: World) -> dict[str, object]:
    return {"pk": world.filing.pk}


def act(body: dict[str, Any]) -> Recipe:
    """Return an act of the filing division on a filing it has already accepted."""
    return Recipe((401, 404, 404, 409), filing, body=body, right="court")


def matter(world: World) -> dict[str, object]:
    return {"code": world.matter.code}


def question(world: World) -> dict[str, object]:
    return {**filing(world), "key": "facts.goods"}


def of(name: str) -> Callable[[World], dict[str, object]]:
    """Return what names something of the defendant's side, made when it is called."""
    return lambda world: {"pk": getattr(world, name)().pk}


def case(world: World) -> dict[str, object]:
    return {"pk": world.case.pk}


def element(world: World) -> dict[str, object]:
    return {"pk": world.answer().pk, "key": "reply.other"}


# The defendant is the wrong side of the complaint, and the right one here.
OF_THE_DEFENDANT = (401, 404, 200, 404)
OBJECTION = {
    "ground": "agreement",
    "to_court": "杭州市西湖区人民法院",
    "reason": "合同有约定。",
    "signed": "李潮",
}
WISH = {"until": "2099-04-03", "reason": "证人在外地。", "signed": "李潮"}
FAULT = {"path": "facts.goods", "reason": "unclear", "basis": "民事诉讼法 第一百二十二条第三项"}
IDENTITY = {"name": "张澄", "number": "330902198503070006"}
FIRM = {"name": "公司", "code": "1", "legal_representative": "张澄", "declares": True}


def stage(world: World) -> Stage:
    return Stage(world.cast, world.filing, world.case)


def exchanged(world: World) -> dict[str, object]:
    return {"pk": evidence_stage.exchanged(stage(world), world.cast.zhang).pk}


def prepared(world: World) -> dict[str, object]:
    return {"pk": evidence_stage.listed(world.cast.zhang, world.matter).pk}


def paper(world: World) -> dict[str, object]:
    item = evidence_stage.exchanged(stage(world), world.cast.zhang)
    return {"pk": item.files.get().pk}


def sending(world: World) -> dict[str, object]:
    by = acting(world.cast.zhang, world.matter)
    upload = files.begin_upload(world.matter, name="a.pdf", size=9, by=by, at=AT)
    return {"token": upload.token}


def laid(world: World) -> File:
    """Return an item of 张's that both sides and the court may see."""
    found = File.objects.filter(matter=world.matter, name="合同.pdf").first()
    content, audience = samples.pdf(1), Audience.PARTIES
    return found or filed.checked(world.cast.zhang, world.matter, content, "合同.pdf", audience)


def in_file(world: World) -> dict[str, object]:
    return {**matter(world), "kind": "file", "pk": laid(world).pk}


def seal_of(world: World) -> dict[str, object]:
    by = Actor(world.cast.wang, world.cast.wang.person, frozenset({Role.JUDGE}))
    how = {"level": "public", "reason": "隐私", "order": "决定"}
    found = Restriction.objects.filter(state="in-force").first()
    return {"pk": (found or sealing.seal(laid(world), **how, by=by, at=AT)).pk}


def struck(world: World) -> dict[str, object]:
    by = acting(world.cast.sun, world.matter)
    found = Misfiling.objects.filter(state="struck").first()
    how = {"ground": "mistaken", "reason": "误交"}
    return {"pk": (found or misfiling.strike(laid(world), **how, by=by, at=AT)).pk}


def copy_asked(world: World) -> dict[str, object]:
    by = acting(world.cast.zhang, world.matter)
    found = CopyRequest.objects.filter(state="asked").first()
    return {"pk": (found or certified_copies.ask(laid(world), purpose="用", by=by, at=AT)).pk}


ORDER = {"order": "决定，民事诉讼法 第七十一条", "reason": "商业秘密"}
ITEM = {"name": "借条", "proves": "欠款", "source": "原告", "original": "held"}
AGREES = dict.fromkeys(("authenticity", "legality", "relevance"), "accepted")
ASKED = {"reason": "archive", "due_on": "2031-01-04"}
COMPARED = {"result": "compared", "how": "video", "finding": "一致"}
FILED = {
    "GET /matters/{code}/file": Recipe(OF_THE_PARTIES, matter),
    "POST /matters/{code}/file/build": Recipe((401, 404, 202, 202), matter),
    "GET /matters/{code}/file/whole.pdf": Recipe((401, 404, 409, 409), matter),
    "GET /matters/{code}/file/{kind}/{pk}/readers": Recipe(
        (401, 404, 404, 200), in_file, right="court"
    ),
    "POST /matters/{code}/file/{kind}/{pk}/strike": Recipe(
        (401, 404, 404, 200), in_file, body={"ground": "mistaken", "reason": "误交"}, right="court"
    ),
    "POST /matters/{code}/file/{kind}/{pk}/replace": Recipe(
        (401, 404, 404, 404), in_file, body={"by_file": 0, "reason": "更清晰"}, right="court"
    ),
    "POST /matters/{code}/file/{kind}/{pk}/move": Recipe(
        (401, 404, 404, 409), in_file, body={"to": "没有", "reason": "另案"}, right="court"
    ),
    "POST /corrections/{pk}/restore": Recipe(
        (401, 404, 404, 200), struck, body={"reason": "没有误交"}, right="chief"
    ),
    "GET /matters/{code}/seals": Recipe((401, 404, 404, 200), matter, right="court"),
    "POST /matters/{code}/seal": Recipe(
        (401, 404, 404, 200), matter, body={**ORDER, "level": "public"}, right="chief"
    ),
    "POST /matters/{code}/file/{kind}/{pk}/seal": Recipe(
        (401, 404, 404, 200),
        in_file,
        body={**ORDER, "level": "side", "side": "third"},
        right="chief",
    ),
    "POST /seals/{pk}/lift": Recipe((401, 404, 404, 200), seal_of, body=ORDER, right="chief"),
    "POST /matters/{code}/file/{kind}/{pk}/copy": Recipe(
        (401, 404, 200, 200), in_file, body={"purpose": "办理银行手续"}
    ),
    "GET /copies/{pk}": Recipe(OF_ONE_SIDE, copy_asked),
    "POST /copies/{pk}/issue": Recipe((401, 404, 404, 200), copy_asked, right="court"),
    "POST /copies/{pk}/refuse": Recipe(
        (401, 404, 404, 200), copy_asked, body={"reason": "不属于本案"}, right="court"
    ),
    "POST /copies/{pk}/withdraw": Recipe((401, 404, 404, 200), copy_asked),
}
RECIPES = {
    **FILED,
    "POST /matters/{code}/uploads": Recipe(
        (401, 404, 201, 201), matter, body={"name": "a.pdf", "size": 9}
    ),
    "GET /uploads/{token}": Recipe(OF_ONE_SIDE, sending),
    "PUT /uploads/{token}": Recipe((401, 422, 422, 422), sending, body={}),
    "POST /uploads/{token}/complete": Recipe((401, 404, 404, 409), sending, body={}),
    "DELETE /uploads/{token}": Recipe((401, 404, 404, 204), sending),
    "GET /files/{pk}": Recipe(OF_THE_PARTIES, paper),
    "GET /files/{pk}/original": Recipe(OF_THE_PARTIES, paper),
    "GET /matters/{code}/evidence": Recipe(OF_THE_PARTIES, matter),
    "POST /matters/{code}/evidence": Recipe((401, 404, 409, 409), matter, body=ITEM),
    "GET /evidence/{pk}": Recipe(OF_THE_PARTIES, exchanged),
    "PUT /evidence/{pk}": Recipe(OF_ONE_SIDE, prepared, body=ITEM),
    "DELETE /evidence/{pk}": Recipe((401, 404, 404, 204), prepared),
    "POST /matters/{code}/evidence/submit": Recipe(
        OF_ONE_SIDE, lambda w: {**prepared(w), **matter(w)}, body={"confirmed": True}
    ),
    "POST /evidence/{pk}/opinion": Recipe((401, 404, 200, 404), exchanged, body=AGREES),
    # Nobody here is this case's judge or clerk: see TestEvidence.
    "POST /evidence/{pk}/original": Recipe((401, 404, 404, 404), exchanged, body=ASKED),
    "POST /evidence/{pk}/comparison": Recipe((401, 404, 404, 404), exchanged, body=COMPARED),
    "POST /evidence/{pk}/equal": Recipe(
        (401, 404, 404, 404), exchanged, body={"ground": "other", "note": "证人"}
    ),
    "GET /me": Recipe(ONE_S_OWN),
    "POST /me/identity": Recipe((401, 409, 409, 409), body=IDENTITY),
    "GET /me/mandates": Recipe(ONE_S_OWN),
    "POST /me/mandates": Recipe((401, 422, 422, 422), body=FIRM),
    "DELETE /me/mandates/{pk}": Recipe((401, 404, 404, 404), lambda world: {"pk": 1}),
    "GET /me/tokens": Recipe(ONE_S_OWN),
    "POST /me/tokens": Recipe((401, 201, 201, 201), body={"name": "又一个"}),
    "DELETE /me/tokens/{pk}": Recipe((401, 404, 404, 404), lambda world: {"pk": 0}),
    "GET /matters": Recipe(ONE_S_OWN),
    "GET /matters.csv": Recipe(ONE_S_OWN),
    "GET /matters/{code}": Recipe(OF_THE_PARTIES, matter),
    "GET /matters/{code}/timeline": Recipe(OF_THE_PARTIES, matter),
    "GET /matters/{code}/calendar.ics": Recipe(OF_THE_PARTIES, matter),
    "GET /matters/{code}/timeline/{number}/proof": Recipe(
        OF_ONE_SIDE, lambda world: {**matter(world), "number": world.submitted.pk}
    ),
    "GET /matters/{code}/receipts/{receipt}/proof": Recipe(
        OF_ONE_SIDE, lambda world: {**matter(world), "receipt": world.receipt}
    ),
    "GET /filings": Recipe(ONE_S_OWN),
    "POST /filings": Recipe((401, 201, 201, 201), body={"kind": "sale-contract", "maritime": "no"}),
    "GET /filings/{pk}": Recipe(OF_ONE_SIDE, filing),
    "GET /filings/{pk}/questions/{key}": Recipe(OF_ONE_SIDE, question),
    "PUT /filings/{pk}/questions/{key}": Recipe((401, 404, 404, 409), question, body={"seen": 0}),
    "GET /filings/{pk}/check": Recipe(OF_ONE_SIDE, filing),
    "POST /filings/{pk}/submit": Recipe(
        (401, 404, 404, 422), filing, body={"seen": 0, "signed": "张澄", "confirmed": True}
    ),
    "GET /filings/{pk}/receipts/{run}": Recipe(
        OF_ONE_SIDE, lambda world: {**filing(world), "run": 1}
    ),
    "GET /filings/{pk}/correction": Recipe((401, 404, 404, 404), filing),
    "PUT /filings/{pk}/correction": Recipe((401, 404, 404, 404), filing, body={"seen": 0}),
    "POST /filings/{pk}/withdraw": Recipe((401, 404, 404, 409), filing, body={"confirmed": True}),
    "GET /court/filings": Recipe((401, 404, 404, 200), right="court"),
    "GET /court/filings/{pk}": Recipe(OF_ONE_SIDE, filing, right="court"),
    "POST /court/filings/{pk}/accept": act({"is_simple": True}),
    "POST /court/filings/{pk}/return": act({"faults": [FAULT], "due_on": "2027-01-04"}),
    "POST /court/filings/{pk}/allow": act({"ground": "address", "reason": "新的事由"}),
    "POST /court/filings/{pk}/refuse": act({"ground": "no-claim", "reason": "没有请求"}),
    "POST /court/filings/{pk}/take-back": act({"reason": "再看一看"}),
    "POST /court/filings/{pk}/redirect": act({"ground": "maritime", "to": "宁波海事法院"}),
    "POST /court/filings/{pk}/take-over": act({"reason": "同事休假"}),
    "POST /court/reviewers/{handle}/take-over": Recipe(
        (401, 404, 404, 200),
        lambda world: {"handle": world.cast.zhou.handle},
        body={"reason": "同事休假"},
        right="court",
    ),
    "POST /court/cases/{pk}/judge": Recipe(
        (401, 404, 404, 200), lambda world: {"pk": world.case.pk}, body={}, right="chief"
    ),
    "GET /associations": Recipe(ONE_S_OWN),
    "POST /associations": Recipe(
        (401, 409, 201, 409), body=lambda world: {"code": world.matter.code}
    ),
    "GET /answers": Recipe(ONE_S_OWN),
    "POST /cases/{pk}/answer": Recipe(OF_THE_DEFENDANT, case, body={}),
    "GET /answers/{pk}": Recipe(OF_THE_DEFENDANT, of("answer")),
    "GET /answers/{pk}/questions/{key}": Recipe(OF_THE_DEFENDANT, element),
    "PUT /answers/{pk}/questions/{key}": Recipe(OF_THE_DEFENDANT, element, body={"seen": 0}),
    "GET /answers/{pk}/check": Recipe(OF_THE_DEFENDANT, of("answer")),
    "POST /answers/{pk}/submit": Recipe(
        (401, 404, 409, 404), of("answer"), body={"seen": 0, "signed": "李潮", "confirmed": True}
    ),
    "GET /answers/{pk}/read": Recipe(OF_THE_PARTIES, of("answered")),
    "GET /cases/{pk}/issues": Recipe(
        OF_THE_PARTIES, lambda world: {"pk": world.answered().case_id}
    ),
    "POST /cases/{pk}/objections": Recipe((401, 404, 201, 404), case, body=OBJECTION),
    "GET /objections/{pk}": Recipe(OF_THE_PARTIES, of("objection")),
    "POST /objections/{pk}/withdraw": Recipe(OF_THE_DEFENDANT, of("objection"), body={}),
    "POST /deadlines/{pk}/extension": Recipe((401, 404, 201, 404), of("evidence"), body=WISH),
    "GET /extensions/{pk}": Recipe(OF_THE_DEFENDANT, of("extension")),
    "GET /court/associations": Recipe((401, 404, 404, 200), right="judge"),
    "POST /court/associations/{pk}/confirm": Recipe(
        (401, 404, 404, 204), of("association"), right="court"
    ),
    "POST /court/associations/{pk}/reject": Recipe(
        (401, 404, 404, 204), of("association"), body={"reason": "住址不符。"}, right="court"
    ),
    "POST /court/objections/{pk}/rule": Recipe(
        (401, 404, 404, 200),
        of("objection"),
        body={"outcome": "dismiss", "reasons": "约定不明确。"},
        right="judge",
    ),
    "POST /court/objections/{pk}/appeal": Recipe(
        (401, 404, 404, 409),
        of("objection"),
        body=lambda world: {"party": world.li.pk},
        right="court",
    ),
    "POST /court/objections/{pk}/second": Recipe(
        (401, 404, 404, 409), of("objection"), body={"is_transfer": False}, right="judge"
    ),
    "POST /court/extensions/{pk}/decide": Recipe(
        (401, 404, 404, 200),
        of("extension"),
        body={"outcome": "refuse", "reasons": "与本案无关。"},
        right="judge",
    ),
    "GET /tasks": Recipe(ONE_S_OWN),
    "GET /deadlines": Recipe(ONE_S_OWN),
    "GET /calendar.ics": Recipe(ONE_S_OWN),
    "GET /messages": Recipe(ONE_S_OWN),
    "POST /messages/{pk}/read": Recipe(
        (401, 404, 404, 204), lambda world: {"pk": world.message.pk}
    ),
    "GET /check/{code}": Recipe(OPEN, lambda world: {"code": world.receipt}),
    "GET /log/head": Recipe(OPEN),
    "GET /log/heads/{size}": Recipe((404, 404, 404, 404), lambda world: {"size": 0}),
    "GET /log/consistency": Recipe(OPEN, query={"old": 1, "new": 2}),
    "GET /log/keys": Recipe(OPEN),
}


def operations() -> Iterator[str]:
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method in methods:
            yield f"{method.upper()} {path.removeprefix(ROOT)}"


@pytest.fixture
def world(settings: Settings, tmp_path: Path) -> World:
    settings.HOME = tmp_path
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
                else program.call(method, address, body)
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
        assert (told["amount"], told["fee"]) == ("286431.50", "5596.47")
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


class TestProofs:
    def test_of_a_receipt_hold_without_the_court(self, world: World, zhang: Program) -> None:
        path = f"/matters/{world.matter.code}/receipts/{world.receipt}/proof"

        proof = zhang.get(path, openings=True).json()

        (key,) = zhang.get("/log/keys").json()
        assert list(verify.check(proof, key=key["fingerprint"]))
        assert {opening["field"] for opening in proof["openings"]} == {"title", "signed_by"}

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
