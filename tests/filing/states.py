"""A filing and a case in each of their states, made by the services themselves."""

from collections.abc import Callable
from decimal import Decimal

from tests.cast import AT, Cast, acting
from tests.filing.build import drafted, returned, submitted
from tests.filing.desk_stage import DAY
from yunting.core import documents
from yunting.core.actor import Actor
from yunting.core.models import Case, CaseState, Document
from yunting.filing.models import Filing, FilingState
from yunting.filing.services import assignment, decision, issuing, opening, review, withdrawal


def _refusal_drafted(cast: Cast) -> Filing:
    filing = submitted(cast)
    by = acting(cast.sun, filing.matter)
    return review.draft_refusal(filing, ground="no-interest", reason="无关", by=by, at=AT)


def refusal_prepared(cast: Cast) -> Document:
    """Return the ruling of non-acceptance that waits for the chief."""
    filing = _refusal_drafted(cast)
    prepared = issuing.prepare_refusal(
        filing,
        ground="no-interest",
        reason="无关",
        claims=(),
        asked_by=cast.sun,
        by=Actor.court(),
        at=AT,
    )
    assert prepared is not None
    return prepared


def _refused(cast: Cast) -> Filing:
    ruling = refusal_prepared(cast)
    by = acting(cast.zhou, ruling.matter)
    documents.sign(ruling, seen=ruling.context_sha256, by=by, at=AT)
    return Filing.objects.get(matter=ruling.matter)


def _withdrawn_for_want_of_payment(cast: Cast) -> Case:
    case = _assigned(cast)
    ruling = withdrawal.prepare(
        case, amount=Decimal("5596.47"), due_on=AT.date(), by=Actor.court(), at=AT
    )
    assert ruling is not None
    by = acting(cast.wang, case.matter)
    documents.sign(ruling, seen=ruling.context_sha256, by=by, at=AT)
    case.refresh_from_db()
    return case


def _transferred(cast: Cast) -> Case:
    case = _assigned(cast)
    by = acting(cast.wang, case.matter)
    ruling = issuing.prepare_transfer(
        case, to="宁波市镇海区人民法院", article="第二十二条", reason="住所地", by=by, at=AT
    )
    documents.sign(ruling, seen=ruling.context_sha256, by=by, at=AT)
    case.refresh_from_db()
    return case


def _withdrawn(cast: Cast) -> Filing:
    filing = submitted(cast)
    return opening.withdraw(filing, reason="和解", by=acting(cast.zhang, filing.matter), at=AT)


def _redirected(cast: Cast) -> Filing:
    filing = submitted(cast)
    by = acting(cast.sun, filing.matter)
    return review.redirect(filing, ground="maritime", to="宁波海事法院", by=by, at=AT)


def _accepted(cast: Cast) -> Filing:
    return _registered(cast).filing


def _not_corrected(cast: Cast) -> Filing:
    return decision.give_back(returned(cast), by=Actor.clock(), at=AT + DAY)


def _registered(cast: Cast) -> Case:
    filing = submitted(cast)
    return decision.accept(filing, is_simple=True, by=acting(cast.sun, filing.matter), at=AT)


def _assigned(cast: Cast) -> Case:
    case = _registered(cast)
    assignment.assign(case, by=Actor.court(), at=AT)
    case.refresh_from_db()
    return case


FILINGS: dict[str, Callable[[Cast], Filing]] = {
    FilingState.DRAFT: drafted,
    FilingState.SUBMITTED: submitted,
    FilingState.RETURNED: returned,
    FilingState.REFUSAL_DRAFTED: _refusal_drafted,
    FilingState.ACCEPTED: _accepted,
    FilingState.REFUSED: _refused,
    FilingState.WITHDRAWN: _withdrawn,
    FilingState.REDIRECTED: _redirected,
    FilingState.NOT_CORRECTED: _not_corrected,
}
CASES: dict[str, Callable[[Cast], Case]] = {
    CaseState.REGISTERED: _registered,
    CaseState.ASSIGNED: _assigned,
    CaseState.TRANSFERRED: _transferred,
    CaseState.WITHDRAWN: _withdrawn_for_want_of_payment,
}
