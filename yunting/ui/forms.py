"""What every form has in common: errors that say what to do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from yunting.lib import dates
from yunting.lib.dates import NotADate


class Form(forms.Form):
    """A form that asks for what is missing by name: 请填写欠款金额。

    `asked` are fields that are known only when the form is made, after those of the class.
    """

    use_required_attribute = False

    def __init__(
        self, *args: Any, asked: Mapping[str, forms.Field] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(asked or {})
        usual = forms.Field.default_error_messages["required"]
        for field in self.fields.values():
            if field.error_messages["required"] == usual:
                field.error_messages["required"] = _asking_for(field)


def _asking_for(field: forms.Field) -> str:
    if isinstance(field, forms.BooleanField):
        return f"请先确认：{field.label}。"
    if isinstance(field, forms.ChoiceField):
        return f"请选择{field.label}。"
    return f"请填写{field.label}。"


class DayField(forms.CharField):
    """A day as people type it: 20260308, 2026年3月8日, 3月8日."""

    def __init__(self, *, near: date, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)
        self.near = near

    def prepare_value(self, value: Any) -> Any:
        """Show a day as it is written."""
        return dates.brief(value) if isinstance(value, date) else value

    def clean(self, value: Any) -> date | None:
        """Read the day; None where it may be left out and is.

        :raises ValidationError: if it cannot be read, with what to do
        """
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return dates.parse(typed, near=self.near)
        except NotADate as error:
            raise ValidationError(f"{error.message}{error.remedy}") from error
