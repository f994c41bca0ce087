"""What a court needs of its machine: disk, keys, seal, fonts, a backup. Asks no database."""

from __future__ import annotations

import shutil
from pathlib import Path

from django.conf import settings as court
from django.core.exceptions import ImproperlyConfigured

from yunting.core import keys
from yunting.core.press import fonts
from yunting.core.press import keys as seals
from yunting.lib import clock
from yunting.project import database
from yunting.project.operations import last_backup, own_database, settings
from yunting.project.operations.finding import Check, Finding, State, noted, well, wrong

OTHERS = 0o077
SECRET_LEAST = 32
RESTORE_KEYS = "从备份恢复 keys 文件夹。"


def disk() -> Finding:
    """Tell whether the disks that hold the court have room."""
    folders = [Path(court.HOME), Path(court.FILES)]
    if not own_database.is_elsewhere():
        folders.append(database.own_cluster().place.folder)
    disks = {f.stat().st_dev: f for f in reversed(folders) if f.exists()}.values()
    found = [room(folder, *shutil.disk_usage(folder)) for folder in disks]
    if not found:
        return noted(f"{court.HOME} 还不存在。")
    full = next((one for one in found if one.state is State.WRONG), None)
    return full or well("；".join(one.told for one in found))


def room(folder: Path, total: int, used: int, free: int) -> Finding:
    """Tell whether a disk of so many bytes has room; exactly as much as is asked for is enough."""
    percent = 100 * free // total
    told = f"{folder} 剩余 {free / 1e9:.1f} GB（{percent}%）"
    if free < settings.FREE_BYTES_LEAST or percent < settings.FREE_PERCENT_LEAST:
        return wrong(told, "请清理或扩大这个磁盘：写满后法院不能收案。")
    return well(told)


def secrets() -> Finding:
    """Tell whether the court's keys are there and only its own to read."""
    own = keys.folder() / "court.key"
    if not own.exists():
        if court.TRAINING:
            return noted("还没有生成，第一次使用时自动生成。")
        return wrong(f"缺少 {own}。", "请放入法院密钥，或" + RESTORE_KEYS)
    if not court.TRAINING and len(court.SECRET_KEY) < SECRET_LEAST:
        told = f"YUNTING_SECRET_KEY 不足 {SECRET_LEAST} 个字符。"
        return wrong(told, "请设置足够长的随机值。")
    private = [own, *keys.folder().glob("*.pem"), *keys.folder().glob("seal/*.key")]
    loose = [path.name for path in private if path.stat().st_mode & OTHERS]
    if loose:
        return wrong(f"{'、'.join(loose)} 其他账户可以读取。", "请运行 chmod 600。")
    return well(f"{len(private)} 个，只有本账户可以读取")


def press() -> Finding:
    """Tell whether papers can be set and sealed here."""
    if not court.PRESS:
        return noted("本机不排版、不用印（YUNTING_PRESS=no），须有另一台承担。")
    if not court.SEAL_PKCS12 and not seals.folder().exists():
        if court.TRAINING:
            return noted("训练印章还没有生成，第一份文书时自动生成。")
        return wrong("没有电子印章。", "请设置 YUNTING_SEAL_PKCS12。")
    try:
        ends = seals.seal().certificate.not_valid_after
    except (ImproperlyConfigured, OSError, ValueError) as error:
        return wrong(f"电子印章不能读取：{error}", "请核对印章文件和口令文件。")
    left = ends - clock.machine_now()
    if left < settings.SEAL_ENDS_SOON:
        return wrong(f"印章证书 {ends:%Y-%m-%d} 到期。", "请换发证书。")
    return well(f"印章证书到 {ends:%Y-%m-%d}，标题字体 {fonts.families()['song'][0]}")


def backup() -> Finding:
    """Tell whether the court was backed up lately."""
    last = last_backup.known()
    way = "请运行 yunting backup 文件夹，并设为每夜定时。"
    if last is None:
        told = "从未备份。"
        return noted(told, way) if court.TRAINING else wrong(told, way)
    at = last.taken_at.astimezone(clock.ZONE)
    told = f"最近一次 {at:%Y-%m-%d %H:%M}，在 {last.folder}"
    if last.absent:
        return wrong(f"{told}，缺 {last.absent} 个文件。", "请运行 yunting verify --contents。")
    if clock.machine_now() - last.taken_at > settings.BACKUP_EVERY:
        return noted(told, way) if court.TRAINING else wrong(told, way)
    return well(told)


CHECKS: dict[str, Check] = {
    "磁盘": disk,
    "密钥": secrets,
    "用印": press,
    "备份": backup,
}
