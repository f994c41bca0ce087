"""One question a screen, of a complaint or an answer: what is sent is saved, readable or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict

from yunting.core.idempotency import Outcome
from yunting.core.models import Draft
from yunting.core.versions import Changed
from yunting.filing.forms import conflicts, overview
from yunting.filing.forms.elements import Block, Form
from yunting.filing.forms.question_form import QuestionForm, blocks_changed, retyped
from yunting.filing.forms.sheet import Sheet
from yunting.filing.forms.steps import Step, Values, size, step_named, steps
from yunting.lib import clock
from yunting.lib.errors import NotVisible, Refused
from yunting.ui import wording
from yunting.ui.pages import done, show
from yunting.ui.refusals import act, refuse

CHECK = "check"
FROM = "from"
QUESTION = "filing/question.html"


@dataclass(frozen=True)
class Pages:
    """Where the pages of what is filled in are; `question` takes a key and where to come back."""

    overview: str
    check: str
    question: Callable[[str, str], str]


@dataclass(frozen=True)
class Place:
    """A question as one person looks at it."""

    sheet: Sheet
    pages: Pages
    step: Step
    at: datetime
    read_again: Callable[[], Sheet]

    @property
    def on(self) -> date:
        """Return the court's day."""
        return clock.day_of(self.at)

    @property
    def form(self) -> Form:
        """Return the form the question is of."""
        return self.sheet.form

    @property
    def values(self) -> Values:
        """Return the answers there are."""
        return self.sheet.values

    def to(self, key: str) -> str:
        """Return the address of another question."""
        return self.pages.question(key, "")

    def asked(self, typed: QueryDict | None = None) -> QuestionForm:
        """Return the question as a form."""
        return QuestionForm(typed, form=self.form, step=self.step, values=self.values, on=self.on)


def overview_of(sheet: Sheet) -> dict[str, Any]:
    """Return what a page lists of a form: what is done, what is missing, where to go on."""
    written, on = sheet.written, clock.day_of(clock.now())
    parts = overview.parts(sheet.form, written.values, on=on)
    left = sum(part.open for part in parts)
    total = sum(len(part.asked) for part in parts)
    return {
        "form": sheet.form,
        "parts": parts,
        "open": left,
        "total": total,
        "done": total - left,
        "onward": overview.onward(sheet.form, written.values, last=written.last, on=on),
        "is_begun": written.number > 0,
        "saved_at": written.saved_at,
    }


def ask(request: HttpRequest, sheet: Callable[[], Sheet], pages: Pages, key: str) -> HttpResponse:
    """Ask one question of what `sheet` reads."""
    read = sheet()
    step = step_named(read.form, key)
    place = Place(read, pages, step, clock.now(), sheet)
    if request.method == "POST":
        return _save(request, place)
    if not read.is_open:
        return done(request, pages.overview)
    if not any(one.key == key for one in steps(read.form, place.values)):
        messages.info(request, "这一题现在不用回答。")
        return done(request, pages.overview)
    asked = place.asked()
    if request.GET.get(FROM) == CHECK and asked.initial:
        asked = place.asked(retyped(asked))
    return _show(request, place, asked)


def number_in(posted: Any, name: str) -> int:
    """Return the whole number a page sent along, 0 for what is none."""
    text = str(posted.get(name, ""))
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _save(request: HttpRequest, place: Place) -> HttpResponse:
    typed = conflicts.chosen(request.POST, place.values)
    asked = place.asked(typed)
    is_complete = asked.is_valid()
    answers, refusal = _answers(place, asked, request.POST)
    saved = act(
        asked,
        place.sheet.save,
        answers,
        seen=number_in(request.POST, "seen"),
        by=place.sheet.actor,
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
    pages, step = place.pages, place.step
    values = {path: value for path, value in {**place.values, **answers}.items() if value}
    if path := posted.get("add"):
        return place.to(_first_of(path, place.form, values) or step.key) + "#rows"
    if "remove" in posted:
        return place.to(step.key) + "#rows"
    here = overview.position(place.form, values, step)
    go = posted.get("go")
    if go == "back":
        return place.to(here.previous) if here.previous else pages.overview
    if go == "list":
        return pages.overview
    if not is_complete and go != "skip":
        return ""
    if posted.get(FROM) == CHECK or not here.next:
        return pages.check
    return place.to(here.next)


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
    now = place.read_again().written
    context = {
        "title": place.step.question.title,
        "refusal": changed,
        "choices": conflicts.choices(place.form, changed.conflicts, now.values),
        "kept": conflicts.kept([place.step], typed, now.values, changed.conflicts),
        "seen": now.number,
        "back": request.POST.get(FROM, ""),
        "me": place.sheet.actor.person,
    }
    return show(request, "filing/changed.html", context, status=409)


def _show(
    request: HttpRequest, place: Place, asked: QuestionForm, *, saved: Outcome[Draft] | None = None
) -> HttpResponse:
    draft = saved.value if saved else None
    written = place.sheet.written
    values = {**place.values, **asked.saved}
    context = {
        "matter": place.sheet.matter,
        "pages": place.pages,
        "question": place.step.question,
        "form": asked,
        "place": overview.position(place.form, values, place.step),
        "roster": list(_roster(place, values)),
        "seen": draft.number
        if draft
        else number_in(request.POST, "seen")
        if asked.is_bound and request.method == "POST"
        else written.number,
        "saved_at": draft.saved_at if draft else written.saved_at,
        "back": request.POST.get(FROM) or request.GET.get(FROM, ""),
        "alleged": place.sheet.beside.get(place.step.key),
    }
    return show(request, QUESTION, context)


def _roster(place: Place, values: Values) -> Iterator[tuple[int, str, str]]:
    """Yield number, name and address of each block a question lists."""
    block: Block | None = place.step.question.roster
    first = place.step.section.questions[0].id
    for number in range(size(block, values) if block else 0):
        name = values.get(f"{block.path}.{number}.name", "") if block else ""
        yield number, name, place.to(f"{place.step.section.key}.{number}.{first}")
