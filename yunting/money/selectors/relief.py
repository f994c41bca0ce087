"""Read applications for relief: on which fee, by which paper decided, whether days stand still."""

from __future__ import annotations

from yunting.core import documents
from yunting.core.models import Account, Document, DocumentState
from yunting.money import documents as papers
from yunting.money.models import FeeNotice, JudicialRelief, ReliefKind, ReliefState
from yunting.rules.fees import relief as rules

DECISIONS = frozenset({papers.RELIEF_GRANTED.name, papers.RELIEF_REFUSED.name})
GONE = (DocumentState.DISCARDED, DocumentState.RECALLED)


def grounds() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return every ground to choose from, below the relief it leads to."""
    found: dict[str, list[tuple[str, str]]] = {str(label): [] for label in ReliefKind.labels}
    for ground, kind, words in rules.grounds():
        found[str(ReliefKind(kind.value).label)].append((ground.value, words))
    return list(found.items())


def ground_in_words(ground: str) -> str:
    """Return a ground as the Measures say it."""
    return next(words for known, _, words in rules.grounds() if known.value == ground)


def relief_on(notice: FeeNotice) -> JudicialRelief | None:
    """Return the application about a fee, if there is one; one query."""
    return JudicialRelief.objects.filter(notice=notice).first()


def relief_of(decision: Document) -> JudicialRelief:
    """Return the application that a paper decides on; one query."""
    rows = JudicialRelief.objects.select_related(
        "notice__matter", "notice__case", "case", "matter__court", "person"
    )
    return rows.get(reference=documents.said_in(decision)["reference"])


def paper_on(held: JudicialRelief, reader: Account | None = None) -> Document | None:
    """Return the newest decision on an application, signed or waiting to be; one query.

    With a `reader`, the newest that this account may read.
    """
    rows = Document.objects.visible_to(reader) if reader else Document.objects.all()
    rows = rows.filter(case=held.case_id, kind__in=DECISIONS).exclude(state__in=GONE)
    found = (one for one in rows.order_by("-id"))
    mine = held.reference
    return next((one for one in found if documents.said_in(one)["reference"] == mine), None)


def has_its_own_days(held: JudicialRelief | None) -> bool:
    """Tell whether service starts no days: it is undecided, or the court has set the last one."""
    if held is None:
        return False
    return held.state == ReliefState.ASKED or held.granted == ReliefKind.DEFER
