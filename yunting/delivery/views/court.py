"""The clerk's pages: all services, one case, one service with the next step, the officer's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yunting.core import messages, uploads
from yunting.core.access import actor_for
from yunting.core.actor import Actor
from yunting.core.models import Document, FileKind, Matter, Upload
from yunting.core.procedure import open_moves
from yunting.core.uploads import Sent
from yunting.delivery import settings
from yunting.delivery.forms import court as forms
from yunting.delivery.models import Service, ServiceState
from yunting.delivery.models.address import Channel
from yunting.delivery.procedure import service as procedure
from yunting.delivery.selectors import addresses as known
from yunting.delivery.selectors import case as one_case
from yunting.delivery.selectors import door, overview, services
from yunting.delivery.services import announcing, deciding, ladder, serving
from yunting.lib import clock
from yunting.lib.errors import NotVisible
from yunting.ui.forms import Form
from yunting.ui.lists import Column, Filter, Listing, State
from yunting.ui.pages import done, show, signed_in
from yunting.ui.refusals import act, say

GET_POST = ["GET", "HEAD", "POST"]
MOST_LETTERS = 200
TONES = {
    ServiceState.STUCK: "danger",
    ServiceState.TO_CONFIRM: "warning",
    ServiceState.CONTESTED: "warning",
    ServiceState.UNDER_WAY: "info",
    ServiceState.SERVED: "success",
}


@dataclass(frozen=True, slots=True)
class ActOn:
    """One act on a service: its form, the service behind it, the move that allows it."""

    form: type[forms.Act]
    service: Callable[..., Any]
    moves: frozenset[str]
    said: str


ACTS = {
    one.form.name: one
    for one in (
        ActOn(forms.SendForm, serving.send, frozenset({"send"}), "已经发出。"),
        ActOn(forms.CallForm, ladder.call, frozenset({"reach-by-call"}), "通话已经记录。"),
        ActOn(forms.PostForm, ladder.post, frozenset({"post-out"}), "已经交邮，信件在待寄批次里。"),
        ActOn(
            forms.AcceptForm,
            deciding.accept_reading,
            frozenset({"accept-reading"}),
            "已确认送达。",
        ),
        ActOn(
            forms.RejectForm,
            deciding.reject_reading,
            frozenset({"reject-reading"}),
            "不视为送达，请换一种方式。",
        ),
        ActOn(forms.KeepForm, deciding.keep, frozenset({"keep"}), "维持送达。"),
        ActOn(forms.RebutForm, deciding.rebut, frozenset({"rebut"}), "已认定没有送达。"),
        ActOn(forms.AcceptDayForm, deciding.accept_day, frozenset({"redate"}), "送达日已经改定。"),
    )
}
LISTING: Listing[Any] = Listing(
    name="services",
    title="送达",
    columns=(
        Column("paper", "文书", lambda s: s.document.title),
        Column("to", "受送达人", lambda s: s.to.name, kind="short"),
        Column(
            "state",
            "状态",
            lambda s: s.get_state_display(),
            kind="badge",
            tone=lambda s: TONES.get(ServiceState(s.state), ""),
        ),
        Column("case", "案号", lambda s: s.case.number if s.case else s.matter.code),
        Column("how", "最近的方式", lambda s: overview.method_name(s.last_method), kind="short"),
        Column("why", "没有送到的原因", lambda s: s.last_failure or "", on_phone=False),
        Column("until", "等到", lambda s: s.waits_until, kind="day"),
        Column("since", "准备送达", lambda s: s.prepared_at, kind="instant", on_phone=False),
    ),
    link=lambda s: reverse("delivery:service", args=[s.pk]),
    order=("rank", "prepared_at", "id"),
    filters=(
        Filter("case", "案号", lambda rows, typed: rows.filter(case__number__contains=typed)),
        Filter("to", "受送达人", lambda rows, typed: rows.filter(to__name__contains=typed)),
    ),
    states=tuple(State(value, str(label)) for value, label in ServiceState.choices),
)


@require_safe
@signed_in
def all_services(request: HttpRequest) -> HttpResponseBase:
    """List every service one answers for: what is stuck stands first. Two queries."""
    account = door.server_of(request)
    return LISTING.answer(request, overview.overview(account), "delivery/services.html")


@require_safe
@signed_in
def matter(request: HttpRequest, code: str) -> HttpResponse:
    """Show a dispute's service: whom, what, how, when, next."""
    found, _ = door.server_for(request, Matter, code=code)
    return _show_matter(request, found)


