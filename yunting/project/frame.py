"""Say where the parts of every page's frame come from."""

from __future__ import annotations

from django.http import HttpRequest

from yunting.accounts import selectors
from yunting.core.models import Account
from yunting.lib.errors import NotVisible
from yunting.ui import frame


def connect() -> None:
    """Connect the frame; called once when the project starts."""
    frame.provide(
        acting_for=_principal,
        stay_route=_stay,
        account_route="accounts:account",
        sign_out_route="accounts:sign-out",
        stop_acting_route="accounts:act-for-oneself",
    )


def _principal(request: HttpRequest) -> str:
    account = _account(request)
    if account is None:
        return ""
    try:
        principal = selectors.principal_of(request, account)
    except NotVisible:
        return ""
    return principal.name if principal else ""


def _stay(request: HttpRequest) -> str:
    account = _account(request)
    return "accounts:extend" if account and account.is_court_staff else ""


def _account(request: HttpRequest) -> Account | None:
    account = getattr(request, "user", None)  # absent when a request fails before it is known
    return account if isinstance(account, Account) else None
