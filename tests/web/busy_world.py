"""A dispute in which one of everything waits at once, for the court and for each of its parties."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from tests.cast import AT, Cast, acting
from tests.filing.build import submitted
from tests.filing.defence_stage import (
    BO,
    DEFENCE,
    JIAO,
    Stage,
    answering,
    associated,
    by,
    comes,
    suing,
)
from tests.web.delivery_world import deliver
from tests.web.evidence_world import give
from yunting.core import events
from yunting.core.actor import Actor
from yunting.core.models import Case, Event, Matter
from yunting.filing.events import FilingEscalated
from yunting.filing.services import (
    assignment,
    decision,
    defence,
    evidence_period,
    extension,
    objection,
)
from yunting.lib import clock

DAY = timedelta(days=1)
CHAO = "李潮"


def busy(cast: Cast, at: datetime = AT) -> Matter:
    """Return it: one defendant has answered, one objects, one waits to be known; papers are out."""
    whole = suing(CHAO, JIAO, BO)
    # One is named without a number: whether it is he who comes, the court has to compare.
    parties = tuple(replace(one, id_number="") if one.name == BO else one for one in whole.parties)
    filing = submitted(cast, replace(whole, parties=parties), at=at)
    _sent_from_elsewhere(filing.matter, at)
    case = decision.accept(filing, is_simple=True, by=acting(cast.sun, filing.matter), at=at)
    assignment.assign(case, to=cast.wang, reason="测试", by=acting(cast.zhou, case.matter), at=at)
    stage = Stage(cast, filing, Case.objects.select_related("matter").get(pk=case.pk))
    _answered(stage, at)
    _objected(stage, at)
    _wished(stage, at)
    associated(stage, comes(BO, at=at), at=at)
    give(cast, stage.case, "借条", "请提交原件。")
    deliver(cast, stage.case, at)
    return stage.case.matter


def with_facts(matter: Matter, count: int, *, at: datetime) -> None:
    """Give a dispute a history of at least that many facts."""
    have = Event.objects.filter(matter=matter).count()
    if facts := [FilingEscalated(day=day) for day in range(count - have)]:
        basis = "法释〔2015〕8号"
        events.record_all(facts, matter=matter, by=Actor.clock(), at=at, basis=basis)


def _sent_from_elsewhere(matter: Matter, at: datetime) -> Case:
    """Add an older case that no complaint here led to: no act of this court's makes one yet."""
    return Case.objects.create(
        matter=matter,
        court=matter.court,
        number="（2025）浙0902民初8001号",
        type_code="民初",
        year=2025,
        sequence=8001,
        cause="2025:88",
        procedure="simple",
        registered_at=at,
    )


def _answered(stage: Stage, at: datetime) -> None:
    part = stage.party(CHAO)
    me = by(stage.cast.li, part)
    answer = defence.open_answer(part, by=me, at=at)
    defence.begin_answer_period(part, on=clock.day_of(at), by=Actor.court(), at=at)
    defence.submit(answer, replace(DEFENCE, signed_by=CHAO), by=me, at=at)


def _objected(stage: Stage, at: datetime) -> None:
    account, answer = answering(stage, JIAO, at=at)
    part = stage.party(JIAO)
    defence.begin_answer_period(part, on=clock.day_of(at), by=Actor.court(), at=at)
    objection.raise_objection(
        answer.participation,
        ground="agreement",
        to_court="杭州市西湖区人民法院",
        reason="合同第十条约定由该院管辖。",
        signed_by=JIAO,
        by=by(account, part),
        at=at,
    )


def _wished(stage: Stage, at: datetime) -> None:
    part = stage.party(CHAO)
    period = evidence_period.begin_evidence_period(
        part, on=clock.day_of(at), days=15, by=Actor.court(), at=at
    )
    wish = extension.Wish(
        until=(at + 40 * DAY).date(), reason="证人在外地，下周才回来。", signed_by=CHAO
    )
    extension.ask_for_time(period, wish, by=by(stage.cast.li, part), at=at)
