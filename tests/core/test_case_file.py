"""The file of a dispute as one PDF: for each reader, complete, current, and never an original."""

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from tests.cast import AT, acting
from tests.core import samples
from tests.core.bringing import ready
from tests.core.filed import DRAWING, ORDER, Filed, checked, filed
from yunting.core import (
    binding,
    case_file,
    case_file_building,
    documents,
    misfiling,
    reading,
    sealing,
    store,
)
from yunting.core.audience import Audience
from yunting.core.case_file import NotBoundYet
from yunting.core.case_file_building import BindingFailed
from yunting.core.models import Account, CaseFile, File, Side

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("press")]
WHOLE = "core.build-case-file"


@pytest.fixture
def world() -> Filed:
    return filed()


def built(world: Filed, account: Account) -> tuple[CaseFile, pypdfium2.PdfDocument]:
    row = case_file_building.build(world.matter, account, at=AT)
    with store.opened(row.sha256) as content:
        return row, pypdfium2.PdfDocument(content.read())


def text_of(pdf: pypdfium2.PdfDocument, page: int) -> str:
    return str(pdf[page - 1].get_textpage().get_text_range())


def marks_of(pdf: pypdfium2.PdfDocument) -> list[tuple[str, int]]:
    """Return every bookmark with the page it leads to, counted from 1."""
    return [(mark.get_title(), mark.get_dest().get_index() + 1) for mark in pdf.get_toc()]


class TestBuild:
    def test_binds_everything_with_index_bookmarks_and_page_numbers(self, world: Filed) -> None:
        row, pdf = built(world, world.cast.sun)

        index = text_of(pdf, 1)
        marks = marks_of(pdf)
        complaint = marks[2][1] - marks[1][1]
        assert complaint >= 1
        assert row.pages == len(pdf) == 1 + complaint + (world.paper.pages or 0) + 2 + 1 + 3
        assert "卷内目录" in index
        assert world.paper.code in index
        assert DRAWING in index.replace("\r\n", "")
        assert marks[0] == ("卷内目录", 1)
        assert [title.partition(". ")[2] for title, _ in marks[1:]] == [
            "起诉状",
            f"{world.paper.title} {world.paper.number}",
            f"{DRAWING}.pdf",
            "对账单.pdf",
            "李的底稿.pdf",
        ]
        for number in range(1, len(pdf) + 1):
            assert str(number) in text_of(pdf, number).split()

    def test_never_breaks_a_code_of_the_widest_letters(self, world: Filed) -> None:
        found = case_file.standing(world.matter, world.cast.sun)
        row = {"number": 1, "title": "民事裁定书", "whose": "本院", "on": "2026-03-02", "page": 2}
        row |= {"code": "WWWW-MMMM-WWWW", "digest": "", "note": ""}

        pdf = case_file_building._set("index", found, [row], on=AT.date())

        assert "WWWW-MMMM-WWWW" in text_of(pypdfium2.PdfDocument(pdf), 1)

    def test_bookmarks_lead_to_the_pages_the_index_names(self, world: Filed) -> None:
        _, pdf = built(world, world.cast.sun)

        first = dict(marks_of(pdf))
        ours = next(page for title, page in first.items() if DRAWING in title)
        assert "page 1" in text_of(pdf, ours)
        assert "page 2" in text_of(pdf, ours + 1)

    def test_leaves_out_what_the_reader_may_not_see(self, world: Filed) -> None:
        _, ours = built(world, world.cast.zhang)
        _, theirs = built(world, world.cast.li)

        assert not any("底稿" in title for title, _ in marks_of(ours))
        assert any("底稿" in title for title, _ in marks_of(theirs))

    def test_keeps_the_look_of_a_seal_and_no_signature(self, world: Filed) -> None:
        row, _ = built(world, world.cast.sun)

        with pikepdf.open(store.path_of(row.sha256)) as pdf:
            assert "/AcroForm" not in pdf.Root
            assert "/Names" not in pdf.Root
            assert all("/Annots" not in page for page in pdf.pages)
        whole = pypdfium2.PdfDocument(store.path_of(row.sha256))
        at = next(page for title, page in marks_of(whole) if world.paper.title in title)
        rendered = whole[at - 1].render(scale=1).to_pil()
        pixels = rendered.convert("RGB").tobytes()
        red = sum(r > 180 and g < 90 for r, g in zip(pixels[::3], pixels[1::3], strict=True))
        assert red > 500

    def test_fits_pages_of_any_size_and_turn_onto_a4(self, world: Filed) -> None:
        def turned(pdf: pikepdf.Pdf) -> None:
            pdf.pages[0].rotate(90, relative=False)
            pdf.pages[1].mediabox = pikepdf.Rectangle(-100, -100, 2900, 1900)

        checked(world.cast.zhang, world.matter, samples.pdf(2, turned), "转.pdf", Audience.PARTIES)

        _, pdf = built(world, world.cast.sun)

        sizes = {tuple(sorted(round(side) for side in page.get_size())) for page in pdf}
        assert sizes == {(595, 842)}
        assert "page 1" in text_of(pdf, len(pdf) - 1)

    def test_shows_a_picture_by_its_copy_and_a_sheet_for_what_has_no_pages(
        self, world: Filed
    ) -> None:
        ready(
            world.cast.zhang,
            world.matter,
            samples.jpeg(),
            "照片.jpg",
            audience=Audience.PARTIES,
        )
        checked(world.cast.zhang, world.matter, samples.wav(), "录音.wav", Audience.PARTIES)

        _, pdf = built(world, world.cast.sun)

        assert "录音" in text_of(pdf, len(pdf))
        assert "没有可以合订的页面" in text_of(pdf, len(pdf))
        assert "没有可以合订的页面" not in text_of(pdf, len(pdf) - 1)

    def test_puts_a_sheet_where_a_pdf_cannot_be_opened(self, world: Filed) -> None:
        broken = store.keep_bytes(b"%PDF-1.7 nothing follows")
        copy = File.objects.get(pk=world.theirs.pk)
        copy.pk, copy.sha256, copy.name = None, broken.sha256, "坏.pdf"
        copy.save(force_insert=True)

        _, pdf = built(world, world.cast.sun)

        assert "页面不能读取" in text_of(pdf, len(pdf))

    def test_leaves_out_everything_that_was_struck(self, world: Filed) -> None:
        for item in (world.ours, world.theirs, world.private):
            misfiling.strike(item, ground="mistaken", reason="错", by=world.clerk(), at=AT)
        documents.recall(world.paper, reason="错", by=world.judge(), at=AT)
        world.paper.refresh_from_db()
        misfiling.strike(world.paper, ground="mistaken", reason="错", by=world.clerk(), at=AT)

        row, pdf = built(world, world.cast.sun)

        assert [title for title, _ in marks_of(pdf)] == ["卷内目录", "1. 起诉状"]
        assert row.pages == len(pdf)

    def test_done_again_finds_it_made(self, world: Filed) -> None:
        first, _ = built(world, world.cast.sun)

        assert case_file_building.build(world.matter, world.cast.zhou, at=AT) == first
        assert CaseFile.objects.count() == 1

    def test_says_when_the_binder_gives_up(self, world: Filed) -> None:
        with pytest.raises(BindingFailed):
            case_file_building._asked({"measure": [{"kind": "pdf"}]})


