"""Two outages: one on the last day of a period, one that moved nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from tests.cast import AT, Cast, acting
from tests.feedback.build import heard
from yunting.core import outages
from yunting.core.models import Division, Outage, Post
from yunting.core.roles import Role

HOUR = timedelta(hours=1)
# Ten days before the day of the world, which so is the last one.
TEN_DAYS_AGO = AT - timedelta(days=10)
REASON = "机房供电线路检修时断电，备用电源没有接上，网上诉讼服务全部中断。"


@dataclass(frozen=True, slots=True)
class Outages:
    """周 is operator as well, who declared them."""

    moved: Outage
    quiet: Outage


def build(cast: Cast) -> Outages:
    """Make them now."""
    office = Division.objects.get(court=cast.court, name="立案庭")
    Post.objects.create(account=cast.zhou, division=office, role=Role.OPERATOR, since=AT)
    heard(cast, at=TEN_DAYS_AGO)
    by, month = acting(cast.zhou), timedelta(days=30)
    quiet = outages.declare(AT - month - HOUR, AT - month, reason=REASON * 3, by=by, at=AT)
    moved = outages.declare(AT - 2 * HOUR, AT - HOUR, reason=REASON, by=by, at=AT)
    return Outages(moved, quiet)
