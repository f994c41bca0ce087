"""What people type at the door and about themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms

from yunting.accounts import settings
from yunting.accounts.models import Kinship
from yunting.accounts.services.helping import Wish
from yunting.lib import text
from yunting.lib.errors import Refused
from yunting.lib.identity import credit_code, mobile_number, resident_identity
from yunting.ui.forms import DayField, Form


class ReadField(forms.CharField):
    """A line that one of the readers of lib understands, or says why it does not."""

    def __init__(self, read: Callable[[str], str], **options: Any) -> None:
        super().__init__(**options)
        self.read = read

    def clean(self, value: Any) -> str:
        """Return what was read.

        :raises ValidationError: with the reader's sentence
        """
        typed = super().clean(value)
        try:
            return self.read(typed) if typed else ""
        except Refused as refusal:
            raise forms.ValidationError(refusal.message + refusal.remedy) from refusal


def _one_time(label: str, help_text: str, *, mode: str) -> forms.CharField:
    attributes = {
        "autocomplete": "one-time-code",
        "inputmode": mode,
        "autocapitalize": "characters",
    }
    return ReadField(
        text.fold,
        label=label,
        help_text=help_text,
        max_length=20,
        widget=forms.TextInput(attrs={**attributes, "class": "is-short"}),
        error_messages={"required": "请输入验证码。"},
    )


class PhoneForm(forms.Form):
    """A mobile phone number."""

    phone = ReadField(
        mobile_number,
        label="手机号",
        help_text="我们会发一条短信验证码到这个手机。没有账号的，验证后就可以开通。",
        max_length=100,
        widget=forms.TextInput(
            attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel", "class": "is-short"}
        ),
        error_messages={"required": "请填写手机号。"},
    )


class CodeForm(forms.Form):
    """The code that came to the phone."""

    code = _one_time("短信验证码", f"{settings.CODE_DIGITS}位数字。", mode="numeric")


class OpenForm(forms.Form):
    """Nothing to fill: the button is the act."""


class StaffForm(forms.Form):
    """Staff number and password."""

    number = ReadField(
        lambda typed: text.line(typed, limit=30),
        label="工号",
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "username", "class": "is-short"}),
        error_messages={"required": "请填写工号。"},
    )
    password = forms.CharField(
        label="密码",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "请填写密码。"},
    )


class SecondFactorForm(forms.Form):
    """A generated code, or one of the recovery codes on paper."""

    code = _one_time(
        "动态验证码",
        "打开手机上的验证器，填写6位数字。手机不在身边，可填写一个备用码。",
        mode="text",
    )


class EnrolForm(forms.Form):
    """The first generated code."""

    code = _one_time(
        "验证器上的6位数字", "扫码后，验证器会显示6位数字，每半分钟换一次。", mode="numeric"
    )


class PasswordForm(forms.Form):
    """The old password, and twice the new one."""

    old = forms.CharField(
        label="原密码",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "请填写原密码。"},
    )
    new = forms.CharField(
        label="新密码",
        help_text=f"至少{settings.PASSWORD_LENGTH}位，要有大写、小写字母、数字和符号，不含工号。",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "请填写新密码。"},
    )
    again = forms.CharField(
        label="再填一次新密码",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "请再填一次新密码。"},
    )

    def clean(self) -> dict[str, Any]:
        """Return the values.

        :raises ValidationError: if the new password was not typed twice alike
        """
        values: dict[str, Any] = super().clean() or {}
        if "new" in values and "again" in values and values["new"] != values["again"]:
            self.add_error("again", "两次填写的新密码不一样，请重新填写。")
        return values


class IdentityForm(forms.Form):
    """A natural person's name and resident number; `on` is the day the number is read on."""

    name = ReadField(
        text.name,
        label="您的姓名",
        help_text="与身份证上的一致。",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "请填写姓名。"},
    )
    number = forms.CharField(
        label="身份证号",
        help_text="18位，最后一位可能是X。",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": "请填写身份证号。"},
    )

    def __init__(self, *arguments: Any, on: date, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.on = on

    def clean_number(self) -> str:
        """Return the number in its one written form.

        :raises ValidationError: saying which character is wrong
        """
        try:
            return resident_identity(self.cleaned_data["number"], on=self.on).number
        except Refused as refusal:
            raise forms.ValidationError(refusal.message + refusal.remedy) from refusal


class OrganisationForm(forms.Form):
    """An organisation, its legal representative, and the declaration to be authorised."""

    code = ReadField(
        credit_code,
        label="统一社会信用代码",
        help_text="18位，在营业执照上。",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": "请填写统一社会信用代码。"},
    )
    name = ReadField(
        text.name,
        label="单位名称",
        help_text="与营业执照上的一致。",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": "请填写单位名称。"},
    )
    legal_representative = ReadField(
        text.name,
        label="法定代表人姓名",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "请填写法定代表人姓名。"},
    )
    declares = forms.BooleanField(
        label="我是该单位的工作人员，已获授权代表单位办理诉讼事务",
        help_text="书面授权材料由单位保存，法院要求时要立即提交。不属实的，承担法律责任。",
        required=True,
        error_messages={"required": "没有勾选声明，不能代表单位办事。"},
    )


class TokenForm(forms.Form):
    """What an access token is for."""

    name = ReadField(
        lambda typed: text.line(typed, limit=60),
        label="用在哪里",
        help_text="写明是哪个程序，以后好分辨。",
        max_length=60,
        error_messages={"required": "请写明用在哪里。"},
    )


class HelpForm(Form):
    """Whom one asks to lend a hand, in what, and until when."""

    phone = ReadField(
        mobile_number,
        label="代办人的手机号",
        help_text="帮您办理的人用这个手机号登录，用自己的名字办理。",
        max_length=100,
        widget=forms.TextInput(
            attrs={"type": "tel", "autocomplete": "off", "inputmode": "tel", "class": "is-short"}
        ),
    )
    kinship = forms.ChoiceField(
        label="代办人是您的什么人", choices=Kinship.choices, widget=forms.RadioSelect
    )
    may_file = forms.BooleanField(
        label="代写起诉材料",
        help_text="可以替您填写起诉状、准备证据。提交以前要您本人核对签名。",
        required=False,
    )
    may_read = forms.BooleanField(
        label="查看案件",
        help_text="可以查看您的案件进度、文书和交费通知，不能替您答辩、签收。",
        required=False,
    )
    confirmed = forms.BooleanField(label="是我自己要授权，没有人强迫我")

    def __init__(self, *arguments: Any, on: date, **options: Any) -> None:
        last_day = DayField(
            near=on,
            label="授权到哪一天",
            help_text="这一天当天还有效。您可以随时提前收回。",
            widget=forms.TextInput(attrs={"class": "is-short"}),
        )
        super().__init__(*arguments, asked={"last_day": last_day}, **options)
        self.order_fields(["phone", "kinship", "may_file", "may_read", "last_day", "confirmed"])

    def wish(self) -> Wish:
        """Return what was asked for on a form that is valid."""
        told = self.cleaned_data
        return Wish(
            phone=told["phone"],
            kinship=Kinship(told["kinship"]),
            may_file=told["may_file"],
            may_read=told["may_read"],
            last_day=told["last_day"],
            is_own_will=told["confirmed"],
        )
