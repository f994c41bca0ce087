"""Find the same dispute filed before: same people, same cause."""

from django.db.models import Q, QuerySet

from yunting.filing.models import Filing, FilingParty, FilingState

ENDED = (FilingState.DRAFT, FilingState.WITHDRAWN)


def same_dispute(filing: Filing) -> QuerySet[Filing]:
    """Return other filings of the same cause with the same people on the same sides; one query.

    People are the same by number, or by name where a number is missing. Points out, decides
    nothing: 民事诉讼法 第一百二十七条第五项 is for a person to apply.
    """
    found = Filing.objects.filter(cause=filing.cause, matter__court=filing.matter.court)
    for side in ("claiming", "answering"):
        found = found.filter(pk__in=_with(filing.parties.filter(side=side), side))
    return found.exclude(pk=filing.pk).exclude(state__in=ENDED).order_by("-received_at", "-id")


def _with(parties: QuerySet[FilingParty], side: str) -> QuerySet[FilingParty, int]:
    same = Q(pk__in=())
    for party in parties:
        by_name = Q(name=party.name)
        if party.id_number:
            by_name &= Q(id_number="")
            same |= Q(id_number=party.id_number)
        same |= by_name
    return FilingParty.objects.filter(same, side=side).values_list("filing_id", flat=True)
