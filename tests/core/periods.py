"""Kinds of period for the tests of the engine, and what follows when they run out.

Declared once here, because a kind is registered once.
"""

from datetime import UTC, date, datetime

from yunting.core import deadlines, lapses
from yunting.core.actor import Actor
from yunting.core.audience import Audience
from yunting.core.deadline_kinds import DeadlineKind, register
from yunting.core.facts import Fact
from yunting.core.lapses import Lapse
from yunting.core.models import Deadline, Draft, Event, Side
from yunting.core.procedure import Move, perform
from yunting.core.roles import Role
from yunting.filing import events
from yunting.filing.models import Filing, FilingState
from yunting.lib import clock
from yunting.rules import periods
from yunting.rules.finding import Finding
from yunting.rules.periods import Interval, Unit

STARTED_ON = date(2026, 3, 2)
LAST_DAY = date(2026, 3, 9)
TOO_LATE = datetime(2026, 3, 9, 16, tzinfo=UTC)  # 24:00 in Shanghai
NEEDED = "what-the-effect-needs"

GIVE_UP = Move(
    name="give-up",
    source=frozenset({FilingState.DRAFT}),
    target=FilingState.WITHDRAWN,
    by=frozenset({Role.CLOCK, Role.FILER}),
    basis="民事诉讼法 第八十五条",
    fact=events.FilingWithdrawn,
    label="视为撤回",
)

EXPIRE = Move(
    name="expire",
    source=frozenset({FilingState.DRAFT}),
    target=FilingState.WITHDRAWN,
    by=frozenset({Role.CLOCK}),
    basis="民事诉讼法 第八十五条",
    fact=events.FilingNotCorrected,
    label="逾期",
)


def seven_days(start: date) -> Finding[date]:
    return periods.end(start, 7, unit=Unit.DAY)


def seven_days_with_stops(row: Deadline, suspended: tuple[Interval, ...]) -> Finding[date]:
    return periods.end_with_suspension(row.started_on, 7, suspended=suspended)


def _kind(
    name: str,
    *,
    title: str,
    suspendable: bool = False,
    starts_from: type[Fact] = events.FilingOpened,
    audience: Audience = Audience.PARTIES,
) -> DeadlineKind:
    return register(
        DeadlineKind(
            name=name,
            title=title,
            period=seven_days,
            suspended_period=seven_days_with_stops if suspendable else None,
            starts_from=(starts_from,),
            who=frozenset({Role.FILER}),
            on_lapse="视为撤回。",
            article="民事诉讼法 第八十五条",
            audience=audience,
            side=Side.CLAIMING if audience == Audience.SIDE else Side.NONE,
        )
    )


WRITING = _kind("test.writing", title="填写期限", suspendable=True)
ANSWER = _kind("test.answer", title="答复期限")
NEEDY = _kind("test.needy", title="备查期限")
OBJECTION = _kind("test.objection", title="异议期限", starts_from=events.FilingWithdrawn)
SET = register(
    DeadlineKind(
        name="test.set",
        title="指定期限",
        starts_from=(events.FilingOpened,),
        who=frozenset({Role.FILER}),
        on_lapse="视为放弃。",
        article="民事诉讼法 第八十五条",
    )
)
ALARM = _kind("test.alarm", title="督办", audience=Audience.COURT)
PRIVATE = _kind("test.private", title="本方期限", audience=Audience.SIDE)
CHAIN = _kind("test.chain", title="补正期限")
NEIGHBOUR = _kind("test.neighbour", title="另一事项的期限")
REVIEW = _kind("test.review", title="复核期限", starts_from=events.FilingNotCorrected)


def give_up(lapse: Lapse) -> None:
    with perform(GIVE_UP, lapse.subject, by=Actor.clock(), at=lapse.at) as step:
        step.fact = events.FilingWithdrawn(reason="期限届满")


def need_a_draft(lapse: Lapse) -> None:
    Draft.objects.get(matter=lapse.deadline.matter, form=NEEDED)


def touch_the_filing_of(lapse: Lapse) -> None:
    """Lock another subject of the dispute than the one whose period ran out."""
    Filing.objects.select_for_update(no_key=True).get(matter=lapse.subject)


def expire_and_start_the_next(lapse: Lapse) -> None:
    with perform(EXPIRE, lapse.subject, by=Actor.clock(), at=lapse.at) as step:
        step.start(REVIEW, on=clock.day_of(lapse.at))
        step.fact = events.FilingNotCorrected(run=1)


lapses.on_lapse(CHAIN, expire_and_start_the_next)
lapses.on_lapse(WRITING, give_up)
lapses.on_lapse(NEIGHBOUR, touch_the_filing_of)
lapses.on_lapse(NEEDY, need_a_draft)


def started(kind: DeadlineKind, filing: Filing, *, on: date = STARTED_ON) -> Deadline:
    """Start a period of a filing from its opening."""
    event = Event.objects.get(kind="filing.opened", matter=filing.matter)
    return deadlines.start(kind, filing, event=event, on=on, by=Actor.court(), at=event.at)
