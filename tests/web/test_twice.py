"""Whatever is sent twice is done once: every move there is, sent again under the same key. X8.

A move of a person is posted twice as a double click does; a move of the register follows from a
question that was posted twice; a move of the clock is looked for twice.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from tests.accounts import twice as of_help
from tests.accounts.people import GONE_CODE, GONE_FIRM, NUMBER, OTHER_NAME, OTHER_NUMBER
from tests.accounts.signing_in import sign_in_citizen
from tests.cast import AT, acting, staff
from tests.core import twice as of_papers
from tests.delivery import twice
from tests.feedback import twice as of_feedback
from tests.filing import twice as of_the_case
from tests.filing.filers import sent as sent_by
from tests.filing.pages import Device
from tests.money import twice as of_money
from tests.neighbours import Program
from tests.web.world import World
from yunting.accounts.models import CheckState, IdentityCheck
from yunting.core import lapses, wire
from yunting.core.models import Account, Division, Event
from yunting.core.models.person import IdKind
from yunting.core.procedure import Move, procedures
from yunting.core.roles import Role
from yunting.filing.models import Filing
from yunting.filing.selectors.writing import written_for
from yunting.filing.services import review

pytestmark = pytest.mark.feature("X8")
KEY, TOKEN = "k" * 32, "t" * 32
FAULT = "facts.goods.0.spec"
BASIS = "民事诉讼法 第一百二十二条第三项"
NOBODY_S_NUMBER = "330902199009120009"
SOON, LATE = AT + timedelta(days=6), AT + timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Sent:
    """What somebody sends, and what else under the same key must be refused."""

    who: str
    address: str
    typed: dict[str, Any]
    other: dict[str, Any] = field(default_factory=dict)


Way = Callable[[World, Program], Sent]


@pytest.fixture(autouse=True)
def as_it_was_made(world: World, neighbours: Program) -> Iterator[None]:
    """Take back whatever a test does to the world; the neighbours are there to be asked."""
    whole = transaction.atomic()
    # As django.test marks its own: a durable block inside is at the bottom of what is under test.
    whole._from_testcase = True  # type: ignore[attr-defined]
    with whole:
        wire.introduce()
        yield
        transaction.set_rollback(True)


def at(name: str, subject: Any) -> str:
    return reverse(f"filing:{name}", args=[subject.pk])


def of_filer(name: str, state: str, **typed: Any) -> Way:
    """Return an act of the filer on a filing in a state, signed over what was read."""

    def way(world: World, _: Program) -> Sent:
        filing = world.filings[state]
        seen = written_for(filing).number
        return Sent("zhang", at(name, filing), {"seen": seen, **typed})

    return way


def of_court(name: str, state: str, other: str = "", who: str = "sun", **typed: Any) -> Way:
    """Return an act of the desk; `other` names the field that differs the second time."""

    def way(world: World, _: Program) -> Sent:
        changed = {**typed, other: f"{typed[other]}，另有一点"} if other else {}
        return Sent(who, at(name, world.filings[state]), typed, changed)

    return way


def correct(world: World, _: Program) -> Sent:
    phone = Device(world.cast.zhang)
    filing = sent_by(phone)
    faults = [review.Fault(FAULT, "unclear", BASIS, "请写明型号")]
    due = (AT + timedelta(days=20)).date()
    review.return_filing(
        filing, faults, due_on=due, by=acting(world.cast.sun, filing.matter), at=AT
    )
    page = phone.open(at("correction", filing)).send({FAULT: "38CrMoAlA"})
    return Sent("zhang", page.url, {"seen": page.fields["seen"], **SIGNED})


def take_over(world: World, _: Program) -> Sent:
    Filing.objects.filter(pk=world.filings["submitted"].pk).update(reviewer=world.cast.zhou)
    typed = {"reason": "同事休假"}
    return Sent("sun", at("take-over", world.filings["submitted"]), typed, {"reason": "同事出差"})


def reassign(world: World, _: Program) -> Sent:
    staff("李岑", Division.objects.get(name="民事审判庭"), Role.JUDGE)
    typed = {"to": "", "reason": "原承办法官调离", "act": "change"}
    return Sent("zhou", at("case-judge", world.assigned), typed, {**typed, "reason": "另有原因"})


def assign(world: World, _: Program) -> Sent:
    typed = {"to": "", "reason": "", "act": "assign"}
    return Sent("zhou", at("case-judge", world.case), typed, {**typed, "reason": "系列案"})


def asked(name: str, number: str, *, is_outage: bool = False) -> Way:
    """Return a question about a new account's identity; the register answers at once."""

    def way(world: World, neighbours: Program) -> Sent:
        neighbours.behave("identity", outage=is_outage)
        return Sent("new", reverse("accounts:identity"), {"name": name, "number": number})

    return way


