"""Anybody may check a code of the court, or a file that bears its seal, without signing in. S27."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from yunting.core import messages, outages, publicly
from yunting.core.audience import is_sealed_from_the_public
from yunting.core.models import Document, Matter
from yunting.core.press import keys
from yunting.core.receipts import receipt_of
from yunting.filing.selectors import receipts
from yunting.lib.errors import Refused
from yunting.ui import wording
from yunting.ui.pages import show
from yunting.ui.refusals import refuse

MOST_BYTES = 20_000_000
HASH_LENGTH = 64


class FileTooBig(Refused):
    """No paper of the court is that large."""

    code: ClassVar[str] = "file-too-big"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a stranger learns from a code: that it is the court's, what kind of thing and when.

    `about` is the row whose sealing shuts the code as well, None for what belongs to no dispute;
    `at` is empty for what is sealed.
    """

    what: str
    court: str
    at: datetime | None
    about: Matter | Document | None
    details: tuple[tuple[str, str], ...] = ()
    proofs: tuple[tuple[str, str], ...] = ()
    title: str = "查到了，是法院发出的"
    warning: str = ""
    successor: str = ""
    sha256: str = ""


class CodeForm(forms.Form):
    """A code as somebody copied it."""

    code = forms.CharField(
        label="查验码或者回执码",
        max_length=40,
        help_text="短信、回执和法院文书上都有。大小写、空格不影响。",
        error_messages={"required": "请输入短信、回执或者文书上的编码。"},
    )


class FileForm(forms.Form):
    """A file somebody holds; a browser that can sends its hash and not the file."""

    # Beside the form that asks for a code, on one page.
    code = forms.CharField(
        required=False, max_length=40, widget=forms.HiddenInput(attrs={"id": "id_compared_code"})
    )
    sha256 = forms.RegexField(
        r"^[0-9a-f]{64}$", required=False, widget=forms.HiddenInput, label="文件指纹"
    )
    file = forms.FileField(
        label="您手里的 PDF 文件",
        allow_empty_file=False,
        help_text="支持的浏览器只在您的设备上计算指纹，文件不会上传。",
        error_messages={
            "required": "请选择要比对的文件。",
            "empty": "这个文件是空的，请重新选择。",
        },
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The fingerprint stands for the file.
        self.fields["file"].required = not self.data.get("sha256")


def _message(code: str) -> Checked | None:
    found = messages.message_by_code(code)
    if found is None:
        return None
    return Checked(f"法院发出的消息：{found.title}", found.court, found.at, found.matter)


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
    return Checked(f"法院收到的一份{found.what}", found.court, found.at, found.matter, details)


def _paper(code: str) -> Checked | None:
    found = publicly.paper_by_code(code)
    return None if found is None else _told(found)


def _told(found: publicly.Paper) -> Checked:
    """Say of a paper what anyone may know: its kind, its state, its hash; never what it says."""
    details = [("状态", found.standing), ("签发日", wording.day(found.issued_at))]
    if found.sealed_at is not None:
        details += [
            ("用印时间", wording.instant(found.sealed_at)),
            ("页数", f"{found.pages}页"),
            ("文件指纹（SHA-256）", found.sha256),
            ("用印记录", found.leaf),
        ]
    return Checked(
        f"法院文书：{found.title}",
        found.court,
        found.issued_at,
        found.document,
        tuple(details),
        _national(found),
        title="查到了，是法院的文书" if found.is_in_force else "查到了，但这一份不再有效",
        warning=found.warning,
        successor=found.successor,
        sha256=found.sha256,
    )


def _national(found: publicly.Paper) -> tuple[tuple[str, str], ...]:
    """Return the SM2 signature over the file and the key that checks it, where there is one."""
    key = keys.sm2()
    if not found.sm2 or key is None:
        return ()
    return (("SM2签名（DER，十六进制）", found.sm2), ("SM2公钥（十六进制）", key.public.hex()))


def _outage(code: str) -> Checked | None:
    found = outages.by_code(code)
    if found is None:
        return None
    event = found.certified_by
    details = (
        ("开始", wording.instant(found.court_began_at)),
        ("结束", wording.instant(found.court_ended_at)),
        ("顺延的期限", f"{found.shifted}项"),
        ("记录指纹", receipt_of(event).code),
        ("证明全文", f"{settings.PUBLIC_URL}{reverse('web:outage', args=[found.code])}"),
    )
    return Checked("系统故障证明", settings.COURT_NAME, event.at, None, details)


SEALED = "已封存，不公开"
CHECKS: tuple[Callable[[str], Checked | None], ...] = (_receipt, _paper, _message, _outage)


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Say of a code whether it is ours and what it stands for, and never whose it is."""
    asked = "code" in request.GET
    return _answer(request, CodeForm(request.GET if asked else None))


@require_safe
def short(request: HttpRequest, code: str) -> HttpResponse:
    """Answer the short address behind the QR code of a paper."""
    return _answer(request, CodeForm({"code": code}))


@require_POST
def compare(request: HttpRequest) -> HttpResponse:
    """Say of a file whether the court sealed it, and whether that paper is still in force."""
    form = FileForm(request.POST, request.FILES)
    found, differs, unknown = None, False, False
    if form.is_valid():
        try:
            sha256 = _hash_of(form)
            paper = publicly.paper_by_hash(sha256)
            found = None if paper is None else _unless_sealed(_told(paper))
            typed = form.cleaned_data["code"]
            expected = what_is(typed) if typed else None
            differs = expected is not None and expected.sha256 not in {"", sha256}
            unknown = found is None
        except Refused as refusal:
            refuse(form, refusal)
    context = {
        "form": CodeForm(),
        "files": form if form.errors else FileForm(),
        "found": found,
        "compared": True,
        "differs": differs,
        "unknown_file": unknown,
    }
    return show(request, "web/check.html", context)


def _answer(request: HttpRequest, form: CodeForm) -> HttpResponse:
    found, unknown = None, False
    if form.is_bound and form.is_valid():
        try:
            found = what_is(form.cleaned_data["code"])
            unknown = found is None
        except Refused as refusal:
            refuse(form, refusal)
    code = form.cleaned_data.get("code", "") if found and found.sha256 else ""
    context = {
        "form": form,
        "files": FileForm(initial={"code": code}),
        "found": found,
        "unknown": unknown,
    }
    return show(request, "web/check.html", context)


def _hash_of(form: FileForm) -> str:
    sent: UploadedFile[Any] | None = form.cleaned_data["file"]
    if sent is None:
        return str(form.cleaned_data["sha256"])
    if (sent.size or 0) > MOST_BYTES:
        raise FileTooBig(
            "法院的文书没有这么大。",
            remedy=f"请选择从法院下载的原文件，不超过{MOST_BYTES // 1_000_000}MB。",
            field="file",
        )
    whole = hashlib.sha256()
    for chunk in sent.chunks():
        whole.update(chunk)
    return whole.hexdigest()


def what_is(code: str) -> Checked | None:
    """Return what a stranger may know of a code; None if it is none of ours.

    Of what is sealed, or of a sealed dispute, only that it is.

    :raises BadCode: if it cannot be a code of ours
    """
    found = next((found for ask in CHECKS if (found := ask(code))), None)
    return None if found is None else _unless_sealed(found)


def _unless_sealed(found: Checked) -> Checked:
    """Return what was found, or only that it is sealed: the one way out to strangers."""
    if found.about is None:
        return found
    matter = found.about if isinstance(found.about, Matter) else found.about.matter
    if is_sealed_from_the_public(found.about, matter=matter):
        return Checked(SEALED, found.court, None, None)
    return found
