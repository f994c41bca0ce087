"""Who lends whom a hand in the training court: a mandate in every state."""

from __future__ import annotations

from datetime import date, datetime

from yunting.accounts import selectors
from yunting.accounts.models import HelpMandate, HelpState, Kinship
from yunting.accounts.services import helping
from yunting.core.actor import Actor
from yunting.core.models import Account
from yunting.project.training.people import people

ISLANDER = "周湾"
LONG, SHORT = date(2026, 6, 30), date(2026, 1, 20)


def lend_hands(*, at: datetime) -> None:
    """Let people ask one another for help, once: accepted, open, declined, ended."""
    if HelpMandate.objects.exists():
        return
    islander = Account.objects.get(person__name=ISLANDER)
    zhang, li, qian = (
        Account.objects.get(phone=people().citizens[name].phone)
        for name in ("张澄", "李潮", "钱路")
    )
    accepted = _asked(islander, str(qian.phone), Kinship.NEIGHBOUR, at=at)
    helping.accept(accepted, by=Actor.of(qian, None), at=at)
    _asked(islander, "13900000012", Kinship.OPERATOR, at=at)
    declined = _asked(islander, str(li.phone), Kinship.NEIGHBOUR, at=at)
    helping.decline(declined, by=Actor.of(li, None), at=at)
    ended = _asked(zhang, str(qian.phone), Kinship.FAMILY, at=at)
    helping.accept(ended, by=Actor.of(qian, None), at=at)
    helping.withdraw(ended, by=Actor.of(zhang, None), at=at)
    _asked(li, "13900000014", Kinship.FAMILY, at=at, last_day=SHORT)
    laid_down = _asked(li, str(islander.phone), Kinship.NEIGHBOUR, at=at)
    laid_down = helping.accept(laid_down, by=Actor.of(islander, None), at=at)
    helping.lay_down(laid_down, by=Actor.of(islander, None), at=at)
    looks_on = _asked(zhang, str(islander.phone), Kinship.NEIGHBOUR, at=at)
    helping.accept(looks_on, by=Actor.of(islander, None), at=at)


def look_after(*, at: datetime) -> None:
    """Let the islander look after the newest dispute of who asked, and end what is over."""
    given = HelpMandate.objects.get(helper__name=ISLANDER, state=HelpState.GIVEN)
    helper = Account.objects.get(person__name=ISLANDER)
    matter = next(one for one, is_seen in selectors.matters_to_look_after(given) if not is_seen)
    helping.take_up(given, matter, by=Actor.of(helper, None), at=at)
    helping.expire_due(at=at)


def _asked(
    principal: Account, phone: str, kinship: Kinship, *, at: datetime, last_day: date = LONG
) -> HelpMandate:
    wish = helping.Wish(
        phone=phone,
        kinship=kinship,
        may_file=True,
        may_read=True,
        last_day=last_day,
        is_own_will=True,
    )
    return helping.offer(wish, by=Actor.of(principal, None), at=at)