class TestCurrent:
    def test_changes_with_every_change_and_only_then(self, world: Filed) -> None:
        account = world.cast.sun
        seen = [case_file.standing(world.matter, account).inputs_hash]
        same = case_file.standing(world.matter, account).inputs_hash

        checked(world.cast.zhang, world.matter, samples.pdf(1), "新.pdf", Audience.PARTIES)
        seen.append(case_file.standing(world.matter, account).inputs_hash)
        misfiling.strike(world.ours, ground="mistaken", reason="错", by=world.clerk(), at=AT)
        seen.append(case_file.standing(world.matter, account).inputs_hash)
        documents.recall(world.paper, reason="错", by=world.judge(), at=AT)
        seen.append(case_file.standing(world.matter, account).inputs_hash)

        assert same == seen[0]
        assert len(set(seen)) == len(seen)

    def test_a_file_built_before_a_sealing_is_shut_to_that_side(self, world: Filed) -> None:
        row, _ = built(world, world.cast.li)
        assert case_file.standing(world.matter, world.cast.li).built == row

        sealing.seal(
            world.ours,
            level="side",
            side=Side.ANSWERING,
            reason="秘密",
            order=ORDER,
            by=world.judge(),
            at=AT,
        )

        now = case_file.standing(world.matter, world.cast.li)
        assert now.built is None
        with pytest.raises(NotBoundYet):
            case_file.current(now)
        _, pdf = built(world, world.cast.li)
        assert not any(DRAWING in title for title, _ in marks_of(pdf))
        _, whole = built(world, world.cast.sun)
        assert any(DRAWING in title for title, _ in marks_of(whole))

    def test_what_was_let_go_of_is_not_there_and_made_again(self, world: Filed) -> None:
        row, _ = built(world, world.cast.sun)
        CaseFile.objects.filter(pk=row.pk).update(sha256="")

        assert case_file.standing(world.matter, world.cast.sun).built is None
        again, _ = built(world, world.cast.sun)

        assert again.pk == row.pk

    def test_counts_as_having_seen_everything_in_it(self, world: Filed) -> None:
        row, _ = built(world, world.cast.li)
        reading.note(row, matter=world.matter, by=acting(world.cast.li, world.matter))

        readers = reading.readers_of(world.ours, matter=world.matter)

        assert [one.account for one in readers] == [world.cast.li]


class TestBinder:
    def test_counts_pages_and_refuses_what_it_cannot_open(self, tmp_path: Path) -> None:
        good, bad, photo = (tmp_path / name for name in ("good.pdf", "bad.pdf", "photo.jpg"))
        good.write_bytes(samples.pdf(4))
        bad.write_bytes(b"no")
        Image.new("RGB", (40, 30)).save(photo, "JPEG")

        assert binding.pages_of("pdf", good) == 4
        assert binding.pages_of("picture", photo) == 1
        assert binding.pages_of("pdf", bad) is None
        assert binding.pages_of("picture", good) is None
        assert binding.pages_of("pdf", tmp_path / "gone.pdf") is None

    def test_keeps_the_bytes_of_a_picture_as_they_are(self, tmp_path: Path) -> None:
        out = io.BytesIO()
        Image.effect_noise((60, 40), 50).convert("RGB").save(out, "JPEG", quality=90)
        (tmp_path / "photo.jpg").write_bytes(out.getvalue())

        binding.bind(
            [
                {
                    "kind": "picture",
                    "path": str(tmp_path / "photo.jpg"),
                    "first": 1,
                    "count": 0,
                    "title": "照片",
                }
            ],
            tmp_path / "out.pdf",
            title="卷",
        )

        assert out.getvalue() in (tmp_path / "out.pdf").read_bytes()
