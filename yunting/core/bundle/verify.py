"""Check a proof from the court without the court. Needs Python 3 and nothing else.

    python3 verify.py proof.json --key FINGERPRINT

The proof shows that one record stood, byte for byte, in the court's log when the court signed the
log's head. FINGERPRINT names the court's signing key; take it from a paper of the court, not from
whoever gave you the proof. Inclusion is RFC 9162 §2.1.3.2; the signature is RSASSA-PKCS1-v1_5 with
SHA-256 (RFC 8017 §8.2.2), which needs no more than `pow`.

To be sure that the court shows everybody the same log, compare the head with one that an
independent witness keeps.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

FORMAT = "yunting-proof-v1"
HEAD = "yunting-log-head-v1"
KEY = "yunting-log-key-v1"
SHORTEST_KEY = 3072
# DER of DigestInfo for SHA-256, RFC 8017 §9.2 note 1.
SHA256_INFO = bytes.fromhex("3031300d060960864801650304020105000420")


class Wrong(Exception):
    """The proof does not prove what it says."""


def leaf_hash(body: bytes) -> bytes:
    """Return the hash of a leaf; the 0 keeps it from ever being taken for a node."""
    return hashlib.sha256(b"\x00" + body).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node over its two children."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def is_included(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Tell whether `path` leads from a leaf's hash to the root (RFC 9162 §2.1.3.2)."""
    if not 0 <= index < size:
        return False
    at, last, made = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if at & 1 or at == last:
            made = node_hash(step, made)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            made = node_hash(made, step)
        at, last = at >> 1, last >> 1
    return last == 0 and made == root


def is_consistent(
    old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]
) -> bool:
    """Tell whether the tree of `old` leaves begins the tree of `new` (RFC 9162 §2.1.4.2)."""
    if not 0 < old <= new:
        return False
    if old == new or not path:
        return old == new and old_root == new_root and not path
    steps = list(path) if old & (old - 1) else [old_root, *path]
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    made_old = made_new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            made_old, made_new = node_hash(step, made_old), node_hash(step, made_new)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            made_new = node_hash(made_new, step)
        at, last = at >> 1, last >> 1
    return last == 0 and made_old == old_root and made_new == new_root


def fingerprint(modulus: int, exponent: int) -> str:
    """Return the name of a public key."""
    return hashlib.sha256(f"{KEY}\nexponent {exponent}\nmodulus {modulus:x}\n".encode()).hexdigest()


def head_text(size: int, root: bytes, at: str, key: str) -> bytes:
    """Return the bytes the court signs for a head; `at` as ISO 8601, `key` a fingerprint."""
    return f"{HEAD}\nsize {size}\nroot {root.hex()}\nat {at}\nkey {key}\n".encode()


def endorsement_text(key: str) -> bytes:
    """Return the bytes an old key signs to name the one that replaces it."""
    return f"{KEY}\nendorses {key}\n".encode()


def is_signed(text: bytes, signature: bytes, modulus: int, exponent: int) -> bool:
    """Tell whether the key signed the text (RSASSA-PKCS1-v1_5, SHA-256)."""
    width = (modulus.bit_length() + 7) // 8
    if modulus.bit_length() < SHORTEST_KEY or exponent < 3 or len(signature) != width:
        return False
    value = int.from_bytes(signature, "big")
    info = SHA256_INFO + hashlib.sha256(text).digest()
    padded = b"\x00\x01" + b"\xff" * (width - 3 - len(info)) + b"\x00" + info
    return value < modulus and pow(value, exponent, modulus).to_bytes(width, "big") == padded


def is_opened_by(commitment: object, value: str, salt: bytes) -> bool:
    """Tell whether a value and its salt are what a commitment in a record stands for."""
    return commitment == "sha256:" + hashlib.sha256(salt + value.encode()).hexdigest()


def check(proof: Mapping[str, Any], *, key: str | None = None) -> Iterator[str]:
    """Check every part of a proof in turn, telling what was found.

    :raises Wrong: at the first part that does not hold
    """
    if proof["format"] != FORMAT:
        raise Wrong(f"不认识的证明格式：{proof['format']}")
    head = proof["head"]
    modulus, exponent = int(proof["key"]["modulus"], 16), int(proof["key"]["exponent"])
    name = fingerprint(modulus, exponent)
    if name != head["key"]:
        raise Wrong("证明中的公钥不是签署日志的公钥。")
    if key is not None and name != key.lower():
        raise Wrong(f"签名公钥的指纹是 {name}，不是您给出的指纹。")
    root = bytes.fromhex(head["root"])
    text = head_text(head["size"], root, head["at"], name)
    if not is_signed(text, bytes.fromhex(head["signature"]), modulus, exponent):
        raise Wrong("日志签名无效。")
    yield f"日志签名有效：签署时间 {head['at']}，共 {head['size']} 条。"
    body = proof["body"].encode()
    path = [bytes.fromhex(step) for step in proof["path"]]
    if not is_included(leaf_hash(body), proof["index"], head["size"], path, root):
        raise Wrong("这份记录不在已签署的日志中，或者内容被改动过。")
    yield f"记录在日志中，位置 {proof['index']}，内容未被改动。"
    yield from _openings(proof, json.loads(body))
    yield f"签名公钥指纹：{name}"
    if key is None:
        yield "您没有给出公钥指纹。请与法院文书上印的指纹核对，一致才算验证完成。"


def _openings(proof: Mapping[str, Any], record: Mapping[str, Any]) -> Iterator[str]:
    for opening in proof.get("openings", ()):
        field = opening["field"]
        salt = bytes.fromhex(opening["salt"])
        if not is_opened_by(record["fact"].get(field), opening["value"], salt):
            raise Wrong(f"个人信息“{field}”与记录中的承诺值不符。")
        yield f"个人信息“{field}”与记录一致：{opening['value']}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the file named on the command line; 0 it holds, 1 it does not, 2 it cannot be read."""
    parser = argparse.ArgumentParser(description="验证法院出具的存证证明。")
    parser.add_argument("proof", help="证明文件（JSON）")
    parser.add_argument("--key", help="法院签名公钥的指纹")
    wanted = parser.parse_args(arguments)
    try:
        with open(wanted.proof, encoding="utf-8") as file:
            proof = json.load(file)
        for line in check(proof, key=wanted.key):
            sys.stdout.write(line + "\n")
    except Wrong as wrong:
        sys.stdout.write(f"验证不通过：{wrong}\n")
        return 1
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        sys.stdout.write(f"无法读取证明文件：{type(error).__name__} {error}\n")
        return 2
    sys.stdout.write("验证通过。\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
