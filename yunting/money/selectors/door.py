"""Who comes in: the side that pays, at the court whoever handles its money."""

from __future__ import annotations

from django.http import HttpRequest

from yunting.core.access import account_of, get_for
from yunting.core.actor import Actor
from yunting.core.models import Account, Court, Post
from yunting.lib.errors import NotVisible
from yunting.money.deadlines import PAYERS
from yunting.money.models import HANDLES_MONEY as HANDLES_MONEY
from yunting.money.models import FeeNotice


def payer_of(request: HttpRequest, pk: int) -> tuple[FeeNotice, Actor]:
    """Return a fee, for somebody who speaks for the side that owes it.

    :raises NotVisible: if it is another's, or the account only looks on
    """
    notice, actor = get_for(request, FeeNotice, pk=pk)
    if not actor.roles & PAYERS or actor.side != notice.side:
        raise NotVisible
    return notice, actor


def keeper_of(request: HttpRequest) -> tuple[Account, Court]:
    """Return the colleague who handles the court's money, and the court; one query.

    :raises NotVisible: if it is anybody else
    """
    account = account_of(request)
    held = Post.objects.filter(account=account, role__in=HANDLES_MONEY, until__isnull=True)
    post = held.select_related("division__court").order_by("id").first()
    if post is None or not account.is_court_staff:
        raise NotVisible
    return account, post.division.court
