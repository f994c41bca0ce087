"""Forms of money: a reason to send something back, or not to."""

from django import forms

from yunting.ui.forms import Form


class ReasonForm(Form):
    """Why money goes back, or does not; why two books differ."""

    reason = forms.CharField(
        label="理由", max_length=500, widget=forms.Textarea(attrs={"rows": 3}), strip=True
    )
