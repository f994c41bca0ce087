"""Court time: one for all processes, forward only, walking through everything that falls due."""

from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from threading import Event as Pause
from time import monotonic

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from pytest_django import Settings

from tests.cast import AT, Cast, acting, on_stage
from tests.core.periods import ANSWER, CHAIN, NEEDY, TOO_LATE, WRITING, started
from yunting.core import court_time, events
from yunting.core.actor import Actor, Channel
from yunting.core.court_clock import CourtClock
from yunting.core.court_time import AdvanceUnderWay, NotForward, NotInTraining
from yunting.core.models import CourtTime, Draft, Event, HandOff, Matter
from yunting.core.procedure import NotYours
from yunting.core.roles import Role
from yunting.filing.events import FilingNotCorrected
from yunting.filing.models import Filing
from yunting.filing.services.opening import open_filing
from yunting.lib import clock
from yunting.project.settings import ROOT

OPERATOR = Actor(None, None, frozenset({Role.OPERATOR}), channel=Channel.STAFF)
AHEAD = timedelta(days=36_500)
WITHIN_SECONDS = 1.0
CARRIED = "carried-after-"


def _matter_of(event: Event) -> Matter:
    assert event.matter is not None
    return event.matter


def note_what_had_lapsed(event: Event) -> None:
    lapsed = Event.objects.filter(kind="core.deadline-lapsed").count()
    Draft.objects.create(matter=_matter_of(event), form=f"{CARRIED}{lapsed}")


events.hand_off(FilingNotCorrected, events.When.AFTER, note_what_had_lapsed)


@pytest.fixture
def cast() -> Cast:
    """Everybody, in a court whose clock stands just before the tests' morning."""
    court_time.reset(AT - timedelta(minutes=1), by=OPERATOR)
    return on_stage()


@pytest.fixture
def filing(cast: Cast) -> Filing:
    return _opened(cast)


def _opened(cast: Cast) -> Filing:
    by = acting(cast.zhang)
    return open_filing(cast.court, form="sale-contract", cause="2025:88", by=by, at=AT)


def _lapses() -> list[tuple[datetime, str]]:
    told = Event.objects.filter(kind="core.deadline-lapsed").order_by("id")
    return [(event.at, events.values_of(event)["period"]) for event in told]


@pytest.mark.django_db
class TestAdvance:
    def test_walks_every_due_instant_in_order_each_with_its_effect(
        self, cast: Cast, filing: Filing
    ) -> None:
        started(CHAIN, filing, on=AT.date() + timedelta(days=1))
        started(WRITING, _opened(cast))

        lapsed = court_time.advance(TOO_LATE + timedelta(days=20), by=OPERATOR)

        assert lapsed == 3
        assert _lapses() == [
            (TOO_LATE, "test.writing"),
            (TOO_LATE + timedelta(days=1), "test.chain"),
            (TOO_LATE + timedelta(days=9), "test.review"),
        ]

    def test_carries_what_takes_over_before_it_goes_on(self, cast: Cast, filing: Filing) -> None:
        started(CHAIN, filing)

        court_time.advance(TOO_LATE + timedelta(days=20), by=OPERATOR)

        assert Draft.objects.filter(form=f"{CARRIED}1").exists()
        assert not HandOff.objects.filter(done_at__isnull=True).exists()

    def test_leaves_what_is_due_later(self, filing: Filing) -> None:
        started(ANSWER, filing)

        assert court_time.advance(TOO_LATE - timedelta(seconds=30), by=OPERATOR) == 0

    def test_goes_on_past_an_effect_that_fails(self, cast: Cast, filing: Filing) -> None:
        started(NEEDY, filing)
        started(WRITING, _opened(cast))

        assert court_time.advance(TOO_LATE + timedelta(hours=1), by=OPERATOR) == 2

    def test_sets_the_clock_and_says_so(self, filing: Filing) -> None:
        to = TOO_LATE + timedelta(days=3)
        court_time.advance(to, by=OPERATOR)

        told = Event.objects.get(kind="core.court-time-advanced")
        assert timedelta() <= court_time.show() - to < timedelta(minutes=1)
        assert (told.role, told.audience) == ("operator", "court")

    def test_never_goes_back(self, cast: Cast) -> None:
        with pytest.raises(NotForward):
            court_time.advance(AT - timedelta(days=1), by=OPERATOR)

    def test_is_the_operators_alone(self, cast: Cast) -> None:
        with pytest.raises(NotYours):
            court_time.advance(TOO_LATE, by=acting(cast.sun))

    def test_is_for_a_training_court_alone(self, cast: Cast, settings: Settings) -> None:
        settings.TRAINING = False

        with pytest.raises(NotInTraining):
            court_time.advance(TOO_LATE, by=OPERATOR)
        with pytest.raises(NotInTraining):
            court_time.reset(AT, by=OPERATOR)


