"""A person in front of a real browser: reads what is on the page, fills it in, presses the button.

Everything goes by what a page shows and works without JavaScript too.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import httpx
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from yunting.accounts.services.second_factor import code_at
from yunting.lib import clock
from yunting.project.training.people import Natural, Organisation, people

FORM = "main form[method=post]"
PATIENCE_SECONDS = 20.0
MOST_QUESTIONS = 120
_CODE = re.compile(r"验证码(\d{6})")


@dataclass(frozen=True, slots=True)
class Screen:
    """What somebody looks at the court through."""

    width: int
    elder: bool = False
    scripts: bool = True

    def opened(self, browser: Browser, url: str) -> BrowserContext:
        """Open a browser window of this kind."""
        context = browser.new_context(
            base_url=url,
            viewport={"width": self.width, "height": 900 if self.width > 600 else 800},
            locale="zh-CN",
            java_script_enabled=self.scripts,
        )
        if self.elder:
            context.add_cookies([{"name": "elder", "value": "on", "url": url}])
        return context


class Court(Protocol):
    """Where somebody goes: a court on its own, or its pages alone."""

    @property
    def pages_url(self) -> str:
        """Where the pages are."""

    @property
    def neighbours_url(self) -> str:
        """Where the neighbours are."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody with a tab."""

    court: Court
    tab: Page

    def go(self, path: str) -> None:
        """Open an address of the court."""
        self.tab.goto(self.court.pages_url + path)

    @property
    def path(self) -> str:
        """Where one is."""
        return self.tab.url.removeprefix(self.court.pages_url)

    def press(self, button: str = "", form: str = FORM) -> None:
        """Press the form's main button, or the one with these words."""
        buttons = self.tab.locator(f"{form} button")
        wanted = (
            buttons.filter(has_text=button)
            if button
            else self.tab.locator(f"{form} button.main-action")
        )
        with self.tab.expect_navigation():
            wanted.first.click()
        assert not self.errors(), f"{self.path}: {self.errors()}"

    def errors(self) -> list[str]:
        """Return what the page says is wrong."""
        return self.tab.locator("main .errors a").all_inner_texts()

    def fill(self, answers: Mapping[str, str], form: str = FORM) -> None:
        """Fill in whatever the form asks for that one knows."""
        asked = self.tab.locator(f"{form} [name]").evaluate_all(
            "all => [...new Set(all.filter(one => one.type !== 'hidden').map(one => one.name))]"
        )
        for name in asked:
            if name in answers:
                _answer(self.tab.locator(f'{form} [name="{name}"]'), answers[name])

    # ---- coming in

    def sign_up(self, who: Natural) -> None:
        """Sign up with a phone and say who one is."""
        self.go("/sign-in/")
        self.fill({"phone": who.phone})
        self.press()
        self.fill({"code": self._code_on(who.phone)})
        self.press()
        if self.path.startswith("/sign-up/"):
            self.press()
        self.go("/account/identity/")
        self.fill({"name": who.name, "number": who.id_number})
        self.press()

    def work_for(self, firm: Organisation) -> None:
        """Say which organisation one works for; the register confirms it."""
        self.go("/account/organisation/")
        asked = {
            "code": firm.code,
            "name": firm.name,
            "legal_representative": firm.represented_by,
            "declares": "on",
        }
        self.fill(asked)
        self.press()

    def _code_on(self, phone: str) -> str:
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            inbox = httpx.get(
                f"{self.court.neighbours_url}/admin/phones/{phone}", trust_env=False
            ).json()
            if inbox and (found := _CODE.search(inbox[0]["text"])):
                return found[1]
            time.sleep(0.1)
        raise AssertionError(f"no code came to {phone}")

    def sign_in_to_the_court(self, name: str) -> None:
        """Come in with number, password and the generator's code."""
        who = people().colleague(name)
        self.go("/staff/sign-in/")
        self.fill({"number": who.handle, "password": people().password})
        self.press()
        self.fill({"code": code_at(who.secret, clock.machine_now())})
        self.press()

    # ---- writing

    def begin(self, principal: str = "") -> str:
        """Begin a complaint, for oneself or for whom one works; return its number."""
        self.go("/filings/new/")
        self.fill({"kind": "sale-contract", "maritime": "no"})
        if principal:
            self.tab.get_by_label(principal).check()
        self.press()
        found = re.fullmatch(r"/filings/(\d+)/", self.path)
        assert found, self.path
        return found[1]

    def answer_all(self, filing: str, typed: Mapping[str, str], *, most: int = 0) -> None:
        """Answer one question after the other: `most`, or until there is nothing left to ask."""
        self.answer_from(f"/filings/{filing}/questions/plaintiffs.0.kind/", typed, most=most)

    def answer_from(self, first: str, typed: Mapping[str, str], *, most: int = 0) -> None:
        """Answer from the question at this address on."""
        self.go(first)
        for _ in range(most or MOST_QUESTIONS):
            if "/questions/" not in self.path:
                return
            self.answer(typed)
        assert most, "the questions do not end"

    def answer(self, typed: Mapping[str, str]) -> None:
        """Answer the question on the screen."""
        self.fill(typed)
        self.press()


def _answer(controls: Locator, value: str) -> None:
    first = controls.first
    kind = first.get_attribute("type") or first.evaluate("one => one.localName")
    if kind in {"radio", "checkbox"}:
        for one in controls.all():
            if one.get_attribute("value") in {*value.split(), value, None}:
                one.check()
    elif kind == "select":
        first.select_option(value)
    elif first.is_visible():
        first.fill(value)
