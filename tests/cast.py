"""The people everyone knows: 原告 张, 被告 李, 立案 孙, 庭长 周, 法官 王, 书记员 赵, 路人 钱.

Everything here is built the way the court builds it; `on_stage` is called once per test.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from yunting.core.actor import Actor, Retry
from yunting.core.models import Account, Court, Division, Matter, Person, PersonKind, Post
from yunting.core.models.person import IdKind
from yunting.core.roles import Role
from yunting.project.training.people import people

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
_PEOPLE = people()
NUMBERS = {
    **{one.name: one.id_number for one in _PEOPLE.citizens.values()},
    **{one.name: one.id_number for one in _PEOPLE.staff.values() if one.id_number},
}
PHONES = {one.name: one.phone for one in _PEOPLE.citizens.values()}


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody on stage, and the court they meet in."""

    court: Court
    zhang: Account
    li: Account
    qian: Account
    sun: Account
    zhou: Account
    wang: Account
    zhao: Account


def on_stage(at: datetime = AT) -> Cast:
    """Put the court and its people into the database."""
    named = {"name": _PEOPLE.court_name}
    court, _ = Court.objects.get_or_create(code=_PEOPLE.court_code, defaults=named)
    filing, civil = (
        Division.objects.get_or_create(court=court, name=_PEOPLE.divisions[key])[0]
        for key in ("filing", "civil")
    )
    return Cast(
        court=court,
        zhang=citizen("张澄", PHONES["张澄"], at),
        li=citizen("李潮", PHONES["李潮"], at),
        qian=citizen("钱路", PHONES["钱路"], at),
        sun=staff("孙岚", filing, Role.FILING_CLERK, at),
        zhou=staff("周岱", filing, Role.FILING_CHIEF, at),
        wang=staff("王衢", civil, Role.JUDGE, at),
        zhao=staff("赵嵊", civil, Role.CLERK, at),
    )


def citizen(name: str, phone: str, at: datetime = AT) -> Account:
    """Return a citizen whose identity has been checked."""
    return Account.objects.create(
        handle=phone, phone=phone, person=_person(name, at), created_at=at
    )


def staff(name: str, division: Division, role: Role, at: datetime = AT) -> Account:
    """Return a colleague with one post."""
    account = Account.objects.create(
        handle=f"lawcourt-{name}", person=_person(name, at), is_court_staff=True, created_at=at
    )
    Post.objects.create(account=account, division=division, role=role, since=at)
    return account


def _person(name: str, at: datetime) -> Person:
    return Person.objects.create(
        kind=PersonKind.NATURAL,
        name=name,
        id_kind=IdKind.RESIDENT,
        id_number=NUMBERS.get(name, ""),
        verified_at=at,
    )


def acting(account: Account, matter: Matter | None = None, *, key: str | None = None) -> Actor:
    """Return the account as an actor in a matter, with a form key if one is given."""
    retry = Retry(key, b"content") if key else None
    return Actor.of(account, matter).holding(retry)
