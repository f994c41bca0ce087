"""The reviewer's forms: one for each act of the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from yunting.core.models import Account
from yunting.filing.settings import REDIRECT_GROUNDS, REFUSAL_GROUNDS, RETURN_REASONS, Reason
from yunting.ui.forms import DayField, Form

LONG = 1000
SIMPLE = (
    ("yes", "是：事实清楚、权利义务关系明确、争议不大"),
    ("no", "否：其中一项不具备，或者现在还看不清楚"),
)


class Act(Form):
    """An act of the desk; `seen` is the newest fact its page knew.

    Several stand on one page, so each has its own name in the ids of its fields.
    """

    name: ClassVar[str]
    title: ClassVar[str] = ""
    button: ClassVar[str] = ""
    note: ClassVar[str] = ""
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, label="页面版本")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"{self.name}-%s", **kwargs)

    @property
    def route(self) -> str:
        """Return the name of the address the act is sent to."""
        return f"filing:{self.name}"

    def now_seen(self, newest: int) -> None:
        """Let a refused form be sent again from the page that shows what happened meanwhile."""
        told = self.told()
        told["seen"] = str(newest)
        self.data = told

    def told(self) -> QueryDict:
        """Return a copy of what was sent, to be changed."""
        told = QueryDict(mutable=True)
        told.update(self.data)
        return told


def _choices(known: Sequence[Reason]) -> list[tuple[str, str]]:
    return [("", "请选择"), *((one.code, one.label) for one in known)]


def _why(label: str, help_text: str = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONG,
        required=required,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AcceptForm(Act):
    """The reviewer's word on 民事诉讼法 第一百六十条."""

    name = "accept"
    is_simple = forms.ChoiceField(
        label="是否事实清楚、权利义务关系明确、争议不大",
        choices=SIMPLE,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择是或者否，它决定适用的程序。"},
    )


class AllowForm(Act):
    """The chief's leave for a second return."""

    name = "allow"
    title = "准许再次告知补正"
    button = "准许再次告知"
    note = "只能准许一次，只限这个新的事由。这件材料会一直标明“再次退回”。"
    ground = forms.ChoiceField(
        label="新的事由",
        choices=_choices(RETURN_REASONS),
        error_messages={"invalid_choice": "请选择一个此前没有用过的事由。"},
    )
    reason = _why("准许的理由", "写明为什么第一次没有告知。理由永远留在卷内。")

    def __init__(self, *args: Any, used: frozenset[str] = frozenset(), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left = [one for one in RETURN_REASONS if one.code not in used]
        self.fields["ground"].choices = _choices(left)  # type: ignore[attr-defined]


class RefuseForm(Act):
    """A draft of non-acceptance."""

    name = "refuse"
    title = "拟不予受理"
    button = "记下拟不予受理的意见"
    note = "这只是草稿。七日期限继续计算；不予受理要另行作出书面裁定。"
    ground = forms.ChoiceField(label="法定事由", choices=_choices(REFUSAL_GROUNDS))
    reason = _why("理由", "只供本院审核，当事人看不到草稿。")


class TakeBackForm(Act):
    """Why the draft is taken back."""

    name = "take-back"
    title = "撤回不予受理的意见"
    button = "撤回意见"
    note = "撤回后继续审查，期限不重新计算。"
    reason = _why("撤回的理由")


class RedirectForm(Act):
    """Which court or authority the matter is for."""

    name = "redirect"
    title = "告知向其他机关或法院提出"
    button = "告知当事人"
    note = "告知后本院不再审查这份材料，当事人会看到应向哪里提出。"
    ground = forms.ChoiceField(label="事由", choices=_choices(REDIRECT_GROUNDS))
    to = forms.CharField(
        label="应向哪里提出", max_length=200, help_text="写全称。例如：宁波海事法院。"
    )


class TakeOverForm(Act):
    """Why a review changes hands; from nobody, no reason is asked for."""

    name = "take-over"
    title = "接办"
    button = "由我承办"
    note = "期限不因为换人重新计算。"
    reason = forms.CharField(label="接办的理由", max_length=200)

    def __init__(self, *args: Any, from_colleague: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        field.required = from_colleague
        field.help_text = "例如：同事休假。" if from_colleague else "此前无人承办，可以不写。"


class JudgeForm(Act):
    """By draw, or by name with a reason."""

    name = "judge"
    to = forms.ChoiceField(label="承办法官", required=False)
    reason = _why("理由", "指定或者变更承办法官时必须写。理由留在卷内。", required=False)

    def __init__(
        self, *args: Any, judges: Sequence[Account] = (), is_change: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.judges = {str(judge.pk): judge for judge in judges}
        named = [(key, f"{judge}（{judge.handle}）") for key, judge in self.judges.items()]
        self.fields["to"].choices = [("", "按抽取结果"), *named]  # type: ignore[attr-defined]
        self.fields["reason"].required = is_change
        self.is_change = is_change

    def clean(self) -> dict[str, Any]:
        """Ask for the reason whenever a judge is named."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("to") and not told.get("reason", "").strip():
            self.add_error("reason", "指定承办法官，请写明理由。")
        return told

    @property
    def chosen(self) -> Account | None:
        """Return the judge named, None to follow the draw."""
        return self.judges.get(self.cleaned_data["to"])


class ReasonSelect(forms.Select):
    """Reasons that carry the article each usually rests on, for the page to fill in."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return an option with its article."""
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        if value in _USUAL:
            option["attrs"]["data-basis"] = _USUAL[value]
        return option


_USUAL: Mapping[str, str] = {one.code: one.basis for one in RETURN_REASONS}


class ReturnForm(Act):
    """Everything to correct, spot by spot: reason, legal basis, what to do, and the last day.

    The field named by a path is its reason, so a refusal that names the path finds it.
    """

    name = "return"

    def __init__(
        self,
        *args: Any,
        spots: Sequence[tuple[str, str]] = (),
        reasons: Sequence[Reason] = RETURN_REASONS,
        on: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.paths = [path for path, _ in spots]
        self.names = [name for _, name in spots]
        for path, label in spots:
            self.fields[path] = forms.ChoiceField(
                label="理由",
                choices=_choices(reasons),
                widget=ReasonSelect,
                error_messages={"required": f"“{label}”还没有选择理由。"},
            )
            self.fields[f"basis:{path}"] = forms.CharField(
                label="法律依据",
                max_length=200,
                error_messages={"required": f"“{label}”还没有写明法律依据。"},
            )
            self.fields[f"note:{path}"] = forms.CharField(
                label="告诉当事人怎么改",
                max_length=LONG,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.fields["due_on"] = DayField(label="补正期限的最后一日", near=on)

    def with_usual_bases(self) -> ReturnForm:
        """Return the form with the usual article where a reason is chosen and none is written."""
        data = self.told()
        for path in self.paths:
            if not data.get(f"basis:{path}", "").strip():
                data[f"basis:{path}"] = _USUAL.get(data.get(path, ""), "")
        self.data = data
        return self

    def spot_fields(self) -> list[dict[str, Any]]:
        """Return for each spot its path and bound fields, for the template."""
        return [
            {
                "path": path,
                "reason": self[path],
                "basis": self[f"basis:{path}"],
                "note": self[f"note:{path}"],
            }
            for path in self.paths
        ]