def unregistered(name: str, number: str) -> Way:
    """Return such a question about somebody who is on no account yet."""

    def way(world: World, neighbours: Program) -> Sent:
        Account.objects.filter(person__name="李潮").update(person=None)
        return asked(name, number)(world, neighbours)

    return way


def ask_again(world: World, _: Program) -> Sent:
    check = IdentityCheck.objects.create(
        account=Account.objects.get(handle="new"),
        id_kind=IdKind.RESIDENT,
        id_number=NOBODY_S_NUMBER,
        name="张澄",
        state=CheckState.SILENT,
        asked_at=AT,
    )
    return Sent("new", reverse("accounts:ask-again", args=[check.pk]), {})


def ask_about_a_firm_that_is_gone(world: World, _: Program) -> Sent:
    typed = {"code": GONE_CODE, "name": GONE_FIRM, "legal_representative": "李潮", "declares": "on"}
    return Sent("zhang", reverse("accounts:organisation"), typed)


def from_click(way: twice.Way) -> Way:
    """Return a way of another area as one of these."""

    def sent(world: World, _: Program) -> Sent:
        click = way(world)
        return Sent(click.who, click.address, click.typed)

    return sent


RETURN = {
    "path": FAULT,
    FAULT: "unclear",
    f"basis:{FAULT}": BASIS,
    f"note:{FAULT}": "请写明规格",
    "due_on": "3月20日",
}
NEW_GROUND = {"ground": "mandate", "reason": "新提交的委托书没有签名"}
SIGNED = {"signed": "张澄", "confirmed": "on"}
START = {"kind": "sale-contract", "maritime": "no"}
WAYS: dict[tuple[str, str], Way] = {
    ("filing.Filing", "open"): lambda *_: Sent("zhang", reverse("filing:start"), START),
    ("filing.Filing", "submit"): of_filer("check", "written", **SIGNED),
    ("filing.Filing", "return"): of_court("return", "submitted", f"note:{FAULT}", **RETURN),
    ("filing.Filing", "allow-second-return"): of_court(
        "allow", "corrected", "reason", "zhou", **NEW_GROUND
    ),
    ("filing.Filing", "correct"): correct,
    ("filing.Filing", "draft-refusal"): of_court(
        "refuse", "submitted", "reason", ground="no-interest", reason="不是当事人"
    ),
    ("filing.Filing", "take-back-refusal"): of_court(
        "take-back", "refused", "reason", reason="看错了"
    ),
    ("filing.Filing", "redirect"): of_court(
        "redirect", "submitted", "to", ground="maritime", to="宁波海事法院"
    ),
    ("filing.Filing", "take-over"): take_over,
    ("filing.Filing", "accept"): of_court("accept", "submitted", is_simple="yes"),
    ("filing.Filing", "withdraw"): of_filer("withdraw", "submitted", reason="和解", confirmed="on"),
    ("core.Case", "assign"): assign,
    ("core.Case", "reassign"): reassign,
    ("accounts.IdentityCheck", "ask"): asked(OTHER_NAME, NOBODY_S_NUMBER),
    ("accounts.IdentityCheck", "ask-again"): ask_again,
    ("accounts.IdentityCheck", "match"): unregistered("李潮", OTHER_NUMBER),
    ("accounts.IdentityCheck", "mismatch"): asked(OTHER_NAME, NUMBER),
    ("accounts.IdentityCheck", "not-found"): asked("张澄", NOBODY_S_NUMBER),
    ("accounts.IdentityCheck", "find-taken"): asked("张澄", NUMBER),
    ("accounts.IdentityCheck", "find-gone"): ask_about_a_firm_that_is_gone,
    ("accounts.IdentityCheck", "fall-silent"): asked("张澄", NUMBER, is_outage=True),
}
# Each app brings the ways of its own acts.
OTHERS = {
    **of_help.WAYS,
    **twice.WAYS,
    **of_the_case.WAYS,
    **of_papers.WAYS,
    **of_money.WAYS,
    **of_feedback.WAYS,
}
WAYS.update({move: from_click(way) for move, way in OTHERS.items()})
# Of the clock: on which filing, and when what falls due is looked for.
BY_THE_CLOCK = {
    ("filing.Filing", "escalate"): ("submitted", SOON),
    ("filing.Filing", "register-by-rule"): ("submitted", LATE),
    ("filing.Filing", "give-back"): ("returned", LATE),
}
BY_RULE = {
    **of_help.BY_RULE,
    **twice.BY_RULE,
    **of_the_case.BY_RULE,
    **of_papers.BY_RULE,
    **of_money.BY_RULE,
    **of_feedback.BY_RULE,
}
MOVES = {(p.subject, move.name): move for p in procedures() for move in p.moves}


