"""The stage of the story without paper: who holds which device, and what the complaint says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from yunting.lib import clock
from yunting.project.stories.device import Device
from yunting.project.stories.figures import Figures
from yunting.project.stories.history import Entry
from yunting.project.stories.place import Place
from yunting.project.training.complaints import Plan
from yunting.project.training.people import Natural, Organisation, people

FIRM = "上海云帆船舶配件有限公司"
PLAN = Plan(
    life="story",
    by="张澄",
    principal=FIRM,
    against=("舟山岑港水产冷冻有限公司",),
    begun=datetime(2026, 3, 2, 9, 40, tzinfo=clock.ZONE),
    goods="冷库保温板",
    spec="100毫米厚 B1级",
    quantity="1200平方米",
    unit_price="265.00",
    total=Decimal("318000.00"),
    paid=Decimal("31568.50"),
    faults=("spec", "delivery"),
)
BY_RULE = replace(
    PLAN,
    against=("孙礁",),
    goods="塑料周转箱",
    spec="600×400×280毫米",
    quantity="2000只",
    unit_price="29.00",
    total=Decimal("58000.00"),
    paid=Decimal("20000.00"),
    faults=(),
)


@dataclass(frozen=True, slots=True)
class Stage:
    """Everybody's devices, and where they play."""

    place: Place
    computer: Device
    handset: Device
    desk: Device
    bystander: Device
    opponent: Device
    opponent_desk: Device
    neighbours: Device
    figures: Figures
    filer: Natural
    passer_by: Natural
    defendant: Natural

    def say(self, what: str) -> None:
        """Tell what happens."""
        self.figures.say(what)

    def tell(self, entries: Iterable[Entry]) -> None:
        """Tell lines of a record, each with its time and its article."""
        for one in entries:
            self.say(f"    {one.at.replace('T', ' ')[:16]}  {one.sentence}  [{one.article}]")


def organisation(name: str) -> Organisation:
    """Return an organisation of the demonstration court, with somebody who acts here or without."""
    found = people().party(name)
    if not isinstance(found, Organisation):
        raise TypeError(f"{name} is no organisation")
    return found
