"""Facts against their leaves, their columns against their bytes, people's values against both."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from yunting.core import events
from yunting.core.bundle.verify import is_opened_by, leaf_hash
from yunting.core.facts import about, kinds
from yunting.core.models import Event, EventPersonal, Leaf, LeafKind
from yunting.core.verify.report import Report
from yunting.lib import canonical

PAGE = 2_000
FACT = LeafKind.FACT.value


def check(report: Report) -> None:
    """Check every fact, page by page in the order of their keys, and every leaf of one."""
    after = 0
    while page := _page(after):
        last = page[-1].pk
        leaves = _leaves(after, last)
        personal = _personal(after, last)
        for event in page:
            _check_leaf(event, leaves.pop(event.pk, None), report)
            _check_content(event, personal.pop(event.pk, {}), report)
        _check_left_over(leaves, report)
        after = last
        report.looked_at("facts", len(page))
    _check_left_over(_leaves(after, None), report)


def _page(after: int) -> list[Event]:
    rows = Event.objects.filter(pk__gt=after).select_related("matter", "case")
    return list(rows.defer("key", "key_digest").order_by("pk")[:PAGE])


def _leaves(after: int, last: int | None) -> dict[int, bytes]:
    rows = Leaf.objects.filter(kind=LeafKind.FACT, ref__gt=after)
    if last is not None:
        rows = rows.filter(ref__lte=last)
    found = rows.values_list("ref", "hash").iterator(PAGE)
    return {ref: bytes(hashed) for ref, hashed in found}


def _personal(after: int, last: int) -> dict[int, dict[str, EventPersonal]]:
    found: dict[int, dict[str, EventPersonal]] = defaultdict(dict)
    for row in EventPersonal.objects.filter(event_id__gt=after, event_id__lte=last):
        found[row.event_id][row.field] = row
    return found


def _check_leaf(event: Event, leaf: bytes | None, report: Report) -> None:
    if leaf is None:
        report.wrong("no-leaf", FACT, event.pk, "这条事实没有进入日志", matter=code_of(event))
    elif leaf_hash(bytes(event.body)) != leaf:
        report.wrong(
            "changed", FACT, event.pk, "事实的内容与日志中的哈希不符", matter=code_of(event)
        )


def _check_left_over(leaves: dict[int, bytes], report: Report) -> None:
    for ref in leaves:
        report.wrong("no-fact", FACT, ref, "日志中有这条事实的哈希，事实本身不在了")


def _check_content(event: Event, personal: dict[str, EventPersonal], report: Report) -> None:
    body = _parsed(event)
    if body is None:
        report.wrong("unreadable", FACT, event.pk, "事实的内容无法读取", matter=code_of(event))
        return
    for column in _columns_that_differ(event, body):
        report.wrong(
            "column",
            FACT,
            event.pk,
            f"“{column}”一栏与事实的内容不符",
            matter=code_of(event),
        )
    _check_personal(event, body["fact"], personal, report)


def _parsed(event: Event) -> dict[str, Any] | None:
    try:
        body = json.loads(bytes(event.body))
    except ValueError:
        return None
    return body if isinstance(body, dict) and isinstance(body.get("fact"), dict) else None


def _columns_that_differ(event: Event, body: dict[str, Any]) -> Iterator[str]:
    for name, value in events.envelope(event).items():
        if body.get(name) != canonical.plain(value):
            yield name
    if about(body["fact"]) != (event.about_kind, event.about_id):
        yield "about"


def _check_personal(
    event: Event, fact: dict[str, Any], personal: dict[str, EventPersonal], report: Report
) -> None:
    for name, row in personal.items():
        report.counts["personal"] += 1
        if not is_opened_by(fact.get(name), row.value, bytes(row.salt)):
            report.wrong(
                "personal",
                FACT,
                event.pk,
                f"个人信息“{name}”与事实中的承诺值不符",
                matter=code_of(event),
            )
    declared = kinds()[event.kind].personal if event.kind in kinds() else ()
    report.counts["sealed"] += sum(name in fact and name not in personal for name in declared)


def code_of(event: Event) -> str:
    """Return the public code of the dispute a fact belongs to; empty for the court's own."""
    return event.matter.code if event.matter else ""
