"""The witness: keeps every head a court signs, so that the court cannot take one back.

It trusts the first key it sees and those that key endorses, checks each head's signature and that
the log it heads begins with the log it knew before, and appends what it keeps to a file. A head it
must refuse is kept too, with the reason: two signed heads that contradict each other are evidence.

Written apart from the court on purpose: a mistake there is not repeated here.
"""

import hashlib
import json
import os
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

TYPES = ("witness.keep",)
ANSWER = "witness.kept"
FORMAT = "yunting-head-v1"
SHA256_INFO = bytes.fromhex("3031300d060960864801650304020105000420")
Key = tuple[int, int]


class Witness:
    """One court's heads, in one file that only grows."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._keys: dict[str, Key] = {}
        self._lines: list[dict[str, Any]] = []
        self._kept: dict[int, dict[str, Any]] = {}
        if file.exists():
            for line in file.read_text(encoding="utf-8").splitlines():
                # A line cut short by a crash was never acknowledged.
                with suppress(json.JSONDecodeError):
                    self._remember(json.loads(line))

    def keep(self, message: dict[str, Any]) -> dict[str, Any]:
        """Keep one head, or say why not: `{"size", "kept", "reason", "latest"}`.

        Sending the same head again changes nothing and is answered as the first time.
        """
        with self._lock:
            try:
                size, reason = message["head"]["size"], self._judge(message)
            except (KeyError, ValueError, TypeError, AttributeError):
                size, reason = 0, "malformed"
            latest = max(self._kept, default=0)
            return {"size": size, "kept": not reason, "reason": reason, "latest": latest}

    def heads(self) -> list[dict[str, Any]]:
        """Return every head seen, oldest first; one with `refused` contradicts those before it."""
        with self._lock:
            return [dict(line["head"]) for line in self._lines]

    def _judge(self, message: dict[str, Any]) -> str:
        if message["format"] != FORMAT:
            return "malformed"
        known, head = self._trusted(message["keys"]), _plain(message["head"])
        if head["key"] not in known:
            return "unknown-key"
        if not is_signed(head_text(head), bytes.fromhex(head["signature"]), known[head["key"]]):
            return "bad-signature"
        reason = self._compare(head, message["proofs"])
        if reason != "no-proof" and not self._has(head):
            refused = {"refused": reason} if reason else {}
            keys = {name: [f"{n:x}", e] for name, (n, e) in known.items()}
            self._append({"head": {**head, **refused}, "keys": keys})
        return reason

    def _compare(self, head: dict[str, Any], proofs: dict[str, list[str]]) -> str:
        size, latest = head["size"], max(self._kept, default=0)
        same = self._kept.get(size)
        if same is not None:
            return "" if same["root"] == head["root"] else "split-view"
        if size < latest:
            return "smaller"
        if latest == 0:
            return ""
        if str(latest) not in proofs:
            return "no-proof"
        path = [bytes.fromhex(step) for step in proofs[str(latest)]]
        before, now = bytes.fromhex(self._kept[latest]["root"]), bytes.fromhex(head["root"])
        return "" if begins(latest, before, size, now, path) else "inconsistent"

    def _trusted(self, keys: list[dict[str, Any]]) -> dict[str, Key]:
        known = dict(self._keys)
        for key in keys:
            numbers = (int(key["modulus"], 16), int(key["exponent"]))
            name = fingerprint(numbers)
            endorser = known.get(key["endorsed_by"])
            if not known or (endorser and _endorses(endorser, name, key["endorsement"])):
                known[name] = numbers
        return known

    def _has(self, head: dict[str, Any]) -> bool:
        return any(
            (line["head"]["size"], line["head"]["root"]) == (head["size"], head["root"])
            for line in self._lines
        )

    def _append(self, line: dict[str, Any]) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("ab") as file:
            # A line cut short by a crash must not swallow this one.
            start = "\n" if file.tell() else ""
            file.write((start + json.dumps(line, ensure_ascii=False)).encode())
            file.flush()
            os.fsync(file.fileno())
        self._remember(line)

    def _remember(self, line: dict[str, Any]) -> None:
        self._lines.append(line)
        if "refused" not in line["head"]:
            self._kept[line["head"]["size"]] = line["head"]
            self._keys = {name: (int(n, 16), e) for name, (n, e) in line["keys"].items()}


def _plain(head: dict[str, Any]) -> dict[str, Any]:
    size = head["size"]
    if type(size) is not int or size < 1 or len(bytes.fromhex(head["root"])) != 32:
        raise ValueError("no head")
    return {name: head[name] for name in ("size", "root", "at", "key", "signature")}


def head_text(head: dict[str, Any]) -> bytes:
    """Return the bytes that the court signed."""
    lines = (f"{name} {head[name]}\n" for name in ("size", "root", "at", "key"))
    return ("yunting-log-head-v1\n" + "".join(lines)).encode()


def fingerprint(key: Key) -> str:
    """Return the name of a public key."""
    text = f"yunting-log-key-v1\nexponent {key[1]}\nmodulus {key[0]:x}\n"
    return hashlib.sha256(text.encode()).hexdigest()


def _endorses(endorser: Key, name: str, endorsement: str) -> bool:
    text = f"yunting-log-key-v1\nendorses {name}\n".encode()
    return is_signed(text, bytes.fromhex(endorsement), endorser)


def is_signed(text: bytes, signature: bytes, key: Key) -> bool:
    """Tell whether a key signed a text (RSASSA-PKCS1-v1_5, SHA-256)."""
    modulus, exponent = key
    width = (modulus.bit_length() + 7) // 8
    if width < 384 or exponent < 3 or len(signature) != width:
        return False
    opened = pow(int.from_bytes(signature, "big"), exponent, modulus).to_bytes(width, "big")
    info = SHA256_INFO + hashlib.sha256(text).digest()
    return opened == b"\x00\x01".ljust(width - len(info) - 1, b"\xff") + b"\x00" + info


def begins(old: int, old_root: bytes, new: int, new_root: bytes, path: list[bytes]) -> bool:
    """Tell whether the tree of `old` leaves begins the larger tree of `new`.

    By the recursion that defines the proof (RFC 9162 §2.1.4.1), read backwards.
    """
    steps = list(path)
    try:
        made = _rebuild(old, new, old_root, steps, whole=True)
    except IndexError:
        return False
    return not steps and made == (old_root, new_root)


def _rebuild(
    old: int, new: int, old_root: bytes, steps: list[bytes], *, whole: bool
) -> tuple[bytes, bytes]:
    """Return the roots over the first `old` and over all `new` leaves, taking steps off the end."""
    if old == new:
        same = old_root if whole else steps.pop()
        return same, same
    split = 1 << (new - 1).bit_length() - 1
    step = steps.pop()
    if old <= split:
        left_old, left_new = _rebuild(old, split, old_root, steps, whole=whole)
        return left_old, _node(left_new, step)
    right_old, right_new = _rebuild(old - split, new - split, old_root, steps, whole=False)
    return _node(step, right_old), _node(step, right_new)


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
