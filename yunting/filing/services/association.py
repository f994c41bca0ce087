"""Tie an account to the party named in a case: by a code on the paper and a checked identity.

人民法院在线诉讼规则 第七条, 第十条. OL-10a. What nobody may learn by trying: whether there is a
case, or who its parties are. One sentence answers every code that leads this person nowhere.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import transaction

from yunting.accounts.services import locks
from yunting.core import idempotency
from yunting.core.actor import Actor
from yunting.core.models import Account, Participation, Person
from yunting.core.procedure import Step, perform
from yunting.core.roles import Role
from yunting.filing import events, procedure
from yunting.filing.models import Association, AssociationState
from yunting.filing.selectors import association as named
from yunting.filing.selectors.association import Match, Named
from yunting.filing.services.opening import IdentityUnknown
from yunting.lib import codes
from yunting.lib.errors import Refused


class NoSuchParty(Refused):
    """The code leads this person to no case; why, nobody is told."""

    code: ClassVar[str] = "no-such-party"


class AlreadyAssociated(Refused):
    """The account is linked to this party, or has asked to be."""

    code: ClassVar[str] = "already-associated"


class TakesPartAlready(Refused):
    """Nobody stands in two places of one dispute."""

    code: ClassVar[str] = "takes-part-already"


class PartyTaken(Refused):
    """The party has been tied to somebody else meanwhile."""

    code: ClassVar[str] = "party-taken"


class NoReasonToReject(Refused):
    """Who is not let in is told why."""

    code: ClassVar[str] = "no-reason-to-reject"


def associate(code: str, *, by: Actor, at: datetime, machine_at: datetime) -> Association:
    """Link the person, or whom it acts for, to the party of the case the code leads to. OL-10a.

    `code` is the dispute's, or that of a text the court sent or of a paper it sealed. Name and
    number must be those of the complaint. Where it gives no number, the court is asked to compare.
    `machine_at` counts wrong attempts: after five in a row one waits.

    :raises IdentityUnknown: if the person's identity has not been checked
    :raises BadCode: if it cannot be a code of ours
    :raises NoSuchParty: if it leads to no case of this person
    :raises Locked: after too many of those
    :raises AlreadyAssociated: if the account is linked or has asked
    :raises TakesPartAlready: if the person is in the dispute in another place
    """
    account, person = _known(by)
    code = codes.parse(code)
    idempotency.check(by)
    with transaction.atomic():
        lock = locks.held(f"associate:{account.pk}", machine_at=machine_at)
        refusal: Refused | None = locks.refusal(lock, what="关联案件")
        found = None if refusal else _found(code, person)
        if found is not None:
            locks.cleared(lock, machine_at=machine_at)
            return _associate(found, account, person, by=by, at=at)
        if refusal is None:
            locks.failed(lock, machine_at=machine_at)
            refusal = NoSuchParty(
                "没有找到您可以关联的案件。",
                basis=procedure.LINK.basis,
                remedy="请核对编码，并确认是用您本人（或者您代表的单位）的身份关联。"
                "仍然不行的，请带身份证到法院，或者拨打12368。",
                field="code",
            )
    raise refusal


def confirm(association: Association, *, by: Actor, at: datetime) -> Association:
    """Confirm, after comparing, that somebody of the same name is the party.

    :raises OutOfOrder: if it has been decided
    :raises NotYours: if the actor is neither judge nor clerk nor of the filing division
    :raises PartyTaken: if the party has been tied to somebody else meanwhile
    """
    with perform(procedure.CONFIRM_LINK, association, by=by, at=at) as step:
        held = step.subject
        before = _tie(held, at=at)
        step.fact = events.AssociationConfirmed(
            held.participation_id, before, held.person_id, held.person.name
        )
    return held


def reject(association: Association, *, reason: str, by: Actor, at: datetime) -> Association:
    """Say, after comparing, that it is somebody else.

    :raises OutOfOrder: if it has been decided
    :raises NotYours: if the actor is neither judge nor clerk nor of the filing division
    :raises NoReasonToReject: if no reason is given
    """
    if not reason.strip():
        raise NoReasonToReject(
            "不予确认的，要写明理由。",
            basis=procedure.REJECT_LINK.basis,
            remedy="请写明哪里对不上，当事人会看到。",
            field="reason",
        )
    with perform(procedure.REJECT_LINK, association, by=by, at=at) as step:
        step.subject.reason = reason
        step.subject.save(update_fields=["reason"])
        step.fact = events.AssociationRejected(step.subject.participation_id, reason)
    return step.subject


def _known(by: Actor) -> tuple[Account, Person]:
    if by.account is None:
        raise TypeError("an association is a person's")
    if by.person is None or by.person.verified_at is None:
        raise IdentityUnknown(
            "请先完成实名核验，再关联案件。",
            basis="法释〔2021〕12号 第七条",
            remedy="请到“我的”页面核验身份。",
        )
    return by.account, by.on_behalf_of or by.person


def _found(code: str, person: Person) -> Named | None:
    matter = named.matter_of(code)
    return None if matter is None else named.party_named(matter, person)


def _associate(
    found: Named, account: Account, person: Person, *, by: Actor, at: datetime
) -> Association:
    part = found.participation
    _require_new(part, account, person)
    is_same = found.match is Match.SAME
    move = procedure.LINK if is_same else procedure.ASK_LINK
    with perform(move, None, by=by, at=at) as step:
        held = step.subject = Association.objects.create(
            matter=part.matter,
            case=found.case,
            participation=part,
            account=account,
            person=person,
            state=AssociationState.LINKED if is_same else AssociationState.ASKED,
            at=at,
        )
        step.fact = (
            _linked(step, at=at) if is_same else events.AssociationAsked(participation=part.pk)
        )
    return held


def _linked(step: Step[Association], *, at: datetime) -> events.CaseAssociated:
    held = step.subject
    before = _tie(held, at=at)
    return events.CaseAssociated(held.participation_id, before, held.person_id, held.person.name)


def _require_new(part: Participation, account: Account, person: Person) -> None:
    held = named.open_association(part, account)
    if held is not None:
        asked = held.state == AssociationState.ASKED
        raise AlreadyAssociated(
            "您已经申请过关联，正在等法院确认。" if asked else "您已经关联过这件案件。",
            basis=procedure.LINK.basis,
            remedy="有结果会发短信告诉您。" if asked else "请到“我的案件”里查看。",
            field="code",
        )
    people = {person, account.person} - {None}
    if any(named.takes_part(part.matter, one, part) for one in people if one is not None):
        raise TakesPartAlready(
            "您在这件案件里已经有别的身份，不能再关联为另一方。",
            basis=procedure.LINK.basis,
            remedy="身份有误的，请拨打12368。",
            field="code",
        )


def _tie(held: Association, *, at: datetime) -> int:
    """Put the checked person in the party's place, let its hand in; return who stood there."""
    part = Participation.objects.select_for_update(of=("self",)).get(pk=held.participation_id)
    before = part.person
    if before.verified_at is not None and before.pk != held.person_id:
        raise PartyTaken(
            "这位当事人已经由别人核验身份并关联。",
            basis=procedure.LINK.basis,
            remedy="请核对是不是同名的另一个人，再决定是否不予确认。",
        )
    part.person = held.person
    part.save(update_fields=["person"])
    hand = held.account.person
    if hand is not None and hand.pk != held.person_id:
        Participation.objects.get_or_create(
            matter=part.matter,
            case=part.case,
            person=hand,
            role=Role.AGENT,
            represents=part,
            until__isnull=True,
            defaults={"side": part.side, "since": at},
        )
    return before.pk
