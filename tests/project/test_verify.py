"""`yunting verify`: what an operator sees, and what a script can rely on."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from sim.witness import Witness
from tests.core.tampering import CODE, change_fact, forget_all_after, open_court
from yunting.core import witness
from yunting.core.models import Event, LogKey, TreeHead


@pytest.fixture(autouse=True)
def court(own_database: str, tmp_path: Path, settings: Settings) -> None:
    """A court with twelve facts of one dispute in its log, under three heads."""
    settings.HOME = tmp_path
    open_court()


@pytest.fixture
def fact() -> Event:
    """One of the facts, neither the first nor the last."""
    return Event.objects.filter(matter__code=CODE).order_by("pk")[5]


class TestVerify:
    def run(self, *options: str) -> tuple[int, str]:
        out = StringIO()
        try:
            call_command("verify", *options, stdout=out, stderr=StringIO())
        except SystemExit as end:
            return int(str(end.code)), out.getvalue()
        return 0, out.getvalue()

    def test_says_in_one_line_that_all_is_well(self) -> None:
        code, told = self.run()

        assert code == 0
        assert told.startswith("核对一致：事实 13")

    def test_names_the_row_and_fails(self, fact: Event) -> None:
        change_fact(fact, "body = body || ' '")

        code, told = self.run()

        assert code == 1
        assert f"事实 {fact.pk}（{CODE}）：事实的内容与日志中的哈希不符。" in told

    def test_answers_a_machine(self, fact: Event) -> None:
        change_fact(fact, "body = body || ' '")

        code, told = self.run("--json")

        assert code == 1
        assert json.loads(told)["problems"][0] == {
            "code": "changed",
            "kind": "fact",
            "ref": str(fact.pk),
            "matter": CODE,
            "text": "事实的内容与日志中的哈希不符",
        }

    @pytest.mark.allow_hosts(["127.0.0.1"])
    @pytest.mark.parametrize("address", ["", "http://127.0.0.1:1/witness"])
    def test_says_when_there_is_no_witness_to_ask(self, address: str, settings: Settings) -> None:
        settings.WITNESS_URL = address

        with pytest.raises(CommandError) as failed:
            self.run("--witness")
        assert failed.value.returncode == 2

    @pytest.mark.allow_hosts(["127.0.0.1"])
    def test_asks_the_witness_and_agrees(self, tmp_path: Path, settings: Settings) -> None:
        with witnessed(tmp_path / "witness.jsonl") as settings.WITNESS_URL:
            code, told = self.run("--witness")

        assert code == 0
        assert "见证方确认到第几条 13" in told

    @pytest.mark.allow_hosts(["127.0.0.1"])
    def test_names_the_last_ten_facts_when_all_trace_of_them_is_gone(
        self, tmp_path: Path, settings: Settings
    ) -> None:
        with witnessed(tmp_path / "witness.jsonl") as settings.WITNESS_URL:
            forget_all_after(3)

            assert self.run()[0] == 0
            code, told = self.run("--witness")

        assert code == 1
        assert "第 3 至 12 号被删除" in told


class TestRotateLogKey:
    def test_publishes_a_key_that_the_old_one_endorsed(self) -> None:
        out = StringIO()

        call_command("rotate_log_key", stdout=out)

        old, new = LogKey.objects.order_by("pk")
        assert new.endorsed_by == old.fingerprint
        assert new.fingerprint in out.getvalue()

    def test_says_what_to_do_when_the_old_one_is_lost(
        self, tmp_path: Path, settings: Settings
    ) -> None:
        settings.HOME = tmp_path / "elsewhere"

        with pytest.raises(CommandError, match="--lost"):
            call_command("rotate_log_key", stdout=StringIO())
        call_command("rotate_log_key", "--lost", stdout=StringIO())

        assert LogKey.objects.count() == 2


@contextmanager
def witnessed(file: Path) -> Iterator[str]:
    """Let a witness that was told of every head answer on this machine; yields its address."""
    book = Witness(file)
    told: list[int] = []
    for head in TreeHead.objects.select_related("key").order_by("size"):
        assert book.keep(witness.head_message(head, since=told))["kept"]
        told.append(head.size)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(book.heads()).encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/witness"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
