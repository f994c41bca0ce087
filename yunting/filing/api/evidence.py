"""Evidence for programs: the same lists, acts and refusals as the pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field, StringConstraints

from yunting.core import uploads
from yunting.core.access import account_of
from yunting.core.idempotency import once
from yunting.core.models import Upload
from yunting.core.procedure import Move
from yunting.filing.models import Evidence, EvidenceList, ItemState, ListState, Original, Stance
from yunting.filing.procedure import ASK_ORIGINAL, FIND_SAME, HOLD_EQUAL
from yunting.filing.selectors import evidence as read
from yunting.filing.selectors import place
from yunting.filing.services import evidence, originals
from yunting.filing.services.evidence import Item
from yunting.filing.services.originals import Opinion
from yunting.lib import clock
from yunting.lib.errors import NotVisible
from yunting.rules.online.materials import Doubt, Proof
from yunting.ui import serving

router = Router(tags=["证据"])
Code = Annotated[str, StringConstraints(max_length=40, pattern=r"^[^\x00]*$")]
Line = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00]*$")]
Words = Annotated[str, StringConstraints(max_length=1000, pattern=r"^[^\x00]*$")]
Said = Annotated[Words, Field(min_length=1)]
Token = Annotated[str, StringConstraints(max_length=43, pattern=r"^[A-Za-z0-9_-]+$")]
As = Annotated[int | None, Query(alias="for", description="代哪位当事人（参与编号）；不写就是自己")]


class ItemIn(Schema):
    """An item; `uploads` are the tokens of files that were sent and completed."""

    name: Annotated[Line, Field(min_length=1)]
    proves: Said
    source: Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=r"^[^\x00]*$")]
    original: Original
    uploads: Annotated[list[Token], Field(max_length=200)] = []


class SubmitIn(Schema):
    """Handing in a list; `late_reason` once the period to give evidence is over."""

    confirmed: Literal[True]
    late_reason: Words = ""


class OpinionIn(Schema):
    """A stance on each of the three qualities; a reason for each that is disputed."""

    authenticity: Stance
    legality: Stance
    relevance: Stance
    authenticity_reason: Words = ""
    legality_reason: Words = ""
    relevance_reason: Words = ""


class AskIn(Schema):
    """Asking for an original by a day (inclusive), for one of four reasons."""

    reason: Doubt
    note: Words = ""
    due_on: date


class CompareIn(Schema):
    """What a comparison came to, and how it was made."""

    result: Literal["compared", "differs", "absent"]
    how: Literal["in-person", "video", "post"]
    finding: Said


class EqualIn(Schema):
    """On which ground a copy is held equal, and by what."""

    ground: Proof
    note: Words = ""


class PaperOut(Schema):
    """A file of an item; the original is fetched at `original`."""

    id: int
    name: str
    kind: str
    size: int
    sha256: str
    pages: int | None
    state: str
    scan: str
    quality: str
    original: str
    page: str


class OpinionOut(Schema):
    """What a party holds of an item; the newest of each."""

    party: str
    at: datetime
    authenticity: str
    legality: str
    relevance: str
    authenticity_reason: str
    legality_reason: str
    relevance_reason: str


class RequestOut(Schema):
    """A request for an original; `result` is empty until it was compared."""

    reason: str
    note: str
    due_on: date
    asked_at: datetime
    result: str
    how: str
    finding: str


class EvidenceOut(Schema):
    """One item; `number` is null until its list is handed in."""

    id: int
    number: int | None
    name: str
    proves: str
    source: str
    original: str
    state: str
    pages: int | None
    files: list[PaperOut]
    opinions: list[OpinionOut]
    requests: list[RequestOut]


class ListOut(Schema):
    """One list of a party; its `receipt` can be checked by anybody."""

    party: str
    side: str
    run: int
    state: str
    receipt: str
    sha256: str
    submitted_at: datetime | None
    late_reason: str
    items: list[EvidenceOut]


@router.get("/matters/{code}/evidence", response=list[ListOut], summary="各方的证据清单")
def lists(request: HttpRequest, code: Code) -> list[dict[str, Any]]:
    """Return every list the reader may see, party by party."""
    here = place.at_matter(request, code)
    sheets = read.sheets(here.matter, account_of(request))
    return [_list(one) for sheet in sheets for one in sheet.lists]


@router.post("/matters/{code}/evidence", response={201: EvidenceOut}, summary="添加一项证据")
def add(request: HttpRequest, code: Code, body: ItemIn, for_: As = None) -> Any:
    """Put an item on the list being prepared."""
    here = place.at_matter(request, code, asked=for_)
    here.may_give()
    outcome = once(
        evidence.add,
        here.matter,
        _item_of(body),
        _uploads(request, body),
        by=here.actor,
        at=clock.now(),
    )
    found = outcome.value or _newest(here)
    return Status(201, _item(found))


@router.put("/evidence/{int:pk}", response=EvidenceOut, summary="修改还没有提交的证据")
def change(request: HttpRequest, pk: int, body: ItemIn) -> dict[str, Any]:
    """Change an item, and add files to it."""
    item, here = place.own_item(request, pk)
    uploads = _uploads(request, body)
    once(evidence.change, item, _item_of(body), uploads, by=here.actor, at=clock.now())
    return _again(item)


@router.delete("/evidence/{int:pk}", response={204: None}, summary="撤下还没有提交的证据")
def take_off(request: HttpRequest, pk: int) -> Any:
    """Take an item off its list."""
    item, here = place.own_item(request, pk)
    once(evidence.take_off, item, by=here.actor, at=clock.now())
    return Status(204, None)


@router.get("/evidence/{int:pk}", response=EvidenceOut, summary="一项证据")
def item(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Return one item with all that was said of it."""
    found, _ = place.at_item(request, pk)
    return _item(found)


