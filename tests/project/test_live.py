"""The live process of a real court: who is told, of what, and until when."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from tests.accounts.signing_in import sign_in_citizen
from tests.cast import AT, Cast
from tests.project.watching import PROGRAMS, Scene, on_stage_of
from yunting.core.actor import Actor
from yunting.core.audience import Audience
from yunting.core.live import State, Viewer
from yunting.core.models import Event
from yunting.filing.events import FilingReturned, FilingWithdrawn, RefusalDrafted
from yunting.project.court_of_its_own import RunningCourt, running_court
from yunting.project.live.protocol import MOST_OF_A_SESSION

pytestmark = pytest.mark.allow_hosts(["127.0.0.1", "::1", "localhost"])


class Wire:
    """A line that goes nowhere."""

    def __init__(self, stuck: int = 0) -> None:
        self.sent: list[bytes] = []
        self.stuck = stuck
        self.is_closed = False

    def write(self, message: bytes) -> None:
        self.sent.append(message)

    def close(self) -> None:
        self.is_closed = True

    def unsent(self) -> int:
        return self.stuck


@pytest.fixture(scope="module")
def court(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCourt]:
    home = tmp_path_factory.mktemp("court")
    with running_court(home, training="empty", processes=PROGRAMS) as court:
        yield court


@pytest.fixture(scope="module")
def cast(
    court: RunningCourt, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Cast]:
    with django_db_blocker.unblock(), on_stage_of(court) as cast:
        yield cast


@pytest.fixture
def scene(court: RunningCourt, cast: Cast) -> Scene:
    """Give each test a dispute of its own."""
    return Scene(court, cast)


class TestWatch:
    def test_begins_with_where_the_dispute_stands(self, scene: Scene) -> None:
        before = scene.newest()
        with scene.watching(scene.cast.zhang) as watcher:
            # The worker may be going on with the dispute meanwhile.
            assert before <= watcher.next() <= scene.newest()

    def test_tells_of_an_act(self, scene: Scene) -> None:
        with scene.watching(scene.cast.zhang) as watcher:
            before = watcher.next()

            scene.return_it()

            returned = scene.fact(FilingReturned)
            assert before < returned <= watcher.until(returned)[-1] <= scene.newest()

    def test_keeps_what_is_the_court_s_from_the_parties(self, scene: Scene) -> None:
        with (
            scene.watching(scene.cast.sun) as of_the_court,
            scene.watching(scene.cast.zhang) as party,
        ):
            party.next()

            scene.draft_refusal()
            # Whoever is of the court has been told by now, and the party would have been.
            of_the_court.until(scene.fact(RefusalDrafted))
            scene.withdraw()
            told = party.until(scene.fact(FilingWithdrawn))

            kept = Event.objects.filter(matter=scene.filing.matter, audience=Audience.COURT)
            assert scene.fact(RefusalDrafted) in kept.values_list("pk", flat=True)
            assert not kept.filter(pk__in=told).exists()

    def test_counts_as_news_only_what_is_newer(self, scene: Scene) -> None:
        viewer = Viewer(scene.filing.matter, Actor.clock(), "key", Wire())

        for seq in (3, 2, 3, 4):
            state = State(seq, AT)
            viewer.tell(state, state.encode())

        assert isinstance(viewer.line, Wire)
        assert [message.split()[1] for message in viewer.line.sent] == [b"3", b"4"]

    def test_hangs_up_on_who_does_not_keep_up(self, scene: Scene) -> None:
        wire = Wire(stuck=10**6)
        state = State(1, AT)

        Viewer(scene.filing.matter, Actor.clock(), "key", wire).tell(state, state.encode())

        assert (wire.sent, wire.is_closed) == ([], True)


class TestWhoMayWatch:
    def test_not_nobody(self, scene: Scene) -> None:
        assert scene.answer_to(None) == 404

    def test_not_a_stranger(self, scene: Scene) -> None:
        assert scene.answer_to(scene.cast.qian) == 404

    def test_not_the_wrong_side_before_it_takes_part(self, scene: Scene) -> None:
        assert scene.answer_to(scene.cast.li) == 404

    def test_the_court(self, scene: Scene) -> None:
        assert scene.answer_to(scene.cast.sun) == 200

    def test_not_the_staff_without_a_second_factor(self, scene: Scene) -> None:
        client = Client()
        client.force_login(scene.cast.sun)

        with scene.asking(None, cookie=client.cookies["sessionid"].value) as response:
            assert response.status_code == 404

    def test_not_with_a_cookie_somebody_made_up(self, scene: Scene) -> None:
        with scene.asking(None, cookie="abcdefgh" * 4) as response:
            assert response.status_code == 404

    def test_not_from_a_page_elsewhere(self, scene: Scene) -> None:
        assert scene.answer_to(scene.cast.zhang, origin="https://elsewhere.example") == 403

    def test_from_the_court_s_pages(self, scene: Scene) -> None:
        origin = scene.court.pages_url

        with scene.asking(scene.cast.zhang, origin=origin) as response:
            assert response.headers["Access-Control-Allow-Origin"] == origin
            assert response.headers["Access-Control-Allow-Credentials"] == "true"

    def test_not_on_more_lines_than_anybody_needs(self, scene: Scene) -> None:
        cookie = scene.cookie_of(scene.cast.zhang)
        with ExitStack() as lines:
            watchers = [
                lines.enter_context(scene.watching(scene.cast.zhang, cookie=cookie))
                for _ in range(MOST_OF_A_SESSION)
            ]
            for watcher in watchers:
                watcher.next()

            with scene.asking(None, cookie=cookie) as response:
                assert response.status_code == 503


class TestSignOut:
    def test_ends_the_line_and_the_right_to_another(self, scene: Scene) -> None:
        client = Client()
        sign_in_citizen(client, scene.cast.zhang)
        cookie = client.cookies["sessionid"].value
        scene.settle()
        with scene.watching(scene.cast.zhang, cookie=cookie) as watcher:
            watcher.next()

            client.post("/sign-out/")

            assert watcher.has_ended()
        with scene.asking(None, cookie=cookie) as response:
            assert response.status_code == 404


class TestRequest:
    @pytest.mark.parametrize(
        ("sent", "status"),
        [
            ("POST /live/matters/X HTTP/1.1\r\n\r\n", 405),
            ("GET /elsewhere HTTP/1.1\r\n\r\n", 404),
            ("GET /live/ HTTP/1.1\r\n\r\n", 200),
            ("GET /live/matters/X\x00Y HTTP/1.1\r\nCookie: sessionid=x\r\n\r\n", 404),
            ("GET /live/matters/%00 HTTP/1.1\r\nCookie: sessionid=x\r\n\r\n", 404),
            ("nonsense\r\n\r\n", 405),
            ("x" * 20_000, 431),
        ],
    )
    def test_is_answered_and_hung_up_on(self, scene: Scene, sent: str, status: int) -> None:
        address = ("127.0.0.1", urlsplit(scene.court.live_url).port or 0)
        with socket.create_connection(address, timeout=20) as line:
            line.sendall(sent.encode("latin-1"))
            answer = b"".join(iter(lambda: line.recv(4096), b""))

        assert answer.startswith(f"HTTP/1.1 {status} ".encode())
