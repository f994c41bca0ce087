"""Find the same dispute filed before: same people, same cause."""

from collections.abc import Iterable
from typing import Protocol

from django.db.models import Q, QuerySet

from yunting.core.models import Account
from yunting.filing.models import Filing, FilingParty, FilingQuerySet, FilingState

ENDED = (FilingState.DRAFT, FilingState.WITHDRAWN)


class Named(Protocol):
    """A party as a complaint names it, sent or still being written."""

    @property
    def side(self) -> str:
        """Return on which side it stands."""

    @property
    def name(self) -> str:
        """Return its name."""

    @property
    def id_number(self) -> str:
        """Return its number, empty if not given."""


def same_dispute(filing: Filing, parties: Iterable[Named] | None = None) -> FilingQuerySet:
    """Return other filings of the same cause with the same people on the same sides; two queries.

    `parties` are those of a complaint that is not sent yet. People are the same by number, or by
    name where a number is missing. Points out, decides nothing: 民事诉讼法 第一百二十七条第五项 is
    for a person to apply.
    """
    named = list(filing.parties.all() if parties is None else parties)
    found = Filing.objects.filter(cause=filing.cause, matter__court=filing.matter.court_id)
    for side in ("claiming", "answering"):
        found = found.filter(pk__in=_with([p for p in named if p.side == side], side))
    return found.exclude(pk=filing.pk).exclude(state__in=ENDED).order_by("-received_at", "-id")


def own_same_dispute(
    filing: Filing, parties: Iterable[Named], *, account: Account
) -> FilingQuerySet:
    """Return those of the same dispute that the account may see itself."""
    return same_dispute(filing, parties).visible_to(account)


def _with(parties: Iterable[Named], side: str) -> QuerySet[FilingParty, int]:
    same = Q(pk__in=())
    for party in parties:
        by_name = Q(name=party.name)
        if party.id_number:
            by_name &= Q(id_number="")
            same |= Q(id_number=party.id_number)
        same |= by_name
    return FilingParty.objects.filter(same, side=side).values_list("filing_id", flat=True)
