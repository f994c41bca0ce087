"""Who sees what hangs on a matter: those of the court who serve it, its parties, one side."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from yunting.core.models import Account, Matter, Participation, PersonKind
from yunting.core.roles import PARTIES


def by_hand(account: Account) -> Q:
    """Keep what is served on the account's own person, or on an organisation it acts for there.

    An organisation opens nothing itself. A natural person's agents are served besides it.
    """
    hand = Participation.objects.filter(
        matter=OuterRef("matter"),
        person=account.person_id,
        represents__person=OuterRef("to"),
        until__isnull=True,
    )
    own = Q(to=account.person_id, to__isnull=False)
    return own | ~Q(to__kind=PersonKind.NATURAL) & Q(Exists(hand))


def by_the_court(account: Account) -> Q:
    """Keep rows of matters the account sees from the court's side of the counter."""
    if not account.is_court_staff:
        return Q(pk__in=[])
    party = Participation.objects.filter(
        matter=OuterRef("matter"), person=account.person_id, role__in=PARTIES, until__isnull=True
    )
    return Q(~Exists(party), matter__in=Matter.objects.visible_to(account))


def by_parties(account: Account) -> Exists:
    """Keep rows of matters the account's person is party to or acts in."""
    return Exists(_parts(account))


def by_side(account: Account) -> Exists:
    """Keep rows of the side the account's person stands on."""
    return Exists(_parts(account).filter(side=OuterRef("side")))


def _parts(account: Account) -> QuerySet[Participation]:
    return Participation.objects.of(account).filter(role__in=PARTIES)
