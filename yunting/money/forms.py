"""Forms of money: a reason to send something back, or not to; relief asked for, and decided."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from django import forms

from yunting.money.models import ReliefKind
from yunting.money.selectors import relief
from yunting.money.services.relief import Decision
from yunting.rules.fees.relief import Ground
from yunting.ui.forms import DayField, Form
from yunting.ui.uploads import FilesField

LONG = 2000


class ReasonForm(Form):
    """Why money goes back, or does not; why two books differ."""

    reason = forms.CharField(
        label="理由", max_length=500, widget=forms.Textarea(attrs={"rows": 3}), strip=True
    )


class ReliefForm(Form):
    """On which ground, how things stand, with which proof."""

    ground = forms.ChoiceField(
        label="您属于哪一种情况",
        help_text="符合哪一种，就按哪一种申请免交、减交或者缓交。",
        choices=relief.grounds,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="您的情况",
        help_text="写明现在的收入、家庭负担、为什么交费有困难。",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    file = FilesField(label="证明材料", required=False)
    confirmed = forms.BooleanField(label="我确认以上情况属实，并以我的姓名申请")

    def chosen(self) -> Ground:
        """Return the ground that was chosen."""
        return Ground(self.cleaned_data["ground"])


class DecideReliefForm(Form):
    """What the judge decides on an application: how much, until when, and why."""

    REFUSE = "refuse"
    outcome = forms.ChoiceField(
        label="决定",
        choices=[
            (ReliefKind.EXEMPT, "准许免交"),
            (ReliefKind.REDUCE, "准许减交"),
            (ReliefKind.DEFER, "准许缓交"),
            (REFUSE, "不准许"),
        ],
        widget=forms.RadioSelect,
    )
    percent = forms.IntegerField(
        label="减交百分之几",
        help_text="准许减交的必须写，不得低于30。",
        min_value=1,
        max_value=100,
        required=False,
    )
    reasons = forms.CharField(
        label="理由",
        help_text="写在决定书里，申请人会看到。",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"] = DayField(
            label="缓交到哪一天", help_text="准许缓交的必须写。", near=on, required=False
        )
        self.order_fields(("outcome", "percent", "until", "reasons"))

    def decision(self) -> Decision:
        """Return what was decided."""
        told = self.cleaned_data
        outcome, percent = told["outcome"], told.get("percent")
        return Decision(
            outcome=None if outcome == self.REFUSE else ReliefKind(outcome),
            reasons=told["reasons"],
            share=Fraction(percent, 100) if percent else None,
            until=told.get("until"),
        )
