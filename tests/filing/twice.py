"""Every act of the defendant's side and on evidence as its page sends it, for the double click.

The test is tests/web/test_twice.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from tests.cast import AT, acting
from tests.core import samples
from tests.core.bringing import uploaded
from tests.delivery.twice import Click, Way
from tests.filing.defence_stage import BO, number_of, registered, suing
from tests.filing.pages import Device
from tests.filing.test_defence_views import answer_all
from tests.web.world import World
from yunting.core.actor import Actor
from yunting.core.models import Account, Matter, Person, PersonKind
from yunting.core.models.person import IdKind
from yunting.filing.models import Answer, ItemState
from yunting.filing.selectors.parties import ANSWERS, SUING, acting_as, parties_of
from yunting.filing.services import extension, objection
from yunting.ui.uploads import TOKENS

ANSWER, ASSOCIATION = "filing.Answer", "filing.Association"
OBJECTION, EXTENSION = "filing.JurisdictionObjection", "filing.ExtensionRequest"
LIST, ITEM = "filing.EvidenceList", "filing.Evidence"
REASON = "证人在外地，下周才回来。"
TYPED = {"name": "欠条", "proves": "欠款", "source": "原告保管", "original": "held"}


def on(route: str, subject: Any, who: str, /, **typed: Any) -> Click:
    """Return what somebody sends to an address about one thing."""
    return Click(who, reverse(f"filing:{route}", args=[subject.pk]), typed)


def answer(world: World) -> Click:
    """Return the whole answer of 李, read and signed."""
    case = world.defended.unanswered
    device = Device(world.cast.li)
    device.open(reverse("filing:answer-start", args=[case.pk])).send()
    page = answer_all(device, Answer.objects.get(case=case))
    return Click("li", page.url, {"seen": page.fields["seen"], "signed": "李潮", "confirmed": "on"})


def coming(*, numbers: bool) -> Way:
    """Return 李泊 at the door with the code of a case that names him, by number or by name only."""

    def way(world: World) -> Click:
        stage = registered(world.cast, suing(BO, numbers=numbers))
        person = Person.objects.create(
            kind=PersonKind.NATURAL,
            name=BO,
            id_kind=IdKind.RESIDENT,
            id_number=number_of(BO),
            verified_at=AT,
        )
        Account.objects.filter(handle="new").update(person=person)
        return Click("new", reverse("filing:associate"), {"code": stage.case.matter.code})

    return way


def compared(decision: str) -> Way:
    return lambda w: on(
        "association", w.defended.associations[0], "sun", decision=decision, reason="住址对不上。"
    )


def raised(world: World) -> Click:
    return on(
        "object",
        world.defended.unanswered,
        "li",
        ground="agreement",
        to_court="杭州市西湖区人民法院",
        reason="合同约定由该院管辖。",
        signed="李潮",
    )


def of_objection(act: str, number: int, who: str, **typed: str) -> Way:
    """Return an act on an objection: raised, dismissed, or appealed."""
    return lambda w: on(f"objection-{act}", w.defended.objections[number], who, **typed)


def appealed(world: World) -> Click:
    """Return the record of an appeal against a ruling that was served on everybody."""
    held = world.defended.objections[1]
    parts = parties_of(held.case, (*SUING, *ANSWERS))
    for part in parts:
        held.refresh_from_db()
        objection.begin_appeal_period(held, part, on=AT.date(), by=Actor.court(), at=AT)
    return on("objection-appeal", held, "sun", party=str(held.participation_id))


def wished(world: World) -> Click:
    return on(
        "extend", world.defended.evidence, "li", until="20260403", reason=REASON, signed="李潮"
    )


def missed(world: World) -> Click:
    """Return the request to restore a period that has run out."""
    return on(
        "extend",
        world.defended.lapsed,
        "li",
        until="20260320",
        obstacle_ended_on="20260301",
        reason="住院。",
        signed="李潮",
    )


def decided(outcome: str) -> Way:
    """Return the judge's word on a request for more time."""

    def way(world: World) -> Click:
        held = world.defended.extensions[0]
        typed = {"outcome": outcome, "until": "20260405", "reasons": "理由成立。"}
        return on("extension-decide", held, "wang", **typed)

    return way


