"""Outages on their public page: what they moved, in counts, and a certificate to be checked."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from tests.accounts.signing_in import sign_in_staff
from tests.cast import AT, Cast, acting, on_stage, staff
from tests.core.periods import WRITING, started
from tests.feedback.build import heard
from yunting.core import outages
from yunting.core.actor import Actor
from yunting.core.models import Division, Outage, OutageShift
from yunting.core.outages import OF_THE_COURT, Moved
from yunting.core.roles import Role
from yunting.filing.models import Filing
from yunting.filing.services.opening import open_filing

pytestmark = [pytest.mark.django_db, pytest.mark.feature("M13")]
EVENING = datetime(2026, 3, 9, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
OPERATOR = Actor(None, None, frozenset({Role.OPERATOR}))


@pytest.fixture
def cast(db: None) -> Cast:
    return on_stage()


@pytest.fixture
def filings(cast: Cast) -> list[Filing]:
    """Two filings whose period ends on the evening of the outage."""
    by = acting(cast.zhang)
    made = [
        open_filing(cast.court, form="sale-contract", cause="2025:88", by=by, at=AT)
        for _ in range(2)
    ]
    for filing in made:
        started(WRITING, filing)
    return made


@pytest.fixture
def outage(filings: list[Filing]) -> Outage:
    return outages.declare(
        EVENING, EVENING + HOUR, reason="机房断电。", by=OPERATOR, at=EVENING + 2 * HOUR
    )


def page(client: Client, name: str, *args: Any) -> str:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


class TestThePublicPage:
    def test_says_which_kinds_moved_to_which_day_and_how_many(self, outage: Outage) -> None:
        assert outages.moved_by(outage) == [
            Moved(WRITING.title, date(2026, 3, 9), date(2026, 3, 10), 2)
        ]
        shown = page(Client(), "web:outage", outage.code)
        assert WRITING.title in shown
        assert "2026年3月10日" in shown

    def test_names_no_dispute(self, outage: Outage, filings: list[Filing]) -> None:
        shown = page(Client(), "web:outage", outage.code)

        assert [one.matter.code for one in filings if one.matter.code in shown] == []

    def test_counts_what_is_the_court_s_alone_without_its_name(self, cast: Cast) -> None:
        heard(cast, at=EVENING - timedelta(days=10))
        moving = outages.declare(
            EVENING, EVENING + HOUR, reason="断电。", by=OPERATOR, at=EVENING + 2 * HOUR
        )

        assert [one.title for one in outages.moved_by(moving)] == [OF_THE_COURT]

    def test_is_listed_for_anybody(self, outage: Outage) -> None:
        shown = page(Client(), "web:outages")

        assert outage.code in shown
        assert "2项" in shown

    def test_is_not_there_for_another_code(self, outage: Outage) -> None:
        assert Client().get(reverse("web:outage", args=["ABCD-EFGH"])).status_code == 404


class TestTheCertificate:
    def test_is_downloaded_as_the_page_s_fingerprint_says(self, outage: Outage) -> None:
        response = Client().get(reverse("web:outage-certificate", args=[outage.code]))

        sha256 = hashlib.sha256(response.content).hexdigest()
        assert sha256 in page(Client(), "web:outage", outage.code)
        assert f"编号：{outage.code}" in response.content.decode()

    def test_is_found_by_its_code_where_everything_is_checked(self, outage: Outage) -> None:
        shown = page(Client(), "web:short-check", outage.code)

        assert "系统故障证明" in shown
        assert reverse("web:outage", args=[outage.code]) in shown

    def test_stays_with_what_it_moved(self, outage: Outage) -> None:
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            OutageShift.objects.filter(outage=outage).delete()


class TestThePeriods:
    @pytest.mark.parametrize("role", [Role.OPERATOR, Role.PRESIDENT])
    def test_are_read_by_who_answers_for_it(
        self, cast: Cast, outage: Outage, filings: list[Filing], role: Role
    ) -> None:
        office, _ = Division.objects.get_or_create(court=cast.court, name="综合办公室")
        client = Client()
        sign_in_staff(client, staff("赵舟", office, role))

        shown = page(client, "web:outage-periods", outage.code)

        assert all(one.matter.code in shown for one in filings)
        leads = [one.matter.get_absolute_url() in shown for one in filings]
        assert leads == [role == Role.PRESIDENT] * 2
        assert reverse("web:outage-periods", args=[outage.code]) in page(
            client, "web:outage", outage.code
        )

    def test_are_not_for_a_judge(self, cast: Cast, outage: Outage) -> None:
        client = Client()
        sign_in_staff(client, cast.wang)

        address = reverse("web:outage-periods", args=[outage.code])
        assert client.get(address).status_code == 404
