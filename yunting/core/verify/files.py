"""Files: every row that names content of the store has it, whole."""

from __future__ import annotations

from django.db.models import Model, QuerySet

from yunting.core import store
from yunting.core.models import File
from yunting.core.verify.report import Report

PAGE = 1_000
_kept: list[tuple[type[Model], str, str]] = []


def keeps(model: type[Model], field: str, kind: str) -> None:
    """Declare that a field of a model with a `matter` names content; called once at start."""
    _kept.append((model, field, kind))


keeps(File, "sha256", "file")


def kept() -> list[tuple[type[Model], str]]:
    """Return every model and field whose content must be there."""
    return [(model, field) for model, field, _ in _kept]


def check(report: Report, *, contents: bool) -> None:
    """Name every row whose content is gone, or with `contents` is not what it was."""
    for model, field, kind in _kept:
        manager = model._default_manager
        rows: QuerySet[Model] = manager.exclude(**{field: ""}).select_related("matter")
        for row in rows.order_by("pk").iterator(PAGE):
            _check(report, row, str(getattr(row, field)), kind, contents=contents)
            report.looked_at("files", 1)


def _check(report: Report, row: Model, sha256: str, kind: str, *, contents: bool) -> None:
    code = row.matter.code  # type: ignore[attr-defined]
    if not store.has(sha256):
        report.wrong("file-gone", kind, row.pk, "原件不在存放处", matter=code)
    elif contents and not store.is_whole(sha256):
        report.wrong("file-changed", kind, row.pk, "原件与登记的哈希值不符", matter=code)
