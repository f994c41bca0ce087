"""What the judge says who finds that another court has to decide."""

from __future__ import annotations

from typing import Any

from django import forms

from yunting.ui.forms import Form

COURT_MOST, ARTICLE_MOST, REASON_MOST = 100, 100, 5000


class TransferForm(Form):
    """To which court, under which article, and why; from this the ruling is drawn up."""

    to = forms.CharField(
        label="移送到哪个法院", help_text="请写法院的全称。", max_length=COURT_MOST
    )
    article = forms.CharField(
        label="该院有管辖权的依据",
        help_text="《中华人民共和国民事诉讼法》的条文，例如：第二十四条。",
        max_length=ARTICLE_MOST,
    )
    reason = forms.CharField(
        label="理由",
        help_text="写进裁定书，各方当事人都会看到。",
        max_length=REASON_MOST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, sentence in _MISSING.items():
            self.fields[name].error_messages["required"] = sentence


_MISSING = {
    "to": "请写明移送到哪个法院。",
    "article": "请写明依据哪一条，例如：第二十四条。",
    "reason": "请写明本院为什么没有管辖权。",
}
