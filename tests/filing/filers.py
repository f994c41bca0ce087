"""A filer at work: begins, answers, signs.

Question after question takes a hundred requests; a test that is about something else answers all
of them in one save and goes on over HTTP from there.
"""

from collections.abc import Mapping
from functools import cache

from django.urls import reverse

from tests.cast import acting
from tests.cast_complaint import TYPED, typed_in
from tests.filing.pages import Device, Page
from yunting.filing.models import Filing
from yunting.filing.selectors.writing import written_for
from yunting.filing.services import drafting
from yunting.lib import clock

MULTIPLE = {"service.methods", "facts.price_terms.methods", "facts.delay.type"}
ROWS = ("evidence", "facts.goods")


def begin(device: Device) -> Filing:
    """Begin a complaint as the page offers it."""
    page = device.open(reverse("filing:start"))
    page = page.send({"kind": "sale-contract", "maritime": "no"})
    filing = Filing.objects.latest("id")
    assert page.url == reverse("filing:draft", args=[filing.pk])
    return filing


def answer_all(device: Device, filing: Filing, typed: Mapping[str, str] = TYPED) -> Page:
    """Answer question after question as they come; return the check page they lead to."""
    page = device.open(address(filing, "plaintiffs.0.kind"))
    while "/questions/" in page.url:
        assert page.status == 200, page.url
        before, page = page.url, _answer(page, typed)
        assert page.url != before, page.errors
    assert page.url == reverse("filing:check", args=[filing.pk])
    return page


def _answer(page: Page, typed: Mapping[str, str]) -> Page:
    for path in ROWS:
        if ("add", path) in page.buttons:
            page = _with_rows(page, path, typed)
    answers = {
        path: text.split() if path in MULTIPLE else text
        for path, text in typed.items()
        if f'name="{path}"' in page.text
    }
    return page.send(answers)


def _with_rows(page: Page, path: str, typed: Mapping[str, str]) -> Page:
    number = 1
    while f"{path}.{number}.name" in typed:
        if f"{path}.{number}.name" not in page.fields:
            page = page.send(add=path)
        number += 1
    return page


def address(filing: Filing, key: str) -> str:
    """Return the address of a question."""
    return reverse("filing:question", args=[filing.pk, key])


def at(device: Device, filing: Filing, route: str, *args: object) -> Page:
    """Open one of the filing's pages."""
    return device.open(reverse(f"filing:{route}", args=[filing.pk, *args]))


@cache
def _answers() -> dict[str, str]:
    return typed_in(closing=False)


def answered(device: Device, filing: Filing) -> Page:
    """Answer every question in one save; return the check page."""
    assert device.account is not None
    drafting.save_answers(
        filing,
        _answers(),
        seen=written_for(filing).number,
        by=acting(device.account, filing.matter),
        at=clock.now(),
    )
    return at(device, filing, "check")


def sent(device: Device) -> Filing:
    """Return a filing answered, signed and sent by who sits at the device."""
    filing = begin(device)
    answered(device, filing).send(signature(device))
    filing.refresh_from_db()
    return filing


def signature(device: Device) -> dict[str, str]:
    """Return what signs a complaint."""
    return {"signed": str(device.account), "confirmed": "on"}
