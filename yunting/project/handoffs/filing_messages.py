"""What the people of the filing side are told when something happens to their filing.

On their page: what happened, by when, what now. By text: the tail of the case, a code, where to
check it, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings

from yunting.core import messages
from yunting.core.events import When, fact_of
from yunting.core.facts import Fact
from yunting.core.messages import Template
from yunting.core.models import Deadline, Event, Participation, Person, PersonKind, Side
from yunting.filing import deadlines, events
from yunting.ui import wording

NOTHING_NOW = "现在不用您做什么，有结果会再告诉您。"
SEE_PAGE = "下一步由谁办、什么时候到期，请看案件页面。"
Values = Callable[[Event, Any], dict[str, str]]

RECEIVED = Template(
    "收到起诉材料",
    f"法院已经收到您的起诉材料，回执码{{receipt}}。审查的最后一日是{{due}}。{NOTHING_NOW}",
)
CORRECTED = Template(
    "收到补正材料",
    f"法院已经收到您的补正材料，回执码{{receipt}}。审查重新开始，最后一日是{{due}}。{NOTHING_NOW}",
)
RETURNED = Template(
    "补正通知",
    "您的起诉材料有{count}处需要补正，最后一日是{due}。"
    "请打开案件页面，逐处修改后重新提交。到期没有补正的，材料将退回。",
)
ALLOWED_AGAIN = Template(
    "准许再次告知补正",
    f"立案庭庭长准许法院就新的事由再次告知您补正。理由：{{reason}}。{NOTHING_NOW}",
)
ACCEPTED = Template(
    "立案通知", f"您的起诉已经登记立案，案号{{number}}。请按交费通知交纳案件受理费。{SEE_PAGE}"
)
REGISTERED = Template(
    "立案通知",
    "法院没有在审查期限内作出决定，您的起诉已经依规定先行立案，案号{number}。"
    f"请按交费通知交纳案件受理费。{SEE_PAGE}",
)
REDIRECTED = Template(
    "告知应向哪里提出",
    "您起诉的事项应向{to}提出，本院不再审查这份材料。请尽快向{to}提出。有疑问请拨打{help_line}。",
)
GIVEN_BACK = Template(
    "起诉材料退回",
    "补正期限已过，法院没有收到补正，起诉材料已经退回。您可以改好以后重新起诉。"
    "有疑问请拨打{help_line}。",
)


def people_told(event: Event) -> list[Person]:
    """Return the people who take part on the filing side: the filer, the principal, the agents."""
    held = Participation.objects.filter(
        matter=event.matter,
        side=Side.CLAIMING,
        until__isnull=True,
        person__kind=PersonKind.NATURAL,
    )
    return list(Person.objects.filter(pk__in=held.values("person")).order_by("pk"))


def _receipt(event: Event, fact: Any) -> dict[str, str]:
    review = Deadline.objects.get(started_by=event, kind=deadlines.REVIEW.name)
    return {"receipt": fact.receipt, "due": wording.day(review.ends_on)}


def _to_correct(event: Event, fact: Any) -> dict[str, str]:
    return {"count": str(len(fact.paths)), "due": wording.day(fact.due_on)}


def _reason(event: Event, fact: Any) -> dict[str, str]:
    return {"reason": fact.reason}


def _number(event: Event, fact: Any) -> dict[str, str]:
    return {"number": fact.number}


def _addressee(event: Event, fact: Any) -> dict[str, str]:
    return {"to": fact.to, "help_line": settings.HELP_PHONE}


def _help(event: Event, fact: Any) -> dict[str, str]:
    return {"help_line": settings.HELP_PHONE}


TOLD: dict[type[Fact], tuple[Template, Values]] = {
    events.FilingSubmitted: (RECEIVED, _receipt),
    events.FilingCorrected: (CORRECTED, _receipt),
    events.FilingReturned: (RETURNED, _to_correct),
    events.SecondReturnAllowed: (ALLOWED_AGAIN, _reason),
    events.FilingAccepted: (ACCEPTED, _number),
    events.FilingRegisteredByRule: (REGISTERED, _number),
    events.FilingRedirected: (REDIRECTED, _addressee),
    events.FilingNotCorrected: (GIVEN_BACK, _help),
}


def tell_the_filing_side(event: Event) -> None:
    """Tell everybody of the filing side of a fact; again tells nobody twice."""
    fact = fact_of(event)
    template, values = TOLD[type(fact)]
    messages.tell_of(event, people_told(event), template, values(event, fact))


HANDOFFS = tuple((fact, When.AFTER, tell_the_filing_side) for fact in TOLD)
