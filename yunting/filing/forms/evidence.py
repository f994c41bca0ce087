"""What is asked about an item of evidence, what the others say, what the court notes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms

from yunting.filing import settings
from yunting.filing.models import QUALITIES, Evidence, ItemState, Original, Stance
from yunting.filing.services.evidence import Item
from yunting.filing.services.originals import Opinion
from yunting.lib import dates
from yunting.rules.online.materials import Doubt, Proof
from yunting.ui.forms import Form
from yunting.ui.uploads import FilesField

LONG = {"rows": 3}
COMPARED = (ItemState.COMPARED, ItemState.DIFFERS, ItemState.ABSENT)


class ItemForm(Form):
    """One item: what it is, what it proves, where it comes from, what original there is."""

    name = forms.CharField(
        label="证据名称", help_text="写明是什么、哪天的，例如：2025年3月8日的借条。", max_length=200
    )
    proves = forms.CharField(
        label="用来证明什么",
        help_text="一句话说清，例如：被告收到货物，还欠货款三万元。",
        max_length=1000,
        widget=forms.Textarea(attrs=LONG),
    )
    source = forms.CharField(
        label="证据来源", help_text="从哪里来的，现在由谁保管。", max_length=300
    )
    original = forms.ChoiceField(
        label="有没有原件", choices=Original.choices, widget=forms.RadioSelect
    )
    file = FilesField(label="文件", required=False)

    def __init__(self, *args: Any, item: Evidence | None = None, **kwargs: Any) -> None:
        if item is not None:
            names = ("name", "proves", "source", "original")
            kwargs["initial"] = {name: getattr(item, name) for name in names}
        super().__init__(*args, **kwargs)

    def item(self) -> Item:
        """Return what was typed, once it is valid."""
        typed = self.cleaned_data
        return Item(typed["name"], typed["proves"], typed["source"], Original(typed["original"]))


class SubmitForm(Form):
    """Whether it is meant, and why it is late if it is."""

    late_reason = forms.CharField(
        label="逾期的理由",
        help_text="为什么没有在举证期限内提供。法院会审查理由是否成立。",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs=LONG),
    )
    confirmed = forms.BooleanField(label="我已核对清单，确认提交")

    def __init__(self, *args: Any, is_late: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_late:
            del self.fields["late_reason"]


class OpinionForm(Form):
    """Each quality: accepted, or disputed and why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for quality, label in QUALITIES:
            self.fields[quality] = forms.ChoiceField(
                label=label,
                choices=Stance.choices,
                widget=forms.RadioSelect,
                error_messages={"required": f"请选择是否认可{label}。"},
            )
            self.fields[f"{quality}_reason"] = forms.CharField(
                label=f"不认可{label}的理由",
                help_text="选了不认可，就要写明理由。",
                required=False,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def opinion(self) -> Opinion:
        """Return what was said, once it is valid."""
        typed = self.cleaned_data
        stances = {quality: Stance(typed[quality]) for quality, _ in QUALITIES}
        reasons = {f"{q}_reason": typed[f"{q}_reason"] for q, _ in QUALITIES}
        return Opinion(**stances, **reasons)


class AskOriginalForm(Form):
    """Why the original is asked for, and by when."""

    reason = forms.TypedChoiceField(
        label="理由",
        choices=[(one.value, one.says) for one in Doubt],
        coerce=Doubt,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label="说明",
        help_text="哪一页、哪里不清楚，或者为什么有必要。当事人会看到。",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs=LONG),
    )
    due_on = forms.CharField(label="最后一日", help_text="可以写 20260320，也可以写 3月20日。")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        proposed = on + timedelta(days=settings.ORIGINAL_DAYS)
        super().__init__(*args, initial={"due_on": dates.brief(proposed)}, **kwargs)
        self.on = on

    def clean_due_on(self) -> date:
        """Read the day as people write it."""
        try:
            return dates.parse(self.cleaned_data["due_on"], near=self.on)
        except dates.NotADate as error:
            raise forms.ValidationError(error.sentence) from error


class CompareForm(Form):
    """What the comparison came to."""

    result = forms.ChoiceField(
        label="核对结果",
        choices=[
            (s.value, s.label) for s in (ItemState.COMPARED, ItemState.DIFFERS, ItemState.ABSENT)
        ],
        widget=forms.RadioSelect,
    )
    how = forms.ChoiceField(
        label="怎样核对",
        choices=[(r.code, r.label) for r in settings.COMPARED_HOW],
        widget=forms.RadioSelect,
    )
    finding = forms.CharField(
        label="核对记录",
        help_text="核对了什么，由谁出示，不一致在哪里。",
        max_length=1000,
        widget=forms.Textarea(attrs=LONG),
    )


class EqualForm(Form):
    """On which of the five grounds a copy is held equal."""

    ground = forms.TypedChoiceField(
        label="依据的情形",
        choices=[(one.value, one.says) for one in Proof],
        coerce=Proof,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label="说明",
        help_text="公证书、裁判文书的编号，或者用什么证明。",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs=LONG),
    )
