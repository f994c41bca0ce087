"""Reads: who somebody may act for, what an account has, whose a token is."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from yunting.accounts import settings
from yunting.accounts.models import (
    AccessToken,
    HelpMandate,
    HelpState,
    IdentityCheck,
    RecoveryCode,
    SecondFactor,
    SignIn,
    StaffPassword,
)
from yunting.core.access import help_is_due
from yunting.core.actor import Actor, Channel
from yunting.core.events import sentence_of
from yunting.core.models import (
    Account,
    Event,
    Mandate,
    MandateScope,
    Matter,
    Participation,
    Person,
)
from yunting.core.roles import PARTIES
from yunting.lib import clock
from yunting.lib.errors import NotVisible

PRINCIPAL = "for"
MOST_MATTERS = 100
# What a session of the staff notes of itself.
SEEN: Final = "accounts.seen"
SECOND_FACTOR: Final = "accounts.second-factor"
PASSWORD_DUE: Final = "accounts.password-due"  # noqa: S105  (the name of a flag)


def mandates_of(account: Account) -> QuerySet[Mandate]:
    """Return the open mandates the account's person holds, oldest first; one query.

    A helper's are not among them: a helper is no agent.
    """
    return (
        Mandate.objects.filter(agent=account.person_id, until__isnull=True)
        .exclude(scope=MandateScope.HELPER)
        .select_related("principal")
        .order_by("id")
        if account.person_id
        else Mandate.objects.none()
    )


def principals_of(account: Account) -> tuple[Person, ...]:
    """Return whom the account may act for besides itself; one query."""
    return tuple(mandate.principal for mandate in mandates_of(account))


def principal_of(request: HttpRequest, account: Account) -> Person | None:
    """Return whom the request is made for: `?for=12` in the address or `for` in the form.

    None is the person itself.

    :raises NotVisible: if the address names somebody the account may not act for
    """
    named = request.POST.get(PRINCIPAL) or request.GET.get(PRINCIPAL)
    if not named:
        return None
    known = (*principals_of(account), *helped_by(account))
    found = next((p for p in known if str(p.pk) == named), None)
    if found is None:
        raise NotVisible
    return found


def helped_by(account: Account) -> tuple[Person, ...]:
    """Return for whom the account may write complaints as a helper; one query."""
    if account.person_id is None:
        return ()
    rows = HelpMandate.objects.filter(
        helper=account.person_id,
        state=HelpState.GIVEN,
        may_file=True,
        last_day__gte=clock.day_of(clock.now()),
    )
    return tuple(one.principal for one in rows.select_related("principal").order_by("id"))


def helped_before(account: Account, named: str) -> bool:
    """Tell whether the account ever helped the person of that number; one query, none for none."""
    if account.person_id is None or not named.isdecimal():
        return False
    return HelpMandate.objects.filter(helper=account.person_id, principal=int(named)).exists()


def help_given(account: Account) -> QuerySet[HelpMandate]:
    """Return every mandate to help the account's person has given, newest first; one query."""
    rows = HelpMandate.objects.select_related("principal", "helper").order_by("-id")
    return rows.filter(principal=account.person_id) if account.person_id else rows.none()


def help_held(account: Account) -> QuerySet[HelpMandate]:
    """Return every mandate to help somebody the account was offered, newest first; one query."""
    rows = HelpMandate.objects.visible_to(account).select_related("principal", "helper")
    mine = Q(principal=account.person_id) if account.person_id else Q(pk__in=())
    return rows.exclude(mine).order_by("-id")


def newest_help_given(account: Account) -> HelpMandate:
    """Return the mandate given last, for who repeats the act of giving it; one query."""
    return help_given(account).latest("id")


def matters_to_look_after(given: HelpMandate) -> list[tuple[Matter, bool]]:
    """Return the disputes of the principal, newest first, and which the helper sees; two queries.

    None if the mandate does not cover them.
    """
    parts = Participation.objects.not_shut_out().filter(until__isnull=True)
    own = parts.filter(person=given.principal_id, role__in=PARTIES)
    seen = set(parts.filter(person=given.helper_id).values_list("matter_id", flat=True))
    matters = Matter.objects.filter(pk__in=own.values("matter"))
    if not given.may_read:
        matters = matters.filter(pk__in=seen)
    return [(one, one.pk in seen) for one in matters.order_by("-id")[:MOST_MATTERS]]


def matter_to_look_after(given: HelpMandate, code: str) -> Matter:
    """Return the dispute of the principal with that code.

    :raises NotVisible: if the mandate does not cover one
    """
    covered = (matter for matter, _ in matters_to_look_after(given))
    found = next((matter for matter in covered if matter.code == code), None)
    if found is None:
        raise NotVisible
    return found