@pytest.mark.django_db
class TestReset:
    def test_may_go_back_and_is_counted(self, cast: Cast) -> None:
        court_time.advance(TOO_LATE, by=OPERATOR)
        court_time.reset(AT, by=OPERATOR)

        assert timedelta() <= court_time.show() - AT < timedelta(minutes=1)
        assert CourtTime.objects.get().resets == 2
        assert Event.objects.filter(kind="core.court-time-reset").count() == 2


@pytest.mark.django_db
def test_the_database_refuses_to_let_court_time_go_back(cast: Cast) -> None:
    known = CourtTime.objects.get().offset

    with pytest.raises(DatabaseError, match="never goes back"), transaction.atomic():
        CourtTime.objects.update(offset=known - timedelta(microseconds=1))


@pytest.mark.usefixtures("own_database")
class TestEveryProcess:
    def test_learns_of_a_change_within_a_second(self) -> None:
        elsewhere = CourtClock()
        assert abs(elsewhere.now() - clock.machine_now()) < timedelta(minutes=1)

        to = clock.machine_now() + AHEAD
        court_time.advance(to, by=OPERATOR)
        changed_at = monotonic()
        while elsewhere.now() < to and monotonic() - changed_at < 2 * WITHIN_SECONDS:
            Pause().wait(0.01)

        took = monotonic() - changed_at
        elsewhere.forget()
        assert took < WITHIN_SECONDS

    def test_keeps_the_last_known_offset_while_the_database_is_away(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        court_time.advance(clock.machine_now() + AHEAD, by=OPERATOR)
        here = CourtClock()
        here.now()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        monkeypatch.setitem(connection.settings_dict, "HOST", str(ROOT))
        Pause().wait(0.3)

        assert here.now() - clock.machine_now() > AHEAD - timedelta(minutes=1)

        monkeypatch.undo()
        Pause().wait(0.3)
        assert here.now() - clock.machine_now() > AHEAD - timedelta(minutes=1)
        here.forget()

    def test_does_not_guess_when_it_never_knew(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(connection.settings_dict, "HOST", str(ROOT))

        with pytest.raises(psycopg.OperationalError):
            CourtClock().now()

    def test_only_one_moves_the_clock_at_a_time(self, own_database: str) -> None:
        with psycopg.connect(own_database) as other:
            other.execute("SELECT pg_advisory_lock(%s)", [court_time.BEING_SET])
            with pytest.raises(AdvanceUnderWay):
                court_time.advance(clock.machine_now() + AHEAD, by=OPERATOR)
            # Said aloud: a server notices a closed connection only after a while.
            other.execute("SELECT pg_advisory_unlock(%s)", [court_time.BEING_SET])

        court_time.advance(clock.machine_now() + AHEAD, by=OPERATOR)


def test_every_entry_point_lives_in_court_time() -> None:
    entries = [
        path
        for path in Path(ROOT, "yunting", "project").rglob("*.py")
        if 'setdefault("DJANGO_SETTINGS_MODULE"' in path.read_text("utf-8")
    ]

    assert entries
    for path in entries:
        assert "court_clock.install()" in path.read_text("utf-8"), path.name


@pytest.mark.django_db
class TestCommand:
    def test_advances_and_shows(self, filing: Filing) -> None:
        started(ANSWER, filing)
        said = StringIO()

        call_command("court_time", "advance", "2026-03-10T10:00", stdout=said)

        assert "1 deadline(s) lapsed" in said.getvalue()
        assert "court time 2026-03-10 10:00" in said.getvalue()

    def test_takes_a_span(self, cast: Cast) -> None:
        said = StringIO()

        call_command("court_time", "advance", "+7d", stdout=said)

        assert "court time 2026-03-09 09:" in said.getvalue()

    @pytest.mark.parametrize("to", ["soon", "+x", "2026-13-01"])
    def test_says_what_it_takes(self, cast: Cast, to: str) -> None:
        with pytest.raises(CommandError, match="is no time"):
            call_command("court_time", "advance", to)

    def test_refuses_in_the_courts_words(self, cast: Cast) -> None:
        with pytest.raises(CommandError, match="只能向后推进"):
            call_command("court_time", "advance", "2020-01-01")
