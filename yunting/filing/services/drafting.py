"""Write down what the filer answers, while the filing is theirs to write."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from yunting.core import drafts
from yunting.core.actor import Actor
from yunting.core.models import Draft, Matter
from yunting.core.procedure import NotYours, OutOfOrder
from yunting.core.versions import Changed
from yunting.filing import procedure
from yunting.filing.models import Filing, FilingState
from yunting.filing.selectors.returned import asked_of, is_within
from yunting.filing.services.submission import OtherFields

# What is written now is sent by this move; whoever may make it may write.
SENT_BY = {FilingState.DRAFT: procedure.SUBMIT, FilingState.RETURNED: procedure.CORRECT}


def save_answers(
    filing: Filing,
    answers: Mapping[str, str],
    *,
    seen: int,
    follows: frozenset[str] = frozenset(),
    by: Actor,
    at: datetime,
) -> Draft:
    """Save answers, readable or not, from a page that last saw save number `seen`.

    In a correction only what was returned is written, and what `follows` from it.

    :raises NotYours: if the actor is not its filer
    :raises OutOfOrder: if it has been sent
    :raises OtherFields: if it was returned, but not for these answers
    :raises Changed: if somebody else changed the same answers after `seen`; the others are saved
    """
    with transaction.atomic():
        locked = Filing.objects.select_for_update(no_key=True).get(pk=filing.pk)
        _require_theirs(locked, by)
        _require_asked(locked, answers, follows)
        draft, changed = keep(filing.matter, filing.form, answers, seen=seen, by=by, at=at)
    if changed is not None:
        raise changed
    return draft


def keep(
    matter: Matter, form: str, answers: Mapping[str, str], *, seen: int, by: Actor, at: datetime
) -> tuple[Draft, Changed | None]:
    """Save answers and return what conflicts instead of raising it: raised, it would undo them.

    The caller raises it once its transaction is over.
    """
    draft = drafts.draft_of(matter, form)
    try:
        return drafts.save(draft, answers, seen=seen, by=by, at=at), None
    except Changed as conflict:
        return draft, conflict


def _require_theirs(filing: Filing, by: Actor) -> None:
    move = SENT_BY.get(FilingState(filing.state))
    if not by.roles & procedure.WRITES:
        raise NotYours("只有起诉的人和代办人能填写起诉状。", basis=procedure.SUBMIT.basis)
    if move is None:
        raise OutOfOrder(
            f"现在的状态是“{filing.get_state_display()}”，内容不能再改。",
            basis=procedure.SUBMIT.basis,
            remedy="刚才填写的内容还在本页，没有保存。需要更正的，请拨打12368。",
        )


def _require_asked(filing: Filing, answers: Mapping[str, str], follows: frozenset[str]) -> None:
    if filing.state != FilingState.RETURNED:
        return
    asked = asked_of(filing)
    if any(not is_within(path, asked) for path in answers.keys() - follows):
        raise OtherFields(
            "补正只能修改法院退回的内容。",
            basis=procedure.CORRECT.basis,
            remedy="其他内容需要变更的，可在立案后另行提出。",
        )
