"""The filer's acts for a program: the same refusals, the same one time."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.cast import AT, Cast, acting
from tests.cast_complaint import TYPED
from tests.filing.filers import sent
from tests.filing.pages import Device
from yunting.accounts.services import tokens
from yunting.core.actor import Actor
from yunting.core.models import Account
from yunting.filing.models import Filing, Submission
from yunting.filing.selectors.submissions import latest, values_of
from yunting.filing.services import review
from yunting.lib import clock

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("court_time"),
    pytest.mark.feature("X10"),
]
SIGNED = {"signed": "张澄", "confirmed": True}


class Program:
    """A program of somebody, with its access token."""

    def __init__(self, account: Account) -> None:
        issued = tokens.issue_access_token(
            "程序", by=Actor.of(account, None), at=AT, machine_at=clock.machine_now()
        )
        self.client = Client(headers={"Authorization": f"Bearer {issued.secret}"})

    def get(self, path: str) -> Any:
        return self.client.get(f"/api/v1/filings{path}")

    def send(self, path: str, body: dict[str, Any], *, key: str = "", method: str = "POST") -> Any:
        headers = {"Idempotency-Key": key} if key else {}
        return self.client.generic(
            method, f"/api/v1/filings{path}", json.dumps(body), "application/json", headers=headers
        )

    def put(self, path: str, seen: int, answers: dict[str, str], **more: str) -> Any:
        return self.send(path, {"seen": seen, "answers": answers, **more}, method="PUT")


@pytest.fixture
def program(cast: Cast) -> Program:
    return Program(cast.zhang)


def begin(program: Program, key: str = "") -> Any:
    return program.send("", {"kind": "sale-contract", "maritime": "no"}, key=key)


def answer_all(program: Program, pk: int) -> None:
    """Answer every question the list names, until it names no new one."""
    done = set[str]()
    while open_keys := [
        q["key"] for q in program.get(f"/{pk}").json()["questions"] if q["key"] not in done
    ]:
        for key in open_keys:
            asked = program.get(f"/{pk}/questions/{key}").json()
            answers = {f["path"]: TYPED[f["path"]] for f in asked["fields"] if f["path"] in TYPED}
            assert program.put(f"/{pk}/questions/{key}", asked["seen"], answers).status_code == 200
            done.add(key)


class TestFiling:
    def test_goes_the_whole_way(self, program: Program) -> None:
        pk = begin(program).json()["id"]
        answer_all(program, pk)

        found = program.get(f"/{pk}/check").json()
        receipt = program.send(f"/{pk}/submit", {"seen": found["seen"], **SIGNED}, key="k" * 20)

        assert (found["fee"], found["is_ready"]) == ("5596.47", True)
        assert receipt.status_code == 201
        assert receipt.json()["run"] == 1
        assert program.get(f"/{pk}/receipts/1").json() == receipt.json()
        assert [one["state"] for one in program.get("").json()] == ["submitted"]

    @pytest.mark.feature("X8")
    def test_the_same_key_begins_and_sends_once(self, program: Program) -> None:
        first, again = begin(program, "b" * 20), begin(program, "b" * 20)
        assert first.json() == again.json()
        pk = first.json()["id"]
        answer_all(program, pk)
        body = {"seen": program.get(f"/{pk}/check").json()["seen"], **SIGNED}

        answers = [program.send(f"/{pk}/submit", body, key="s" * 20) for _ in range(2)]

        assert answers[0].json() == answers[1].json()
        assert Submission.objects.count() == 1
        other = program.send(f"/{pk}/submit", {**body, "signed": "张 澄"}, key="s" * 20)
        assert other.status_code == 422

    def test_refuses_what_is_no_complaint(self, program: Program) -> None:
        pk = begin(program).json()["id"]

        answer = program.send(f"/{pk}/submit", {"seen": 0, **SIGNED})

        assert answer.status_code == 422
        assert "必须改正" in answer.json()["message"]

    def test_sends_a_maritime_matter_on(self, program: Program) -> None:
        answer = program.send("", {"kind": "sale-contract", "maritime": "yes"})

        assert answer.status_code == 422
        assert answer.json()["code"] == "maritime-matter"
        assert Filing.objects.count() == 0

    def test_begins_nothing_for_who_gave_no_mandate(self, cast: Cast, program: Program) -> None:
        body = {"kind": "sale-contract", "maritime": "no", "principal": cast.li.person_id}

        assert program.send("", body).status_code in {404, 422}
        assert Filing.objects.count() == 0


class TestAnswers:
    def test_saves_with_faults_and_says_them(self, program: Program) -> None:
        pk = begin(program).json()["id"]
        answers = {
            "claims.price.answer": "yes",
            "claims.price.currency": "rmb",
            "claims.price.amount": "1.234",
        }

        saved = program.put(f"/{pk}/questions/claims.price", 0, answers).json()

        assert saved["faults"][0]["path"] == "claims.price.amount"
        fields = program.get(f"/{pk}/questions/claims.price").json()["fields"]
        assert {f["path"]: f["value"] for f in fields}["claims.price.amount"] == "1.234"

    def test_gives_both_values_of_a_conflict(self, program: Program) -> None:
        pk = begin(program).json()["id"]
        program.put(f"/{pk}/questions/facts.formation", 0, {"facts.formation": "一"})

        answer = program.put(f"/{pk}/questions/facts.formation", 0, {"facts.formation": "二"})

        assert answer.status_code == 409
        (conflict,) = answer.json()["conflicts"]
        assert (conflict["yours"], conflict["theirs"]) == ("二", "一")

    def test_adds_rows(self, program: Program) -> None:
        pk = begin(program).json()["id"]

        goods = {"facts.goods.0.name": "棒料"}
        program.put(f"/{pk}/questions/facts.goods", 0, goods, add="facts.goods")

        fields = program.get(f"/{pk}/questions/facts.goods").json()["fields"]
        assert "facts.goods.1.name" in [f["path"] for f in fields]

    def test_knows_no_other_path(self, program: Program) -> None:
        pk = begin(program).json()["id"]

        answer = program.put(f"/{pk}/questions/facts.goods", 0, {"claims.price.amount": "1"})

        assert answer.status_code == 404


class TestReturned:
    def test_corrects_what_came_back_and_nothing_else(self, cast: Cast, program: Program) -> None:
        filing = sent(Device(cast.zhang))
        fault = review.Fault("plaintiffs.0.phone", "unclear", "民事诉讼法 第一百二十四条", "手机")
        review.return_filing(
            filing,
            [fault],
            due_on=(AT + timedelta(days=12)).date(),
            by=acting(cast.sun, filing.matter),
            at=AT,
        )

        asked = program.get(f"/{filing.pk}/correction").json()
        assert [f["path"] for f in asked["fields"]] == ["plaintiffs.0.phone"]
        assert asked["returned"][0]["old"] == "021-58000000"
        path = f"/{filing.pk}/correction"
        assert program.put(path, asked["seen"], {"facts.notes": "又"}).status_code == 404
        saved = program.put(path, asked["seen"], {"plaintiffs.0.phone": "13800009999"}).json()
        receipt = program.send(f"/{filing.pk}/submit", {"seen": saved["number"], **SIGNED})

        assert receipt.json()["run"] == 2
        assert values_of(latest(filing))["plaintiffs.0.phone"] == "13800009999"

    def test_is_not_there_when_nothing_came_back(self, cast: Cast, program: Program) -> None:
        filing = sent(Device(cast.zhang))

        assert program.get(f"/{filing.pk}/correction").status_code == 404


class TestWithdraw:
    def test_takes_it_back_only_when_confirmed(self, program: Program) -> None:
        pk = begin(program).json()["id"]

        assert program.send(f"/{pk}/withdraw", {"confirmed": False}).status_code == 422
        assert program.send(f"/{pk}/withdraw", {"confirmed": True}).status_code == 204
        again = program.send(f"/{pk}/withdraw", {"confirmed": True})
        assert (again.status_code, again.json()["code"]) == (409, "out-of-order")


class TestDoors:
    def test_a_stranger_and_staff_find_nothing(self, cast: Cast, program: Program) -> None:
        filing = sent(Device(cast.zhang))

        for account in (cast.qian, cast.sun):
            other = Program(account)
            assert other.get("").json() == []
            for path in ("", "/questions/facts.notes", "/check", "/receipts/1", "/correction"):
                assert other.get(f"/{filing.pk}{path}").status_code == 404, path
            saved = other.put(f"/{filing.pk}/questions/facts.notes", 0, {"facts.notes": "改"})
            assert saved.status_code == 404
