"""Every act on a mandate to lend a hand as its page sends it, for the double click.

The test is tests/web/test_twice.py.
"""

from __future__ import annotations

from django.urls import reverse

from tests.accounts.helps import LAST_DAY
from tests.delivery.twice import Click, Way
from tests.web.world import World
from yunting.accounts.models import HelpMandate

HELP = "accounts.HelpMandate"


def on(given: HelpMandate, name: str, **typed: str) -> Click:
    """Return what 张 sends about a mandate."""
    return Click("zhang", reverse("accounts:help-act", args=[given.pk, name]), typed)


def asked(world: World) -> Click:
    typed = {
        "phone": str(world.cast.qian.phone),
        "kinship": "neighbour",
        "may_read": "on",
        "last_day": f"{LAST_DAY:%Y%m%d}",
        "confirmed": "on",
    }
    return Click("zhang", reverse("accounts:help-new"), typed)


def ready(world: World) -> Click:
    address = reverse("filing:ask-to-sign", args=[world.help.filing.pk])
    return Click("zhang", address)


WAYS: dict[tuple[str, str], Way] = {
    (HELP, "offer"): asked,
    (HELP, "accept"): lambda w: on(w.help.offered, "accept"),
    (HELP, "decline"): lambda w: on(w.help.offered, "decline"),
    (HELP, "withdraw"): lambda w: on(w.help.given, "withdraw"),
    (HELP, "lay-down"): lambda w: on(w.help.held, "lay-down"),
    (HELP, "take-up"): lambda w: on(w.help.held, "take-up", code=w.help.matter.code),
    ("filing.Filing", "ask-to-sign"): ready,
}
BY_RULE = {(HELP, "expire"): "tests/accounts/test_helping.py"}
