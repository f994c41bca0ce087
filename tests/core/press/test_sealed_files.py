"""What leaves the press: judged by pyHanko, by poppler, and by the rules of PDF/A and PDF/UA."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pdfua import validate
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.sign.validation.errors import SignatureValidationError

from tests.papers import COURT, Aside, judged, poppler_says
from yunting.core.press import fonts, keys, sm2, typeset
from yunting.core.press.making import Ahead, Everywhere, Made, Order

pytestmark = pytest.mark.usefixtures("press")
AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
RARE = "喆堃㛃䶮"


def content(*, to: str = "张澄", claims: int = 1, code: str = "Y7K2-9QMD-2A4C") -> bytes:
    address = f"http://localhost:8000/c/{code}"
    frame = {
        "court": COURT,
        "title": "民事裁定书",
        "number": "（2026）浙0902民初1号",
        "to": to,
        "on": "2026-03-02",
        "date": "二〇二六年三月二日",
        "code": code,
        "address": address,
        "shown_address": address.partition("://")[2],
        "head": "日志第1203条 9F3A 22C1 7781 0B2E",
        "replaces": "",
        "signed": [["审判员", "周岱"]],
    }
    body = {
        "parties": [{"role": "起诉人", "name": to}],
        "claims": [f"判令被告支付货款{n}元" for n in range(claims)],
        "received_on": "2026-02-25",
        "ground": "没有明确的被告",
        "article": "民事诉讼法 第一百二十二条第二项",
        "reason": "起诉人列明的被告查无此人。",
        "appeal_days": 10,
        "appeal_court": "浙江省舟山市中级人民法院",
    }
    return json.dumps({"frame": frame, "body": body}, ensure_ascii=False).encode()


def order(what: bytes | None = None) -> Order:
    return Order("filing/papers/refusal_ruling.typ", what or content(), AT, COURT, "民事裁定书")


def aside(what: Order) -> Made:
    """Make a paper in a thread of its own: signing runs a loop, and a browser's may run here."""
    return Aside().make([what])[0]


@pytest.fixture
def made() -> Made:
    return aside(order())


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as read:
        return "".join(page.get_textpage().get_text_bounded() for page in read)


class TestSeal:
    def test_is_accepted_by_pyhanko_down_to_the_time_stamp(self, made: Made) -> None:
        status = judged(made.sealed)

        assert status.bottom_line
        assert status.coverage is not None
        assert status.coverage.name == "ENTIRE_FILE"
        assert status.timestamp_validity is not None
        assert status.timestamp_validity.trusted

    def test_is_accepted_by_poppler(self, made: Made, tmp_path: Path) -> None:
        said = poppler_says(made.sealed, tmp_path)

        assert "Signature is Valid" in said
        assert "Total document signed" in said
        assert "ETSI.CAdES.detached" in said

    @pytest.mark.parametrize("share", [0.1, 0.35, 0.6])
    def test_refuses_one_changed_bit(self, made: Made, tmp_path: Path, share: float) -> None:
        changed = bytearray(made.sealed)
        changed[int(len(changed) * share)] ^= 1

        assert not _holds(bytes(changed))
        assert "Signature is Valid" not in poppler_says(bytes(changed), tmp_path)

    def test_detects_a_drawing_put_on_top(self, made: Made, tmp_path: Path) -> None:
        writer = IncrementalPdfFileWriter(io.BytesIO(made.sealed))
        over = RawContent(b"q 1 0 0 rg 100 700 200 30 re f Q", box=BoxConstraints(200, 30))
        over.set_writer(writer)
        over.add_to_page(writer, 0)
        drawn = io.BytesIO()
        writer.write(drawn)

        assert not _holds(drawn.getvalue())
        assert "Total document signed" not in poppler_says(drawn.getvalue(), tmp_path)

    def test_is_not_trusted_under_another_authority(self, made: Made) -> None:
        assert judged(made.sealed).trusted
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(keys, "roots", lambda: (keys.stamp().certificate,))

            assert not judged(made.sealed).trusted

    def test_covers_the_date_in_red(self, made: Made) -> None:
        with pypdfium2.PdfDocument(made.sealed) as pdf:
            pdf.init_forms()
            page = pdf[0]
            image = page.render(scale=2, may_draw_forms=True).to_pil().convert("RGB")
        paper = typeset.set_paper(order().template, content(), at=AT)
        x, y = paper.seal_at.x * 2, image.height - paper.seal_at.y * 2
        red, green, blue = image.getpixel((round(x), round(y - 6)))

        assert red > 150 > max(green, blue)

    def test_is_also_signed_with_sm2(self, made: Made) -> None:
        key = keys.sm2()

        assert key is not None
        assert sm2.holds(made.sealed, made.sm2, key.public)
        assert not sm2.holds(made.sealed + b" ", made.sm2, key.public)
        assert not sm2.holds(made.sealed, "00", key.public)


def _holds(pdf: bytes) -> bool:
    try:
        return judged(pdf).bottom_line
    except (SignatureValidationError, ValueError, OSError):
        return False


