"""A filing and a case in each of their states, made by the services themselves."""

from collections.abc import Callable

from tests.cast import AT, Cast, acting
from tests.filing.build import drafted, returned, submitted
from tests.filing.desk_stage import DAY
from yunting.core.actor import Actor
from yunting.core.models import Case, CaseState
from yunting.filing.models import Filing, FilingState
from yunting.filing.services import assignment, decision, opening, review


def _refusal_drafted(cast: Cast) -> Filing:
    filing = submitted(cast)
    by = acting(cast.sun, filing.matter)
    return review.draft_refusal(filing, ground="no-interest", reason="无关", by=by, at=AT)


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
    FilingState.WITHDRAWN: _withdrawn,
    FilingState.REDIRECTED: _redirected,
    FilingState.NOT_CORRECTED: _not_corrected,
}
CASES: dict[str, Callable[[Cast], Case]] = {
    CaseState.REGISTERED: _registered,
    CaseState.ASSIGNED: _assigned,
}