def _show_matter(request: HttpRequest, found: Matter, refused: Form | None = None) -> HttpResponse:
    on = clock.day_of(clock.now())
    context = {
        "matter": found,
        "view": one_case.view_of(found, on=on),
        "refused": refused,
        "known_form": forms.KnownForm(),
        "form": Form(),
    }
    return show(request, "delivery/matter.html", context)


@require_POST
@signed_in
def serve(request: HttpRequest, code: str) -> HttpResponse:
    """Serve a paper on a party: by every agreed channel, on all who receive for it."""
    found, actor = door.server_for(request, Matter, code=code)
    form = forms.ServeForm(request.POST)
    if form.is_valid():
        document = Document.objects.filter(matter=found, pk=form.cleaned_data["document"]).first()
        to = door.named_in(found, form.cleaned_data["party"])
        if document is None:
            raise NotVisible
        outcome = act(
            form,
            serving.serve,
            document,
            to=to,
            is_urgent=form.cleaned_data["is_urgent"],
            by=actor,
            at=clock.now(),
        )
        if outcome is not None:
            say(request, outcome, f"已向{to}送达《{document.title}》。")
            return done(request, "delivery:matter", code)
    return _show_matter(request, found, form)


@require_safe
@signed_in
def service(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one service: every attempt with its trace, the computation, the next step."""
    found, actor = door.server_for(request, Service, pk=pk)
    return _show_service(request, found, actor)


def _show_service(
    request: HttpRequest, found: Service, actor: Actor, sent: forms.Act | None = None
) -> HttpResponse:
    on = clock.day_of(clock.now())
    found = one_case.whole(found)
    allowed = {move.name for move in open_moves(found, actor)}
    acts = [one for one in ACTS.values() if one.moves & allowed and _fits(one, found)]
    reaches = known.channels_of(found.to, found.matter, party=found.party, on=on)
    context = {
        "service": found,
        "next": services.next_rung(found, on=on),
        "reaches": reaches,
        "acts": [sent if sent and sent.name == a.form.name else _empty(a, reaches) for a in acts],
        "sent": sent,
        "attempts": one_case.attempts_of(found),
        "may_visit": procedure.HAND_OVER.name in allowed,
        "may_publish": procedure.PUBLISH.name in allowed,
        "clock": one_case.clock_of(found),
    }
    return show(request, "delivery/service.html", context)


def _fits(one: ActOn, found: Service) -> bool:
    return one.form is not forms.AcceptDayForm or found.claimed_on is not None


def _empty(one: ActOn, reaches: tuple[known.Reach, ...]) -> forms.Act:
    phone = next((r.address for r in reaches if r.channel is Channel.CALL), "")
    return one.form(initial={"phone": phone})


@require_POST
@signed_in
def service_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Do the next step of a service; a refused one shows the page again, nothing lost."""
    found, actor = door.server_for(request, Service, pk=pk)
    if name not in ACTS:
        raise NotVisible
    form = ACTS[name].form(request.POST)
    if form.is_valid():
        outcome = act(form, ACTS[name].service, found, **form.arguments(), by=actor, at=clock.now())
        if outcome is not None:
            say(request, outcome, ACTS[name].said)
            return done(request, "delivery:service", pk)
    return _show_service(request, found, actor, form)


@require_http_methods(GET_POST)
@signed_in
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a visit on a phone: handed over, left, or in vain; place, witness, picture."""
    found, actor = door.server_for(request, Service, pk=pk)
    form = forms.VisitForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        picture = _picture(found, form, actor)
        if not form.errors:
            outcome = act(
                form,
                _VISITS[form.cleaned_data["outcome"]],
                found,
                _visit(form, picture),
                by=actor,
                at=clock.now(),
            )
            if outcome is not None:
                say(request, outcome, "上门情况已经记录。")
                return done(request, "delivery:service", pk)
    return show(request, "delivery/visit.html", {"service": found, "form": form})


_VISITS: dict[str, Callable[..., Service]] = {
    "handed": ladder.hand_over,
    "left": ladder.leave,
    "vain": ladder.visit_in_vain,
}


def _visit(form: forms.VisitForm, picture: Upload | None) -> ladder.Visit:
    names = ("place", "received_by", "witness", "note")
    return ladder.Visit(**{n: form.cleaned_data[n].strip() for n in names}, picture=picture)


def _picture(found: Service, form: forms.VisitForm, actor: Actor) -> Upload | None:
    """Take the picture before the act; what is no picture is refused at its field."""
    sent = form.cleaned_data["picture"]
    if not sent:
        return None
    if sent.size > settings.LARGEST_PICTURE_BYTES:
        form.add_error("picture", "照片太大，请用手机拍照的普通大小，不超过20兆字节。")
        return None
    taken = act(
        form,
        uploads.take_whole,
        found.matter,
        Sent(sent.name, sent.chunks()),
        by=actor.holding(None),
        at=clock.now(),
    )
    upload = taken.value if taken else None
    if upload is not None and upload.kind != FileKind.PICTURE:
        uploads.discard(upload)
        form.add_error("picture", "这不是照片，请拍照或者选择一张图片。")
        return None
    return upload


@require_http_methods(GET_POST)
@signed_in
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Serve by public notice, once nothing else is left."""
    found, actor = door.server_for(request, Service, pk=pk)
    on = clock.day_of(clock.now())
    form = forms.NoticeForm(request.POST or None, on=on)
    if form.is_valid():
        outcome = act(form, announcing.publish, found, form.notice(), by=actor, at=clock.now())
        if outcome is not None:
            say(request, outcome, "公告已经登记，满三十日视为送达。")
            return done(request, "delivery:service", pk)
    context = {"service": found, "form": form, "tried": one_case.attempts_of(found)}
    return show(request, "delivery/publish.html", context)


@require_safe
@signed_in
def letters(request: HttpRequest) -> HttpResponse:
    """List the letters that wait to be printed and posted, and those printed lately."""
    account = door.server_of(request)
    context = {
        "rows": list(overview.letters(account)[:MOST_LETTERS]),
        "printed": list(overview.printed(account)[:MOST_LETTERS]),
        "form": Form(),
    }
    return show(request, "delivery/letters.html", context)


@require_http_methods(GET_POST)
@signed_in
def print_letters(request: HttpRequest) -> HttpResponse:
    """Print the ticked letters, each with its code and QR; a reload prints them again."""
    account = door.server_of(request)
    asked = request.POST if request.method == "POST" else request.GET
    chosen = [int(key) for key in asked.getlist("row") if key.isdecimal()][:MOST_LETTERS]
    found = list(overview.posted(account).filter(pk__in=chosen))
    if request.method == "POST" and found:
        outcome = act(
            Form(request.POST),
            ladder.note_printed,
            found,
            by=actor_for(request),
            at=clock.now(),
        )
        if outcome is not None:
            query = urlencode([("row", one.pk) for one in found])
            return done(request, f"{reverse('delivery:print')}?{query}")
    if not found:
        return done(request, "delivery:letters")
    pages = [(one, messages.check_address(one.service.document.code)) for one in found]
    return show(request, "delivery/print.html", {"letters": pages})