def done_by_helper(given: HelpMandate, *, limit: int = 20) -> list[tuple[datetime, str]]:
    """Return what the helper has done for the principal, newest first; two queries."""
    if given.helper_id is None:
        return []
    events = (
        Event.objects.filter(account__person=given.helper_id, on_behalf_of=given.principal_id)
        .select_related("account__person", "on_behalf_of")
        .prefetch_related("personal")
        .order_by("-id")[:limit]
    )
    return [(event.at, sentence_of(event)) for event in events]


def acting_for(actor: Actor, principal: Person | None) -> Actor:
    """Return the actor with the principal it acts for; the record will name both."""
    if principal is None or actor.account is None:
        return actor
    is_helped = principal in helped_by(actor.account)
    channel = Channel.HELPER if is_helped else Channel.AGENT
    return replace(actor, on_behalf_of=principal, channel=channel)


def mandate_for(account: Account, principal: Person) -> Mandate:
    """Return the open mandate under which the account acts for somebody.

    :raises NotVisible: if there is none
    """
    found = mandates_of(account).filter(principal=principal).first()
    if found is None:
        raise NotVisible
    return found


def is_colleague(mandate: Mandate) -> bool:
    """Tell whether the agent is of the organisation itself, not a lawyer."""
    return mandate.scope == MandateScope.COLLEAGUE


def latest_check(account: Account, id_kind: str) -> IdentityCheck | None:
    """Return the newest check of that kind the account asked for; one query."""
    return IdentityCheck.objects.visible_to(account).filter(id_kind=id_kind).order_by("-id").first()


def open_sign_ins(account: Account) -> QuerySet[SignIn]:
    """Return the account's sessions, last used first."""
    return SignIn.objects.visible_to(account).filter(until__isnull=True).order_by("-seen_at")


def sign_in_of(session_key: str) -> SignIn | None:
    """Return the open sign-in of a session; one query."""
    return SignIn.objects.filter(session_key=session_key, until__isnull=True).first()


def is_within(session: Mapping[str, Any], *, machine_at: datetime) -> bool:
    """Tell whether a session of the staff has both factors and was used lately; no query."""
    seen = session.get(SEEN)
    is_idle = seen is None or machine_at - datetime.fromisoformat(seen) > settings.STAFF_IDLE
    return not is_idle and SECOND_FACTOR in session


def may_stay(account: Account, session: Mapping[str, Any], *, machine_at: datetime) -> bool:
    """Tell whether who is signed in may still look at disputes; no query."""
    if not account.is_court_staff:
        return True
    return is_within(session, machine_at=machine_at) and not session.get(PASSWORD_DUE)


def recent_sentences(account: Account, *, limit: int = 20) -> list[tuple[datetime, str]]:
    """Return what was done with the account outside any matter, newest first; two queries."""
    events = (
        Event.objects.filter(account=account, matter__isnull=True)
        .select_related("account__person", "on_behalf_of")
        .prefetch_related("personal")
        .order_by("-id")[:limit]
    )
    return [(event.at, sentence_of(event)) for event in events]


def access_tokens(account: Account) -> QuerySet[AccessToken]:
    """Return the account's tokens, newest first, revoked ones too."""
    return AccessToken.objects.visible_to(account).order_by("-id")


def token_digest(secret: str) -> bytes:
    """Return what is kept of a token: 32 random bytes need no slow hash."""
    return hashlib.sha256(secret.encode()).digest()


def account_of_token(secret: str, *, machine_at: datetime) -> Account | None:
    """Return whose a bearer token is; None if it is unknown, revoked or over; one query."""
    token = (
        AccessToken.objects.filter(
            digest=token_digest(secret),
            revoked_at__isnull=True,
            expires_at__gt=machine_at,
            account__is_active=True,
        )
        .select_related("account__person")
        .annotate(help_is_due=help_is_due("account__person_id"))
        .first()
    )
    if token is None:
        return None
    token.account.help_is_due = token.help_is_due  # type: ignore[attr-defined]
    return token.account


def has_second_factor(account: Account) -> bool:
    """Tell whether the account has a finished second factor; one query."""
    return SecondFactor.objects.filter(account=account, confirmed_at__isnull=False).exists()


def recovery_codes_left(account: Account) -> int:
    """Return how many recovery codes are unused."""
    return RecoveryCode.objects.filter(account=account, used_at__isnull=True).count()


def password_is_due(account: Account, *, machine_at: datetime) -> bool:
    """Tell whether a staff password must be changed: temporary, or older than 90 days."""
    newest = StaffPassword.objects.filter(account=account).order_by("-since", "-id").first()
    if newest is None:
        return account.is_court_staff
    return newest.is_temporary or machine_at - newest.since > settings.PASSWORD_VALID
