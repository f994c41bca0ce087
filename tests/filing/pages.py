"""A person at a device without JavaScript: opens a page, fills it in, presses a button."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from django.http import QueryDict
from django.test import Client

from tests.accounts.signing_in import sign_in_citizen, sign_in_staff
from yunting.core.models import Account


class _Fields(HTMLParser):
    """What the page's main form would send as it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.values = QueryDict(mutable=True)
        self.buttons: set[tuple[str, str]] = set()
        self._main = self._inside = self._area = False
        self._select = self._name = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "main":
            self._main = True
        elif tag == "form":
            self._inside = self._main and has.get("method") == "post"
        elif self._inside:
            self._control(tag, has)

    def _control(self, tag: str, has: dict[str, str]) -> None:
        name = has.get("name", "")
        if tag == "input" and name:
            ticks = has.get("type") in {"radio", "checkbox"}
            if not ticks or "checked" in has:
                self.values.appendlist(name, has.get("value", "on" if ticks else ""))
        elif tag == "textarea":
            self._area, self._name = True, name
            self.values[name] = ""
        elif tag == "select":
            self._select = name
            self.values[name] = ""
        elif tag == "option" and "selected" in has:
            self.values[self._select] = has.get("value", "")
        elif tag == "button" and name:
            self.buttons.add((name, has.get("value", "")))

    def handle_data(self, data: str) -> None:
        if self._area:
            self.values[self._name] = str(self.values[self._name]) + data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            self._area = False
            # A browser drops the line break that begins a text area.
            self.values[self._name] = str(self.values[self._name]).removeprefix("\n")
        elif tag == "form":
            self._inside = False
        elif tag == "main":
            self._main = False


class Page:
    """One page as it was answered."""

    def __init__(self, device: Device, response: Any, url: str) -> None:
        self.device, self.response, self.url = device, response, url
        self.text = response.content.decode()
        parsed = _Fields()
        parsed.feed(self.text)
        self.fields, self.buttons = parsed.values, parsed.buttons

    @property
    def status(self) -> int:
        return int(self.response.status_code)

    @property
    def errors(self) -> list[str]:
        return re.findall(r'<a href="#f-[^"]*">([^<]*)</a>', self.text)

    def send(self, answers: dict[str, Any] | None = None, **button: str) -> Page:
        """Press a button of the form (or the main one), and follow where it leads."""
        typed = self.fields.copy()
        for name, value in (answers or {}).items():
            typed.setlist(name, value if isinstance(value, list) else [value])
        for name, value in button.items():
            assert (name, value) in self.buttons, f"no such button: {name}={value}"
            typed[name] = value
        return self.device.post(self.url, typed)


class Device:
    """A browser somebody is signed in with."""

    def __init__(self, account: Account | None) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.account = account
        if account is not None:
            self.sign_in(account)

    def sign_in(self, account: Account) -> None:
        if account.is_court_staff:
            sign_in_staff(self.client, account)
        else:
            sign_in_citizen(self.client, account)

    def open(self, url: str) -> Page:
        response = self.client.get(url, follow=True)
        chain = getattr(response, "redirect_chain", [])
        return Page(self, response, chain[-1][0] if chain else url)

    def post(self, url: str, typed: QueryDict | dict[str, str], **headers: str) -> Page:
        body = typed.urlencode() if isinstance(typed, QueryDict) else typed
        kind = {"content_type": "application/x-www-form-urlencoded"}
        response = self.client.post(
            url,
            body,
            follow=True,
            headers=headers or None,
            **(kind if isinstance(body, str) else {}),  # type: ignore[arg-type]
        )
        chain = getattr(response, "redirect_chain", [])
        return Page(self, response, chain[-1][0] if chain else url)


def sent_with(page: Page, typed: dict[str, str]) -> dict[str, str]:
    """Return what a page would send as it stands, with this typed on top."""
    return {name: str(page.fields[name]) for name in page.fields} | typed
