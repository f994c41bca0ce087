"""A file from its first byte to its being shown; the original stays as it came."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from PIL import Image
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from tests.cast import AT, Cast, acting, on_stage
from tests.core import samples, scanner
from tests.core.bringing import brought, ready, uploaded, with_copies
from tests.filing.build import drafted, submitted
from yunting.core import deriving, file_sweep, files, page_photo, scanning, store, uploads
from yunting.core import settings as limits
from yunting.core.audience import Audience
from yunting.core.events import fact_of
from yunting.core.files import FileNotReady
from yunting.core.inspection.refusals import (
    FileActive,
    FileEmpty,
    FileRunnable,
    FileTooLarge,
    PictureUnfit,
)
from yunting.core.models import (
    Account,
    Derived,
    Event,
    File,
    FileState,
    Matter,
    Participation,
    Purpose,
    ScanState,
    Upload,
)
from yunting.core.procedure import NotYours
from yunting.core.uploads import TooManyUploads, UploadOutOfStep, UploadUnfinished
from yunting.core.verify.run import verify
from yunting.lib import clock
from yunting.lib.errors import NotVisible
from yunting.project.management.commands.verify import KINDS, NAMES

pytestmark = pytest.mark.django_db
PART = 1_000
DARK = (40, 36, 30)


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> None:
    settings.FILES = tmp_path / "files"


@pytest.fixture
def cast() -> Cast:
    return on_stage()


@pytest.fixture
def matter(cast: Cast) -> Matter:
    return drafted(cast).matter


def begun(cast: Cast, matter: Matter, content: bytes, mark: str = "") -> Upload:
    by = acting(cast.zhang, matter)
    return uploads.begin_upload(
        matter, name="账册.pdf", size=len(content), fingerprint=mark, by=by, at=AT
    )


def in_parts(upload: Upload, content: bytes) -> Upload:
    for offset in range(upload.received, len(content), PART):
        upload = uploads.take_chunk(
            upload, offset=offset, content=content[offset : offset + PART], at=AT
        )
    return upload


class TestUpload:
    def test_comes_in_parts_and_is_byte_identical(self, cast: Cast, matter: Matter) -> None:
        content = samples.pdf(20)

        whole = uploads.complete(in_parts(begun(cast, matter, content), content))

        with store.opened(whole.sha256) as kept:
            assert kept.read() == content
        assert (whole.kind, whole.pages) == ("pdf", 20)

    def test_goes_on_where_it_stopped_on_another_device(self, cast: Cast, matter: Matter) -> None:
        content = samples.pdf(5)
        first = begun(cast, matter, content, mark="f" * 64)
        uploads.take_chunk(first, offset=0, content=content[:PART], at=AT)

        again = begun(cast, matter, content, mark="f" * 64)

        assert (again.token, again.received) == (first.token, PART)
        assert uploads.complete(in_parts(again, content)).is_whole

    def test_begins_anew_for_another_file_of_the_same_name(
        self, cast: Cast, matter: Matter
    ) -> None:
        content = samples.pdf(5)

        assert (
            begun(cast, matter, content, "a" * 64).pk != begun(cast, matter, content, "b" * 64).pk
        )

    def test_says_where_to_go_on_when_a_part_comes_twice(self, cast: Cast, matter: Matter) -> None:
        content = samples.pdf(5)
        upload = begun(cast, matter, content)
        uploads.take_chunk(upload, offset=0, content=content[:PART], at=AT)

        with pytest.raises(UploadOutOfStep) as told:
            uploads.take_chunk(upload, offset=0, content=content[:PART], at=AT)

        assert told.value.received == PART
        with pytest.raises(UploadOutOfStep):
            uploads.take_chunk(upload, offset=PART, content=bytes(len(content)), at=AT)

    def test_asks_again_for_what_a_power_cut_took(self, cast: Cast, matter: Matter) -> None:
        content = samples.pdf(5)
        upload = begun(cast, matter, content)
        uploads.take_chunk(upload, offset=0, content=content[:PART], at=AT)
        os.truncate(store.incoming(upload.token), 10)

        with pytest.raises(UploadOutOfStep) as told:
            uploads.take_chunk(upload, offset=PART, content=content[PART:], at=AT)

        assert told.value.received == 10

    def test_cannot_be_used_before_it_is_whole(self, cast: Cast, matter: Matter) -> None:
        content = samples.pdf(5)
        upload = uploads.take_chunk(
            begun(cast, matter, content), offset=0, content=content[: len(content) // 2], at=AT
        )

        with pytest.raises(UploadUnfinished, match=r"(49|50)%"):
            uploads.complete(upload)
        with pytest.raises(UploadUnfinished):
            files.finish_upload(
                upload, audience=Audience.SIDE, by=acting(cast.zhang, matter), at=AT
            )

    @pytest.mark.parametrize(("size", "refusal"), [(0, FileEmpty), (2_000_000_000, FileTooLarge)])
    def test_of_no_bytes_or_too_many_is_refused_before_any_comes(
        self, cast: Cast, matter: Matter, size: int, refusal: type[Exception]
    ) -> None:
        by = acting(cast.zhang, matter)

        with pytest.raises(refusal):
            uploads.begin_upload(matter, name="a.pdf", size=size, by=by, at=AT)

        assert not Upload.objects.exists()

    @pytest.mark.parametrize(
        ("content", "refusal"),
        [(b"MZ" + bytes(99), FileRunnable), (samples.packed_pdf(samples.with_script), FileActive)],
    )
    def test_that_cannot_be_taken_is_forgotten_at_once(
        self, cast: Cast, matter: Matter, content: bytes, refusal: type[Exception]
    ) -> None:
        with pytest.raises(refusal):
            uploaded(cast.zhang, matter, content, "借条.pdf")

        assert not Upload.objects.exists()
        assert list(store.incoming("x").parent.glob("*")) == []

    def test_is_its_account_s_alone(self, cast: Cast, matter: Matter) -> None:
        upload = uploaded(cast.zhang, matter, samples.pdf())

        assert uploads.upload_of(cast.zhang, upload.token) == upload
        with pytest.raises(NotVisible):
            uploads.upload_of(cast.qian, upload.token)

    def test_cannot_be_left_lying_without_end(self, cast: Cast, matter: Matter) -> None:
        for _ in range(limits.OPEN_UPLOADS_MOST):
            begun(cast, matter, b"x")

        with pytest.raises(TooManyUploads):
            begun(cast, matter, b"x")

    @pytest.mark.parametrize(
        ("name", "plain"),
        [("../../etc/passwd", "passwd"), ("C:\\a\\借条.pdf", "借条.pdf"), ("\0\n", "未命名")],
    )
    def test_has_a_plain_name(self, name: str, plain: str) -> None:
        assert uploads.plain_name(name) == plain

    def test_keeps_its_ending_when_its_name_is_too_long(self) -> None:
        assert uploads.plain_name("很" * 300 + ".pdf") == "很" * 196 + ".pdf"


class TestFinish:
    def test_makes_a_file_with_its_fact_and_queues_its_check(
        self, cast: Cast, matter: Matter
    ) -> None:
        content = samples.pdf(2)

        file = brought(cast.zhang, matter, content, "借条.pdf")

        assert (file.state, file.scan, file.size) == (FileState.RECEIVED, "waiting", len(content))
        event = Event.objects.get(kind="core.file-received")
        told = fact_of(event)
        assert (told.name, told.sha256) == ("借条.pdf", file.sha256)  # type: ignore[attr-defined]
        assert "借条" not in bytes(event.body).decode()
        job = ProcrastinateJob.objects.get(task_name="core.check-file")
        assert job.args == {"file": file.pk}
        assert not Upload.objects.exists()

    def test_refuses_whoever_takes_no_part(self, cast: Cast, matter: Matter) -> None:
        upload = uploaded(cast.qian, matter, samples.pdf())

        with pytest.raises(NotYours):
            files.finish_upload(upload, audience=Audience.SIDE, by=acting(cast.qian, matter), at=AT)

        assert not File.objects.exists()

    def test_keeps_the_same_content_once_for_two_files(self, cast: Cast, matter: Matter) -> None:
        rows = [brought(cast.zhang, matter, samples.pdf(3)) for _ in range(2)]

        assert rows[0].sha256 == rows[1].sha256
        assert rows[0].pk != rows[1].pk

    @pytest.mark.parametrize("change", ["sha256 = ''", "name = 'b'", "size = 1"])
    def test_fixes_the_original_against_the_court_itself(
        self, cast: Cast, matter: Matter, change: str
    ) -> None:
        file = brought(cast.zhang, matter, samples.pdf())

        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            _run(f"UPDATE core_file SET {change} WHERE id = %s", file.pk)  # noqa: S608
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            _run("DELETE FROM core_file WHERE id = %s", file.pk)


def _run(sql: str, key: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, [key])


@pytest.mark.feature("X11")
class TestCheck:
    def test_without_a_scanner_says_so_on_the_row(self, cast: Cast, matter: Matter) -> None:
        file = files.check(brought(cast.zhang, matter, samples.pdf()), at=AT)

        assert (file.state, file.scan) == (FileState.READY, ScanState.OFF)
        assert file.get_scan_display() == "未做病毒检查"

    def test_passes_what_the_scanner_finds_clean(
        self, cast: Cast, matter: Matter, settings: Settings, tmp_path: Path
    ) -> None:
        with scanner.running(tmp_path) as settings.CLAMD:
            file = files.check(brought(cast.zhang, matter, samples.pdf()), at=AT)

        assert (file.state, file.scan) == (FileState.READY, ScanState.CLEAN)
        assert ProcrastinateJob.objects.filter(task_name="core.derive-copies").exists()

    def test_shows_nobody_what_the_scanner_knows(
        self, cast: Cast, matter: Matter, settings: Settings, tmp_path: Path
    ) -> None:
        content = scanner.BAD + b" in a letter"
        with scanner.running(tmp_path) as settings.CLAMD:
            file = files.check(brought(cast.zhang, matter, content, "信.txt"), at=AT)

        assert (file.state, file.scan) == (FileState.REFUSED, ScanState.FOUND)
        assert "Yunting.Test.Signature" in file.finding
        with pytest.raises(FileNotReady, match="Yunting"):
            files.require_ready(file)
        with store.opened(file.sha256) as kept:
            assert kept.read() == content
        assert Event.objects.filter(kind="core.file-refused").count() == 1

    @pytest.mark.parametrize("says", [b"INSTREAM size limit exceeded. ERROR\0", b"nonsense\0"])
    def test_waits_while_the_scanner_gives_no_verdict(
        self, cast: Cast, matter: Matter, settings: Settings, tmp_path: Path, says: bytes
    ) -> None:
        file = brought(cast.zhang, matter, samples.pdf())

        with (
            scanner.running(tmp_path, says=says) as settings.CLAMD,
            pytest.raises(scanning.ScannerSilent),
        ):
            files.check(file, at=AT)

        file.refresh_from_db()
        assert (file.state, file.scan) == (FileState.RECEIVED, ScanState.WAITING)
        with pytest.raises(FileNotReady, match="正在检查"):
            files.require_ready(file)

    def test_waits_while_there_is_nobody_at_the_scanner_s_place(
        self, cast: Cast, matter: Matter, settings: Settings, tmp_path: Path
    ) -> None:
        settings.CLAMD = f"unix:{tmp_path}/nobody"

        with pytest.raises(scanning.ScannerSilent):
            files.check(brought(cast.zhang, matter, samples.pdf()), at=AT)

    def test_a_second_time_does_nothing(self, cast: Cast, matter: Matter) -> None:
        file = files.check(brought(cast.zhang, matter, samples.pdf()), at=AT)

        files.check(file, at=AT)

        assert Event.objects.filter(kind="core.file-passed").count() == 1


def copies(file: File) -> dict[tuple[str, int], Derived]:
    return {(d.purpose, d.page): d for d in file.derived.all()}


def text_of(copy: Derived) -> str:
    with store.opened(copy.sha256) as kept:
        return kept.read().decode()


class TestCopies:
    def test_of_a_document_are_its_pages_a_small_one_and_its_text(
        self, cast: Cast, matter: Matter
    ) -> None:
        file = ready(cast.zhang, matter, samples.pdf(3))

        made = copies(file)
        assert {(p, n) for p, n in made if p == Purpose.PREVIEW} == {
            (Purpose.PREVIEW, n) for n in (1, 2, 3)
        }
        assert text_of(made[Purpose.TEXT, 2]) == "page 2"
        with store.opened(made[Purpose.THUMBNAIL, 0].sha256) as kept, Image.open(kept) as small:
            assert small.width == limits.THUMBNAIL_WIDTH

    def test_of_a_long_document_begin_with_the_first_page_and_leave_room_for_other_work(
        self, cast: Cast, matter: Matter
    ) -> None:
        file = files.check(brought(cast.zhang, matter, samples.pdf(30)), at=AT)

        assert deriving.derive_some(file)
        first = {n for p, n in copies(file) if p == Purpose.PREVIEW}
        assert deriving.derive_some(file)
        then = {n for p, n in copies(file) if p == Purpose.PREVIEW}
        with_copies(file)

        assert first == {1}
        assert then == set(range(1, 22))
        assert {n for p, n in copies(file) if p == Purpose.PREVIEW} == set(range(1, 31))
        assert not deriving.derive_some(file)

    def test_of_a_form_show_the_values_that_were_filled_in(
        self, cast: Cast, matter: Matter
    ) -> None:
        with_values = copies(ready(cast.zhang, matter, samples.pdf(1, samples.with_form)))
        without = copies(ready(cast.zhang, matter, samples.pdf(1)))

        dark = []
        for made in (with_values, without):
            with store.opened(made[Purpose.PREVIEW, 1].sha256) as kept, Image.open(kept) as page:
                # Where the field is: 72 to 272 points across, 600 to 630 from below.
                field = page.convert("L").crop((150, 440, 570, 505))
                dark.append(sum(field.histogram()[:100]))
        assert dark[0] > 100
        assert dark[1] == 0

    def test_of_a_photograph_stand_upright(self, cast: Cast, matter: Matter) -> None:
        content = samples.jpeg(800, 600, orientation=6)

        file = ready(cast.zhang, matter, content, "照片.jpg")

        with store.opened(copies(file)[Purpose.PREVIEW, 1].sha256) as kept:
            shown = Image.open(kept)
            assert shown.size == (600, 800)
            red = shown.convert("RGB").getpixel((450, 200))
        assert isinstance(red, tuple)
        assert red[0] > 200 > 60 > red[1]
        with store.opened(file.sha256) as original:
            assert original.read() == content

    def test_of_a_phone_s_own_kind_of_photograph_are_for_every_browser(
        self, cast: Cast, matter: Matter
    ) -> None:
        file = ready(cast.zhang, matter, samples.heic(), "IMG_1.heic")

        assert copies(file)[Purpose.PREVIEW, 1].media_type == "image/jpeg"

    def test_of_a_word_file_are_a_page_of_its_words(self, cast: Cast, matter: Matter) -> None:
        file = ready(cast.zhang, matter, samples.docx("今借到 <script>x</script>"), "借条.docx")

        page = text_of(copies(file)[Purpose.PREVIEW, 1])
        assert "今借到" in page
        assert "<script" not in page

    def test_of_a_sheet_are_its_rows(self, cast: Cast, matter: Matter) -> None:
        file = ready(cast.zhang, matter, samples.xlsx(), "流水.xlsx")

        page = text_of(copies(file)[Purpose.PREVIEW, 1])
        assert "<td>借款</td><td>36800</td>" in page.replace("<tbody>", "")

    def test_of_a_text_are_in_one_encoding(self, cast: Cast, matter: Matter) -> None:
        file = ready(cast.zhang, matter, "今收到".encode("gb18030"), "收条.txt")

        assert text_of(copies(file)[Purpose.TEXT, 0]) == "今收到"

    @pytest.mark.parametrize("content", [samples.wav(), samples.mp4()])
    def test_of_sound_and_film_are_none(self, cast: Cast, matter: Matter, content: bytes) -> None:
        assert copies(ready(cast.zhang, matter, content)) == {}

    def test_that_cannot_be_made_leave_the_original_alone(self, cast: Cast, matter: Matter) -> None:
        # Its header is whole and its pixels are missing.
        file = files.check(brought(cast.zhang, matter, samples.huge_png(5_000, 5_000)), at=AT)

        with pytest.raises(deriving.CopyFailed):
            deriving.derive_some(file)
        deriving.derive_copies(file=file.pk)

        assert copies(file) == {}
        assert store.is_whole(file.sha256)


@pytest.mark.feature("S28")
class TestPhotographOfAPage:
    def taken(
        self,
        cast: Cast,
        matter: Matter,
        image: Image.Image,
        *,
        corners: str = "",
        as_it_is: bool = False,
    ) -> Upload:
        content = samples.saved(image, "JPEG", quality=90)
        by = acting(cast.zhang, matter)
        upload = uploads.begin_upload(matter, name="借条.jpg", size=len(content), by=by, at=AT)
        uploads.take_chunk(upload, offset=0, content=content, at=AT)
        return uploads.complete(upload, is_page=True, corners=corners, as_it_is=as_it_is)

    def test_is_taken_when_it_can_be_read(self, cast: Cast, matter: Matter) -> None:
        upload = self.taken(cast, matter, samples.photo(), corners="50,37 950,37 950,963 50,963")

        assert upload.quality == ""

    @pytest.mark.parametrize(
        ("image", "why"),
        [
            (samples.photo(dim=0.3), "太暗"),
            (samples.photo(blur=9), "模糊"),
            (samples.photo(width=1_500, height=2_000), "dpi"),
        ],
    )
    def test_is_refused_with_what_is_wrong_and_not_lost(
        self, cast: Cast, matter: Matter, image: Image.Image, why: str
    ) -> None:
        with pytest.raises(PictureUnfit, match=why):
            self.taken(cast, matter, image)

        kept = Upload.objects.get()
        assert why in uploads.complete(kept, is_page=True, as_it_is=True).quality

    def test_with_corners_that_are_no_page_s_is_refused(self, cast: Cast, matter: Matter) -> None:
        for corners in ("1,2", "0,0 9,9 0,9 9,0", "0,0 1001,0 999,999 0,999", "a,b c,d e,f g,h"):
            with pytest.raises(PictureUnfit, match="四个角"):
                self.taken(cast, matter, samples.photo(), corners=corners)

    def test_gives_a_scan_made_straight_beside_the_original(
        self, cast: Cast, matter: Matter
    ) -> None:
        # The page lies askew: each corner somewhere else.
        place = [(300, 200), (2_700, 400), (2_850, 3_800), (150, 3_600)]
        page = samples.sheet_of_paper()
        back = [(0.0, 0.0), (page.width, 0.0), (page.width, page.height), (0.0, page.height)]
        numbers = _projection(place, back)
        seen = page.transform((3_000, 4_000), Image.Transform.PERSPECTIVE, numbers, fillcolor=DARK)
        corners = " ".join(f"{x * 1000 // 3000},{y * 1000 // 4000}" for x, y in place)

        upload = self.taken(cast, matter, seen, corners=corners, as_it_is=True)
        file = files.finish_upload(
            upload, audience=Audience.SIDE, by=acting(cast.zhang, matter), at=AT
        )
        made = copies(with_copies(files.check(file, at=AT)))

        with store.opened(made[Purpose.SCAN, 0].sha256) as kept, Image.open(kept) as scan:
            edge = scan.convert("L").crop((20, 20, 60, 60))
            assert sum(edge.histogram()[200:]) > 0.9 * 40 * 40
            assert 1.2 < scan.height / scan.width < 1.6
        with store.opened(file.sha256) as original, Image.open(original) as photo:
            assert photo.size == (3_000, 4_000)


def _projection(source: list[tuple[int, int]], target: list[tuple[float, float]]) -> list[float]:
    return page_photo._perspective([(float(x), float(y)) for x, y in source], target)


def answering(account: Account, matter: Matter) -> None:
    """Let somebody into a dispute as a defendant."""
    assert account.person is not None
    Participation.objects.create(
        matter=matter, person=account.person, role="defendant", side="answering", since=AT
    )


class TestWhoSees:
    @pytest.fixture
    def sent(self, cast: Cast) -> Matter:
        return submitted(cast).matter

    @pytest.fixture
    def other_side(self, cast: Cast, sent: Matter) -> Account:
        answering(cast.li, sent)
        return cast.li

    def seen_by(self, cast: Cast) -> set[str]:
        people = {"zhang": cast.zhang, "li": cast.li, "qian": cast.qian, "sun": cast.sun}
        return {n for n, a in people.items() if File.objects.visible_to(a).exists()}

    def test_its_owner_alone_before_it_is_handed_in(
        self, cast: Cast, sent: Matter, other_side: Account
    ) -> None:
        ready(cast.zhang, sent, samples.pdf(), audience=Audience.PARTIES, is_sent=False)

        assert self.seen_by(cast) == {"zhang"}

    def test_its_owner_and_the_court_while_it_is_for_one_side(
        self, cast: Cast, sent: Matter, other_side: Account
    ) -> None:
        ready(cast.zhang, sent, samples.pdf())

        assert self.seen_by(cast) == {"zhang", "sun"}

    def test_everybody_who_takes_part_once_it_is_for_all(
        self, cast: Cast, sent: Matter, other_side: Account
    ) -> None:
        ready(cast.zhang, sent, samples.pdf(), audience=Audience.PARTIES)

        assert self.seen_by(cast) == {"zhang", "sun", "li"}

    def test_not_the_other_side_before_it_is_checked(
        self, cast: Cast, sent: Matter, other_side: Account
    ) -> None:
        brought(cast.zhang, sent, samples.pdf(), audience=Audience.PARTIES)

        assert self.seen_by(cast) == {"zhang", "sun"}

    def test_not_another_of_the_same_side_who_has_papers_of_his_own(
        self, cast: Cast, sent: Matter, other_side: Account
    ) -> None:
        answering(cast.qian, sent)

        ready(cast.qian, sent, samples.pdf(), is_sent=False)

        assert self.seen_by(cast) == {"qian"}


class TestSweep:
    def test_forgets_what_nobody_went_on_with(self, cast: Cast, matter: Matter) -> None:
        content = samples.pdf(5)
        left = uploads.take_chunk(
            begun(cast, matter, content), offset=0, content=content[:PART], at=AT
        )
        used = brought(cast.zhang, matter, samples.pdf(4))
        orphan = store.keep_bytes(b"orphan")
        later = timedelta(days=limits.UPLOAD_KEPT_DAYS + 1)
        for path in (
            store.path_of(used.sha256),
            store.path_of(orphan.sha256),
            store.incoming(left.token),
        ):
            os.utime(path, (0, 0))

        counts = file_sweep.sweep(at=AT + later, machine_at=clock.machine_now())

        assert counts == (1, 2)
        assert store.has(used.sha256)
        assert not store.has(orphan.sha256)

    def test_knows_every_field_that_names_content(self) -> None:
        named = {(m._meta.label, f) for m, f in file_sweep.naming()}

        assert {("core.File", "sha256"), ("core.Derived", "sha256")} <= named


class TestVerify:
    def test_names_a_row_whose_file_is_gone(self, cast: Cast, matter: Matter) -> None:
        kept = brought(cast.zhang, matter, samples.pdf(1))
        gone = brought(cast.zhang, matter, samples.pdf(2))
        store.path_of(gone.sha256).unlink()

        report = verify()

        assert [(p.kind, p.ref, p.matter) for p in report.problems] == [
            ("file", str(gone.pk), matter.code)
        ]
        assert report.counts["files"] == 2
        assert store.has(kept.sha256)

    def test_names_a_changed_bit_when_it_reads_contents(self, cast: Cast, matter: Matter) -> None:
        file = brought(cast.zhang, matter, samples.pdf())
        place = store.path_of(file.sha256)
        place.chmod(0o600)
        place.write_bytes(place.read_bytes()[:-1] + b"x")

        assert verify().is_good
        assert [p.code for p in verify(contents=True).problems] == ["file-changed"]

    def test_has_words_for_files(self) -> None:
        assert "files" in NAMES
        assert "file" in KINDS
