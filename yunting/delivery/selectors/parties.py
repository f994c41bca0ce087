"""Whose word counts in a matter, and who receives papers for whom."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from yunting.core.actor import Actor
from yunting.core.models import Matter, Participation, Person, PersonKind
from yunting.core.models.matter import Side
from yunting.core.roles import PARTIES, Role
from yunting.delivery.models import ReceiverChoice
from yunting.lib.errors import NotVisible

PARTY_ROLES = (Role.PLAINTIFF, Role.DEFENDANT, Role.THIRD_PARTY)


def person_of(actor: Actor) -> Person:
    """Return the party an actor speaks for: the principal of an agent, else the person itself.

    :raises NotVisible: if nobody is behind the actor
    """
    person = actor.on_behalf_of or actor.person
    if person is None:
        raise NotVisible
    return person


def parties_of(matter: Matter) -> QuerySet[Participation]:
    """Return the parties of a matter in the order of entering; the filer while nobody is let in."""
    rows = Participation.objects.filter(matter=matter, until__isnull=True)
    named = rows.filter(role__in=PARTY_ROLES)
    found = named if named.exists() else rows.filter(role=Role.FILER)
    return found.select_related("person").order_by("id")


def side_of(matter: Matter, person: Person) -> str:
    """Return whose side somebody stands on in a matter; one query.

    :raises NotVisible: if they take no part in it
    """
    rows = Participation.objects.filter(matter=matter, person=person, until__isnull=True)
    found = rows.exclude(side=Side.NONE).order_by("id").first()
    if found is None:
        raise NotVisible
    return str(found.side)


def representatives_of(matter: Matter, party: Person) -> list[Person]:
    """Return everybody who acts for a party in the matter, first to enter first; one query.

    Who only lends a hand takes no papers.
    """
    acting = Participation.objects.filter(
        Q(represents__person=party), matter=matter, until__isnull=True, role__in=PARTIES
    )
    persons = [one.person for one in acting.select_related("person").order_by("id")]
    return list({one.pk: one for one in persons if one != party}.values())


def chosen_receiver(matter: Matter, party: Person) -> ReceiverChoice | None:
    """Return the recorded choice of one receiver, if one stands; one query."""
    rows = ReceiverChoice.objects.filter(matter=matter, party=party, until__isnull=True)
    return rows.select_related("receiver").first()


def receivers_of(matter: Matter, party: Person) -> list[Person]:
    """Return on whom a party's papers are served: all representatives, or the chosen one. T23.

    A natural person is served besides its agents; an organisation through who acts for it, and
    itself, by post, while nobody does.
    """
    choice = chosen_receiver(matter, party)
    if choice is not None:
        return [choice.receiver]
    acting = representatives_of(matter, party)
    if party.kind == PersonKind.NATURAL or not acting:
        return [party, *acting]
    return acting
