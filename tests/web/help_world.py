"""Who lends whom a hand: 张 asks 王泊, others ask 张, and 张 writes a complaint for one of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tests.accounts.helps import wish
from tests.cast import AT, Cast, acting
from tests.filing.build import drafted
from tests.filing.defence_stage import comes
from yunting.accounts.models import HelpMandate
from yunting.accounts.services import helping
from yunting.core.actor import Channel
from yunting.core.models import Matter
from yunting.filing.models import Filing
from yunting.filing.services import drafting, opening

NEIGHBOUR, OTHER = "王泊", "赵渚"


@dataclass(frozen=True, slots=True)
class Help:
    """Mandates: what 张 gave, is offered, and holds; `filing` is written for who gave `held`.

    `matter` is a dispute of theirs 张 has not looked at.
    """

    given: HelpMandate
    offered: HelpMandate
    held: HelpMandate
    filing: Filing
    matter: Matter


def build(cast: Cast, answers: dict[str, str], long_name: str) -> Help:
    """Make it; `long_name` is the name of who lets 张 help."""
    neighbour = comes(NEIGHBOUR, phone="13900000055")
    other = comes(OTHER, phone="13900000056")
    long = comes(long_name, phone="13900000057", number="330902195001010057")
    zhang = acting(cast.zhang)
    given = helping.offer(wish(neighbour), by=zhang, at=AT)
    offered = helping.offer(wish(cast.zhang), by=acting(other), at=AT)
    held = helping.offer(wish(cast.zhang), by=acting(long), at=AT)
    held = helping.accept(held, by=zhang, at=AT)
    own = drafted(cast, by=long)
    filing = opening.open_filing(
        cast.court,
        form="sale-contract",
        cause="2025:88",
        by=replace(zhang, on_behalf_of=long.person, channel=Channel.HELPER),
        at=AT,
    )
    drafting.save_answers(filing, answers, seen=0, by=acting(cast.zhang, filing.matter), at=AT)
    return Help(
        given=helping.accept(given, by=acting(neighbour), at=AT),
        offered=offered,
        held=held,
        filing=filing,
        matter=own.matter,
    )
