"""Check the whole record and name what is wrong: `yunting verify [--witness] [--json]`."""

import json
from argparse import ArgumentParser
from typing import Any

import httpx
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from yunting.core import witness
from yunting.core.verify.report import Report
from yunting.core.verify.run import verify

NAMES = {
    "facts": "事实",
    "personal": "个人信息",
    "sealed": "已封存的个人信息",
    "entries": "日志条目",
    "waiting": "等候签署",
    "heads": "日志签名",
    "keys": "签名公钥",
    "keys without endorsement": "未经前一公钥背书的公钥",
    "cases": "案件",
    "files": "文件",
    "explained gaps": "有说明的缺号",
    "witnessed heads": "见证方保存的签名",
    "covered by the witness": "见证方确认到第几条",
}
KINDS = {
    "fact": "事实",
    "leaf": "叶子",
    "entry": "日志位置",
    "node": "日志树节点",
    "head": "日志签名",
    "key": "签名公钥",
    "case-number": "案号",
    "file": "文件",
    "paper": "文书",
}
TELL_EVERY = 100_000


class Command(BaseCommand):
    """Exit 0 if everything agrees, 1 if any row does not, with its name."""

    help = "Recompute facts, log, signatures, case numbers; look for files; name every wrong row."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say how far to look and how to answer."""
        parser.add_argument(
            "--witness", action="store_true", help="compare with the heads the witness keeps"
        )
        parser.add_argument(
            "--contents", action="store_true", help="read every file through and hash it"
        )
        parser.add_argument("--json", action="store_true", help="answer as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify and tell."""
        kept = self._witnessed() if options["witness"] else None
        self._told = 0
        report = verify(witnessed=kept, contents=options["contents"], progress=self._progress)
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False))
        else:
            self._tell(report)
        if not report.is_good:
            raise SystemExit(1)

    def _witnessed(self) -> list[dict[str, Any]]:
        if not settings.WITNESS_URL:
            raise CommandError("没有设置见证方地址（YUNTING_WITNESS_URL）。", returncode=2)
        try:
            return witness.heads_kept(settings.WITNESS_URL)
        except (httpx.HTTPError, ValueError) as error:
            raise CommandError(f"见证方没有答复：{error}", returncode=2) from error

    def _progress(self, what: str, count: int) -> None:
        if count // TELL_EVERY != self._told // TELL_EVERY:
            self.stderr.write(f"{NAMES[what]} {count}")
        self._told = count

    def _tell(self, report: Report) -> None:
        for problem in report.problems:
            of = f"（{problem.matter}）" if problem.matter else ""
            kind = KINDS.get(problem.kind, problem.kind)
            self.stdout.write(f"{kind} {problem.ref}{of}：{problem.text}。")
        unnamed = report.found - len(report.problems)
        if unnamed:
            self.stdout.write(f"另有 {unnamed} 处没有列出。")
        counts = (f"{name} {report.counts[what]}" for what, name in NAMES.items())
        verdict = "核对一致" if report.is_good else f"有 {report.found} 处不一致"
        told = "，".join(line for line in counts if not line.endswith(" 0"))
        self.stdout.write(f"{verdict}：{told}。")
