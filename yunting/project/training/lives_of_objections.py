"""Cases in which the defendant says that another court has jurisdiction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from yunting.delivery.models.consent import Stage
from yunting.filing import documents as papers
from yunting.filing.models import JurisdictionObjection
from yunting.project.training.lives import LAST, LAST_BUT_ONE, decided, reassigned
from yunting.project.training.lives_of_relief import (
    not_relieved,
    paid_all_the_same,
    put_off,
    reduced,
    thought_better,
)
from yunting.project.training.lives_of_service import online
from yunting.project.training.proved import Proved
from yunting.project.training.timeline import Life


def objected(
    s: Proved, into: list[JurisdictionObjection], before: Callable[[Proved], Life] = decided
) -> Life:
    """The defendant says that another court has jurisdiction."""
    yield from online(s, before)
    yield s.workday(2, 14)
    into.append(s.object(s.defendant))


def ruling_drawn_up(s: Proved) -> Life:
    """Linked by the court; the objection taken back, raised anew, the ruling not signed yet."""
    yield from thought_better(s)
    yield s.workday(1, 19)
    asked = s.link(s.defendant)
    yield s.workday(1, 10)
    s.compare(asked, is_same=True)
    yield s.workday(1, 20)
    s.agree(s.defendant, {Stage.SERVICE: True})
    yield s.workday(1, 20)
    yield from s.write_answer(s.defendant, share=0.4)
    raised = s.object(s.defendant)
    yield s.workday(1, 14)
    s.withdraw_objection(raised)
    yield s.workday(1, 14)
    again = s.object(s.defendant)
    yield s.workday(2, 10)
    s.draw_up_ruling(again, upholds=False)


def _ruled_on(s: Proved, raised: JurisdictionObjection, *, upholds: bool, is_new: bool) -> Life:
    yield s.on(LAST_BUT_ONE, 10) if is_new else s.workday(4, 10)
    s.draw_up_ruling(raised, upholds=upholds)
    yield s.on(LAST, 15) if is_new else s.workday(1, 15)
    kind = papers.OBJECTION_UPHELD if upholds else papers.OBJECTION_DISMISSED
    s.sign(kind.name, s.judge)


def objection_upheld(s: Proved) -> Life:
    """Upheld; whoever disagrees can still appeal."""
    raised: list[JurisdictionObjection] = []
    yield from objected(s, raised, reduced)
    yield from _ruled_on(s, raised[0], upholds=True, is_new=True)


def objection_dismissed(s: Proved) -> Life:
    """Dismissed; whoever disagrees can still appeal."""
    raised: list[JurisdictionObjection] = []
    yield from objected(s, raised, reassigned)
    yield from _ruled_on(s, raised[0], upholds=False, is_new=True)


def transferred(s: Proved) -> Life:
    """Upheld; nobody appeals, and time itself transfers the case."""
    raised: list[JurisdictionObjection] = []
    yield from objected(s, raised, not_relieved)
    yield from _ruled_on(s, raised[0], upholds=True, is_new=False)


def appealed(s: Proved) -> Life:
    """Dismissed, appealed; the court above has not ruled."""
    raised: list[JurisdictionObjection] = []
    yield from objected(s, raised, paid_all_the_same)
    yield from _ruled_on(s, raised[0], upholds=False, is_new=False)
    yield s.workday(3, 15)
    s.appeal(raised[0])


def kept(s: Proved) -> Life:
    """Dismissed, appealed, kept by the court above."""
    raised: list[JurisdictionObjection] = []
    yield from objected(s, raised, put_off)
    yield from _ruled_on(s, raised[0], upholds=False, is_new=False)
    yield s.workday(3, 15)
    s.appeal(raised[0])
    yield s.workday(14, 15)
    s.rule_above(raised[0], is_transfer=False)


LIVES_OF_OBJECTIONS: Final[dict[str, Callable[[Proved], Life]]] = {
    life.__name__: life
    for life in (
        ruling_drawn_up,
        objection_upheld,
        objection_dismissed,
        transferred,
        appealed,
        kept,
    )
}
