"""Whether what follows from acts is done: workers, log, hand-offs, messages, papers, neighbours."""

from __future__ import annotations

import json
import time
from pathlib import Path

import httpx
from django.conf import settings as court
from procrastinate.contrib.django.models import ProcrastinateJob

from yunting.core import document_press, handoffs, heads, outages, outbox, witness
from yunting.core.models import (
    Circuit,
    HandOff,
    Heartbeat,
    OutboxMessage,
    OutboxState,
    PendingLeaf,
    TreeHead,
)
from yunting.lib import clock
from yunting.project.operations import settings
from yunting.project.operations.finding import Check, Finding, noted, well, wrong
from yunting.project.run import STATE

START = "请启动 yunting work（训练法院用 yunting run），并看它的日志。"
LOG_SECONDS = 1.0
TOLD = (OutboxState.SENT, OutboxState.ACKNOWLEDGED)


def workers() -> Finding:
    """Tell whether a worker is alive."""
    heart = Heartbeat.objects.first()
    if heart is None:
        return wrong("从来没有启动过。", START)
    at = heart.at.astimezone(clock.ZONE)
    if heart.is_resting:
        return noted(f"法院已于 {at:%Y-%m-%d %H:%M} 正常关闭。", START)
    silent = clock.machine_now() - heart.at
    if silent > outages.TOLERATED:
        return wrong(f"自 {at:%Y-%m-%d %H:%M:%S} 起没有动静。", START)
    return well(f"{silent.total_seconds():.0f} 秒前还在工作")


def log() -> Finding:
    """Tell whether what is recorded is signed soon after; looks twice if something waits."""
    try:
        heads.private_key(heads.current_key().fingerprint)
    except heads.KeyMissing as missing:
        return wrong(str(missing), "请从备份恢复 keys 文件夹。")
    first = _oldest_leaf()
    if first is not None:
        time.sleep(LOG_SECONDS)
        if _oldest_leaf() == first:
            waiting = PendingLeaf.objects.count()
            return wrong(f"{waiting} 条记录在等候签署，没有进展。", START)
    head = TreeHead.objects.order_by("-size").first()
    if head is None:
        return noted("还没有记录。")
    at = head.at.astimezone(clock.ZONE)
    return well(f"{head.size} 条，最新签名 {at:%Y-%m-%d %H:%M:%S}")


def witnessed() -> Finding:
    """Tell whether the witness keeps the newest heads."""
    if not court.WITNESS_URL:
        told = "没有见证方：法院自己删除最后的记录，无人能发现。"
        return noted(told, "请设置 YUNTING_WITNESS_URL。")
    told_of = OutboxMessage.objects.filter(to=witness.NEIGHBOUR, type=witness.TELL)
    last = told_of.filter(state__in=TOLD).order_by("-pk").values_list("key", flat=True).first()
    size = int(last.split("-")[1]) if last else 0
    behind = TreeHead.objects.filter(size__gt=size).order_by("size").first()
    if behind and clock.machine_now() - behind.at > settings.WAITS_MOST:
        told = f"见证方只收到第 {size} 条以前的签名。"
        return wrong(told, "请检查见证方是否可达，再看 yunting verify --witness。")
    return well(f"见证方收到了到第 {size} 条的签名")


def handed_on() -> Finding:
    """Tell whether what one pillar hands to another is carried."""
    dead = handoffs.dead_letters()
    open_ones = HandOff.objects.filter(done_at__isnull=True)
    failing = open_ones.filter(attempts__gt=0, attempts__lt=handoffs.MAX_ATTEMPTS).count()
    if dead:
        kinds = open_ones.filter(attempts__gte=handoffs.MAX_ATTEMPTS).order_by("to")
        names = "、".join(kinds.values_list("to", flat=True).distinct()[:5])
        told = f"{dead} 件多次失败后放弃：{names}。"
        return wrong(told, "请看后台工作的日志，排除原因后重新交接。")
    if failing:
        return noted(f"{failing} 件没有成功，正在重试。", "请看后台工作的日志。")
    return well(f"{open_ones.count()} 件在途，没有失败的")


def messages() -> Finding:
    """Tell whether messages to neighbours leave."""
    dead = OutboxMessage.objects.filter(state=OutboxState.DEAD)
    if given_up := dead.count():
        names = "、".join(dead.order_by("to").values_list("to", flat=True).distinct()[:5])
        told = f"{given_up} 条未能送出：{names}。"
        return wrong(told, "请排除原因后由系统管理员重新发送。")
    due = clock.machine_now() - settings.WAITS_MOST
    late = OutboxMessage.objects.filter(state=OutboxState.QUEUED, next_at__lt=due).count()
    waiting = outbox.waiting(at=clock.machine_now())
    if late:
        return wrong(f"{late} 条早该发出：{'、'.join(waiting)}。", START)
    return well(f"等候发送的对方 {len(waiting)} 个，没有放弃的")


def papers() -> Finding:
    """Tell whether papers are set and sealed."""
    if given_up := document_press.given_up():
        told = f"{given_up} 份文书多次用印失败。"
        return wrong(told, "请看后台工作的日志和“用印”一项。")
    return well(f"{document_press.waiting()} 份在用印，没有失败的")


def jobs() -> Finding:
    """Tell whether any job was given up."""
    failed = ProcrastinateJob.objects.filter(status="failed")
    if count := failed.count():
        names = "、".join(
            failed.order_by("task_name").values_list("task_name", flat=True).distinct()[:5]
        )
        return wrong(f"{count} 个多次失败：{names}。", "请看后台工作的日志。")
    return well("没有失败的")


def neighbours() -> Finding:
    """Tell whether the neighbours answer, and which of them are left alone after failures."""
    paused = Circuit.objects.filter(open_until__gt=clock.machine_now()).order_by("neighbour")
    if names := list(paused.values_list("neighbour", flat=True)):
        told = f"多次没有答复，暂停联系：{'、'.join(names)}。"
        return wrong(told, "请联系对方；恢复后自动继续。")
    address = addresses().get("neighbours_url", court.NEIGHBOURS_URL)
    try:
        with httpx.Client(timeout=settings.NEIGHBOUR_SECONDS, trust_env=False) as client:
            client.get(address)
    except httpx.HTTPError as error:
        told = f"{address} 没有答复（{type(error).__name__}）。"
        return wrong(told, "请检查网络和 YUNTING_NEIGHBOURS_URL。")
    return well(f"{address} 可达，没有暂停的")


def addresses() -> dict[str, str]:
    """Return where the programs of a court that `yunting run` has opened are; else nothing."""
    path = Path(court.HOME) / STATE
    told = json.loads(path.read_text()) if path.exists() else {}
    return {name: str(url) for name, url in told.items() if name.endswith("_url")}


def _oldest_leaf() -> int | None:
    return PendingLeaf.objects.order_by("pk").values_list("pk", flat=True).first()


CHECKS: dict[str, Check] = {
    "后台工作": workers,
    "存证日志": log,
    "见证": witnessed,
    "交接": handed_on,
    "发件": messages,
    "文书": papers,
    "后台任务": jobs,
    "对接单位": neighbours,
}
