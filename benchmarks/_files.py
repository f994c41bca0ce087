"""What benchmarks/files.py measures, with Django set up and a court of its own.

The real server and the real worker, over HTTP. Limits of the same run: the same bytes written,
hashed and synced by a bare loop; the same page drawn in this process; the same form sent to a view
that writes and syncs its files and knows nothing else.
"""

import hashlib
import http.client
import io
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pikepdf
import pypdfium2
from django.conf import settings

from benchmarks._court import Measured, show
from benchmarks._world import session_of
from benchmarks.memory import megabytes
from tests.cast import on_stage
from tests.core import samples
from tests.filing.build import drafted
from yunting.core import settings as limits
from yunting.core.models import Derived, File, Matter, Purpose
from yunting.lib import clock
from yunting.project import ports
from yunting.project.processes import PAGES, WORKER

TOKEN = "t" * 32
SIZE = limits.FILE_BYTES_MOST
PAGES_LONG = 300
RATE, SECONDS, SENDERS = 20, 12, 24
READY_SECONDS = 60.0
LOOK_SECONDS = 0.005
PDF_BYTES = 1_000_000
BOUNDARY = "benchmark-of-files"
ITEM = {"proves": "欠款", "source": "原告保管", "original": "held"}


def main() -> int:
    """Serve, send, and print."""
    Path(settings.FILES).mkdir(exist_ok=True)
    cast = on_stage(clock.now())
    matters = [drafted(cast, at=clock.now()).matter for _ in range(10)]
    cookies = {settings.SESSION_COOKIE_NAME: session_of(cast.zhang), "csrftoken": TOKEN}
    with serving() as (port, pid):
        client = httpx.Client(
            base_url=f"http://127.0.0.1:{port}", cookies=cookies, trust_env=False, timeout=600
        )
        lines = [
            *of_a_large_file(client, pid, matters[0]),
            of_a_first_page(client, matters[0]),
            *of_a_filing(port, cookies, matters),
        ]
    return show("files", lines)


@contextmanager
def serving() -> Iterator[tuple[int, int]]:
    """Run the pages and the worker; yield the port and the pages' process."""
    port = ports.free_port(0, taken=set())
    command = [part.format(port=port) for part in PAGES.command]
    command[-1] = "benchmarks._wsgi:application"
    quiet = subprocess.DEVNULL
    with (
        subprocess.Popen(command, stdout=quiet, stderr=quiet) as pages,
        subprocess.Popen(list(WORKER.command), stdout=quiet, stderr=quiet) as worker,
    ):
        try:
            until = time.monotonic() + READY_SECONDS
            while not ports.answers(port, "/"):
                if time.monotonic() > until:
                    raise TimeoutError("the server did not answer")
                time.sleep(0.1)
            yield port, pages.pid
        finally:
            pages.terminate()
            worker.terminate()


# -- 500 MB


def of_a_large_file(client: httpx.Client, pid: int, matter: Matter) -> list[Measured]:
    """Send the largest file there may be, in parts and in one form, and watch the memory."""
    with tempfile.TemporaryDirectory(dir=settings.HOME) as folder:
        path = Path(folder) / "record.wav"
        _write_sound(path)
        bare = _timed(lambda: _bare_copy(path, Path(folder) / "copy"))
        _warm(client, matter, Path(folder) / "small.wav")
        before = megabytes(pid)
        with _watched(pid) as peak:
            took = _timed(lambda: _in_parts(client, matter, path))
        in_parts = peak[0] - before
        before = megabytes(pid)
        with _watched(pid) as peak:
            _in_one_form(client, matter, path)
        in_one = peak[0] - before
    name = f"{SIZE // 1_000_000} MB"
    return [
        Measured(f"{name} in parts", "s", took, bare),
        Measured(f"{name} in parts, memory over idle", "MB", in_parts, at_most=64),
        Measured(f"{name} in one form, memory over idle", "MB", in_one, at_most=64),
    ]


def _warm(client: httpx.Client, matter: Matter, path: Path) -> None:
    """Let the server load what it loads once, with a small file both ways."""
    path.write_bytes(samples.wav())
    for _ in range(20):
        _in_parts(client, matter, path)
        _in_one_form(client, matter, path)


def _write_sound(path: Path) -> None:
    frames = (SIZE - 44) // 2
    with path.open("wb") as file, wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(44_100)
        sound.setnframes(frames)
        block = secrets.token_bytes(1 << 20)
        for _ in range(0, frames * 2, len(block)):
            sound.writeframesraw(block)
    os.truncate(path, SIZE)


def _bare_copy(source: Path, target: Path) -> None:
    told = hashlib.sha256()
    with source.open("rb") as read, target.open("wb") as written:
        while block := read.read(limits.CHUNK_BYTES):
            told.update(block)
            written.write(block)
        os.fsync(written.fileno())


def _in_parts(client: httpx.Client, matter: Matter, path: Path) -> None:
    headers = {"X-CSRFToken": TOKEN}
    begun = client.post(
        f"/api/v1/matters/{matter.code}/uploads",
        json={"name": path.name, "size": path.stat().st_size},
        headers=headers,
    ).json()
    address, offset = f"/api/v1/uploads/{begun['token']}", 0
    with path.open("rb") as file:
        while part := file.read(begun["chunk"]):
            typed = {**headers, "Content-Type": "application/octet-stream"}
            answer = client.put(f"{address}?offset={offset}", content=part, headers=typed)
            answer.raise_for_status()
            offset += len(part)
    client.post(f"{address}/complete", json={}, headers=headers).raise_for_status()
    client.delete(address, headers=headers).raise_for_status()


