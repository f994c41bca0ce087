"""What everybody said about each stage, and how the stage is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from yunting.core.models import Matter, Person, Side
from yunting.delivery.models import ConsentState, OfflineRequest, OnlineConsent
from yunting.delivery.models.consent import Stage
from yunting.delivery.selectors import parties
from yunting.rules.finding import Finding
from yunting.rules.online import consent as rules

_ANSWERS = {
    ConsentState.GIVEN: rules.Answer.CONSENTED,
    ConsentState.RETRACTING: rules.Answer.CONSENTED,
    ConsentState.REFUSED: rules.Answer.REFUSED,
    ConsentState.WITHDRAWN: rules.Answer.RETRACTED,
    ConsentState.OFFLINE: rules.Answer.REFUSED,
}
MODES = {
    rules.Mode.ONLINE: "在线",
    rules.Mode.MIXED: "部分在线，部分线下",
    rules.Mode.OFFLINE: "线下",
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
    mode: Finding[rules.Mode]
    lines: tuple[Line, ...]

    @property
    def words(self) -> str:
        """Return how it is done, in words."""
        return MODES[self.mode.value]


def said_of(line: Line) -> tuple[rules.Consent, ...]:
    """Return a person's word as the rules know it; nothing said is no word at all."""
    consent = line.consent
    answer = _ANSWERS.get(ConsentState(consent.state)) if consent else None
    if consent is None or answer is None:
        return ()
    if consent.by_choice and answer is rules.Answer.CONSENTED:
        answer = rules.Answer.PROACTIVE
    return (rules.Consent(line.person.name, rules.Stage[line.stage.name], answer),)


def stages_of(matter: Matter, *, on: date) -> tuple[StageView, ...]:
    """Return every stage of a matter with each party's word; three queries."""
    people = list({part.person_id: part for part in parties.parties_of(matter)}.values())
    said = {(c.person_id, c.stage): c for c in OnlineConsent.objects.filter(matter=matter)}
    found = []
    for stage in Stage:
        concerned = [p for p in people if stage != Stage.FILING or p.side == Side.CLAIMING]
        lines = tuple(Line(p.person, stage, said.get((p.person_id, stage))) for p in concerned)
        found.append(StageView(stage, _mode(stage, lines, on=on), lines))
    return tuple(found)


def mode_of(matter: Matter, stage: Stage, *, on: date) -> Finding[rules.Mode]:
    """Return how a stage is done, with the reasons; offline unless somebody agreed. OL-04."""
    return next(view.mode for view in stages_of(matter, on=on) if view.stage == stage)


def is_online_for(matter: Matter, person: Person, stage: Stage) -> bool:
    """Tell whether a stage is online for one person; one query. OL-04b."""
    held = OnlineConsent.objects.filter(matter=matter, person=person, stage=stage)
    said = said_of(Line(person, stage, held.first()))
    return rules.is_online(rules.Stage[stage.name], person.name, said)


def own_lines(matter: Matter, person: Person) -> tuple[Line, ...]:
    """Return one person's word on each stage that concerns them; two queries."""
    side = parties.side_of(matter, person)
    said = {c.stage: c for c in OnlineConsent.objects.filter(matter=matter, person=person)}
    concerned = [s for s in Stage if s != Stage.FILING or side == Side.CLAIMING]
    return tuple(Line(person, stage, said.get(stage)) for stage in concerned)


def requests_of(matter: Matter) -> Iterable[OfflineRequest]:
    """Return the requests to hold a stage in person, newest first; one query."""
    return OfflineRequest.objects.filter(matter=matter).select_related("person").order_by("-id")


def _mode(stage: Stage, lines: tuple[Line, ...], *, on: date) -> Finding[rules.Mode]:
    parties = tuple(line.person.name for line in lines)
    said = tuple(word for line in lines for word in said_of(line))
    return rules.mode(rules.Stage[stage.name], parties, said, on=on)
