"""Papers over HTTP: read, sign one and many, replace, take back, check as a stranger."""

import hashlib
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.signing_in import signed_in
from tests.cast import AT, Cast, acting, on_stage
from tests.filing.desk_stage import DAY, accepted, on_the_desk, text
from tests.papers import file_of, judged, pressed
from tests.web.papers_world import ruling
from yunting.core import bulk, documents, handoffs, publicly
from yunting.core.models import Bulk, BulkResult, Case, Document, DocumentState
from yunting.filing.models import Filing, FilingState
from yunting.filing.selectors import contexts
from yunting.filing.services import issuing, review
from yunting.lib import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("press")]
PLAINTIFF = "上海澄海贸易有限公司"


@pytest.fixture
def cast() -> Iterator[Cast]:
    clock.provide(lambda: AT + 2 * DAY)
    yield on_stage()
    clock.provide(clock.machine_now)


@pytest.fixture
def case(cast: Cast) -> Case:
    case = accepted(cast)
    handoffs.carry_all()
    pressed()
    return case


@pytest.fixture
def notice(case: Case) -> Document:
    return Document.objects.get(case=case, title="受理案件通知书")


def proposed(cast: Cast) -> Document:
    filing = on_the_desk(cast)
    by = acting(cast.sun, filing.matter)
    review.draft_refusal(filing, ground="no-defendant", reason="查无被告", by=by, at=AT)
    return ruling(filing)


def address(document: Document, act: str = "") -> str:
    return f"/papers/{document.code}/{act}"


class TestPaper:
    def test_is_read_downloaded_and_seen_by_its_side(self, cast: Cast, notice: Document) -> None:
        client = signed_in(cast.zhang)

        page = text(client.get(address(notice)))
        pdf = client.get(address(notice, "file.pdf")).content
        picture = client.get(address(notice, "pages/1.png"))

        assert "受理案件通知书" in page
        assert notice.sealed_sha256 in page
        assert judged(pdf).bottom_line
        assert picture["Content-Type"] == "image/png"
        assert picture.content.startswith(b"\x89PNG")

    def test_is_not_there_for_a_stranger_or_the_other_side(
        self, cast: Cast, notice: Document
    ) -> None:
        for account in (cast.qian, cast.li):
            client = signed_in(account)

            assert client.get(address(notice)).status_code == 404
            assert client.get(address(notice, "file.pdf")).status_code == 404
            assert client.get(address(notice, "pages/1.png")).status_code == 404

    def test_has_no_page_beyond_its_last(self, cast: Cast, notice: Document) -> None:
        assert signed_in(cast.zhang).get(address(notice, "pages/9.png")).status_code == 404

    def test_stands_on_the_case_page(self, cast: Cast, notice: Document) -> None:
        page = text(signed_in(cast.zhang).get(notice.matter.get_absolute_url()))

        assert address(notice) in page
        assert "应诉通知书" not in page

    def test_superseded_while_it_was_read_says_so(self, cast: Cast, notice: Document) -> None:
        client = signed_in(cast.sun)
        shown = text(client.get(address(notice)))
        assert "重新出具" in shown
        documents.supersede(
            notice,
            filing_acceptance(notice),
            reason="费用有误",
            by=acting(cast.zhou, notice.matter),
            at=AT,
        )

        again = text(client.post(address(notice, "reissue/"), {"reason": "名称有误"}))

        assert "已经被替换，不再有效" in again
        assert "现在的状态是“已被替换”" in again

    def test_waits_for_its_seal_and_says_so(self, cast: Cast, case: Case) -> None:
        client = signed_in(cast.sun)
        notice = Document.objects.get(case=case, title="受理案件通知书")
        client.post(address(notice, "reissue/"), {"reason": "名称有误"})
        new = Document.objects.get(supersedes=notice)

        page = text(client.get(address(new)))
        refused = client.get(address(new, "file.pdf"))

        assert "正在用印" in page
        assert refused.status_code == 409


def filing_acceptance(notice: Document) -> Any:
    assert notice.case is not None
    return contexts.acceptance(notice.case)


