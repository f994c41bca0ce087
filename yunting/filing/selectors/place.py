"""Where one stands at the evidence of a dispute: as which party, or as the court."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from yunting.core.access import account_of, get_for
from yunting.core.actor import Actor
from yunting.core.audience import is_of_the_court
from yunting.core.models import Matter, Participation
from yunting.filing.models import Evidence, EvidenceList, ItemState, ListState
from yunting.filing.selectors import evidence as read
from yunting.filing.selectors.parties import acting_as
from yunting.lib.errors import NotVisible

FOR = "for"


@dataclass(frozen=True, slots=True)
class Place:
    """A reader at a dispute; `part` is the party he acts as, None for the court."""

    matter: Matter
    actor: Actor
    part: Participation | None
    parts: list[Participation]

    @property
    def is_court(self) -> bool:
        """Tell whether the reader is of the court."""
        return self.part is None and is_of_the_court(self.actor)

    def may_give(self) -> Participation:
        """Return the party the reader gives evidence as.

        :raises NotVisible: if he is none
        """
        if self.part is None:
            raise NotVisible
        return self.part


def at_matter(request: HttpRequest, code: str, *, asked: int | None = None) -> Place:
    """Return where the reader stands at a dispute's evidence; `asked` is the party to act as.

    :raises NotVisible: if the dispute is not theirs to see
    """
    matter, actor = get_for(request, Matter, code=code)
    return _placed(request, matter, actor, asked)


def at_item(request: HttpRequest, pk: int, *, asked: int | None = None) -> tuple[Evidence, Place]:
    """Return an item and where the reader stands.

    :raises NotVisible: if the item is not theirs to see
    """
    item, actor = get_for(request, Evidence, pk=pk)
    return item, _placed(request, item.matter, actor, asked)


def own_item(request: HttpRequest, pk: int) -> tuple[Evidence, Place]:
    """Return an item to its own party, acting as that party; to nobody else.

    :raises NotVisible: if it is another's
    """
    item, place = at_item(request, pk)
    own = next((p for p in place.parts if p.person_id == item.person_id), None)
    if own is None:
        raise NotVisible
    return item, Place(place.matter, acting_as(place.actor, own), own, place.parts)


def taken_off(request: HttpRequest, pk: int) -> Evidence | None:
    """Return an item that was taken off one's own list; it is nobody's to see any more."""
    own = EvidenceList.objects.visible_to(account_of(request)).filter(state=ListState.DRAFT)
    rows = Evidence.objects.filter(pk=pk, state=ItemState.REMOVED, on_list__in=own)
    return rows.select_related("matter").first()


def _placed(request: HttpRequest, matter: Matter, actor: Actor, asked: int | None) -> Place:
    parts = read.own_parts(matter, account_of(request))
    named = str(asked or request.POST.get(FOR) or request.GET.get(FOR) or "")
    part = next((p for p in parts if str(p.pk) == named), parts[0] if parts else None)
    return Place(matter, acting_as(actor, part) if part else actor, part, parts)
