"""What the filer does: signs up, answers, reads, signs, corrects, takes back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from yunting.project.stories.device import Device, Page
from yunting.project.stories.html import FilledForm, NoSuchButton
from yunting.project.training.people import Natural, Organisation

QUESTION = "/questions/"
CHECK = "/check/"
MOST_PAGES = 200


@dataclass(slots=True)
class Writing:
    """A complaint or an answer being written: what is to be typed, and each page that was sent."""

    pk: str
    code: str
    typed: Mapping[str, str]
    sent: list[str] = field(default_factory=list)
    kind: str = "filings"


def be_identified(device: Device, who: Natural) -> Page:
    """Say who one is; the register is asked. Somebody known before is asked nothing."""
    page = device.open("/account/identity/")
    if page.path != "/account/identity/":
        return device.open("/account/")
    form = page.form()
    form.fill("name", who.name)
    form.fill("number", who.id_number)
    answered = page.press(form)
    page = device.open("/account/")
    if page.rows().get("姓名") != who.name:
        raise answered.unexpected("the identity was not confirmed")
    return page


def act_for(device: Device, whom: Organisation) -> Page:
    """Add the organisation one works for, unless it is there."""
    page = device.open("/account/")
    if whom.name in page.text:
        return page
    page = device.open("/account/organisation/")
    form = page.form()
    form.fill("code", whom.code)
    form.fill("name", whom.name)
    form.fill("legal_representative", whom.represented_by)
    form.fill("declares", "on")
    answered = page.press(form)
    page = device.open("/account/")
    if whom.name not in page.text:
        raise answered.unexpected("the organisation was not confirmed")
    return page


def begin(device: Device, whom: Organisation, typed: Mapping[str, str]) -> Writing:
    """Begin a complaint for the organisation."""
    page = device.open("/filings/new/")
    form = page.form()
    form.fill("kind", "sale-contract")
    form.fill("maritime", "no")
    form.fill("for", principal(page, whom.name))
    page = page.press(form)
    number = re.fullmatch(r"/filings/(\d+)/", page.path)
    if number is None:
        raise page.unexpected("the complaint was not begun")
    return Writing(number[1], page.find(r"纠纷码 (\S+)"), typed)


def option_of(page: Page, name: str, label: str) -> str:
    """Return the value of the option of a choice whose label names somebody.

    :raises Unexpected: if none does
    """
    for choice in page.main.all("select"):
        for option in choice.all("option"):
            if choice["name"] == name and label in option.text:
                return option["value"]
    raise page.unexpected(f"{label} is not offered")


def principal(page: Page, name: str) -> str:
    """Return the value by which a page names somebody one may act for."""
    for label in page.main.all("label"):
        if label.text == name:
            box = label.first("input") or next(
                one for one in page.main.all("input") if one["id"] == label["for"]
            )
            return box["value"]
    raise page.unexpected(f"one cannot file for {name}")


def answer(device: Device, writing: Writing, *, most: int = MOST_PAGES) -> Page:
    """Answer question after question from where what is written stands, at most so many.

    :raises Unexpected: if a page does not take an answer, or the questions do not end
    """
    page = device.open(f"/{writing.kind}/{writing.pk}/")
    page = page.follow(next((t for t in page.links() if t in {"接着填", "开始填"}), "去核对"))
    for _ in range(most):
        if page.path.endswith(CHECK):
            return page
        page = _answer_one(page, writing)
    if most == MOST_PAGES:
        raise page.unexpected("the questions do not end")
    return page


def _answer_one(page: Page, writing: Writing) -> Page:
    here = page.path
    page = _with_rows(page, writing)
    form = page.form()
    _fill(form, writing.typed)
    after = page.press(form)
    writing.sent.append(here)
    if after.errors:
        raise after.unexpected(f"{here} was not taken")
    return after


def _with_rows(page: Page, writing: Writing) -> Page:
    """Add rows to a list until what is to be typed has room."""
    while True:
        form = page.form()
        more = next((path for path in _rows_of(form) if _is_told(writing.typed, path)), None)
        if more is None:
            return page
        _fill(form, writing.typed)
        page = page.press(form, "再加一项")


def _rows_of(form: FilledForm) -> Iterator[str]:
    """Yield where the next row of each list would begin: evidence.2 when there are two."""
    numbered = (re.match(r"([a-z_.]+)\.(\d+)\.", name) for name in form.names)
    last = {found[1]: int(found[2]) for found in numbered if found}
    for path, number in last.items():
        try:
            form.button("再加一项")
        except NoSuchButton:
            return
        yield f"{path}.{number + 1}"


def _is_told(typed: Mapping[str, str], path: str) -> bool:
    return any(name.startswith(f"{path}.") for name in typed)


def _fill(form: FilledForm, typed: Mapping[str, str]) -> None:
    for name in form.names:
        if name in typed:
            form.fill(name, typed[name])


def sign(page: Page, who: Natural, *, receipt: str = "/receipts/") -> tuple[Page, FilledForm]:
    """Sign what stands on the page and send it; also return what was sent, to send it again.

    `receipt` is part of the address of the receipt it leads to.
    """
    form = page.form()
    form.fill("signed", who.name)
    form.fill("confirmed", "on")
    after = page.press(form)
    if receipt not in after.path:
        raise after.unexpected("no receipt was given")
    return after, form


def send_twice_more(page: Page, form: FilledForm) -> list[Page]:
    """Send the signed form twice more at once, as an impatient hand does."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        return list(pool.map(lambda _: page.press(form), range(2)))


def receipt_code(page: Page) -> str:
    """Return the code that stands on a receipt."""
    for one in page.main.classed("code"):
        return one.text
    raise page.unexpected("no code on the receipt")


def fee_lines(page: Page) -> tuple[list[str], str]:
    """Return the amounts the fee's arithmetic adds up, and their sum as the page gives it."""
    for table in page.main.all("table"):
        foot, body = table.first("tfoot"), table.first("tbody")
        if foot is not None and body is not None:
            amounts = [_amount(one.text) for one in body.classed("amount")]
            total = _amount(next(foot.classed("amount")).text)
            # The last step may be the sum itself.
            return (amounts[:-1] if amounts[1:] and amounts[-1] == total else amounts), total
    raise page.unexpected("no fee on the page")


def _amount(text: str) -> str:
    return text.lstrip("¥").replace(",", "")


def correct(device: Device, writing: Writing, right: Mapping[str, str]) -> tuple[Page, list[str]]:
    """Answer anew what came back; return the page to sign, and the fields that were asked for."""
    page = device.open(f"/filings/{writing.pk}/correction/")
    form = page.form()
    asked = [name for name in form.names if not name.startswith("keep")]
    for name, value in right.items():
        form.fill(name, value)
    after = page.press(form)
    if not after.path.endswith(CHECK):
        raise after.unexpected("the correction was not taken")
    return after, asked


def withdraw(device: Device, writing: Writing) -> Page:
    """Take the complaint back."""
    page = device.open(f"/filings/{writing.pk}/withdraw/")
    form = page.form()
    form.fill("reason", "双方已经和解。")
    form.fill("confirmed", "on")
    after = page.press(form)
    if after.path.endswith("/withdraw/"):
        raise after.unexpected("it was not taken back")
    return after
