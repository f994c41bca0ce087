"""The party's side for programs: papers served, consents, addresses."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from yunting.core.access import account_of
from yunting.core.idempotency import once
from yunting.delivery.models import Service
from yunting.delivery.models.address import Channel
from yunting.delivery.models.consent import Stage, Unfit
from yunting.delivery.selectors import addresses as known
from yunting.delivery.selectors import consents as selectors
from yunting.delivery.selectors import door, services
from yunting.delivery.selectors.files import sealed_file
from yunting.delivery.services import addresses, consents, converting, deciding, tracing
from yunting.lib import clock, identity
from yunting.lib.errors import NotVisible

party_api = Router(tags=["文书与在线办理"])
MOST = 200
PDF = {"responses": {200: {"content": {"application/pdf": {"schema": {"type": "string"}}}}}}
LONG = 1000


class PaperOut(Schema):
    """A paper served on me; `effective_on` is the day of service, null while it is not served."""

    id: int
    matter: str
    title: str
    number: str
    code: str
    state: str
    opened_at: datetime | None
    effective_on: date | None
    computation: list[str]
    certificate: str


class ContestBody(Schema):
    """Why the service is denied, and the day of arrival I claim instead, if any."""

    reason: str = Field(max_length=LONG)
    claimed_on: date | None = None


class ConsentOut(Schema):
    """What I said about one stage; `state` is empty while nobody asked and nothing was said."""

    stage: str
    state: str
    notice: str
    asked_at: datetime | None
    answered_at: datetime | None
    reason: str


class StageOut(Schema):
    """How one stage is done: online, mixed or offline, and why."""

    stage: str
    mode: str
    reasons: list[str]


class OnlineOut(Schema):
    """My words about each stage, and how each stage is done."""

    mine: list[ConsentOut]
    stages: list[StageOut]


class AnswerBody(Schema):
    """Yes or no by stage; a stage left out is not answered. `notice` is the version I read."""

    notice: str = Field(max_length=16)
    said: dict[Stage, bool]
    reason: str = Field(default="", max_length=200)


class StageBody(Schema):
    """A stage and the reason."""

    stage: Stage
    reason: str = Field(max_length=LONG)


class OfflineBody(StageBody):
    """Why everybody should do a stage in person."""

    why: Unfit


class AddressOut(Schema):
    """Where papers go. `channels` are the electronic ones I confirmed."""

    state: str
    confirmed_at: datetime | None
    channels: dict[str, str]
    postal_name: str
    postal_address: str
    postal_phone: str
    notice: str


class AddressBody(Schema):
    """Where papers should go; what is left out is not used. `notice` is the version I read."""

    notice: str = Field(max_length=16)
    platform: bool = True
    sms: str = Field(default="", max_length=40)
    email: str = Field(default="", max_length=200, pattern=r"^([^@\s]+@[^@\s]+\.[^@\s]+)?$")
    dingtalk: str = Field(default="", max_length=100, pattern=r"^[A-Za-z0-9]*$")
    wecom: str = Field(default="", max_length=100, pattern=r"^[A-Za-z0-9-]*$")
    postal_name: str = Field(default="", max_length=100)
    postal_address: str = Field(default="", max_length=300)
    postal_phone: str = Field(default="", max_length=40)


@party_api.get("/services", response=list[PaperOut], summary="送达给我的文书，没有打开的在前")
def list_papers(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the papers served on me, unopened ones first; at most two hundred."""
    return [_paper(one) for one in services.papers_of(account_of(request))[:MOST]]


