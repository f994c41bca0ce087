"""The desk for programs: the same reads, acts and refusals as the pages."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from tests.cast import AT, Cast, on_stage
from tests.filing.desk_stage import DAY, PHONE, corrected, on_the_desk
from yunting.accounts.services import tokens
from yunting.core.actor import Actor
from yunting.core.models import Account, Event
from yunting.filing.models import Assignment, Filing, FilingState, Return
from yunting.lib import clock

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("today"),
    pytest.mark.feature("X10"),
]
COURT = "/api/v1/court"
FAULT = {"path": PHONE, "reason": "missing", "basis": "民事诉讼法 第一百二十四条"}


class Program:
    """A program of somebody, with its access token."""

    def __init__(self, account: Account) -> None:
        issued = tokens.issue_access_token(
            "程序", by=Actor.of(account, None), at=AT, machine_at=clock.machine_now()
        )
        self.client = Client(headers={"Authorization": f"Bearer {issued.secret}"})

    def get(self, path: str, **asked: str) -> Any:
        return self.client.get(COURT + path, asked)

    def post(self, path: str, key: str = "", **body: object) -> Any:
        return self.client.post(
            COURT + path,
            json.dumps(body),
            content_type="application/json",
            headers={"Idempotency-Key": key} if key else {},
        )


@pytest.fixture
def cast() -> Cast:
    return on_stage()


@pytest.fixture
def today() -> Iterator[None]:
    clock.provide(lambda: AT + DAY)
    yield
    clock.provide(clock.machine_now)


@pytest.fixture
def clerk(cast: Cast) -> Program:
    return Program(cast.sun)


@pytest.fixture
def chief(cast: Cast) -> Program:
    return Program(cast.zhou)


@pytest.fixture
def filing(cast: Cast) -> Filing:
    return on_the_desk(cast)


class TestRead:
    def test_the_queue_says_where_each_filing_stands(self, clerk: Program, filing: Filing) -> None:
        told = clerk.get("/filings", state="submitted").json()

        assert told["next"] is None
        assert [(r["id"], r["day"], r["of"], r["run"]) for r in told["rows"]] == [
            (filing.pk, 1, 7, 1)
        ]
        assert clerk.get("/filings", state="returned").json()["rows"] == []

    def test_one_filing_comes_with_what_can_be_done(self, clerk: Program, filing: Filing) -> None:
        told = clerk.get(f"/filings/{filing.pk}").json()

        assert told["values"][PHONE] == "0580-2026000"
        assert "accept" in told["moves"]
        assert "allow-second-return" not in told["moves"]

    def test_is_not_there_for_others(self, cast: Cast, filing: Filing) -> None:
        for account in (cast.zhang, cast.qian, cast.wang):
            program = Program(account)
            assert program.get("/filings").status_code == 404
            assert program.get(f"/filings/{filing.pk}").status_code == 404
            sent = program.post(f"/filings/{filing.pk}/accept", is_simple=True)
            assert sent.status_code == 404
        assert Client().get(f"{COURT}/filings").status_code == 401


class TestAct:
    def test_accepts_once_under_one_key(self, clerk: Program, filing: Filing) -> None:
        path = f"/filings/{filing.pk}/accept"

        first = clerk.post(path, key="k1", is_simple=True).json()
        again = clerk.post(path, key="k1", is_simple=True).json()

        assert first == {"state": "accepted", "case": "（2026）浙0902民初1号", "repeated": False}
        assert again["repeated"] is True
        assert clerk.post(path, key="k1", is_simple=False).status_code == 422

    def test_returns_with_reason_and_basis_only(self, clerk: Program, filing: Filing) -> None:
        path = f"/filings/{filing.pk}/return"

        bare = clerk.post(path, faults=[{**FAULT, "basis": " "}], due_on="2026-03-20")
        done = clerk.post(path, faults=[FAULT], due_on="2026-03-20")

        assert (bare.status_code, bare.json()["code"]) == (409, "no-defect")
        assert done.json()["state"] == FilingState.RETURNED
        assert Return.objects.get().defects.get().path == PHONE

    def test_says_when_somebody_was_faster(
        self, clerk: Program, chief: Program, filing: Filing
    ) -> None:
        seen = clerk.get(f"/filings/{filing.pk}").json()["newest"]
        chief.post(f"/filings/{filing.pk}/take-over", reason="")

        stale = clerk.post(f"/filings/{filing.pk}/accept", is_simple=True, seen=seen)

        assert (stale.status_code, stale.json()["code"]) == (409, "moved-on")

    def test_allows_a_second_return_by_the_chief_only(
        self, cast: Cast, clerk: Program, chief: Program
    ) -> None:
        path = f"/filings/{corrected(cast).pk}/allow"
        leave = {"ground": "mandate", "reason": "委托书没有签名"}

        assert clerk.post(path, **leave).json()["code"] == "not-yours"
        assert chief.post(path, **leave).status_code == 200

    def test_drafts_a_refusal_takes_it_back_and_redirects(
        self, clerk: Program, filing: Filing
    ) -> None:
        path = f"/filings/{filing.pk}"

        drafted = clerk.post(f"{path}/refuse", ground="decided", reason="已有判决").json()
        back = clerk.post(f"{path}/take-back", reason="看错了").json()
        sent_on = clerk.post(f"{path}/redirect", ground="maritime", to="宁波海事法院").json()

        assert [one["state"] for one in (drafted, back, sent_on)] == [
            FilingState.REFUSAL_DRAFTED,
            FilingState.SUBMITTED,
            FilingState.REDIRECTED,
        ]

    @pytest.mark.feature("M7")
    def test_takes_over_a_colleagues_queue(
        self, cast: Cast, clerk: Program, chief: Program, filing: Filing
    ) -> None:
        clerk.post(f"/filings/{filing.pk}/take-over")
        path = f"/reviewers/{cast.sun.handle}/take-over"

        assert chief.post(path).json()["code"] == "no-reason-to-take-over"
        assert chief.post(path, reason="休假").json() == [
            {"id": filing.pk, "refused": "", "message": ""}
        ]
        assert chief.post("/reviewers/nobody/take-over", reason="x").status_code == 404
        assert Event.objects.filter(kind="filing.taken-over").count() == 2

    @pytest.mark.feature("T29")
    def test_assigns_a_judge(self, cast: Cast, clerk: Program, chief: Program) -> None:
        filing = on_the_desk(cast)
        clerk.post(f"/filings/{filing.pk}/accept", is_simple=True)
        filing.refresh_from_db()
        path = f"/cases/{filing.case_id}/judge"

        assert clerk.post(path).json()["code"] == "not-yours"
        assert chief.post(path, to="nobody", reason="x").json()["code"] == "not-a-candidate"
        told = chief.post(path).json()

        assert (told["judge"], told["drawn"]) == ("王衢", "王衢")
        assert Assignment.objects.get().seed == told["seed"]
