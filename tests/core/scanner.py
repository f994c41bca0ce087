"""A scanner of the tests' own: speaks clamd's INSTREAM and knows the signatures in one file."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# One signature a line, as clamd's hexadecimal databases have them: name, then bytes.
SIGNATURES = "Yunting.Test.Signature:59756e74696e672d746573742d7369676e6174757265\n"
BAD = b"Yunting-test-signature"
MOST_BYTES = 2_000_000


@contextmanager
def running(folder: Path, *, says: bytes = b"") -> Iterator[str]:
    """Run a scanner and yield its address; `says` makes it answer that, whatever it is sent."""
    database = folder / "court.hdb"
    database.write_text(SIGNATURES)
    known = dict(line.split(":") for line in database.read_text().split())
    place = folder / "clamd.ctl"
    door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    door.bind(str(place))
    door.listen()
    thread = threading.Thread(target=_serve, args=(door, known, says), daemon=True)
    thread.start()
    try:
        yield f"unix:{place}"
    finally:
        door.shutdown(socket.SHUT_RDWR)
        door.close()
        thread.join()


def _serve(door: socket.socket, known: dict[str, str], says: bytes) -> None:
    while True:
        try:
            line, _ = door.accept()
        except OSError:
            return
        with line:
            line.sendall(says or _answer(line, known))


def _answer(line: socket.socket, known: dict[str, str]) -> bytes:
    if _read(line, 10) != b"zINSTREAM\0":
        return b"UNKNOWN COMMAND\0"
    content = b""
    while size := struct.unpack("!L", _read(line, 4))[0]:
        content += _read(line, size)
        if len(content) > MOST_BYTES:
            return b"INSTREAM size limit exceeded. ERROR\0"
    for name, pattern in known.items():
        if bytes.fromhex(pattern) in content:
            return f"stream: {name} FOUND\0".encode()
    return b"stream: OK\0"


def _read(line: socket.socket, size: int) -> bytes:
    got = b""
    while len(got) < size:
        more = line.recv(size - len(got))
        if not more:
            raise EOFError
        got += more
    return got