def _in_one_form(client: httpx.Client, matter: Matter, path: Path) -> None:
    with path.open("rb") as file:
        answer = client.post(
            f"/matters/{matter.code}/evidence/add/",
            data={"csrfmiddlewaretoken": TOKEN, "name": "录音", **ITEM},
            files={"file": (path.name, file, "audio/wav")},
        )
    if answer.status_code != http.client.SEE_OTHER:
        raise RuntimeError(f"the form answered {answer.status_code}")


@contextmanager
def _watched(pid: int) -> Iterator[list[float]]:
    """Keep the most memory a process had, in MB."""
    peak, stop = [0.0], threading.Event()

    def look() -> None:
        while not stop.wait(0.05):
            peak[0] = max(peak[0], megabytes(pid))

    thread = threading.Thread(target=look)
    thread.start()
    yield peak
    stop.set()
    thread.join()


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


# -- the first page


def of_a_first_page(client: httpx.Client, matter: Matter) -> Measured:
    """Send a long PDF and wait until its first page can be looked at."""
    content = samples.pdf(PAGES_LONG)
    bare = _timed(lambda: pypdfium2.PdfDocument(content)[0].render(scale=2).to_pil())
    answer = client.post(
        f"/matters/{matter.code}/evidence/add/",
        data={"csrfmiddlewaretoken": TOKEN, "name": "账册", **ITEM},
        files={"file": ("账册.pdf", content, "application/pdf")},
    )
    began = time.perf_counter()
    if answer.status_code != http.client.SEE_OTHER:
        raise RuntimeError(f"the form answered {answer.status_code}")
    file = File.objects.get(pages=PAGES_LONG)
    first = Derived.objects.filter(file=file, purpose=Purpose.PREVIEW, page=1)
    while not first.exists():
        if time.perf_counter() - began > READY_SECONDS:
            raise TimeoutError("no preview came")
        time.sleep(LOOK_SECONDS)
    took = time.perf_counter() - began
    what = f"first page of {PAGES_LONG}, from the answer on"
    return Measured(what, "s", took, bare, at_most=2)


# -- three PDFs of a megabyte, twenty times a second


def of_a_filing(port: int, cookies: dict[str, str], matters: list[Matter]) -> list[Measured]:
    """Send an item with three PDFs so many times a second, whether the last was answered or not."""
    papers = [_paper() for _ in range(12)]
    bare = _sent_at_a_rate(port, cookies, papers, lambda n: "/taken/")
    addresses = [f"/matters/{m.code}/evidence/add/" for m in matters]
    ours = _sent_at_a_rate(port, cookies, papers, lambda n: addresses[n % len(addresses)])
    told = f"three PDFs of 1 MB, {RATE}/s"
    return [
        Measured(f"{told}, median", "ms", statistics.median(ours), statistics.median(bare)),
        Measured(f"{told}, p99", "ms", _p99(ours), _p99(bare), at_most=400),
    ]


def _paper() -> bytes:
    document = pikepdf.Pdf.new()
    page = document.add_blank_page(page_size=(595, 842))
    page.Contents = document.make_stream(b"% " + secrets.token_hex(PDF_BYTES // 2).encode())
    out = io.BytesIO()
    document.save(out, compress_streams=False)
    return out.getvalue()


def _sent_at_a_rate(
    port: int,
    cookies: dict[str, str],
    papers: list[bytes],
    address: Callable[[int], str],
) -> list[float]:
    """Return how long each took, in ms from when it was due."""
    took: list[float] = []
    began = time.perf_counter() + 0.5
    numbers = iter(range(RATE * SECONDS))
    lock = threading.Lock()
    failed: list[Any] = []

    def send() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                break
            body = _form(number, papers)
            due = began + number / RATE
            time.sleep(max(0.0, due - time.perf_counter()))
            headers = {
                "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
                "Cookie": "; ".join(f"{k}={v}" for k, v in cookies.items()),
            }
            connection.request("POST", address(number), body=body, headers=headers)
            answer = connection.getresponse()
            answer.read()
            took.append((time.perf_counter() - due) * 1000)
            if answer.status not in {http.client.OK, http.client.SEE_OTHER}:
                failed.append(answer.status)
        connection.close()

    senders = [threading.Thread(target=send) for _ in range(SENDERS)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    if failed:
        raise RuntimeError(f"{len(failed)} of {len(took)} were answered {failed[0]}")
    return took


def _form(number: int, papers: list[bytes]) -> bytes:
    fields = {"csrfmiddlewaretoken": TOKEN, "name": f"证据{number}", **ITEM}
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    mark = f"%{number}\n".encode()
    for n in range(3):
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{n}.pdf"'
        parts += [head.encode(), b"\r\nContent-Type: application/pdf\r\n\r\n"]
        # A comment at the end makes it another file every time.
        parts += [papers[(number + n) % len(papers)], b"\n", mark, b"%%EOF\r\n"]
    return b"".join([*parts, f"--{BOUNDARY}--\r\n".encode()])


def _p99(took: list[float]) -> float:
    return sorted(took)[int(0.99 * (len(took) - 1))]


sys.exit(main())
