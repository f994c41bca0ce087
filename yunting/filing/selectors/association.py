"""Which party of which case a code and a checked identity lead to; what waits to be compared."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q, QuerySet

from yunting.core.models import (
    Account,
    Case,
    Document,
    DocumentState,
    Matter,
    Message,
    Participation,
    Person,
)
from yunting.filing.models import Association, AssociationState
from yunting.filing.selectors.parties import NAMED
from yunting.lib.text import Misread, name


class Match(StrEnum):
    """How well a checked identity fits a party as the complaint names it."""

    SAME = "same"
    NAME_ONLY = "name-only"


@dataclass(frozen=True, slots=True)
class Named:
    """A party of a case, and how well it fits."""

    participation: Participation
    case: Case
    match: Match


def matter_of(code: str) -> Matter | None:
    """Return the dispute a code leads to: its own, or that of a text or paper; three queries.

    `code` is as it was issued. Who holds a sealed paper in hand has its code and QR on it.
    """
    found = Matter.objects.filter(code=code).first()
    if found is not None:
        return found
    told = Message.objects.filter(code=code, matter__isnull=False).select_related("matter").first()
    if told is not None:
        return told.matter
    sealed = Document.objects.filter(code=code, state=DocumentState.SEALED)
    paper = sealed.select_related("matter").first()
    return paper.matter if paper else None


def party_named(matter: Matter, person: Person) -> Named | None:
    """Return the party of a registered dispute that this checked person is; two queries.

    None too on a side from which the whole dispute is sealed.
    A party whose number the complaint gives must have this number; one without fits by name.
    """
    case = Case.objects.filter(matter=matter).order_by("-id").first()
    if case is None:
        return None
    rows = Participation.objects.filter(
        Q(case=case) | Q(case__isnull=True),
        matter=matter,
        role__in=NAMED,
        until__isnull=True,
    )
    rows = rows.not_shut_out().select_related("person", "matter", "case")
    fits = [(part, match) for part in rows.order_by("id") if (match := _match(part, person))]
    best = next((f for f in fits if f[1] is Match.SAME), fits[0] if fits else None)
    return None if best is None else Named(best[0], case, best[1])


def _match(part: Participation, person: Person) -> Match | None:
    named = part.person
    if named.pk == person.pk:
        return Match.SAME
    if named.verified_at is not None or not _is_same_name(named.name, person.name):
        return None
    if named.id_number:
        return Match.SAME if named.id_number == person.id_number else None
    return Match.NAME_ONLY


def _is_same_name(one: str, other: str) -> bool:
    try:
        return name(one) == name(other)
    except Misread:
        return one.strip() == other.strip()


def takes_part(matter: Matter, person: Person, but: Participation) -> bool:
    """Tell whether somebody is in a dispute already in another place than this one; one query."""
    held = Participation.objects.filter(matter=matter, person=person, until__isnull=True)
    return held.exclude(Q(pk=but.pk) | Q(represents=but)).exists()


def open_association(participation: Participation, account: Account) -> Association | None:
    """Return the account's own association with a party, asked for or made; one query."""
    rows = Association.objects.filter(participation=participation, account=account)
    return rows.exclude(state=AssociationState.REJECTED).first()


def associations_of(account: Account) -> QuerySet[Association]:
    """Return what the account asked to be linked to, newest first."""
    rows = Association.objects.filter(account=account)
    return rows.select_related("matter", "case", "participation__person").order_by("-id")


def waiting_for(account: Account) -> QuerySet[Association]:
    """Return what this colleague of the court has to compare, oldest first."""
    rows = Association.objects.visible_to(account).filter(state=AssociationState.ASKED)
    return rows.select_related(
        "matter", "case", "participation__person", "account__person"
    ).order_by("id")
