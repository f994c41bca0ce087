"""A program answers for a defendant: links, reads what is alleged, answers, signs, is read."""

import pytest

from tests.cast import Cast
from tests.filing.defence_stage import BO, comes, registered
from tests.programs import Program
from yunting.core.models import Account
from yunting.filing.models import Answer, Lodgement

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("court_time")]


@pytest.fixture
def code(cast: Cast) -> str:
    return registered(cast).case.matter.code


@pytest.fixture
def bo(code: str) -> Account:
    return comes(BO)


class TestAnswering:
    def test_goes_from_the_code_to_the_receipt(self, cast: Cast, bo: Account, code: str) -> None:
        program, plaintiff = Program(bo), Program(cast.zhang)
        linked = program.call("POST", "/associations", {"code": code}).json()
        assert (linked["state"], linked["matter"]) == ("linked", code)
        matter = program.get(f"/matters/{code}").json()
        (me,) = [one for one in matter["defendants"] if one["is_own"]]

        answer = program.call(
            "POST", f"/cases/{matter['case']}/answer", {"party": me["party"]}
        ).json()
        path = f"/answers/{answer['id']}"
        keys = [one["key"] for one in program.get(path).json()["questions"]]
        assert "claims.price" in keys
        question = program.get(f"{path}/questions/claims.price").json()
        assert any("286,431.50" in row["value"] for row in question["alleged"])
        said = {"claims.price.stance": "异议", "claims.price.reason": "货款已付清。"}
        saved = program.call(
            "PUT", f"{path}/questions/claims.price", {"seen": 0, "answers": said}
        ).json()
        assert (saved["number"], saved["faults"]) == (1, [])
        assert plaintiff.get(f"{path}/read").status_code == 404

        check = program.get(f"{path}/check").json()
        assert check["claims"][0]["stance"] == "dispute"
        signed = {"seen": check["seen"], "signed": BO, "confirmed": True}
        lodged = program.call("POST", f"{path}/submit", signed)

        assert lodged.status_code == 201
        assert lodged.json()["receipt"] == Lodgement.objects.get().receipt
        read = plaintiff.get(f"{path}/read").json()
        assert read["claims"][0]["reason"] == "货款已付清。"
        issues = plaintiff.get(f"/cases/{matter['case']}/issues").json()
        (price,) = [one for one in issues["elements"] if one["key"] == "claims.price"]
        assert price["standing"] == "disputed"

    def test_keeps_both_values_when_two_answer_at_once(self, bo: Account, code: str) -> None:
        program = Program(bo)
        program.call("POST", "/associations", {"code": code})
        case = program.get(f"/matters/{code}").json()["case"]
        answer = program.call("POST", f"/cases/{case}/answer", {}).json()
        path = f"/answers/{answer['id']}/questions/reply.other"
        program.call("PUT", path, {"seen": 0, "answers": {"reply.other": "甲"}})

        refused = program.call("PUT", path, {"seen": 0, "answers": {"reply.other": "乙"}})

        assert refused.status_code == 409
        assert refused.json()["conflicts"][0]["yours"] == "乙"

    def test_refuses_another_s_signature_and_keeps_the_draft(self, bo: Account, code: str) -> None:
        program = Program(bo)
        program.call("POST", "/associations", {"code": code})
        case = program.get(f"/matters/{code}").json()["case"]
        answer = program.call("POST", f"/cases/{case}/answer", {}).json()

        refused = program.call(
            "POST",
            f"/answers/{answer['id']}/submit",
            {"seen": 0, "signed": "别人", "confirmed": True},
        )

        assert refused.status_code == 422
        assert refused.json()["fields"][0]["field"] == "signed"
        assert Answer.objects.get().state == "awaited"
