"""The entries of a portal, declared as data by the layers above."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


def _always(request: HttpRequest) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: where it leads, the letter after `g`, and who sees it.

    An entry whose route does not exist is not shown, so a portal never leads nowhere.
    """

    label: str
    route: str
    key: str = ""
    icon: str = ""
    shown: Callable[[HttpRequest], bool] = _always
    count: Callable[[HttpRequest], int] | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry on one page; `count` is 0 when there is nothing to count."""

    label: str
    href: str
    key: str
    icon: str
    is_current: bool
    count: int


_portals: dict[str, tuple[Entry, ...]] = {}


def declare(portal: str, *entries: Entry) -> None:
    """Set the entries of a portal, in their order."""
    keys = [entry.key for entry in entries if entry.key]
    if len(set(keys)) != len(keys):
        raise TypeError(f"{portal} uses a key twice")
    _portals[portal] = entries


def entries(portal: str, request: HttpRequest) -> list[Shown]:
    """Return the entries this person sees; the longest address that leads here is current."""
    there = [
        (entry, href)
        for entry in _portals.get(portal, ())
        if (href := _address(entry.route)) and entry.shown(request)
    ]
    leading = [href for _, href in there if request.path.startswith(href)]
    current = max(leading, key=len, default="")
    return [
        Shown(
            label=entry.label,
            href=href,
            key=entry.key,
            icon=entry.icon,
            is_current=href == current and (href != "/" or request.path == "/"),
            count=entry.count(request) if entry.count else 0,
        )
        for entry, href in there
    ]


def _address(route: str) -> str:
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""
