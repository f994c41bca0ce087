"""The file of a dispute from its pages: bound by the worker, corrected, certified, checked by code.

T14, T26, T27 and T28, through HTTP as the roles they serve, each with its refusals.
"""

from __future__ import annotations

import io
import json
import re
import secrets
from typing import Any

import pikepdf
import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.accounts.signing_in import sign_in_citizen, sign_in_staff
from tests.core import samples
from tests.core.filed import DRAWING, ORDER, Filed, checked, filed
from tests.papers import pressed
from yunting.core import handoffs, store
from yunting.core.audience import Audience
from yunting.core.case_file_building import build_case_file
from yunting.core.models import CaseFile, CaseFileRun, CopyRequest, File, Misfiling, Restriction

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("press")]
BUILD = "core.build-case-file"


@pytest.fixture
def world() -> Filed:
    return filed()


def browser(world: Filed, name: str) -> Client:
    account, client = getattr(world.cast, name), Client()
    (sign_in_staff if account.is_court_staff else sign_in_citizen)(client, account)
    return client


def text_of(answer: HttpResponseBase) -> str:
    content = b"".join(answer) if answer.streaming else getattr(answer, "content", b"")
    return content.decode()


def file_page(world: Filed) -> str:
    return f"/matters/{world.matter.code}/file/"


def acted(client: Client, address: str, **typed: str) -> HttpResponseBase:
    """Fill a form in, look at what would happen, confirm it; the answer to the last."""
    key = secrets.token_hex(16)
    looked = text_of(client.post(address, {**typed, "form_key": key}))
    seen = re.search(r'name="confirmed" value="(\w+)"', looked)
    assert seen, looked
    return client.post(address, {**typed, "form_key": key, "confirmed": seen[1]})


class Worker:
    """Does the jobs of binding that were queued, each once."""

    def __init__(self) -> None:
        self.last = 0

    def __call__(self) -> int:
        """Do what waits; return how many files were to be built."""
        jobs = list(ProcrastinateJob.objects.filter(task_name=BUILD, id__gt=self.last))
        for job in jobs:
            self.last = job.id
            build_case_file(**job.args)
        return len(jobs)


@pytest.fixture
def work() -> Worker:
    return Worker()


def whole(client: Client, world: Filed) -> pikepdf.Pdf:
    answer = client.get(f"{file_page(world)}whole.pdf")
    assert answer["Content-Type"] == "application/pdf"
    return pikepdf.open(io.BytesIO(b"".join(answer)))


def marks(pdf: pikepdf.Pdf) -> dict[str, int]:
    """Return each bookmark with the page it leads to, counted from 1."""
    places = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
    found: dict[str, int] = {}
    with pdf.open_outline() as outline:
        for one in outline.root:
            to: Any = one.destination or (one.action and one.action.D)
            found[one.title] = places[to[0].objgen]
    return found


def asked_for(client: Client, world: Filed) -> None:
    answer = client.post(f"{file_page(world)}build/")
    assert answer.status_code == 303


