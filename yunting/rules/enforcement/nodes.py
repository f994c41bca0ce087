"""The nodes of a case of enforcement: our own catalogue, until the court gives the real one."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml

from yunting.lib.errors import Refused
from yunting.rules import periods
from yunting.rules.citation import cite
from yunting.rules.finding import Finding
from yunting.rules.parameter import parameter

_FILE = Path(__file__).parent.parent / "node_lists" / "project.yaml"


class NoSuchNode(Refused):
    """The catalogue has no such node, or the node no limit."""

    code = "rules.enforcement.no-such-node"


@dataclass(frozen=True, slots=True)
class Node:
    """One node: `limit` is the name of the parameter of its period, empty if it has none."""

    number: int
    name: str
    limit: str
    instrument: str
    article: str


class Standing(StrEnum):
    """How a node stands."""

    PENDING = "PENDING"
    DONE = "DONE"
    OVERDUE = "OVERDUE"
    EXTENDED = "EXTENDED"
    SKIPPED = "SKIPPED"


@cache
def nodes() -> dict[int, Node]:
    """Return the catalogue by number. B3.13-nodes."""
    raw = yaml.load(_FILE.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return {
        number: Node(number, row["name"], row.get("limit", ""), row["instrument"], row["article"])
        for number, row in raw["nodes"].items()
    }


def due(number: int, start: date) -> Finding[date]:
    """Return the day a node is due. B3.13-nodes; counted from what its parameter starts with.

    :raises NoSuchNode: if there is none of that number, or it has no limit
    """
    node = nodes().get(number)
    if node is None or not node.limit:
        raise NoSuchNode("目录中没有这一节点，或者它没有期限。", field="number")
    found = periods.of(parameter(node.limit, on=start), start)
    basis = (
        *found.basis,
        cite(node.instrument, node.article, on=start),
        cite("design", "节点目录", on=start),
    )
    return Finding(found.value, basis, found.because, found.provisional)


def standing(
    number: int,
    start: date,
    *,
    done: date | None = None,
    extended_to: date | None = None,
    skipped_because: str = "",
    on: date,
) -> Finding[Standing]:
    """Return how a node stands on a day. B3.13-nodes; skipped only with a reason.

    :raises NoSuchNode: if there is none of that number, or it has no limit
    """
    limit = due(number, start)
    last = extended_to or limit.value
    if skipped_because:
        value = Standing.SKIPPED
    elif (done or on) > last:
        value = Standing.OVERDUE
    elif done:
        value = Standing.DONE
    else:
        value = Standing.EXTENDED if extended_to else Standing.PENDING
    said = (("期限", f"{last:%Y-%m-%d}"), ("办理", f"{done:%Y-%m-%d}" if done else "尚未"))
    return Finding(value, limit.basis, said, limit.provisional)


def escalates_to(days_overdue: int, *, on: date) -> Finding[str]:
    """Return who is told of an overdue node: handler, then team leader, then bureau head.

    B3.13-nodes; one step a day.
    """
    chain = ("承办人", "团队负责人", "执行局局长")
    place = min(max(days_overdue - 1, 0), len(chain) - 1)
    said = (("逾期", f"{days_overdue}日"),)
    return Finding(chain[place], (cite("design", "节点目录", on=on),), said)
