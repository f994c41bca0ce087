"""The court's side of delivery for programs: every read and act of its pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from ninja import Router

from yunting.core.access import actor_for
from yunting.core.idempotency import once
from yunting.core.models import Document, Matter
from yunting.core.procedure import open_moves
from yunting.delivery.api import shapes
from yunting.delivery.models import (
    AddressConfirmation,
    OfflineRequest,
    OnlineConsent,
    Service,
    ServiceState,
)
from yunting.delivery.selectors import addresses as known
from yunting.delivery.selectors import case as one_case
from yunting.delivery.selectors import consents as selectors
from yunting.delivery.selectors import door, overview, parties, services
from yunting.delivery.services import (
    addresses,
    announcing,
    consents,
    converting,
    deciding,
    ladder,
    serving,
)
from yunting.lib import clock
from yunting.lib.errors import NotVisible
from yunting.rules.service.electronic import Ground
from yunting.rules.service.ways import Announced

court_api = Router(tags=["送达"])
PAGE = 50
LONG = 1000
Acts = Callable[..., Any]


@court_api.get("/services", response=shapes.ServicesOut, summary="全部送达")
def list_services(
    request: HttpRequest, state: ServiceState | None = None, matter: str = "", after: int = 0
) -> dict[str, Any]:
    """Return the services I answer for by number, fifty at a time; of one dispute by its code."""
    rows = overview.overview(door.server_of(request)).filter(pk__gt=after)
    if state is not None:
        rows = rows.filter(state=state)
    if matter:
        rows = rows.filter(matter__code=matter)
    found = list(rows.order_by("pk")[: PAGE + 1])
    more = found[PAGE - 1].pk if len(found) > PAGE else None
    return {"rows": [_row(one) for one in found[:PAGE]], "next": more}


@court_api.get("/services/{int:pk}", response=shapes.ServiceOut, summary="一件送达和它的全部经过")
def get_service(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Return one service with every attempt and the next step."""
    found, actor = door.server_for(request, Service, pk=pk)
    found = one_case.whole(found)
    return {
        "id": found.pk,
        "matter": found.matter.code,
        "case": found.case.number if found.case else "",
        "title": found.document.title,
        "to": found.to.name,
        "party": found.party.name,
        "state": found.state,
        "effective_on": found.effective_on,
        "rule": found.rule,
        "computation": list(found.steps),
        "next": services.next_rung(found, on=clock.day_of(clock.now())).rung or "",
        "moves": [move.name for move in open_moves(found, actor)],
        "attempts": list(one_case.attempts_of(found)),
    }


@court_api.post("/matters/{code}/services", response=list[shapes.StateOut], summary="送达一份文书")
def serve(request: HttpRequest, code: str, body: shapes.ServeBody) -> list[dict[str, Any]]:
    """Serve a paper on a party; the services it made, none if there were."""
    matter, actor = door.server_for(request, Matter, code=code)
    document = Document.objects.filter(matter=matter, pk=body.document).first()
    if document is None:
        raise NotVisible
    to = door.named_in(matter, body.party)
    outcome = once(
        serving.serve, document, to=to, is_urgent=body.is_urgent, by=actor, at=clock.now()
    )
    made = Service.objects.filter(pk__in=[one.pk for one in outcome.value or ()])
    return [{"id": one.pk, "state": one.state} for one in made.order_by("id")]