def restored(outcome: str) -> Way:
    """Return the judge's word on a request to restore."""

    def way(world: World) -> Click:
        lapsed = world.defended.lapsed
        part = Answer.objects.get(pk=lapsed.subject_id).participation
        me = acting_as(acting(world.cast.li, part.matter), part)
        held = extension.ask_for_time(
            lapsed,
            extension.Wish(
                until=AT.date().replace(day=20),
                reason="住院。",
                signed_by="李潮",
                obstacle_ended_on=AT.date().replace(day=1),
            ),
            by=me,
            at=AT,
        )
        typed = {"outcome": outcome, "until": "20260320", "reasons": "住院属实。"}
        return on("extension-decide", held, "wang", **typed)

    return way


def bringing(who: str, matter_of: Callable[[World], Matter]) -> Way:
    """Return an item with a file that has come; the first one begins its list."""

    def way(world: World) -> Click:
        matter = matter_of(world)
        upload = uploaded(getattr(world.cast, who), matter, samples.pdf(1), "欠条.pdf")
        address = reverse("filing:evidence-add", args=[matter.code])
        return Click(who, address, {**TYPED, TOKENS: upload.token})

    return way


def handed_in(world: World) -> Click:
    draft = world.evidence["draft"]
    address = reverse("filing:evidence-submit", args=[draft.matter.code])
    return Click("zhang", address, {"confirmed": "on", "late_reason": "刚找到。"})


def item(route: str, which: str, who: str, /, **typed: str) -> Way:
    """Return an act on an item of the list."""
    return lambda w: on(f"evidence-{route}", w.evidence[which], who, **typed)


def comparing(result: ItemState) -> Way:
    return item(
        "compare", "asked", "wang", result=result.value, how="in-person", finding="已核对。"
    )


WAYS: dict[tuple[str, str], Way] = {
    (ANSWER, "open"): lambda w: on("answer-start", w.defended.unanswered, "li"),
    (ANSWER, "submit"): answer,
    (ASSOCIATION, "link"): coming(numbers=True),
    (ASSOCIATION, "ask"): coming(numbers=False),
    (ASSOCIATION, "confirm"): compared("confirm"),
    (ASSOCIATION, "reject"): compared("reject"),
    (OBJECTION, "raise"): raised,
    (OBJECTION, "withdraw"): of_objection("withdraw", 0, "li", confirmed="on"),
    (OBJECTION, "record-appeal"): appealed,
    (OBJECTION, "second-instance-kept"): of_objection("second", 2, "wang", outcome="keep"),
    (OBJECTION, "second-instance-transferred"): of_objection(
        "second", 2, "wang", outcome="transfer"
    ),
    (EXTENSION, "ask"): wished,
    (EXTENSION, "ask-restoration"): missed,
    (EXTENSION, "grant"): decided("grant"),
    (EXTENSION, "refuse"): decided("refuse"),
    (EXTENSION, "restore"): restored("grant"),
    (EXTENSION, "refuse-restoration"): restored("refuse"),
    (LIST, "begin"): bringing("li", lambda w: w.defended.unanswered.matter),
    (LIST, "submit"): handed_in,
    (ITEM, "add"): bringing("zhang", lambda w: w.evidence["draft"].matter),
    (ITEM, "change"): item("change", "draft", "zhang", **TYPED),
    (ITEM, "take-off"): item("take-off", "draft", "zhang"),
    (ITEM, "ask-original"): item(
        "original", "exchanged", "wang", reason="necessary", note="", due_on="20260320"
    ),
    (ITEM, "find-same"): comparing(ItemState.COMPARED),
    (ITEM, "find-different"): comparing(ItemState.DIFFERS),
    (ITEM, "note-absence"): comparing(ItemState.ABSENT),
    (ITEM, "hold-equal"): item("equal", "exchanged", "wang", ground="notarised", note="公证书"),
}
# What rules and the worker make of other acts; who holds them is said here.
BY_RULE = {
    (ANSWER, "begin-period"): "tests/filing/test_defence.py",
    # A signed paper rules: signing it twice is held in "web:sign" (core.Document, sign).
    (OBJECTION, "dismiss"): "tests/web/test_orders.py",
    (OBJECTION, "uphold"): "tests/web/test_orders.py",
    (OBJECTION, "serve-dismissed"): "tests/filing/test_objection.py",
    (OBJECTION, "serve-upheld"): "tests/filing/test_objection.py",
    (OBJECTION, "take-effect-dismissed"): "tests/filing/test_objection.py",
    (OBJECTION, "take-effect-upheld"): "tests/filing/test_objection.py",
    (LIST, "disclose"): "tests/filing/test_evidence.py",
}
