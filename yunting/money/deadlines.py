"""The days to prepay a fee, and when a payer is reminded of them."""

from datetime import date, timedelta

from yunting.core.audience import Audience
from yunting.core.deadline_kinds import DeadlineKind, register
from yunting.core.models import Side
from yunting.core.roles import Role
from yunting.money import events, settings
from yunting.rules.citation import cite
from yunting.rules.fees.payment import last_day_to_pay
from yunting.rules.finding import Finding

PREPAY = "诉讼费用交纳办法 第二十二条"
# Whoever speaks for the side that pays; the door keeps the other side out.
PAYERS = frozenset({Role.FILER, Role.PLAINTIFF, Role.AGENT})


def remind_day(served: date) -> Finding[date]:
    """Return the day on which a payer is reminded. [D]."""
    return remind_before(last_day_to_pay(served).value, on=served)


def remind_before(last: date, *, on: date) -> Finding[date]:
    """Return the day on which a payer is reminded of a last day, not before `on`. [D]."""
    before = timedelta(days=settings.REMIND_DAYS_BEFORE)
    return Finding(
        value=max(last - before, on),
        basis=(cite("design", "交费提醒", on=on),),
        because=(("提前", f"{settings.REMIND_DAYS_BEFORE}日提醒"),),
    )


PREPAYMENT = register(
    DeadlineKind(
        name="money.prepayment",
        title="预交案件受理费",
        starts_from=(events.FeePeriodBegun, events.FeeDeferred),
        set_by=(events.FeeDeferred,),
        who=PAYERS,
        on_lapse="逾期没有交纳的，裁定按撤诉处理。",
        article=PREPAY,
        period=last_day_to_pay,
        audience=Audience.SIDE,
        side=Side.CLAIMING,
    )
)
REMINDER = register(
    DeadlineKind(
        name="money.prepayment-reminder",
        title="交费提醒",
        starts_from=(events.FeePeriodBegun, events.FeeDeferred),
        set_by=(events.FeeDeferred,),
        who=PAYERS,
        on_lapse="快到期时发消息提醒。",
        article=PREPAY,
        audience=Audience.COURT,
        period=remind_day,
        is_reminder=True,
    )
)
