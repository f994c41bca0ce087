"""Who comes in: a party of a dispute that has begun, who answers, who reads the figures."""

from __future__ import annotations

from django.http import HttpRequest

from yunting.core.access import account_of, get_for
from yunting.core.actor import Actor
from yunting.core.models import Account, Court, Matter, Post
from yunting.core.roles import PARTIES, Role
from yunting.feedback.models import ANSWERERS as ANSWERERS
from yunting.lib.errors import NotVisible

MAY_READ_FIGURES = frozenset({Role.FILING_CHIEF, Role.PRESIDENT})


def speaker_of(request: HttpRequest, code: str) -> tuple[Matter, Actor]:
    """Return a dispute for one of its parties; before it was sent there is nothing to speak of.

    :raises NotVisible: if the account is no party, or nothing was sent to the court
    """
    matter, actor = get_for(request, Matter, code=code)
    if not may_speak(matter, actor):
        raise NotVisible
    return matter, actor


def may_speak(matter: Matter, actor: Actor) -> bool:
    """Tell whether somebody may say something of a dispute; no query."""
    return bool(actor.roles & PARTIES) and not actor.posts and matter.sent_at is not None


def colleague_of(request: HttpRequest) -> Account:
    """Return a colleague who may be named to answer; one query.

    :raises NotVisible: if it is anybody else
    """
    return _post_of(request, ANSWERERS).account


def reader_of(request: HttpRequest) -> Court:
    """Return the court whose figures the colleague reads; one query.

    :raises NotVisible: if they are not for the account
    """
    return _post_of(request, MAY_READ_FIGURES).division.court


def _post_of(request: HttpRequest, roles: frozenset[Role]) -> Post:
    account = account_of(request)
    held = Post.objects.filter(account=account, role__in=roles, until__isnull=True)
    post = held.select_related("account__person", "division__court").order_by("id").first()
    if post is None or not account.is_court_staff:
        raise NotVisible
    return post
