"""The court's forms: one for each act of service, and the decisions about consent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from yunting.core.models import Person
from yunting.delivery.models.address import Channel
from yunting.delivery.models.consent import Stage, Unfit
from yunting.delivery.services.announcing import Notice
from yunting.lib import dates
from yunting.lib.errors import Refused
from yunting.rules.service.ways import Announced
from yunting.ui.forms import Form

LONG = 1000
WAYS = ("法院公告栏", "受送达人住所地", "报纸", "信息网络")


def words(label: str, help_text: str = "", *, required: bool = True) -> forms.CharField:
    """Return a field for a reason."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class Act(Form):
    """An act on a service. Several stand on one page, so each names the ids of its fields."""

    name: ClassVar[str]
    title: ClassVar[str]
    button: ClassVar[str]
    note: ClassVar[str] = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"{self.name}-%s", **kwargs)

    def arguments(self) -> dict[str, Any]:
        """Return what the service is called with."""
        return dict(self.cleaned_data)


class SendForm(Act):
    """By every agreed channel at once."""

    name, title, button = "send", "电子送达", "按已同意的方式发出"
    note = "平台、短信、邮件、机器人同时发出，以最早生效的为准。"


class PostForm(Act):
    """By post; the letter goes into the batch to print."""

    name, title, button = "post", "邮寄送达", "交邮"
    note = "信件进入待寄批次，可以一起打印。回执回来，系统自动登记。"


class CallForm(Act):
    """What came of a call."""

    name, title, button = "call", "电话联系", "记录通话"
    note = "电话不是送达，只用来确认地址、通知领取。"
    phone = forms.CharField(label="拨打的号码", max_length=20)
    reached = forms.ChoiceField(
        label="接通没有",
        choices=(("yes", "接通了本人或者代理人"), ("no", "没有接通，或者拒绝")),
        widget=forms.RadioSelect,
    )
    said = words("说了什么", "例如：同意到庭领取；空号；说不认识当事人。")

    def arguments(self) -> dict[str, Any]:
        """Return what the service is called with."""
        return {**self.cleaned_data, "reached": self.cleaned_data["reached"] == "yes"}


class AcceptForm(Act):
    """The clerk has looked at the proof of reading."""

    name, title, button = "accept-reading", "确认已阅知", "核对无误，视为送达"
    note = "系统显示已阅知只是推定，受送达人可以推翻。"


class RejectForm(Act):
    """The proof of reading does not hold."""

    name, title, button = "reject-reading", "阅知记录不能确认", "不视为送达"
    reason = words("理由")


class KeepForm(Act):
    """The denial does not hold."""

    name, title, button = "keep", "异议不成立", "维持送达"
    reason = words("理由")


class RebutForm(Act):
    """The presumption is overturned."""

    name, title, button = "rebut", "异议成立，没有送达", "认定没有送达"
    note = "送达凭证随即撤回，换下一种方式送达。"
    reason = words("理由")


class AcceptDayForm(Act):
    """The recipient has proved another day."""

    name, title, button = "accept-day", "采纳受送达人证明的到达日", "改定送达日"
    note = "期限从改定的日期起算，凭证同时更换。"
    reason = words("理由")


