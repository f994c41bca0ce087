"""Mandates to lend a hand, in each of their states, made by the services themselves."""

from collections.abc import Callable
from datetime import timedelta

from tests.cast import AT, Cast, acting
from yunting.accounts.models import HelpMandate, HelpState, Kinship
from yunting.accounts.services import helping
from yunting.accounts.services.helping import Wish
from yunting.core.models import Account

DAY = timedelta(days=1)
LAST_DAY = (AT + 30 * DAY).date()


def wish(to: Account, **more: object) -> Wish:
    """Return what somebody asks the owner of a phone to help with."""
    told: dict[str, object] = {
        "phone": to.phone,
        "kinship": Kinship.FAMILY,
        "may_file": True,
        "may_read": True,
        "last_day": LAST_DAY,
        "is_own_will": True,
        **more,
    }
    return Wish(**told)  # type: ignore[arg-type]


def offered(cast: Cast, by: Account | None = None, **more: object) -> HelpMandate:
    """Return what 张 asks of 钱."""
    return helping.offer(wish(cast.qian, **more), by=acting(by or cast.zhang), at=AT)


def given(cast: Cast, by: Account | None = None, **more: object) -> HelpMandate:
    """Return what 钱 has accepted to do for 张."""
    return helping.accept(offered(cast, by, **more), by=acting(cast.qian), at=AT)


def declined(cast: Cast) -> HelpMandate:
    """Return what 钱 did not want to do."""
    return helping.decline(offered(cast), by=acting(cast.qian), at=AT)


def ended(cast: Cast) -> HelpMandate:
    """Return what 张 took back."""
    return helping.withdraw(given(cast), by=acting(cast.zhang), at=AT)


def expired(cast: Cast) -> HelpMandate:
    """Return what ended on its day."""
    held = given(cast)
    helping.expire_due(at=AT + 31 * DAY)
    held.refresh_from_db()
    return held


HELPS: dict[str, Callable[[Cast], HelpMandate]] = {
    HelpState.OFFERED: offered,
    HelpState.GIVEN: given,
    HelpState.DECLINED: declined,
    HelpState.ENDED: ended,
    HelpState.EXPIRED: expired,
}
