"""Everything a defendant can do, for programs: link, answer, object, ask for time."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from ninja import Router, Status

from yunting.accounts import selectors as accounts
from yunting.core.access import account_of, actor_for, get_for
from yunting.core.actor import Actor
from yunting.core.deadlines import open_one
from yunting.core.idempotency import once
from yunting.core.models import Case, Document, Participation, Person
from yunting.filing import deadlines
from yunting.filing.api import defence_shapes as shapes
from yunting.filing.api.answering import answered, asked, invalid, written_of
from yunting.filing.api.shapes import AnswersIn, QuestionOut, SavedOut, SignIn
from yunting.filing.forms.defending import Signed
from yunting.filing.forms.sheet import of_answer
from yunting.filing.forms.signing import Review, SignForm
from yunting.filing.forms.twin.defence import Reply, paper_of, told
from yunting.filing.forms.twin.form import twin_of
from yunting.filing.forms.twin.of_case import issues_of
from yunting.filing.models import (
    Answer,
    Association,
    AssociationState,
    ExtensionRequest,
    JurisdictionObjection,
    Lodgement,
)
from yunting.filing.selectors import association as named
from yunting.filing.selectors import defending as door
from yunting.filing.selectors.parties import ANSWERS, acting_as, own_parties
from yunting.filing.selectors.rulings import ruling_on
from yunting.filing.services import association, defence, extension, objection
from yunting.filing.services.extension import Wish
from yunting.lib import clock
from yunting.lib.errors import NotVisible

defending_api = Router(tags=["答辩"])


@defending_api.post(
    "/associations", response={201: shapes.AssociationOut}, summary="用文书上的编码关联案件"
)
def associate(request: HttpRequest, body: shapes.AssociateIn) -> Any:
    """Link the case, or ask the court to compare. What leads nowhere is told in one sentence."""
    account = account_of(request)
    by = accounts.acting_for(actor_for(request), _principal(request, body.principal))
    outcome = once(
        association.associate,
        body.code,
        by=by,
        at=clock.now(),
        machine_at=clock.machine_now(),
    )
    made = outcome.value or named.associations_of(account).first()
    return Status(201, _association(made)) if made else None


def _principal(request: HttpRequest, pk: int | None) -> Person | None:
    if pk is None:
        return None
    known = {one.pk: one for one in accounts.principals_of(account_of(request))}
    if pk not in known:
        raise NotVisible
    return known[pk]


@defending_api.get(
    "/associations", response=list[shapes.AssociationOut], summary="我关联和申请关联的案件"
)
def my_associations(request: HttpRequest) -> list[dict[str, Any]]:
    """Return what I am linked to or asked for, newest first."""
    return [_association(one) for one in named.associations_of(account_of(request))[:100]]


def _association(one: Association) -> dict[str, Any]:
    is_linked = one.state == AssociationState.LINKED
    return {
        "id": one.pk,
        "party": one.participation.person.name,
        "state": one.state,
        "reason": one.reason,
        "matter": one.matter.code if is_linked else None,
        "at": one.at,
    }


@defending_api.get("/answers", response=list[shapes.AnswerOut], summary="我的答辩状，新的在前")
def my_answers(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the answers I write or have written, for myself or for whom I act."""
    return [_about(one) for one in door.answers_of(account_of(request))]


@defending_api.post(
    "/cases/{int:pk}/answer", response=shapes.AnswerOut, summary="开始答辩，或者接着写"
)
def begin(request: HttpRequest, pk: int, body: shapes.PartyIn) -> dict[str, Any]:
    """Return my answer to the complaint of a case, made empty if there is none."""
    party, actor = _defendant(request, pk, body.party)
    outcome = once(defence.open_answer, party, by=actor, at=clock.now())
    return _about(outcome.value or Answer.objects.get(case_id=pk, participation=party))


def _defendant(request: HttpRequest, pk: int, party: int | None) -> tuple[Participation, Actor]:
    """Return which defendant of a case I am or act for.

    :raises NotVisible: if none
    """
    case, actor = get_for(request, Case, pk=pk)
    parts = own_parties(case, account_of(request), ANSWERS)
    chosen = next((one for one in parts if party in (None, one.pk)), None)
    if chosen is None:
        raise NotVisible
    return chosen, acting_as(actor, chosen)


