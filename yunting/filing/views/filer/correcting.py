"""A correction: just the fields that came back, each with the reason and what it said before."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yunting.core.actor import Actor
from yunting.core.versions import Changed
from yunting.filing.forms import conflicts
from yunting.filing.forms.catalogue import entry
from yunting.filing.forms.correcting import Correction, CorrectionForm, Returned, correction
from yunting.filing.forms.question_form import blocks_changed
from yunting.filing.models import Filing, FilingState
from yunting.filing.selectors import law
from yunting.filing.selectors.mine import written as to_write
from yunting.filing.selectors.returned import defects_of, notice_of
from yunting.filing.selectors.submissions import latest, values_of
from yunting.filing.selectors.writing import Written, written_for
from yunting.filing.services import drafting
from yunting.filing.views.asking import number_in
from yunting.filing.views.filer import door
from yunting.lib import clock
from yunting.lib.errors import NotVisible, Refused
from yunting.ui import wording
from yunting.ui.pages import done, show, signed_in
from yunting.ui.refusals import act, refuse

GET_POST: Final = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class Desk:
    """A returned filing with what came back and what has been written since."""

    filing: Filing
    actor: Actor
    returned: tuple[Returned, ...]
    sent: dict[str, str]
    written: Written
    at: datetime

    def made_with(self, answers: dict[str, str]) -> Correction:
        """Return the correction as it is with these answers on top of those saved."""
        typed = {**self.written.values, **answers}
        paths = [one.path for one in self.returned]
        return correction(entry(self.filing.form).form, self.sent, typed, paths)


@never_cache
@require_http_methods(GET_POST)
@signed_in
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for what came back, beside the reason and what was sent; save it."""
    filing, actor = to_write(request, pk)
    if filing.state != FilingState.RETURNED and request.method != "POST":
        return done(request, door.way_on(filing))
    sent = values_of(latest(filing))
    desk = Desk(filing, actor, _returned(filing), sent, written_for(filing), clock.now())
    made = desk.made_with({})
    if request.method == "POST":
        return _save(request, desk, made)
    return _show(request, desk, CorrectionForm(None, made=made, on=clock.day_of(desk.at)))


def _returned(filing: Filing) -> tuple[Returned, ...]:
    labels = {code: reason.label for code, reason in law.return_reasons().items()}
    return tuple(
        Returned(d.path, labels.get(d.reason, d.reason), d.basis, d.note)
        for d in defects_of(filing)
    )


def _save(request: HttpRequest, desk: Desk, made: Correction) -> HttpResponse:
    typed = conflicts.chosen(request.POST, made.values)
    form = CorrectionForm(typed, made=made, on=clock.day_of(desk.at))
    is_complete = form.is_valid()
    answers, refusal = _answers(form, made, request.POST)
    after = desk.made_with(answers)
    saved = act(
        form,
        drafting.save_answers,
        desk.filing,
        answers,
        seen=number_in(request.POST, "seen"),
        follows=made.follows | after.follows,
        by=desk.actor,
        at=desk.at,
    )
    changed = getattr(form, "refusal", None)
    if isinstance(changed, Changed):
        return _ask_which(request, desk, made, typed, changed)
    if refusal is not None:
        refuse(form, refusal)
    if saved is None or refusal is not None or not is_complete:
        number = saved.value.number if saved and saved.value else None
        return _show(request, desk, form, number=number)
    if {"add", "remove"} & request.POST.keys():
        return done(request, "filing:correction", desk.filing.pk)
    if after.paths() - made.paths():
        messages.info(request, "已保存。您的修改带出了新的问题，请接着填写。")
        return done(request, "filing:correction", desk.filing.pk)
    return done(request, "filing:check", desk.filing.pk)


def _answers(
    form: CorrectionForm, made: Correction, posted: QueryDict
) -> tuple[dict[str, str], Refused | None]:
    try:
        command = {name: str(value) for name, value in posted.items()}
        changed = blocks_changed(made.form, {**made.values, **form.saved}, command)
    except NotVisible:  # taken away on another device meanwhile
        changed = {}
    except Refused as refusal:
        return form.saved, refusal
    return {**form.saved, **changed}, None


def _ask_which(
    request: HttpRequest, desk: Desk, made: Correction, typed: QueryDict, changed: Changed
) -> HttpResponse:
    now = written_for(desk.filing)
    context = {
        "title": "补正",
        "refusal": changed,
        "choices": conflicts.choices(made.form, changed.conflicts, now.values),
        "kept": conflicts.kept(made.steps(), typed, now.values, changed.conflicts),
        "seen": now.number,
        "me": desk.actor.person,
    }
    return show(request, "filing/changed.html", context, status=409)


def _show(
    request: HttpRequest, desk: Desk, form: CorrectionForm, *, number: int | None = None
) -> HttpResponse:
    notice = notice_of(desk.filing)
    on = clock.day_of(desk.at)
    context = {
        "filing": desk.filing,
        "form": form,
        "sheets": list(form.sheets(desk.returned)),
        "blocks": form.made.blocks(),
        "notice": notice,
        "left": wording.days_left(notice.due_on, on=on) if notice else "",
        "seen": desk.written.number if number is None else number,
        "saved_at": desk.written.saved_at,
    }
    return show(request, "filing/correction.html", context)
