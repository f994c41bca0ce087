"""Forms about a dispute's file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from yunting.core.models import Ground, Level, Side
from yunting.ui.forms import Form

LONG = 1000
SIDES = (Side.CLAIMING, Side.ANSWERING, Side.THIRD)
REPLACE, MOVE = Ground.REPLACED.value, Ground.MOVED.value
STRIKE = (Ground.UNRELATED.value, Ground.MISTAKEN.value)


def _words(label: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _order() -> forms.CharField:
    return forms.CharField(
        label="依据的决定和法条",
        help_text="写明哪一份决定或者裁定，依据哪一条。",
        max_length=200,
    )


class CorrectForm(Form):
    """What is wrong with an item, and what becomes of it."""

    how = forms.ChoiceField(label="怎么更正", widget=forms.RadioSelect)
    reason = _words("理由", "永远留在卷内。")
    to = forms.CharField(
        label="应在的案件的案号", help_text="只有移到其他案件时填。", max_length=64, required=False
    )
    by_file = forms.ChoiceField(
        label="用哪一件替换", help_text="只有替换时选。先上传，再来替换。", required=False
    )
    hide = forms.BooleanField(
        label="各方当事人不再看到这一件（内容涉及案外人隐私或者秘密时）", required=False
    )

    def __init__(
        self, *args: Any, is_paper: bool, others: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        how = [
            (Ground.UNRELATED.value, "划除：与案件无关"),
            (Ground.MISTAKEN.value, "划除：误交"),
            (MOVE, "改归本纠纷的另一个案件" if is_paper else "移到应在的案件"),
        ]
        if is_paper:
            del self.fields["by_file"]
        else:
            how.insert(2, (REPLACE, "以本案另一件材料替换"))
            self.fields["by_file"].choices = [("", "请选择"), *others]  # type: ignore[attr-defined]
        self.fields["how"].choices = how  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen way needs."""
        found = super().clean() or {}
        if found.get("how") == MOVE and not found.get("to", "").strip():
            self.add_error("to", "请填写应在的案件的案号。")
        if found.get("how") == REPLACE and not found.get("by_file"):
            self.add_error("by_file", "请选择用哪一件替换；没有的，请先上传。")
        return found


class SealForm(Form):
    """From whom, why, by which order."""

    whom = forms.ChoiceField(
        label="对谁封存",
        widget=forms.RadioSelect,
        choices=(
            (Level.PUBLIC.value, "不向公众公开（各方当事人仍可查看）"),
            *(
                (f"{Level.SIDE.value}:{s.value}", f"不向{s.label}公开（也不向公众公开）")
                for s in SIDES
            ),
        ),
    )
    order = _order()
    reason = _words("理由", "写进案件记录。对一方封存的，这一方看不到理由。")

    @property
    def level(self) -> str:
        """Return the level that was chosen."""
        return str(self.cleaned_data["whom"]).partition(":")[0]

    @property
    def side(self) -> str:
        """Return the side that was chosen; empty for the public."""
        return str(self.cleaned_data["whom"]).partition(":")[2]


class LiftForm(Form):
    """Why a sealing ends, and by which order."""

    order = _order()
    reason = _words("解除封存的理由")


class RestoreForm(Form):
    """Why a striking was a mistake."""

    reason = _words("恢复的理由", "永远留在卷内。")


class CopyForm(Form):
    """What a certified copy is for."""

    purpose = forms.CharField(
        label="用途", help_text="例如：向银行办理手续。会写在证明上。", max_length=200
    )


class RefuseCopyForm(Form):
    """Why a certified copy is not given."""

    reason = _words("不同意的理由和依据", "申请人会看到。")
