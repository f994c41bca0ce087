"""The file of a dispute (电子卷宗) as one PDF: index, bookmarks, page numbers, for each reader.

What goes in is what the reader may see now and what was not struck. The hash of that says whether
a file built before is current, and is the only way to one: after a sealing the older ones match
nobody from whom something is kept. Nothing here is an original, and the index says so.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

from django.db import transaction

from yunting.core import items, jobs, misfiling, sealing, store
from yunting.core import settings as limits
from yunting.core.binding import PDF, PICTURE
from yunting.core.models import (
    Account,
    CaseFile,
    Document,
    File,
    FileKind,
    FileState,
    Matter,
    Purpose,
)
from yunting.core.press import typeset
from yunting.lib import canonical, clock
from yunting.lib.errors import Refused

INDEX = "core/papers/case_file.typ"
PROGRAM = [sys.executable, "-m", "yunting.core.binding"]
# Part of the hash: another layout makes every file built before old.
LAYOUT = 1
COURT = "本院"


class NotBoundYet(Refused):
    """The file as it stands now has not been made into one PDF yet."""

    code: ClassVar[str] = "case-file-not-built"


class BindingFailed(Exception):
    """The process that binds failed; what it said."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing in a file: what it is, whose, of when, and where its pages come from.

    `digest` is the SHA-256 of the original. Without a `source` there is a sheet that says what it
    is; `made` gives the pages of what has no file of its own.
    """

    key: str
    title: str
    whose: str
    on: date
    digest: str
    code: str = ""
    note: str = ""
    kind: str = PDF
    source: str = ""
    made: Callable[[], bytes] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a reader's file consists of now, and the built one that is exactly that, if any."""

    matter: Matter
    pieces: tuple[Piece, ...]
    inputs_hash: str
    built: CaseFile | None


Contributor = Callable[[Matter, Account], Iterable[Piece]]
_contributors: list[Contributor] = []


def contribute(to_file: Contributor) -> Contributor:
    """Let an app put what it keeps into the file, before papers and materials."""
    if to_file not in _contributors:
        _contributors.append(to_file)
    return to_file


def standing(matter: Matter, account: Account) -> Standing:
    """Return how the account's file of a dispute stands; about six queries."""
    pieces = tuple(_pieces(matter, account))
    told = [
        [p.key, p.title, p.whose, p.on.isoformat(), p.digest, p.code, p.note, p.kind, p.source]
        for p in pieces
    ]
    digest = hashlib.sha256(canonical.encode({"layout": LAYOUT, "pieces": told})).hexdigest()
    built = CaseFile.objects.filter(matter=matter, inputs_hash=digest).first()
    if built is not None and not (built.sha256 and store.has(built.sha256)):
        built = None
    return Standing(matter, pieces, digest, built)


def current(found: Standing) -> CaseFile:
    """Return the built file that is exactly what the reader may see now.

    :raises NotBoundYet: if it was not built since something changed
    """
    if found.built is None:
        raise NotBoundYet(
            "电子卷宗有变动，新的合订本还没有制作完成。", remedy="请点“制作合订本”，稍等再下载。"
        )
    return found.built


def build(matter: Matter, account: Account, *, at: datetime) -> CaseFile:
    """Make the account's file as it stands now into one PDF; again finds it made.

    :raises BindingFailed: if the process that binds gave up
    """
    found = standing(matter, account)
    if found.built is not None:
        return found.built
    path = store.incoming(f"case-file-{secrets.token_hex(8)}")
    try:
        with tempfile.TemporaryDirectory() as folder:
            pages = _bind(found, Path(folder), path, on=clock.day_of(at))
        kept = store.adopt(path)
    finally:
        path.unlink(missing_ok=True)
    row, _ = CaseFile.objects.update_or_create(
        matter=matter,
        inputs_hash=found.inputs_hash,
        defaults={
            "items": "".join(f"{piece.key}\n" for piece in found.pieces),
            "account": account,
            "sha256": kept.sha256,
            "size": kept.size,
            "pages": pages,
            "built_at": at,
        },
    )
    return row


@jobs.job("core.build-case-file")
def build_case_file(matter: int, account: int) -> None:
    """Build one reader's file of one dispute; done twice, the second finds it there."""
    reader = Account.objects.select_related("person").get(pk=account)
    if Matter.objects.visible_to(reader).filter(pk=matter).exists():
        build(Matter.objects.get(pk=matter), reader, at=clock.now())


@jobs.hourly("core.forget-case-files")
def forget_old(timestamp: int) -> None:
    """Let go of files built long ago: they are made again when somebody wants one.

    The rows stay: they say who has seen what.
    """
    before = clock.now() - timedelta(days=limits.CASE_FILE_KEPT_DAYS)
    CaseFile.objects.filter(built_at__lt=before).exclude(sha256="").update(sha256="")


def ask(matter: Matter, account: Account) -> None:
    """Have the account's file built by the worker."""
    with transaction.atomic():
        jobs.enqueue(build_case_file, matter=matter.pk, account=account.pk)


def rebuild(matter: Matter) -> None:
    """Have the file built anew for everybody who has asked for it; in the caller's transaction."""
    readers = CaseFile.objects.filter(matter=matter).values_list("account", flat=True)
    for account in readers.distinct():
        jobs.enqueue(build_case_file, matter=matter.pk, account=account)


def _pieces(matter: Matter, account: Account) -> Iterator[Piece]:
    struck = set(misfiling.struck_in(matter))
    sealed = {(one.what, one.ref): one.from_whom for one in sealing.in_force(matter)}
    for contributor in _contributors:
        yield from contributor(matter, account)
    for paper in items.papers_of(matter, account):
        place = items.label_of(paper), paper.pk
        if place not in struck:
            yield _noted(_of_paper(paper), sealed.get(place))
    for file in items.files_of(matter, account):
        place = items.label_of(file), file.pk
        if place not in struck and file.state == FileState.READY:
            yield _noted(_of_file(file), sealed.get(place))


