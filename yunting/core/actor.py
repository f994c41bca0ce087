"""Who is acting, in which role, for whom, by which channel: the `by` of every service."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from django.db import connection

from yunting.core.models import Account, Matter, Person
from yunting.core.models.matter import Side
from yunting.core.roles import HELPERS, Role


class Channel(StrEnum):
    """By which hand an act arrives."""

    SELF = "self"
    AGENT = "agent"
    HELPER = "helper"
    STAFF = "staff"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Retry:
    """The sender's key for one act, and the digest of what was sent under it."""

    key: str
    digest: bytes


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody acting, with the roles held in one matter and in the court.

    `account` is None for the clock and the court itself. `on_behalf_of` is the principal of an
    agent or helper; the record names both. `posts` are those of the roles that are held in the
    court, whatever the matter.
    """

    account: Account | None
    person: Person | None
    roles: frozenset[str]
    on_behalf_of: Person | None = None
    side: str = Side.NONE
    channel: Channel = Channel.SELF
    retry: Retry | None = None
    posts: frozenset[str] = frozenset()

    @classmethod
    def clock(cls) -> Actor:
        """Return the actor for what happens because time has passed."""
        return cls(None, None, frozenset({Role.CLOCK}), channel=Channel.SYSTEM)

    @classmethod
    def court(cls) -> Actor:
        """Return the actor for what the court does by rule when a fact arrives."""
        return cls(None, None, frozenset({Role.COURT}), channel=Channel.SYSTEM)

    @classmethod
    def of(cls, account: Account, matter: Matter | None) -> Actor:
        """Return the account with its roles in the matter and its posts.

        One query, and one more for the principal of an agent.
        """
        parts, posts = _roles(account, matter)
        hand, principal = next(
            ((role, person) for role, _, person in parts if person is not None), ("", None)
        )
        return cls(
            account=account,
            person=account.person,
            roles=frozenset({Role.CITIZEN, *posts}) | {role for role, _, _ in parts},
            on_behalf_of=Person.objects.get(pk=principal) if principal is not None else None,
            side=parts[0][1] if parts else Side.NONE,
            channel=_channel(posts=posts, hand=hand),
            posts=posts,
        )

    @property
    def signature(self) -> str:
        """Return how the actor signs: one's own name, or the principal's by one's hand."""
        if self.on_behalf_of is None:
            return str(self.person)
        return f"{self.on_behalf_of}（{self.person}代）"

    def holding(self, retry: Retry | None) -> Actor:
        """Return the same actor with the key of this request."""
        return replace(self, retry=retry)


def _channel(*, posts: frozenset[str], hand: str) -> Channel:
    """Return the channel of who holds these posts, or acts for a principal as `hand`."""
    if posts:
        return Channel.STAFF
    if hand in HELPERS:
        return Channel.HELPER
    return Channel.AGENT if hand else Channel.SELF


# Written out: this is asked at every door, and the ORM takes four times as long to say it. Who is
# on a side from which the whole dispute is sealed has no part in it while that lasts.
_ROLES = """
SELECT p.id, p.role, p.side, r.person_id
  FROM core_participation p LEFT JOIN core_participation r ON r.id = p.represents_id
 WHERE p.matter_id = %s AND p.person_id = %s AND p.until IS NULL
   AND NOT EXISTS (SELECT FROM core_withheld w WHERE w.what = 'core.Matter'
                    AND w.ref = p.matter_id AND w.eyes = p.side)
UNION ALL
SELECT NULL, role, NULL, NULL FROM core_post WHERE account_id = %s AND until IS NULL AND %s
ORDER BY 1
"""


def _roles(
    account: Account, matter: Matter | None
) -> tuple[list[tuple[str, str, int | None]], frozenset[str]]:
    """Return role, side and principal of each part one has in the matter, and one's posts."""
    matter_id = None if matter is None else matter.pk
    with connection.cursor() as cursor:
        asked = [matter_id, account.person_id, account.pk, account.is_court_staff]
        cursor.execute(_ROLES, asked)
        rows = cursor.fetchall()
    parts = [(role, side, person) for pk, role, side, person in rows if pk is not None]
    return parts, frozenset(role for pk, role, _, _ in rows if pk is None)
