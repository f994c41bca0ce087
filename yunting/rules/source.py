"""Instruments of law: their titles, the days they were in force, and their article numbers.

An article is named by its latest number. Where a revision renumbered it, `sources/<key>.yaml`
says so, and `article_on` gives the number a person of that day would have read.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from yunting.lib.errors import Refused

_ROOT = Path(__file__).parent / "sources"
_ARTICLE = re.compile(r"^第[^条]+条(?:之[一二三四五六七八九十]+)?")


class NotInForce(Refused):
    """Nothing the books hold was in force on the day asked for."""

    code = "rules.not-in-force"


@dataclass(frozen=True, slots=True)
class Version:
    """One text of an instrument: the day it came into force, its number, how sure we are."""

    since: date
    number: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Article:
    """One cited article: what it is about and the number it had from which day on."""

    about: str
    confidence: str
    since: tuple[date, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """One instrument. `until` is its last day in force, None while it is in force."""

    key: str
    title: str
    short: str
    versions: tuple[Version, ...]
    until: date | None
    superseded_by: str
    articles: dict[str, Article]


def keys() -> tuple[str, ...]:
    """Return the key of every instrument in the books, sorted."""
    return tuple(sorted(path.stem for path in _ROOT.glob("*.yaml")))


@cache
def source(key: str) -> Source:
    """Return one instrument; an unknown key is a mistake, a KeyError. B0.3-law-registry."""
    path = _ROOT / f"{key}.yaml"
    if not path.is_file():
        raise KeyError(key)
    raw = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    versions = tuple(
        Version(since, text["number"], text["confidence"])
        for since, text in sorted(raw["versions"].items())
    )
    return Source(
        key=key,
        title=raw["title"],
        short=raw.get("short", raw["title"]),
        versions=versions,
        until=raw.get("until"),
        superseded_by=raw.get("superseded_by", ""),
        articles={
            number: _article(number, entry, raw, versions[0].since)
            for number, entry in raw["articles"].items()
        },
    )


def _article(number: str, entry: dict[str, Any], raw: dict[str, Any], first: date) -> Article:
    default = {entry.get("since", raw.get("articles_since", first)): number}
    numbers = dict(sorted(entry.get("numbers", default).items()))
    return Article(
        about=entry["about"],
        confidence=entry.get("confidence", raw["confidence"]),
        since=tuple(numbers),
        numbers=tuple(numbers.values()),
    )


def version_on(key: str, *, on: date) -> Version:
    """Return the text of an instrument that was in force on that day, its first before any."""
    versions = source(key).versions
    place = bisect_right([version.since for version in versions], on) - 1
    return versions[max(place, 0)]


@cache
def article(key: str, number: str) -> Article:
    """Return a cited article by its latest number, paragraph and item ignored."""
    matched = _ARTICLE.match(number)
    return source(key).articles[matched.group() if matched else number]


def article_on(key: str, number: str, *, on: date) -> str:
    """Return the number the article had on that day, with its paragraph and item kept.

    B0.4-renumbered.

    :raises NotInForce: if the books hold no text of it for that day
    """
    instrument = source(key)
    cited = article(key, number)
    place = bisect_right(cited.since, on) - 1
    if place < 0 or (instrument.until is not None and on > instrument.until):
        raise NotInForce(
            f"规则库中没有 {on:%Y-%m-%d} 有效的《{instrument.title}》{number}。",
            remedy="请核对日期，或由法院规则管理人员补充当时的条文。",
            field="date",
        )
    return _ARTICLE.sub(cited.numbers[place], number)
