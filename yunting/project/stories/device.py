"""A device somebody holds: opens addresses, follows links, fills in forms and presses buttons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import TracebackType
from urllib.parse import urljoin

import httpx

from yunting.project.stories import html
from yunting.project.stories.html import FilledForm, Node

PATIENCE_SECONDS = 60.0


class Unexpected(Exception):
    """A page is not what the story expects; the message says what and shows what it says."""


class Page:
    """One page as it was answered."""

    def __init__(self, device: Device, response: httpx.Response) -> None:
        self.device, self.response = device, response
        self.tree = html.read(response.text)
        self.main: Node = self.tree.first("main") or self.tree

    @property
    def status(self) -> int:
        """Return the HTTP status."""
        return self.response.status_code

    @property
    def path(self) -> str:
        """Return the address without the place."""
        return self.response.url.path

    @property
    def heading(self) -> str:
        """Return the first heading."""
        found = self.main.first("h1")
        return found.text if found else ""

    @property
    def text(self) -> str:
        """Return what one reads."""
        return self.main.text

    @property
    def errors(self) -> list[str]:
        """Return what the page says is wrong, field by field."""
        return [one.text for one in self.main.classed("field-error")]

    def rows(self) -> dict[str, str]:
        """Return the page's names and values; of two with one name, the first."""
        found: dict[str, str] = {}
        for holder in self.main.all("div"):
            term, told = holder.first("dt"), holder.first("dd")
            if term is not None and told is not None:
                found.setdefault(term.text, told.text)
        return found

    def links(self) -> dict[str, str]:
        """Return addresses by what the link says; of two with one text, the first."""
        found: dict[str, str] = {}
        for one in self.tree.all("a"):
            found.setdefault(one.text, one["href"])
        return found

    def follow(self, label: str) -> Page:
        """Follow the first link whose text begins so.

        :raises Unexpected: if there is none
        """
        for text, address in self.links().items():
            if text.startswith(label):
                return self.device.open(urljoin(str(self.response.url), address))
        raise self.unexpected(f"no link “{label}”")

    def form(self, to: str = "") -> FilledForm:
        """Return the first form of the page's own part whose action ends so.

        :raises Unexpected: if there is none
        """
        for one in self.main.all("form"):
            if one["action"].endswith(to):
                return FilledForm(self.tree, one)
        raise self.unexpected(f"no form to “{to}”")

    def press(self, form: FilledForm, label: str = "") -> Page:
        """Send a form by the button with this label, the first one if none is named."""
        name, value = form.button(label)
        values = {**form.values, **({name: [value]} if name else {})}
        address = urljoin(str(self.response.url), form.action)
        return self.device.send(address, form.method, values, form.files)

    def find(self, pattern: str) -> str:
        """Return the first group of a pattern in what one reads.

        :raises Unexpected: if it is not there
        """
        found = re.search(pattern, self.text)
        if found is None:
            raise self.unexpected(f"nothing like {pattern}")
        return found[1]

    def unexpected(self, what: str) -> Unexpected:
        """Return the error that shows this page."""
        told = "；".join(self.errors) or self.text[:400]
        return Unexpected(f"{what} at {self.status} {self.response.url}: {told}")


class Device:
    """One browser without JavaScript, with cookies of its own."""

    def __init__(self, base_url: str, name: str) -> None:
        self.name = name
        self.client = httpx.Client(
            base_url=base_url,
            follow_redirects=True,
            timeout=PATIENCE_SECONDS,
            trust_env=False,
            headers={"User-Agent": name, "Accept-Language": "zh-CN"},
        )

    def __enter__(self) -> Device:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.client.close()

    def open(self, address: str) -> Page:
        """Open an address."""
        return Page(self, self.client.get(address))

    def send(
        self,
        address: str,
        method: str,
        values: dict[str, list[str]],
        files: Sequence[tuple[str, tuple[str, bytes]]] = (),
    ) -> Page:
        """Send a form the way a browser does, with the files that were chosen."""
        if method == "get":
            return Page(self, self.client.get(address, params=values))
        origin = self._origin(address)
        headers = {"Referer": f"{origin}/", "Origin": origin}
        sent = self.client.post(address, data=values, files=list(files) or None, headers=headers)
        return Page(self, sent)

    def _origin(self, address: str) -> str:
        """Return what a browser names as the origin of a form of the page at an address."""
        url = self.client.base_url.join(address)
        return f"{url.scheme}://{url.netloc.decode()}"
