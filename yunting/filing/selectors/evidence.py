"""Read evidence: lists with their items, what everybody said, where the originals are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model, Prefetch, Q, QuerySet

from yunting.core.actor import Actor
from yunting.core.models import (
    Account,
    Case,
    Deadline,
    DeadlineState,
    File,
    Matter,
    Participation,
    Person,
)
from yunting.core.roles import Role
from yunting.filing import deadlines
from yunting.filing.models import (
    CopyHeldEqual,
    Evidence,
    EvidenceFile,
    EvidenceList,
    EvidenceOpinion,
    ItemState,
    ListState,
    OriginalRequest,
    Stance,
)
from yunting.filing.procedure import PREPARES_EVIDENCE

SUES_OR_IS_SUED = (Role.PLAINTIFF, Role.DEFENDANT, Role.THIRD_PARTY)
_OPINIONS = Prefetch("opinions", EvidenceOpinion.objects.select_related("person"))
_FILES = Prefetch("files", File.objects.order_by("place__position"))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One party's evidence: its lists in order, each with its items and files."""

    person: Person
    side: str
    lists: list[EvidenceList]

    @property
    def items(self) -> list[Evidence]:
        """Return the items of every list."""
        return [item for one in self.lists for item in one.shown]  # type: ignore[attr-defined]


def sheets(matter: Matter, account: Account) -> list[Sheet]:
    """Return the evidence the account may see, party by party; five queries however much it is."""
    items = (
        Evidence.objects.visible_to(account)
        .order_by("number", "id")
        .prefetch_related(_FILES, _OPINIONS, "requests")
    )
    rows = (
        EvidenceList.objects.visible_to(account)
        .filter(matter=matter)
        .select_related("person")
        .prefetch_related(Prefetch("items", items, to_attr="shown"))
        .order_by("run")
    )
    found: dict[int, Sheet] = {}
    for row in rows:
        sheet = found.setdefault(row.person_id, Sheet(row.person, row.side, []))
        sheet.lists.append(row)
    order = ("claiming", "answering", "third")
    return sorted(found.values(), key=lambda s: (order.index(s.side), s.person.pk))


def items_of(on_list: EvidenceList) -> list[Evidence]:
    """Return the items of a list with their files; two queries."""
    rows = on_list.items.exclude(state=ItemState.REMOVED).prefetch_related(_FILES)
    return list(rows.order_by("number", "id"))


def drafted(matter: Matter, actor: Actor) -> dict[str, QuerySet[Any]]:
    """Return what the actor's party has prepared and not handed in, to be fetched together.

    `items`, and as `places` the files of each.
    """
    person = actor.on_behalf_of or actor.person
    items = Evidence.objects.filter(
        on_list__matter=matter, on_list__person=person, on_list__state=ListState.DRAFT
    ).exclude(state=ItemState.REMOVED)
    return {"items": items, "places": EvidenceFile.objects.filter(evidence__in=items)}


def files_of(evidence: Evidence) -> list[File]:
    """Return the files of an item in their order; one query."""
    return list(File.objects.filter(place__evidence=evidence).order_by("place__position"))


def of_file(item: Model) -> Iterable[Evidence]:
    """Return the items of evidence a file is part of: they are sealed and hidden with it."""
    return Evidence.objects.filter(files=item) if isinstance(item, File) else ()


def case_of(matter: Matter) -> Case | None:
    """Return the newest case of a dispute; one query."""
    return Case.objects.filter(matter=matter).order_by("-id").first()


def asked_for(matter: Matter, account: Account) -> QuerySet[Evidence]:
    """Return the items whose original the court waits for, as far as one may see."""
    return Evidence.objects.visible_to(account).filter(matter=matter, state=ItemState.ASKED)


def waiting_lists(case: Case) -> list[EvidenceList]:
    """Return what was handed in and not exchanged yet; one query."""
    rows = EvidenceList.objects.filter(matter=case.matter_id, state=ListState.SUBMITTED)
    return list(rows.select_related("matter", "person").order_by("id"))


def own_parts(matter: Matter, account: Account) -> list[Participation]:
    """Return the parties the account is or acts for; its own part as filer where there is none."""
    mine = Q(person=account.person_id) | Q(
        represented_by__person=account.person_id,
        represented_by__until__isnull=True,
        represented_by__role__in=PREPARES_EVIDENCE,
    )
    rows = Participation.objects.filter(mine, matter=matter, until__isnull=True)
    rows = rows.select_related("person").distinct().order_by("id")
    parties = [part for part in rows if part.role in SUES_OR_IS_SUED]
    return parties or [part for part in rows if part.role == Role.FILER]


def period_over(matter: Matter, person: Person, *, at: datetime) -> date | None:
    """Return the last day of a party's evidence period if it is over at `at`; else None.

    The newest run counts; a period that never began is not over.
    """
    parts = Participation.objects.filter(matter=matter, person=person).values("pk")
    row = (
        Deadline.objects.filter(
            subject_kind=Participation._meta.label,
            subject_id__in=parts,
            kind=deadlines.EVIDENCE.name,
        )
        .order_by("-run", "-id")
        .first()
    )
    if row is None or row.state not in (DeadlineState.RUNNING, DeadlineState.LAPSED):
        return None
    return row.ends_on if row.lapses_at <= at else None


def opinions_on(evidence: Evidence) -> list[EvidenceOpinion]:
    """Return the newest opinion of every party on an item; no query after `sheets`, else one."""
    newest: dict[int, EvidenceOpinion] = {}
    for row in sorted(evidence.opinions.all(), key=lambda o: o.run):
        newest[row.person_id] = row
    return sorted(newest.values(), key=lambda o: o.pk)


def is_disputed(opinion: EvidenceOpinion) -> bool:
    """Tell whether an opinion disputes that the item is authentic."""
    return opinion.authenticity == Stance.DISPUTED


def requests_for(evidence: Evidence) -> list[OriginalRequest]:
    """Return every request for the original, oldest first; no query after `sheets`, else one."""
    return sorted(evidence.requests.all(), key=lambda r: r.pk)


def held_equal(evidence: Evidence) -> CopyHeldEqual | None:
    """Return why a copy stands for its original now; None if it does not; one query."""
    if evidence.state != ItemState.EQUAL:
        return None
    return evidence.held_equal.select_related("account__person").order_by("-id").first()


def unanswered(items: Sequence[Evidence], person: Person) -> list[Evidence]:
    """Return the items of others a party has said nothing about; no query after `sheets`."""
    return [
        item
        for item in items
        if item.person_id != person.pk
        and not any(o.person_id == person.pk for o in item.opinions.all())
    ]
