"""Which party of a case somebody is, or acts for."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Q

from yunting.core.actor import Actor, Channel
from yunting.core.events import values_of
from yunting.core.models import Account, Case, Deadline, Event, Matter, Participation
from yunting.core.roles import PARTIES, Role
from yunting.filing import events
from yunting.filing.models import JurisdictionObjection, ObjectionState

NAMED = (Role.DEFENDANT, Role.THIRD_PARTY)
ANSWERS = (Role.DEFENDANT,)
SUING = (Role.PLAINTIFF,)
LINKS = (events.CaseAssociated.kind, events.AssociationConfirmed.kind)


def case_of(participation: Participation) -> Case | None:
    """Return the case a party takes part in; the newest where it takes part in the matter."""
    if participation.case is not None:
        return participation.case
    return Case.objects.filter(matter=participation.matter_id).order_by("-id").first()


def parties_of(case: Case, roles: tuple[str, ...]) -> list[Participation]:
    """Return the parties of a case in these roles, in the order they were named; one query."""
    rows = Participation.objects.filter(
        Q(case=case) | Q(case__isnull=True),
        matter=case.matter_id,
        role__in=roles,
        until__isnull=True,
    )
    return list(rows.select_related("person", "matter", "case").order_by("id"))


def is_online(part: Participation) -> bool:
    """Tell whether a party, or somebody who acts for it, has an account here; one query."""
    agents = Participation.objects.filter(
        represents=part, until__isnull=True, role__in=PARTIES
    ).values("person")
    rows = Account.objects.filter(Q(person=part.person) | Q(person__in=agents), is_active=True)
    return rows.exists()


def party_of(matter: Matter, person: int, roles: tuple[str, ...]) -> Participation | None:
    """Return the party of a matter that a person is, or was before it was linked; two queries.

    `person` is its number: what was told of a name before the link is true of who bears it.
    """
    rows = Participation.objects.filter(matter=matter, role__in=roles, until__isnull=True)
    rows = rows.select_related("person", "matter", "case").order_by("id")
    found = rows.filter(person=person).first()
    if found is not None:
        return found
    linked = Event.objects.filter(matter=matter, kind__in=LINKS).order_by("-id")
    told = (values_of(event) for event in linked)
    part = next((one["participation"] for one in told if one["before"] == person), None)
    return rows.filter(pk=part).first() if part is not None else None


def own_parties(case: Case, account: Account, roles: tuple[str, ...]) -> list[Participation]:
    """Return the parties of a case the account is, or is agent of; one query."""
    mine = Q(person=account.person_id) | Q(
        represented_by__person=account.person_id,
        represented_by__until__isnull=True,
        represented_by__role__in=PARTIES,
    )
    rows = Participation.objects.filter(
        mine,
        Q(case=case) | Q(case__isnull=True),
        matter=case.matter_id,
        role__in=roles,
        until__isnull=True,
    )
    return list(rows.select_related("person", "matter", "case").distinct().order_by("id"))


def rulings_waiting(appeal: Deadline) -> list[JurisdictionObjection]:
    """Return the rulings on jurisdiction that wait for periods to appeal; one query."""
    states = (ObjectionState.UPHELD, ObjectionState.DISMISSED)
    rows = JurisdictionObjection.objects.filter(matter=appeal.matter_id, state__in=states)
    return list(rows.select_related("case", "matter", "participation").order_by("id"))


def rulings_in_effect(matter: Matter | None) -> list[JurisdictionObjection]:
    """Return the objections of a matter whose ruling sends the case elsewhere for good."""
    rows = JurisdictionObjection.objects.filter(matter=matter, state=ObjectionState.TRANSFERRED)
    return list(rows.select_related("case", "lodged").order_by("id"))


def acting_as(actor: Actor, participation: Participation) -> Actor:
    """Return the actor as that party, or as its agent: who acts for several acts for one here."""
    if actor.person is None or actor.channel is Channel.STAFF:
        return actor
    if actor.person.pk == participation.person_id:
        return replace(actor, on_behalf_of=None, side=participation.side, channel=Channel.SELF)
    return replace(
        actor,
        on_behalf_of=participation.person,
        side=participation.side,
        channel=Channel.HELPER if actor.channel is Channel.HELPER else Channel.AGENT,
    )
