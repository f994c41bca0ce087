"""The page of a dispute: its record with articles, its periods, what is next."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

from yunting.project.stories.device import Device, Page, Unexpected

LOOK_SECONDS = 0.3
FOLLOWS_WITHIN_SECONDS = 90.0
EARLIER = "更早的记录"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the record."""

    at: str
    sentence: str
    article: str


def history(page: Page) -> list[Entry]:
    """Return the whole record a page shows, oldest first, page after page."""
    found: list[Entry] = []
    while True:
        found += _entries(page)
        if EARLIER not in page.links():
            return found[::-1]
        page = page.follow(EARLIER)


def _entries(page: Page) -> list[Entry]:
    entries = []
    for timeline in page.main.classed("timeline"):
        for one in timeline.all("li"):
            at, sentence, article = one.first("time"), one.first("p"), one.first("cite")
            entries.append(
                Entry(
                    at["datetime"] if at else "",
                    sentence.text if sentence else "",
                    article.text if article else "",
                )
            )
    return entries


def periods(page: Page) -> dict[str, str]:
    """Return the periods a page shows: title and what is left."""
    found: dict[str, str] = {}
    for one in page.main.classed("clock"):
        title, left = one.first("strong"), next(one.classed("clock-left"), None)
        found[title.text if title else ""] = left.text if left else ""
    return found


def next_steps(page: Page) -> list[str]:
    """Return what the next-step cards say there is to do."""
    return [one.text for one in page.main.classed("next-what")]


def calendar(device: Device, code: str) -> list[str]:
    """Return the days of the dispute's calendar file."""
    response = device.open(f"/matters/{code}/calendar.ics").response
    if not response.headers["content-type"].startswith("text/calendar"):
        raise Unexpected(f"no calendar file for {code}")
    return re.findall(r"^DTSTART[^:]*:(\d{8})", response.text, re.MULTILINE)


def when(device: Device, address: str, holds: Callable[[Page], object]) -> Page:
    """Look at a page again and again until something has followed; the worker is another process.

    :raises Unexpected: if it does not within the time
    """
    until = time.monotonic() + FOLLOWS_WITHIN_SECONDS
    page = device.open(address)
    while not holds(page):
        if time.monotonic() > until:
            raise page.unexpected("it never came")
        time.sleep(LOOK_SECONDS)
        page = device.open(address)
    return page
