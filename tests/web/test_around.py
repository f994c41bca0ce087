"""What stands around the pages: entries, unread messages, for whom, outages."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.http import HttpRequest
from django.test import Client, RequestFactory

from tests.cast import AT, Cast, on_stage
from yunting.core import messages, outages
from yunting.core.models import Account, Mandate, Message
from yunting.lib import clock
from yunting.ui import navigation
from yunting.web import around

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    """Put everybody on stage."""
    cache.clear()
    return on_stage()


def request_of(account: Account, address: str = "/") -> HttpRequest:
    request = RequestFactory().get(address)
    request.user = account
    return request


class TestEntries:
    def test_of_the_citizens_bar_are_there(self, cast: Cast) -> None:
        client = Client()
        client.force_login(cast.zhang)

        page = client.get("/messages/").content.decode()

        dock = page[page.index('class="dock"') :]
        assert re.findall(r"<span>([^<]+)</span>", dock) == ["首页", "办理", "我的案件", "消息"]
        assert dock.index('aria-current="page"') > dock.index("我的案件")

    def test_of_the_court_carry_their_letter(self, cast: Cast) -> None:
        shown = navigation.entries("court", request_of(cast.sun, "/court/tasks/"))

        assert [(entry.label, entry.key) for entry in shown][:2] == [("今日", "j"), ("待办", "d")]
        assert [entry.label for entry in shown if entry.is_current] == ["待办"]


class TestActingFor:
    def test_names_whom_the_address_says(self, cast: Cast) -> None:
        assert cast.zhang.person is not None
        assert cast.li.person is not None
        Mandate.objects.create(
            principal=cast.li.person, agent=cast.zhang.person, scope="general", since=AT
        )
        client = Client()
        client.force_login(cast.zhang)

        page = client.get(f"/messages/?for={cast.li.person_id}").content.decode()

        assert "您正在代<strong>李潮</strong>办理" in page
        assert "您正在代" not in client.get("/messages/").content.decode()

    def test_names_nobody_whom_one_may_not_act_for(self, cast: Cast) -> None:
        client = Client()
        client.force_login(cast.qian)

        page = client.get(f"/messages/?for={cast.li.person_id}").content.decode()

        assert "您正在代" not in page


class TestOutage:
    def test_is_told_for_some_days_to_who_is_signed_in(self, cast: Cast) -> None:
        now = clock.machine_now()
        outages.beat(machine_at=now - timedelta(hours=2))
        assert outages.beat(machine_at=now - timedelta(hours=1)) is not None

        assert "受影响的期限已经顺延" in around.outage(request_of(cast.zhang))

    def test_is_forgotten_afterwards(self, cast: Cast) -> None:
        now = clock.machine_now()
        outages.beat(machine_at=now - timedelta(days=5))
        assert outages.beat(machine_at=now - timedelta(days=4)) is not None

        assert around.outage(request_of(cast.zhang)) == ""


class TestUnread:
    def test_counts_what_waits_to_be_read(self, cast: Cast) -> None:
        for code in ("Y7K2-9QMD", "Y7K2-9QME"):
            Message.objects.create(
                court=cast.court, to=cast.zhang.person, title="通知", code=code, at=AT
            )
        messages.mark_read(Message.objects.filter(to=cast.zhang.person)[0], at=AT)

        assert around.unread(request_of(cast.zhang)) == 1
        assert around.unread(request_of(cast.qian)) == 0
