"""Find out who somebody is: ask the identity register, or compare the paper at the counter.

人民法院在线诉讼规则 第七条第一款. OL-07a.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from yunting.accounts import events, gateways, procedure
from yunting.accounts.models import CheckState, IdentityCheck
from yunting.accounts.services import organisations
from yunting.core.actor import Actor
from yunting.core.events import record
from yunting.core.idempotency import first_time
from yunting.core.models import Account, Person, PersonKind
from yunting.core.models.person import IdKind
from yunting.core.procedure import Move, NotYours, OutOfOrder, perform
from yunting.core.roles import Role
from yunting.lib import clock, text
from yunting.lib.errors import Refused
from yunting.lib.identity import credit_code, resident_identity

AT_THE_COUNTER = frozenset({Role.COURT, Role.FILING_CLERK, Role.FILING_CHIEF})
MOVES = {
    gateways.Result.MATCHED: procedure.MATCH,
    gateways.Result.MISMATCHED: procedure.MISMATCH,
    gateways.Result.UNKNOWN: procedure.NOT_FOUND,
    gateways.Result.GONE: procedure.FIND_GONE,
}


class AlreadyIdentified(Refused):
    """The account's identity has been checked before."""

    code: ClassVar[str] = "already-identified"


class IdentityTaken(Refused):
    """The identity has an account under another phone."""

    code: ClassVar[str] = "identity-taken"


def ask_identity(name: str, number: str, *, by: Actor, at: datetime) -> IdentityCheck:
    """Ask the register whether a name and a resident number belong together.

    The question is kept before it is asked: if nobody answers, nothing typed is lost. The answer
    is the check's state.

    :raises BadIdentityNumber: if the number cannot be right
    :raises BadText: if the name holds what no name can
    :raises AlreadyIdentified: if the account's identity was checked before
    :raises AlreadyDone: if this very request was answered before
    """
    account = _account(by)
    name = text.name(name)
    number = resident_identity(number, on=clock.day_of(at)).number
    with perform(procedure.ASK, None, by=by, at=at) as step:
        _refuse_identified(account)
        step.subject = IdentityCheck.objects.create(
            account=account,
            id_kind=IdKind.RESIDENT,
            id_number=number,
            name=name,
            state=CheckState.ASKED,
            asked_at=at,
        )
        step.fact = _asked(step.subject)
    return settle(step.subject, at=at)


def ask_organisation(
    name: str,
    code: str,
    legal_representative: str,
    *,
    declares: bool,
    by: Actor,
    at: datetime,
) -> IdentityCheck:
    """Ask the register about an organisation; on a match the person acts for it from now on.

    :raises BadCreditCode: if the code cannot be right
    :raises BadText: if a name holds what no name can
    :raises organisations.NotIdentified: if the person's own identity was not checked first
    :raises organisations.NotDeclared: if they do not declare to be authorised
    :raises organisations.AlreadyLinked: if they act for it already
    :raises AlreadyDone: if this very request was answered before
    """
    account = _account(by)
    person = organisations.refuse_unknown(account)
    name, code = text.name(name), credit_code(code)
    legal_representative = text.name(legal_representative)
    declaration = organisations.declaration_of(name, person, declares=declares)
    with perform(procedure.ASK, None, by=by, at=at) as step:
        organisations.refuse_linked(person, code)
        step.subject = IdentityCheck.objects.create(
            account=account,
            id_kind=IdKind.CREDIT_CODE,
            id_number=code,
            name=name,
            legal_representative=legal_representative,
            declaration=declaration,
            state=CheckState.ASKED,
            asked_at=at,
        )
        step.fact = _asked(step.subject)
    return settle(step.subject, at=at)


def ask_again(check: IdentityCheck, *, by: Actor, at: datetime) -> IdentityCheck:
    """Put the same question once more, after the register was silent.

    :raises OutOfOrder: if it has been answered
    """
    with perform(procedure.ASK_AGAIN, check, by=by, at=at) as step:
        step.subject.asked_at = at
        step.subject.save(update_fields=["asked_at"])
        step.fact = _asked(step.subject)
    return settle(step.subject, at=at)


def settle(check: IdentityCheck, *, at: datetime) -> IdentityCheck:
    """Get the register's answer, outside any transaction, and act on it once."""
    return _take(check, *_answer(check), at=at)


def settle_late(check_id: int, answer: gateways.Answer, *, at: datetime) -> IdentityCheck:
    """Act on an answer that came after nobody waited for it any more."""
    check = IdentityCheck.objects.get(pk=check_id)
    return _take(check, *_read(check, answer), at=at)


