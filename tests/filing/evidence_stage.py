"""Evidence in the states tests begin from, made by the services themselves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.cast import AT, Cast, acting
from tests.core import samples
from tests.core.bringing import uploaded, with_copies
from tests.filing.build import drafted
from tests.filing.defence_stage import BO, Stage, linked, registered
from yunting.core import files
from yunting.core.actor import Actor
from yunting.core.models import Account, Case, File, FileState, Matter
from yunting.filing.models import (
    Evidence,
    EvidenceList,
    ItemState,
    ListState,
    Original,
    Stance,
)
from yunting.filing.selectors import evidence as read
from yunting.filing.selectors.parties import acting_as
from yunting.filing.services import evidence, originals
from yunting.filing.services.evidence import Item
from yunting.filing.services.originals import Opinion
from yunting.project.handoffs.filing_filing import exchange_evidence
from yunting.rules.online.materials import Doubt, Proof

IOU = Item("借条", "被告收到货物、尚欠货款", "原告保管", Original.HELD)
AGREES = Opinion(Stance.ACCEPTED, Stance.ACCEPTED, Stance.ACCEPTED)
DOUBTS = Opinion(
    Stance.DISPUTED, Stance.ACCEPTED, Stance.ACCEPTED, authenticity_reason="签名不是本人所写。"
)
LATER = AT.date().replace(day=20)


def by(account: Account, matter: Matter) -> Actor:
    """Return an account acting as the party it is, or as who it is on the court's side."""
    parts = read.own_parts(matter, account)
    return acting_as(acting(account, matter), parts[0]) if parts else acting(account, matter)


def listed(
    account: Account,
    matter: Matter,
    item: Item = IOU,
    content: bytes | None = None,
    *,
    at: datetime = AT,
) -> Evidence:
    """Return an item on the list its party is preparing, with a document of two pages."""
    upload = uploaded(account, matter, content or samples.pdf(2), f"{item.name}.pdf")
    return evidence.add(matter, item, [upload], by=by(account, matter), at=at)


def checked(*items: Evidence) -> None:
    """Let the worker check and copy the files of items."""
    for file in File.objects.filter(place__evidence__in=items, state=FileState.RECEIVED):
        with_copies(files.check(file, at=AT))


def handed_in(stage: Stage, account: Account, item: Item = IOU) -> Evidence:
    """Return an item that was handed in after acceptance, and checked, but not exchanged."""
    one = listed(account, stage.case.matter, item)
    checked(one)
    evidence.submit(one.on_list, by=by(account, stage.case.matter), at=AT)
    one.refresh_from_db()
    return one


def exchanged(stage: Stage, account: Account, item: Item = IOU) -> Evidence:
    """Return an item that everybody in the case can see."""
    one = handed_in(stage, account, item)
    exchange(stage.case)
    one.refresh_from_db()
    return one


def exchange(case: Case) -> None:
    """Carry the exchange, as the worker does after a list was handed in or a case accepted."""
    event = case.events.filter(kind="filing.accepted").latest("id")
    exchange_evidence(event)


def asked(stage: Stage, account: Account) -> Evidence:
    """Return an item whose original the judge has asked for."""
    one = exchanged(stage, account)
    originals.ask_original(
        one, reason=Doubt.NECESSARY, note="", due_on=LATER, by=bench(stage), at=AT
    )
    one.refresh_from_db()
    return one


def compared(result: ItemState) -> Any:
    """Return how to make an item whose original was compared with that result."""

    def make(stage: Stage, account: Account) -> Evidence:
        one = asked(stage, account)
        originals.compare(
            one, result=result, how="in-person", finding="已核对。", by=bench(stage), at=AT
        )
        one.refresh_from_db()
        return one

    return make


def equal(stage: Stage, account: Account) -> Evidence:
    """Return an item the judge holds equal to its original."""
    one = exchanged(stage, account)
    originals.hold_equal(one, ground=Proof.NOTARISED, note="公证书", by=bench(stage), at=AT)
    one.refresh_from_db()
    return one


def bench(stage: Stage) -> Actor:
    """Return the judge of the case."""
    return acting(stage.cast.wang, stage.case.matter)


def in_a_case(cast: Cast) -> tuple[Stage, Account]:
    """Return a case and its defendant, linked."""
    stage = registered(cast)
    return stage, linked(stage, BO)


def _removed(cast: Cast) -> Evidence:
    one = listed(cast.zhang, drafted(cast).matter)
    evidence.take_off(one, by=by(cast.zhang, one.matter), at=AT)
    one.refresh_from_db()
    return one


def _list(make: Any) -> Any:
    def build(cast: Cast) -> EvidenceList:
        return EvidenceList.objects.get(pk=make(registered(cast), cast.zhang).on_list_id)

    return build


def _item(make: Any) -> Any:
    return lambda cast: make(registered(cast), cast.zhang)


LISTS: dict[str, Any] = {
    ListState.DRAFT: lambda cast: listed(cast.zhang, drafted(cast).matter).on_list,
    ListState.SUBMITTED: _list(handed_in),
    ListState.DISCLOSED: _list(exchanged),
}
ITEMS: dict[str, Any] = {
    ItemState.COPY: _item(exchanged),
    ItemState.REMOVED: _removed,
    ItemState.ASKED: _item(asked),
    ItemState.COMPARED: _item(compared(ItemState.COMPARED)),
    ItemState.DIFFERS: _item(compared(ItemState.DIFFERS)),
    ItemState.ABSENT: _item(compared(ItemState.ABSENT)),
    ItemState.EQUAL: _item(equal),
}
