"""Who comes in: the party in its own matters, and at the court whoever serves."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model
from django.http import HttpRequest

from yunting.core.access import account_of, get_for
from yunting.core.actor import Actor
from yunting.core.models import Account, Matter, Person, Post
from yunting.core.roles import PARTIES
from yunting.delivery.models import Service
from yunting.delivery.procedure.roles import DECIDERS, SERVERS
from yunting.delivery.selectors import parties
from yunting.lib.errors import NotVisible

M = TypeVar("M", bound=Model)
MAY_SERVE = SERVERS | DECIDERS


def party_of(request: HttpRequest, code: str) -> tuple[Matter, Actor, Person]:
    """Return a matter, the actor and the party it speaks for.

    :raises NotVisible: if the account takes no part in it
    """
    matter, actor = get_for(request, Matter, code=code)
    if not actor.roles & PARTIES:
        raise NotVisible
    return matter, actor, parties.person_of(actor)


def named_in(matter: Matter, person: int) -> Person:
    """Return a party of a matter by its number, as a form or a program names it; one query.

    :raises NotVisible: if the person takes no part in it
    """
    part = parties.parties_of(matter).filter(person=person).first()
    if part is None:
        raise NotVisible
    return part.person


def receiver_of(request: HttpRequest, pk: int) -> tuple[Service, Actor]:
    """Return a paper that the account's own person receives, for itself or its organisation.

    :raises NotVisible: if it was served on somebody else, or never left
    """
    if not Service.objects.received().of(account_of(request)).filter(pk=pk).exists():
        raise NotVisible
    service, actor = get_for(request, Service, pk=pk)
    return service, actor


def server_for(request: HttpRequest, model: type[M], **lookup: Any) -> tuple[M, Actor]:
    """Return something of a matter that the account serves at the court.

    :raises NotVisible: if it is not theirs to see, or they do not serve
    """
    found, actor = get_for(request, model, **lookup)
    if not actor.roles & MAY_SERVE or not account_of(request).is_court_staff:
        raise NotVisible
    return found, actor


def server_of(request: HttpRequest) -> Account:
    """Return the colleague who serves papers; one query.

    :raises NotVisible: if it is anybody else
    """
    account = account_of(request)
    if not account.is_court_staff or not serves(account):
        raise NotVisible
    return account


def serves(account: Account) -> bool:
    """Tell whether the account holds a post that serves papers; one query."""
    held = Post.objects.filter(account=account, role__in=MAY_SERVE, until__isnull=True)
    return held.exists()
