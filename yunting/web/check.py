"""Anybody may check a code of the court, without signing in. S27."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yunting.core import messages
from yunting.core.models import Document
from yunting.filing.selectors import receipts
from yunting.lib import codes
from yunting.lib.errors import Refused
from yunting.ui.pages import show
from yunting.ui.refusals import refuse


@dataclass(frozen=True, slots=True)
class Checked:
    """What a stranger learns from a code: that it is the court's, what kind of thing and when."""

    what: str
    court: str
    at: datetime
    details: tuple[tuple[str, str], ...] = ()


class CodeForm(forms.Form):
    """A code as somebody copied it."""

    code = forms.CharField(
        label="查验码或者回执码",
        max_length=40,
        help_text="短信和回执上都有。大小写、空格不影响。",
        error_messages={"required": "请输入短信或者回执上的编码。"},
    )


def _message(code: str) -> Checked | None:
    found = messages.message_by_code(code)
    if found is None:
        return None
    return Checked(f"法院发出的消息：{found.title}", found.court, found.at)


def _receipt(code: str) -> Checked | None:
    found = receipts.by_code(code)
    if found is None:
        return None
    details = (
        *((("第几次提交", f"第{found.run}次"),) if found.run else ()),
        ("内容指纹（SHA-256）", found.sha256),
        ("记录指纹", found.leaf),
        ("已进入防篡改日志", found.placed),
    )
    return Checked(f"法院收到的一份{found.what}", found.court, found.at, details)


def _paper(code: str) -> Checked | None:
    found = (
        Document.objects.filter(code=codes.parse(code), sealed_at__isnull=False)
        .select_related("court")
        .first()
    )
    if found is None or found.sealed_at is None:
        return None
    details = (
        ("现在的效力", str(found.get_state_display())),
        ("文件指纹（SHA-256）", found.sealed_sha256),
    )
    return Checked(f"法院的文书：{found.title}", found.court.name, found.sealed_at, details)


CHECKS: tuple[Callable[[str], Checked | None], ...] = (_receipt, _message, _paper)


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Say of a code whether it is ours and what it stands for, and never whose it is."""
    return _answer(request, CodeForm(request.GET if "code" in request.GET else None))


@require_safe
def short(request: HttpRequest, code: str) -> HttpResponse:
    """Answer at the short address on texts, letters and papers: the same page, the code filled in.

    A message and a paper have codes of one family, so one address checks them all.
    """
    return _answer(request, CodeForm({"code": code}))


def _answer(request: HttpRequest, form: CodeForm) -> HttpResponse:
    found, unknown = None, False
    if form.is_bound and form.is_valid():
        try:
            found = what_is(form.cleaned_data["code"])
            unknown = found is None
        except Refused as refusal:
            refuse(form, refusal)
    return show(request, "web/check.html", {"form": form, "found": found, "unknown": unknown})


def what_is(code: str) -> Checked | None:
    """Return what a stranger may know of a code; None if it is none of ours.

    :raises BadCode: if it cannot be a code of ours
    """
    return next((found for ask in CHECKS if (found := ask(code))), None)
