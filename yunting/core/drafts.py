"""Save what somebody is writing, step by step, from any device, losing nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import connection, transaction

from yunting.core.actor import Actor
from yunting.core.models import Account, Draft, DraftValue, Matter
from yunting.core.versions import Changed, Saved, merge
from yunting.lib import clock

MAX_PATHS = 2_000


def draft_of(matter: Matter, form: str) -> Draft:
    """Return the matter's draft of that form, made empty if there is none."""
    return Draft.objects.get_or_create(matter=matter, form=form)[0]


def current(draft: Draft) -> dict[str, Saved]:
    """Return the newest value of every path; one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT DISTINCT ON (v.path) v.path, v.value, v.number, v.at,
                   coalesce(p.name, a.handle)
              FROM core_draftvalue v
              JOIN core_account a ON a.id = v.account_id
              LEFT JOIN core_person p ON p.id = a.person_id
             WHERE v.draft_id = %s
             ORDER BY v.path, v.number DESC
            """,
            [draft.pk],
        )
        return {
            path: Saved(value, number, who, at.astimezone(clock.ZONE))
            for path, value, number, at, who in cursor.fetchall()
        }


def values(draft: Draft) -> dict[str, str]:
    """Return the current value of every filled path; one query."""
    return {path: saved.value for path, saved in current(draft).items() if saved.value != ""}


def save(draft: Draft, incoming: Mapping[str, str], *, seen: int, by: Actor, at: datetime) -> Draft:
    """Save values sent from a page that last saw save number `seen`.

    What does not conflict is saved even when something else does.

    :raises Changed: if somebody else changed the same paths after `seen`
    """
    if not isinstance(by.account, Account):
        raise TypeError("a draft is written by somebody")
    if len(incoming) > MAX_PATHS:
        raise ValueError("more paths than any form has")
    with transaction.atomic():
        locked = Draft.objects.select_for_update(no_key=True).get(pk=draft.pk)
        accepted, conflicts = merge(current(locked), incoming, seen=seen)
        if accepted:
            locked.number += 1
            locked.saved_at = at
            locked.save(update_fields=["number", "saved_at"])
            DraftValue.objects.bulk_create(
                DraftValue(
                    draft=locked,
                    path=path,
                    value=value,
                    number=locked.number,
                    account=by.account,
                    at=at,
                )
                for path, value in accepted.items()
            )
    if conflicts:
        raise Changed(conflicts)
    return locked
