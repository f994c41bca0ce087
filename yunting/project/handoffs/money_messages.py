"""What the paying side is told of its fee: what is owed, by when, that it came, that it did not."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from yunting.core import messages
from yunting.core.events import When, fact_of
from yunting.core.messages import Template
from yunting.core.models import Event, Participation
from yunting.lib import money
from yunting.money import events
from yunting.money.models import Payment
from yunting.project.handoffs import people
from yunting.ui import wording

NOTICED = Template(
    "请交纳案件受理费",
    "本案应预交案件受理费{amount}。交费通知书送达以后起算期限。"
    "请打开案件页面，用支付二维码或者转账交纳，也可以请别人代交。法院不会用短信或者电话要求转账。",
)
REMINDED = Template(
    "交费期限快到了",
    "案件受理费{amount}还没有交纳，最后一日是{due}。逾期没有交纳的，裁定按撤诉处理。"
    "请打开案件页面交纳。有困难的，请在这一日以前书面申请缓交、减交或者免交，或者拨打{phone}。",
)
PAID = Template(
    "案件受理费已经收到",
    "已收到案件受理费{amount}，付款人{payer}。收据在案件页面的文书里。现在不用您做什么。",
)
LAPSED = Template(
    "没有在期限内交费",
    "到{due}没有收到案件受理费{amount}。法院将裁定按撤诉处理，裁定书会送达您。"
    "期限内已经付款的，请马上拨打{phone}。",
)
NOT_COUNTED = Template(
    "一笔付款没有计入",
    "收到{payer}付款{paid}，没有计入案件受理费：{why}。这笔款项会退回付款人。"
    "应交的案件受理费请看案件页面。有疑问请拨打{phone}。",
)
RELIEF_ASKED = Template(
    "收到司法救助申请",
    "已收到{wanted}案件受理费的申请，编号{reference}。法院作出决定以前，交费期限不计算。"
    "现在不用您做什么，有结果会告诉您。",
)
RELIEF_GRANTED = Template(
    "准许司法救助",
    "法院准许{granted}案件受理费，还应交{due}{until}。决定书会送达您，也可以打开案件页面看。",
)
RELIEF_REFUSED = Template(
    "没有准许司法救助",
    "法院没有准许司法救助申请，理由写在决定书里。交费期限从决定书送达的次日重新计算，"
    "请打开案件页面交纳。有疑问请拨打{phone}。",
)


def _of_the_side(event: Event, side: str) -> list[Any]:
    parts = Participation.objects.filter(matter=event.matter, side=side, until__isnull=True)
    return people.behind(parts)


def _tell(event: Event, template: Template, side: str, **words: str) -> None:
    told = {"phone": settings.HELP_PHONE, **words}
    messages.tell_of(event, _of_the_side(event, side), template, told)


def tell_what_is_owed(event: Event) -> None:
    """Tell the side what is owed."""
    fact: Any = fact_of(event)
    _tell(event, NOTICED, event.side, amount=money.show(fact.amount))


def tell_the_last_day(event: Event) -> None:
    """Tell the side the last day, before it comes and after it has gone."""
    fact: Any = fact_of(event)
    template = LAPSED if event.kind == events.FeeLapsed.kind else REMINDED
    _tell(event, template, event.side, amount=money.show(fact.amount), due=wording.day(fact.due_on))


def tell_that_it_came(event: Event) -> None:
    """Tell the side that the fee came."""
    fact: Any = fact_of(event)
    _tell(event, PAID, event.side, amount=money.show(fact.amount), payer=fact.payer)


def tell_that_it_does_not_count(event: Event) -> None:
    """Tell the side of a payment that counts for nothing, where it is known whose it is."""
    fact: Any = fact_of(event)
    payment = Payment.objects.select_related("notice").get(pk=fact.payment)
    if event.matter is None or payment.notice is None:
        return
    paid = money.show(fact.amount)
    _tell(event, NOT_COUNTED, payment.notice.side, paid=paid, payer=fact.payer, why=fact.why)


def tell_of_relief(event: Event) -> None:
    """Tell the side that its application came, and what was decided on it."""
    fact: Any = fact_of(event)
    if isinstance(fact, events.ReliefAsked):
        _tell(event, RELIEF_ASKED, event.side, wanted=fact.wanted, reference=fact.reference)
    elif isinstance(fact, events.ReliefGranted):
        until = f"，最后一日是{wording.day(fact.until)}" if fact.until else ""
        due = money.show(fact.due)
        _tell(event, RELIEF_GRANTED, event.side, granted=fact.granted, due=due, until=until)
    else:
        _tell(event, RELIEF_REFUSED, event.side)


HANDOFFS = (
    (events.FeeNoticed, When.AFTER, tell_what_is_owed),
    (events.FeeReminded, When.AFTER, tell_the_last_day),
    (events.FeeLapsed, When.AFTER, tell_the_last_day),
    (events.FeePaid, When.AFTER, tell_that_it_came),
    (events.ReliefAsked, When.AFTER, tell_of_relief),
    (events.ReliefGranted, When.AFTER, tell_of_relief),
    (events.ReliefRefused, When.AFTER, tell_of_relief),
    (events.PaymentHeld, When.AFTER, tell_that_it_does_not_count),
)
