"""The entries of a portal."""

from collections.abc import Iterator

import pytest
from django.test import RequestFactory

from yunting.ui import navigation
from yunting.ui.navigation import Entry

HERE = RequestFactory().get("/components/badge/")


@pytest.fixture
def portal() -> Iterator[str]:
    """Return the name of a portal that is gone after the test."""
    yield "test"
    navigation.declare("test")


class TestEntries:
    def test_leave_out_what_does_not_exist_and_what_is_not_for_this_person(
        self, portal: str
    ) -> None:
        navigation.declare(
            portal,
            Entry("帮助", "ui:help"),
            Entry("没有", "nowhere:at-all"),
            Entry("别人的", "ui:terms", shown=lambda request: False),
        )

        assert [entry.label for entry in navigation.entries(portal, HERE)] == ["帮助"]

    def test_mark_the_one_that_leads_here(self, portal: str) -> None:
        navigation.declare(portal, Entry("部件", "ui:components"), Entry("帮助", "ui:help"))

        current = [e.label for e in navigation.entries(portal, HERE) if e.is_current]

        assert current == ["部件"]

    def test_count_what_waits(self, portal: str) -> None:
        navigation.declare(portal, Entry("帮助", "ui:help", count=lambda request: 3))

        assert navigation.entries(portal, HERE)[0].count == 3

    def test_refuse_one_key_for_two(self, portal: str) -> None:
        with pytest.raises(TypeError):
            navigation.declare(portal, Entry("甲", "ui:help", "j"), Entry("乙", "ui:terms", "j"))