class VisitForm(Form):
    """What an officer saw, on a phone: place, outcome, who, witness, picture."""

    outcome = forms.ChoiceField(
        label="结果",
        choices=(
            ("handed", "当面签收"),
            ("left", "拒绝签收，留置送达"),
            ("vain", "没有见到人，没有送成"),
        ),
        widget=forms.RadioSelect,
    )
    place = forms.CharField(label="地点", help_text="写到门牌号。", max_length=300)
    received_by = forms.CharField(
        label="签收人和与受送达人的关系",
        help_text="例如：李潮本人；李潮的妻子，同住成年家属。",
        required=False,
        max_length=100,
    )
    witness = forms.CharField(
        label="见证人的姓名和单位",
        help_text="留置送达要有见证人，或者有照片。",
        required=False,
        max_length=200,
    )
    picture = forms.FileField(
        label="照片",
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
    note = words("经过", "没有送成的写明原因。", required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for what the outcome needs."""
        said: dict[str, Any] = super().clean() or {}
        outcome = said.get("outcome")
        if outcome == "handed" and not said.get("received_by"):
            self.add_error("received_by", "请写明谁签收，和受送达人是什么关系。")
        if outcome == "vain" and not said.get("note"):
            self.add_error("note", "请写明为什么没有送成。")
        return said


class NoticeForm(Form):
    """A public notice: why, what it says, where and when it was posted."""

    is_missing = forms.ChoiceField(
        label="为什么公告",
        choices=(("no", "其他方式都试过，没有送到"), ("yes", "受送达人下落不明")),
        widget=forms.RadioSelect,
    )
    reason = words("原因和经过", "写明试过哪些方式、结果怎样，或者怎么知道下落不明。")
    text = forms.CharField(
        label="公告全文", max_length=LONG, widget=forms.Textarea(attrs={"rows": 6})
    )
    parts = forms.MultipleChoiceField(
        label="公告写明了",
        choices=[(part.name.lower(), part.value) for part in Announced],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    where = forms.MultipleChoiceField(
        label="张贴、刊登在哪里",
        choices=[(way, way) for way in WAYS],
        widget=forms.CheckboxSelectMultiple,
    )
    published_on = forms.CharField(
        label="最后一次张贴、刊登的日期", help_text="三十日从这一天的次日算起。", max_length=20
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_published_on(self) -> date:
        """Read the day as people write it."""
        try:
            return dates.parse(self.cleaned_data["published_on"], near=self.on)
        except Refused as refusal:
            raise ValidationError(refusal.message + refusal.remedy) from refusal

    def notice(self) -> Notice:
        """Return what was typed."""
        said = self.cleaned_data
        return Notice(
            published_on=said["published_on"],
            where=said["where"],
            parts=frozenset(Announced[name.upper()] for name in said["parts"]),
            text=said["text"],
            reason=said["reason"],
            is_missing=said["is_missing"] == "yes",
        )


class ServeForm(Form):
    """Which paper, on which party."""

    document = forms.IntegerField()
    party = forms.IntegerField()
    is_urgent = forms.BooleanField(required=False)


class KnownForm(Form):
    """An address the court has from somebody else."""

    person = forms.IntegerField(widget=forms.HiddenInput)
    channel = forms.ChoiceField(
        label="哪一种",
        choices=[
            (one.value, str(one.label))
            for one in (Channel.POST, Channel.CALL, Channel.SMS, Channel.EMAIL)
        ],
    )
    address = forms.CharField(label="地址或者号码", max_length=300)
    source = forms.CharField(label="从哪里得来", max_length=100)
    is_agreed = forms.BooleanField(
        label="本人在诉讼前约定或者承诺在这里接受电子送达",
        help_text="例如合同里的送达地址条款。只适用于短信和电子邮箱。",
        required=False,
    )
    is_lawful = forms.BooleanField(
        label="本人拒绝提供地址，这是户籍地、经常居住地或者登记的住所", required=False
    )


class DeclinedForm(Form):
    """That somebody gives no address, and the lawful one that is used instead."""

    reason = words("怎样拒绝的", "例如：电话中明确表示不愿意提供。")
    lawful = forms.CharField(
        label="依法使用的地址",
        help_text="自然人用户籍登记的住所或者经常居住地，单位用登记的住所。",
        required=False,
        max_length=300,
    )


class PersonForm(Form):
    """Whom something is asked of."""

    person = forms.IntegerField(widget=forms.HiddenInput)


class ReceiverForm(Form):
    """One who receives for a party, or all again."""

    party = forms.IntegerField(widget=forms.HiddenInput)
    receiver = forms.TypedChoiceField(
        label="由谁接收", required=False, coerce=int, empty_value=None, widget=forms.RadioSelect
    )
    reason = words("理由", "选定一个人的，写明是谁、怎样要求的。", required=False)

    def __init__(self, *args: Any, receivers: Mapping[int, Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(key), f"只送{one.name}") for key, one in receivers.items()]
        self.fields["receiver"].choices = [("", "本人和全部代理人"), *named]  # type: ignore[attr-defined]


class AskForm(Form):
    """Which stages somebody is asked about."""

    person = forms.IntegerField(widget=forms.HiddenInput)
    stages = forms.MultipleChoiceField(
        label="询问哪些环节", choices=Stage.choices, widget=forms.CheckboxSelectMultiple
    )


class DecideForm(Form):
    """The court's word on a consent that is to be taken back."""

    act = forms.ChoiceField(
        label="决定",
        choices=(("allow", "准许收回，转为线下"), ("deny", "不准许")),
        widget=forms.RadioSelect,
    )
    act_begun = forms.BooleanField(label="这个环节已经开始", required=False)
    delays_on_purpose = forms.BooleanField(label="是为了拖延", required=False)
    reason = words("理由", "不准许的，必须写明。", required=False)


class ConvertForm(Form):
    """Why the court moves a stage offline for somebody."""

    why = forms.ChoiceField(label="情况", choices=Unfit.choices)
    reason = words("理由")


class WordForm(Form):
    """A decision with its reason, or a note of what was missed."""

    reason = words("理由")
