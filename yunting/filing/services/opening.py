"""Begin a complaint, and take it back."""

import secrets
from datetime import datetime
from typing import ClassVar

from yunting.core.actor import Actor
from yunting.core.models import Court, Matter, Participation, Person, Side
from yunting.core.procedure import perform
from yunting.core.roles import Role
from yunting.filing import deadlines, events, procedure
from yunting.filing.models import Filing
from yunting.lib import codes
from yunting.lib.errors import Refused


class IdentityUnknown(Refused):
    """Only somebody whose identity was checked may file (法释〔2021〕12号 第七条)."""

    code: ClassVar[str] = "identity-unknown"


def open_filing(court: Court, *, form: str, cause: str, by: Actor, at: datetime) -> Filing:
    """Begin a complaint: the matter is born with its public code.

    :raises IdentityUnknown: if the filer's identity has not been checked
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
    principal = None
    if by.on_behalf_of is not None:
        principal = Participation.objects.create(
            matter=matter,
            person=by.on_behalf_of,
            role=Role.PLAINTIFF,
            side=Side.CLAIMING,
            since=at,
        )
    Participation.objects.create(
        matter=matter,
        person=filer,
        role=Role.FILER,
        side=Side.CLAIMING,
        represents=principal,
        since=at,
    )


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
