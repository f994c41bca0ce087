"""What a stranger can do: check a code without signing in, and see nothing else."""

from __future__ import annotations

from yunting.project.stories.device import Device, Page


def check(device: Device, code: str) -> Page:
    """Check a receipt's code."""
    page = device.open("/check/")
    form = page.form()
    form.fill("code", code)
    return page.press(form)


def addresses_of(code: str, pk: str) -> list[str]:
    """Return every address of a dispute and its filing."""
    return [
        f"/matters/{code}/",
        f"/matters/{code}/calendar.ics",
        f"/filings/{pk}/",
        f"/filings/{pk}/check/",
        f"/filings/{pk}/complaint/",
        f"/filings/{pk}/correction/",
        f"/filings/{pk}/receipts/1/",
        f"/filings/{pk}/withdraw/",
        f"/court/filings/{pk}/",
        f"/court/filings/{pk}/return/",
    ]


def answers(device: Device, addresses: list[str]) -> dict[str, int]:
    """Return which status each address answers with."""
    return {address: device.open(address).status for address in addresses}
