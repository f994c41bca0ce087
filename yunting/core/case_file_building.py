"""Make a dispute's file into one PDF: by the worker, with progress, anew when something changes.

The binding itself is a process of its own: `binding.py`.
"""

from __future__ import annotations

import json
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Timer
from typing import Any

from django.db import transaction

from yunting.core import jobs, store
from yunting.core import settings as limits
from yunting.core.binding import PDF
from yunting.core.case_file import Piece, Standing, standing
from yunting.core.models import Account, CaseFile, CaseFileRun, Matter
from yunting.core.press import typeset
from yunting.lib import clock

INDEX = "core/papers/case_file.typ"
PROGRAM = [sys.executable, "-m", "yunting.core.binding"]
# How often, at most, one binding writes down how far it is.
STEPS = 20
FAILED = "这一次没有做成，系统会自动再试。"
Tell = Callable[[int, int], None]


class BindingFailed(Exception):
    """The process that binds failed; what it said."""


def build(
    matter: Matter, account: Account, *, at: datetime, tell: Tell = lambda done, of: None
) -> CaseFile:
    """Make the account's file as it stands now into one PDF; again finds it made.

    `tell` hears how many of how many items are bound.

    :raises BindingFailed: if the process that binds gave up
    """
    found = standing(matter, account)
    if found.built is not None:
        return found.built
    path = store.incoming(f"case-file-{secrets.token_hex(8)}")
    try:
        with tempfile.TemporaryDirectory() as folder:
            pages = _bind(found, Path(folder), path, on=clock.day_of(at), tell=tell)
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
    begun = clock.machine_now()
    CaseFileRun.objects.filter(matter=matter, account=account).update(begun_at=begun)
    # Whoever queues it again meanwhile takes the run over: this one no longer speaks for it.
    run = CaseFileRun.objects.filter(matter=matter, account=account, begun_at=begun)

    def tell(done: int, of: int) -> None:
        run.update(done=done, of=of)

    try:
        if Matter.objects.visible_to(reader).filter(pk=matter).exists():
            build(Matter.objects.get(pk=matter), reader, at=clock.now(), tell=tell)
    except Exception:
        run.update(error=FAILED)
        raise
    run.update(ended_at=clock.now(), error="")


def run_of(matter: Matter, account: Account) -> CaseFileRun | None:
    """Return the building of the account's file that waits or goes on, if one does; one query."""
    return CaseFileRun.objects.filter(matter=matter, account=account, ended_at=None).first()


@jobs.hourly("core.forget-case-files")
def forget_old(timestamp: int) -> None:
    """Let go of files built long ago: they are made again when somebody wants one.

    The rows stay: they say who has seen what.
    """
    before = clock.now() - timedelta(days=limits.CASE_FILE_KEPT_DAYS)
    CaseFile.objects.filter(built_at__lt=before).exclude(sha256="").update(sha256="")


def ask(matter: Matter, account: Account, *, at: datetime) -> None:
    """Have the account's file built by the worker; asked twice, it is built once."""
    with transaction.atomic():
        rows = CaseFileRun.objects.select_for_update(of=("self",))
        run, is_new = rows.get_or_create(matter=matter, account=account, defaults={"asked_at": at})
        if is_new or run.ended_at or run.error:
            _queue(run, asked_at=at)


def rebuild(matter: Matter, *, at: datetime) -> None:
    """Have the file built anew for everybody who has asked for it of late."""
    since = at - timedelta(days=limits.CASE_FILE_KEPT_DAYS)
    with transaction.atomic():
        rows = CaseFileRun.objects.select_for_update(of=("self",)).order_by("id")
        for run in rows.filter(matter=matter, asked_at__gte=since):
            # One that waits will find what has changed.
            if run.begun_at or run.ended_at or run.error:
                _queue(run, asked_at=run.asked_at)


def _queue(run: CaseFileRun, *, asked_at: datetime) -> None:
    run.asked_at, run.begun_at, run.ended_at = asked_at, None, None
    run.done, run.of, run.error = 0, 0, ""
    run.save()
    jobs.enqueue(build_case_file, matter=run.matter_id, account=run.account_id)


def _bind(found: Standing, folder: Path, out: Path, *, on: date, tell: Tell) -> int:
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
    bound = int(_asked({"bind": parts, "out": str(out), "title": title}, tell=tell))
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


def _asked(task: dict[str, Any], *, tell: Tell = lambda done, of: None) -> Any:
    """Return what the binder says in the end; what it says before is how far it is."""
    with tempfile.TemporaryFile("w+") as complaints:
        running = subprocess.Popen(  # noqa: S603  (our own program, arguments of our own)
            PROGRAM, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints, text=True
        )
        late = Timer(2 * limits.BINDING_SECONDS_MOST, running.kill)
        late.start()
        try:
            said = _heard(running, task, tell)
        finally:
            late.cancel()
            running.kill()
            code = running.wait()
        if "is" not in said:
            complaints.seek(0)
            last = complaints.read().strip().rsplit("\n", 1)[-1]
            raise BindingFailed(last or f"the binder ended with {code}")
    return said["is"]


def _heard(running: subprocess.Popen[str], task: dict[str, Any], tell: Tell) -> dict[str, Any]:
    """Give the binder its task and return the last it says."""
    if running.stdin is None or running.stdout is None:
        raise TypeError("the binder is spoken to through pipes")
    of, said = len(task.get("bind", ())), {}
    with suppress(BrokenPipeError), running.stdin as ear:
        json.dump(task, ear)
    with running.stdout as mouth:
        for line in mouth:
            said = json.loads(line)
            done = said.get("done")
            if done and (done == of or done * STEPS // of != (done - 1) * STEPS // of):
                tell(done, of)
    return said
