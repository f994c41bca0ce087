"""Every act of delivery as its page sends it, for the double click of tests/web/test_twice.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from tests.cast import AT
from tests.delivery.build import ADDRESS, CONSENT, Dispute, agrees, sealed
from tests.web.delivery_world import Delivery
from tests.web.world import World
from yunting.core.models import Case
from yunting.delivery.models import AddressConfirmation, OnlineConsent, Service
from yunting.delivery.models.consent import Stage
from yunting.delivery.services import addresses, consents, tracing
from yunting.lib import clock

CONSENTS, REQUESTS = "delivery.OnlineConsent", "delivery.OfflineRequest"
ADDRESSES, SERVICES = "delivery.AddressConfirmation", "delivery.Service"


@dataclass(frozen=True, slots=True)
class Click:
    """Who sends what to which address."""

    who: str
    address: str
    typed: dict[str, Any] = field(default_factory=dict)


Way = Callable[[World], Click]


def told(world: World) -> Dispute:
    """Return the dispute whose papers are served."""
    case = Case.objects.select_related("matter__court").get(matter=world.delivery.matter)
    return Dispute(world.cast, case)


def words(who: str, **typed: str) -> Way:
    """Return somebody's words about stages, on their own page."""

    def way(world: World) -> Click:
        address = reverse("delivery:online", args=[world.delivery.matter.code])
        return Click(who, address, {"notice": CONSENT, **typed})

    return way


def after(prepare: Callable[[World], object], way: Way) -> Way:
    """Return a way once something has been prepared."""

    def prepared(world: World) -> Click:
        prepare(world)
        return way(world)

    return prepared


def said(stage: Stage, agrees_: bool) -> Callable[[World], object]:
    """Let 李 say a word about a stage."""

    def say(world: World) -> object:
        dispute = told(world)
        by = dispute.by(world.cast.li)
        return consents.answer(
            dispute.matter, dispute.li, {stage: agrees_}, notice=CONSENT, by=by, at=AT
        )

    return say


def asking(stage: Stage) -> Way:
    """Return the court's question to 李 about a stage."""

    def way(world: World) -> Click:
        address = reverse("delivery:ask", args=[world.delivery.matter.code])
        return Click("sun", address, {"person": told(world).li.pk, "stages": [stage.value]})

    return way


def of_consent(name: str, consent: Callable[[Delivery], OnlineConsent], **typed: str) -> Way:
    """Return a decision of the court about a consent."""

    def way(world: World) -> Click:
        address = reverse("delivery:consent-act", args=[consent(world.delivery).pk, name])
        return Click("sun", address, typed)

    return way


def retract(world: World) -> Click:
    address = reverse("delivery:retract", args=[world.delivery.consent.pk])
    return Click("zhang", address, {"reason": "网络不好"})


def in_person(world: World) -> Click:
    address = reverse("delivery:in-person", args=[world.delivery.matter.code, "hearing"])
    return Click("li", address, {"why": "witness", "reason": "证人要到场"})


def of_request(**typed: str) -> Way:
    """Return the court's decision on a request."""

    def way(world: World) -> Click:
        address = reverse("delivery:offline-request", args=[world.delivery.request.pk])
        return Click("sun", address, typed)

    return way


def confirming(who: str) -> Way:
    """Return somebody's confirmation of a postal address."""

    def way(world: World) -> Click:
        address = reverse("delivery:address", args=[world.delivery.matter.code])
        typed = {"notice": ADDRESS, "postal_address": "测试路1号", "confirmed": "on"}
        return Click(who, address, typed)

    return way


def without_address(world: World) -> None:
    """Let nobody have asked 李."""
    AddressConfirmation.objects.filter(pk=world.delivery.address.pk).delete()


def refuses_address(world: World) -> None:
    """Let 李 have refused to give an address."""
    dispute = told(world)
    addresses.decline(
        world.delivery.address, reason="不说", lawful="测试路1号", by=dispute.clerk, at=AT
    )


def ask_address(world: World) -> Click:
    address = reverse("delivery:ask-address", args=[world.delivery.matter.code])
    return Click("sun", address, {"person": told(world).li.pk})


def decline(world: World) -> Click:
    address = reverse("delivery:declined", args=[world.delivery.address.pk])
    return Click("sun", address, {"reason": "不说", "lawful": "测试路1号"})


def serve(world: World) -> Click:
    paper = sealed(told(world))
    address = reverse("delivery:serve", args=[world.delivery.matter.code])
    return Click("sun", address, {"document": paper.pk, "party": told(world).li.pk})


def act(name: str, service: str, who: str = "sun", **typed: str) -> Way:
    """Return an act on a service."""

    def way(world: World) -> Click:
        one = world.delivery.services[service]
        return Click(who, reverse("delivery:act", args=[one.pk, name]), typed)

    return way


def visit(**typed: str) -> Way:
    """Return a visit."""

    def way(world: World) -> Click:
        one = world.delivery.services["called"]
        address = reverse("delivery:visit", args=[one.pk])
        return Click("sun", address, {"place": "测试路9号", **typed})

    return way


