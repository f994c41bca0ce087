"""Whom a message about a case goes to."""

from __future__ import annotations

from collections.abc import Iterable

from yunting.core.models import Event, Participation, Person, PersonKind
from yunting.core.roles import Role

PARTIES = (Role.PLAINTIFF, Role.DEFENDANT, Role.THIRD_PARTY, Role.FILER)


def behind(parts: Iterable[Participation]) -> list[Person]:
    """Return the natural people behind parties: themselves, and who acts for them."""
    keys = [one.pk for one in parts]
    held = Participation.objects.filter(until__isnull=True, person__kind=PersonKind.NATURAL)
    own = held.filter(pk__in=keys).values("person")
    agents = held.filter(represents__in=keys).values("person")
    return list(Person.objects.filter(pk__in=own.union(agents)).order_by("pk"))


def parties_of(event: Event) -> list[Participation]:
    """Return the parties of the dispute a fact belongs to."""
    rows = Participation.objects.filter(matter=event.matter, role__in=PARTIES, until__isnull=True)
    return list(rows.order_by("pk"))


def of_the_case(event: Event) -> list[Person]:
    """Return everybody behind every party."""
    return behind(parties_of(event))


def but_the_hand(event: Event) -> list[Person]:
    """Return everybody but whose act it was."""
    hand = event.account.person_id if event.account else None
    return [one for one in of_the_case(event) if one.pk not in {hand, event.on_behalf_of_id}]
