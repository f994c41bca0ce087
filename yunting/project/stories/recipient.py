"""What somebody does with papers of the court: open, keep, look at the proof, say where they go."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from yunting.delivery.models.consent import Stage as Consented
from yunting.lib import clock
from yunting.project.stories import filer
from yunting.project.stories.device import Device, Page
from yunting.project.training.people import Natural, Organisation
from yunting.rules.service import electronic
from yunting.ui import wording

PAPERS = "/served/"
GIVEN = "受送达人提供或者确认"
STAGES = (Consented.MEDIATION, Consented.EVIDENCE_EXCHANGE, Consented.HEARING, Consented.SERVICE)


@dataclass(frozen=True, slots=True)
class Opened:
    """One paper that was opened: its page's address, its name and code, the file as it came."""

    address: str
    title: str
    code: str
    pdf: bytes


def open_all(device: Device) -> list[Opened]:
    """Open every paper that waits, one after the other, and keep its file."""
    opened = []
    page = device.open(PAPERS)
    while "没有打开" in page.text:
        page = page.press(page.form("/open/"))
        opened.append(_kept(device, page))
        page = device.open(PAPERS)
    return opened


def _kept(device: Device, page: Page) -> Opened:
    file = device.open(page.path + "paper.pdf").response
    if file.headers["content-type"] != "application/pdf":
        raise page.unexpected("the sealed file did not come")
    return Opened(page.path, page.heading, page.rows()["查验码"], file.content)


@dataclass(frozen=True, slots=True)
class Proof:
    """What a certificate says, and the day the rules give for the same traces."""

    paper: str
    recipient: str
    says: str
    rule_says: str
    attempts: int
    pdf: bytes


def proof_of(device: Device, paper: Opened, *, on: date) -> Proof:
    """Read the certificate of a paper and compute its day anew from the traces it lists."""
    page = device.open(paper.address).follow("电子送达凭证")
    confirmed = GIVEN in page.text
    rows = list(_traces(page))
    messages = tuple(_message(row, confirmed=confirmed) for row in rows)
    found = electronic.earliest(messages, on=on).value
    file = device.open(paper.address + "certificate.pdf").response
    told = page.rows()
    return Proof(
        paper=told["文书"],
        recipient=told["受送达人"],
        says=told["送达日"],
        rule_says=wording.day(clock.day_of(found)) if found else "",
        attempts=len(rows),
        pdf=file.content,
    )


def _traces(page: Page) -> Iterable[dict[str, str]]:
    for row in page.main.all("tr"):
        cells = {cell["data-label"]: cell.text for cell in row.all("td")}
        if cells:
            yield cells


def _message(row: dict[str, str], *, confirmed: bool) -> electronic.Message:
    return electronic.Message(
        confirmed=confirmed,
        sent_at=_instant(row["发出"]),
        arrived_at=_instant(row["到达"]),
        read_at=_instant(row["阅知"]),
        replied_at=_instant(row["回复"]),
    )


def _instant(text: str) -> datetime | None:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", text):
        return None
    return datetime.fromisoformat(text).replace(tzinfo=clock.ZONE)


def confirm_address(device: Device, code: str, who: Natural, firm: Organisation) -> Page:
    """Confirm where papers go: the platform, texts, and the post if those fail."""
    page = device.open(f"/matters/{code}/address/")
    form = page.form()
    form.fill("platform", "on")
    form.fill("sms", who.phone)
    form.fill("postal_name", who.name)
    form.fill("postal_address", firm.domicile)
    form.fill("postal_phone", who.phone)
    if "agent" in form.names:
        form.fill("agent", filer.option_of(page, "agent", who.name))
    form.fill("confirmed", "on")
    after = page.press(form)
    if "您在" not in after.text:
        raise after.unexpected("the address was not confirmed")
    return after


def consent(device: Device, code: str) -> Page:
    """Read the notice and agree to stages, each by itself; one is left offline."""
    page = device.open(f"/matters/{code}/online/")
    form = page.form()
    for stage in STAGES:
        form.fill(stage.value, "yes")
    return page.press(form)
