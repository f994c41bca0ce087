"""快速审理: which cases go fast, how long they take, and what may be shortened or joined.

法发〔2020〕14号 guides; no judgment may rest on it.
"""

from datetime import date
from enum import StrEnum

from yunting.lib.errors import Refused
from yunting.rules import periods
from yunting.rules.bankruptcy import grounds
from yunting.rules.bankruptcy.filing import Procedure
from yunting.rules.bankruptcy.voting_rights import Item
from yunting.rules.citation import cite
from yunting.rules.finding import Finding, found, met
from yunting.rules.parameter import parameter


class Bar(StrEnum):
    """What keeps a case from going fast."""

    PENDING_SUITS = "存在未结诉讼、仲裁，债权债务关系复杂"
    LONG_REALISATION = "管理、变价、分配可能期限较长或者存在较大困难"
    LISTED_OR_FINANCIAL = "债务人为上市公司、金融机构"
    AFFILIATES = "存在关联企业合并破产"
    CROSS_BORDER = "跨境破产"
    OTHER = "其他不宜快速审理的情形"


_MAY = frozenset({Procedure.LIQUIDATION, Procedure.SETTLEMENT})
_TOGETHER = frozenset({Item.MANAGEMENT_PLAN, Item.REALISATION_PLAN, Item.DISTRIBUTION_PLAN})


class Handling(StrEnum):
    """How a case is handled."""

    FAST = "fast"
    ORDINARY = "ordinary"


class BelowLeast(Refused):
    """A period shorter than the Law's own least."""

    code = "rules.bankruptcy.below-least"


def is_suitable(
    procedure: Procedure,
    *,
    clear_claims: bool,
    clear_property: bool,
    simple_facts: bool,
    bars: frozenset[Bar],
    on: date,
) -> Finding[bool]:
    """Tell whether a case goes fast. B-FST-1; 高效审理意见 第15条, 第16条."""
    conditions = (
        ("破产清算或者和解", procedure in _MAY),
        ("债权债务关系明确", clear_claims),
        ("债务人财产状况清楚", clear_property),
        ("案情简单", simple_facts),
        *((bar.value, False) for bar in Bar if bar in bars),
    )
    articles = ((grounds.OPINION, "第15条"), (grounds.OPINION, "第16条"))
    value = all(holds for _, holds in conditions)
    return found(value, *articles, on=on, because=met(*conditions))


def close_by(accepted: date) -> Finding[date]:
    """Return the last day to close a fast case. B-FST-2; 高效审理意见 第17条. It does not roll."""
    return periods.of(parameter(f"{grounds.OPINION}.close", on=accepted), accepted)


def shortened(days: int, *, least: str, on: date) -> Finding[int]:
    """Return a shortened period in days, if the Law's least allows it. B-FST-3; 第18条.

    `least`: the name of the parameter that no case may go below.
    :raises BelowLeast: if it is shorter
    """
    bound = parameter(least, on=on)
    if days < bound.whole:
        raise BelowLeast(
            "快速审理也不能短于法律规定的最短期限。",
            basis=str(bound.citation),
            remedy=f"至少 {bound.whole} 日。",
            field="days",
        )
    basis = (cite(grounds.OPINION, "第18条", on=on), bound.citation)
    return Finding(days, basis, (("最短", f"{bound.whole}日"),))


def may_vote_together(items: frozenset[Item], *, on: date) -> Finding[bool]:
    """Tell whether one meeting may vote on these plans together. B-FST-4; 高效审理意见 第19条.

    Service by telephone, message or e-mail is enough.
    """
    return found(items <= _TOGETHER, (grounds.OPINION, "第19条"), on=on)


def handling(*, suitable: bool, on: date) -> Finding[Handling]:
    """Return how a case that was fast goes on; steps already taken stand. B-FST-5; 第20条."""
    value = Handling.FAST if suitable else Handling.ORDINARY
    said = (("已进行的程序", "继续有效"),)
    return found(value, (grounds.OPINION, "第20条"), on=on, because=said)
