"""Let somebody lend a hand: offered to a phone, accepted, taken back, over on its day.

A helper acts under their own name and declares nothing for the principal: no agent of 民事诉讼法
第六十一条. ELD-14, ELD-15; see docs/decisions/0047-helpers.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar

from django.conf import settings as project
from django.db.models import Exists, OuterRef, Q

from yunting.accounts import events, procedure, settings
from yunting.accounts.models import HelpMandate, HelpState, Kinship
from yunting.accounts.services import help_messages
from yunting.accounts.services.organisations import NotDeclared, NotIdentified
from yunting.core import messages
from yunting.core.actor import Actor, Channel
from yunting.core.events import record
from yunting.core.models import (
    Account,
    Court,
    Mandate,
    MandateScope,
    Matter,
    Participation,
    Person,
    Side,
)
from yunting.core.procedure import NotYours, perform
from yunting.core.roles import HELPERS, PARTIES, Role
from yunting.lib import clock
from yunting.lib.errors import Refused
from yunting.lib.identity import mobile_number

BASIS = procedure.HELP_BASIS
DECLARATION = (
    "本人{principal}授权手机号{phone}的持有人在{last_day}以前代办：{topics}。"
    "起诉状由本人核对签名；本人可以随时收回授权。"
)


class BadTerm(Refused):
    """The last day of a mandate is past, or too far away."""

    code: ClassVar[str] = "help-bad-term"


class NothingCovered(Refused):
    """A mandate that covers nothing is none."""

    code: ClassVar[str] = "help-covers-nothing"


class HelpsAlready(Refused):
    """The same person is asked, or acts for the principal, already."""

    code: ClassVar[str] = "helps-already"


class CannotHelp(Refused):
    """Oneself, a colleague of the court and an opponent lend no hand."""

    code: ClassVar[str] = "cannot-help"


class NotCovered(Refused):
    """The mandate does not cover this."""

    code: ClassVar[str] = "help-not-covered"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks another to help with; `last_day` is inclusive."""

    phone: str
    kinship: Kinship
    may_file: bool
    may_read: bool
    last_day: date
    is_own_will: bool


def offer(wish: Wish, *, by: Actor, at: datetime) -> HelpMandate:
    """Ask who has a phone to lend a hand; nothing may be done before they accept.

    :raises NotIdentified: if the principal's own identity was not checked
    :raises BadPhoneNumber: if the number cannot be right
    :raises NotDeclared: if the principal does not say that it is their own will
    :raises NothingCovered: if nothing was ticked
    :raises BadTerm: if the last day is past or more than a year away
    :raises CannotHelp: if it is oneself, a colleague of the court or an opponent
    :raises HelpsAlready: if the same phone is asked already
    """
    principal = _known(by)
    phone = mobile_number(wish.phone)
    _require_sense(wish, on=clock.day_of(at))
    asked = Account.objects.select_related("person").filter(phone=phone).first()
    if asked is not None:
        refuse_unfit(asked, principal)
    with perform(procedure.OFFER_HELP, None, by=by, at=at) as step:
        Person.objects.select_for_update(no_key=True).get(pk=principal.pk)
        if HelpMandate.objects.filter(_open(), principal=principal, phone=phone).exists():
            raise HelpsAlready(
                "您已经授权这个手机号，不用重复授权。",
                remedy="要改范围或者日期的，请先收回原来的授权。",
                field="phone",
            )
        given = HelpMandate.objects.create(
            court=Court.objects.get(code=project.COURT_ID),
            principal=principal,
            phone=phone,
            kinship=wish.kinship,
            may_file=wish.may_file,
            may_read=wish.may_read,
            last_day=wish.last_day,
            state=HelpState.OFFERED,
            offered_at=at,
        )
        step.subject = given
        step.fact = events.HelpOffered(
            help=given.pk,
            principal=principal.name,
            phone=phone,
            topics=given.topics,
            last_day=given.last_day,
            declaration=DECLARATION.format(
                principal=principal, phone=phone, topics=given.topics, last_day=given.last_day
            ),
        )
        person = asked.person if asked else None
        help_messages.tell(given, person, help_messages.ASKED, at=at, phone="" if person else phone)
    return given


