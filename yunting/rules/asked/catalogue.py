"""Find a rule by its name; a name loads its own area only."""

from functools import cache
from importlib import import_module

from yunting.lib import text
from yunting.lib.errors import Refused
from yunting.rules.asked.rule import Rule

# The first word of a name, and under which heading people find it.
AREAS = {
    "fees": "诉讼费用",
    "interest": "利息",
    "limits": "期限",
    "periods": "期限",
    "calendar": "期限",
    "procedures": "程序",
    "bankruptcy": "破产表决",
    "auctions": "网络司法拍卖",
    "names": "隐名",
}


class NoSuchRule(Refused):
    """No rule has this name."""

    code = "rules.no-such-rule"


@cache
def of_area(area: str) -> tuple[Rule, ...]:
    """Return the rules of an area, in their order."""
    found: tuple[Rule, ...] = import_module(f"yunting.rules.asked.areas.{area}").RULES
    return found


def headed() -> dict[str, list[Rule]]:
    """Return the rules under the headings people find them by."""
    found: dict[str, list[Rule]] = {}
    for area, heading in AREAS.items():
        found.setdefault(heading, []).extend(of_area(area))
    return found


def every() -> tuple[Rule, ...]:
    """Return every rule, area by area."""
    return tuple(rule for area in AREAS for rule in of_area(area))


def rule(name: str) -> Rule:
    """Return the rule of that name.

    :raises NoSuchRule: if there is none
    """
    area = name.partition(".")[0]
    if area in AREAS:
        for one in of_area(area):
            if one.name == name:
                return one
    raise NoSuchRule(
        f"没有{text.quoted(name)}这条规则。", remedy="用 yunting rule list 查看全部规则。"
    )
