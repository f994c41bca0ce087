"""Begin a complaint, for oneself or for another, and take it back."""

import secrets
from datetime import datetime
from typing import ClassVar

from yunting.core.access import help_over
from yunting.core.actor import Actor, Channel
from yunting.core.models import (
    Court,
    Mandate,
    MandateScope,
    Matter,
    Participation,
    Person,
    Side,
)
from yunting.core.procedure import perform
from yunting.core.roles import Role
from yunting.filing import deadlines, events, procedure
from yunting.filing.models import Filing
from yunting.lib import clock, codes
from yunting.lib.errors import Refused


class IdentityUnknown(Refused):
    """Only somebody whose identity was checked may file (法释〔2021〕12号 第七条)."""

    code: ClassVar[str] = "identity-unknown"


def open_filing(court: Court, *, form: str, cause: str, by: Actor, at: datetime) -> Filing:
    """Begin a complaint: the matter is born with its public code.

    A helper begins it for the principal, whose complaint it is: the principal signs it.

    :raises IdentityUnknown: if the filer's identity has not been checked
    :raises HelpOver: if the mandate of a helper has ended
    """
    if by.person is None or by.person.verified_at is None:
        raise IdentityUnknown(
            "请先完成实名核验，再填写起诉状。",
            basis="法释〔2021〕12号 第七条",
            remedy="请到“我的”页面核验身份。",
        )
    with perform(procedure.OPEN, None, by=by, at=at) as step:
        matter = Matter.objects.create(
            court=court, code=codes.make(secrets.randbelow), opened_at=at
        )
        _let_in(matter, by.person, by=by, at=at)
        filing = Filing.objects.create(matter=matter, form=form, cause=cause)
        step.subject = filing
        step.fact = events.FilingOpened(code=matter.code, form=form)
    return filing


def _let_in(matter: Matter, filer: Person, *, by: Actor, at: datetime) -> None:
    principal, is_helped = None, by.channel is Channel.HELPER
    if by.on_behalf_of is not None:
        if is_helped:
            _require_help(by.on_behalf_of, filer, at=at)
        principal = Participation.objects.create(
            matter=matter,
            person=by.on_behalf_of,
            role=Role.FILER if is_helped else Role.PLAINTIFF,
            side=Side.CLAIMING,
            since=at,
        )
    Participation.objects.create(
        matter=matter,
        person=filer,
        role=Role.HELPER if is_helped else Role.FILER,
        side=Side.CLAIMING,
        represents=principal,
        since=at,
    )


def _require_help(principal: Person, helper: Person, *, at: datetime) -> None:
    """Hold the mandate of a helper in force until the act is over."""
    rows = Mandate.objects.select_for_update(no_key=True).filter(
        principal=principal,
        agent=helper,
        scope=MandateScope.HELPER,
        until__isnull=True,
        last_day__gte=clock.day_of(at),
    )
    if not rows.exists():
        raise help_over(principal.name)


def ask_to_sign(filing: Filing, *, by: Actor, at: datetime) -> Filing:
    """Tell the principal that the complaint is filled in and waits for their signature. ELD-14.

    :raises OutOfOrder: if it has been sent
    :raises NotYours: if the actor is not the helper
    """
    with perform(procedure.ASK_TO_SIGN, filing, by=by, at=at) as step:
        step.fact = events.SignatureAsked()
    return step.subject


def withdraw(filing: Filing, *, reason: str, by: Actor, at: datetime) -> Filing:
    """Take a complaint back before it is accepted.

    :raises OutOfOrder: if it has been accepted or ended otherwise
    :raises NotYours: if the actor did not file it
    """
    with perform(procedure.WITHDRAW, filing, by=by, at=at) as step:
        step.fact = events.FilingWithdrawn(reason=reason)
        for kind in (deadlines.REVIEW, deadlines.ALARM, deadlines.CORRECTION):
            step.lift(kind, reason="起诉材料已撤回")
    return step.subject
