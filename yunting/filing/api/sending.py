"""Check, sign, send, correct, take back, and read the receipt, for programs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from ninja import Router, Status

from yunting.core.idempotency import once
from yunting.core.versions import Changed
from yunting.filing.api import shapes
from yunting.filing.api.answering import changed_meanwhile, fault_of, fields_of, invalid
from yunting.filing.forms.checks import Remark
from yunting.filing.forms.complaint import written
from yunting.filing.forms.correcting import Correction, CorrectionForm
from yunting.filing.forms.paper import paper_of
from yunting.filing.forms.question_form import blocks_changed, retyped
from yunting.filing.forms.signing import Review, SignForm
from yunting.filing.forms.starting import WithdrawForm
from yunting.filing.models import Filing, FilingState, Submission
from yunting.filing.selectors import law
from yunting.filing.selectors.mine import own
from yunting.filing.selectors.mine import written as to_write
from yunting.filing.selectors.returned import defects_of, notice_of
from yunting.filing.selectors.submissions import latest
from yunting.filing.services import drafting, opening, submission
from yunting.lib import clock
from yunting.lib.errors import NotVisible

router = Router(tags=["起诉"])


@router.get(
    "/filings/{int:pk}/check", response=shapes.CheckOut, summary="提交之前：全文、问题、诉讼费"
)
def check(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Return everything as it would be sent, what stands against it, and the fee."""
    filing, actor = to_write(request, pk)
    on = clock.day_of(clock.now())
    paper = paper_of(filing)
    review = Review(paper.form, paper.values, on=on)
    amount = paper.signed(actor, on=on).amount
    text, fee = written(paper.form, paper.values), law.fee_of(amount, on=on)
    return {
        "seen": paper.draft.number,
        "is_ready": review.is_ready,
        "title": text.caption,
        "claims": text.claims,
        "facts": text.facts,
        "remarks": [_remark(remark) for remark in review.remarks],
        "unreadable": [step.key for step in review.unreadable],
        "missing": [step.key for step in review.missing],
        "amount": amount,
        "fee": fee.value,
        "fee_lines": [
            {"label": line.label, "sum": line.sum, "amount": line.amount} for line in fee.steps
        ],
    }


def _remark(remark: Remark) -> dict[str, Any]:
    names = ("level", "code", "paths", "message", "remedy", "basis")
    return {name: getattr(remark, name) for name in names}


@router.post(
    "/filings/{int:pk}/ask-to-sign",
    response={204: None},
    summary="代办人填好了，请本人核对签名",
)
def ask_to_sign(request: HttpRequest, pk: int) -> Any:
    """Tell the principal that the complaint waits for their signature."""
    filing, actor = to_write(request, pk)
    once(opening.ask_to_sign, filing, by=actor, at=clock.now())
    return Status(204, None)


@router.post(
    "/filings/{int:pk}/submit",
    response={201: shapes.ReceiptOut},
    summary="签名并提交，或者提交补正",
)
def submit(request: HttpRequest, pk: int, body: shapes.SignIn) -> Any:
    """Sign and send the complaint, or after a return its correction."""
    filing, actor = own(request, pk)
    at = clock.now()
    on = clock.day_of(at)
    paper = paper_of(filing)
    form = SignForm(
        {"seen": body.seen, "signed": body.signed, "confirmed": body.confirmed or ""},
        signer=str(actor.person),
        number=paper.draft.number,
        review=Review(paper.form, paper.values, on=on),
    )
    if not form.is_valid():
        return invalid(form)
    send = submission.submit if filing.run == 0 else submission.correct
    outcome = once(send, filing, paper.signed(actor, on=on), by=actor, at=at)
    return Status(201, _receipt(outcome.value or latest(filing)))


@router.get(
    "/filings/{int:pk}/receipts/{int:run}", response=shapes.ReceiptOut, summary="一次提交的回执"
)
def receipt(request: HttpRequest, pk: int, run: int) -> dict[str, Any]:
    """Return the receipt of one submission."""
    filing, _ = own(request, pk)
    sent = Submission.objects.filter(filing=filing, run=run).first()
    if sent is None:
        raise NotVisible
    return _receipt(sent)


def _receipt(sent: Submission) -> dict[str, Any]:
    query = urlencode({"code": sent.receipt})
    return {
        "receipt": sent.receipt,
        "run": sent.run,
        "at": sent.at,
        "sha256": sent.sha256,
        "check_url": f"{settings.PUBLIC_URL}{reverse('web:check')}?{query}",
    }


@router.get(
    "/filings/{int:pk}/correction",
    response=shapes.CorrectionOut,
    summary="退回了哪些，为什么，最后一日",
)
def returned(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Return what came back, why, by when, and the fields that may change."""
    filing, _ = to_write(request, pk)
    made, seen = _correction(filing)
    notice = notice_of(filing)
    if notice is None:
        raise NotVisible
    labels = {code: reason.label for code, reason in law.return_reasons().items()}
    return {
        "due_on": notice.due_on,
        "seen": seen,
        "returned": [
            {
                "path": defect.path,
                "reason": labels.get(defect.reason, defect.reason),
                "basis": defect.basis,
                "note": defect.note,
                "old": made.sent.get(defect.path, ""),
            }
            for defect in defects_of(filing)
        ],
        "fields": [
            field
            for step in made.steps()
            for field in fields_of(made.form, step.offered(made.values), made.values)
        ],
    }


@router.put("/filings/{int:pk}/correction", response=shapes.SavedOut, summary="保存补正的内容")
def correct(request: HttpRequest, pk: int, body: shapes.AnswersIn) -> Any:
    """Save corrected answers; only what came back, and what it opens, can change."""
    filing, actor = to_write(request, pk)
    at = clock.now()
    made, _ = _correction(filing)
    on = clock.day_of(at)
    form = CorrectionForm(_typed(made, body.answers, on=on), made=made, on=on)
    command = {"add": body.add, "remove": body.remove}
    answers = {**form.saved, **blocks_changed(made.form, {**made.values, **form.saved}, command)}
    try:
        draft = drafting.save_answers(
            filing, answers, seen=body.seen, follows=made.follows, by=actor, at=at
        )
    except Changed as changed:
        return changed_meanwhile(changed)
    faults = [fault_of(fault) for part in form.parts for fault in part.faults]
    return {"number": draft.number, "saved_at": draft.saved_at, "faults": faults}


def _correction(filing: Filing) -> tuple[Correction, int]:
    """Return the correction under way and the number of its last save.

    :raises NotVisible: if nothing came back
    """
    if filing.state != FilingState.RETURNED:
        raise NotVisible
    paper = paper_of(filing)
    if paper.correction is None:
        raise NotVisible
    return paper.correction, paper.draft.number


def _typed(made: Correction, answers: Mapping[str, str], *, on: date) -> QueryDict:
    """Return the correction as sent: the answers given on top of those there are."""
    shown = CorrectionForm(None, made=made, on=on)
    typed = retyped(shown)
    for path, text in answers.items():
        if not made.is_open(path):
            raise NotVisible(path)
        typed.setlist(path, [text])
    return typed


@router.post("/filings/{int:pk}/withdraw", response={204: None}, summary="撤回起诉材料")
def withdraw(request: HttpRequest, pk: int, body: shapes.WithdrawIn) -> Any:
    """Take the complaint back."""
    filing, actor = own(request, pk)
    form = WithdrawForm({"reason": body.reason, "confirmed": body.confirmed or ""})
    if not form.is_valid():
        return invalid(form)
    once(opening.withdraw, filing, reason=body.reason, by=actor, at=clock.now())
    return Status(204, None)
