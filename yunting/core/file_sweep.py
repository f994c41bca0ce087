"""Forget what nobody went on with: uploads left alone, content that no row names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.apps import apps
from django.db.models import Model

from yunting.core import settings as limits
from yunting.core import store
from yunting.core.models import Upload


def sweep(*, at: datetime, machine_at: datetime) -> tuple[int, int]:
    """Forget uploads nobody went on with, and content no row names; return how many of each."""
    old = Upload.objects.filter(changed_at__lt=at - timedelta(days=limits.UPLOAD_KEPT_DAYS))
    forgotten, _ = old.delete()
    before = machine_at - timedelta(days=limits.ORPHAN_KEPT_DAYS)
    swept = store.sweep_incoming(
        before=before, is_expected=lambda token: Upload.objects.filter(token=token).exists()
    )
    return forgotten, swept + store.sweep(before=before, is_named=is_named)


def is_named(sha256: str) -> bool:
    """Tell whether any row of the court names a content: any field `sha256` or `…_sha256`."""
    return any(m._default_manager.filter(**{f: sha256}).exists() for m, f in naming())


def naming() -> Iterator[tuple[type[Model], str]]:
    """Yield every model and field that names content of the store; none has to be declared."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.name == "sha256" or field.name.endswith("_sha256"):
                yield model, field.name
