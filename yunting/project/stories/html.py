"""Read a page as a person does: headings, links, rows, forms with what already stands in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source"}
    | {"track", "wbr", "path", "circle", "rect"}
)
MAIN = "main-action"
HIDDEN = frozenset({"script", "style", "svg", "template"})


@dataclass(slots=True)
class Node:
    """One element with its attributes and what stands in it."""

    tag: str
    attributes: dict[str, str]
    content: list[Node | str] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name, "")

    def __contains__(self, name: str) -> bool:
        return name in self.attributes

    def all(self, *tags: str) -> Iterator[Node]:
        """Yield every element below with one of these tags, in order; all elements for none."""
        for one in self.content:
            if isinstance(one, Node):
                if not tags or one.tag in tags:
                    yield one
                yield from one.all(*tags)

    def first(self, *tags: str) -> Node | None:
        """Return the first element below with one of these tags."""
        return next(self.all(*tags), None)

    def classed(self, name: str) -> Iterator[Node]:
        """Yield every element below that has a class."""
        return (one for one in self.all() if name in one["class"].split())

    @property
    def text(self) -> str:
        """Return what one reads here, with single spaces."""
        return " ".join(self._words().split())

    def _words(self) -> str:
        if self.tag in HIDDEN:
            return ""
        return "".join(one if isinstance(one, str) else one._words() for one in self.content)

    @property
    def raw(self) -> str:
        """Return the text exactly, as it stands in a text area."""
        return "".join(one for one in self.content if isinstance(one, str))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Node("", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self._open[-1].content.append(node)
        if tag not in VOID:
            self._open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].content.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if any(node.tag == tag for node in self._open[1:]):
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._open[-1].content.append(data)


def read(html: str) -> Node:
    """Return a page as a tree."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root


class NoSuchButton(Exception):
    """The form has no button of that name."""


class NoSuchField(Exception):
    """The form does not ask for that."""


class FilledForm:
    """A form of a page with what would be sent as it stands."""

    def __init__(self, page: Node, form: Node) -> None:
        self.action, self.method = form["action"], form["method"].lower() or "get"
        self._controls = [one for one in _controls(page, form) if "disabled" not in one]
        self.files: list[tuple[str, tuple[str, bytes]]] = []
        self.values: dict[str, list[str]] = {}
        for one in self._controls:
            for value in _standing(one):
                self.values.setdefault(one["name"], []).append(value)

    @property
    def names(self) -> list[str]:
        """Return the names of what can be filled in, in order, each once."""
        asked = (o["name"] for o in self._controls if o.tag != "button" and o["type"] != "hidden")
        return list(dict.fromkeys(asked))

    def fill(self, name: str, value: str) -> None:
        """Write into a field, choose an option, or tick boxes, several divided by spaces.

        :raises NoSuchField: if it is not there, or no such option is offered
        """
        found = [o for o in self._controls if o["name"] == name and o.tag != "button"]
        if not found:
            raise NoSuchField(name)
        offered = _offered(found)
        chosen = [value] if offered is None else (value.split() if _is_many(found) else [value])
        if offered is not None and not set(chosen) <= offered:
            raise NoSuchField(f"{name}={value}, only {sorted(offered)}")
        self.values[name] = chosen

    def attach(self, name: str, file: str, content: bytes) -> None:
        """Choose a file for a field.

        :raises NoSuchField: if it is not there, or takes no files
        """
        if not any(o["name"] == name and o["type"] == "file" for o in self._controls):
            raise NoSuchField(name)
        self.values.pop(name, None)
        self.files.append((name, (file, content)))

    def button(self, label: str) -> tuple[str, str]:
        """Return name and value of the button with this label; the main one for an empty label.

        :raises NoSuchButton: if there is none
        """
        buttons = [one for one in self._controls if one.tag == "button"]
        main = [one for one in buttons if MAIN in one["class"].split()]
        named = [one for one in buttons if one.text.startswith(label)] if label else []
        for one in named if label else [*main, *buttons]:
            return one["name"], one["value"]
        raise NoSuchButton(label)


def _controls(page: Node, form: Node) -> list[Node]:
    tags = ("input", "select", "textarea", "button")
    inside = [one for one in form.all(*tags) if not one["form"]]
    outside = [one for one in page.all(*tags) if form["id"] and one["form"] == form["id"]]
    return [*inside, *outside]


def _standing(one: Node) -> list[str]:
    if not one["name"] or one.tag == "button":
        return []
    if one.tag == "textarea":
        # A browser drops the line break that begins a text area.
        return [one.raw.removeprefix("\n")]
    if one.tag == "select":
        return [option["value"] for option in one.all("option") if "selected" in option]
    if one["type"] in {"radio", "checkbox"}:
        return [one["value"] or "on"] if "checked" in one else []
    if one["type"] == "file":
        return []
    return [one["value"]]


def _offered(found: list[Node]) -> set[str] | None:
    if found[0].tag == "select":
        return {option["value"] for option in found[0].all("option")}
    if found[0]["type"] in {"radio", "checkbox"}:
        return {one["value"] or "on" for one in found}
    return None


def _is_many(found: list[Node]) -> bool:
    return found[0]["type"] == "checkbox" or "multiple" in found[0]
