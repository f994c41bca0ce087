"""The file of a dispute (电子卷宗) as one PDF: index, bookmarks, page numbers, for each reader.

What goes in is what the reader may see now and what was not struck. The hash of that says whether
a file built before is current, and is the only way to one: after a sealing the older ones match
nobody from whom something is kept. Nothing here is an original, and the index says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import ClassVar

from yunting.core import items, misfiling, sealing, store
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
from yunting.lib import canonical
from yunting.lib.errors import Refused

# Part of the hash: another layout makes every file built before old.
LAYOUT = 2
COURT = "本院"


class NotBoundYet(Refused):
    """The file as it stands now has not been made into one PDF yet."""

    code: ClassVar[str] = "case-file-not-built"


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
