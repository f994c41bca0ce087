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
    before = timedelta(days=settings.REMIND_DAYS_BEFORE)
    return Finding(
        value=max(last_day_to_pay(served).value - before, served),
        basis=(cite("design", "交费提醒", on=served),),
        because=(("提前", f"{settings.REMIND_DAYS_BEFORE}日提醒"),),
    )


PREPAYMENT = register(
    DeadlineKind(
        name="money.prepayment",
        title="预交案件受理费",
        starts_from=(events.FeePeriodBegun,),
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
        starts_from=(events.FeePeriodBegun,),
        who=PAYERS,
        on_lapse="快到期时发消息提醒。",
        article=PREPAY,
        audience=Audience.COURT,
        period=remind_day,
        is_reminder=True,
    )
)
