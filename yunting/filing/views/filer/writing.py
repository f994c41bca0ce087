"""The complaint under way: where it stands, and one question a screen, saved at every send."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yunting.core.actor import Actor
from yunting.core.idempotency import Outcome
from yunting.core.models import Draft
from yunting.core.versions import Changed
from yunting.filing.forms import conflicts, overview
from yunting.filing.forms.catalogue import entry
from yunting.filing.forms.elements import Block, Form
from yunting.filing.forms.question_form import QuestionForm, blocks_changed, retyped
from yunting.filing.forms.steps import Step, Values, size, step_named, steps
from yunting.filing.models import Filing, FilingState
from yunting.filing.selectors.mine import own
from yunting.filing.selectors.writing import Written, written_for
from yunting.filing.services import drafting
from yunting.filing.views.filer import door
from yunting.lib import clock
from yunting.lib.errors import NotVisible, Refused
from yunting.ui import wording
from yunting.ui.pages import done, show, signed_in
from yunting.ui.refusals import act, refuse

GET_POST: Final = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class Place:
    """A question of one filing as one person looks at it."""

    filing: Filing
    actor: Actor
    form: Form
    step: Step
    written: Written
    at: datetime

    @property
    def on(self) -> date:
        """Return the court's day."""
        return clock.day_of(self.at)

    @property
    def values(self) -> Values:
        """Return the answers there are."""
        return self.written.values

    def asked(self, typed: QueryDict | None = None) -> QuestionForm:
        """Return the question as a form."""
        return QuestionForm(typed, form=self.form, step=self.step, values=self.values, on=self.on)


@never_cache
@require_safe
@signed_in
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is done, what is missing and where to go on."""
    filing, _ = own(request, pk)
    if filing.state != FilingState.DRAFT:
        return done(request, door.way_on(filing))
    form, written = entry(filing.form).form, written_for(filing)
    on = clock.day_of(clock.now())
    parts = overview.parts(form, written.values, on=on)
    context = {
        "filing": filing,
        "form": form,
        "parts": parts,
        "open": (left := sum(part.open for part in parts)),
        "total": (total := sum(len(part.asked) for part in parts)),
        "done": total - left,
        "onward": overview.onward(form, written.values, last=written.last, on=on),
        "is_begun": written.number > 0,
        "saved_at": written.saved_at,
    }
    return show(request, "filing/draft.html", context)


@never_cache
@require_http_methods(GET_POST)
@signed_in
def question(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Ask one question; whatever is sent is saved, readable or not."""
    filing, actor = own(request, pk)
    form = entry(filing.form).form
    step = step_named(form, key)
    place = Place(filing, actor, form, step, written_for(filing), clock.now())
    if request.method == "POST":
        return _save(request, place)
    if filing.state != FilingState.DRAFT:
        return done(request, door.way_on(filing))
    if not any(one.key == key for one in steps(form, place.values)):
        messages.info(request, "这一题现在不用回答。")
        return done(request, door.way_on(filing))
    asked = place.asked()
    if request.GET.get(door.FROM) == door.CHECK and asked.initial:
        asked = place.asked(retyped(asked))
    return _show(request, place, asked)


def _save(request: HttpRequest, place: Place) -> HttpResponse:
    typed = conflicts.chosen(request.POST, place.values)
    asked = place.asked(typed)
    is_complete = asked.is_valid()
    answers, refusal = _answers(place, asked, request.POST)
    saved = act(
        asked,
        drafting.save_answers,
        place.filing,
        answers,
        seen=door.number_in(request.POST, "seen"),
        by=place.actor,
        at=place.at,
    )
    if "autosave" in request.POST:
        return _saved_quietly(asked, saved)
    if isinstance(getattr(asked, "refusal", None), Changed):
        return _ask_which(request, place, typed, asked.refusal)  # type: ignore[attr-defined]
    if refusal is not None:
        refuse(asked, refusal)
    way = _way(request.POST, place, answers, is_complete=is_complete)
    if saved is None or refusal is not None or not way:
        return _show(request, place, asked, saved=saved)
    return done(request, way)