@pytest.mark.feature("T14")
class TestTheWholeFile:
    def test_is_asked_for_built_by_the_worker_and_downloaded(
        self, world: Filed, work: Worker
    ) -> None:
        client = browser(world, "zhang")
        assert "制作合订本" in text_of(client.get(file_page(world)))

        asked_for(client, world)
        asked_for(client, world)
        waiting = text_of(client.get(file_page(world)))
        built = work()
        page = text_of(client.get(file_page(world)))

        assert "已经排队" in waiting
        assert "hx-trigger" in waiting
        assert built == 1
        with whole(client, world) as pdf:
            assert f"共{len(pdf.pages)}页" in page
            found = marks(pdf)
            assert list(found.values()) == sorted(found.values())
            assert found["卷内目录"] == 1
            assert any(DRAWING in title for title in found)
            assert pdf.Root.PageMode == "/UseOutlines"

    def test_says_how_far_the_binding_is(self, world: Filed) -> None:
        client = browser(world, "zhang")
        asked_for(client, world)
        CaseFileRun.objects.update(done=2, of=5)

        page = text_of(client.get(file_page(world), headers={"HX-Request": "true"}))
        told = client.get(f"/api/v1/matters/{world.matter.code}/file").json()

        assert "已装订 2 件，共 5 件" in page
        assert "<html" not in page
        assert told["binding"] == {"done": 2, "of": 5, "error": ""}

    def test_is_another_one_for_each_reader(self, world: Filed, work: Worker) -> None:
        readers = {name: browser(world, name) for name in ("zhang", "li", "wang")}
        for client in readers.values():
            asked_for(client, world)
        work()

        titles = {}
        for name, client in readers.items():
            with whole(client, world) as pdf:
                titles[name] = "".join(marks(pdf))

        assert "李的底稿" not in titles["zhang"]
        assert "李的底稿" in titles["li"]
        assert "李的底稿" in titles["wang"]

    def test_is_built_anew_when_something_changes(self, world: Filed, work: Worker) -> None:
        client = browser(world, "li")
        asked_for(client, world)
        work()
        handoffs.carry_all()

        checked(world.cast.zhang, world.matter, samples.pdf(1), "新合同.pdf", Audience.PARTIES)
        stale = client.get(f"{file_page(world)}whole.pdf")
        handoffs.carry_all()
        built = work()

        assert stale.status_code == 303
        assert built == 1
        with whole(client, world) as pdf:
            assert any("新合同" in title for title in marks(pdf))

    def test_is_nobody_else_s(self, world: Filed) -> None:
        stranger = browser(world, "qian")

        for address in (file_page(world), f"{file_page(world)}whole.pdf"):
            assert stranger.get(address).status_code == 404
        assert stranger.post(f"{file_page(world)}build/").status_code == 404
        assert not CaseFile.objects.exists()
        assert not CaseFileRun.objects.exists()


@pytest.mark.feature("T27")
class TestAMistake:
    def address(self, world: Filed) -> str:
        return f"{file_page(world)}file/{world.ours.pk}/correct/"

    def test_is_struck_once_its_effects_were_looked_at(self, world: Filed) -> None:
        clerk, party = browser(world, "sun"), browser(world, "li")

        answer = acted(clerk, self.address(world), how="unrelated", reason="另一起纠纷的图纸")

        assert answer.status_code == 303
        shown = text_of(party.get(file_page(world)))
        assert "另一起纠纷的图纸" in shown
        assert f"{DRAWING}.pdf" in shown
        assert store.has(world.ours.sha256)

    def test_changed_after_it_was_looked_at_is_looked_at_again(self, world: Filed) -> None:
        clerk, typed = browser(world, "sun"), {"how": "unrelated", "reason": "无关"}
        looked = text_of(clerk.post(self.address(world), typed))
        seen = re.search(r'name="confirmed" value="(\w+)"', looked)
        assert seen

        answer = clerk.post(self.address(world), {**typed, "hide": "on", "confirmed": seen[1]})

        assert answer.status_code == 200
        assert not Misfiling.objects.exists()

    def test_is_replaced_and_restored(self, world: Filed) -> None:
        clerk, judge = browser(world, "sun"), browser(world, "wang")
        acted(
            clerk,
            self.address(world),
            how="replaced",
            by_file=str(world.theirs.pk),
            reason="更清晰",
        )
        row = Misfiling.objects.get()

        answer = acted(judge, f"/corrections/{row.pk}/restore/", reason="原件更完整")

        row.refresh_from_db()
        assert answer.status_code == 303
        assert row.state == "restored"

    @pytest.mark.parametrize("who", ["zhang", "li", "qian"])
    def test_is_not_for_parties_or_strangers(self, world: Filed, who: str) -> None:
        assert browser(world, who).get(self.address(world)).status_code == 404

    def test_without_a_reason_says_so_and_keeps_what_was_typed(self, world: Filed) -> None:
        page = text_of(browser(world, "sun").post(self.address(world), {"how": "mistaken"}))

        assert "请先修改" in page
        assert re.search(r'<input[^>]*value="mistaken"[^>]*checked', page)
        assert not Misfiling.objects.exists()

    def test_in_a_paper_of_the_court_is_not_replaced_by_a_file(self, world: Filed) -> None:
        address = f"/api/v1/matters/{world.matter.code}/file/paper/{world.paper.pk}/replace"

        answer = browser(world, "sun").post(
            address,
            {"by_file": world.ours.pk, "reason": "更清晰"},
            content_type="application/json",
        )

        assert answer.json()["code"] == "not-a-file"
        assert not Misfiling.objects.exists()


