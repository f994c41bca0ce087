"""Where a dispute stands for one reader: the case page shows it, the API sends the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from yunting.core import tasks
from yunting.core.actor import Actor
from yunting.core.models import Account, Case, Matter, Participation
from yunting.core.together import together
from yunting.delivery.selectors import standing as delivery
from yunting.filing.forms.twin.issues import Issues
from yunting.filing.forms.twin.of_case import issues_between
from yunting.filing.selectors import proceeding, standing
from yunting.filing.selectors.proceeding import Proceeding
from yunting.money.selectors import standing as money
from yunting.web import dispute
from yunting.web.dispute import Clock, Heading, NextCard


@dataclass(frozen=True, slots=True)
class Standing:
    """All there is to tell of a dispute now. `subjects` are its filings, then its cases.

    `fee` is what the reader may know of what its side prepays; None for nothing.
    """

    heading: Heading
    subjects: list[Any]
    parties: list[Participation]
    progress: Proceeding | None
    cards: list[NextCard]
    clocks: list[Clock]
    fee: Any

    @property
    def case(self) -> Case | None:
        """Return the newest numbered proceeding, if there is one."""
        return standing.newest_case(self.subjects)

    @property
    def filing(self) -> Any:
        """Return the newest complaint; None in a dispute that began without one."""
        return standing.newest_filing(self.subjects)

    @property
    def sentence(self) -> str:
        """Return in one sentence where the dispute stands."""
        return (self.progress and self.progress.sentence) or standing.of(self.subjects)

    @property
    def issues(self) -> Issues | None:
        """Return what is in dispute, once somebody has answered; None for who is not the court."""
        if self.progress is None or self.progress.complaint is None:
            return None
        return issues_between(self.progress.complaint, self.progress.pairs)


def standing_of(matter: Matter, account: Account, actor: Actor, *, on: date) -> Standing:
    """Return where a dispute stands on a day; four queries, whatever there is of it."""
    filings, everybody = standing.filings_of(matter), dispute.everybody(matter)
    periods = tasks.periods_of(matter, actor)
    of_case = proceeding.asked(matter, account, actor, parties=everybody, periods=periods)
    waiting = delivery.waiting(matter, actor)
    cases = [one.case for one in filings if one.case is not None]
    persons = [one.person for one in everybody]
    known = [matter, *filings, *cases, *everybody, *persons, *periods]
    asked = {"cases": standing.other_cases(matter), **of_case, **waiting}
    found = together({**asked, "fees": money.fees(matter, account)}, known)

    subjects = [*filings, *sorted([*cases, *found["cases"]], key=lambda case: case.pk)]
    case = standing.newest_case(subjects)
    progress = None
    if case is not None:
        rows = {name: found[name] for name in of_case}
        progress = proceeding.of_case(
            case, account, actor, parties=everybody, periods=periods, found=rows
        )
    steps, of_others = (progress.subjects, progress.of_others) if progress else ([], [])
    steps += [row for name in waiting for row in found[name]]
    steps += money.to_pay(found["fees"])
    answers = found.get("answers", [])
    return Standing(
        heading=dispute.heading(subjects, on),
        subjects=subjects,
        parties=[one for one in everybody if one.until is None],
        progress=progress,
        cards=dispute.next_cards(
            [*subjects, *steps], actor, on, of_others=of_others, periods=periods
        ),
        clocks=dispute.clocks(periods, actor, on, *answers, *everybody),
        fee=next(iter(found["fees"]), None),
    )