def _noted(piece: Piece, from_whom: str | None) -> Piece:
    return replace(piece, note=f"{piece.note} 封存：{from_whom}".strip()) if from_whom else piece


def _of_paper(paper: Document) -> Piece:
    is_in_force = paper.state == "sealed"
    return Piece(
        key=f"{items.label_of(paper)}:{paper.pk}",
        title=f"{paper.title} {paper.number}".strip(),
        whose=COURT,
        on=items.day_of(paper),
        digest=paper.sealed_sha256,
        code=paper.code,
        note="" if is_in_force else paper.get_state_display(),
        source=paper.sealed_sha256,
    )


def _of_file(file: File) -> Piece:
    kind, source = _pages_of(file)
    return Piece(
        key=f"{items.label_of(file)}:{file.pk}",
        title=file.name,
        whose=str(file.on_behalf_of or file.submitted_by),
        on=items.day_of(file),
        digest=file.sha256,
        note=str(file.get_kind_display()) if not source else "",
        kind=kind,
        source=source,
    )


def _pages_of(file: File) -> tuple[str, str]:
    """Return how a file's pages come in: itself, the picture made of it, or none."""
    if file.kind == FileKind.PDF:
        return PDF, file.sha256
    if file.kind == FileKind.PICTURE:
        copies = {copy.purpose: copy for copy in file.derived.all()}
        shown = copies.get(Purpose.SCAN) or copies.get(Purpose.PREVIEW)
        if shown is not None:
            return PICTURE, shown.sha256
    return PDF, ""


def _bind(found: Standing, folder: Path, out: Path, *, on: date) -> int:
    """Set index and sheets, bind all of it into `out`, return the number of pages."""
    sources = [_source(piece, folder, place) for place, piece in enumerate(found.pieces)]
    there = [source for source in sources if source is not None]
    counts = iter(_asked({"measure": [{"kind": k, "path": str(p)} for k, p in there]}))
    pages = [next(counts) if source is not None else None for source in sources]
    sheets = [piece for piece, count in zip(found.pieces, pages, strict=True) if not count]
    front, index, places = _index(found, pages, on=on)
    (folder / "index.pdf").write_bytes(front)
    if sheets:
        (folder / "sheets.pdf").write_bytes(_set("sheets", found, _rows(sheets, places), on=on))
    parts = [_part(PDF, folder / "index.pdf", "卷内目录")]
    for number, (piece, source, count) in enumerate(
        zip(found.pieces, sources, pages, strict=True), start=1
    ):
        title = f"{number}. {piece.title}"
        if source is not None and count:
            parts.append(_part(*source, title))
        else:
            at = sheets.index(piece) + 1
            parts.append(_part(PDF, folder / "sheets.pdf", title, first=at, count=1))
    title = f"电子卷宗 {found.matter.code}"
    bound = int(_asked({"bind": parts, "out": str(out), "title": title}))
    if bound != index + sum(count or 1 for count in pages):
        raise BindingFailed("the index does not agree with the pages")
    return bound


def _part(kind: str, path: Path, title: str, *, first: int = 1, count: int = 0) -> dict[str, Any]:
    return {"kind": kind, "path": str(path), "first": first, "count": count, "title": title}


def _source(piece: Piece, folder: Path, place: int) -> tuple[str, Path] | None:
    if piece.made is not None:
        path = folder / f"made-{place}.pdf"
        path.write_bytes(piece.made())
        return piece.kind, path
    if piece.source and store.has(piece.source):
        return piece.kind, store.path_of(piece.source)
    return None


def _index(
    found: Standing, pages: list[int | None], *, on: date
) -> tuple[bytes, int, dict[str, int]]:
    """Set the index; how long it is decides what stands in it, so it is set until that agrees."""
    length = 1
    while True:
        place, places = length + 1, {}
        for piece, count in zip(found.pieces, pages, strict=True):
            places[piece.key] = place
            place += count or 1
        pdf = _set("index", found, _rows(found.pieces, places), on=on)
        needed = typeset.pages_in(pdf)
        if needed <= length:
            return pdf, length, places
        length = needed


def _rows(pieces: Iterable[Piece], places: dict[str, int]) -> list[dict[str, Any]]:
    order = {key: number for number, key in enumerate(places, start=1)}
    return [
        {
            "number": order[piece.key],
            "title": piece.title,
            "whose": piece.whose,
            "on": piece.on.isoformat(),
            "page": places[piece.key],
            "code": piece.code,
            "digest": piece.digest,
            "note": piece.note,
        }
        for piece in pieces
    ]


def _set(part: str, found: Standing, rows: list[dict[str, Any]], *, on: date) -> bytes:
    case = found.matter.cases.order_by("-id").first()
    return typeset.sheets(
        INDEX,
        {
            "part": part,
            "court": found.matter.court.name,
            "case": case.number if case else "",
            "code": found.matter.code,
            "on": on.isoformat(),
            "rows": rows,
        },
    )


def _asked(task: dict[str, Any]) -> Any:
    done = subprocess.run(  # noqa: S603  (our own program, arguments of our own)
        PROGRAM,
        input=json.dumps(task),
        capture_output=True,
        text=True,
        timeout=2 * limits.BINDING_SECONDS_MOST,
        check=False,
    )
    if done.returncode != 0:
        raise BindingFailed(done.stderr.strip().rsplit("\n", 1)[-1])
    return json.loads(done.stdout)
