"""Tags of every template: form key, terms, dates, amounts, articles, QR codes."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import segno
from django import template
from django.forms import BaseForm, BoundField
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from yunting.core.access import FORM_KEY
from yunting.lib import clock, money
from yunting.ui import terms, wording

register = template.Library()
_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")


@register.simple_tag(takes_context=True)
def form_key(context: Context, form: BaseForm | None = None) -> SafeString:
    """Write the hidden key under which a form's act happens once.

    New per rendering, but kept when the form comes back with errors: the second try is the
    same act. Name the form when a page has several.
    """
    request = context.get("request")
    posted = getattr(request, "POST", {})
    kept = posted.get(FORM_KEY, "") if form is None or form.is_bound else ""
    key = kept if _KEY.fullmatch(kept) else secrets.token_urlsafe(24)
    return format_html('<input type="hidden" name="{}" value="{}">', FORM_KEY, key)


@register.inclusion_tag("ui/term.html")
def term(name: str) -> dict[str, Any]:
    """Write a term that opens its explanation. Never inside a paragraph or a label: it is a block.

    :raises KeyError: if nobody has explained it
    """
    return {"term": terms.explained(name)}


@register.simple_tag
def amount(value: Decimal | int | None) -> SafeString:
    """Write an amount of yuan, `¥87,656,400.00`, with the words in which it is read aloud."""
    if value is None:
        return mark_safe("")
    said = Decimal(value)
    return format_html(
        '<span class="amount" data-say="{}">{}</span>', money.aloud(said), money.show(said)
    )


@register.simple_tag
def day(value: date | datetime | None) -> SafeString:
    """Write a day, `2026年11月23日 星期一`."""
    if value is None:
        return mark_safe("")
    iso = clock.day_of(value) if isinstance(value, datetime) else value
    return format_html('<time datetime="{}">{}</time>', iso.isoformat(), wording.day(value))


@register.simple_tag
def short_day(value: date | datetime | None) -> str:
    """Write a day without its year, `11月23日`."""
    return "" if value is None else wording.short_day(value)


@register.simple_tag
def instant(value: datetime | None) -> SafeString:
    """Write an instant on the court's clock, `2026年11月23日 10:02`."""
    if value is None:
        return mark_safe("")
    local = value.astimezone(clock.ZONE)
    return format_html(
        '<time datetime="{}">{}</time>', local.isoformat("T", "minutes"), wording.instant(value)
    )


@register.simple_tag
def minute(value: datetime | None) -> str:
    """Write the time of day on the court's clock, `10:02`."""
    return "" if value is None else wording.minute(value)


@register.simple_tag
def file_size(value: int) -> str:
    """Write how large a file is, `1.2 MB`, as phones count."""
    if value < 1_000:
        return f"{value} 字节"
    if value < 1_000_000:
        return f"{value / 1_000:.0f} KB"
    return f"{value / 1_000_000:.1f} MB"


@register.simple_tag
def percent(part: int, whole: int) -> int:
    """Write how much has come, in hundredths rounded down."""
    return 100 * part // whole if whole else 0


@register.simple_tag
def duration(seconds: int) -> str:
    """Write how long a sound or film is, `3分05秒`."""
    return f"{seconds // 60}分{seconds % 60:02}秒"


register.filter("state_tone", wording.state_tone)


@register.simple_tag
def citation(cited: object) -> SafeString:
    """Write an article, or several, so that it reads as a source: 民事诉讼法 第一百二十六条."""
    several = isinstance(cited, Iterable) and not isinstance(cited, str)
    words = "；".join(str(one) for one in cited) if several else str(cited or "")  # type: ignore[attr-defined]
    return format_html('<cite class="article">{}</cite>', words) if words else mark_safe("")


_LOOKS = {"select": "form-select", "checkbox": "form-check-input", "radio": "", "": "form-control"}
_KEYBOARDS = {"amount": "decimal", "date": "numeric", "phone": "tel"}


@register.simple_tag
def field_widget(
    field: BoundField, example: str = "", echo: str = "", kind: str = ""
) -> SafeString:
    """Write a field's input: its look, its keyboard, and what describes it to a screen reader."""
    own = field.field.widget.attrs
    look = _LOOKS.get(getattr(field.field.widget, "input_type", ""), "form-control")
    if field.use_fieldset:
        # Several boxes: Django would put the look of one on what holds them all.
        look = ""
    extra = [own.get("class", ""), "is-amount" if echo == "amount" else "", kind and f"is-{kind}"]
    extra += ["is-invalid"] if field.errors else []
    attributes: dict[str, str | bool] = {"class": " ".join(p for p in [look, *extra] if p)}
    described = [f"{field.auto_id}_helptext"] if field.help_text or example else []
    described += [f"{field.auto_id}_error"] if field.errors else []
    if described and not field.use_fieldset:
        attributes["aria-describedby"] = " ".join(described)
    if keyboard := _KEYBOARDS.get(echo):
        attributes["inputmode"] = own.get("inputmode", keyboard)
    return field.as_widget(attrs=attributes)


@register.simple_tag
def qr(text: str, label: str) -> SafeString:
    """Write a QR code as SVG without a style; `label` is what it is for, read aloud."""
    code = segno.make(text, error="m", micro=False)
    drawn = code.svg_inline(scale=4, border=4, dark="#1c2126", light="#ffffff", omitsize=True)
    named = format_html('<svg role="img" aria-label="{}" focusable="false" ', label)
    return mark_safe(drawn.replace("<svg ", named, 1))  # noqa: S308  (segno writes numbers only)
