"""`/api/v1`: every read and act of the pages for programs. Pillars add their routers here.

Signed in by a bearer token, or by the session of a page (then with its CSRF token). A refusal is
`{code, message, basis, remedy, field}` as application/problem+json: 409 for what law or procedure
refuses, 422 for what cannot be read, 404 for what does not exist for this account. An act with an
`Idempotency-Key` is done once.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer, SessionAuth

from yunting.accounts import selectors
from yunting.accounts.api import router as accounts
from yunting.accounts.services import helping
from yunting.accounts.services.locks import Locked
from yunting.core.idempotency import KeyReused
from yunting.core.models import Account
from yunting.delivery.api.court import court_api
from yunting.delivery.api.party import party_api
from yunting.feedback.api.voices import court_api as feedback_court
from yunting.feedback.api.voices import party_api as feedback_party
from yunting.filing.api.deciding import deciding_api
from yunting.filing.api.defending import defending_api
from yunting.filing.api.desk import desk_api
from yunting.filing.api.filer import filer_api
from yunting.filing.api.judging import judges_api
from yunting.lib import clock
from yunting.lib.errors import NotVisible, Refused
from yunting.lib.text import Misread
from yunting.money.api.books import books_api as money_books
from yunting.money.api.court import court_api as money_court
from yunting.money.api.party import party_api as money_party
from yunting.money.api.relief import deciding_api as deciding_relief_api
from yunting.money.api.relief import relief_api
from yunting.rules.amount import NotAnAmount
from yunting.rules.asked.inputs import BadInput
from yunting.ui.refusals import not_found, problem, refused
from yunting.web.api import (
    case_file,
    copies,
    corrections,
    court,
    files,
    matters,
    outages,
    own,
    papers,
    public,
    rules,
    sealing,
)


class Bearer(HttpBearer):
    """An access token in the Authorization header."""

    def authenticate(self, request: HttpRequest, token: str) -> Account | None:
        """Return whose token it is; the account is who acts from here on."""
        account = selectors.account_of_token(token, machine_at=clock.machine_now())
        if account is not None:
            request.user = account
            if getattr(account, "help_is_due", False):
                helping.expire_due(at=clock.now(), helper=account.person)
        return account


class SignedIn(SessionAuth):
    """The session of a page, with the page's CSRF token."""

    def __call__(self, request: HttpRequest) -> Account | None:
        """Return who is signed in; whoever is not is told so, not that a token is missing."""
        return super().__call__(request) if isinstance(request.user, Account) else None

    def authenticate(self, request: HttpRequest, key: str | None) -> Account | None:
        """Return who is signed in."""
        return request.user if isinstance(request.user, Account) else None


# The page of documentation is ours (api_page.py): theirs would fetch its scripts from elsewhere.
api = NinjaAPI(
    title="云庭 API",
    version="1",
    auth=[Bearer(), SignedIn()],
    docs_url=None,
    openapi_url="/openapi.json",
)
for router in (
    accounts,
    filer_api,
    defending_api,
    party_api,
    money_party,
    relief_api,
    feedback_party,
    files.router,
    matters.router,
    papers.router,
    case_file.router,
    corrections.router,
    sealing.router,
    copies.router,
    own.router,
    public.router,
    outages.router,
    rules.router,
):
    api.add_router("", router)
for router in (
    desk_api,
    judges_api,
    deciding_api,
    court.router,
    court_api,
    money_court,
    money_books,
    deciding_relief_api,
    feedback_court,
    outages.court_router,
):
    api.add_router("/court", router)


@api.exception_handler(Refused)
def _refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    return refused(request, refusal, status=status_of(refusal))


def status_of(refusal: Refused) -> int:
    """Return 422 for what cannot be read, 423 for a door that is shut, else 409."""
    if isinstance(refusal, Misread | KeyReused | BadInput | NotAnAmount):
        return 422
    return 423 if isinstance(refusal, Locked) else 409


@api.exception_handler(NotVisible)
def _not_visible(request: HttpRequest, _: NotVisible) -> HttpResponse:
    return not_found(request)


@api.exception_handler(AuthenticationError)
def _not_signed_in(request: HttpRequest, _: AuthenticationError) -> HttpResponse:
    return problem(
        401,
        code="not-signed-in",
        message="没有登录，或者访问令牌无效、过期、已作废。",
        remedy="请在“我的账号”生成访问令牌，放在 Authorization: Bearer 里。",
    )


@api.exception_handler(HttpError)
def _unfit(request: HttpRequest, error: HttpError) -> HttpResponse:
    if error.status_code == 403:
        return problem(
            403,
            code="not-from-our-page",
            message="请求没有带本院页面的校验码。",
            remedy="程序请用访问令牌；页面请带 X-CSRFToken。",
        )
    return problem(
        error.status_code,
        code="unreadable",
        message="请求的内容看不懂。",
        remedy="请发送 JSON，并核对 Content-Type。",
    )


def _place(loc: tuple[str | int, ...]) -> str:
    """Return the field an error is at: in the body below the name of our own parameter."""
    return ".".join(map(str, loc[2:] if loc[0] == "body" else loc[1:]))


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    fields: list[dict[str, Any]] = [
        {"field": _place(one["loc"]), "problem": one["msg"]} for one in error.errors
    ]
    return problem(
        422,
        code="invalid",
        message="请求的内容不完整或者格式不对。",
        remedy="请按 openapi.json 核对各字段。",
        fields=fields,
    )
