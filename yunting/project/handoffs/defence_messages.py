"""What each party is told when something happens on the defendant's side.

On the page: what happened, by when, what now. By text nothing but the tail of the case, a code and
where to check it. Nobody is told of an act of one's own: the page has given the receipt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from yunting.core import messages
from yunting.core.events import When, fact_of
from yunting.core.facts import Fact
from yunting.core.messages import Template
from yunting.core.models import Deadline, Event, Participation, Person
from yunting.filing import deadlines, events
from yunting.filing.models import Association, AssociationState, ExtensionRequest
from yunting.project.handoffs import people
from yunting.ui import wording

NOTHING_NOW = "现在不用您做什么，有结果会再告诉您。"

LINKED = Template("关联案件成功", "法院已经核对并确认，您可以在网上查看这件案件、办理手续了。")
NOT_LINKED = Template(
    "未予确认关联",
    "法院核对后没有确认您是这件案件的当事人。理由：{reason}如有不同意见，请带身份证到法院说明。",
)
ANSWER_DUE = Template(
    "请您答辩",
    "起诉状副本已经送达。答辩的最后一日是{due}。请打开案件页面，逐项答复。不答辩，法院也会照常审理。",
)
ANSWERED = Template(
    "对方已经答辩", "{who}已经提交答辩状。请打开案件页面阅读，对照双方的说法。现在不用您做什么。"
)
OBJECTED = Template(
    "有人提出管辖权异议",
    f"{{who}}认为本案应由{{court}}管辖。法院正在审查，举证期限中止。{NOTHING_NOW}",
)
RULED = Template(
    "管辖权异议已经裁定",
    "结果和理由请看案件页面。不服的，可以在收到裁定后上诉，上诉期从您收到之日起算。",
)
MORE_TIME = Template("期限已经延长", "{period}延长至{until}。新的最后一日请看案件页面。")
NO_MORE_TIME = Template("不准许延长期限", "{period}照原来的计算。理由请看案件页面。")
Found = tuple[Iterable[Person], dict[str, str]]


def _who(event: Event) -> str:
    return str(event.on_behalf_of or event.account)


def _linked(event: Event, fact: Any) -> Found:
    held = Association.objects.select_related("account__person").get(
        participation=fact.participation, person=fact.person, state=AssociationState.LINKED
    )
    return _of(held), {}


def _rejected(event: Event, fact: Any) -> Found:
    held = Association.objects.select_related("account__person").filter(
        participation=fact.participation, state=AssociationState.REJECTED, reason=fact.reason
    )
    return _of(held.latest("id")), {"reason": fact.reason}


def _of(held: Association) -> list[Person]:
    return [held.account.person] if held.account.person else []


def _answer_due(event: Event, fact: Any) -> Found:
    part = Participation.objects.get(pk=fact.participation)
    period = Deadline.objects.get(started_by=event, kind=deadlines.ANSWER.name)
    return people.behind([part]), {"due": wording.day(period.ends_on)}


def _answered(event: Event, fact: Any) -> Found:
    return people.but_the_hand(event), {"who": _who(event)}


def _objected(event: Event, fact: Any) -> Found:
    return people.but_the_hand(event), {"who": _who(event), "court": fact.to_court}


def _ruled(event: Event, fact: Any) -> Found:
    return people.of_the_case(event), {}


def _more_time(event: Event, fact: Any) -> Found:
    # What is given to one holds for the others, so all are told.
    return people.of_the_case(event), {"period": fact.period, "until": wording.day(fact.until)}


def _no_more_time(event: Event, fact: Any) -> Found:
    asked = ExtensionRequest.objects.select_related("participation").get(
        matter=event.matter, decided_at=event.at, decided_by=event.account
    )
    return people.behind([asked.participation]), {"period": fact.period}


TOLD: dict[type[Fact], tuple[Template, Callable[[Event, Any], Found]]] = {
    events.AssociationConfirmed: (LINKED, _linked),
    events.AssociationRejected: (NOT_LINKED, _rejected),
    events.AnswerPeriodBegun: (ANSWER_DUE, _answer_due),
    events.AnswerSubmitted: (ANSWERED, _answered),
    events.ObjectionRaised: (OBJECTED, _objected),
    events.ObjectionUpheld: (RULED, _ruled),
    events.ObjectionDismissed: (RULED, _ruled),
    events.ExtensionGranted: (MORE_TIME, _more_time),
    events.ExtensionRefused: (NO_MORE_TIME, _no_more_time),
}


def tell_the_parties(event: Event) -> None:
    """Tell those whom a fact concerns; again tells nobody twice."""
    fact = fact_of(event)
    template, found = TOLD[type(fact)]
    whom, words = found(event, fact)
    messages.tell_of(event, whom, template, words)


HANDOFFS = tuple((fact, When.AFTER, tell_the_parties) for fact in TOLD)
