"""What machines ask a court: health for a load balancer, figures for who watches it."""

import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.core.tampering import open_court
from yunting.core.models import Heartbeat
from yunting.lib import clock

FIGURE = re.compile(r"^yunting_[a-z_]+ -?[0-9.e+-]+$")


@pytest.fixture
def away(own_database: str) -> Iterator[None]:
    """The database cannot be reached."""
    there = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(HOST="/nowhere")
    yield
    connection.settings_dict.update(there)


class TestLive:
    def test_answers_while_the_database_is_away(self, away: None) -> None:
        assert Client().get("/health/live").content == b"live\n"


class TestReady:
    def test_takes_visitors(self, db: None) -> None:
        answer = Client().get("/health/ready")

        assert (answer.status_code, answer.content) == (200, b"ready\n")
        assert "no-store" in answer["Cache-Control"]

    def test_takes_none_while_the_database_is_away(self, away: None) -> None:
        answer = Client().get("/health/ready")

        assert (answer.status_code, answer.content) == (503, b"database does not answer\n")


class TestMetrics:
    def test_are_numbers_prometheus_reads(self, db: None) -> None:
        open_court()
        Heartbeat.objects.create(pk=1, at=clock.machine_now())

        answer = Client().get("/metrics")

        lines = answer.content.decode().splitlines()
        figures = [line for line in lines if not line.startswith("#")]
        assert answer["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
        assert [line for line in figures if not FIGURE.match(line)] == []
        assert "yunting_log_size 13" in figures
        assert "yunting_database_up 1" in figures
        assert "# TYPE yunting_log_size counter" in lines
        assert any(line.startswith("yunting_worker_silent_seconds ") for line in figures)

    def test_say_that_the_database_is_away(self, away: None) -> None:
        assert "yunting_database_up 0" in Client().get("/metrics").content.decode()

    @pytest.mark.parametrize("address", ["10.0.0.1", "2001:db8::1", ""])
    def test_are_not_there_for_a_stranger(self, db: None, address: str) -> None:
        assert Client(REMOTE_ADDR=address).get("/metrics").status_code == 404

    @pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
    def test_are_not_there_for_who_comes_through_a_server_in_front(
        self, db: None, header: str
    ) -> None:
        assert Client(headers={header: "127.0.0.1"}).get("/metrics").status_code == 404

    def test_are_there_for_the_networks_the_court_names(self, db: None, settings: Settings) -> None:
        settings.METRICS_FROM = "10.0.0.0/8, ::1/128"

        assert Client(REMOTE_ADDR="10.1.2.3").get("/metrics").status_code == 200
        assert Client(REMOTE_ADDR="127.0.0.1").get("/metrics").status_code == 404

    def test_ask_no_more_as_the_court_grows(self, db: None) -> None:
        with CaptureQueriesContext(connection) as asked:
            Client().get("/metrics")

        assert len(asked) <= 11