@defending_api.get(
    "/answers/{int:pk}", response=shapes.AnswerDraftOut, summary="一份答辩状：有哪些题，答到哪里"
)
def one(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Return an answer and its questions as they are asked with the present answers."""
    answer, actor = door.own_answer(request, pk)
    return {**_about(answer), **written_of(of_answer(answer, actor))}


@defending_api.get(
    "/answers/{int:pk}/questions/{key}", response=QuestionOut, summary="答辩状的一道题"
)
def question(request: HttpRequest, pk: int, key: str) -> dict[str, Any]:
    """Return a question, what the plaintiff says there, and the present answer."""
    return asked(of_answer(*door.own_answer(request, pk)), key)


@defending_api.put(
    "/answers/{int:pk}/questions/{key}", response=SavedOut, summary="保存答辩状一道题的答案"
)
def answer_one(request: HttpRequest, pk: int, key: str, body: AnswersIn) -> Any:
    """Save answers, readable or not; 409 with both values if somebody else changed them."""
    return answered(of_answer(*door.own_answer(request, pk)), key, body)


@defending_api.get(
    "/answers/{int:pk}/check", response=shapes.AnswerCheckOut, summary="提交答辩状之前：全文和问题"
)
def check(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Return everything as it would be sent, and what stands against it."""
    answer, _ = door.own_answer(request, pk)
    paper = paper_of(answer)
    review = Review(paper.twin.form, paper.values, on=clock.day_of(clock.now()))
    names = ("level", "code", "paths", "message", "remedy", "basis")
    return {
        "seen": paper.draft.number,
        "is_ready": review.is_ready,
        "title": paper.told().caption,
        "claims": [_reply(one) for one in paper.told().claims],
        "facts": [_reply(one) for one in paper.told().facts],
        "remarks": [{n: getattr(remark, n) for n in names} for remark in review.remarks],
        "unreadable": [step.key for step in review.unreadable],
        "missing": [step.key for step in review.missing],
    }


@defending_api.post(
    "/answers/{int:pk}/submit", response={201: shapes.LodgedOut}, summary="签名并提交答辩状"
)
def submit(request: HttpRequest, pk: int, body: SignIn) -> Any:
    """Sign and send the answer."""
    answer, actor = door.own_answer(request, pk)
    at = clock.now()
    on = clock.day_of(at)
    paper = paper_of(answer)
    form = SignForm(
        {"seen": body.seen, "signed": body.signed, "confirmed": body.confirmed or ""},
        signer=str(actor.person),
        number=paper.draft.number,
        review=Review(paper.twin.form, paper.values, on=on),
    )
    if not form.is_valid():
        return invalid(form)
    outcome = once(defence.submit, answer, paper.signed(actor, on=on), by=actor, at=at)
    return Status(201, _lodged(outcome.value or door.lodgement_of(outcome.event)))


@defending_api.get(
    "/answers/{int:pk}/read", response=shapes.SentAnswerOut, summary="提交了的答辩状全文"
)
def read(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Return an answer as it was sent, to everybody in the case."""
    answer, _ = door.sent_answer(request, pk)
    if answer.sent is None:
        raise NotVisible
    values = door.values_of(answer.sent)
    whole = told(twin_of(answer), values, respondent=str(answer.participation.person))
    return {
        **_about(answer),
        "at": answer.sent.at,
        "sha256": answer.sent.sha256,
        "claims": [_reply(one) for one in whole.claims],
        "facts": [_reply(one) for one in whole.facts],
        "values": values,
    }


@defending_api.get(
    "/cases/{int:pk}/issues", response=shapes.IssuesOut, summary="起诉与答辩逐项对照"
)
def issues(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Return each element alleged, what each defendant says, and whether it is in dispute."""
    case, _ = get_for(request, Case, pk=pk)
    found = issues_of(case)
    if found is None or not found.answered:
        raise NotVisible
    return {
        "parties": found.parties,
        "answered": found.answered,
        "elements": [
            {
                "key": one.key,
                "label": one.alleged.label,
                "is_claim": one.is_claim,
                "alleged": [f"{row.label}：{row.value}" for row in one.alleged.rows],
                "positions": list(one.positions),
                "standing": one.standing.value,
            }
            for one in found.elements
        ],
    }


@defending_api.post(
    "/cases/{int:pk}/objections", response={201: shapes.LodgedOut}, summary="提出管辖权异议"
)
def raise_objection(request: HttpRequest, pk: int, body: shapes.ObjectionIn) -> Any:
    """Say that another court has jurisdiction."""
    party, actor = _defendant(request, pk, body.party)
    if (refused := _unsigned(body.signed, actor)) is not None:
        return invalid(refused)
    outcome = once(
        objection.raise_objection,
        party,
        ground=body.ground,
        to_court=body.to_court,
        reason=body.reason,
        signed_by=actor.signature,
        by=actor,
        at=clock.now(),
    )
    sent = outcome.value.lodged if outcome.value else door.lodgement_of(outcome.event)
    return Status(201, _lodged(sent))


@defending_api.get(
    "/objections/{int:pk}", response=shapes.ObjectionOut, summary="一份管辖权异议和它的结果"
)
def one_objection(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Return an objection, to everybody in the case."""
    held, _, _ = door.objection_for(request, pk)
    return about_objection(held, ruling_on(held, account_of(request)))


@defending_api.post(
    "/objections/{int:pk}/withdraw", response=shapes.ObjectionOut, summary="撤回管辖权异议"
)
def withdraw(request: HttpRequest, pk: int, body: shapes.WithdrawObjectionIn) -> dict[str, Any]:
    """Take my objection back before it is ruled on."""
    held, actor, mine = door.objection_for(request, pk)
    if not mine:
        raise NotVisible
    once(objection.withdraw_objection, held, reason=body.reason, by=actor, at=clock.now())
    held.refresh_from_db()
    return about_objection(held)


@defending_api.post(
    "/deadlines/{int:pk}/extension",
    response={201: shapes.LodgedOut},
    summary="申请延长举证期限，或者顺延耽误的期限",
)
def ask_for_time(request: HttpRequest, pk: int, body: shapes.WishIn) -> Any:
    """Ask for more of a period I must keep, or for one that was missed."""
    deadline, _, actor = door.own_period(request, pk)
    if (refused := _unsigned(body.signed, actor)) is not None:
        return invalid(refused)
    wish = Wish(body.until, body.reason, actor.signature, body.obstacle_ended_on)
    outcome = once(extension.ask_for_time, deadline, wish, by=actor, at=clock.now())
    sent = outcome.value.lodged if outcome.value else door.lodgement_of(outcome.event)
    return Status(201, _lodged(sent))


@defending_api.get(
    "/extensions/{int:pk}", response=shapes.ExtensionOut, summary="一份延期申请和决定"
)
def one_extension(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Return a request for time, to who asked and to the court."""
    held, _ = door.extension_for(request, pk)
    return about_extension(held)


def about_objection(held: JurisdictionObjection, ruling: Document | None = None) -> dict[str, Any]:
    """Return an objection and how it stands, with the ruling the reader may see."""
    return {
        "id": held.pk,
        "case": held.case.number,
        "party": str(held.participation.person),
        "ground": held.ground,
        "to_court": held.to_court,
        "reason": door.content_of(held.lodged)["reason"],
        "state": held.state,
        "reasons": held.reasons,
        "fee": held.fee,
        "ruling": ruling.code if ruling else "",
    }


def about_extension(held: ExtensionRequest) -> dict[str, Any]:
    """Return a request for time and what became of it."""
    return {
        "id": held.pk,
        "case": held.case.number,
        "party": str(held.participation.person),
        "period": held.deadline.title,
        "wanted_until": held.wanted_until,
        "obstacle_ended_on": held.obstacle_ended_on,
        "reason": door.content_of(held.lodged)["reason"],
        "state": held.state,
        "until": held.until,
        "reasons": held.reasons,
    }


def _about(answer: Answer) -> dict[str, Any]:
    period = open_one(deadlines.ANSWER, answer)
    return {
        "id": answer.pk,
        "matter": answer.matter.code,
        "case": answer.case.number,
        "party": str(answer.participation.person),
        "state": answer.state,
        "is_late": answer.is_late,
        "due_on": period.ends_on if period else None,
    }


def _reply(one: Reply) -> dict[str, Any]:
    names = ("key", "label", "stance", "reason", "exhibits")
    return {name: getattr(one, name) for name in names}


def _unsigned(signed: str, actor: Actor) -> BaseForm | None:
    """Return what is wrong with a signature; None if it is the sender's own name."""
    form = Signed({"signed": signed}, signer=str(actor.person))
    return None if form.is_valid() else form


def _lodged(sent: Lodgement) -> dict[str, Any]:
    query = urlencode({"code": sent.receipt})
    about = getattr(sent, "objection", None) or getattr(sent, "extension_request", None)
    return {
        "kind": sent.kind,
        "receipt": sent.receipt,
        "at": sent.at,
        "sha256": sent.sha256,
        "check_url": f"{settings.PUBLIC_URL}{reverse('web:check')}?{query}",
        "about": about.pk if about else None,
    }
