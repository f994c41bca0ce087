"""Evidence over the pages, without scripts: brought, handed in, commented on, compared."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
from django.test import Client

from tests.accounts.signing_in import signed_in
from tests.cast import Cast, on_stage
from tests.core import samples
from tests.filing.build import drafted
from tests.filing.defence_stage import BO, JIAO, Stage, linked, registered, suing
from tests.filing.evidence_stage import checked, exchanged, listed
from yunting.core import store
from yunting.core.models import File, Matter, Reading, Upload
from yunting.filing.models import Evidence, EvidenceList, ItemState

pytestmark = pytest.mark.django_db
ITEM = {"name": "借条", "proves": "被告欠款三万元", "source": "原告保管", "original": "held"}
SAID = {"authenticity": "disputed", "legality": "accepted", "relevance": "accepted"}


def named(content: bytes, name: str) -> io.BytesIO:
    file = io.BytesIO(content)
    file.name = name
    return file


def add(client: Client, code: str, **more: Any) -> Any:
    return client.post(f"/matters/{code}/evidence/add/", {**ITEM, **more})


@pytest.fixture
def cast() -> Cast:
    return on_stage()


@pytest.fixture
def code(cast: Cast) -> str:
    return drafted(cast).matter.code


class TestAdd:
    def test_takes_several_files_in_one_form_byte_for_byte(self, cast: Cast, code: str) -> None:
        contents = {"合同.pdf": samples.pdf(3), "通话.wav": samples.wav()}

        response = add(signed_in(cast.zhang), code, file=[named(c, n) for n, c in contents.items()])

        assert response.status_code == 303
        kept = {}
        for file in File.objects.all():
            with store.opened(file.sha256) as original:
                kept[file.name] = original.read()
        assert kept == contents

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "空的"),
            (b"MZ" + bytes(300), "程序"),
            (samples.packed_pdf(samples.with_script), "脚本"),
            (samples.locked_pdf(), "密码"),
            (samples.pdf(4)[:-700], "打不开"),
            (samples.docm(), "宏"),
            (samples.huge_png(), "60,000×60,000"),
            (samples.zipped({"a.zip": samples.zipped({"b": b"c"})}), "压缩包"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
            (b"<!doctype html><p>x</p>", "网页"),
            (samples.long_pdf(10_000), "10,000 页"),
        ],
    )
    def test_says_what_is_wrong_and_how_to_mend_it_and_loses_no_word(
        self, cast: Cast, code: str, content: bytes, words: str
    ) -> None:
        page = add(signed_in(cast.zhang), code, file=[named(content, "借条.pdf")])

        told = page.content.decode()
        assert page.status_code == 200
        assert words in told
        assert "怎么办：" in told
        assert ITEM["proves"] in told
        assert not Evidence.objects.exists()

    def test_keeps_the_good_file_when_another_is_refused(self, cast: Cast, code: str) -> None:
        client = signed_in(cast.zhang)
        page = add(
            client, code, file=[named(samples.pdf(), "好.pdf"), named(b"MZ" + bytes(99), "坏.pdf")]
        )
        (kept,) = Upload.objects.all()

        assert f'name="upload" value="{kept.token}"' in page.content.decode()
        assert add(client, code, upload=kept.token).status_code == 303
        assert Evidence.objects.get().files.get().name == "好.pdf"

    def test_keeps_the_file_when_a_word_is_missing(self, cast: Cast, code: str) -> None:
        client = signed_in(cast.zhang)
        page = add(client, code, name="", file=[named(samples.pdf(), "好.pdf")])

        assert "请填写证据名称" in page.content.decode()
        assert add(client, code, upload=Upload.objects.get().token).status_code == 303

    def test_without_a_file_says_so(self, cast: Cast, code: str) -> None:
        assert "还没有选文件" in add(signed_in(cast.zhang), code).content.decode()

    def test_of_two_gigabytes_is_refused_before_anything_of_it_is_read(
        self, cast: Cast, code: str
    ) -> None:
        fields = 'name="name"\r\n\r\n录像', 'name="file"; filename="a.mp4"\r\n\r\n' + "0" * 999
        body = "".join(f"--x\r\nContent-Disposition: form-data; {field}\r\n" for field in fields)
        said: dict[str, Any] = {
            "CONTENT_TYPE": "multipart/form-data; boundary=x",
            "CONTENT_LENGTH": "2000000000",
            "wsgi.input": io.BytesIO(f"{body}--x--\r\n".encode()),
        }

        page = signed_in(cast.zhang).generic("POST", f"/matters/{code}/evidence/add/", **said)

        told = page.content.decode()
        assert "这个文件有 2,000 MB，一份文件最多 500 MB" in told
        assert "诉讼服务中心" in told
        assert 'value="录像"' in told
        assert not Upload.objects.exists()

    def test_of_a_form_that_was_filled_in_keeps_its_values(self, cast: Cast, code: str) -> None:
        content = samples.packed_pdf(samples.with_form)
        client = signed_in(cast.zhang)

        add(client, code, file=[named(content, "收据.pdf")])
        checked(Evidence.objects.get())
        file = File.objects.get()
        original: Any = client.get(f"/files/{file.pk}/original")

        kept = b"".join(original.streaming_content)
        assert kept == content
        with pikepdf.open(io.BytesIO(kept)) as document:
            assert str(document.Root.AcroForm.Fields[0].V) == "36800.00"

    def test_sent_twice_with_one_key_is_one_item(self, cast: Cast, code: str) -> None:
        client = signed_in(cast.zhang)
        for _ in range(2):
            response = add(client, code, form_key="k" * 32, file=[named(samples.pdf(), "借条.pdf")])
            assert response.status_code == 303

        assert Evidence.objects.count() == 1

    def test_forgets_an_upload_that_is_not_wanted(self, cast: Cast, code: str) -> None:
        client = signed_in(cast.zhang)
        add(client, code, name="", file=[named(samples.pdf(), "好.pdf")])

        page = add(client, code, forget=Upload.objects.get().token)

        assert ITEM["proves"] in page.content.decode()
        assert not Upload.objects.exists()

    def test_does_not_exist_for_a_stranger_or_the_court(self, cast: Cast, code: str) -> None:
        assert add(signed_in(cast.qian), code).status_code == 404
        assert add(signed_in(cast.sun), code).status_code == 404


@pytest.mark.feature("S28")
class TestPhotograph:
    def taken(self, **how: float) -> bytes:
        return samples.saved(samples.photo(**how), "JPEG", quality=90)  # type: ignore[arg-type]

    def test_that_can_be_read_is_taken_without_scripts(self, cast: Cast, code: str) -> None:
        response = add(signed_in(cast.zhang), code, photo=named(self.taken(), "IMG.jpg"))

        assert response.status_code == 303
        assert File.objects.get().quality == ""

    def test_that_cannot_is_refused_with_why_and_kept_at_a_word(
        self, cast: Cast, code: str
    ) -> None:
        client = signed_in(cast.zhang)
        page = add(client, code, photo=named(self.taken(blur=9), "IMG.jpg")).content.decode()
        token = Upload.objects.get().token

        again = add(client, code, upload=token, as_it_is="on")

        assert "模糊" in page
        assert "就用这一张" in page
        assert again.status_code == 303
        assert "模糊" in File.objects.get().quality


class TestSheet:
    def test_leads_from_the_complaint_and_goes_with_it(self, cast: Cast, code: str) -> None:
        client = signed_in(cast.zhang)
        listed(cast.zhang, Matter.objects.get(code=code))

        page = client.get(f"/matters/{code}/evidence/").content.decode()

        assert "这份清单会和起诉状一起提交" in page
        assert "借条" in page

    def test_is_handed_in_and_gives_a_receipt(self, cast: Cast) -> None:
        stage = registered(cast)
        client = signed_in(cast.zhang)
        listed(cast.zhang, stage.case.matter)
        address = f"/matters/{stage.case.matter.code}/evidence/submit/"

        unsure = client.post(address, {})
        sent = client.post(address, {"confirmed": "on"})
        page = client.get(f"/matters/{stage.case.matter.code}/evidence/").content.decode()

        assert "请先确认" in unsure.content.decode()
        assert sent.status_code == 303
        assert EvidenceList.objects.get().receipt in page

    def test_of_two_defendants_shows_each_only_his_own_before_the_exchange(
        self, cast: Cast
    ) -> None:
        stage = registered(cast, suing(BO, JIAO))
        one, other = (linked(stage, name) for name in (BO, JIAO))
        listed(one, stage.case.matter)
        address = f"/matters/{stage.case.matter.code}/evidence/"

        assert "借条" in signed_in(one).get(address).content.decode()
        assert "借条" not in signed_in(other).get(address).content.decode()

    def test_costs_the_same_for_many_items_as_for_few(
        self, cast: Cast, django_assert_max_num_queries: Any
    ) -> None:
        stage = registered(cast)
        client = signed_in(cast.zhang)
        for _ in range(6):
            exchanged(stage, cast.zhang)

        with django_assert_max_num_queries(14):
            client.get(f"/matters/{stage.case.matter.code}/evidence/")


@pytest.mark.feature("T13")
class TestOpinion:
    @pytest.fixture
    def stage(self, cast: Cast) -> Stage:
        return registered(cast)

    @pytest.fixture
    def item(self, cast: Cast, stage: Stage) -> Evidence:
        return exchanged(stage, cast.zhang)

    def test_is_given_quality_by_quality_and_read_by_everybody(
        self, cast: Cast, stage: Stage, item: Evidence
    ) -> None:
        defendant = signed_in(linked(stage, BO))
        waiting = defendant.get(f"/matters/{item.matter.code}/evidence/").content.decode()
        address = f"/evidence/{item.pk}/opinion/"

        silent = defendant.post(address, SAID)
        said = defendant.post(address, {**SAID, "authenticity_reason": "签名不是本人所写。"})

        assert "有 1 项证据等您质证" in waiting
        assert "不认可真实性的，应当说明理由" in silent.content.decode()
        assert said.status_code == 303
        for who in (cast.zhang, cast.wang):
            page = signed_in(who).get(f"/evidence/{item.pk}/").content.decode()
            assert "不认可：签名不是本人所写。" in page
            assert page.count("认可") >= 3

    def test_is_not_for_its_own_party_a_stranger_or_the_court(
        self, cast: Cast, item: Evidence
    ) -> None:
        for who in (cast.zhang, cast.qian, cast.wang):
            assert signed_in(who).get(f"/evidence/{item.pk}/opinion/").status_code == 404
            assert signed_in(who).post(f"/evidence/{item.pk}/opinion/", SAID).status_code == 404

    def test_leads_to_the_original_and_to_the_equal_copy(self, cast: Cast, item: Evidence) -> None:
        judge = signed_in(cast.wang)

        early = judge.post(f"/evidence/{item.pk}/original/", {"reason": "archive", "due_on": "x"})
        asked = judge.post(
            f"/evidence/{item.pk}/original/", {"reason": "archive", "due_on": "20310320"}
        )
        todo = judge.get("/court/tasks/").content.decode()
        noted = judge.post(
            f"/evidence/{item.pk}/compare/",
            {"result": "compared", "how": "in-person", "finding": "逐页一致。"},
        )
        held = judge.post(f"/evidence/{item.pk}/equal/", {"ground": "compared"})

        assert early.status_code == 200
        assert asked.status_code == noted.status_code == held.status_code == 303
        assert "核对原件" in todo
        item.refresh_from_db()
        assert item.state == ItemState.EQUAL
        page = signed_in(cast.zhang).get(f"/evidence/{item.pk}/").content.decode()
        assert "逐页一致。" in page
        assert "视同原件" in page

    def test_on_a_ground_that_is_not_there_is_refused(self, cast: Cast, item: Evidence) -> None:
        page = signed_in(cast.wang).post(f"/evidence/{item.pk}/equal/", {"ground": "compared"})

        assert "还没有与原件核对一致的记录" in page.content.decode()

    def test_is_looked_at_on_the_record(self, cast: Cast, item: Evidence) -> None:
        signed_in(cast.wang).get(f"/evidence/{item.pk}/")

        assert Reading.objects.filter(account=cast.wang, what="filing.evidence").exists()


class TestDraft:
    def test_is_changed_and_taken_off_by_its_party_alone(self, cast: Cast) -> None:
        stage = registered(cast)
        one = listed(cast.zhang, stage.case.matter)
        checked(one)
        own, other = signed_in(cast.zhang), signed_in(linked(stage, BO))

        assert other.get(f"/evidence/{one.pk}/").status_code == 404
        assert other.post(f"/evidence/{one.pk}/take-off/").status_code == 404
        changed = own.post(f"/evidence/{one.pk}/change/", {**ITEM, "name": "欠条"})
        assert changed.status_code == 303
        assert "欠条" in own.get(f"/evidence/{one.pk}/").content.decode()
        assert own.post(f"/evidence/{one.pk}/take-off/").status_code == 303
        assert own.get(f"/evidence/{one.pk}/").status_code == 404

    def test_that_was_handed_in_is_no_longer_changed(self, cast: Cast) -> None:
        stage = registered(cast)
        one = exchanged(stage, cast.zhang)
        client = signed_in(cast.zhang)

        page = client.post(f"/evidence/{one.pk}/change/", ITEM)
        refused = client.post(f"/evidence/{one.pk}/take-off/")

        assert "已经提交，不能修改" in page.content.decode()
        assert refused.status_code == 409
