"""What somebody says of a step, and its answer."""

from __future__ import annotations

from typing import Any

from django import forms

from yunting.feedback import settings
from yunting.feedback.models import About, Score, Step, VoiceKind
from yunting.feedback.services.voices import Said
from yunting.ui.forms import Form


class VoiceForm(Form):
    """Thanks, a complaint, or marks."""

    kind = forms.ChoiceField(
        label="您想", choices=VoiceKind.choices, initial=VoiceKind.RATING, widget=forms.RadioSelect
    )
    step = forms.ChoiceField(label="关于哪一步", choices=Step.choices)
    score = forms.TypedChoiceField(
        label="满意程度",
        choices=Score.choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        help_text="评价打分时选择。",
    )
    about = forms.ChoiceField(
        label="针对谁",
        choices=About.choices,
        initial=About.WORK,
        help_text="投诉承办法官或者工作人员的，不会交给被投诉的人办理。",
    )
    words = forms.CharField(
        label="您想说的话",
        max_length=settings.WORDS_MOST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="感谢和投诉请写明事情；打分可以不写。",
    )

    @property
    def said(self) -> Said:
        """Return what a valid form says."""
        told: dict[str, Any] = self.cleaned_data
        return Said(**told)


class RatingForm(VoiceForm):
    """Marks for one step: the short form under a case, sent as the whole one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["score"].required = True
        self.fields["score"].help_text = ""
        self.fields["words"].help_text = ""


class ReplyForm(Form):
    """What a colleague answers."""

    reply = forms.CharField(
        label="答复",
        max_length=settings.WORDS_MOST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="只有提意见的人看得到。",
    )
