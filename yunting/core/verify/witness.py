"""The log as it is now against every head an independent witness kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from yunting.core import log
from yunting.core.bundle.verify import head_text, is_consistent, is_signed
from yunting.core.models import LogKey
from yunting.core.verify.report import Report


def check(kept: Iterable[Mapping[str, Any]], report: Report) -> None:
    """Show that each witnessed head still begins the log, or name what is gone or rewritten."""
    keys = {key.fingerprint: key for key in LogKey.objects.all()}
    size = log.size_now()
    root, last_good = log.root_at(size), 0
    for head in sorted(kept, key=lambda head: int(head["size"])):
        reason = _contradiction(head, keys, size, root, last_good)
        if reason:
            report.wrong("witness", "head", head["size"], reason)
        else:
            last_good = int(head["size"])
        report.looked_at("witnessed heads", 1)
    report.counts["covered by the witness"] = last_good
    if not report.counts["witnessed heads"] and size:
        report.wrong("witness", "head", size, "见证方没有保存任何日志签名")


def _contradiction(
    head: Mapping[str, Any], keys: Mapping[str, LogKey], size: int, root: bytes, last_good: int
) -> str:
    key = keys.get(head["key"])
    witnessed, witnessed_root = int(head["size"]), bytes.fromhex(head["root"])
    if key is None:
        return f"见证方保存的签名所用公钥 {head['key'][:16]} 不在法院的记录中"
    text = head_text(witnessed, witnessed_root, head["at"], key.fingerprint)
    signature = bytes.fromhex(head["signature"])
    if not is_signed(text, signature, int(key.modulus, 16), key.exponent):
        return "见证方保存的日志签名无效"
    if witnessed > size:
        return (
            f"{head['at']} 签署时日志有 {witnessed} 条，现在只有 {size} 条："
            f"第 {size} 至 {witnessed - 1} 号被删除"
        )
    path = log.consistency_proof(witnessed, size)
    if not is_consistent(witnessed, size, witnessed_root, root, path):
        return f"第 {last_good} 至 {witnessed - 1} 号位置之间，现在的日志与 {head['at']} 签署的不同"
    return ""
