"""What the parties are told of evidence: what was exchanged, which original is wanted, by when.

On the page: what happened, by when, what now. By text nothing but the tail of the case, a code and
where to check it.
"""

from __future__ import annotations

from typing import cast

from django.conf import settings

from yunting.core import messages
from yunting.core.events import When, fact_of
from yunting.core.messages import Template
from yunting.core.models import Event, Person
from yunting.filing.events import EvidenceDisclosed, OriginalAsked, OriginalCompared
from yunting.filing.models import Evidence
from yunting.project.handoffs import people
from yunting.ui import wording

EXCHANGED = Template(
    "请对证据发表意见",
    "{party}的第{run}份证据清单已经交换，共{count}项。"
    "请打开案件页面，逐项说明是否认可真实性、合法性、关联性。",
)
ORIGINAL_DUE = Template(
    "请提交证据原件",
    "法院要求提交{evidence}的原件。理由：{reason}。最后一日是{due}。"
    "请把原件送到法院诉讼服务中心，或者邮寄给承办人；提交不了的，请在这一日以前说明理由。"
    "不提交的，这份复制件不能单独作为认定事实的根据。有疑问请拨打{phone}。",
)
COMPARED = Template(
    "证据原件的核对结果", "{evidence}：{result}。{finding}记录请看案件页面。现在不用您做什么。"
)


def ask_for_opinions(event: Event) -> None:
    """Tell the other parties that there is evidence to comment on."""
    fact = cast(EvidenceDisclosed, fact_of(event))
    whose = Evidence.objects.filter(matter=event.matter, number=fact.numbers[0]).filter(
        person__name=fact.party
    )
    own = set(whose.values_list("person", flat=True))
    others = [part for part in people.parties_of(event) if part.person_id not in own]
    told = _without(people.behind(others), _behind_person(event, own))
    words = {"party": fact.party, "run": str(fact.run), "count": str(len(fact.numbers))}
    messages.tell_of(event, told, EXCHANGED, words)


def ask_for_the_original(event: Event) -> None:
    """Tell the party which original is wanted, why, and by when."""
    fact = cast(OriginalAsked, fact_of(event))
    item = Evidence.objects.get(pk=fact.evidence)
    words = {
        "evidence": str(item),
        "reason": fact.reason,
        "due": wording.day(fact.due_on),
        "phone": settings.HELP_PHONE,
    }
    messages.tell_of(event, _behind_person(event, {item.person_id}), ORIGINAL_DUE, words)


def tell_the_result(event: Event) -> None:
    """Tell every party what the comparison with an original came to."""
    fact = cast(OriginalCompared, fact_of(event))
    item = Evidence.objects.get(pk=fact.evidence)
    words = {"evidence": str(item), "result": fact.result, "finding": fact.finding}
    messages.tell_of(event, people.of_the_case(event), COMPARED, words)


def _behind_person(event: Event, persons: set[int]) -> list[Person]:
    return people.behind(p for p in people.parties_of(event) if p.person_id in persons)


def _without(some: list[Person], others: list[Person]) -> list[Person]:
    return [one for one in some if one not in others]


HANDOFFS = (
    (EvidenceDisclosed, When.AFTER, ask_for_opinions),
    (OriginalAsked, When.AFTER, ask_for_the_original),
    (OriginalCompared, When.AFTER, tell_the_result),
)