def _answers(
    place: Place, asked: QuestionForm, posted: QueryDict
) -> tuple[dict[str, str], Refused | None]:
    """Return what to save: the answers, and the blocks a button adds or takes away."""
    merged = {**place.values, **asked.saved}
    try:
        changed = blocks_changed(place.form, merged, posted.dict())  # type: ignore[arg-type]
    except NotVisible:  # taken away on another device meanwhile
        changed = {}
    except Refused as refusal:
        return asked.saved, refusal
    return {**asked.saved, **changed}, None


def _way(posted: QueryDict, place: Place, answers: Values, *, is_complete: bool) -> str:
    """Return where to go now; empty to stay, because something cannot stand as it is."""
    filing, step = place.filing, place.step
    values = {path: value for path, value in {**place.values, **answers}.items() if value}
    if path := posted.get("add"):
        return door.to_question(filing, _first_of(path, place.form, values) or step.key) + "#rows"
    if "remove" in posted:
        return door.to_question(filing, step.key) + "#rows"
    here = overview.position(place.form, values, step)
    go = posted.get("go")
    if go == "back":
        return door.to_question(filing, here.previous) if here.previous else door.way_on(filing)
    if go == "list":
        return door.way_on(filing)
    if not is_complete and go != "skip":
        return ""
    if posted.get(door.FROM) == door.CHECK or not here.next:
        return reverse("filing:check", args=[filing.pk])
    return door.to_question(filing, here.next)


def _first_of(path: str, form: Form, values: Values) -> str:
    """Return the first question about the last of the blocks at `path`; empty for mere rows."""
    for section in form.sections:
        if section.each is not None and section.each.path == path:
            return f"{section.key}.{size(section.each, values) - 1}.{section.questions[0].id}"
    return ""


def _saved_quietly(asked: QuestionForm, saved: Outcome[Draft] | None) -> HttpResponse:
    """Answer a save in the background: the new save number, or why it waits for the person."""
    if saved is None or saved.value is None:
        refusal = getattr(asked, "refusal", None)
        return HttpResponse(refusal.message if refusal else "", status=409)
    response = HttpResponse(status=204)
    response["Saved-Number"] = str(saved.value.number)
    response["Saved-At"] = wording.minute(saved.value.saved_at) if saved.value.saved_at else ""
    return response


def _ask_which(
    request: HttpRequest, place: Place, typed: QueryDict, changed: Changed
) -> HttpResponse:
    """Show both values of what somebody else changed meanwhile; nothing is lost meanwhile."""
    now = written_for(place.filing)
    context = {
        "filing": place.filing,
        "title": place.step.question.title,
        "refusal": changed,
        "choices": conflicts.choices(place.form, changed.conflicts, now.values),
        "kept": conflicts.kept([place.step], typed, now.values, changed.conflicts),
        "seen": now.number,
        "back": request.POST.get(door.FROM, ""),
        "me": place.actor.person,
    }
    return show(request, "filing/changed.html", context, status=409)


def _show(
    request: HttpRequest, place: Place, asked: QuestionForm, *, saved: Outcome[Draft] | None = None
) -> HttpResponse:
    draft = saved.value if saved else None
    values = {**place.values, **asked.saved}
    is_open = place.filing.state == FilingState.DRAFT
    context = {
        "filing": place.filing,
        "step": place.step,
        "question": place.step.question,
        "form": asked,
        "place": overview.position(place.form, values, place.step),
        "roster": list(_roster(place, values)),
        "seen": draft.number
        if draft
        else door.number_in(request.POST, "seen")
        if asked.is_bound and request.method == "POST"
        else place.written.number,
        "saved_at": draft.saved_at if draft else place.written.saved_at,
        "back": request.POST.get(door.FROM) or request.GET.get(door.FROM, ""),
        "is_open": is_open,
    }
    return show(request, "filing/question.html", context)


def _roster(place: Place, values: Values) -> Iterator[tuple[int, str, str]]:
    """Yield number, name and address of each block a question lists."""
    block: Block | None = place.step.question.roster
    first = place.step.section.questions[0].id
    for number in range(size(block, values) if block else 0):
        name = values.get(f"{block.path}.{number}.name", "") if block else ""
        key = f"{place.step.section.key}.{number}.{first}"
        yield number, name, door.to_question(place.filing, key)
