"""隐名: how a name is written in a published document."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yunting.lib.errors import Refused
from yunting.rules.citation import cite
from yunting.rules.finding import Finding
from yunting.rules.parameter import parameter

_LAW = "judgment_publication_2016"
_HIDDEN = "某"
_DOTS = "·•・‧."


class Kind(StrEnum):
    """Whose way of naming a name follows; it comes from the case's data, not from a guess."""

    HAN = "han"
    MINORITY = "minority"
    FOREIGN_CHINESE = "foreign_chinese"
    FOREIGN_LATIN = "foreign_latin"


class NoName(Refused):
    """There is nothing to hide."""

    code = "rules.names.no-name"


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the case has it; `kind` is told from its letters where the case is silent."""

    name: str
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Alias:
    """A name and what is published instead."""

    name: str
    alias: str


def kind_of(name: str) -> Kind:
    """Return the kind a name is taken for when the case does not say. P-PUB-3.

    Latin letters: a foreign name; a dot between its parts: a minority's or a foreigner's, which
    are hidden alike; else a Han name.
    """
    if name[:1].isascii() and name[:1].isalpha():
        return Kind.FOREIGN_LATIN
    return Kind.MINORITY if any(dot in name for dot in _DOTS) else Kind.HAN


def hidden(name: Name, *, on: date) -> Finding[str]:
    """Return a name hidden, before equal results are numbered. P-PUB-3; 裁判文书公布规定 第九条.

    A compound surname is kept whole when a given name follows it.
    :raises NoName: if the name is empty
    """
    written = "".join(name.name.split()) if kind_of(name.name.strip()) is Kind.HAN else name.name
    written = written.strip()
    if not written:
        raise NoName("请填写姓名。", field="names")
    kind = name.kind or kind_of(written)
    basis = (cite(_LAW, "第九条", on=on), cite("design", "复姓表", on=on))
    if kind is Kind.FOREIGN_LATIN:
        return Finding(written[0].upper(), basis, (("外国姓名", "取外文首字母"),))
    surname = written[0]
    if kind is Kind.HAN:
        known = parameter("design.compound_surnames", on=on).words
        surname = next((one for one in known if _has_surname(written, one)), surname)
    return Finding(surname + _HIDDEN, basis, (("保留", surname),))


def _has_surname(name: str, surname: str) -> bool:
    return name.startswith(surname) and len(name) > len(surname)


def anonymise(names: tuple[Name, ...], *, on: date) -> Finding[tuple[Alias, ...]]:
    """Return what is published for each name, in the order given. P-PUB-3.

    裁判文书公布规定 第九条. Equal results are numbered in the order of their first appearance; the
    same name is the same person and gets the same alias everywhere.
    :raises NoName: if a name is empty
    """
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(_key(name), hidden(name, on=on).value)
    equal = Counter(first.values())
    seen: Counter[str] = Counter()
    aliases: dict[str, str] = {}
    for key, alias in first.items():
        seen[alias] += 1
        aliases[key] = f"{alias}{seen[alias]}" if equal[alias] > 1 else alias
    value = tuple(Alias(name.name, aliases[_key(name)]) for name in names)
    basis = (
        cite(_LAW, "第九条", on=on),
        cite("design", "复姓表", on=on),
        cite("design", "隐名对应", on=on),
    )
    numbered = "、".join(alias for alias, n in equal.items() if n > 1) or "无"
    return Finding(value, basis, (("编号区别", numbered),))


def _key(name: Name) -> str:
    return " ".join(name.name.split())


def replaced(text: str, aliases: tuple[Alias, ...]) -> str:
    """Return a text with every name replaced, the longest first, in one pass. B6.3-algorithm.

    One pass, so that an alias is never taken for a name; the same for tables, file names and
    metadata. A second pass for leftovers and a person's confirmation follow.
    """
    known = {one.name: one.alias for one in aliases if one.name}
    by_length = sorted(known, key=len, reverse=True)
    out: list[str] = []
    place = 0
    while place < len(text):
        found = next((name for name in by_length if text.startswith(name, place)), None)
        out.append(known[found] if found else text[place])
        place += len(found) if found else 1
    return "".join(out)
