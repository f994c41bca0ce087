"""What every form has in common: errors that say what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms


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
