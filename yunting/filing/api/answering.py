"""My filings for programs: list, begin, answer; the same forms and services as the pages."""

from collections.abc import Iterable
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from ninja import Router, Status

from yunting.accounts import selectors as accounts
from yunting.core.access import account_of, actor_for
from yunting.core.idempotency import once
from yunting.core.models import Person
from yunting.core.versions import Changed
from yunting.filing.api import shapes
from yunting.filing.forms import overview
from yunting.filing.forms.answers import Fault
from yunting.filing.forms.catalogue import entry
from yunting.filing.forms.elements import Form
from yunting.filing.forms.question_form import QuestionForm, blocks_changed, retyped
from yunting.filing.forms.sheet import Sheet, of_filing
from yunting.filing.forms.starting import StartForm
from yunting.filing.forms.steps import Place, Values, options_of, step_named
from yunting.filing.models import Filing
from yunting.filing.selectors.mine import filed_by
from yunting.filing.selectors.mine import written as to_write
from yunting.filing.selectors.writing import filing_of, this_court
from yunting.filing.services import opening
from yunting.lib import clock
from yunting.lib.errors import NotVisible
from yunting.ui.refusals import problem

router = Router(tags=["起诉"])
MOST = 500


def about(filing: Filing) -> dict[str, Any]:
    """Return a filing in short."""
    return {
        "id": filing.pk,
        "code": filing.matter.code,
        "form": filing.form,
        "title": filing.title,
        "state": filing.state,
        "run": filing.run,
        "received_at": filing.received_at,
    }


def invalid(form: BaseForm) -> HttpResponse:
    """Answer 422 with what is wrong, field by field, or the refusal behind it."""
    refusal = getattr(form, "refusal", None)
    fields = [
        {"field": name, "problem": str(error)}
        for name, errors in form.errors.items()
        for error in errors
    ]
    return problem(
        422,
        code=refusal.code if refusal else "invalid",
        message=refusal.message if refusal else fields[0]["problem"],
        basis=refusal.basis if refusal else "",
        remedy=refusal.remedy if refusal else "",
        fields=fields,
    )


def changed_meanwhile(changed: Changed) -> HttpResponse:
    """Answer 409 with both values of what somebody else saved meanwhile."""
    conflicts = [
        {
            "path": conflict.path,
            "yours": conflict.yours,
            "theirs": conflict.theirs.value,
            "who": conflict.theirs.who,
            "at": conflict.theirs.at.isoformat(),
        }
        for conflict in changed.conflicts
    ]
    return problem(
        409,
        code=changed.code,
        message=changed.message,
        remedy=changed.remedy,
        conflicts=conflicts,
    )


def fields_of(form: Form, places: Iterable[Place], values: Values) -> list[dict[str, Any]]:
    """Return fields with what they say now."""
    return [
        {
            "path": place.path,
            "label": place.field.wording,
            "kind": place.field.kind.value,
            "is_required": place.field.required,
            "options": [
                {"key": option.key, "label": option.label}
                for option in options_of(place.field, values, form)
            ],
            "value": values.get(place.path, ""),
        }
        for place in places
    ]


def typed_over(shown: QuestionForm, answers: Values) -> QueryDict:
    """Return the question as sent: the answers given on top of those it shows."""
    typed = retyped(shown)
    for path, text in answers.items():
        if path not in shown.fields and not any(path.startswith(f"{b}.") for b in _rows(shown)):
            raise NotVisible(path)
        typed.setlist(path, [text])
    return typed


def _rows(shown: QuestionForm) -> list[str]:
    rows = shown.step.question.rows
    return [rows.path] if rows else []


