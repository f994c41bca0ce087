"""Ask a virus scanner: any that speaks clamd's protocol, on a unix socket or a TCP port.

`settings.CLAMD` is `unix:/run/clamav/clamd.ctl` or `tcp:host:port`; empty means that this court
has none, and every file says so.
"""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from yunting.core.models import ScanState

PATIENCE_SECONDS = 60
_INSTREAM = b"zINSTREAM\0"
_ANSWER_BYTES = 4_096


class ScannerSilent(Exception):
    """The scanner did not answer, or not with a verdict; ask again later."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the scanner said; `name` is the signature that was found, else empty."""

    state: ScanState
    name: str = ""


def scan(blocks: Iterable[bytes]) -> Verdict:
    """Return the scanner's verdict on a content; `off` without asking when there is none.

    :raises ScannerSilent: if there is no verdict
    """
    if not settings.CLAMD:
        return Verdict(ScanState.OFF)
    try:
        with _connected(settings.CLAMD) as line:
            answer = _asked(line, blocks)
    except OSError as error:
        raise ScannerSilent(str(error)) from error
    return _read(answer)


def _connected(address: str) -> socket.socket:
    kind, _, place = address.partition(":")
    if kind == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(PATIENCE_SECONDS)
        try:
            line.connect(place)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = place.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=PATIENCE_SECONDS)


def _asked(line: socket.socket, blocks: Iterable[bytes]) -> bytes:
    try:
        line.sendall(_INSTREAM)
        for block in blocks:
            line.sendall(struct.pack("!L", len(block)) + block)
        line.sendall(struct.pack("!L", 0))
    except (BrokenPipeError, ConnectionResetError):
        # It has made up its mind before the end, or the content is too large for it; it says which.
        pass
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < _ANSWER_BYTES:
        more = line.recv(_ANSWER_BYTES)
        if not more:
            break
        answer += more
    return answer


def _read(answer: bytes) -> Verdict:
    text = answer.rstrip(b"\0\n").decode("utf-8", "replace")
    said = text.partition(": ")[2]
    if said == "OK":
        return Verdict(ScanState.CLEAN)
    if said.endswith(" FOUND"):
        return Verdict(ScanState.FOUND, said.removesuffix(" FOUND"))
    raise ScannerSilent(text or "the scanner hung up")