@pytest.mark.feature("T28")
class TestACertifiedCopy:
    def asked(self, world: Filed, name: str = "zhang") -> CopyRequest:
        address = f"{file_page(world)}file/{world.ours.pk}/copy/"
        answer = acted(browser(world, name), address, purpose="办理银行手续")
        assert answer.status_code == 303
        return CopyRequest.objects.get()

    def test_is_applied_for_issued_and_checked_by_code(self, world: Filed) -> None:
        row, clerk = self.asked(world), browser(world, "sun")
        assert "原件" in text_of(clerk.get(f"/copies/{row.pk}/"))

        clerk.post(f"/copies/{row.pk}/issue/")
        pressed()

        row.refresh_from_db()
        assert row.document is not None
        page = text_of(browser(world, "zhang").get(f"/copies/{row.pk}/"))
        assert row.document.code in page
        public = text_of(Client().get(f"/c/{row.document.code}"))
        assert "核对一致副本证明" in public
        assert DRAWING not in public
        file = browser(world, "zhang").get(f"{row.document.get_absolute_url()}file.pdf")
        with pikepdf.open(io.BytesIO(file.content)) as pdf:
            assert "/AcroForm" in pdf.Root
            assert pdf.Root.AcroForm.SigFlags == 3
        said = json.loads(bytes(row.document.context))["body"]
        assert said["sha256"] == world.ours.sha256

    def test_says_that_there_is_no_fee(self, world: Filed) -> None:
        address = f"{file_page(world)}file/{world.ours.pk}/copy/"

        assert "不收费" in text_of(browser(world, "zhang").get(address))

    def test_is_refused_with_a_reason_the_applicant_reads(self, world: Filed) -> None:
        row = self.asked(world)

        browser(world, "sun").post(f"/copies/{row.pk}/refuse/", {"reason": "请向提交人索取"})

        page = text_of(browser(world, "zhang").get(f"/copies/{row.pk}/"))
        assert "请向提交人索取" in page

    def test_is_not_given_when_the_original_was_changed(self, world: Filed) -> None:
        row = self.asked(world)
        path = store.path_of(File.objects.get(pk=world.ours.pk).sha256)
        path.chmod(0o600)
        path.write_bytes(path.read_bytes()[:-1] + b"x")

        page = text_of(browser(world, "sun").post(f"/copies/{row.pk}/issue/"))

        assert "指纹不一致" in page
        row.refresh_from_db()
        assert row.document is None

    def test_is_the_court_s_to_issue_and_its_own_side_s_to_see(self, world: Filed) -> None:
        row = self.asked(world)

        assert browser(world, "zhang").post(f"/copies/{row.pk}/issue/").status_code == 404
        assert browser(world, "li").get(f"/copies/{row.pk}/").status_code == 404


@pytest.mark.feature("T26")
class TestSealingFromItsPages:
    def test_is_ordered_by_a_judge_and_lifted(self, world: Filed) -> None:
        judge, party = browser(world, "wang"), browser(world, "li")
        address = f"{file_page(world)}file/{world.ours.pk}/seal/"

        answer = acted(judge, address, whom="side:answering", order=ORDER, reason="商业秘密")

        assert answer.status_code == 303
        assert DRAWING not in text_of(party.get(file_page(world)))
        shown = text_of(judge.get(file_page(world)))
        assert ORDER in shown
        lift = re.search(r'href="(/seals/\d+/lift/)"', shown)
        assert lift
        acted(judge, lift[1], order=ORDER, reason="已公开")
        assert DRAWING in text_of(party.get(file_page(world)))

    def test_is_refused_to_a_clerk_with_a_sentence(self, world: Filed) -> None:
        address = f"{file_page(world)}file/{world.ours.pk}/seal/"

        answer = acted(
            browser(world, "sun"), address, whom="public", order=ORDER, reason="商业秘密"
        )

        page = text_of(answer)
        assert answer.status_code == 200
        assert "没有办成" in page
        assert "法官" in page
        assert not Restriction.objects.exists()