@party_api.get("/services/{int:pk}", response=PaperOut, summary="一份送达给我的文书")
def get_paper(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Return one paper served on me; reading this does not open it."""
    service, _ = door.receiver_of(request, pk)
    return _paper(service)


@party_api.get("/services/{int:pk}/paper.pdf", summary="文书全文", openapi_extra=PDF)
def paper_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the sealed file of a paper that was opened."""
    service, _ = door.receiver_of(request, pk)
    if service.opened_at is None:
        raise NotVisible
    return sealed_file(service.document)


@party_api.get("/services/{int:pk}/certificate.pdf", summary="送达凭证", openapi_extra=PDF)
def certificate_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the sealed certificate of a service."""
    service, _ = door.receiver_of(request, pk)
    if service.certificate is None:
        raise NotVisible
    return sealed_file(service.certificate)


@party_api.post("/services/{int:pk}/open", response=PaperOut, summary="打开文书：从此视为已阅知")
def open_paper(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Open a paper: it is read from now on."""
    service, actor = door.receiver_of(request, pk)
    once(tracing.open_paper, service, by=actor, at=clock.now())
    return get_paper(request, pk)


@party_api.post("/services/{int:pk}/received", response=PaperOut, summary="回复收到")
def received(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Answer that the paper is here."""
    service, actor = door.receiver_of(request, pk)
    once(tracing.acknowledge, service, by=actor, at=clock.now())
    return get_paper(request, pk)


@party_api.post("/services/{int:pk}/objection", response=PaperOut, summary="对送达提出异议")
def contest(request: HttpRequest, pk: int, body: ContestBody) -> dict[str, Any]:
    """Deny a service, or claim another day of arrival."""
    service, actor = door.receiver_of(request, pk)
    once(deciding.contest, service, **body.dict(), by=actor, at=clock.now())
    return get_paper(request, pk)


@party_api.get("/matters/{code}/online", response=OnlineOut, summary="各环节是否在线，我的选择")
def get_online(request: HttpRequest, code: str) -> dict[str, Any]:
    """Return my word on each stage and how each stage is done."""
    matter, _, person = door.party_of(request, code)
    stages = selectors.stages_of(matter, on=clock.day_of(clock.now()))
    return {
        "mine": [_consent(line) for line in selectors.own_lines(matter, person)],
        "stages": [
            {"stage": one.stage, "mode": one.mode.value, "reasons": list(one.mode.reasons)}
            for one in stages
        ],
    }


@party_api.post("/matters/{code}/online", response=OnlineOut, summary="逐项选择是否同意在线")
def answer(request: HttpRequest, code: str, body: AnswerBody) -> dict[str, Any]:
    """Say yes or no to stages, each by itself."""
    matter, actor, person = door.party_of(request, code)
    told = {"notice": body.notice, "reason": body.reason}
    once(consents.answer, matter, person, body.said, **told, by=actor, at=clock.now())
    return get_online(request, code)


@party_api.post("/matters/{code}/online/take-back", response=OnlineOut, summary="申请收回同意")
def take_back(request: HttpRequest, code: str, body: StageBody) -> dict[str, Any]:
    """Ask to take a consent back; the court decides."""
    matter, actor, person = door.party_of(request, code)
    line = next(
        (one for one in selectors.own_lines(matter, person) if one.stage == body.stage), None
    )
    if line is None or line.consent is None:
        raise NotVisible
    once(converting.retract, line.consent, reason=body.reason, by=actor, at=clock.now())
    return get_online(request, code)


@party_api.post("/matters/{code}/online/in-person", response=OnlineOut, summary="申请各方到庭")
def in_person(request: HttpRequest, code: str, body: OfflineBody) -> dict[str, Any]:
    """Ask that everybody do a stage in person."""
    matter, actor, person = door.party_of(request, code)
    once(
        converting.ask_offline,
        matter,
        person,
        body.stage,
        why=body.why,
        reason=body.reason,
        by=actor,
        at=clock.now(),
    )
    return get_online(request, code)


@party_api.get("/matters/{code}/address", response=AddressOut, summary="我的送达地址")
def get_address(request: HttpRequest, code: str) -> dict[str, Any]:
    """Return where papers go; `state` is empty while nothing was confirmed."""
    matter, _, person = door.party_of(request, code)
    held = known.current(matter, person)
    names = ("state", "confirmed_at", "postal_name", "postal_address", "postal_phone", "notice")
    told: dict[str, Any] = {name: getattr(held, name, "") for name in names}
    told["confirmed_at"] = held.confirmed_at if held else None
    channels = {one.channel: one.address for one in held.addresses.all()} if held else {}
    return {**told, "channels": channels}


@party_api.post("/matters/{code}/address", response=AddressOut, summary="确认或者变更送达地址")
def confirm_address(request: HttpRequest, code: str, body: AddressBody) -> dict[str, Any]:
    """Confirm, or change, where papers go."""
    matter, actor, person = door.party_of(request, code)
    electronic = {
        Channel.SMS: identity.mobile_number(body.sms) if body.sms else "",
        Channel.EMAIL: body.email,
        Channel.DINGTALK: body.dingtalk,
        Channel.WECOM: body.wecom,
        Channel.PLATFORM: account_of(request).handle if body.platform else "",
    }
    stated = addresses.Stated(
        electronic={channel: where for channel, where in electronic.items() if where},
        postal_name=body.postal_name,
        postal_address=body.postal_address,
        postal_phone=identity.phone_number(body.postal_phone) if body.postal_phone else "",
    )
    once(addresses.confirm, matter, person, stated, notice=body.notice, by=actor, at=clock.now())
    return get_address(request, code)


def _paper(one: Service) -> dict[str, Any]:
    return {
        "id": one.pk,
        "matter": one.matter.code,
        "title": one.document.title,
        "number": one.document.number,
        "code": one.document.code,
        "state": one.state,
        "opened_at": one.opened_at,
        "effective_on": one.effective_on,
        "computation": list(one.steps),
        "certificate": one.certificate.code if one.certificate else "",
    }


def _consent(line: selectors.Line) -> dict[str, Any]:
    said = line.consent
    return {
        "stage": line.stage,
        "state": said.state if said else "",
        "notice": said.notice if said else "",
        "asked_at": said.asked_at if said else None,
        "answered_at": said.answered_at if said else None,
        "reason": said.reason if said else "",
    }
