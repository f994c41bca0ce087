"""What a file really is, by its content; each refusal says how to mend it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.core import samples
from yunting.core import settings as limits
from yunting.core.inspection import refusals
from yunting.core.inspection.inspect import Inspected, inspect, require_size
from yunting.core.inspection.kinds import named_fitly
from yunting.core.inspection.refusals import FileUnfit


@pytest.fixture
def looked_at(tmp_path: Path) -> Callable[[bytes], Inspected]:
    def look(content: bytes) -> Inspected:
        path = tmp_path / "named-without-ending"
        path.write_bytes(content)
        return inspect(path)

    return look


Look = Callable[[bytes], Inspected]


class TestKnows:
    @pytest.mark.parametrize(
        ("content", "media_type", "kind"),
        [
            (samples.pdf(), "application/pdf", "pdf"),
            (samples.jpeg(), "image/jpeg", "picture"),
            (samples.png(), "image/png", "picture"),
            (samples.heic(), "image/heic", "picture"),
            (samples.wav(), "audio/wav", "sound"),
            (samples.mp4(), "video/mp4", "film"),
            ("今收到货款三万元。".encode(), "text/plain", "text"),
            ("今收到货款三万元。".encode("gb18030"), "text/plain", "text"),
        ],
    )
    def test_a_file_by_its_content_not_by_its_name(
        self, looked_at: Look, content: bytes, media_type: str, kind: str
    ) -> None:
        found = looked_at(content)

        assert (found.kind.media_type, found.kind.kind) == (media_type, kind)

    def test_word_and_excel(self, looked_at: Look) -> None:
        assert looked_at(samples.docx()).kind.ending == ".docx"
        assert looked_at(samples.xlsx()).kind.ending == ".xlsx"

    def test_the_measures_of_each(self, looked_at: Look) -> None:
        assert looked_at(samples.pdf(3)).pages == 3
        assert looked_at(samples.wav(2)).seconds == 2
        assert looked_at(samples.mp4(7)).seconds == 7
        picture = looked_at(samples.heic())
        assert (picture.width, picture.height) == (96, 64)

    def test_a_photograph_as_it_is_to_be_seen(self, looked_at: Look) -> None:
        turned = looked_at(samples.jpeg(800, 600, orientation=6))

        assert (turned.width, turned.height) == (600, 800)

    def test_a_form_that_was_filled_in(self, looked_at: Look) -> None:
        assert looked_at(samples.packed_pdf(samples.with_form)).pages == 2

    def test_a_document_whose_table_a_scanner_wrote_wrong(self, looked_at: Look) -> None:
        sound = samples.pdf(2)
        wrong = sound.replace(b"startxref\n", b"startxref\n9")

        assert looked_at(wrong).pages == 2


class TestRefuses:
    @pytest.mark.parametrize(
        ("content", "refusal"),
        [
            (b"", refusals.FileEmpty),
            (b"MZ\x90\0" + bytes(200), refusals.FileRunnable),
            (b"\x7fELF" + bytes(200), refusals.FileRunnable),
            (b"#!/bin/sh\nrm -rf /\n", refusals.FileRunnable),
            (b"Rar!\x1a\x07\0", refusals.FilePacked),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), refusals.FileOfUnknownKind),
            (os.urandom(2_000), refusals.FileOfUnknownKind),
            (b"<!DOCTYPE html><p>x", refusals.FileActive),
            (b"  <svg xmlns='http://www.w3.org/2000/svg'/>", refusals.FileActive),
            (b'<?xml version="1.0"?><svg/>', refusals.FileActive),
            (samples.pdf(5)[:-700], refusals.FileBroken),
            (b"%PDF-1.7\nnothing\n%%EOF", refusals.FileBroken),
            (samples.locked_pdf(), refusals.FileLocked),
            (samples.jpeg()[:2_000], refusals.FileBroken),
            (samples.png()[:40], refusals.FileBroken),
            (samples.heic()[:300], refusals.FileBroken),
            (samples.huge_png(), refusals.PictureTooBig),
            (samples.huge_png(30_001, 10), refusals.PictureTooBig),
            (samples.zipped({"a.pdf": samples.pdf()}), refusals.FilePacked),
            (samples.zipped({"a.zip": samples.zipped({"b": b"c"})}), refusals.FilePacked),
            (samples.docx()[:300], refusals.FileBroken),
            (samples.docm(), refusals.FileActive),
            (samples.docx_from_elsewhere(), refusals.FileActive),
            (samples.docx(more={"word/embeddings/oleObject1.bin": b"x"}), refusals.FileActive),
            (samples.bomb(), refusals.FileSwells),
            (samples.zipped({"OFD.xml": b"<o/>"}), refusals.FileOfUnknownKind),
            (samples.wav()[:30], refusals.FileBroken),
        ],
    )
    def test_what_cannot_be_taken_and_says_how_to_mend_it(
        self, looked_at: Look, content: bytes, refusal: type[FileUnfit]
    ) -> None:
        with pytest.raises(refusal) as told:
            looked_at(content)

        assert type(told.value) is refusal
        assert told.value.message.endswith("。")
        assert told.value.remedy
        assert told.value.field == "file"

    @pytest.mark.parametrize(
        ("change", "what"),
        [
            (samples.with_script, "脚本"),
            (samples.with_launch, "启动其他程序"),
            (samples.with_embedded, "嵌在里面的其他文件"),
            (samples.with_submit, "向外发送"),
        ],
    )
    def test_what_acts_by_itself_however_it_is_packed(
        self, looked_at: Look, change: Callable[[object], None], what: str
    ) -> None:
        with pytest.raises(refusals.FileActive, match=what) as told:
            looked_at(samples.packed_pdf(change))

        assert "另存为 PDF" in told.value.remedy

    def test_a_script_whose_name_is_written_in_numbers(self, looked_at: Look) -> None:
        plain = samples.pdf(1, samples.with_script)
        assert b"/S /JavaScript" in plain
        hidden = plain.replace(b"/S /JavaScript", b"/S /J#61vaScrip#74")

        with pytest.raises(refusals.FileActive):
            looked_at(hidden)

    def test_not_a_text_that_only_speaks_of_scripts(self, looked_at: Look) -> None:
        def title(document: object) -> None:
            document.docinfo["/Title"] = "/JavaScript and /Launch"  # type: ignore[attr-defined]

        assert looked_at(samples.packed_pdf(title)).pages == 2

    def test_ten_thousand_pages_and_not_as_many_as_allowed(self, looked_at: Look) -> None:
        assert looked_at(samples.long_pdf(limits.PDF_PAGES_MOST)).pages == limits.PDF_PAGES_MOST
        with pytest.raises(refusals.FileTooLong, match="10,000"):
            looked_at(samples.long_pdf(10_000))

    def test_two_gigabytes_and_not_as_much_as_allowed(self) -> None:
        require_size(limits.FILE_BYTES_MOST)
        with pytest.raises(refusals.FileTooLarge, match=r"2,000 MB.*500 MB"):
            require_size(2_000_000_000)
        with pytest.raises(refusals.FileTooLarge):
            require_size(limits.FILE_BYTES_MOST + 1)

    def test_a_text_without_end(self, looked_at: Look) -> None:
        with pytest.raises(refusals.FileTooLarge):
            looked_at(b"a" * (limits.TEXT_BYTES_MOST + 1))

    def test_more_entries_than_an_office_file_has(self, looked_at: Look) -> None:
        parts = {f"word/{n}": b"" for n in range(limits.UNPACKED_ENTRIES_MOST)}

        with pytest.raises(refusals.FileSwells):
            looked_at(samples.docx(more=parts))

    def test_a_locked_office_file(self, looked_at: Look) -> None:
        content = bytearray(samples.docx())
        # The flag of encryption, in the directory's first entry.
        content[content.index(b"PK\x01\x02") + 8] |= 1

        with pytest.raises(refusals.FileLocked):
            looked_at(bytes(content))

    def test_more_pixels_than_allowed_and_not_as_many(self, looked_at: Look) -> None:
        assert limits.PICTURE_PIXELS_MOST == 10_000 * 10_000
        assert looked_at(samples.huge_png(10_000, 10_000)).width == 10_000
        with pytest.raises(refusals.PictureTooBig):
            looked_at(samples.huge_png(10_001, 10_000))


class TestName:
    @pytest.mark.parametrize(
        ("name", "media_type", "fit"),
        [
            ("借条.pdf", "application/pdf", "借条.pdf"),
            ("借条.PDF", "application/pdf", "借条.PDF"),
            ("借条.jpeg", "image/jpeg", "借条.jpeg"),
            ("照片.exe", "image/jpeg", "照片.exe.jpg"),
            ("run.bat", "text/plain", "run.bat.txt"),
        ],
    )
    def test_ends_as_the_content_does(self, name: str, media_type: str, fit: str) -> None:
        assert named_fitly(name, media_type) == fit
