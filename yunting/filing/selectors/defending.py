"""Who comes in on the defendant's side, and what of it the court and the other side may open."""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import HttpRequest

from yunting.core.access import account_of, get_for
from yunting.core.actor import Actor
from yunting.core.audience import is_of_the_court
from yunting.core.models import Account, Case, Deadline, DeadlineState, Event, Participation
from yunting.core.roles import PARTIES
from yunting.filing import deadlines
from yunting.filing.models import (
    Answer,
    AnswerState,
    Association,
    ExtensionRequest,
    JurisdictionObjection,
    Lodgement,
    ObjectionState,
)
from yunting.filing.procedure import COMPARES
from yunting.filing.selectors.parties import ANSWERS, acting_as, own_parties, parties_of
from yunting.filing.selectors.periods import KINDS, whose
from yunting.lib.errors import NotVisible


def is_theirs(participation: Participation, account: Account) -> bool:
    """Tell whether the account is that party, or represents it; one query for an agent."""
    if account.person_id == participation.person_id:
        return True
    agents = participation.represented_by.filter(
        person=account.person_id, until__isnull=True, role__in=PARTIES
    )
    return account.person_id is not None and agents.exists()


def own_answer(request: HttpRequest, pk: int) -> tuple[Answer, Actor]:
    """Return an answer to its defendant or its agent; to nobody else.

    :raises NotVisible: if it is somebody else's
    """
    answer, actor = get_for(request, Answer, pk=pk)
    if not is_theirs(answer.participation, account_of(request)):
        raise NotVisible
    return answer, acting_as(actor, answer.participation)


def sent_answer(request: HttpRequest, pk: int) -> tuple[Answer, Actor]:
    """Return an answer that was sent, to everybody in the case and to the court.

    :raises NotVisible: if it has not been sent, or the case is not theirs to see
    """
    answer, actor = get_for(request, Answer, pk=pk)
    if answer.state != AnswerState.SUBMITTED:
        raise NotVisible
    return answer, actor


def defendant_of(request: HttpRequest, pk: int) -> tuple[Participation, Actor]:
    """Return which defendant of a case the reader is or acts for, `?party=` if for several.

    :raises NotVisible: if for none
    """
    case, actor = get_for(request, Case, pk=pk)
    parts = own_parties(case, account_of(request), ANSWERS)
    named = request.POST.get("party") or request.GET.get("party") or ""
    chosen = [one for one in parts if not named or str(one.pk) == named]
    if not chosen:
        raise NotVisible
    return chosen[0], acting_as(actor, chosen[0])


def objection_for(request: HttpRequest, pk: int) -> tuple[JurisdictionObjection, Actor, bool]:
    """Return an objection, the reader, and whether it is the reader's own.

    :raises NotVisible: if the case is not theirs to see
    """
    held, actor = get_for(request, JurisdictionObjection, pk=pk)
    mine = is_theirs(held.participation, account_of(request))
    return held, acting_as(actor, held.participation) if mine else actor, mine


def extension_for(request: HttpRequest, pk: int) -> tuple[ExtensionRequest, Actor]:
    """Return a request for time to who asked and to the court.

    :raises NotVisible: if it is another party's
    """
    return get_for(request, ExtensionRequest, pk=pk)


def own_period(request: HttpRequest, pk: int) -> tuple[Deadline, Participation, Actor]:
    """Return a period to the party that must keep it, if more time can be asked for at all.

    :raises NotVisible: if it is another's, or of no such kind
    """
    deadline, actor = get_for(request, Deadline, pk=pk)
    party = whose(deadline) if deadline.kind in KINDS else None
    if party is None or not is_theirs(party, account_of(request)):
        raise NotVisible
    return deadline, party, acting_as(actor, party)


def association_for(request: HttpRequest, pk: int) -> tuple[Association, Actor]:
    """Return an association to those of the court who may compare.

    :raises NotVisible: if it is not theirs to see, or the reader is not of the court
    """
    held, actor = get_for(request, Association, pk=pk)
    if not is_of_the_court(actor) or not actor.roles & COMPARES:
        raise NotVisible
    return held, actor


def lodgement_for(request: HttpRequest, pk: int) -> tuple[Lodgement, Actor]:
    """Return what a party handed in, to that party and to the court: its receipt.

    :raises NotVisible: if it is another party's
    """
    account = account_of(request)
    sent = (
        Lodgement.objects.filter(pk=pk, case__in=Case.objects.visible_to(account))
        .select_related("matter", "case", "participation__person")
        .first()
    )
    if sent is None:
        raise NotVisible
    actor = Actor.of(account, sent.matter)
    if not is_of_the_court(actor) and not is_theirs(sent.participation, account):
        raise NotVisible
    return sent, actor


def content_of(sent: Lodgement) -> dict[str, str]:
    """Return what a paper says, field by field, as it was sent."""
    told: dict[str, str] = json.loads(bytes(sent.body))
    return told


def values_of(sent: Lodgement) -> dict[str, str]:
    """Return the values of an answer as they were sent, by path."""
    told: dict[str, dict[str, str]] = json.loads(bytes(sent.body))
    return told["values"]


def answers_in(case: Case) -> list[tuple[Participation, Answer | None]]:
    """Return every defendant of a case with its answer, if there is one; two queries."""
    answers = {one.participation_id: one for one in answers_to(case)}
    return [(part, answers.get(part.pk)) for part in parties_of(case, ANSWERS)]


def answers_to(case: Case) -> QuerySet[Answer]:
    """Return the answers of a case, sent and unsent."""
    return Answer.objects.filter(case=case).select_related(
        "sent", "complaint__filing", "participation__person"
    )


def answers_of(account: Account) -> Sequence[Answer]:
    """Return the answers an account writes or has written, for itself or others, newest first."""
    rows = Answer.objects.visible_to(account).select_related(
        "matter", "case", "participation__person"
    )
    return [one for one in rows.order_by("-id") if is_theirs(one.participation, account)]


def standing_objection(case: Case) -> JurisdictionObjection | None:
    """Return the newest objection of a case that was not withdrawn; one query."""
    rows = JurisdictionObjection.objects.filter(case=case).exclude(state=ObjectionState.WITHDRAWN)
    return rows.order_by("-id").first()


def can_ask_for(deadline: Deadline) -> bool:
    """Tell whether a party can ask for more of a period: of evidence, or of one that is over."""
    if deadline.kind not in KINDS:
        return False
    is_evidence = deadline.kind == deadlines.EVIDENCE.name
    return deadline.state == DeadlineState.LAPSED or (
        is_evidence and deadline.state == DeadlineState.RUNNING
    )


def lodgement_of(event: Event | None) -> Lodgement:
    """Return what a fact of handing in recorded, for who repeats an act that is done."""
    if event is None:
        raise TypeError("an act has a value or, repeated, the fact it recorded")
    return Lodgement.objects.get(matter=event.matter_id, account=event.account_id, at=event.at)
