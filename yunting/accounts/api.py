"""The account over HTTP: who I am, whom I act for, my access tokens."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from yunting.accounts import selectors
from yunting.accounts.models import AccessToken, HelpMandate, IdentityCheck, Kinship
from yunting.accounts.services import helping, identity, organisations, tokens
from yunting.core.access import account_of, actor_for, get_for
from yunting.core.idempotency import Outcome, once
from yunting.core.models import Account, Mandate
from yunting.core.models.person import IdKind
from yunting.lib import clock
from yunting.lib.errors import NotVisible

router = Router(tags=["账号"])


class PrincipalOut(Schema):
    """A person or organisation; `id` is what `for` in an address names."""

    id: int
    name: str


class MandateOut(Schema):
    """Whom I may act for, how far, since when."""

    id: int
    principal: PrincipalOut
    scope: str
    since: datetime


class HelpWanted(Schema):
    """Whom I ask to lend a hand, in what, to which day inclusive."""

    phone: str = Field(max_length=100)
    kinship: Literal["family", "neighbour", "operator"]
    may_file: bool = False
    may_read: bool = False
    last_day: date
    is_own_will: bool


class HelpOut(Schema):
    """A mandate to lend a hand; `helper` is there once it is accepted."""

    id: int
    state: str
    principal: PrincipalOut
    helper: PrincipalOut | None
    phone: str
    kinship: str
    may_file: bool
    may_read: bool
    last_day: date


class CoveredOut(Schema):
    """A dispute the mandate covers, and whether the helper looks after it already."""

    code: str
    is_seen: bool


class DoneOut(Schema):
    """One thing the helper has done for the principal."""

    at: datetime
    sentence: str


class HelpOneOut(HelpOut):
    """A mandate with the disputes its helper may look after and what was done under it."""

    matters: list[CoveredOut]
    done: list[DoneOut]


class TakeUpIn(Schema):
    """The code of the dispute to look after."""

    code: str = Field(max_length=20)


class MeOut(Schema):
    """My account. `name` is empty until the identity is checked."""

    name: str
    is_identified: bool
    is_court_staff: bool
    roles: list[str]


class CheckOut(Schema):
    """A check of an identity: asked, matched, mismatched, unknown, taken, gone or silent."""

    id: int
    state: str
    differs: str


class IdentityIn(Schema):
    """Name and resident identity number."""

    name: str = Field(max_length=100)
    number: str = Field(max_length=100)


class OrganisationIn(Schema):
    """An organisation I work for; `declares` that I am authorised."""

    name: str = Field(max_length=200)
    code: str = Field(max_length=100)
    legal_representative: str = Field(max_length=100)
    declares: bool


class TokenIn(Schema):
    """What the token is for."""

    name: str = Field(min_length=1, max_length=60)


class TokenOut(Schema):
    """A token without its secret."""

    id: int
    name: str
    hint: str
    issued_at: datetime
    expires_at: datetime
    revoked_at: datetime | None


class IssuedOut(TokenOut):
    """A new token; `secret` is shown this once and empty when the request is a repeat."""

    secret: str


@router.get("/me", response=MeOut, summary="我是谁")
def me(request: HttpRequest) -> dict[str, object]:
    """Return who I am."""
    actor = actor_for(request)
    account = account_of(request)
    return {
        "name": account.person.name if account.person else "",
        "is_identified": account.person_id is not None,
        "is_court_staff": account.is_court_staff,
        "roles": sorted(actor.roles),
    }


@router.post("/me/identity", response=CheckOut, summary="核验身份")
def ask_identity(request: HttpRequest, body: IdentityIn) -> object:
    """Ask the identity register who I am."""
    asked = once(
        identity.ask_identity, body.name, body.number, by=actor_for(request), at=clock.now()
    )
    return asked.value or selectors.latest_check(account_of(request), IdKind.RESIDENT)


@router.get("/me/checks/{int:pk}", response=CheckOut, summary="一次身份核验的结果")
def one_check(request: HttpRequest, pk: int) -> IdentityCheck:
    """Return what came of a check I asked for."""
    found, _ = get_for(request, IdentityCheck, pk=pk)
    return found


@router.post("/me/checks/{int:pk}/again", response=CheckOut, summary="没有回应的核验，再问一次")
def ask_again(request: HttpRequest, pk: int) -> IdentityCheck:
    """Put a question again that the register did not answer."""
    found, actor = get_for(request, IdentityCheck, pk=pk)
    asked = once(identity.ask_again, found, by=actor, at=clock.now())
    if asked.value is None:
        found.refresh_from_db()
    return asked.value or found


@router.get("/me/mandates", response=list[MandateOut], summary="可以代谁办理")
def mandates(request: HttpRequest) -> list[Mandate]:
    """Return whom I may act for."""
    return list(selectors.mandates_of(account_of(request)))


@router.post("/me/mandates", response=CheckOut, summary="登记所在单位，核对后可以代为办理")
def ask_organisation(request: HttpRequest, body: OrganisationIn) -> object:
    """Ask the register about an organisation I work for; a match is a mandate."""
    asked = once(
        identity.ask_organisation,
        body.name,
        body.code,
        body.legal_representative,
        declares=body.declares,
        by=actor_for(request),
        at=clock.now(),
    )
    return asked.value or selectors.latest_check(account_of(request), IdKind.CREDIT_CODE)


@router.delete("/me/mandates/{int:pk}", response={204: None}, summary="不再代一个单位办理")
def end_mandate(request: HttpRequest, pk: int) -> Status[None]:
    """Stop acting for an organisation."""
    mandate = selectors.mandates_of(account_of(request)).filter(pk=pk).first()
    if mandate is None:
        raise NotVisible
    once(
        organisations.end_mandate,
        mandate,
        reason="经办人自行解除",
        by=actor_for(request),
        at=clock.now(),
    )
    return Status(204, None)


@router.get("/me/help", response=list[HelpOut], summary="代办授权：我给的和我得到的")
def helps(request: HttpRequest) -> list[HelpMandate]:
    """Return the mandates to lend a hand I have given, then those I was offered or hold."""
    mine = account_of(request)
    return [*selectors.help_given(mine), *selectors.help_held(mine)]


@router.post("/me/help", response={201: HelpOut}, summary="授权一个手机号的持有人代办")
def offer_help(request: HttpRequest, body: HelpWanted) -> Status[HelpMandate]:
    """Ask who has a phone to lend me a hand."""
    wish = helping.Wish(**{**body.dict(), "kinship": Kinship(body.kinship)})
    offered = once(helping.offer, wish, by=actor_for(request), at=clock.now())
    return Status(201, offered.value or selectors.newest_help_given(account_of(request)))


@router.get("/me/help/{int:pk}", response=HelpOneOut, summary="一项代办授权和代办记录")
def one_help(request: HttpRequest, pk: int) -> dict[str, object]:
    """Return a mandate to lend a hand, what was done under it and the disputes it covers."""
    given, _ = get_for(request, HelpMandate, pk=pk)
    is_helper = given.helper_id is not None and given.helper_id == account_of(request).person_id
    covered = selectors.matters_to_look_after(given) if is_helper else []
    return {
        **HelpOut.from_orm(given).dict(),
        "matters": [{"code": matter.code, "is_seen": is_seen} for matter, is_seen in covered],
        "done": [{"at": at, "sentence": told} for at, told in selectors.done_by_helper(given)],
    }


@router.post("/me/help/{int:pk}/accept", response=HelpOut, summary="接受代办授权")
def accept_help(request: HttpRequest, pk: int) -> HelpMandate:
    """Accept to lend a hand."""
    given, actor = get_for(request, HelpMandate, pk=pk)
    return _now(once(helping.accept, given, by=actor, at=clock.now()), given)


@router.post("/me/help/{int:pk}/decline", response=HelpOut, summary="不接受代办授权")
def decline_help(request: HttpRequest, pk: int) -> HelpMandate:
    """Decline to lend a hand."""
    given, actor = get_for(request, HelpMandate, pk=pk)
    return _now(once(helping.decline, given, by=actor, at=clock.now()), given)


@router.post("/me/help/{int:pk}/withdraw", response=HelpOut, summary="收回代办授权")
def withdraw_help(request: HttpRequest, pk: int) -> HelpMandate:
    """Take a mandate back; the helper sees and does nothing more."""
    given, actor = get_for(request, HelpMandate, pk=pk)
    return _now(once(helping.withdraw, given, by=actor, at=clock.now()), given)


@router.post("/me/help/{int:pk}/lay-down", response=HelpOut, summary="退出代办授权")
def lay_down_help(request: HttpRequest, pk: int) -> HelpMandate:
    """Stop lending a hand."""
    given, actor = get_for(request, HelpMandate, pk=pk)
    return _now(once(helping.lay_down, given, by=actor, at=clock.now()), given)


@router.post("/me/help/{int:pk}/take-up", response={204: None}, summary="开始查看授权人的一件案件")
def take_up_help(request: HttpRequest, pk: int, body: TakeUpIn) -> Status[None]:
    """Look after a dispute of the principal from now on."""
    given, actor = get_for(request, HelpMandate, pk=pk)
    matter = selectors.matter_to_look_after(given, body.code)
    once(helping.take_up, given, matter, by=actor, at=clock.now())
    return Status(204, None)


def _now(outcome: Outcome[HelpMandate], given: HelpMandate) -> HelpMandate:
    given.refresh_from_db()
    return outcome.value or given


@router.get("/me/tokens", response=list[TokenOut], summary="我的访问令牌")
def list_tokens(request: HttpRequest) -> list[AccessToken]:
    """Return my access tokens, newest first."""
    return list(selectors.access_tokens(account_of(request)))


@router.post("/me/tokens", response={201: IssuedOut}, summary="生成访问令牌，只显示这一次")
def issue_token(request: HttpRequest, body: TokenIn) -> Status[dict[str, object]]:
    """Issue an access token."""
    outcome = once(
        tokens.issue_access_token,
        body.name,
        by=actor_for(request),
        at=clock.now(),
        machine_at=clock.machine_now(),
    )
    if outcome.value is None:
        known = _newest(account_of(request), body.name)
        return Status(201, {**_token(known), "secret": ""})
    return Status(201, {**_token(outcome.value.token), "secret": outcome.value.secret})


@router.delete("/me/tokens/{int:pk}", response={204: None}, summary="作废一个访问令牌")
def revoke_token(request: HttpRequest, pk: int) -> Status[None]:
    """Revoke an access token."""
    token, actor = get_for(request, AccessToken, pk=pk)
    once(
        tokens.revoke_access_token,
        token,
        by=actor,
        at=clock.now(),
        machine_at=clock.machine_now(),
    )
    return Status(204, None)


def _newest(account: Account, name: str) -> AccessToken:
    return selectors.access_tokens(account).filter(name=name)[0]


def _token(token: AccessToken) -> dict[str, object]:
    return {
        "id": token.pk,
        "name": token.name,
        "hint": token.hint,
        "issued_at": token.issued_at,
        "expires_at": token.expires_at,
        "revoked_at": token.revoked_at,
    }
