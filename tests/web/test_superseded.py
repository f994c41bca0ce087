"""A paper replaced while somebody reads it: said at once, served anew, the period begins anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from tests.accounts.signing_in import signed_in
from tests.cast import AT, Cast, on_stage
from tests.delivery.build import agrees, confirms, dispute
from tests.filing.desk_stage import text
from tests.web.test_orders import on_with_it
from yunting.core.models import Deadline, DeadlineState, Document, DocumentState
from yunting.delivery.models import Service, ServiceState
from yunting.filing import deadlines
from yunting.lib import clock

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("press"),
]
LATER = AT + timedelta(days=2)


@pytest.fixture
def cast() -> Iterator[Cast]:
    clock.provide(lambda: AT)
    yield on_stage()
    clock.provide(clock.machine_now)


@pytest.fixture
def notice(cast: Cast) -> Document:
    """Return the defendant's notice of response, served electronically on the day itself."""
    told = dispute(cast=cast)
    agrees(told, cast.li)
    confirms(told, cast.li)
    on_with_it()
    return Document.objects.get(case=told.case, title="应诉通知书")


def reissued(cast: Cast, notice: Document) -> Document:
    """Replace a notice by the clerk's form, two days later; not sealed yet."""
    clock.provide(lambda: LATER)
    typed = {"reason": "被告名称有误，按身份证更正"}
    assert (
        signed_in(cast.zhao).post(f"{notice.get_absolute_url()}reissue/", typed).status_code == 303
    )
    return Document.objects.get(supersedes=notice)


def periods(told: Document) -> list[tuple[str, str]]:
    rows = Deadline.objects.filter(kind=deadlines.ANSWER.name, matter=told.matter).order_by("run")
    return [(row.started_on.isoformat(), row.state) for row in rows]


class TestWhileItIsRead:
    def test_every_page_says_so_before_the_new_one_is_even_sealed(
        self, cast: Cast, notice: Document
    ) -> None:
        reader = signed_in(cast.li)
        service = Service.objects.get(document=notice)
        assert "不再有效" not in text(reader.get(notice.get_absolute_url()))
        reader.post(f"/served/{service.pk}/open/")
        old_file = reader.get(f"{notice.get_absolute_url()}file.pdf").content

        reissued(cast, notice)

        read = text(reader.get(notice.get_absolute_url()))
        assert "这份文书已经被替换，不再有效" in read
        assert "被告名称有误，按身份证更正" in read
        assert "这份文书已经被替换，不再有效" in text(reader.get(f"/served/{service.pk}/"))
        assert reader.get(f"{notice.get_absolute_url()}file.pdf").content == old_file

    def test_the_check_page_and_the_comparison_say_so_to_anybody(
        self, cast: Cast, notice: Document
    ) -> None:
        new = reissued(cast, notice)

        by_code = text(Client().get(f"/c/{notice.code}"))
        by_file = text(Client().post("/check/file/", {"sha256": notice.sealed_sha256}))

        for page in (by_code, by_file):
            assert "这一份不再有效" in page
            assert "已于2026年3月4日 星期三被另一份替换，请以新的为准" in page
            assert f"/c/{new.code}" in page
            assert "被告名称有误" not in page


class TestServedAnew:
    def test_ends_the_old_service_and_begins_the_period_anew(
        self, cast: Cast, notice: Document
    ) -> None:
        assert periods(notice) == [("2026-03-02", DeadlineState.RUNNING)]

        new = reissued(cast, notice)
        on_with_it(LATER)

        new.refresh_from_db()
        old_service = Service.objects.get(document=notice)
        new_service = Service.objects.get(document=new)
        assert new.state == DocumentState.SEALED
        assert old_service.state == ServiceState.SUPERSEDED
        assert (new_service.state, new_service.effective_on) == (ServiceState.SERVED, LATER.date())
        assert [started for started, _ in periods(notice)] == ["2026-03-02", "2026-03-04"]
        assert [state for _, state in periods(notice)][-1] == DeadlineState.RUNNING
        assert Deadline.objects.open().filter(kind=deadlines.ANSWER.name).count() == 1

    def test_leads_the_reader_from_the_old_paper_to_the_new(
        self, cast: Cast, notice: Document
    ) -> None:
        new = reissued(cast, notice)
        on_with_it(LATER)
        reader = signed_in(cast.li)

        old_page = text(reader.get(notice.get_absolute_url()))
        new_page = text(reader.get(new.get_absolute_url()))

        assert new.get_absolute_url() in old_page
        assert notice.get_absolute_url() in new_page
        assert "有效" in new_page
