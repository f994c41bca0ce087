"""Files as people send them, good and bad, made here so that none has to be kept."""

from __future__ import annotations

import base64
import io
import struct
import wave
import zipfile
import zlib
from collections.abc import Callable
from functools import cache

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image, ImageDraw, ImageFilter, ImageFont

SIZE = (595, 842)
# A4 at 300 dots per inch, as a scanner would make it.
A4 = (2_480, 3_508)
_TYPES = "[Content_Types].xml"
_NS = "http://schemas.openxmlformats.org"
_HEIC = (
    "eNpjYGCQSSupLMhIzUxmAILczDRDEDs3MzGNgYExLDe1JJEBAhQzUnKKoGyGgszkEgY0oJSZkw82xMWBgREIgYCx"
    "CkIDQRkQK2dm5qWBeSBRUSAnlQnKyyhLNgQx+QoyS3LhSq5lFhQVAOntmQXJ+UC6AqjMmZEZJDQBrEjuA8Ofvz9+"
    "MDDwMycAdUg4MPIw/v8PUsAMUsEMQnK7mBwSgZLaToyMaDILDBpZp73y1FyXxyTFwwESOgEiOBySgOrZXRgPFm1Q"
    "cgBaI5ycn1OUl5xTARTmZWBrAAqJZBYXpEL9lgDEIGUCBZkVmSABZg4OoGkM4pkFubDgA4YISyMTMwuQWZebkggK"
    "vSINxvWSDTcLHNi2/V0oMt/c3GFFJ/9ngTzmXg2R4on5f5ZtWa5fWLoko3fHpme+eWH5Da9/zP8Tmx5gcHjLwYCO"
    "88GLrrya9SRWyexG6Oe2e3oVBww3/Sz9r7L+0ZWPW+RPyDEcieZsiJ99WCjN5cyBg/vWzwpYobgAAKKVfBE="
)


def pdf(pages: int = 1, change: Callable[[Pdf], None] | None = None, **how: object) -> bytes:
    """Return a PDF of so many pages, with a word on each."""
    document = Pdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for number in range(1, pages + 1):
        page = document.add_blank_page(page_size=SIZE)
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        words = f"BT /F1 24 Tf 72 720 Td (page {number}) Tj ET"
        page.Contents = document.make_stream(words.encode())
    if change:
        change(document)
    out = io.BytesIO()
    document.save(out, **how)  # type: ignore[arg-type]
    return out.getvalue()


def packed_pdf(change: Callable[[Pdf], None]) -> bytes:
    """Return a PDF whose objects are compressed, so that nothing is seen in its bytes."""
    return pdf(2, change, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def with_script(document: Pdf) -> None:
    """Let a PDF run a script when it is opened."""
    document.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def with_launch(document: Pdf) -> None:
    """Let a link start a program."""
    action = Dictionary(S=Name.Launch, F=String("cmd.exe"))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)
    document.pages[0].Annots = Array([note])


def with_embedded(document: Pdf) -> None:
    """Put another file into a PDF."""
    document.attachments["a.exe"] = b"MZ"


def with_submit(document: Pdf) -> None:
    """Let a form send itself away."""
    action = Dictionary(S=Name.SubmitForm, F=String("http://example.com"))
    document.Root.AA = Dictionary(WC=action)


