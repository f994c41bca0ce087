"""The few things asked before a complaint is begun, and before it is taken back."""

from datetime import date
from typing import Any

from django import forms

from yunting.core.models import Person
from yunting.filing.forms.catalogue import CATALOGUE
from yunting.filing.selectors import law
from yunting.lib.errors import Refused
from yunting.ui.forms import Form
from yunting.ui.refusals import refuse

OTHER = "other"
NOT_FOR_THEM = (
    "您现在不能替这个人起诉：授权已经结束，或者不包括代写起诉材料。请重新选择，或者请对方重新授权。"
)
NO, YES, UNSURE = "no", "yes", "unsure"


class StartForm(Form):
    """What kind of dispute, for whom, and whether it belongs to the maritime court.

    `asks_whom` asks even who acts for nobody any more, so that the form can tell them.
    """

    kind = forms.ChoiceField(label="纠纷类型", widget=forms.RadioSelect)
    maritime = forms.ChoiceField(
        label="是否涉及船舶、港口或者海上运输",
        help_text="例如船舶买卖、船员工资、港口作业、海上货物运输。",
        choices=[(NO, "不涉及"), (YES, "涉及"), (UNSURE, "说不清楚")],
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        *args: Any,
        principals: tuple[Person, ...],
        asks_whom: bool = False,
        on: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        known = [(key, entry.form.cause_name) for key, entry in CATALOGUE.items()]
        self.fields["kind"].choices = [*known, (OTHER, "其他纠纷")]  # type: ignore[attr-defined]
        if principals or asks_whom:
            self.fields["for"] = forms.ChoiceField(
                label="为谁起诉",
                choices=[("", "我自己"), *((str(p.pk), p.name) for p in principals)],
                widget=forms.RadioSelect,
                required=False,
                error_messages={"invalid_choice": NOT_FOR_THEM},
            )

    def clean(self) -> dict[str, Any]:
        """Send on what is for another court or another way in, before any time is spent."""
        cleaned = super().clean() or {}
        if cleaned.get("maritime") == YES:
            forum = law.maritime_forum(on=self.on)
            refuse(self, MaritimeMatter(forum.value, "；".join(map(str, forum.basis))))
        elif cleaned.get("kind") == OTHER:
            refuse(self, NotOnlineYet())
        return cleaned


class MaritimeMatter(Refused):
    """A maritime dispute belongs to the maritime court. JUR-11."""

    code = "maritime-matter"

    def __init__(self, court: str, basis: str) -> None:
        super().__init__(
            f"海事海商纠纷由{court}管辖，本院不能受理。",
            basis=basis,
            remedy=f"请向{court}起诉。和船舶、海运没有关系的，请选“不涉及”。",
            field="maritime",
        )


class NotOnlineYet(Refused):
    """There is no complaint of this kind to fill in online."""

    code = "not-online-yet"

    def __init__(self) -> None:
        super().__init__(
            "其他纠纷还不能在网上填写起诉状。",
            basis="民事诉讼法 第一百二十三条",
            remedy="现在请到法院立案窗口办理，或者拨打12368。书写有困难的，可以口头起诉。",
            field="kind",
        )


class WithdrawForm(Form):
    """Whether it is really meant, and why if one wants to say."""

    reason = forms.CharField(
        label="撤回的原因",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    confirmed = forms.BooleanField(label="我确认撤回这份起诉材料")
