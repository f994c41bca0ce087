"""The only door through which a view gets an object."""

from __future__ import annotations

import hashlib
from typing import Any, TypeVar

from django.contrib.auth.backends import ModelBackend
from django.db import models
from django.http import HttpRequest

from yunting.core import reading
from yunting.core.actor import Actor, Retry
from yunting.core.models import Account, Matter
from yunting.lib.errors import NotVisible

M = TypeVar("M", bound=models.Model)
FORM_KEY = "form_key"
HEADER_KEY = "Idempotency-Key"
_NOT_CONTENT = frozenset({FORM_KEY, "csrfmiddlewaretoken"})


class SignedIn(ModelBackend):
    """Who a session belongs to, fetched together with the person: every request needs both."""

    def get_user(self, user_id: int) -> Account | None:
        """Return the account of a session, unless it was closed; one query."""
        found = Account.objects.select_related("person").filter(pk=user_id).first()
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
    """
    account = account_of(request)
    manager: Any = model._default_manager
    rows = manager.visible_to(account).filter(**lookup)
    has_matter = any(field.name == "matter" for field in model._meta.fields)
    found = (rows.select_related("matter") if has_matter else rows).first()
    if found is None:
        raise NotVisible
    matter = found if isinstance(found, Matter) else found.matter
    actor = Actor.of(account, matter).holding(retry_of(request))
    request.posts_held = actor.posts  # type: ignore[attr-defined]
    reading.note(found, matter=matter, by=actor)
    return found, actor


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
