"""What the filing clerk does: comes in with two factors, returns once, tries again, accepts."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from yunting.accounts.services.second_factor import STEP_SECONDS, code_at
from yunting.lib import clock
from yunting.project.stories.device import Device, Page
from yunting.project.training.complaints import Flaw
from yunting.project.training.people import Colleague, people

MOST_CODES = 3
SERVED = "已送达"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a dispute's table of service: its page, what, on whom, where it stands."""

    address: str
    paper: str
    to: str
    state: str


def sign_in(device: Device, who: Colleague) -> Page:
    """Sign in with number, password and the generator's code.

    A code is good once: if a colleague at another desk has used it, the next one is waited for.
    """
    page = device.open("/staff/sign-in/")
    form = page.form()
    form.fill("number", who.handle)
    form.fill("password", people().password)
    page = page.press(form)
    for _ in range(MOST_CODES):
        form = page.form()
        form.fill("code", code_at(who.secret, clock.machine_now()))
        page = page.press(form)
        if "second-factor" not in page.path:
            return page
        time.sleep(STEP_SECONDS - clock.machine_now().timestamp() % STEP_SECONDS + 0.5)
    raise page.unexpected("the second factor was not taken")


def find_in_queue(device: Device, pk: str) -> list[str]:
    """Return what the queue's row of a filing says, cell by cell; nothing if it is not there."""
    page = device.open("/court/filings/")
    for row in page.main.all("tr"):
        if any(f"/court/filings/{pk}/" in link["href"] for link in row.all("a")):
            return [cell.text for cell in row.all("th", "td")]
    return []


def take(device: Device, pk: str) -> Page:
    """Take the review, which nobody has."""
    page = device.open(f"/court/filings/{pk}/")
    return page.press(page.form("/take-over/"), "由我承办")


def send_back(device: Device, pk: str, flaws: Sequence[Flaw]) -> Page:
    """Tick what is wrong, give each its reason and article, read what the filer will see, send."""
    page = device.open(f"/court/filings/{pk}/")
    form = page.form("/return/")
    form.values["path"] = [flaw.path for flaw in flaws]
    page = page.press(form, "退回补正")
    form = page.form()
    for flaw in flaws:
        form.fill(flaw.path, flaw.reason)
        form.fill(f"note:{flaw.path}", flaw.note)
    page = page.press(form, "先看")
    return page.press(page.form(), "确认退回")


def try_to_send_back_again(device: Device, pk: str, flaw: Flaw) -> Page:
    """Try to return it once more, at the very address, since the desk no longer offers it."""
    page = device.open(f"/court/filings/{pk}/return/?path={flaw.path}")
    form = page.form()
    form.fill(flaw.path, flaw.reason)
    form.fill(f"basis:{flaw.path}", "法释〔2015〕8号 第七条")
    form.fill(f"note:{flaw.path}", flaw.note)
    return page.press(form, "退回补正")


def accept(device: Device, pk: str) -> Page:
    """Accept, as a simple case."""
    page = device.open(f"/court/filings/{pk}/")
    form = page.form("/accept/")
    form.fill("is_simple", "yes")
    return page.press(form, "准予立案")


def served(device: Device, code: str) -> list[Line]:
    """Return the table of a dispute's service, newest first."""
    return list(lines(device.open(services_of(code))))


def services_of(code: str) -> str:
    """Return the address of a dispute's service."""
    return f"/court/services/of/{code}/"


def lines(page: Page) -> list[Line]:
    """Return the lines of a dispute's service as its page shows them."""
    found = []
    for row in page.main.all("tr"):
        name, cells = row.first("a"), {one["data-label"]: one.text for one in row.all("td")}
        if name is not None and "受送达人" in cells:
            found.append(Line(name["href"], name.text, cells["受送达人"], cells["状态"]))
    return found


def note_agreed_number(device: Device, code: str, whom: str, number: str, source: str) -> Page:
    """Note a number that a party agreed to be served at before there was a dispute."""
    page = device.open(services_of(code)).follow(f"登记地址：{whom}")
    form = page.form()
    form.fill("channel", "sms")
    form.fill("address", number)
    form.fill("source", source)
    form.fill("is_agreed", "on")
    after = page.press(form)
    if number not in after.text:
        raise after.unexpected("the number was not noted")
    return after


def send(device: Device, line: Line) -> Page:
    """Send a paper by every electronic way there is."""
    page = device.open(line.address)
    return page.press(page.form("/send/"))
