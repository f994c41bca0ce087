"""What machines ask: is this process alive, may it have visitors, how is the court doing."""

from __future__ import annotations

import ipaddress
from functools import cache

import psycopg
from django.conf import settings
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yunting.core import court_clock
from yunting.lib import clock
from yunting.lib.errors import NotVisible
from yunting.project.operations import figures

PLAIN = "text/plain; charset=utf-8"
PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"
# Whoever comes through a server in front is not who stands at the other end of the connection.
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")


@require_safe
@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """Answer that this process answers; asks nobody."""
    return HttpResponse("live\n", content_type=PLAIN)


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 if visitors can be sent here, 503 with the reason if not; waits two seconds."""
    reason = _not_ready()
    return HttpResponse(f"{reason or 'ready'}\n", status=503 if reason else 200, content_type=PLAIN)


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Tell the court's figures to who watches it from an allowed network; others are told 404."""
    if not _may_watch(request):
        raise NotVisible
    at = clock.machine_now()
    try:
        told = figures.text(figures.figures(machine_at=at))
    except OperationalError:
        told = figures.text(figures.without_database(machine_at=at))
    return HttpResponse(told, content_type=PROMETHEUS)


def _may_watch(request: HttpRequest) -> bool:
    if any(name in request.headers for name in FORWARDED):
        return False
    try:
        address = ipaddress.ip_address(str(request.META.get("REMOTE_ADDR", "")))
    except ValueError:
        return False
    return any(address in network for network in _networks(settings.METRICS_FROM))


@cache
def _networks(named: str) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
    return tuple(ipaddress.ip_network(one.strip()) for one in named.split(",") if one.strip())


def _not_ready() -> str:
    try:
        # A connection of its own: the pool's may all be at work, and would be waited for.
        with court_clock.connect() as asked:
            asked.execute("SELECT 1")
    except psycopg.OperationalError:
        return "database does not answer"
    return "" if _is_migrated() else "tables are not of this version"


_migrated = False


def _is_migrated() -> bool:
    """Tell whether the tables are those of this version; once they are, they stay so."""
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated
