"""Accept a filing: the case is born with its number, its procedure and its parties."""

from datetime import datetime
from decimal import Decimal

from yunting.core import numbers
from yunting.core.actor import Actor
from yunting.core.models import Case, Participation, Person, Side
from yunting.core.models.person import IdKind, PersonKind
from yunting.core.procedure import Step, perform
from yunting.core.roles import Role
from yunting.core.versions import require_seen
from yunting.filing import deadlines, events, procedure
from yunting.filing.models import Filing, FilingParty
from yunting.filing.selectors import law
from yunting.lib import clock

ROLES: dict[str, Role] = {
    Side.CLAIMING: Role.PLAINTIFF,
    Side.ANSWERING: Role.DEFENDANT,
    Side.THIRD: Role.THIRD_PARTY,
}


def accept(
    filing: Filing, *, is_simple: bool, by: Actor, at: datetime, seen: int | None = None
) -> Case:
    """Accept: number the case, choose its procedure, let the parties in. FIL-06, CN-01, CN-02.

    `is_simple` is the reviewer's word on 民事诉讼法 第一百六十条: facts and rights clear, little
    dispute. `seen` is the newest fact the reviewer's page knew. 民事诉讼法 第一百二十六条.

    :raises OutOfOrder: if it is not under review
    :raises MovedOn: if a colleague has acted since the page was made
    :raises NotYours: if the actor is not of the filing division
    """
    with perform(procedure.ACCEPT, filing, by=by, at=at) as step:
        require_seen(step.subject.matter, seen=seen, by=by)
        case, fee = _register(step.subject, is_simple=is_simple, at=at)
        step.fact = events.FilingAccepted(
            number=case.number, cause=case.cause, procedure=case.procedure, fee=fee
        )
        step.meet(deadlines.REVIEW)
        step.lift(deadlines.ALARM, reason="已立案")
        _start_periods(step, case)
    return case


def register_by_rule(filing: Filing, *, by: Actor, at: datetime) -> Case:
    """Register first what seven days have not decided. FIL-06; 法释〔2015〕8号 第八条.

    Nobody has said that it is simple, so it takes the ordinary procedure.

    :raises OutOfOrder: if it was decided meanwhile
    """
    with perform(procedure.REGISTER_BY_RULE, filing, by=by, at=at) as step:
        case, fee = _register(step.subject, is_simple=False, at=at)
        step.fact = events.FilingRegisteredByRule(
            number=case.number, cause=case.cause, procedure=case.procedure, fee=fee
        )
        step.lift(deadlines.ALARM, reason="已依规定先行立案")
        _start_periods(step, case)
    return case


def _start_periods(step: Step[Filing], case: Case) -> None:
    on = clock.day_of(case.registered_at)
    step.start(deadlines.PASS_ON, on=on, of=case)
    step.start(deadlines.COPY, on=on, of=case)
    step.start(deadlines.TRIAL, on=on, of=case, found=deadlines.limit_of(case.procedure, on))


def give_back(filing: Filing, *, by: Actor, at: datetime) -> Filing:
    """Give back what was not corrected in time, on the record. FIL-08; 法释〔2015〕8号 第七条.

    :raises OutOfOrder: if it was corrected meanwhile
    """
    with perform(procedure.GIVE_BACK, filing, by=by, at=at) as step:
        step.fact = events.FilingNotCorrected(run=step.subject.run)
    return step.subject


def _register(filing: Filing, *, is_simple: bool, at: datetime) -> tuple[Case, Decimal]:
    on = clock.day_of(at)
    court = filing.matter.court
    parties = list(filing.parties.order_by("side", "position"))
    sequence = numbers.next_in_series(court, type_code=law.TYPE_CODE, year=on.year)
    case = Case.objects.create(
        matter=filing.matter,
        court=court,
        number=law.number(court.code, sequence=sequence, on=on),
        type_code=law.TYPE_CODE,
        year=on.year,
        sequence=sequence,
        cause=filing.cause,
        procedure=law.procedure_for(filing, is_simple=is_simple, on=on).value,
        registered_at=at,
    )
    filing.case = case
    filing.save(update_fields=["case"])
    for party in parties:
        _let_in(party, case, at)
    return case, law.fee_of(filing.amount, on=on, procedure=case.procedure).value


def _let_in(party: FilingParty, case: Case, at: datetime) -> None:
    """Make a named party take part: the person already in the matter, a known one, or a new one."""
    role = ROLES[party.side]
    held = Participation.objects.filter(
        matter=case.matter, role=role, person__name=party.name, until__isnull=True
    )
    if held.exists():
        return
    Participation.objects.create(
        matter=case.matter, person=_person(party), role=role, side=party.side, since=at
    )


def _person(party: FilingParty) -> Person:
    if party.id_number:
        known = Person.objects.filter(
            id_number=party.id_number, name=party.name, verified_at__isnull=False
        ).first()
        if known is not None:
            return known
    kind = IdKind.RESIDENT if party.kind == PersonKind.NATURAL else IdKind.CREDIT_CODE
    return Person.objects.create(
        kind=party.kind,
        name=party.name,
        id_kind=kind if party.id_number else IdKind.UNKNOWN,
        id_number=party.id_number,
    )