def _take(
    check: IdentityCheck, move: Move, differs: tuple[str, ...], *, at: datetime
) -> IdentityCheck:
    try:
        with perform(move, check, by=Actor.court(), at=at) as step:
            step.subject.answered_at = at
            step.subject.differs = "、".join(differs)
            if move is procedure.MATCH:
                _take_up(step.subject, at=at)
            step.subject.save(update_fields=["answered_at", "differs", "mandate"])
            step.fact = _checked(step.subject, move.target)
    except OutOfOrder:
        # The same question was put twice, and the other answer has arrived first.
        check.refresh_from_db()
        return check
    return step.subject


def recognise(account: Account, *, name: str, number: str, by: Actor, at: datetime) -> Person:
    """Attach a person whose identity paper was compared at the counter. OL-07a.

    :raises NotYours: if the actor does not sit at the counter
    :raises BadIdentityNumber: if the number cannot be right
    :raises AlreadyIdentified: if the account's identity was checked before
    :raises IdentityTaken: if the identity has another account
    """
    if not by.roles & AT_THE_COUNTER:
        raise NotYours(
            "只有立案窗口可以当面核对证件。", basis=procedure.BASIS, remedy="请在线核验身份。"
        )
    number = resident_identity(number, on=clock.day_of(at)).number
    with first_time(by):
        _refuse_identified(account)
        person = _person(IdKind.RESIDENT, number, name=name, at=at)
        if Account.objects.filter(person=person).exists():
            raise IdentityTaken("这个身份已有账号。", remedy="请用原来的手机号登录。")
        _attach(account, person)
        record(
            events.IdentityChecked(
                account=account.pk,
                id_kind=IdKind.RESIDENT,
                result=CheckState.MATCHED,
                outcome=CheckState.MATCHED.label,
                how="counter",
                name=name,
                id_number=number,
            ),
            by=by,
            at=at,
            basis=procedure.BASIS,
        )
    return person


def _account(by: Actor) -> Account:
    if by.account is None:
        raise NotYours("请先登录。", basis=procedure.BASIS, remedy="请用手机号登录后再办理。")
    return by.account


def _refuse_identified(account: Account) -> None:
    locked = Account.objects.select_for_update(no_key=True).get(pk=account.pk)
    if locked.person_id is not None:
        raise AlreadyIdentified("您的身份已经核验过。", remedy="无需再次核验。")


def _answer(check: IdentityCheck) -> tuple[Move, tuple[str, ...]]:
    try:
        if check.id_kind == IdKind.RESIDENT:
            answer = gateways.check_person(check.name, check.id_number, check=check.pk)
        else:
            answer = gateways.check_organisation(
                check.name, check.id_number, check.legal_representative, check=check.pk
            )
    except gateways.Silent:
        return procedure.FALL_SILENT, ()
    return _read(check, answer)


def _read(check: IdentityCheck, answer: gateways.Answer) -> tuple[Move, tuple[str, ...]]:
    move = MOVES[answer.result]
    if move is procedure.MATCH and _is_taken(check):
        return procedure.FIND_TAKEN, ()
    return move, answer.differs


def _is_taken(check: IdentityCheck) -> bool:
    return (
        check.id_kind == IdKind.RESIDENT
        and Account.objects.filter(
            person__id_number=check.id_number, person__verified_at__isnull=False
        )
        .exclude(pk=check.account_id)
        .exists()
    )


def _take_up(check: IdentityCheck, *, at: datetime) -> None:
    person = _person(check.id_kind, check.id_number, name=check.name, at=at)
    if check.id_kind == IdKind.RESIDENT:
        _attach(check.account, person)
    else:
        check.mandate = organisations.link(
            person,
            account=check.account,
            legal_representative=check.legal_representative,
            declaration=check.declaration,
            at=at,
        )


def _person(id_kind: str, number: str, *, name: str, at: datetime) -> Person:
    kind = PersonKind.NATURAL if id_kind == IdKind.RESIDENT else PersonKind.LEGAL
    person, _ = Person.objects.get_or_create(
        id_kind=id_kind,
        id_number=number,
        verified_at__isnull=False,
        defaults={"kind": kind, "name": name, "verified_at": at},
    )
    return person


def _attach(account: Account, person: Person) -> None:
    account.person = person
    account.save(update_fields=["person"])


def _asked(check: IdentityCheck) -> events.IdentityAsked:
    return events.IdentityAsked(
        check=check.pk, id_kind=check.id_kind, name=check.name, id_number=check.id_number
    )


def _checked(check: IdentityCheck, state: str) -> events.IdentityChecked:
    return events.IdentityChecked(
        account=check.account_id,
        id_kind=check.id_kind,
        result=state,
        outcome=CheckState(state).label,
        how="register",
        name=check.name,
        id_number=check.id_number,
    )
