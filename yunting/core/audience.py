"""Who may know of a fact, a paper or a file: one filter for history, API, exports and live.

Within a dispute `may_know(actor)` filters rows; over many disputes a model's `visible_to(account)`
does, through `Participation.objects.of`. Both leave out what is withheld from whose eyes: sealed,
or struck from the file. Nothing is withheld from the court.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, Model, OuterRef, Q, TextChoices, Value

from yunting.core.models import Event, Matter, Participation, Person
from yunting.core.models.matter import PUBLIC_EYES, Side, Withheld
from yunting.core.roles import OUTSIDE_THE_COURT

if TYPE_CHECKING:
    from yunting.core.actor import Actor

# Rows that are about something else: what it is of and its key stand in two columns.
_ABOUT = {
    "core.Event": ("about_kind", "about_id"),
    "core.Deadline": ("subject_kind", "subject_id"),
}


class Audience(TextChoices):
    """From widest to narrowest."""

    PUBLIC = "public", "公开"
    PARTIES = "parties", "各方当事人"
    SIDE = "side", "本方"
    COURT = "court", "法院内部"


def is_of_the_court(actor: Actor) -> bool:
    """Tell whether the actor stands on the court's side of the counter."""
    return bool(actor.roles - OUTSIDE_THE_COURT - {"citizen"})


def eyes_of(actor: Actor) -> str:
    """Return through whose eyes an actor looks who is not of the court: a side's, or anybody's."""
    return PUBLIC_EYES if actor.side == Side.NONE else actor.side


def may_know(actor: Actor, of: type[Model] = Event) -> Q:
    """Return the filter on rows of a dispute with `audience` and `side` this actor may know of."""
    if is_of_the_court(actor):
        return Q()
    known = Q(audience=Audience.PUBLIC)
    if actor.side != Side.NONE:
        known |= Q(audience=Audience.PARTIES) | Q(audience=Audience.SIDE, side=actor.side)
    return known & ~Q(Exists(_withheld(eyes_of(actor), of)))


def _withheld(eyes: str, of: type[Model]) -> Any:
    label = of._meta.label
    what, ref = _ABOUT.get(label, ("", "pk"))
    itself = Q(what=OuterRef(what) if what else Value(label), ref=OuterRef(ref))
    whole = Q(what=Matter._meta.label, ref=OuterRef("matter_id"))
    return Withheld.objects.filter(itself | whole, eyes=eyes)


def is_kept_from(person: Person, *, matter: Matter, what: str = "", ref: int | None = None) -> bool:
    """Tell whether a row, or its whole dispute, is withheld from a side a person stands on.

    `what` is `app.Model` of the row; without it only the dispute counts. One query.
    """
    sides = Participation.objects.filter(matter=matter, person=person, until__isnull=True)
    whole = Q(what=Matter._meta.label, ref=matter.pk)
    either = whole | Q(what=what, ref=ref) if what else whole
    return Withheld.objects.filter(either, matter=matter, eyes__in=sides.values("side")).exists()


def is_sealed_from_the_public(item: Model, *, matter: Matter | None) -> bool:
    """Tell whether an item, or its whole dispute, is kept from the public; one query."""
    itself = Q(what=item._meta.label, ref=item.pk)
    whole = Q(what=Matter._meta.label, ref=matter.pk if matter else None)
    return Withheld.objects.filter(itself | whole, eyes=PUBLIC_EYES).exists()
