"""Cases in which papers are served: by hand and online, agreed to, contested."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from yunting.delivery.models.consent import Stage
from yunting.filing import documents as papers
from yunting.lib import clock
from yunting.project.training.lives import (
    LAST,
    LAST_BUT_ONE,
    corrected,
    decided,
    ruled,
    second,
    taken_back,
    taken_over,
)
from yunting.project.training.lives_of_relief import waived
from yunting.project.training.proved import Proved
from yunting.project.training.timeline import Life
from yunting.rules.fees.relief import Ground

ONLINE = dict.fromkeys(
    (Stage.MEDIATION, Stage.EVIDENCE_EXCHANGE, Stage.INQUIRY, Stage.HEARING), True
)


def by_hand(s: Proved) -> Life:
    """A letter, a call, a visit, papers left: no account, no address. The fee is never paid."""
    yield from corrected(s)
    yield s.workday(1, 9)
    s.contest(s.service(papers.FEE.name, s.plan.plaintiff.name), "短信里没有金额，没有收到通知书。")
    s.post(s.response())
    s.call(s.service(papers.EVIDENCE.name, s.defendant), reached=False, said="无人接听。")
    s.call(
        s.service(papers.JUDGES.name, s.defendant), reached=True, said="让寄到公司，没有说地址。"
    )
    yield s.workday(3, 10)
    s.sign_for(s.response(), "前台")
    s.hand_over(s.service(papers.EVIDENCE.name, s.defendant), "仓库管理员")
    s.leave(s.service(papers.JUDGES.name, s.defendant), "社区工作人员")
    yield s.workday(2, 10)
    s.decline_address(s.defendant)
    fee = s.service(papers.FEE.name, s.plan.plaintiff.name)
    s.rebut(fee)
    yield s.workday(1, 10)
    s.send_again(s.service(papers.FEE.name, s.plan.plaintiff.name))
    yield s.workday(12, 10)
    s.sign(papers.DEEMED_WITHDRAWN.name, s.judge)


def announced(s: Proved) -> Life:
    """Two defendants nobody finds: one notice has served, one runs; a call in vain, a letter."""
    yield from ruled(s)
    yield s.workday(10, 10)
    first, second = s.plan.against
    s.visit_in_vain(s.service(papers.RESPONSE.name, first), "门锁着，邻居说搬走半年了。")
    s.visit_in_vain(s.service(papers.RESPONSE.name, second), "户籍地房屋已经拆除。")
    yield s.workday(2, 10)
    s.announce(s.service(papers.RESPONSE.name, first), clock.day_of(s.at))
    yield s.workday(24, 10)
    s.announce(s.service(papers.RESPONSE.name, second), clock.day_of(s.at))
    s.call(s.service(papers.EVIDENCE.name, second), reached=False, said="号码是空号。")
    yield s.on(LAST_BUT_ONE, 10)
    s.post(s.service(papers.JUDGES.name, second))


def read_unasked(s: Proved) -> Life:
    """The defendant reads what nobody agreed to send: proof, no proof, not looked at yet."""
    yield from taken_over(s)
    yield s.workday(1, 20)
    for kind in (papers.RESPONSE, papers.EVIDENCE, papers.JUDGES):
        s.open_paper(s.service(kind.name, s.defendant))
    yield s.workday(1, 10)
    s.judge_reading(s.response(), accepts=True)
    s.judge_reading(s.service(papers.EVIDENCE.name, s.defendant), accepts=False)


def online(s: Proved, before: Callable[[Proved], Life] = decided) -> Life:
    """The defendant links the case and takes papers online."""
    yield from before(s)
    yield s.workday(1, 9)
    s.link(s.defendant)
    s.agree(s.defendant, {Stage.SERVICE: True})
    if s.is_organisation(s.defendant):
        # It has no account of its own: papers reach it where it says.
        s.confirm_address(s.defendant)


def contested(s: Proved) -> Life:
    """Every paper is contested: another day, no service at all, in vain, not decided yet."""
    yield from online(s, taken_back)
    yield s.workday(2, 20)
    response, judges = s.response(), s.service(papers.JUDGES.name, s.defendant)
    evidence = s.service(papers.EVIDENCE.name, s.defendant)
    s.contest(response, "平台当天打不开，第二天才收到。", clock.day_of(s.at) - timedelta(days=1))
    s.contest(evidence, "没有收到过这份文书。")
    s.contest(judges, "不是我本人打开的。")
    yield s.workday(1, 10)
    s.accept_day(s.response())
    s.rebut(s.service(papers.EVIDENCE.name, s.defendant))
    s.keep(s.service(papers.JUDGES.name, s.defendant))
    yield s.workday(1, 10)
    s.send_again(s.service(papers.EVIDENCE.name, s.defendant))
    yield s.workday(2, 20)
    s.contest(s.service(papers.JUDGES.name, s.defendant), "登录记录上的地点不是我所在的地方。")


def ordered(s: Proved) -> Life:
    """Accepted the day before the court opens; the fee is ordered and not paid."""
    yield from decided(s)
    yield s.on(LAST, 20)
    s.order_fee()
    s.ask_relief(Ground.DISASTER, "台风后码头停工两个月，货款收不回来。")


def stages(s: Proved) -> Life:
    """Each stage by itself: refused, taken back, kept, converted, asked again."""
    yield from online(s, waived)
    yield s.workday(1, 10)
    s.agree(s.defendant, {**ONLINE, Stage.MEDIATION: False}, "想当面谈。")
    s.agree(s.plan.plaintiff.name, {**ONLINE, Stage.MEDIATION: False}, "想当面谈。")
    yield from _given_time(s)
    yield s.workday(2, 10)
    s.take_back(s.defendant, Stage.EVIDENCE_EXCHANGE, "不会上传。")
    s.take_back(s.defendant, Stage.INQUIRY, "出海，没有网络。")
    yield s.workday(1, 10)
    s.decide_on_word(s.defendant, Stage.EVIDENCE_EXCHANGE, allows=False)
    s.decide_on_word(s.defendant, Stage.INQUIRY, allows=True)
    s.convert(s.plan.plaintiff.name, Stage.INQUIRY, "同一次询问，各方到庭。")
    yield s.workday(2, 10)
    s.miss(s.defendant, Stage.EVIDENCE_EXCHANGE, "约定的时间没有登录，电话没有接。")
    s.agree(s.defendant, {Stage.INQUIRY: True})
    s.ask_again(s.plan.plaintiff.name, Stage.INQUIRY)
    yield s.workday(1, 10)
    s.take_back(s.defendant, Stage.HEARING, "庭审那天要出海。")
    s.take_back(s.defendant, Stage.INQUIRY, "改在岸上当面说。")
    yield s.workday(1, 10)
    s.decide_on_word(s.defendant, Stage.INQUIRY, allows=True)
    yield from _in_person(s, s.plan.plaintiff.name)
    yield from _asking_for_time(s)


def _in_person(s: Proved, name: str) -> Life:
    """One asks for stages in person: denied, allowed, not decided yet."""
    yield s.workday(1, 15)
    first = s.ask_offline(name, Stage.HEARING, "证人年纪大，不会用手机。")
    second = s.ask_offline(name, Stage.EVIDENCE_EXCHANGE, "要当面看样品。")
    yield s.workday(1, 10)
    s.decide_offline(first, allows=False)
    s.decide_offline(second, allows=True)
    yield s.workday(2, 10)
    s.ask_offline(name, Stage.INQUIRY, "要和证人当面对质。")


def _given_time(s: Proved) -> Life:
    """More time to give evidence: given to one, refused to the other."""
    sued, suing = s.defendant, s.plan.plaintiff.name
    yield s.workday(1, 20)
    given = s.ask_for_time(sued, s.period_of(sued), "证人在外地，春节以后才回来。", days=30)
    yield s.workday(1, 10)
    s.decide_on_time(given, grants=True)
    yield s.workday(1, 20)
    more = s.ask_for_time(suing, s.period_of(suing), "还想再找找材料。")
    yield s.workday(1, 10)
    s.decide_on_time(more, grants=False)


def _asking_for_time(s: Proved) -> Life:
    """Still more time asked for, and a missed period asked back."""
    sued = s.defendant
    yield s.on(LAST, 10)
    s.ask_for_time(sued, s.period_of(sued), "银行流水还没有打印出来。")
    ended = clock.day_of(s.at) - timedelta(days=3)
    missed = s.missed_period_of(sued)
    s.ask_for_time(sued, missed, "住院手术，三天前出院。", obstacle_ended_on=ended)
    s.ask_again(sued, Stage.MEDIATION)


def link_rejected(s: Proved) -> Life:
    """Who links the case is somebody else, says the court, and asks again."""
    yield from second(s)
    yield s.workday(1, 19)
    asked = s.link(s.defendant)
    yield s.workday(1, 10)
    s.compare(asked, is_same=False)
    yield s.on(LAST, 19)
    s.link(s.defendant)


LIVES_OF_SERVICE: Final[dict[str, Callable[[Proved], Life]]] = {
    life.__name__: life
    for life in (
        by_hand,
        announced,
        read_unasked,
        contested,
        ordered,
        stages,
        link_rejected,
    )
}
