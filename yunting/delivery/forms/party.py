"""The party's forms: consents, addresses, a word about a served paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from yunting.core.models import Person
from yunting.delivery import settings
from yunting.delivery.models.address import Channel
from yunting.delivery.models.consent import Stage, Unfit
from yunting.delivery.selectors.consents import Line
from yunting.delivery.services.addresses import Stated
from yunting.lib import dates, identity
from yunting.lib.errors import Refused
from yunting.ui.forms import Form

WORDS = (("yes", "同意在线"), ("no", "不同意，线下办理"))
LONG = 1000
_TOKEN = re.compile(r"(?:access_token=|key=)?([A-Za-z0-9-]{8,100})$")
_DINGTALK_TOKEN = re.compile(r"[A-Za-z0-9]{8,100}")


class ConsentForm(Form):
    """One choice for each stage that can still be answered; none is made for the person."""

    notice = forms.CharField(widget=forms.HiddenInput, max_length=16)
    reason = forms.CharField(
        label="不同意的理由",
        help_text="可以不写。写明困难，法院好帮您。",
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"notice": settings.CONSENT_NOTICE})
        super().__init__(*args, **kwargs)
        self.stages = [line.stage for line in lines]
        for line in lines:
            self.fields[line.stage.value] = forms.ChoiceField(
                label=str(line.stage.label),
                choices=WORDS,
                widget=forms.RadioSelect,
                required=False,
            )
        self.order_fields([stage.value for stage in self.stages])

    @property
    def words(self) -> list[Any]:
        """Return the fields of the stages, in order."""
        return [self[stage.value] for stage in self.stages]

    @property
    def said(self) -> dict[Stage, bool]:
        """Return what was chosen, stage by stage."""
        given = {stage: self.cleaned_data.get(stage.value) for stage in self.stages}
        return {stage: word == "yes" for stage, word in given.items() if word}


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(
        label="理由", max_length=LONG, widget=forms.Textarea(attrs={"rows": 3})
    )


class OfflineForm(ReasonForm):
    """Why everybody should do a stage in person."""

    why = forms.ChoiceField(
        label="属于哪一种情况",
        choices=[
            (one.value, one.label) for one in (Unfit.COMPLEX, Unfit.WITNESS, Unfit.LIVE_EVIDENCE)
        ],
        widget=forms.RadioSelect,
    )

    field_order = ("why", "reason")


class ContestForm(Form):
    """A denial of a service, or another day of arrival."""

    reason = forms.CharField(
        label="怎么回事",
        help_text="例如：当天平台打不开；这个号码不是我的；不是我本人看的。",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    claimed_on = forms.CharField(
        label="您认为哪一天到达", help_text="能证明另外的日期再写。", required=False, max_length=20
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_claimed_on(self) -> date | None:
        """Read the day as people write it."""
        typed = self.cleaned_data["claimed_on"]
        try:
            return dates.parse(typed, near=self.on) if typed else None
        except Refused as refusal:
            raise ValidationError(refusal.message + refusal.remedy) from refusal


class AddressForm(Form):
    """送达地址确认: every channel may be left out, but not all of them."""

    notice = forms.CharField(widget=forms.HiddenInput, max_length=16)
    platform = forms.BooleanField(
        label="在本院诉讼平台接收（登录就能看到）", required=False, initial=True
    )
    sms = forms.CharField(
        label="接收短信的手机号",
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label="电子邮箱",
        required=False,
        max_length=200,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": "邮箱写得不完整，请写成 name@example.org 这样。"},
    )
    dingtalk = forms.CharField(
        label="钉钉机器人",
        help_text="单位用的。粘贴机器人地址，或者其中的 access_token。",
        required=False,
        max_length=200,
    )
    wecom = forms.CharField(
        label="企业微信机器人",
        help_text="单位用的。粘贴机器人地址，或者其中的 key。",
        required=False,
        max_length=200,
    )
    postal_name = forms.CharField(
        label="收件人",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    postal_address = forms.CharField(
        label="邮寄地址",
        help_text="写到门牌号。电子的收不到，就往这里寄。",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "street-address"}),
    )
    postal_phone = forms.CharField(
        label="联系电话",
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    agent = forms.ChoiceField(label="代收人", required=False)
    confirmed = forms.BooleanField(label="我看过上面的告知，确认地址准确，变了会马上告诉法院")

    def __init__(self, *args: Any, agents: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agents = {str(one.pk): one for one in agents}
        named = [(key, f"由{one.name}代收") for key, one in self.agents.items()]
        self.fields["agent"].choices = [("", "不另外指定"), *named]  # type: ignore[attr-defined]
        if not agents:
            del self.fields["agent"]

    def clean_sms(self) -> str:
        """Read a mobile number."""
        return self._read("sms", identity.mobile_number)

    def clean_postal_phone(self) -> str:
        """Read a telephone number."""
        return self._read("postal_phone", identity.phone_number)

    def clean_dingtalk(self) -> str:
        """Take the token out of a robot's address."""
        token = self._token("dingtalk")
        if token and not _DINGTALK_TOKEN.fullmatch(token):
            raise ValidationError("钉钉的 access_token 只有字母和数字，请重新粘贴。")
        return token

    def clean_wecom(self) -> str:
        """Take the key out of a robot's address."""
        return self._token("wecom")

    def _read(self, name: str, read: Any) -> str:
        typed = self.cleaned_data[name]
        try:
            return str(read(typed)) if typed else ""
        except Refused as refusal:
            raise ValidationError(refusal.message + refusal.remedy) from refusal

    def _token(self, name: str) -> str:
        typed = self.cleaned_data[name].strip()
        found = _TOKEN.search(typed) if typed else None
        if typed and found is None:
            raise ValidationError("没有认出机器人的地址，请从机器人设置里整段复制。")
        return found[1] if found else ""

    def stated(self, *, handle: str) -> Stated:
        """Return what was typed; `handle` is the account that stands for the platform."""
        said = self.cleaned_data
        electronic = {
            Channel(name): said[name]
            for name in ("sms", "email", "dingtalk", "wecom")
            if said[name]
        }
        if said["platform"]:
            electronic[Channel.PLATFORM] = handle
        return Stated(
            electronic=electronic,
            postal_name=said["postal_name"].strip(),
            postal_address=said["postal_address"].strip(),
            postal_phone=said["postal_phone"],
            agent=self.agents.get(said.get("agent", "")),
        )