def with_form(document: Pdf) -> None:
    """Put a form field into a PDF, filled in."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    look = document.make_stream(b"/Tx BMC BT /F1 18 Tf 2 8 Td (36800.00) Tj ET EMC")
    look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, [0, 0, 200, 30]
    look.Resources = Dictionary(Font=Dictionary(F1=font))
    field = document.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("amount"),
            V=String("36800.00"),
            Rect=[72, 600, 272, 630],
            AP=Dictionary(N=look),
            F=4,
        )
    )
    document.pages[0].Annots = Array([field])
    document.Root.AcroForm = Dictionary(Fields=[field])


def locked_pdf() -> bytes:
    """Return a PDF that wants a password."""
    return pdf(encryption=pikepdf.Encryption(owner="o", user="u"))


@cache
def long_pdf(pages: int) -> bytes:
    """Return a PDF of very many empty pages."""
    document = Pdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=SIZE)
    out = io.BytesIO()
    document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def zipped(parts: dict[str, bytes], *, how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a ZIP."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def docx(text: str = "借条", more: dict[str, bytes] | None = None) -> bytes:
    """Return a Word file of one paragraph; `more` are parts by their name in the file."""
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return zipped(
        {
            _TYPES: _types("/word/document.xml", main),
            "_rels/.rels": _rels("officeDocument", "word/document.xml"),
            "word/document.xml": (
                f'<w:document xmlns:w="{_NS}/wordprocessingml/2006/main"><w:body><w:p><w:r>'
                f"<w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
            ).encode(),
            **(more or {}),
        }
    )


def docm() -> bytes:
    """Return a Word file with macros, named as one without."""
    return docx(more={"word/vbaProject.bin": b"macro"})


def docx_from_elsewhere() -> bytes:
    """Return a Word file whose template is fetched when it is opened."""
    relation = _rels("attachedTemplate", "http://example.com/a.dotm", external=True)
    return docx(more={"word/_rels/settings.xml.rels": relation})


def xlsx() -> bytes:
    """Return an Excel file with one row: 借款, 36800."""
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    space = f'xmlns="{_NS}/spreadsheetml/2006/main"'
    ids = f'xmlns:r="{_NS}/officeDocument/2006/relationships"'
    cells = '<c r="A1" t="inlineStr"><is><t>借款</t></is></c><c r="B1"><v>36800</v></c>'
    row = f'<row r="1">{cells}</row>'
    return zipped(
        {
            _TYPES: _types("/xl/workbook.xml", main),
            "_rels/.rels": _rels("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": (
                f'<workbook {space} {ids}><sheets><sheet name="流水" sheetId="1" r:id="r1"/>'
                "</sheets></workbook>"
            ).encode(),
            "xl/_rels/workbook.xml.rels": _rels("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": (
                f"<worksheet {space}><sheetData>{row}</sheetData></worksheet>"
            ).encode(),
        }
    )


def _types(part: str, media: str) -> bytes:
    return (
        f'<Types xmlns="{_NS}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="{part}" ContentType="{media}"/></Types>'
    ).encode()


def _rels(kind: str, target: str, *, external: bool = False) -> bytes:
    mode = ' TargetMode="External"' if external else ""
    return (
        f'<Relationships xmlns="{_NS}/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{_NS}/officeDocument/2006/relationships/{kind}" Target="{target}"{mode}/>'
        "</Relationships>"
    ).encode()


def bomb() -> bytes:
    """Return a Word file that would fill a disk when unpacked."""
    return docx(more={"word/media/image1.bmp": bytes(200_000_000)})


def jpeg(width: int = 800, height: int = 600, *, orientation: int = 1) -> bytes:
    """Return a photograph: its left upper quarter red, the rest white."""
    image = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(image).rectangle((0, 0, width // 2, height // 2), fill="red")
    exif = Image.Exif()
    exif[0x0112] = orientation
    return saved(image, "JPEG", exif=exif.tobytes())


def png(width: int = 20, height: int = 10) -> bytes:
    """Return a small picture."""
    return saved(Image.new("RGB", (width, height), "blue"), "PNG")


def huge_png(width: int = 60_000, height: int = 60_000) -> bytes:
    """Return a picture of few bytes that says it is enormous."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = struct.pack("!L", zlib.crc32(kind + body))
        return struct.pack("!L", len(body)) + kind + body + check

    head = struct.pack("!LLBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(100)))
        + chunk(b"IEND", b"")
    )


def heic() -> bytes:
    """Return the smallest photograph a phone of one maker takes: 96 by 64."""
    return zlib.decompress(base64.b64decode(_HEIC))


def saved(image: Image.Image, form: str, **how: object) -> bytes:
    """Return a picture as a file."""
    out = io.BytesIO()
    image.save(out, form, **how)
    return out.getvalue()


@cache
def sheet_of_paper(width: int = A4[0], height: int = A4[1]) -> Image.Image:
    """Return a page of print."""
    page = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(page)
    font = ImageFont.load_default(size=width // 40)
    for line in range(6, 60):
        y = line * height // 64
        draw.text((width // 10, y), f"Line {line}: received 36,800.00 yuan.", "black", font=font)
    return page


def photo(
    *, dim: float = 1, blur: float = 0, width: int = 3_000, height: int = 4_000
) -> Image.Image:
    """Return a page of print on a dark table, as a phone sees it."""
    table = Image.new("RGB", (width, height), (40, 36, 30))
    margin = width // 20
    page = sheet_of_paper().resize((width - 2 * margin, height - 2 * margin))
    table.paste(page, (margin, margin))
    seen = table.filter(ImageFilter.GaussianBlur(blur)) if blur else table
    return seen.point(lambda value: int(value * dim))


def wav(seconds: int = 2) -> bytes:
    """Return silence."""
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8_000)
        sound.writeframes(bytes(16_000 * seconds))
    return out.getvalue()


def mp4(seconds: int = 7) -> bytes:
    """Return the frame of a film: its kind and how long it is."""

    def box(kind: bytes, body: bytes) -> bytes:
        return struct.pack("!L", len(body) + 8) + kind + body

    head = struct.pack("!LLLLL", 0, 0, 0, 1_000, seconds * 1_000) + bytes(80)
    return box(b"ftyp", b"isom" + bytes(4) + b"isom") + box(b"moov", box(b"mvhd", head))
