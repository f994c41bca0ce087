"""Keep who looked at what: a court's file is read on the record."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection, models
from django.db.models import Count, Max, Min, Q

from yunting.core.actor import Actor
from yunting.core.models import Account, CaseFile, Matter, Reading
from yunting.lib import clock

# A look waits for no disk: a crash of the database can lose the looks of the last half second,
# never an act. Within an act it is as durable as the act.
_UNHURRIED = "SET LOCAL synchronous_commit TO off; "
_NOTE = """
INSERT INTO core_reading (account_id, matter_id, what, ref, on_behalf_of, at)
VALUES (%s, %s, %s, %s, %s, %s)
"""


def note(found: models.Model, *, matter: Matter | None, by: Actor) -> None:
    """Write one look; one insert."""
    sql = _NOTE if connection.in_atomic_block else _UNHURRIED + _NOTE
    look = [
        by.account.pk if by.account else None,
        matter.pk if matter else None,
        found._meta.label_lower,
        found.pk,
        by.on_behalf_of.pk if by.on_behalf_of else None,
        clock.now(),
    ]
    with connection.cursor() as cursor:
        cursor.execute(sql, look)


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who has looked at something: how often, first and last."""

    account: Account
    times: int
    first: datetime
    last: datetime


def readers_of(item: models.Model, *, matter: Matter) -> list[Reader]:
    """Return everybody who looked at a paper or file, the first reader first; two queries.

    Counted are its own page, its content and its previews, and each whole case file that had it
    in it.
    """
    label = item._meta.label
    named = f"{label}:{item.pk}\n"
    whole = CaseFile.objects.filter(matter=matter, items__contains=named).values("pk")
    looks = Reading.objects.filter(account__isnull=False).filter(
        Q(what=item._meta.label_lower, ref=item.pk)
        | Q(what=CaseFile._meta.label_lower, ref__in=whole)
    )
    rows = looks.values("account").annotate(times=Count("pk"), first=Min("at"), last=Max("at"))
    found = list(rows.order_by("first"))
    accounts = Account.objects.select_related("person").in_bulk([r["account"] for r in found])
    return [Reader(accounts[r["account"]], r["times"], r["first"], r["last"]) for r in found]
