"""The filing division at work: whole complaints on its desk, and colleagues signed in."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from tests.cast import AT, Cast, acting
from tests.cast_complaint import typed_in
from tests.filing.build import submitted
from yunting.core.models import Account, Case
from yunting.filing.forms.complaint import to_send
from yunting.filing.forms.sale_contract import FORM
from yunting.filing.models import Filing
from yunting.filing.services import decision, review, submission
from yunting.filing.services.complaint import Complaint

DAY = timedelta(days=1)
PHONE, GOODS = "defendants.0.phone", "facts.goods.0.spec"
BASIS = "民事诉讼法 第一百二十四条"


@cache
def _whole(changes: tuple[tuple[str, str], ...]) -> Complaint:
    return to_send(FORM, typed_in(dict(changes)))


def whole(changes: Mapping[str, str] | None = None) -> Complaint:
    """Return the whole complaint of the Shanghai company, with changes."""
    return _whole(tuple(sorted((changes or {}).items())))


def on_the_desk(cast: Cast, at: datetime = AT) -> Filing:
    """Return a whole complaint under review since `at`."""
    return submitted(cast, whole(), at=at)


def sent_back(cast: Cast, path: str = PHONE, reason: str = "missing") -> Filing:
    """Return a whole complaint that was returned the day after it came."""
    filing = on_the_desk(cast)
    return send_back(cast, filing, path, reason, at=AT + DAY)


def send_back(
    cast: Cast, filing: Filing, path: str, reason: str, at: datetime, by: Account | None = None
) -> Filing:
    """Return a filing once more."""
    review.return_filing(
        filing,
        [review.Fault(path, reason, BASIS, "请写明")],
        due_on=(at + 10 * DAY).date(),
        by=acting(by or cast.sun, filing.matter),
        at=at,
    )
    filing.refresh_from_db()
    return filing


def corrected(cast: Cast) -> Filing:
    """Return a filing in its second run: the defendant's phone was corrected."""
    filing = sent_back(cast)
    submission.correct(
        filing,
        whole({PHONE: "0580-2026001"}),
        by=acting(cast.zhang, filing.matter),
        at=AT + 2 * DAY,
    )
    filing.refresh_from_db()
    return filing


def accepted(cast: Cast, at: datetime = AT + DAY) -> Case:
    """Return a new case that has no judge yet."""
    filing = on_the_desk(cast)
    return decision.accept(filing, is_simple=True, by=acting(cast.sun, filing.matter), at=at)


def text(response: Any) -> str:
    """Return what a page says; a streamed file too."""
    body = b"".join(response) if response.streaming else response.content
    return str(body.decode())