def accept(given: HelpMandate, *, by: Actor, at: datetime) -> HelpMandate:
    """Accept to lend a hand; one may from now on.

    :raises NotYours: if somebody else was asked
    :raises NotIdentified: if the helper's own identity was not checked
    :raises BadTerm: if its last day is over
    :raises CannotHelp: if the helper is the principal, of the court, or an opponent
    :raises HelpsAlready: if they act for the principal already
    """
    helper = _asked(given, by)
    with perform(procedure.ACCEPT_HELP, given, by=by, at=at) as step:
        held = step.subject
        _require_running(held, on=clock.day_of(at))
        if by.account is not None:
            refuse_unfit(by.account, held.principal)
        open_ones = Mandate.objects.filter(until__isnull=True)
        if open_ones.filter(principal=held.principal, agent=helper).exists():
            raise HelpsAlready("您已经在替这个人办事。", remedy="请在“我的账号”里查看。")
        held.helper = helper
        held.mandate = Mandate.objects.create(
            principal=held.principal,
            agent=helper,
            scope=MandateScope.HELPER,
            since=at,
            last_day=held.last_day,
        )
        held.save(update_fields=["helper", "mandate"])
        step.fact = events.HelpAccepted(
            help=held.pk,
            principal=held.principal.name,
            helper=helper.name,
            topics=held.topics,
            last_day=held.last_day,
        )
        help_messages.tell(held, held.principal, help_messages.ACCEPTED, at=at)
    return held


def decline(given: HelpMandate, *, by: Actor, at: datetime) -> HelpMandate:
    """Decline to lend a hand.

    :raises NotYours: if somebody else was asked
    """
    _require_asked(given, by)
    with perform(procedure.DECLINE_HELP, given, by=by, at=at) as step:
        step.fact = events.HelpDeclined(help=step.subject.pk)
        help_messages.tell(step.subject, step.subject.principal, help_messages.DECLINED, at=at)
    return step.subject


def withdraw(given: HelpMandate, *, by: Actor, at: datetime) -> HelpMandate:
    """Take a mandate back: from this moment the helper sees and does nothing more.

    :raises NotYours: if the actor is not the principal
    """
    if by.person is None or by.person.pk != given.principal_id:
        raise NotYours("只有授权的本人可以收回授权。", basis=BASIS, remedy="请联系授权人本人。")
    with perform(procedure.WITHDRAW_HELP, given, by=by, at=at) as step:
        step.fact = events.HelpWithdrawn(help=step.subject.pk)
        _end(step.subject, at=at)
        help_messages.tell(step.subject, step.subject.helper, help_messages.WITHDRAWN, at=at)
    return step.subject


def lay_down(given: HelpMandate, *, by: Actor, at: datetime) -> HelpMandate:
    """Stop lending a hand.

    :raises NotYours: if the actor is not the helper
    """
    helper = _helper(given, by)
    with perform(procedure.LAY_DOWN_HELP, given, by=by, at=at) as step:
        held = step.subject
        step.fact = events.HelpLaidDown(
            help=held.pk, principal=held.principal.name, helper=helper.name
        )
        _end(held, at=at)
        help_messages.tell(held, held.principal, help_messages.LAID_DOWN, at=at)
    return held


def take_up(given: HelpMandate, matter: Matter, *, by: Actor, at: datetime) -> Matter:
    """Begin to look after a dispute of the principal, who is told.

    :raises NotYours: if the actor is not the helper
    :raises NotCovered: if the mandate does not cover reading
    :raises CannotHelp: if the principal has no part in it, or the helper one of their own
    """
    helper = _helper(given, by)
    with perform(procedure.TAKE_UP_HELP, given, by=by, at=at) as step:
        held = step.subject
        if not held.may_read:
            raise NotCovered(
                "授权里没有“查看案件”。", basis=BASIS, remedy="请授权人重新授权，选上“查看案件”。"
            )
        part = _part_to_look_after(held, matter, helper)
        Participation.objects.create(
            matter=matter,
            case=part.case,
            person=helper,
            role=Role.ONLOOKER,
            side=part.side,
            represents=part,
            since=at,
        )
        step.fact = events.HelpTakenUp(
            help=held.pk, principal=held.principal.name, helper=helper.name, code=matter.code
        )
        hand = replace(by, on_behalf_of=held.principal, side=part.side, channel=Channel.HELPER)
        record(
            events.OnlookerLetIn(help=held.pk),
            matter=matter,
            by=hand.holding(None),
            role=Role.ONLOOKER,
            at=at,
            basis=BASIS,
        )
        messages.tell(
            held.principal, help_messages.TAKEN_UP, matter=matter, at=at, helper=helper.name
        )
    return matter


