"""Who comes in at the court's side: the filing division for filings, who assigns for cases."""

from __future__ import annotations

from django.http import HttpRequest

from yunting.core.access import account_of, get_for
from yunting.core.actor import Actor
from yunting.core.models import Account, Case
from yunting.filing.models import Filing
from yunting.filing.procedure import REASSIGN, REVIEW
from yunting.filing.selectors import queue
from yunting.lib.errors import NotVisible


def reviewer_of(request: HttpRequest) -> Account:
    """Return the colleague of the filing division who is signed in; one query.

    :raises NotVisible: if it is anybody else
    """
    account = account_of(request)
    if not account.is_court_staff or not queue.is_reviewer(account):
        raise NotVisible
    return account


def filing_for(request: HttpRequest, pk: int) -> tuple[Filing, Actor]:
    """Return a filing that was sent, and the reviewer. The filer has the matter page instead.

    :raises NotVisible: if it was never sent, or this is nobody of its filing division
    """
    account = reviewer_of(request)
    if not queue.sent_to(account).filter(pk=pk).exists():
        raise NotVisible
    return get_for(request, Filing, pk=pk)


def colleague_of(request: HttpRequest, **lookup: object) -> Account:
    """Return another reviewer, present or former, of one's own filing division; two queries.

    :raises NotVisible: if this is nobody of the filing division, or there is no such colleague
    """
    account = reviewer_of(request)
    found = queue.former_or_present_reviewers(account).exclude(pk=account.pk)
    colleague = found.filter(**lookup).first()
    if colleague is None:
        raise NotVisible
    return colleague


def case_for(request: HttpRequest, pk: int) -> tuple[Case, Actor]:
    """Return a case, and somebody who may look at how its judge was found.

    :raises NotVisible: if the case is not theirs to see, or they have no post for it
    """
    case, actor = get_for(request, Case, pk=pk)
    if not actor.roles & (REVIEW | REASSIGN.by):
        raise NotVisible
    return case, actor