class TestClaims:
    def test_of_pdf_a_and_pdf_ua_stand_in_the_sealed_file(self, made: Made) -> None:
        with pikepdf.open(io.BytesIO(made.sealed)) as pdf, pdf.open_metadata() as said:
            assert (said["pdfaid:part"], said["pdfaid:conformance"]) == ("2", "A")
            assert said["pdfuaid:part"] == "1"
            assert said["dc:title"] == f"{COURT}民事裁定书 （2026）浙0902民初1号"
            assert str(pdf.Root.Lang) == "zh-CN"
            assert bool(pdf.Root.MarkInfo.Marked)
            assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
            assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"

    def test_of_pdf_ua_hold_as_far_as_a_checker_goes(self, made: Made, tmp_path: Path) -> None:
        path = tmp_path / "paper.pdf"
        path.write_bytes(made.sealed)

        assert [str(finding) for finding in validate(str(path)).findings] == []

    def test_include_every_font(self, made: Made) -> None:
        with pikepdf.open(io.BytesIO(made.sealed)) as pdf:
            described = [
                one
                for one in pdf.objects
                if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
            ]

            assert described
            assert all({"/FontFile2", "/FontFile3"} & set(one.keys()) for one in described)

    def test_include_words_for_the_seal_and_the_qr_code(self, made: Made) -> None:
        with pikepdf.open(io.BytesIO(made.sealed)) as pdf:
            words = [
                str(one.Alt)
                for one in pdf.objects
                if isinstance(one, pikepdf.Dictionary) and "/Alt" in one
            ]

        assert f"{COURT}电子印章，盖在日期上" in words
        assert any("http://localhost:8000/c/Y7K2-9QMD-2A4C" in one for one in words)


class TestLayout:
    def test_is_a4_with_22_lines_of_28_characters(self) -> None:
        paper = typeset.set_paper(order().template, content(claims=60), at=AT)
        with pypdfium2.PdfDocument(paper.pdf) as pdf:
            second = pdf[1].get_textpage()
            lines = [line for line in second.get_text_bounded().splitlines() if line.strip()]
            size = tuple(round(side) for side in pdf[1].get_size())

        assert size == (595, 842)
        assert len(lines) == 22 + 1

    def test_fills_a_line_with_28_characters(self) -> None:
        whole = json.loads(content())
        whole["body"]["reason"] = "字" * 300
        paper = typeset.set_paper(order().template, json.dumps(whole).encode(), at=AT)

        lines = text_of(paper.pdf).splitlines()

        assert {len(line) for line in lines if set(line) == {"字"}} == {28}

    def test_keeps_the_last_words_with_the_date(self) -> None:
        for claims in range(1, 30):
            paper = typeset.set_paper(order().template, content(claims=claims), at=AT)
            with pypdfium2.PdfDocument(paper.pdf) as pdf:
                last = pdf[len(pdf) - 1].get_textpage().get_text_bounded()

            assert "如不服本裁定" in last
            assert "二〇二六年三月二日" in last.replace(" ", "")

    def test_is_the_same_bytes_for_the_same_content(self) -> None:
        once, again = (typeset.set_paper(order().template, content(), at=AT).pdf for _ in range(2))

        assert once == again


class TestNames:
    def test_with_rare_signs_are_printed(self) -> None:
        paper = typeset.set_paper(order().template, content(to=RARE), at=AT)

        assert RARE in text_of(paper.pdf)

    def test_with_signs_no_font_has_are_told_by_their_number(self) -> None:
        assert fonts.readable("张𠮷") == "张〓（U+20BB7）"
        paper = typeset.set_paper(order().template, content(to="张𠮷\x00😀"), at=AT)

        assert "张〓（U+20BB7）〓（U+1F600）" in text_of(paper.pdf)

    def test_that_look_like_markup_are_only_text(self) -> None:
        hostile = '#panic("x") *bold* $x$ <seal> "'

        paper = typeset.set_paper(order().template, content(to=hostile), at=AT)

        assert '#panic("x") *bold*' in text_of(paper.pdf)


class TestMake:
    def test_tells_an_error_and_raises_none(self) -> None:
        made = aside(order(b"{}"))

        assert made.error.startswith("KeyError")
        assert made.sealed == b""

    def test_works_on_every_core(self, seal_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("YUNTING_HOME", str(seal_home))
        press = Everywhere(2)
        try:
            several = press.make([order(content(code=code)) for code in ("A2", "B3", "C4")])
        finally:
            press.close()

        assert [made.error for made in several] == ["", "", ""]
        assert all(judged(made.sealed).bottom_line for made in several)

    def test_begins_ahead_and_gives_each_order_its_own(
        self, seal_home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("YUNTING_HOME", str(seal_home))
        early, late = (order(content(to=name)) for name in ("李潮", "钱路"))
        press = Ahead(1)
        try:
            press.begin([early])
            press.begin([early])
            made = press.make([late, early])
        finally:
            press.close()

        assert [one.error for one in made] == ["", ""]
        assert ["李潮" in text_of(one.sealed) for one in made] == [False, True]


class TestKeys:
    def test_are_readable_by_their_owner_alone(self, seal_home: Path) -> None:
        folder = seal_home / "keys" / "seal"

        modes = {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}

        assert folder.stat().st_mode & 0o777 == 0o700
        assert {mode for name, mode in modes.items() if name.endswith(".key")} == {0o600}

    def test_are_made_once_however_many_begin(self, seal_home: Path) -> None:
        before = keys.seal().fingerprint

        keys.ensure(COURT)

        assert keys.seal().fingerprint == before
        assert list((seal_home / "keys").glob(".seal-*")) == []