class TestSigning:
    def test_shows_effects_and_the_paper_before_it_is_signed(self, cast: Cast) -> None:
        document = proposed(cast)

        page = text(signed_in(cast.zhou).get(address(document)))

        assert "签发后马上发生" in page
        assert "立案审查到此为止" in page
        assert address(document, "pages/1.png") in page

    def test_signs_what_was_read(self, cast: Cast) -> None:
        document = proposed(cast)
        client = signed_in(cast.zhou)

        client.post(address(document, "sign/"), {"seen": document.context_sha256, "read": "on"})
        pressed()

        document.refresh_from_db()
        assert document.state == DocumentState.SEALED
        assert Filing.objects.get(matter=document.matter).state == FilingState.REFUSED

    def test_asks_to_read_first(self, cast: Cast) -> None:
        document = proposed(cast)
        sent = {"seen": document.context_sha256}

        page = text(signed_in(cast.zhou).post(address(document, "sign/"), sent))

        assert "请先确认：我已经看过全文" in page
        document.refresh_from_db()
        assert document.state == DocumentState.PREPARED

    def test_is_refused_to_who_does_not_sign(self, cast: Cast) -> None:
        document = proposed(cast)
        sent = {"seen": document.context_sha256, "read": "on"}

        page = text(signed_in(cast.sun).post(address(document, "sign/"), sent))

        document.refresh_from_db()
        assert document.state == DocumentState.PREPARED
        assert "签发并用印" not in page


@pytest.mark.feature("T19")
class TestSigningMany:
    @pytest.fixture
    def rulings(self, cast: Cast) -> list[Document]:
        return [proposed(cast) for _ in range(3)]

    def sent(self, rulings: list[Document], **more: str) -> dict[str, Any]:
        seen = {f"seen-{one.pk}": one.context_sha256 for one in rulings}
        return {"row": [one.pk for one in rulings], "read": "on", **seen, **more}

    def test_shows_each_in_full_then_signs_each(self, cast: Cast, rulings: list[Document]) -> None:
        client = signed_in(cast.zhou)
        listed = text(client.get("/court/papers/"))
        shown = text(client.get("/court/papers/sign/", {"row": [one.pk for one in rulings]}))

        answer = client.post("/court/papers/sign/", self.sent(rulings, form_key="a" * 32))
        run = Bulk.objects.get()
        before = text(client.get(answer["Location"]))
        bulk.carry_on(bulk=run.pk)
        after = text(client.get(answer["Location"]))

        assert all(address(one) in listed for one in rulings)
        assert all(address(one, "pages/1.png") in shown for one in rulings)
        assert shown.count("<h3>签发后马上发生") == 3
        assert "正在签发：已签发 0 份，没有办成 0 份，还有 3 份" in before
        assert "已签发 3 份，没有办成 0 份" in after
        assert sorted(d.number for d in Document.objects.filter(state="issued")) == [
            f"（2026）浙0902民初{n}号" for n in (1, 2, 3)
        ]

    @pytest.mark.feature("X7")
    def test_tells_what_became_of_each(self, cast: Cast, rulings: list[Document]) -> None:
        client = signed_in(cast.zhou)
        Document.objects.filter(pk=rulings[1].pk).update(asked_by=cast.zhou)
        sent = self.sent(rulings)
        sent[f"seen-{rulings[2].pk}"] = "0" * 64

        answer = client.post("/court/papers/sign/", sent)
        bulk.carry_on(bulk=Bulk.objects.get().pk)
        page = text(client.get(answer["Location"]))

        assert "已签发 1 份，没有办成 2 份" in page
        assert "批量签发要由另一个人办理" in page
        assert "在您查看之后改过" in page

    @pytest.mark.feature("X7")
    def test_goes_on_where_a_worker_stopped_and_repeats_nothing(
        self, cast: Cast, rulings: list[Document]
    ) -> None:
        client = signed_in(cast.zhou)
        sent = self.sent(rulings, form_key="b" * 32)
        first = client.post("/court/papers/sign/", sent)
        run = Bulk.objects.get()
        bulk._one(run, at=AT)
        bulk.carry_on(bulk=run.pk)

        again = client.post("/court/papers/sign/", sent)
        bulk.carry_on(bulk=run.pk)

        assert (first.status_code, again.status_code) == (303, 303)
        assert again["Location"] == first["Location"]
        assert Bulk.objects.count() == 1
        assert [one.result for one in run.items.all()] == [BulkResult.DONE] * 3

    def test_refuses_nothing_chosen(self, cast: Cast) -> None:
        page = text(signed_in(cast.zhou).post("/court/papers/sign/", {"read": "on"}))

        assert "请至少勾选一份" in page or "没有可以签发的文书" in page
        assert not Bulk.objects.exists()

    def test_shows_nothing_to_who_does_not_sign(self, cast: Cast, rulings: list[Document]) -> None:
        listed = text(signed_in(cast.sun).get("/court/papers/"))

        assert address(rulings[0]) not in listed
        assert signed_in(cast.zhang).get("/court/papers/").status_code == 404


class TestRun:
    def test_is_its_own_signers_alone(self, cast: Cast) -> None:
        document = proposed(cast)
        seen = {f"seen-{document.pk}": document.context_sha256}
        signed_in(cast.zhou).post(
            "/court/papers/sign/", {"row": [document.pk], "read": "on", **seen}
        )

        assert signed_in(cast.sun).get(f"/court/runs/{Bulk.objects.get().pk}/").status_code == 404


