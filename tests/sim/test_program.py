"""The neighbours program as people of a training court use it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.neighbours import Program, running
from yunting.core import gateways, outbox
from yunting.core.models import OutboxMessage, OutboxState
from yunting.lib import clock
from yunting.project.database import ROOT

TEXT = {"to": "13800000001", "text": "您的验证码是<b>482913</b>", "receipt": "no"}


def send_text() -> None:
    outbox.send("sms", "sms.send", TEXT, key="1")
    outbox.send_one("sms", at=clock.machine_now())


@pytest.mark.django_db
class TestPhones:
    def test_show_what_was_sent_and_trust_no_markup(self, neighbours: Program) -> None:
        send_text()

        page = neighbours.client.get("/phones/13800000001").text

        assert "&lt;b&gt;482913" in page
        assert "<b>" not in page

    def test_are_listed(self, neighbours: Program) -> None:
        send_text()

        assert "/phones/13800000001" in neighbours.client.get("/phones").text


@pytest.mark.django_db
class TestMessages:
    def test_are_listed_with_what_became_of_them(self, neighbours: Program) -> None:
        send_text()

        assert neighbours.messages()[0]["outcome"] == "sms.accepted"
        assert "sms.accepted" in neighbours.client.get("/messages").text

    def test_are_forgotten_by_a_reset(self, neighbours: Program) -> None:
        send_text()
        neighbours.client.post("/reset")

        assert neighbours.messages() == []
        assert neighbours.texts("13800000001") == []


class TestBehaviour:
    def test_is_set_on_the_page(self, neighbours: Program) -> None:
        form = {"delay_ms": "250", "refuse": "1", "wrong": "content"}
        assert neighbours.client.post("/services/sms", data=form).status_code == 303

        told = neighbours.client.get("/admin/services").json()["sms"]
        assert told == {
            "delay_ms": 250,
            "refuse": True,
            "duplicate": False,
            "outage": False,
            "wrong": "content",
        }
        assert 'value="250"' in neighbours.client.get("/").text

    @pytest.mark.parametrize("behaviour", [{"wrong": "joke"}, {"delay_ms": -1}, {"speed": 1}])
    def test_refuses_what_is_none(self, neighbours: Program, behaviour: dict[str, object]) -> None:
        response = neighbours.client.post("/admin/services/sms", json=behaviour)

        assert response.status_code == 400

    @pytest.mark.django_db
    def test_a_wrong_answer_is_believed_when_it_is_signed(self, neighbours: Program) -> None:
        neighbours.behave("identity", wrong="content")
        question = {"name": "张澄", "number": "330902198503070006"}

        answer = gateways.ask("identity", "identity.person", question, key="1")

        assert answer == {"result": "mismatch"}


class TestSafety:
    def test_a_page_from_elsewhere_cannot_set_anything(self, neighbours: Program) -> None:
        response = neighbours.client.post("/reset", headers={"Origin": "https://example.com"})

        assert response.status_code == 400

    def test_answers_under_no_other_name(self, neighbours: Program) -> None:
        assert neighbours.client.get("/", headers={"Host": "example.com"}).status_code == 400

    def test_says_what_is_not_there(self, neighbours: Program) -> None:
        assert neighbours.client.get("/nothing").status_code == 404
        assert neighbours.client.post("/bank/messages", content=b"{}").status_code == 404

    @pytest.mark.parametrize("address", ["/", "/messages", "/phones", "/phones/1"])
    def test_pages_have_no_script_and_no_style_of_their_own(
        self, neighbours: Program, address: str
    ) -> None:
        page = neighbours.client.get(address).text

        assert not re.search(r"<script|style=|<style|\bon[a-z]+=", page)


class TestKilled:
    @pytest.mark.django_db
    def test_it_answers_the_same_message_as_before(
        self, neighbours: Program, tmp_path: Path, settings: object
    ) -> None:
        home = tmp_path / "own"
        before = Program(home)
        port = int(before.url.rsplit(":", 1)[1])
        settings.NEIGHBOURS_URL = before.url  # type: ignore[attr-defined]
        send_text()
        before.kill()
        OutboxMessage.objects.update(state=OutboxState.QUEUED)

        with running(home, port) as after:
            outbox.send_one("sms", at=clock.machine_now())

            assert len(after.texts("13800000001")) == 1
        assert OutboxMessage.objects.get().state == OutboxState.SENT


def test_it_shares_no_code_with_the_court() -> None:
    for path in (ROOT / "sim").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            assert not [name for name in names if name.split(".")[0] == "yunting"], path