@court_api.post("/services/{int:pk}/send", response=shapes.ServiceOut, summary="电子送达")
def send(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Send by every agreed electronic channel."""
    return _acted(request, pk, serving.send)


@court_api.post("/services/{int:pk}/call", response=shapes.ServiceOut, summary="记录电话")
def call(request: HttpRequest, pk: int, body: shapes.CallBody) -> dict[str, Any]:
    """Record a call."""
    return _acted(request, pk, ladder.call, **body.dict())


@court_api.post("/services/{int:pk}/post", response=shapes.ServiceOut, summary="邮寄送达")
def post(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Give the paper to the post."""
    return _acted(request, pk, ladder.post)


@court_api.post("/services/{int:pk}/visit", response=shapes.ServiceOut, summary="记录上门送达")
def visit(request: HttpRequest, pk: int, body: shapes.VisitBody) -> dict[str, Any]:
    """Record a visit; pictures are uploaded on the page."""
    acts: dict[str, Acts] = {
        "handed": ladder.hand_over,
        "left": ladder.leave,
        "vain": ladder.visit_in_vain,
    }
    told = ladder.Visit(**body.dict(exclude={"outcome"}))
    return _acted(request, pk, acts[body.outcome], told)


@court_api.post("/services/{int:pk}/notice", response=shapes.ServiceOut, summary="登记公告送达")
def publish(request: HttpRequest, pk: int, body: shapes.NoticeBody) -> dict[str, Any]:
    """Serve by public notice."""
    told = announcing.Notice(
        **{**body.dict(), "parts": frozenset(Announced[name.upper()] for name in body.parts)}
    )
    return _acted(request, pk, announcing.publish, told)


@court_api.post("/services/{int:pk}/reading", response=shapes.ServiceOut, summary="核对阅知记录")
def reading(request: HttpRequest, pk: int, body: shapes.DecideBody) -> dict[str, Any]:
    """Accept a reading as proof, or not, with the reason."""
    if body.allow:
        return _acted(request, pk, deciding.accept_reading)
    return _acted(request, pk, deciding.reject_reading, reason=body.reason)


@court_api.post("/services/{int:pk}/keep", response=shapes.ServiceOut, summary="异议不成立")
def keep(request: HttpRequest, pk: int, body: shapes.ReasonBody) -> dict[str, Any]:
    """Keep the service as it stands."""
    return _acted(request, pk, deciding.keep, reason=body.reason)


@court_api.post("/services/{int:pk}/rebut", response=shapes.ServiceOut, summary="认定没有送达")
def rebut(request: HttpRequest, pk: int, body: shapes.ReasonBody) -> dict[str, Any]:
    """Find that the paper was not served."""
    return _acted(request, pk, deciding.rebut, reason=body.reason)


@court_api.post("/services/{int:pk}/accept-day", response=shapes.ServiceOut, summary="改定送达日")
def accept_day(request: HttpRequest, pk: int, body: shapes.ReasonBody) -> dict[str, Any]:
    """Accept the day the recipient has proved."""
    return _acted(request, pk, deciding.accept_day, reason=body.reason)


@court_api.get("/letters", response=list[shapes.LetterOut], summary="待打印的信件")
def list_letters(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the letters that wait to be printed and posted; at most two hundred."""
    rows = overview.letters(door.server_of(request))[:200]
    return [
        {
            "id": one.pk,
            "service": one.service_id,
            "to": one.service.to.name,
            "address": one.address,
            "title": one.service.document.title,
            "code": one.service.document.code,
        }
        for one in rows
    ]


@court_api.post("/letters/printed", response=shapes.PrintedOut, summary="登记信件已经打印")
def printed(request: HttpRequest, letters: list[int]) -> dict[str, Any]:
    """Note that letters were printed; unknown ones are left out."""
    account = door.server_of(request)
    found = list(overview.posted(account).filter(pk__in=letters[:200]))
    outcome = once(ladder.note_printed, found, by=actor_for(request), at=clock.now())
    return {"printed": [one.pk for one in outcome.value or ()]}


@court_api.get("/matters/{code}/online", response=list[shapes.StageOut], summary="各环节的同意")
def get_stages(request: HttpRequest, code: str) -> list[dict[str, Any]]:
    """Return what every party said about every stage."""
    matter, _ = door.server_for(request, Matter, code=code)
    return [
        {
            "stage": one.stage,
            "mode": one.mode.value,
            "reasons": list(one.mode.reasons),
            "words": [
                {
                    "id": line.consent.pk if line.consent else None,
                    "person": line.person.name,
                    "state": line.consent.state if line.consent else "",
                }
                for line in one.lines
            ],
        }
        for one in selectors.stages_of(matter, on=clock.day_of(clock.now()))
    ]


@court_api.post("/matters/{code}/online/ask", response=list[shapes.StageOut], summary="告知并询问")
def ask(request: HttpRequest, code: str, body: shapes.AskBody) -> list[dict[str, Any]]:
    """Tell a party what stages online mean, and ask."""
    matter, actor = door.server_for(request, Matter, code=code)
    person = door.named_in(matter, body.person)
    once(consents.ask, matter, person, body.stages, by=actor, at=clock.now())
    return get_stages(request, code)


@court_api.post("/consents/{int:pk}/decide", response=shapes.StateOut, summary="审查收回同意的申请")
def decide(request: HttpRequest, pk: int, body: shapes.DecideBody) -> dict[str, Any]:
    """Let a consent be taken back, or not."""
    if body.allow:
        told = body.dict(exclude={"allow"})
        return _decided(request, OnlineConsent, pk, converting.allow_retraction, **told)
    return _decided(request, OnlineConsent, pk, converting.deny_retraction, reason=body.reason)


@court_api.post("/consents/{int:pk}/convert", response=shapes.StateOut, summary="转为线下")
def convert(request: HttpRequest, pk: int, body: shapes.ConvertBody) -> dict[str, Any]:
    """Move one person's stage offline."""
    return _decided(request, OnlineConsent, pk, converting.convert, **body.dict())


@court_api.post("/consents/{int:pk}/non-action", response=shapes.StateOut, summary="记录没有参加")
def non_action(request: HttpRequest, pk: int, body: shapes.ReasonBody) -> dict[str, Any]:
    """Record that somebody who agreed did not act."""
    return _decided(request, OnlineConsent, pk, converting.note_non_action, what=body.reason)


@court_api.post(
    "/offline-requests/{int:pk}", response=shapes.StateOut, summary="审查转为线下的申请"
)
def offline_request(request: HttpRequest, pk: int, body: shapes.DecideBody) -> dict[str, Any]:
    """Hold a stage in person at a party's request, or not."""
    act = converting.allow_offline if body.allow else converting.deny_offline
    return _decided(request, OfflineRequest, pk, act, reason=body.reason)


@court_api.post("/matters/{code}/known", response=shapes.StateOut, summary="登记地址")
def note_known(request: HttpRequest, code: str, body: shapes.KnownBody) -> dict[str, Any]:
    """Note an address from elsewhere."""
    matter, actor = door.server_for(request, Matter, code=code)
    person = door.named_in(matter, body.person)
    once(
        addresses.note_known,
        matter,
        person,
        body.channel,
        body.address,
        source=body.source,
        ground=Ground.PRIOR_AGREEMENT if body.is_agreed else None,
        is_lawful=body.is_lawful,
        by=actor,
        at=clock.now(),
    )
    return {"id": person.pk, "state": "noted"}


@court_api.post("/matters/{code}/address", response=shapes.StateOut, summary="请当事人确认地址")
def ask_address(request: HttpRequest, code: str, body: shapes.PersonBody) -> dict[str, Any]:
    """Ask a party to confirm where papers go."""
    matter, actor = door.server_for(request, Matter, code=code)
    person = door.named_in(matter, body.person)
    once(addresses.ask, matter, person, by=actor, at=clock.now())
    held = known.current(matter, person)
    return {"id": held.pk if held else 0, "state": held.state if held else ""}


@court_api.post("/addresses/{int:pk}/declined", response=shapes.StateOut, summary="拒绝提供地址")
def declined(request: HttpRequest, pk: int, body: shapes.DeclinedBody) -> dict[str, Any]:
    """Note that somebody gives no address."""
    return _decided(request, AddressConfirmation, pk, addresses.decline, **body.dict())


@court_api.post("/matters/{code}/receiver", response=shapes.StateOut, summary="选定接收人")
def choose_receiver(request: HttpRequest, code: str, body: shapes.ReceiverBody) -> dict[str, Any]:
    """Record that one representative receives, or all again."""
    matter, actor = door.server_for(request, Matter, code=code)
    party, now = door.named_in(matter, body.party), clock.now()
    if body.receiver is None:
        once(addresses.end_choice, matter, party, by=actor, at=now)
        return {"id": party.pk, "state": "all"}
    may = {one.pk: one for one in (party, *parties.representatives_of(matter, party))}
    if body.receiver not in may:
        raise NotVisible
    receiver = may[body.receiver]
    once(addresses.choose_receiver, matter, party, receiver, reason=body.reason, by=actor, at=now)
    return {"id": party.pk, "state": "one"}


def _acted(request: HttpRequest, pk: int, service: Acts, *told: Any, **more: Any) -> dict[str, Any]:
    found, actor = door.server_for(request, Service, pk=pk)
    once(service, found, *told, **more, by=actor, at=clock.now())
    return get_service(request, pk)


def _decided(
    request: HttpRequest, model: Any, pk: int, service: Acts, **told: Any
) -> dict[str, Any]:
    found, actor = door.server_for(request, model, pk=pk)
    once(service, found, **told, by=actor, at=clock.now())
    found.refresh_from_db()
    return {"id": found.pk, "state": found.state}


def _row(one: Any) -> dict[str, Any]:
    return {
        "id": one.pk,
        "matter": one.matter.code,
        "case": one.case.number if one.case else "",
        "title": one.document.title,
        "to": one.to.name,
        "state": one.state,
        "how": one.last_method or "",
        "why": one.last_failure or "",
        "waits_until": one.waits_until,
        "prepared_at": one.prepared_at,
    }
