"""What a court needs of its database: that it answers, has the tables, and holds to the rights."""

from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from yunting.lib import clock
from yunting.project.operations import settings
from yunting.project.operations.finding import Check, Finding, noted, well, wrong
from yunting.project.operations.look import server_version

GRANT = "请以所有者运行 yunting migrate，它会重新授权。"
# The instant at which the server began this very query, by its own clock.
SERVERS_CLOCK = "SELECT query_start FROM pg_stat_activity WHERE pid = pg_backend_pid()"
OWNED = """
    SELECT relname FROM pg_class
     WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
       AND relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)
     ORDER BY 1 LIMIT 1
"""
MAY_CHANGE_FACTS = """
    SELECT tgrelid::regclass::text FROM pg_trigger
     WHERE tgname LIKE '%append_only' AND (has_table_privilege(tgrelid, 'UPDATE')
        OR has_table_privilege(tgrelid, 'DELETE') OR has_table_privilege(tgrelid, 'TRUNCATE'))
     ORDER BY 1 LIMIT 1
"""
MAY_NOT_WORK = """
    SELECT relname FROM pg_class
     WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
       AND NOT (has_table_privilege(oid, 'SELECT') AND has_table_privilege(oid, 'INSERT'))
     ORDER BY 1 LIMIT 1
"""


def tables() -> Finding:
    """Tell whether every migration of this version was applied, and none of a newer one."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        told = f"还有 {len(plan)} 个迁移没有执行，第一个是 {plan[0][0]}。"
        return wrong(told, "请以所有者运行 yunting migrate。")
    known = executor.loader.disk_migrations
    newer = [name for name in executor.loader.applied_migrations if name not in known]
    if newer:
        told = f"数据库来自更新的版本（有 {'.'.join(newer[0])}）。"
        return wrong(told, "请安装那个版本的程序。")
    return well(f"{len(known)} 个迁移都已执行")


def rights() -> Finding:
    """Tell whether the role that answers people may do its work and change no fact."""
    who = f"角色 {connection.settings_dict['USER']}"
    if owned := _first(OWNED):
        told = f"{who} 是表 {owned} 的所有者。"
        return wrong(told, "请让 YUNTING_DATABASE_URL 用不拥有表的角色。")
    if loose := _first(MAY_CHANGE_FACTS):
        return wrong(f"{who} 可以改动只增不改的表 {loose}。", GRANT)
    if missing := _first(MAY_NOT_WORK):
        return wrong(f"{who} 不能使用表 {missing}。", GRANT)
    return well(f"{who} 可以工作，不能改动已记录的事实")


def clocks() -> Finding:
    """Tell whether the database's clock and this machine's agree."""
    before = clock.machine_now()
    with connection.cursor() as cursor:
        cursor.execute(SERVERS_CLOCK)
        theirs: datetime = cursor.fetchone()[0]
    apart = max(before - theirs, theirs - clock.machine_now())
    seconds = max(apart.total_seconds(), 0.0)
    if apart > settings.CLOCKS_APART_MOST:
        told = f"与数据库的时钟相差 {seconds:.1f} 秒。"
        return wrong(told, "请在两台机器上启用时间同步（chrony 或 systemd-timesyncd）。")
    return well(f"与数据库相差不到 {settings.CLOCKS_APART_MOST.total_seconds():.0f} 秒")


def server() -> Finding:
    """Tell which server answers; a query that fails is told by whoever asks."""
    version = server_version()
    named = f"PostgreSQL {version // 10_000}.{version % 10_000}"
    with connection.cursor() as cursor:
        cursor.execute("SHOW fsync")
        if cursor.fetchone()[0] != "on":
            return noted(f"{named}，fsync 已关闭：断电会丢失数据。", "请打开 fsync。")
    return well(named)


def _first(query: str) -> str | None:
    with connection.cursor() as cursor:
        cursor.execute(query)
        row = cursor.fetchone()
        return str(row[0]) if row else None


CHECKS: dict[str, Check] = {
    "数据库": server,
    "数据表": tables,
    "权限": rights,
    "时钟": clocks,
}
