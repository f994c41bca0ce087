"""Fetch a file: byte for byte, by parts, never run, only by who may know of it, on the record."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.accounts.signing_in import sign_in_citizen, sign_in_staff
from tests.cast import AT, Cast, on_stage
from tests.core import samples
from tests.core.bringing import brought, ready
from tests.filing.build import submitted
from yunting.core import files
from yunting.core.audience import Audience
from yunting.core.models import File, Matter, Reading, ScanState

pytestmark = [pytest.mark.django_db, pytest.mark.feature("X11")]
CONTENT = samples.pdf(12)


@pytest.fixture
def cast() -> Cast:
    return on_stage()


@pytest.fixture
def matter(cast: Cast) -> Matter:
    return submitted(cast).matter


@pytest.fixture
def file(cast: Cast, matter: Matter) -> File:
    return ready(cast.zhang, matter, CONTENT, "借条.exe", audience=Audience.PARTIES)


@pytest.fixture
def zhang(cast: Cast) -> Client:
    client = Client()
    sign_in_citizen(client, cast.zhang)
    return client


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


class TestOriginal:
    def test_is_byte_identical_and_saved_under_a_fitting_name(
        self, zhang: Client, file: File
    ) -> None:
        response = zhang.get(f"/files/{file.pk}/original")

        assert body(response) == CONTENT
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
        assert response["Content-Disposition"].endswith(".exe.pdf")
        assert response["Content-Length"] == str(len(CONTENT))

    def test_can_run_nothing_in_a_browser(self, zhang: Client, file: File) -> None:
        for address in ("original", "preview/1"):
            response = zhang.get(f"/files/{file.pk}/{address}")
            body(response)

            assert response["X-Content-Type-Options"] == "nosniff"
            assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")

    @pytest.mark.parametrize(
        ("asked", "part"),
        [
            ("bytes=0-0", slice(0, 1)),
            ("bytes=100-199", slice(100, 200)),
            ("bytes=100-", slice(100, None)),
            ("bytes=-50", slice(-50, None)),
            (f"bytes=5-{10**12}", slice(5, None)),
        ],
    )
    def test_comes_by_parts(self, zhang: Client, file: File, asked: str, part: slice) -> None:
        response = zhang.get(f"/files/{file.pk}/original", headers={"Range": asked})

        assert response.status_code == 206
        assert body(response) == CONTENT[part]
        assert response["Content-Range"].endswith(f"/{len(CONTENT)}")

    def test_has_no_part_beyond_its_end(self, zhang: Client, file: File) -> None:
        response = zhang.get(
            f"/files/{file.pk}/original", headers={"Range": f"bytes={len(CONTENT)}-"}
        )

        assert response.status_code == 416
        assert response["Content-Range"] == f"bytes */{len(CONTENT)}"

    @pytest.mark.parametrize("asked", ["bytes=-", "bytes=1-2,4-5", "lines=1-2", "bytes=9-3x"])
    def test_comes_whole_when_the_part_is_not_understood(
        self, zhang: Client, file: File, asked: str
    ) -> None:
        response = zhang.get(f"/files/{file.pk}/original", headers={"Range": asked})

        assert (response.status_code, body(response)) == (200, CONTENT)

    def test_is_not_sent_twice_to_who_has_it(self, zhang: Client, file: File) -> None:
        tag = f'"{file.sha256}"'

        response = zhang.get(f"/files/{file.pk}/original", headers={"If-None-Match": tag})

        assert response.status_code == 304

    def test_is_read_on_the_record(self, cast: Cast, zhang: Client, file: File) -> None:
        body(zhang.get(f"/files/{file.pk}/original"))

        look = Reading.objects.get(what="core.file")
        assert (look.account_id, look.ref, look.matter_id) == (
            cast.zhang.pk,
            file.pk,
            file.matter_id,
        )

    def test_does_not_exist_for_a_stranger(self, cast: Cast, file: File) -> None:
        for account, sign_in in ((cast.qian, sign_in_citizen), (cast.wang, sign_in_staff)):
            client = Client()
            sign_in(client, account)
            for address in ("", "original", "preview/1"):
                assert client.get(f"/files/{file.pk}/{address}").status_code == 404

    def test_is_not_given_before_it_is_checked_or_when_it_did_not_pass(
        self, cast: Cast, zhang: Client, matter: Matter
    ) -> None:
        waiting = brought(cast.zhang, matter, samples.pdf(2))
        bad = files.refuse(
            brought(cast.zhang, matter, b"bad"), "检查出病毒 X", scan=ScanState.FOUND, at=AT
        )

        for file, words in ((waiting, "正在检查"), (bad, "检查出病毒 X")):
            refused = zhang.get(f"/files/{file.pk}/original")
            page = zhang.get(f"/files/{file.pk}/")
            assert refused.status_code == 409
            assert words in refused.content.decode()
            assert words in page.content.decode()
            assert "下载原件" not in page.content.decode()


class TestLook:
    def test_shows_ten_pages_with_their_words_and_the_way_to_the_rest(
        self, zhang: Client, file: File
    ) -> None:
        first = zhang.get(f"/files/{file.pk}/").content.decode()
        then = zhang.get(f"/files/{file.pk}/?from=11").content.decode()

        assert first.count("/preview/") == 10
        assert "page 10" in first
        assert "?from=11" in first
        assert then.count("/preview/") == 2
        assert "以原件为准" in first
        assert "未做病毒检查" in first

    def test_says_when_there_is_no_preview_yet(
        self, cast: Cast, zhang: Client, matter: Matter
    ) -> None:
        file = files.check(brought(cast.zhang, matter, samples.pdf(2)), at=AT)

        assert "预览还没有生成" in zhang.get(f"/files/{file.pk}/").content.decode()

    def test_lets_sound_be_played(self, cast: Cast, zhang: Client, matter: Matter) -> None:
        file = ready(cast.zhang, matter, samples.wav(65), "通话.wav")

        page = zhang.get(f"/files/{file.pk}/").content.decode()

        assert "<audio controls" in page
        assert "1分05秒" in page

    def test_shows_a_word_file_apart_where_nothing_runs(
        self, cast: Cast, zhang: Client, matter: Matter
    ) -> None:
        file = ready(cast.zhang, matter, samples.docx("今借到"), "借条.docx")

        response = zhang.get(f"/files/{file.pk}/preview/1")

        assert "今借到" in body(response).decode()
        assert response["Content-Type"] == "text/html; charset=utf-8"
        assert response["Content-Security-Policy"].startswith("sandbox;")

    def test_has_no_copy_that_was_not_made(self, zhang: Client, file: File) -> None:
        assert zhang.get(f"/files/{file.pk}/preview/99").status_code == 404
        assert zhang.get(f"/files/{file.pk}/anything/1").status_code == 404
