"""Files and evidence for programs: in parts, completed, listed, handed in, weighed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import AT, Cast, on_stage
from tests.core import samples
from tests.filing.defence_stage import BO, Stage, linked, registered
from tests.filing.evidence_stage import IOU, exchange, exchanged
from tests.programs import ROOT, Program
from yunting.core import files
from yunting.core import settings as limits
from yunting.core.models import File, FileState
from yunting.filing.models import Evidence

pytestmark = [pytest.mark.django_db, pytest.mark.feature("X10")]
ITEM = {"name": "借条", "proves": "欠款", "source": "原告", "original": "held"}
PART = 700


@pytest.fixture
def cast() -> Cast:
    return on_stage()


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return registered(cast)


def put(program: Program, token: str, offset: int, part: bytes) -> Any:
    return program.client.put(
        f"{ROOT}/uploads/{token}?offset={offset}", part, content_type="application/octet-stream"
    )


def sent(program: Program, code: str, content: bytes, name: str = "借条.pdf") -> dict[str, Any]:
    begun = program.call(
        "POST", f"/matters/{code}/uploads", {"name": name, "size": len(content)}
    ).json()
    for offset in range(0, len(content), PART):
        answer = put(program, begun["token"], offset, content[offset : offset + PART])
        assert answer.status_code == 200, answer.content.decode()
    answer = program.call("POST", f"/uploads/{begun['token']}/complete", {})
    return dict(answer.json())


class TestUploads:
    def test_come_in_parts_and_are_whole(self, stage: Stage) -> None:
        zhang = Program(stage.cast.zhang)

        whole = sent(zhang, stage.case.matter.code, samples.pdf(3))

        assert (whole["is_whole"], whole["kind"], whole["pages"]) == (True, "pdf", 3)

    def test_say_where_to_go_on(self, stage: Stage) -> None:
        zhang = Program(stage.cast.zhang)
        path = f"/matters/{stage.case.matter.code}/uploads"
        begun = zhang.call("POST", path, {"name": "a.pdf", "size": 99}).json()
        put(zhang, begun["token"], 0, bytes(50))

        refused = put(zhang, begun["token"], 0, bytes(50))

        assert (refused.status_code, refused.json()["code"]) == (409, "upload-out-of-step")
        assert zhang.get(f"/uploads/{begun['token']}").json()["received"] == 50

    def test_in_parts_that_are_too_large_are_refused(self, stage: Stage) -> None:
        zhang = Program(stage.cast.zhang)
        path = f"/matters/{stage.case.matter.code}/uploads"
        begun = zhang.call("POST", path, {"name": "a", "size": 9_000_000}).json()

        refused = put(zhang, begun["token"], 0, bytes(limits.CHUNK_BYTES + 1))
        taken = put(zhang, begun["token"], 0, bytes(limits.CHUNK_BYTES))

        assert (refused.status_code, refused.json()["code"]) == (422, "part-too-large")
        assert taken.json()["received"] == limits.CHUNK_BYTES

    @pytest.mark.parametrize(
        ("size", "code"), [(0, "file-empty"), (2_000_000_000, "file-too-large")]
    )
    def test_of_nothing_or_of_two_gigabytes_do_not_begin(
        self, stage: Stage, size: int, code: str
    ) -> None:
        path = f"/matters/{stage.case.matter.code}/uploads"
        refused = Program(stage.cast.zhang).call("POST", path, {"name": "a.mp4", "size": size})

        assert (refused.status_code, refused.json()["code"]) == (409, code)
        assert refused.json()["remedy"]

    def test_that_cannot_be_taken_say_why_and_how_to_mend_it(self, stage: Stage) -> None:
        told = sent(Program(stage.cast.zhang), stage.case.matter.code, b"MZ" + bytes(2_000))

        assert told["code"] == "file-runnable"
        assert told["remedy"]


@pytest.mark.feature("T13")
class TestEvidence:
    def test_goes_from_the_first_part_to_the_equal_copy(self, stage: Stage) -> None:
        cast, code = stage.cast, stage.case.matter.code
        zhang, judge = Program(cast.zhang), Program(cast.wang)
        token = sent(zhang, code, samples.pdf(3))["token"]
        added = zhang.call("POST", f"/matters/{code}/evidence", {**ITEM, "uploads": [token]})
        assert (added.status_code, added.json()["pages"]) == (201, 3)
        pk = added.json()["id"]
        files.check(File.objects.get(), at=AT)

        handed = zhang.call("POST", f"/matters/{code}/evidence/submit", {"confirmed": True})
        exchange(stage.case)
        defendant = Program(linked(stage, BO))
        opinion = {
            **dict.fromkeys(("authenticity", "legality", "relevance"), "accepted"),
            "authenticity": "disputed",
            "authenticity_reason": "签名不是本人的。",
        }
        said = defendant.call("POST", f"/evidence/{pk}/opinion", opinion)
        asked = {"reason": "objected", "due_on": "2031-03-20"}
        demanded = judge.call("POST", f"/evidence/{pk}/original", asked)
        compared = {"result": "compared", "how": "in-person", "finding": "一致"}
        noted = judge.call("POST", f"/evidence/{pk}/comparison", compared)
        held = judge.call("POST", f"/evidence/{pk}/equal", {"ground": "compared"})

        assert handed.json()["receipt"]
        assert said.json()["opinions"][0]["authenticity"] == "disputed"
        assert [r.status_code for r in (demanded, noted, held)] == [200, 200, 200]
        assert held.json()["state"] == "equal"
        listed = defendant.get(f"/matters/{code}/evidence").json()
        assert [i["number"] for one in listed for i in one["items"]] == [1]

    def test_an_original_comes_byte_for_byte(self, stage: Stage) -> None:
        content = samples.pdf(2)
        one = exchanged(stage, stage.cast.zhang, IOU)
        file = one.files.get()

        response = Program(stage.cast.zhang).get(f"/files/{file.pk}/original")

        assert file.state == FileState.READY
        assert b"".join(response.streaming_content) == content

    def test_without_a_reason_a_dispute_is_refused(self, stage: Stage) -> None:
        pk = exchanged(stage, stage.cast.zhang).pk
        silent = dict.fromkeys(("authenticity", "legality", "relevance"), "disputed")

        refused = Program(linked(stage, BO)).call("POST", f"/evidence/{pk}/opinion", silent)

        assert (refused.status_code, refused.json()["code"]) == (409, "opinion-without-reason")
        assert not Evidence.objects.get(pk=pk).opinions.exists()
