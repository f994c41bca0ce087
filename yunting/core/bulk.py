"""One act on many things, in the background: progress, a result for each, safe to run again.

Each is a transaction of its own, done by whoever ordered it and under the roles held at that
moment. A worker that is killed leaves what is done done; the next goes on with the rest. X7.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.db import transaction
from django.db.models import Count

from yunting.core import jobs
from yunting.core.actor import Actor
from yunting.core.models import Account, Bulk, BulkItem, BulkResult
from yunting.lib import clock
from yunting.lib.errors import NotVisible, Refused

MOST = 1_000
Act = Callable[[int, str, Account, datetime], str]
logger = logging.getLogger(__name__)
_acts: dict[str, Act] = {}


class NothingChosen(Refused):
    """An act on many begins with choosing some, and not too many."""

    code: ClassVar[str] = "nothing-chosen"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing the act is to be done on; `label` is how the results name it."""

    ref: int
    label: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come."""

    done: int
    refused: int
    waiting: int

    @property
    def whole(self) -> int:
        """Return how many there are."""
        return self.done + self.refused + self.waiting


def register(name: str, act: Act) -> None:
    """Declare an act by its name; it returns what to tell of the one it was done on."""
    _acts[name] = act


def start(name: str, items: Sequence[Item], *, by: Actor, at: datetime) -> Bulk:
    """Order an act for many things; the same form sent again returns the first run.

    :raises NothingChosen: if there are none, or more than `MOST`
    """
    if by.account is None:
        raise TypeError("an act on many is somebody's")
    key = by.retry.key if by.retry else ""
    if key and (known := Bulk.objects.filter(account=by.account, key=key).first()):
        return known
    if not 0 < len(items) <= MOST:
        raise NothingChosen(
            "请至少勾选一份。" if not items else f"一次最多{MOST}份，您勾选了{len(items)}份。",
            remedy="请勾选后再办理。",
        )
    return _begin(name, items, account=by.account, key=key, at=at)


@transaction.atomic
def _begin(name: str, items: Sequence[Item], *, account: Account, key: str, at: datetime) -> Bulk:
    new = {"act": name, "at": at}
    if key:
        # Of two at once one waits here for the other and finds what it made.
        bulk, is_new = Bulk.objects.get_or_create(account=account, key=key, defaults=new)
    else:
        bulk, is_new = Bulk.objects.create(account=account, **new), True
    if is_new:
        BulkItem.objects.bulk_create(
            BulkItem(bulk=bulk, position=place, ref=one.ref, label=one.label, argument=one.argument)
            for place, one in enumerate(items, start=1)
        )
        jobs.enqueue(carry_on, bulk=bulk.pk)
    return bulk


@jobs.job("core.bulk")
def carry_on(bulk: int) -> None:
    """Do what is left of a run."""
    run = Bulk.objects.select_related("account__person").get(pk=bulk)
    while _one(run, at=clock.now()):
        continue


def progress(bulk: Bulk) -> Progress:
    """Return how far a run has come; one query."""
    counted = dict(bulk.items.order_by().values_list("result").annotate(number=Count("pk")))
    refused = counted.get(BulkResult.REFUSED, 0) + counted.get(BulkResult.FAILED, 0)
    return Progress(counted.get(BulkResult.DONE, 0), refused, counted.get(BulkResult.WAITING, 0))


def _one(bulk: Bulk, *, at: datetime) -> bool:
    with transaction.atomic():
        item = (
            BulkItem.objects.select_for_update(skip_locked=True)
            .filter(bulk=bulk, result=BulkResult.WAITING)
            .order_by("position")
            .first()
        )
        if item is None:
            return False
        item.result, item.message = _outcome(bulk, item, at)
        item.at = at
        item.save(update_fields=["result", "message", "at"])
    return True


def _outcome(bulk: Bulk, item: BulkItem, at: datetime) -> tuple[BulkResult, str]:
    try:
        with transaction.atomic():
            return BulkResult.DONE, _acts[bulk.act](item.ref, item.argument, bulk.account, at)
    except Refused as refusal:
        return BulkResult.REFUSED, f"{refusal.message}{refusal.remedy}"[:500]
    except NotVisible:
        return BulkResult.REFUSED, "没有找到，或者您无权办理。"
    except Exception:
        logger.exception("item %s of run %s failed", item.pk, bulk.pk)
        return BulkResult.FAILED, "系统出错，已经记录。请稍后单独办理这一份。"