def publish(world: World) -> Click:
    dispute = told(world)
    Case.objects.filter(pk=dispute.case.pk).update(procedure="ordinary")
    typed = {
        "is_missing": "yes",
        "reason": "社区证明下落不明",
        "text": "公告全文",
        "parts": ["gist", "periods", "hearing", "consequence"],
        "where": ["法院公告栏"],
        "published_on": f"{clock.day_of(AT):%Y%m%d}",
    }
    one = world.delivery.services["stuck"]
    return Click("sun", reverse("delivery:publish", args=[one.pk]), typed)


def agrees_to_service(world: World) -> None:
    """Let 李 agree to be served online."""
    agrees(told(world), world.cast.li, Stage.SERVICE)


def read_at_another_address(world: World) -> None:
    """Let the prepared paper be read at an address nobody has confirmed."""
    dispute, one = told(world), world.delivery.services["prepared"]
    by = dispute.by(world.cast.li)
    tracing.open_paper(one, by=by, at=AT)
    assert Service.objects.get(pk=one.pk).state == "to-confirm"


def contest(world: World) -> Click:
    one = world.delivery.services["opened"]
    return Click("zhang", reverse("delivery:contest", args=[one.pk]), {"reason": "没收到"})


WAYS: dict[tuple[str, str], Way] = {
    (CONSENTS, "ask"): asking(Stage.EVIDENCE_EXCHANGE),
    (CONSENTS, "ask-again"): after(said(Stage.HEARING, False), asking(Stage.HEARING)),
    (CONSENTS, "volunteer"): words("li", **{"evidence-exchange": "yes"}),
    (CONSENTS, "decline-unasked"): words("li", **{"evidence-exchange": "no"}),
    (CONSENTS, "give"): words("li", hearing="yes"),
    (CONSENTS, "give-later"): after(said(Stage.HEARING, False), words("li", hearing="yes")),
    (CONSENTS, "refuse"): words("li", hearing="no"),
    (CONSENTS, "retract"): retract,
    (CONSENTS, "allow-retraction"): of_consent("decide", lambda d: d.retracting, act="allow"),
    (CONSENTS, "deny-retraction"): of_consent(
        "decide", lambda d: d.retracting, act="deny", reason="已经开始"
    ),
    (CONSENTS, "convert"): of_consent(
        "convert", lambda d: d.consent, why="no-means", reason="没有设备"
    ),
    (CONSENTS, "note-non-action"): of_consent("non-action", lambda d: d.consent, reason="没有登录"),
    (REQUESTS, "ask-offline"): in_person,
    (REQUESTS, "allow-offline"): of_request(act="allow"),
    (REQUESTS, "deny-offline"): of_request(act="deny", reason="不必"),
    (ADDRESSES, "ask"): after(without_address, ask_address),
    (ADDRESSES, "confirm"): confirming("li"),
    (ADDRESSES, "confirm-later"): after(refuses_address, confirming("li")),
    (ADDRESSES, "confirm-unasked"): after(without_address, confirming("li")),
    (ADDRESSES, "decline"): decline,
    (ADDRESSES, "replace"): confirming("zhang"),
    (SERVICES, "prepare"): serve,
    (SERVICES, "send"): after(agrees_to_service, act("send", "prepared")),
    (SERVICES, "reach-by-call"): act(
        "call", "prepared", phone="13900000009", reached="yes", said="来取"
    ),
    (SERVICES, "miss-by-call"): act(
        "call", "prepared", phone="13900000009", reached="no", said="空号"
    ),
    (SERVICES, "post-out"): act("post", "prepared"),
    (SERVICES, "visit-in-vain"): visit(outcome="vain", note="没有人"),
    (SERVICES, "hand-over"): visit(outcome="handed", received_by="李潮本人"),
    (SERVICES, "leave"): visit(outcome="left", witness="某某，测试社区"),
    (SERVICES, "publish"): publish,
    (SERVICES, "accept-reading"): after(read_at_another_address, act("accept-reading", "prepared")),
    (SERVICES, "reject-reading"): after(
        read_at_another_address, act("reject-reading", "prepared", reason="不是本人")
    ),
    (SERVICES, "contest"): contest,
    (SERVICES, "keep"): act("keep", "contested", reason="记录正常"),
    (SERVICES, "rebut"): act("rebut", "contested", reason="确有故障"),
    (SERVICES, "redate"): act("accept-day", "contested", reason="有证明"),
}
# What no person sends: receipts, rules and the clock make these; who holds them is said here.
BY_RULE = {
    (CONSENTS, "choose"): "tests/delivery/test_consents.py",
    (CONSENTS, "lapse"): "tests/delivery/test_consents.py",
    (SERVICES, "get-stuck"): "tests/delivery/test_services.py",
    (SERVICES, "take-effect"): "tests/delivery/test_services.py",
    (SERVICES, "show-reading"): "tests/delivery/test_services.py",
    (SERVICES, "replace"): "tests/delivery/test_services.py",
}
