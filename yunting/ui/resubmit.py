"""The session is gone, the words are not: show what was posted, ready to be sent again."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

_TOKEN = "csrfmiddlewaretoken"  # noqa: S105  (the name of a field)
_SECRET = re.compile(r"password|passcode|otp|token|(^|[_-])code$", re.IGNORECASE)
_LONGEST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Kept:
    """One value that was posted; `shown` is its beginning, for the eye."""

    name: str
    value: str

    @property
    def shown(self) -> str:
        """Return as much of the value as a list can hold."""
        more = "…" if len(self.value) > _LONGEST_SHOWN else ""
        return self.value[:_LONGEST_SHOWN] + more


def kept(request: HttpRequest) -> list[Kept]:
    """Return every posted value except tokens, passwords and one-time codes."""
    return [
        Kept(name, value)
        for name, values in request.POST.lists()
        if name != _TOKEN and not _SECRET.search(name)
        for value in values
    ]


def shown_of(request: HttpRequest) -> list[Kept]:
    """Return of what was posted what a person has typed."""
    values = kept(request)
    return [v for v in values if v.value.strip() and v.name not in {"form_key", "seen"}]


def keep_what_was_typed(request: HttpRequest) -> HttpResponse:
    """Answer 403 with everything that was typed, in a form that can be sent again."""
    values = kept(request)
    context = {
        "values": values,
        "shown": [v for v in values if v.value.strip() and v.name != "form_key"],
        "files": sorted(request.FILES),
        "address": request.get_full_path(),
    }
    return render(request, "ui/resubmit.html", context, status=403)
