"""What lies in a dispute's file: the court's papers and what was handed in, under one name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from django.db.models import Model, Q, QuerySet

from yunting.core.audience import Audience
from yunting.core.models import Account, Document, File, Matter, Side, Withheld
from yunting.lib import clock
from yunting.lib.errors import NotVisible

Item = Document | File
MODELS: dict[str, type[Document] | type[File]] = {
    "paper": Document,
    "file": File,
}
LABELS = {Document._meta.label: "文书", File._meta.label: "材料", Matter._meta.label: "整个案件"}


Companion = Callable[[Model], Iterable[Model]]
_companions: list[Companion] = []


def goes_with(companion: Companion) -> Companion:
    """Let an app name what of its own tells of a row: it is withheld with it."""
    if companion not in _companions:
        _companions.append(companion)
    return companion


def and_companions(item: Item | Matter, *, versions: bool = False) -> list[tuple[str, int]]:
    """Return what is withheld when an item is: itself and what goes with it, by label and key.

    What goes with a companion goes with it too. With `versions` so does every paper it replaced or
    was replaced by.
    """
    found: dict[tuple[str, int], Model] = {}
    open_ends: list[Model] = [item]
    while open_ends:
        row = open_ends.pop()
        place = row._meta.label, row.pk
        if place in found:
            continue
        found[place] = row
        open_ends.extend(mate for one in _companions for mate in one(row))
        if versions and isinstance(row, Document):
            open_ends.extend(Document.objects.filter(Q(supersedes=row) | Q(superseded_by=row)))
    return list(found)


def withhold_with(row: Model, *, of: Model) -> None:
    """Withhold a row that tells of an item from whom the item is withheld; made after it, late.

    In the caller's transaction; two queries. Lifting what keeps the item lifts this as well.
    """
    kept = Withheld.objects.filter(what=of._meta.label, ref=of.pk)
    what = row._meta.label
    Withheld.objects.bulk_create(
        [
            Withheld(
                matter_id=one.matter_id,
                what=what,
                ref=row.pk,
                eyes=one.eyes,
                restriction_id=one.restriction_id,
                misfiling_id=one.misfiling_id,
            )
            for one in kept
        ],
        ignore_conflicts=True,
    )


def label_of(item: Item | Matter) -> str:
    """Return what an item is recorded as: `app.Model`."""
    return item._meta.label


def kind_of(item: Item) -> str:
    """Return how an address names what an item is: `paper` or `file`."""
    return "paper" if isinstance(item, Document) else "file"


def title_of(item: Item | Matter) -> str:
    """Return what people call an item."""
    if isinstance(item, Matter):
        return f"纠纷码{item.code}"
    return str(item)[:250]


def day_of(item: Item) -> date:
    """Return the day an item entered the file: when it was sealed, or handed in.

    :raises ValueError: if it has not entered it
    """
    at = item.sealed_at if isinstance(item, Document) else item.sent_at
    if at is None:
        raise ValueError(f"{label_of(item)} {item.pk} is not in the file yet")
    return clock.day_of(at)


def audience_of(item: Item | Matter) -> tuple[str, str]:
    """Return who may know of an item, and whose side it is on; a paper on its way is the court's.

    A whole matter is for its parties.
    """
    if isinstance(item, Matter):
        return Audience.PARTIES, Side.NONE
    if isinstance(item, Document) and item.sealed_at is None:
        return Audience.COURT, item.side
    return item.audience, item.side


def rows_for(account: Account, kind: str, matter: Matter) -> QuerySet[Document] | QuerySet[File]:
    """Return the papers or the files of a dispute that the account may see."""
    manager: type[Document] | type[File] = MODELS[kind]
    return manager.objects.visible_to(account).filter(matter=matter)


def papers_of(matter: Matter, account: Account) -> list[Document]:
    """Return the papers of a dispute that have left the court, oldest first; one query."""
    rows = Document.objects.visible_to(account).filter(matter=matter, sealed_at__isnull=False)
    return list(rows.select_related("case").order_by("sealed_at", "id"))


def files_of(matter: Matter, account: Account) -> list[File]:
    """Return what was handed in in a dispute, in that order; two queries."""
    rows = File.objects.visible_to(account).filter(matter=matter, sent_at__isnull=False)
    people = rows.select_related("case", "submitted_by__person", "on_behalf_of")
    return list(people.prefetch_related("derived").order_by("sent_at", "id"))


def find(matter: Matter, kind: str, pk: int, *, account: Account) -> Item:
    """Return an item of a dispute as far as the account may see it; one query.

    :raises NotVisible: if there is none such, or it is not theirs to see
    """
    found = rows_for(account, kind, matter).filter(pk=pk).first() if kind in MODELS else None
    if found is None:
        raise NotVisible
    found.matter = matter
    return found


def row(what: str, ref: int) -> Item | None:
    """Return the item a record names; None for a whole matter; one query."""
    model = next((m for m in MODELS.values() if m._meta.label == what), None)
    return model.objects.filter(pk=ref).first() if model else None


def numbers(what: str, ref: int) -> tuple[int | None, int | None]:
    """Return the key as a fact carries it: of a paper, of a file."""
    paper = ref if what == Document._meta.label else None
    return paper, ref if what == File._meta.label else None
