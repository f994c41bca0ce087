"""What somebody has written so far, and the court it goes to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.conf import settings

from yunting.core import drafts
from yunting.core.models import Court, Draft, Event
from yunting.core.versions import Saved
from yunting.filing.events import SignatureAsked
from yunting.filing.models import Answer, Filing


@dataclass(frozen=True)
class Written:
    """The answers of a filing as they stand at save `number`; who saved which of them when."""

    number: int
    saved_at: datetime | None
    current: Mapping[str, Saved]

    @cached_property
    def values(self) -> dict[str, str]:
        """Return the answers that are not empty, by path."""
        return {path: saved.value for path, saved in self.current.items() if saved.value}

    @property
    def last(self) -> str:
        """Return the path saved last; empty if nothing was."""
        newest = max(self.current.items(), key=lambda item: item[1].number, default=None)
        return newest[0] if newest else ""


def written_for(filing: Filing) -> Written:
    """Return what is written; two queries.

    The save number is read first: a save in between makes the values newer than the number,
    and the next save is then compared once more than needed, never once less.
    """
    return _written(filing.matter_id, filing.form)


def answer_written(answer: Answer) -> Written:
    """Return what one defendant has written, which nobody else sees; two queries."""
    return _written(answer.matter_id, draft_key(answer))


def draft_key(answer: Answer) -> str:
    """Return the name of a defendant's own draft among those of the dispute."""
    return f"answer-{answer.pk}"


def _written(matter: int, form: str) -> Written:
    draft = Draft.objects.filter(matter=matter, form=form).first()
    if draft is None:
        return Written(0, None, {})
    return Written(draft.number, draft.saved_at, drafts.current(draft))


def this_court() -> Court:
    """Return the court this installation is of."""
    return Court.objects.get(code=settings.COURT_ID)


def filing_of(event: Event) -> Filing:
    """Return the filing a fact is about, for who repeats an act that is done."""
    return Filing.objects.filter(matter=event.matter_id).latest("id")


def asked_to_sign(filing: Filing) -> datetime | None:
    """Return when the principal was last asked to sign what a helper wrote; one query."""
    rows = Event.objects.filter(matter=filing.matter_id, kind=SignatureAsked.kind)
    return rows.order_by("-id").values_list("at", flat=True).first()
