"""One's own filings."""

from django.db.models import Exists
from django.http import HttpRequest

from yunting.core.access import get_for
from yunting.core.actor import Actor
from yunting.core.models import Account, Participation
from yunting.filing.models import Filing, FilingQuerySet
from yunting.filing.procedure import SUBMIT, WRITES
from yunting.lib.errors import NotVisible


def own(request: HttpRequest, pk: int) -> tuple[Filing, Actor]:
    """Return a filing to its filer; to nobody else, whoever may read it.

    :raises NotVisible: if the reader is not its filer
    """
    filing, actor = get_for(request, Filing, pk=pk)
    if not actor.roles & SUBMIT.by:
        raise NotVisible
    return filing, actor


def written(request: HttpRequest, pk: int) -> tuple[Filing, Actor]:
    """Return a filing to who may write it: its filer, or a helper who fills it in.

    :raises NotVisible: if the reader is neither
    """
    filing, actor = get_for(request, Filing, pk=pk)
    if not actor.roles & WRITES:
        raise NotVisible
    return filing, actor


def filed_by(account: Account) -> FilingQuerySet:
    """Return the filings this person files, newest first."""
    mine = Participation.objects.of(account, what="filing.Filing").filter(role__in=SUBMIT.by)
    rows = Filing.objects.filter(Exists(mine))
    return rows.select_related("matter").order_by("-id")
