"""Who is acting, in which role, for whom, by which channel: the `by` of every service."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from yunting.core.models import Account, Matter, Participation, Person, Post
from yunting.core.models.matter import Side
from yunting.core.roles import Role


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
    agent or helper; the record names both.
    """

    account: Account | None
    person: Person | None
    roles: frozenset[str]
    on_behalf_of: Person | None = None
    side: str = Side.NONE
    channel: Channel = Channel.SELF
    retry: Retry | None = None

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
        """Return the account with its roles in the matter and its posts; two queries."""
        parts = [] if matter is None or account.person_id is None else _parts(account, matter)
        posts = frozenset(
            Post.objects.filter(account=account, until__isnull=True).values_list("role", flat=True)
            if account.is_court_staff
            else ()
        )
        represented = next((p.represents for p in parts if p.represents is not None), None)
        return cls(
            account=account,
            person=account.person,
            roles=frozenset({Role.CITIZEN}) | {p.role for p in parts} | posts,
            on_behalf_of=represented.person if represented else None,
            side=parts[0].side if parts else Side.NONE,
            channel=_channel(posts=posts, represented=represented is not None),
        )

    def holding(self, retry: Retry | None) -> Actor:
        """Return the same actor with the key of this request."""
        return replace(self, retry=retry)


def _channel(*, posts: frozenset[str], represented: bool) -> Channel:
    if posts:
        return Channel.STAFF
    return Channel.AGENT if represented else Channel.SELF


def _parts(account: Account, matter: Matter) -> list[Participation]:
    rows = Participation.objects.filter(
        matter=matter, person=account.person_id, until__isnull=True
    ).select_related("represents__person")
    return list(rows.order_by("id"))