@router.get("/filings", response=list[shapes.FilingOut], summary="我的起诉，新的在前")
def my_filings(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the filings I file, newest first."""
    return [about(filing) for filing in filed_by(account_of(request))[:MOST]]


@router.post("/filings", response={201: shapes.FilingOut}, summary="开始写一份起诉状")
def begin(request: HttpRequest, body: shapes.NewFilingIn) -> Any:
    """Begin a complaint, for myself or for whom I act."""
    at = clock.now()
    account = account_of(request)
    known = (*accounts.principals_of(account), *accounts.helped_by(account))
    typed = {"kind": body.kind, "maritime": body.maritime, "for": body.principal or ""}
    form = StartForm(typed, principals=known, on=clock.day_of(at))
    if not form.is_valid():
        return invalid(form)
    chosen = entry(form.cleaned_data["kind"]).form
    outcome = once(
        opening.open_filing,
        this_court(),
        form=chosen.key,
        cause=chosen.cause,
        by=accounts.acting_for(actor_for(request), _principal(known, body.principal)),
        at=at,
    )
    filing = filing_of(outcome.event) if outcome.event else outcome.value
    return Status(201, about(filing)) if filing else None


def _principal(known: Iterable[Person], pk: int | None) -> Person | None:
    if pk is None:
        return None
    for person in known:
        if person.pk == pk:
            return person
    raise NotVisible


@router.get("/filings/{int:pk}", response=shapes.DraftOut, summary="一份起诉状：有哪些题，答到哪里")
def one(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Return a filing and its questions as they are asked with the present answers."""
    filing, actor = to_write(request, pk)
    return {**about(filing), **written_of(of_filing(filing, actor))}


def written_of(sheet: Sheet) -> dict[str, Any]:
    """Return how far what is filled in has come, question by question."""
    parts = overview.parts(sheet.form, sheet.values, on=clock.day_of(clock.now()))
    return {
        "number": sheet.written.number,
        "saved_at": sheet.written.saved_at,
        "questions": [
            {"key": q.key, "part": part.heading, "title": q.title, "is_done": q.is_done}
            for part in parts
            for q in part.asked
        ],
    }


@router.get(
    "/filings/{int:pk}/questions/{key}", response=shapes.QuestionOut, summary="一道题和现在的答案"
)
def question(request: HttpRequest, pk: int, key: str) -> dict[str, Any]:
    """Return a question with its fields and what they say."""
    return asked(of_filing(*to_write(request, pk)), key)


@router.put(
    "/filings/{int:pk}/questions/{key}", response=shapes.SavedOut, summary="保存一道题的答案"
)
def answer(request: HttpRequest, pk: int, key: str, body: shapes.AnswersIn) -> Any:
    """Save answers, readable or not; 409 with both values if somebody else changed them."""
    return answered(of_filing(*to_write(request, pk)), key, body)


def asked(sheet: Sheet, key: str) -> dict[str, Any]:
    """Return a question of what is filled in, with its fields and what they say."""
    step = step_named(sheet.form, key)
    return {
        "key": key,
        "title": step.question.title,
        "seen": sheet.written.number,
        "fields": fields_of(sheet.form, step.offered(sheet.values), sheet.values),
        "alleged": [{"label": row.label, "value": row.value} for row in sheet.alleged_at(step.key)],
    }


def answered(sheet: Sheet, key: str, body: shapes.AnswersIn) -> Any:
    """Save what was answered to a question of what is filled in."""
    at = clock.now()
    form, values, on = sheet.form, sheet.values, clock.day_of(at)
    step = step_named(form, key)
    shown = QuestionForm(form=form, step=step, values=values, on=on)
    typed = typed_over(shown, body.answers)
    filled_in = QuestionForm(typed, form=form, step=step, values=values, on=on)
    command = {"add": body.add, "remove": body.remove}
    answers = {
        **filled_in.saved,
        **blocks_changed(form, {**values, **filled_in.saved}, command),
    }
    try:
        draft = sheet.save(answers, seen=body.seen, by=sheet.actor, at=at)
    except Changed as changed:
        return changed_meanwhile(changed)
    return {
        "number": draft.number,
        "saved_at": draft.saved_at,
        "faults": [fault_of(fault) for fault in filled_in.faults],
    }


def fault_of(fault: Fault) -> dict[str, Any]:
    """Return why one answer cannot stand."""
    return {
        "path": fault.path,
        "message": fault.message,
        "remedy": fault.remedy,
        "position": fault.position,
    }