@router.post("/matters/{code}/evidence/submit", response=ListOut, summary="提交证据清单")
def submit(request: HttpRequest, code: Code, body: SubmitIn, for_: As = None) -> dict[str, Any]:
    """Hand in the list being prepared."""
    here = place.at_matter(request, code, asked=for_)
    own = EvidenceList.objects.filter(matter=here.matter, person=here.may_give().person_id)
    rows = own.select_related("matter", "person")
    on_list = rows.filter(state=ListState.DRAFT).first() or rows.order_by("-run").first()
    if on_list is None:
        raise NotVisible
    once(evidence.submit, on_list, late_reason=body.late_reason, by=here.actor, at=clock.now())
    on_list.refresh_from_db()
    return _list(on_list, items=read.items_of(on_list))


@router.post("/evidence/{int:pk}/opinion", response=EvidenceOut, summary="发表质证意见")
def opinion(request: HttpRequest, pk: int, body: OpinionIn, for_: As = None) -> dict[str, Any]:
    """Say what a party holds of another's item."""
    found, here = place.at_item(request, pk, asked=for_)
    if here.may_give().person_id == found.person_id:
        raise NotVisible
    said = Opinion(**body.dict())
    once(originals.give_opinion, found, said, by=here.actor, at=clock.now())
    return _again(found)


@router.post("/evidence/{int:pk}/original", response=EvidenceOut, summary="要求提交原件")
def ask_original(request: HttpRequest, pk: int, body: AskIn) -> dict[str, Any]:
    """Ask for the original of a copy."""
    found, here = _court(request, pk, ASK_ORIGINAL)
    once(originals.ask_original, found, by=here.actor, at=clock.now(), **body.dict())
    return _again(found)


@router.post("/evidence/{int:pk}/comparison", response=EvidenceOut, summary="记录核对结果")
def compare(request: HttpRequest, pk: int, body: CompareIn) -> dict[str, Any]:
    """Note what the comparison came to."""
    found, here = _court(request, pk, FIND_SAME)
    told = {"how": body.how, "finding": body.finding, "result": ItemState(body.result)}
    once(originals.compare, found, by=here.actor, at=clock.now(), **told)
    return _again(found)


@router.post("/evidence/{int:pk}/equal", response=EvidenceOut, summary="认定视同原件")
def hold_equal(request: HttpRequest, pk: int, body: EqualIn) -> dict[str, Any]:
    """Hold a copy equal to its original."""
    found, here = _court(request, pk, HOLD_EQUAL)
    once(originals.hold_equal, found, by=here.actor, at=clock.now(), **body.dict())
    return _again(found)


def _court(request: HttpRequest, pk: int, move: Move) -> tuple[Evidence, place.Place]:
    found, here = place.at_item(request, pk)
    if not here.actor.roles & move.by:
        raise NotVisible
    return found, here


def _item_of(body: ItemIn) -> Item:
    return Item(body.name, body.proves, body.source, body.original)


def _uploads(request: HttpRequest, body: ItemIn) -> list[Upload]:
    account = account_of(request)
    return [uploads.upload_of(account, token) for token in dict.fromkeys(body.uploads)]


def _newest(here: place.Place) -> Evidence:
    own = Evidence.objects.filter(matter=here.matter, person=here.may_give().person_id)
    return own.latest("id")


def _again(found: Evidence) -> dict[str, Any]:
    found.refresh_from_db()
    return _item(found)


def _list(row: EvidenceList, *, items: list[Evidence] | None = None) -> dict[str, Any]:
    names = ("side", "run", "state", "receipt", "sha256", "submitted_at", "late_reason")
    return {
        "party": row.person.name,
        **{name: getattr(row, name) for name in names},
        "items": [_item(one) for one in (row.shown if items is None else items)],  # type: ignore[attr-defined]
    }


def _item(row: Evidence) -> dict[str, Any]:
    names = ("number", "name", "proves", "source", "original", "state")
    asked = ("reason", "note", "due_on", "asked_at", "result", "how", "finding")
    return {
        "id": row.pk,
        **{name: getattr(row, name) for name in names},
        "pages": row.page_count,
        "files": [serving.described(file) for file in row.files.all()],
        "opinions": [
            {"party": one.person.name, "at": one.at, **_stances(one)}
            for one in read.opinions_on(row)
        ],
        "requests": [{n: getattr(one, n) for n in asked} for one in read.requests_for(row)],
    }


def _stances(said: Any) -> dict[str, str]:
    qualities = ("authenticity", "legality", "relevance")
    return {n: getattr(said, n) for q in qualities for n in (q, f"{q}_reason")}