@pytest.mark.feature("S27")
class TestCheck:
    def test_tells_a_stranger_the_state_and_never_the_content(self, notice: Document) -> None:
        page = text(Client().get(f"/c/{notice.code}"))

        assert "查到了，是法院的文书" in page
        assert "有效" in page
        assert notice.sealed_sha256 in page
        assert "浙江省舟山市定海区人民法院" in page
        assert PLAINTIFF not in page
        assert "民初1号" not in page

    def test_tells_that_it_was_replaced_and_by_which(self, cast: Cast, notice: Document) -> None:
        new = documents.supersede(
            notice, filing_acceptance(notice), reason="更正", by=acting(cast.sun), at=AT + 2 * DAY
        )

        page = text(Client().get(f"/c/{notice.code.lower().replace('-', '')}"))

        assert "这一份不再有效" in page
        assert "已于2026年3月4日" in page
        assert f"/c/{new.code}" in page

    def test_tells_that_it_was_taken_back(self, cast: Cast, notice: Document) -> None:
        documents.recall(notice, reason="误发", by=acting(cast.sun, notice.matter), at=AT)

        page = text(Client().get("/check/", {"code": notice.code}))

        assert "法院已经撤回这一份" in page
        assert "误发" not in page

    def test_knows_nothing_of_a_paper_nobody_signed(self, cast: Cast) -> None:
        page = text(Client().get(f"/c/{proposed(cast).code}"))

        assert "没有这个编码" in page

    def test_finds_the_paper_of_a_file(self, notice: Document) -> None:
        sent = SimpleUploadedFile("x.pdf", file_of(notice), "application/pdf")

        page = text(Client().post("/check/file/", {"file": sent, "code": notice.code}))

        assert "一致：文件没有改动过" in page
        assert "受理案件通知书" in page

    def test_finds_it_by_the_hash_a_browser_took(self, notice: Document) -> None:
        sha256 = hashlib.sha256(file_of(notice)).hexdigest()

        page = text(Client().post("/check/file/", {"sha256": sha256}))

        assert "一致：文件没有改动过" in page

    def test_names_the_use_of_the_seal_on_this_very_paper(self, case: Case) -> None:
        told = {publicly.paper_by_code(one.code) for one in Document.objects.filter(case=case)}

        assert len({one.leaf for one in told if one}) == len(told) > 1

    def test_refuses_a_file_with_one_bit_changed(self, notice: Document) -> None:
        changed = bytearray(file_of(notice))
        changed[1000] ^= 1
        sent = SimpleUploadedFile("x.pdf", bytes(changed), "application/pdf")

        page = text(Client().post("/check/file/", {"file": sent, "code": notice.code}))

        assert "与这个查验码的文书不一致" in page

    def test_refuses_another_paper_under_the_code(self, case: Case, notice: Document) -> None:
        other = Document.objects.get(case=case, title="交纳诉讼费用通知书")
        sent = SimpleUploadedFile("x.pdf", file_of(other), "application/pdf")

        page = text(Client().post("/check/file/", {"file": sent, "code": notice.code}))

        assert "与这个查验码的文书不一致" in page
        assert "交纳诉讼费用通知书" not in page

    @pytest.mark.parametrize(
        ("sent", "said"),
        [
            ({}, "请选择要比对的文件"),
            ({"file": SimpleUploadedFile("x.pdf", b"")}, "这个文件是空的"),
            ({"sha256": "zz"}, "输入一个有效的值"),
            ({"sha256": "0" * 64}, "不是法院用印的原文件"),
        ],
    )
    def test_refuses_what_cannot_be_compared(self, sent: dict[str, Any], said: str) -> None:
        assert said in text(Client().post("/check/file/", sent))

    def test_refuses_a_file_no_paper_is_as_large_as(self) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("yunting.web.check.MOST_BYTES", 10)
            # FileTooBig, by a limit made small.
            sent = SimpleUploadedFile("x.pdf", b"x" * 11)

            page = text(Client().post("/check/file/", {"file": sent}))

        assert "法院的文书没有这么大" in page


class TestCasePage:
    def test_costs_the_same_queries_however_many_papers(
        self, cast: Cast, case: Case, django_assert_num_queries: Any
    ) -> None:
        client, address = signed_in(cast.sun), case.matter.get_absolute_url()
        client.get(address)
        with CaptureQueriesContext(connection) as before:
            page = text(client.get(address))
        assert len(re.findall(r'<li class="paper">', page)) == 8
        for notice in Document.objects.filter(case=case, title="举证通知书"):
            issuing.reissue(notice, reason="更正", by=acting(cast.sun, case.matter), at=AT)

        with django_assert_num_queries(len(before)):
            page = text(client.get(address))

        assert len(re.findall(r'<li class="paper">', page)) == 10