def expire_due(*, at: datetime, helper: Person | None = None) -> int:
    """End every mandate whose last day is over, or those of one helper; return how many."""
    rows = HelpMandate.objects.filter(_open(), last_day__lt=clock.day_of(at))
    mine = rows.filter(helper=helper) if helper else rows
    due = list(mine.select_related("principal", "helper"))
    for given in due:
        with perform(procedure.EXPIRE_HELP, given, by=Actor.clock(), at=at) as step:
            step.fact = events.HelpExpired(help=given.pk, last_day=given.last_day)
            _end(step.subject, at=at)
            for person in (given.principal, given.helper):
                help_messages.tell(step.subject, person, help_messages.EXPIRED, at=at)
    return len(due)


def refuse_unfit(account: Account, principal: Person) -> None:
    """Refuse who may not lend this principal a hand.

    :raises CannotHelp: if it is the principal, a colleague of the court or an opponent
    """
    if account.is_court_staff:
        raise CannotHelp(
            "法院工作人员不能代当事人办理。",
            basis="民事诉讼法 第四十七条",
            remedy="需要帮助的，请到窗口，由工作人员按职责协助。",
            field="phone",
        )
    if account.person_id == principal.pk:
        raise CannotHelp("不用授权给自己。", remedy="请填写帮您办理的人的手机号。", field="phone")
    if account.person is not None and _are_opposed(account.person, principal):
        raise CannotHelp(
            "您和对方在同一件案件里是对立的双方，不能互相代办。",
            basis=BASIS,
            remedy="请另请他人，或者拨打12368。",
            field="phone",
        )


def _are_opposed(one: Person, other: Person) -> bool:
    """Tell whether two people stand on different sides of some dispute now; one query."""
    live = Participation.objects.filter(until__isnull=True, role__in=PARTIES)
    against = live.filter(matter=OuterRef("matter"), person=other).exclude(side=OuterRef("side"))
    return live.filter(Exists(against), person=one).exists()


def _part_to_look_after(held: HelpMandate, matter: Matter, helper: Person) -> Participation:
    parts = Participation.objects.filter(matter=matter, until__isnull=True)
    part = parts.filter(person=held.principal, role__in=PARTIES).order_by("id").first()
    if part is None or part.side == Side.NONE:
        raise CannotHelp("这件案件不是授权人的。", basis=BASIS, remedy="请核对纠纷码。")
    if parts.filter(person=helper).exists():
        raise CannotHelp(
            "您在这件案件里已经有自己的身份，不能再陪同查看。",
            basis=BASIS,
            remedy="请在“我的案件”里查看，或者请授权人另请他人。",
        )
    return part


def _require_sense(wish: Wish, *, on: date) -> None:
    if not wish.is_own_will:
        raise NotDeclared(
            "授权要出于您自己的意愿。", basis=BASIS, remedy="请勾选确认。", field="confirmed"
        )
    if not (wish.may_file or wish.may_read):
        raise NothingCovered("还没有选代办什么。", remedy="请至少选一项。", field="may_file")
    if not on <= wish.last_day <= on + settings.HELP_LONGEST:
        raise BadTerm(
            f"最后一日应在今天以后，不超过{settings.HELP_LONGEST.days}天。",
            remedy="请改一个日期。到期可以重新授权。",
            field="last_day",
        )


def _require_running(held: HelpMandate, *, on: date) -> None:
    if held.last_day < on:
        raise BadTerm(f"这项授权到{held.last_day:%Y-%m-%d}已经到期。", remedy="请授权人重新授权。")


def _known(by: Actor) -> Person:
    if by.person is None or by.person.verified_at is None:
        raise NotIdentified(
            "请先核验您本人的身份。", basis=BASIS, remedy="请到“我的账号”核验身份。"
        )
    return by.person


def _require_asked(given: HelpMandate, by: Actor) -> None:
    if by.account is None or not by.account.phone or by.account.phone != given.phone:
        raise NotYours("这项授权请的不是您。", basis=BASIS, remedy="请用被授权的手机号登录。")


def _asked(given: HelpMandate, by: Actor) -> Person:
    _require_asked(given, by)
    return _known(by)


def _helper(given: HelpMandate, by: Actor) -> Person:
    if by.person is None or by.person.pk != given.helper_id:
        raise NotYours("只有代办人本人可以办理。", basis=BASIS, remedy="请联系代办人本人。")
    return by.person


def _open() -> Q:
    return Q(state__in=procedure.IN_FORCE)


def _end(held: HelpMandate, *, at: datetime) -> None:
    """Close the mandate and every part the helper has through it."""
    if held.mandate is None:
        return
    Mandate.objects.filter(pk=held.mandate.pk, until__isnull=True).update(until=at)
    Participation.objects.filter(
        person=held.helper,
        role__in=HELPERS,
        represents__person=held.principal,
        until__isnull=True,
    ).update(until=at)
