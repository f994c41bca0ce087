"""A telephone: the texts it receives, read at the SMS neighbour over HTTP."""

from __future__ import annotations

import re
import time

from yunting.project.stories.device import Device, Page, Unexpected

LOOK_SECONDS = 0.2
ARRIVES_WITHIN_SECONDS = 20.0
CODE = re.compile(r"验证码(\d{6})")
CHECK = re.compile(r"查验码([A-Z0-9-]+)，查验网址\S+?(/c/[A-Z0-9-]+)")
WAIT = re.compile(r"(\d+)秒后可以再发")


def sign_in(device: Device, neighbours: Device, number: str) -> Page:
    """Sign in with a phone; a new one opens its account. Waits when a code was sent just now."""
    before = len(_codes(neighbours, number))
    page = _ask_for_code(device, number)
    form = page.form()
    form.fill("code", _newest_code(neighbours, number, before))
    page = page.press(form)
    if page.path == "/sign-up/":
        page = page.press(page.form())
    if "/sign-in/" in page.path:
        raise page.unexpected(f"{number} did not get in")
    return page


def notices(neighbours: Device, number: str) -> list[tuple[str, str]]:
    """Return code and short address of each notice on the phone's page, newest first.

    A text with a code to sign in ends with a check code too and is none.
    """
    page = neighbours.open(f"/phones/{number}")
    texts = [one.text for one in page.main.classed("text") if not CODE.search(one.text)]
    return [(found[1], found[2]) for text in texts if (found := CHECK.search(text))]


def _ask_for_code(device: Device, number: str) -> Page:
    while True:
        page = device.open("/sign-in/")
        form = page.form()
        form.fill("phone", number)
        page = page.press(form)
        wait = WAIT.search(page.text)
        if wait is None:
            return page
        time.sleep(int(wait[1]) + 1)


def _codes(neighbours: Device, number: str) -> list[str]:
    """Return the codes on the phone's page, newest first."""
    page = neighbours.open(f"/phones/{number}")
    texts = (one.text for one in page.main.classed("text"))
    return [found[1] for text in texts if (found := CODE.search(text))]


def _newest_code(neighbours: Device, number: str, before: int) -> str:
    until = time.monotonic() + ARRIVES_WITHIN_SECONDS
    while time.monotonic() < until:
        codes = _codes(neighbours, number)
        if len(codes) > before:
            return codes[0]
        time.sleep(LOOK_SECONDS)
    raise Unexpected(f"no code came to {number}")
