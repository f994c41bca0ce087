"""Third-party files that pages use: listed one by one, taken from installed packages."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage, Error
from django.core.files.storage import FileSystemStorage, Storage

HTMX = "django_htmx"
VENDOR = {
    "vendor/bootstrap.css": "node_modules/bootstrap/dist/css/bootstrap.min.css",
    "vendor/bootstrap.min.css.map": "node_modules/bootstrap/dist/css/bootstrap.min.css.map",
    "vendor/htmx.js": f"{HTMX}/static/django_htmx/htmx-2.min.js",
}


def source(name: str) -> Path:
    """Return where a vendored file lies: below node_modules or in its Python package."""
    listed = VENDOR[name]
    if listed.startswith("node_modules/"):
        return Path(settings.ROOT) / listed
    spec = find_spec(listed.split("/", 1)[0])
    if spec is None or spec.origin is None:
        raise FileNotFoundError(listed)
    return Path(spec.origin).parent.parent / listed


class Vendored(FileSystemStorage):
    """A storage that knows the listed names only."""

    def path(self, name: str) -> str:
        """Return where the file lies on this machine."""
        return str(source(name.replace("\\", "/")))


class VendorFinder(BaseFinder):
    """Serve `vendor/…` from the list and nothing else from those packages."""

    storage = Vendored()

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        """Say which file is missing before a page does."""
        return [
            Error(f"{name} is missing: run `npm ci`.", id="ui.E001")
            for name in VENDOR
            if not source(name).is_file()
        ]

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Return the file of a listed name, else nothing."""
        found = [str(source(path))] if path in VENDOR and source(path).is_file() else []
        return found if find_all else (found[0] if found else [])

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[tuple[str, Storage]]:
        """Yield every listed file that is there."""
        for name in VENDOR:
            if source(name).is_file():
                yield name, self.storage
