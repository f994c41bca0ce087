"""A running court with one dispute, and people who watch it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import httpx
from django.db import connection
from django.test import Client, override_settings

from tests.accounts.signing_in import sign_in_citizen, sign_in_staff
from tests.cast import Cast, acting, on_stage
from tests.filing.build import submitted
from yunting.core import document_press
from yunting.core.events import history
from yunting.core.facts import Fact
from yunting.core.models import Account, Event, HandOff
from yunting.filing.models import Filing, Return
from yunting.filing.services import opening, review
from yunting.lib import clock
from yunting.project.court_of_its_own import RunningCourt
from yunting.project.database import parse

PROGRAMS = ("pages", "live", "worker")
SETTLE_SECONDS = 60.0


@contextmanager
def on_stage_of(court: RunningCourt) -> Iterator[Cast]:
    """Work in a running court's database under its key, in the thread that calls."""
    usual = dict(connection.settings_dict)
    with override_settings(SECRET_KEY=(court.home / "secret-key").read_text()):
        connection.close()
        connection.settings_dict.update({**parse(court.dsn_web), "OPTIONS": {}})
        try:
            yield on_stage()
        finally:
            connection.close()
            connection.settings_dict.update(usual)


class Watcher:
    """Somebody's open page: the events of one dispute as they come."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self._lines = response.iter_lines()

    def next(self) -> int:
        """Return the number of the next state told; fails if the line ends or says nothing."""
        for line in self._lines:
            if line.startswith("data: "):
                return int(json.loads(line.removeprefix("data: "))["seq"])
        raise AssertionError("the line has ended")

    def until(self, fact: int) -> list[int]:
        """Return what is told up to the first state that is that fact or newer.

        The worker goes on with a dispute after each act: other facts may come before and after.
        """
        told = [self.next()]
        while told[-1] < fact:
            told.append(self.next())
        return told

    def has_ended(self) -> bool:
        """Wait for the line to end."""
        return all(not line.startswith("data: ") for line in self._lines)


class Scene:
    """A running court with one dispute in it, and the means to watch it."""

    def __init__(self, court: RunningCourt, cast: Cast) -> None:
        self.court = court
        self.cast = cast
        # The worker lets periods lapse by the court's clock, so nothing here may be long ago.
        self.filing = submitted(cast, at=clock.now())

    @property
    def address(self) -> str:
        return f"{self.court.live_url}/live/matters/{self.filing.matter.code}"

    def settle(self) -> None:
        """Wait until the worker has done all that follows from what was done."""
        until = time.monotonic() + SETTLE_SECONDS
        while HandOff.objects.filter(done_at__isnull=True).exists() or document_press.waiting():
            assert time.monotonic() < until, "the worker does not come to an end"
            time.sleep(0.1)

    def cookie_of(self, account: Account) -> str:
        client = Client()
        (sign_in_staff if account.is_court_staff else sign_in_citizen)(client, account)
        return client.cookies["sessionid"].value

    def answer_to(self, account: Account | None, *, origin: str = "") -> int:
        with self.asking(account, origin=origin) as response:
            return response.status_code

    @contextmanager
    def asking(
        self, account: Account | None, *, origin: str = "", cookie: str = ""
    ) -> Iterator[httpx.Response]:
        session = cookie or (self.cookie_of(account) if account else "")
        headers = {"Origin": origin} if origin else {}
        with (
            httpx.Client(trust_env=False, timeout=20, cookies={"sessionid": session}) as client,
            client.stream("GET", self.address, headers=headers) as response,
        ):
            yield response

    @contextmanager
    def watching(self, account: Account, *, cookie: str = "") -> Iterator[Watcher]:
        with self.asking(account, cookie=cookie) as response:
            assert response.status_code == 200
            yield Watcher(response)

    def return_it(self) -> Return:
        """Do something everybody on the claiming side may know of."""
        fault = review.Fault("facts.goods", "unclear", "民事诉讼法 第一百二十二条第三项", "规格")
        return review.return_filing(
            self.filing,
            (fault,),
            due_on=clock.day_of(clock.now()) + timedelta(days=10),
            by=acting(self.cast.sun, self.filing.matter),
            at=clock.now(),
        )

    def draft_refusal(self) -> Filing:
        """Do something only the court may know of."""
        return review.draft_refusal(
            self.filing,
            ground="no-claim",
            reason="没有写明请求。",
            by=acting(self.cast.sun, self.filing.matter),
            at=clock.now(),
        )

    def withdraw(self) -> Filing:
        """Do something the filer may know of whatever the court was about to do."""
        by = acting(self.cast.zhang, self.filing.matter)
        return opening.withdraw(self.filing, reason="", by=by, at=clock.now())

    def newest(self) -> int:
        """Return the number of the newest fact the filer may know of."""
        matter = self.filing.matter
        return history(matter, actor=acting(self.cast.zhang, matter)).latest("id").pk

    def fact(self, kind: type[Fact]) -> int:
        """Return the number of the newest fact of a kind in the dispute."""
        return Event.objects.filter(matter=self.filing.matter, kind=kind.kind).latest("id").pk
