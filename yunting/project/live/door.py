"""Who may watch a dispute: the same people who may open its page, for as long as they may."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings
from django.contrib import auth
from django.db import close_old_connections
from django.http import HttpRequest

from yunting.accounts import selectors
from yunting.core import live, log
from yunting.core.actor import Actor
from yunting.core.live import Standpoint, State
from yunting.core.models import Account, Matter
from yunting.lib import clock

Watched = dict[int, dict[Standpoint, tuple[Matter, Actor]]]


def admit(session_key: str, code: str) -> tuple[Matter, Actor] | None:
    """Return the dispute and who is watching it; None for whoever may not see it.

    Asks the session's row each time, so nothing is remembered of who was let in before.
    """
    close_old_connections()
    account = _account_of(session_key)
    if account is None:
        return None
    matter = Matter.objects.visible_to(account).filter(code=code).first()
    return (matter, Actor.of(account, matter)) if matter else None


def _account_of(session_key: str) -> Account | None:
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    account = auth.get_user(request)
    if not isinstance(account, Account):
        return None
    stays = selectors.may_stay(account, request.session, machine_at=clock.machine_now())
    return account if stays else None


def state_for(matter: Matter, actor: Actor) -> State | None:
    """Return where a dispute stands for somebody."""
    close_old_connections()
    return live.state_for(matter, actor)


def news(since: int, watched: Watched) -> tuple[int, dict[int, dict[Standpoint, State]]]:
    """Return how long the log is now, and the states of what has changed since it was shorter."""
    close_old_connections()
    size = log.size_now()
    told: dict[int, dict[Standpoint, State]] = {}
    for matter in live.changed(since, size, list(watched)) if watched else ():
        seen = {eye: live.state_for(*whose) for eye, whose in watched[matter].items()}
        told[matter] = {eye: state for eye, state in seen.items() if state}
    return size, told
