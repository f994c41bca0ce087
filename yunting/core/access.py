"""The only door through which a view gets an object."""

from __future__ import annotations

import hashlib
from typing import Any, ClassVar, TypeVar

from django.contrib.auth.backends import ModelBackend
from django.db import models
from django.http import HttpRequest

from yunting.core import reading
from yunting.core.actor import Actor, Channel, Retry
from yunting.core.models import Account, Mandate, MandateScope, Matter, Participation
from yunting.core.roles import HELPERS
from yunting.lib import clock
from yunting.lib.errors import NotVisible, Refused

M = TypeVar("M", bound=models.Model)
FORM_KEY = "form_key"
HEADER_KEY = "Idempotency-Key"
_NOT_CONTENT = frozenset({FORM_KEY, "csrfmiddlewaretoken"})


class HelpOver(Refused):
    """The mandate has ended under which one lent somebody a hand."""

    code: ClassVar[str] = "help-over"


def help_over(name: str) -> HelpOver:
    """Return the refusal of who no longer helps the person of that name."""
    return HelpOver(
        f"您替{name}代办的授权已经结束，刚才这一步没有办。",
        basis="民事诉讼法 第六十一条",
        remedy=f"请让{name}在“代办授权”里重新授权，再来办理。",
    )


def help_is_due(person: str = "person_id") -> models.Exists:
    """Return, for rows of accounts, whether some help they give is past its last day.

    `person` is the field of the row that names whose account it is.
    """
    return models.Exists(
        Mandate.objects.filter(
            agent=models.OuterRef(person),
            scope=MandateScope.HELPER,
            until__isnull=True,
            last_day__lt=clock.day_of(clock.now()),
        )
    )


class SignedIn(ModelBackend):
    """Who a session belongs to, fetched together with the person: every request needs both."""

    def get_user(self, user_id: int) -> Account | None:
        """Return the account of a session, unless it was closed; one query."""
        rows = Account.objects.select_related("person").annotate(help_is_due=help_is_due())
        found = rows.filter(pk=user_id).first()
        return found if found is not None and self.user_can_authenticate(found) else None


def account_of(request: HttpRequest) -> Account:
    """Return who is signed in.

    :raises NotVisible: if nobody is
    """
    if not isinstance(request.user, Account):
        raise NotVisible
    return request.user


def get_for(request: HttpRequest, model: type[M], **lookup: Any) -> tuple[M, Actor]:
    """Return the object and who the person is in its matter; records the look; three queries.

    :raises NotVisible: if it does not exist, or exists but is not theirs to see
    :raises HelpOver: if they helped in its matter under a mandate that has ended
    """
    account = account_of(request)
    manager: Any = model._default_manager
    rows = manager.visible_to(account).filter(**lookup)
    has_matter = any(field.name == "matter" for field in model._meta.fields)
    found = (rows.select_related("matter") if has_matter else rows).first()
    if found is None:
        _refuse_former_helper(account, manager.filter(**lookup), has_matter=has_matter)
        raise NotVisible
    matter = found if isinstance(found, Matter) else found.matter
    actor = Actor.of(account, matter).holding(retry_of(request))
    request.posts_held = actor.posts  # type: ignore[attr-defined]
    if actor.channel is Channel.HELPER:
        request.helped = actor.on_behalf_of  # type: ignore[attr-defined]
    reading.note(found, matter=matter, by=actor)
    return found, actor


def _refuse_former_helper(account: Account, rows: Any, *, has_matter: bool) -> None:
    """Tell who helped here, under a mandate that is over, that it is; nobody else anything."""
    if account.person_id is None or not (has_matter or rows.model is Matter):
        return
    helped = Participation.objects.filter(
        person=account.person_id,
        role__in=HELPERS,
        until__isnull=False,
        matter__in=rows.values("matter" if has_matter else "pk"),
    )
    part = helped.select_related("represents__person").order_by("-id").first()
    if part is not None and part.represents is not None:
        raise help_over(part.represents.person.name)


def actor_for(request: HttpRequest, matter: Matter | None = None) -> Actor:
    """Return who the signed-in person is, for an act that has no object yet.

    :raises NotVisible: if nobody is signed in
    """
    return Actor.of(account_of(request), matter).holding(retry_of(request))


def retry_of(request: HttpRequest) -> Retry | None:
    """Return the request's key and content digest; None for a read or a sender without a key."""
    if request.method not in {"POST", "PUT", "PATCH", "DELETE"}:
        return None
    key = request.headers.get(HEADER_KEY) or request.POST.get(FORM_KEY)
    return Retry(key[:64], _digest(request)) if key else None


def _digest(request: HttpRequest) -> bytes:
    told = hashlib.sha256(f"{request.method} {request.path}\n".encode())
    if request.content_type in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        for name in sorted(set(request.POST) - _NOT_CONTENT):
            told.update(repr((name, request.POST.getlist(name))).encode())
    else:
        told.update(request.body)
    return told.digest()
