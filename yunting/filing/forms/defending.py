"""The forms of the defendant's side, and those by which the court decides on them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from yunting.core.models import Participation, Person
from yunting.filing.settings import OBJECTION_GROUNDS
from yunting.lib import text
from yunting.ui.forms import DayField, Form

LONG = 5000
SHORT = 100


def _told(label: str, help_text: str = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONG,
        required=required,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AssociateForm(Form):
    """The code on the paper or in the text, and for whom."""

    code = forms.CharField(
        label="编码",
        help_text="起诉状副本、应诉通知书和法院短信上都有，例如 Y7K2-9QMD。大小写、空格不影响。",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def __init__(self, *args: Any, principals: tuple[Person, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if principals:
            self.fields["for"] = forms.ChoiceField(
                label="为谁关联",
                choices=[("", "我自己"), *((str(p.pk), p.name) for p in principals)],
                widget=forms.RadioSelect,
                required=False,
            )


class CompareForm(Form):
    """What the court found when it compared; the button says which."""

    CONFIRM, REJECT = "confirm", "reject"
    decision = forms.ChoiceField(
        choices=[(CONFIRM, "确认关联"), (REJECT, "不予确认")], widget=forms.HiddenInput
    )
    reason = _told("不予确认的理由", "不予确认的必须写，申请人会看到。", required=False)


class Signed(Form):
    """Something a party signs by typing its own name."""

    signed = forms.CharField(
        label="签名",
        max_length=SHORT,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, signer: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signer = signer
        self.fields["signed"].help_text = f"请输入您的姓名：{signer}。"

    def clean_signed(self) -> str:
        """Take the signer's name and no other."""
        return same_name(self.cleaned_data["signed"], self.signer)


def same_name(typed: str, signer: str) -> str:
    """Return a name as it was typed, if it is the signer's, whatever dot or space it has.

    :raises ValidationError: if it is another
    """
    try:
        name = text.name(typed)
    except text.Misread as error:
        raise forms.ValidationError(error.sentence) from error
    if name != text.name(signer):
        raise forms.ValidationError(f"签名要和您核验过的姓名一样：{signer}。请照着再输入一遍。")
    return name


class ObjectionForm(Signed):
    """Why another court should decide, and which."""

    ground = forms.ChoiceField(
        label="理由",
        choices=[(one.code, one.label) for one in OBJECTION_GROUNDS],
        widget=forms.RadioSelect,
    )
    to_court = forms.CharField(
        label="您认为应当由哪个法院管辖", help_text="请写法院的全称。", max_length=SHORT
    )
    reason = _told("事实和理由", "例如：住在哪里、在哪里交货付款、合同怎么约定。")
    field_order = ("ground", "to_court", "reason", "signed")


class WithdrawObjectionForm(Form):
    """Whether it is really meant."""

    reason = _told("撤回的原因", required=False)
    confirmed = forms.BooleanField(label="我确认撤回管辖权异议")


class RulingForm(Form):
    """What the judge rules on an objection."""

    UPHOLD, DISMISS = "uphold", "dismiss"
    outcome = forms.ChoiceField(
        label="裁定",
        choices=[(DISMISS, "驳回异议，本院继续审理"), (UPHOLD, "异议成立，移送其他法院")],
        widget=forms.RadioSelect,
    )
    to_court = forms.CharField(
        label="移送到哪个法院", required=False, max_length=SHORT, help_text="裁定移送的必须写。"
    )
    reasons = _told("理由", "双方当事人都会看到。")


class AppealForm(Form):
    """Which party has appealed against the ruling."""

    party = forms.ChoiceField(label="哪一方上诉")

    def __init__(self, *args: Any, parties: list[Participation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = {str(one.pk): one for one in parties}
        self.fields["party"].choices = [  # type: ignore[attr-defined]
            (key, f"{one.person}（{one.get_role_display()}）") for key, one in self.parties.items()
        ]

    @property
    def chosen(self) -> Participation:
        """Return the party that was chosen."""
        return self.parties[self.cleaned_data["party"]]


class SecondInstanceForm(Form):
    """What the court above has ruled."""

    KEEP, TRANSFER = "keep", "transfer"
    outcome = forms.ChoiceField(
        label="二审裁定的结果",
        choices=[(KEEP, "由本院审理"), (TRANSFER, "移送其他法院")],
        widget=forms.RadioSelect,
    )


class ExtensionForm(Signed):
    """Until when, why, and for a missed period when the obstacle ended."""

    reason = _told("原因", "例如：证人在外地、要向银行调取流水、住院。")

    def __init__(self, *args: Any, is_over: bool, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"] = DayField(label="希望延到哪一天", near=on)
        if is_over:
            self.fields["obstacle_ended_on"] = DayField(
                label="障碍是哪一天消除的", help_text="例如出院、道路恢复通行的那一天。", near=on
            )
        self.order_fields(("until", "obstacle_ended_on", "reason", "signed"))


class DecisionForm(Form):
    """Whether more time is given, until when, and why."""

    GRANT, REFUSE = "grant", "refuse"
    outcome = forms.ChoiceField(
        label="决定",
        choices=[(GRANT, "准许"), (REFUSE, "不准许")],
        widget=forms.RadioSelect,
    )
    reasons = _told("理由", "申请人会看到。")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"] = DayField(
            label="新的最后一日", help_text="准许的必须写。", near=on, required=False
        )
        self.order_fields(("outcome", "until", "reasons"))

    def clean(self) -> dict[str, Any]:
        """Ask for the day where time is given."""
        cleaned = super().clean() or {}
        if cleaned.get("outcome") == self.GRANT and "until" in cleaned and not cleaned["until"]:
            self.add_error("until", "准许的，请写明新的最后一日。")
        return cleaned
