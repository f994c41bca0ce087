"""Open the training court: the court itself, its colleagues, and the people who have accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from yunting.accounts import selectors
from yunting.accounts.services import (
    identity,
    posts,
    registration,
    second_factor,
)
from yunting.core.actor import Actor
from yunting.core.models import Account, Court, Division
from yunting.core.models.person import IdKind
from yunting.project.training import neighbours
from yunting.project.training.people import Colleague, Natural, Organisation, people

REGISTER = "identity"


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody whose identity check does not simply end well; `becomes` is told for readers."""

    phone: str
    name: str
    id_number: str
    becomes: str


# The last one is asked again once the register answers.
STRANGERS = (
    Stranger("13800000004", "张澄", "330902198503070006", "taken"),
    Stranger("13800000005", "李泊", "330902199001010008", "mismatched"),
    Stranger("13800000006", "孙礁", "330902199009120009", "unknown"),
    Stranger("13800000007", "周湾", "330903196802290030", "silent, then matched"),
)
GONE = ("舟山旧港贸易有限公司", "913309020000000352", "李潮")


def open_court(*, at: datetime, machine_at: datetime) -> bool:
    """Install the court and its colleagues; False if that was done before."""
    known = people()
    with transaction.atomic():
        # A court and its divisions are installed, not made by anybody's act.
        court, is_new = Court.objects.get_or_create(
            code=known.court_code, defaults={"name": known.court_name}
        )
        if is_new:
            rooms = {
                key: Division.objects.create(court=court, name=name)
                for key, name in known.divisions.items()
            }
            for one in known.staff.values():
                _welcome(one, rooms[one.division], at=at, machine_at=machine_at)
    return is_new


def _welcome(one: Colleague, division: Division, *, at: datetime, machine_at: datetime) -> None:
    court = Actor.court()
    account = registration.open_staff_account(
        one.handle,
        name=one.name,
        password=people().password,
        is_temporary=False,
        by=court,
        at=at,
        machine_at=machine_at,
    )
    posts.give_post(account, division=division, role=one.role, by=court, at=at)
    second_factor.enrol_second_factor(
        account, secret=one.secret, by=court, at=at, machine_at=machine_at
    )


def sign_up(one: Natural, *, at: datetime) -> Account:
    """Open a citizen's account and have the register check who they are; safe to repeat."""
    account = registration.open_account(one.phone, by=Actor.court(), at=at)
    if account.person is None:
        identity.ask_identity(one.name, one.id_number, by=Actor.of(account, None), at=at)
        account.refresh_from_db()
    return account


def act_for(account: Account, one: Organisation, *, at: datetime) -> None:
    """Let a citizen act for an organisation, after the register was asked; safe to repeat."""
    if any(whom.id_number == one.code for whom in selectors.principals_of(account)):
        return
    identity.ask_organisation(
        one.name,
        one.code,
        one.represented_by,
        declares=True,
        by=Actor.of(account, None),
        at=at,
    )


def meet_strangers(*, at: datetime) -> None:
    """Have the checks made that end otherwise: every answer a register can give."""
    for one in STRANGERS:
        account = registration.open_account(one.phone, by=Actor.court(), at=at)
        if selectors.latest_check(account, IdKind.RESIDENT) is None:
            _check(account, one, is_silent=one is STRANGERS[-1], at=at)
    name, code, representative = GONE
    li = Account.objects.get(phone=people().citizens[representative].phone)
    by = Actor.of(li, None)
    identity.ask_organisation(name, code, representative, declares=True, by=by, at=at)


def _check(account: Account, one: Stranger, *, is_silent: bool, at: datetime) -> None:
    by = Actor.of(account, None)
    if is_silent:
        neighbours.silence(REGISTER, is_silent=True)
    check = identity.ask_identity(one.name, one.id_number, by=by, at=at)
    if is_silent:
        neighbours.silence(REGISTER, is_silent=False)
        identity.ask_again(check, by=by, at=at)
