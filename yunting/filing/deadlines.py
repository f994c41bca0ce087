"""The periods of filing: from which fact each runs, who must act, what it means when it lapses."""

from datetime import date, timedelta

from yunting.core.audience import Audience
from yunting.core.deadline_kinds import DeadlineKind, register
from yunting.core.events import fact_of
from yunting.core.models import Deadline, Side
from yunting.core.roles import Role
from yunting.filing import events, settings
from yunting.rules import calendar, periods
from yunting.rules.citation import cite
from yunting.rules.finding import Finding
from yunting.rules.limits import Period, evidence_end, last_day
from yunting.rules.periods import Interval
from yunting.rules.trial_limits import Limit, trial_limit

ACCEPTED = (events.FilingAccepted, events.FilingRegisteredByRule)


def _review(start: date) -> Finding[date]:
    return last_day(Period.FILING_REVIEW, start)


def _copy_of_complaint(start: date) -> Finding[date]:
    return last_day(Period.COPY_OF_COMPLAINT, start)


def _to_trial_division(start: date) -> Finding[date]:
    return last_day(Period.TO_TRIAL_DIVISION, start)


def alarm_day(review: Finding[date], *, on: date) -> Finding[date]:
    """Return the day on which an undecided review is brought to the chief. [D]."""
    before = timedelta(days=settings.ALARM_DAYS_BEFORE)
    return Finding(
        value=max(review.value - before, on),
        basis=(cite("design", "立案审查督办", on=on),),
        because=(("提前", f"{settings.ALARM_DAYS_BEFORE}日报庭长督办"),),
    )


REVIEW = register(
    DeadlineKind(
        name="filing.review",
        title="立案审查七日",
        starts_from=(events.FilingSubmitted, events.FilingCorrected),
        who=frozenset({Role.FILING_CLERK, Role.FILING_CHIEF}),
        on_lapse="七日内未作决定的，先行登记立案。",
        article="法释〔2015〕8号 第八条",
        period=_review,
        audience=Audience.SIDE,
        side=Side.CLAIMING,
    )
)
ALARM = register(
    DeadlineKind(
        name="filing.review-alarm",
        title="立案审查督办",
        starts_from=(events.FilingSubmitted, events.FilingCorrected),
        who=frozenset({Role.FILING_CHIEF}),
        on_lapse="仍未作决定的，报立案庭庭长督办。",
        article="法释〔2015〕8号 第八条",
        audience=Audience.COURT,
        is_reminder=True,
    )
)
CORRECTION = register(
    DeadlineKind(
        name="filing.correction",
        title="补正期限",
        starts_from=(events.FilingReturned,),
        who=frozenset({Role.FILER}),
        on_lapse="期限内没有补正的，起诉材料退回并记录在册。",
        article="法释〔2015〕8号 第七条",
        audience=Audience.SIDE,
        side=Side.CLAIMING,
    )
)
PASS_ON = register(
    DeadlineKind(
        name="filing.pass-on",
        title="移送审判庭",
        starts_from=ACCEPTED,
        who=frozenset({Role.FILING_CHIEF}),
        on_lapse="超过三日未移送审判庭。",
        article="法释〔2000〕29号 第七条",
        period=_to_trial_division,
        audience=Audience.COURT,
    )
)
COPY = register(
    DeadlineKind(
        name="filing.copy-of-complaint",
        title="发送起诉状副本",
        starts_from=ACCEPTED,
        who=frozenset({Role.CLERK}),
        on_lapse="超过五日未向被告发送起诉状副本。",
        article="民事诉讼法 第一百二十八条",
        period=_copy_of_complaint,
    )
)
LIMITS = {
    "ordinary": Limit.ORDINARY,
    "summary": Limit.SUMMARY,
    "small_claims": Limit.SMALL_CLAIMS,
}


def limit_of(procedure: str, filed: date) -> Finding[date]:
    """Return the last day of the trial limit of a case of that procedure. LIM-01 to LIM-03."""
    return trial_limit(LIMITS[procedure], filed)


TRIAL = register(
    DeadlineKind(
        name="filing.trial-limit",
        title="审理期限",
        starts_from=ACCEPTED,
        who=frozenset({Role.JUDGE}),
        on_lapse="审理期限届满。",
        article="民事诉讼法 第一百五十二条",
    )
)


def _answer(start: date) -> Finding[date]:
    return last_day(Period.DEFENCE, start)


def _copy_of_answer(start: date) -> Finding[date]:
    return last_day(Period.COPY_OF_DEFENCE, start)


def _appeal_ruling(start: date) -> Finding[date]:
    return last_day(Period.APPEAL_RULING, start)


ANSWER = register(
    DeadlineKind(
        name="filing.answer",
        title="答辩期限",
        starts_from=(events.AnswerPeriodBegun, events.ExtensionGranted),
        who=frozenset({Role.DEFENDANT, Role.AGENT}),
        on_lapse="逾期不答辩，不影响法院审理。",
        article="民事诉讼法 第一百二十八条",
        period=_answer,
        set_by=(events.ExtensionGranted,),
    )
)
COPY_OF_ANSWER = register(
    DeadlineKind(
        name="filing.copy-of-answer",
        title="发送答辩状副本",
        starts_from=(events.AnswerSubmitted,),
        who=frozenset({Role.CLERK}),
        on_lapse="超过五日未向原告发送答辩状副本。",
        article="民事诉讼法 第一百二十八条",
        period=_copy_of_answer,
    )
)
OBJECTION_APPEAL = register(
    DeadlineKind(
        name="filing.objection-appeal",
        title="管辖权异议裁定的上诉期",
        starts_from=(events.ObjectionRulingServed,),
        who=frozenset({Role.PLAINTIFF, Role.DEFENDANT, Role.THIRD_PARTY, Role.AGENT, Role.FILER}),
        on_lapse="各方上诉期都届满的，裁定发生法律效力。",
        article="民事诉讼法 第一百七十一条第二款",
        period=_appeal_ruling,
    )
)


def _evidence(deadline: Deadline, stood: tuple[Interval, ...]) -> Finding[date]:
    """Return the last day after it stood still; the length is what the court set. 第五十五条."""
    fact = fact_of(deadline.started_by)
    if isinstance(fact, events.EvidencePeriodBegun):
        return evidence_end(deadline.started_on, fact.days, suspended=stood)
    # The court has set this day itself: it moves by the days of this stop alone.
    return calendar.roll(periods.lengthened(deadline.ends_on, stood[-1:]))


EVIDENCE = register(
    DeadlineKind(
        name="filing.evidence",
        title="举证期限",
        starts_from=(events.EvidencePeriodBegun, events.ExtensionGranted),
        who=frozenset({Role.PLAINTIFF, Role.DEFENDANT, Role.THIRD_PARTY, Role.AGENT, Role.FILER}),
        on_lapse="逾期提供证据的，应当说明理由；法院可以不予采纳或者予以训诫、罚款。",
        article="民事诉讼法 第六十八条第二款",
        suspended_period=_evidence,
    )
)
ORIGINAL = register(
    DeadlineKind(
        name="filing.original",
        title="提交原件",
        starts_from=(events.OriginalAsked,),
        who=frozenset({Role.PLAINTIFF, Role.DEFENDANT, Role.THIRD_PARTY, Role.AGENT, Role.FILER}),
        on_lapse="逾期没有提交原件的，无法与原件核对的复制件不能单独作为认定案件事实的根据。",
        article="法释〔2021〕12号 第十二条第一款",
    )
)
