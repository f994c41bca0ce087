"""Keep who looked at what: a court's file is read on the record."""

from django.db import connection, models

from yunting.core.actor import Actor
from yunting.core.models import Matter
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
