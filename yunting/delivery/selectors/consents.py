"""What everybody said about each stage, and how the stage is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from yunting.core.models import Matter, Person, Side
from yunting.delivery.models import ConsentState, OfflineRequest, OnlineConsent
from yunting.delivery.models.consent import Stage
from yunting.delivery.selectors import parties
from yunting.rules import online
from yunting.rules.finding import Finding

_ANSWERS = {
    ConsentState.GIVEN: online.Answer.GIVEN,
    ConsentState.RETRACTING: online.Answer.GIVEN,
    ConsentState.REFUSED: online.Answer.REFUSED,
    ConsentState.WITHDRAWN: online.Answer.REFUSED,
    ConsentState.OFFLINE: online.Answer.REFUSED,
}
MODES = {
    online.Mode.ONLINE: "在线",
    online.Mode.MIXED: "部分在线，部分线下",
    online.Mode.OFFLINE: "线下",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One person's word on one stage; `consent` is None while nobody has asked or chosen."""

    person: Person
    stage: Stage
    consent: OnlineConsent | None


@dataclass(frozen=True, slots=True)
class StageView:
    """One stage of a matter: how it is done, why, and what each party said."""

    stage: Stage
    mode: Finding[online.Mode]
    lines: tuple[Line, ...]

    @property
    def words(self) -> str:
        """Return how it is done, in words."""
        return MODES[self.mode.value]


def answer_of(consent: OnlineConsent | None) -> online.Answer:
    """Return a consent as the rules know it; nothing said is silence."""
    if consent is None:
        return online.Answer.SILENT
    if consent.by_choice and consent.state == ConsentState.GIVEN:
        return online.Answer.OWN_CHOICE
    return _ANSWERS.get(ConsentState(consent.state), online.Answer.SILENT)


def stages_of(matter: Matter, *, on: date) -> tuple[StageView, ...]:
    """Return every stage of a matter with each party's word; three queries."""
    people = list({part.person_id: part for part in parties.parties_of(matter)}.values())
    said = {(c.person_id, c.stage): c for c in OnlineConsent.objects.filter(matter=matter)}
    found = []
    for stage in Stage:
        concerned = [p for p in people if stage != Stage.FILING or p.side == Side.CLAIMING]
        lines = tuple(Line(p.person, stage, said.get((p.person_id, stage))) for p in concerned)
        found.append(StageView(stage, _mode(lines, on=on), lines))
    return tuple(found)


def mode_of(matter: Matter, stage: Stage, *, on: date) -> Finding[online.Mode]:
    """Return how a stage is done, with the reasons; offline unless somebody agreed. OL-04."""
    return next(view.mode for view in stages_of(matter, on=on) if view.stage == stage)


def is_online_for(matter: Matter, person: Person, stage: Stage, *, on: date) -> Finding[bool]:
    """Tell whether a stage is online for one person; one query."""
    consent = OnlineConsent.objects.filter(matter=matter, person=person, stage=stage).first()
    return online.is_online_for(answer_of(consent), on=on)


def own_lines(matter: Matter, person: Person) -> tuple[Line, ...]:
    """Return one person's word on each stage that concerns them; two queries."""
    side = parties.side_of(matter, person)
    said = {c.stage: c for c in OnlineConsent.objects.filter(matter=matter, person=person)}
    concerned = [s for s in Stage if s != Stage.FILING or side == Side.CLAIMING]
    return tuple(Line(person, stage, said.get(stage)) for stage in concerned)


def requests_of(matter: Matter) -> Iterable[OfflineRequest]:
    """Return the requests to hold a stage in person, newest first; one query."""
    return OfflineRequest.objects.filter(matter=matter).select_related("person").order_by("-id")


def _mode(lines: tuple[Line, ...], *, on: date) -> Finding[online.Mode]:
    return online.mode_of(tuple(answer_of(line.consent) for line in lines), on=on)