def client_of(who: str, clients: dict[str, Client]) -> Client:
    """Return somebody's browser; `new` has an account and no checked identity."""
    if who != "new":
        return clients[who]
    account = Account.objects.create(handle="new", phone="13800000099", created_at=AT)
    client = Client(enforce_csrf_checks=True)
    sign_in_citizen(client, account)
    return client


def post(client: Client, sent: Sent, typed: dict[str, Any]) -> HttpResponseBase:
    client.cookies["csrftoken"] = TOKEN
    form = {**typed, "csrfmiddlewaretoken": TOKEN, "form_key": KEY}
    return client.post(sent.address, form)


def recorded(move: Move) -> list[Event]:
    """Return the facts of a move; one fact tells of several moves, by their end or its name."""
    ends = {move.target, getattr(move.target, "label", move.target)}
    rows = Event.objects.filter(kind=move.fact.kind).order_by("pk")
    told = [(one, json.loads(bytes(one.body))["fact"]) for one in rows]
    return [one for one, said in told if said.get("result", move.target) in ends]


def test_every_move_is_here() -> None:
    assert {*WAYS, *BY_THE_CLOCK, *BY_RULE} == set(MOVES)


@pytest.mark.parametrize("which", sorted(WAYS), ids="-".join)
def test_a_move_that_is_sent_twice_is_made_once(
    world: World, clients: dict[str, Client], neighbours: Program, which: tuple[str, str]
) -> None:
    client = client_of("new", clients)
    sent = WAYS[which](world, neighbours)
    client = client if sent.who == "new" else clients[sent.who]
    before = len(recorded(MOVES[which]))

    first = post(client, sent, sent.typed)
    again = post(client, sent, sent.typed)

    assert len(recorded(MOVES[which])) == before + 1
    assert (first.status_code, again.status_code) == (303, 303)
    assert first["Location"] == again["Location"]
    if sent.other:
        assert post(client, sent, sent.other).status_code == 422
        assert len(recorded(MOVES[which])) == before + 1


@pytest.mark.parametrize("which", sorted(BY_THE_CLOCK), ids="-".join)
def test_a_move_of_the_clock_that_is_due_is_made_once(
    world: World, clients: dict[str, Client], which: tuple[str, str]
) -> None:
    state, late = BY_THE_CLOCK[which]
    matter = world.filings[state].matter

    lapses.lapse_all(at=late)
    lapses.lapse_all(at=late)

    facts = [e for e in recorded(MOVES[which]) if e.matter_id == matter.pk]
    page = clients["zhang"].get(matter.get_absolute_url()).content.decode()
    assert len(facts) == 1
    assert matter.code in page
