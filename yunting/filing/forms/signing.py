"""Sign what was read: by the signer's own name, typed, over the save that was on the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from yunting.core.actor import Actor
from yunting.filing.forms.answers import missing
from yunting.filing.forms.catalogue import remarks
from yunting.filing.forms.checks import Level, Remark
from yunting.filing.forms.complaint import to_send
from yunting.filing.forms.correcting import Correction
from yunting.filing.forms.defending import same_name
from yunting.filing.forms.elements import Form as Complaint
from yunting.filing.forms.overview import unreadable
from yunting.filing.forms.steps import Step, Values, find
from yunting.filing.services.complaint import Complaint as Sendable
from yunting.ui.forms import Form


class Review:
    """What stands against sending a paper, what to think over, and what is still open."""

    def __init__(self, form: Complaint, values: Values, *, on: date) -> None:
        self.remarks: tuple[Remark, ...] = remarks(form, values, on=on)
        self.unreadable: Sequence[Step] = unreadable(form, values, on=on)
        held = {step.key for step in self.unreadable}
        self.missing = [s for s in missing(form, values, on=on) if s.key not in held]

    @property
    def errors(self) -> list[Remark]:
        """Return what makes it no complaint."""
        return [remark for remark in self.remarks if remark.level is Level.ERROR]

    @property
    def is_ready(self) -> bool:
        """Tell whether it can be sent. What is missing or odd does not stand against it:
        an element-based form is no condition of filing (法〔2025〕82号).
        """
        return not self.errors and not self.unreadable


@dataclass(frozen=True, slots=True)
class Linked:
    """A remark with the questions it is about: key and title of each."""

    remark: Remark
    questions: tuple[tuple[str, str], ...]


def remark_links(form: Complaint, review: Review, values: Values) -> list[Linked]:
    """Return each remark with where it can be mended."""
    found = []
    for remark in review.remarks:
        about = (find(form, path, values)[0] for path in remark.paths)
        titles = {step.key: step.question.title for step in about}
        found.append(Linked(remark, tuple(titles.items())))
    return found


def signing(
    form: Complaint, values: Values, made: Correction | None, *, by: Actor, on: date
) -> Sendable:
    """Return the complaint signed by who is acting, on the day it is sent."""
    signed = {"signature": by.signature, "date": on.isoformat()}
    return made.complaint(signed) if made else to_send(form, {**values, **signed})


class SignForm(Form):
    """The signature under a complaint that has been read through."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    signed = forms.CharField(
        label="签名",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    confirmed = forms.BooleanField(
        label="以上内容我都看过，都是真实的。我知道虚假诉讼要承担法律责任"
    )

    def __init__(
        self, *args: Any, signer: str, number: int, review: Review | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, initial={"seen": number}, **kwargs)
        self.signer, self.number, self.review = signer, number, review
        self.fields["signed"].help_text = f"请输入您的姓名：{signer}。"

    def clean_signed(self) -> str:
        """Take the signer's name and no other, whatever dot or space it was typed with."""
        return same_name(self.cleaned_data["signed"], self.signer)

    def clean(self) -> dict[str, Any]:
        """Refuse what is no complaint, and what is not what the signer has read."""
        cleaned = super().clean() or {}
        if self.review is not None and not self.review.is_ready:
            self.add_error(None, "还有必须改正的内容，改好以后才能提交。请看上面列出的各处。")
        if cleaned.get("seen") not in (None, self.number):
            self.add_error(
                None, "您打开本页以后，内容又有改动。现在显示的是最新的，请再核对一遍后签名。"
            )
        return cleaned
