"""The one list engine: filters and columns in the address, counts, keyset pages, CSV.

A list costs the same few queries however long it is: one for the rows of a page, one for the
counts by state. A page is found by the values of its last row, never by counting rows past.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase

from yunting.lib import money
from yunting.ui import export, wording
from yunting.ui.keyset import Keyset
from yunting.ui.pages import show

M = TypeVar("M", bound=Model)
PAGE = 50
_YEAR = 365 * 24 * 3600
_CONTROLS = frozenset({"after", "before", "format", "columns"})


@dataclass(frozen=True)
class Column(Generic[M]):
    """One column; the first is the title and the link. The reader chooses the optional ones.

    `short` is a text that is not broken over lines.
    """

    key: str
    label: str
    value: Callable[[M], Any]
    kind: Literal["text", "short", "day", "instant", "amount", "badge"] = "text"
    tone: Callable[[M], str] | None = None
    on_phone: bool = True
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter kept in the address. Without `options` it is a field to type in."""

    key: str
    label: str
    apply: Callable[[Any, str], Any]
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """A state that is counted above the list."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place of the table, as text; `label` names it on a phone."""

    label: str
    text: str
    kind: str
    tone: str
    on_phone: bool


@dataclass(frozen=True)
class Row(Generic[M]):
    """One row: the object, its address, its cells; the first cell is the title."""

    subject: M
    href: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Counted:
    """A state with how many rows it has under the other filters."""

    label: str
    number: int
    href: str
    is_current: bool


@dataclass(frozen=True)
class Page(Generic[M]):
    """One page of a list, ready for the template."""

    name: str
    title: str
    rows: list[Row[M]]
    shown: list[Column[M]]
    counts: list[Counted]
    filters: list[tuple[Filter, str]]
    columns: list[tuple[Column[M], bool]]
    kept: list[tuple[str, str]]
    previous: str
    next: str
    export: str
    is_filtered: bool
    clear: str


@dataclass(frozen=True)
class Listing(Generic[M]):
    """A list, declared. `order` ends in a unique field and all its fields go the same way."""

    name: str
    title: str
    columns: tuple[Column[M], ...]
    link: Callable[[M], str]
    order: tuple[str, ...]
    filters: tuple[Filter, ...] = ()
    states: tuple[State, ...] = ()
    state_field: str = "state"
    page_size: int = PAGE

    def __post_init__(self) -> None:
        Keyset[M](self.name, self.order)

    @property
    def keyset(self) -> Keyset[M]:
        """Return the order that the pages of this list follow."""
        return Keyset(self.name, self.order)

    def answer(
        self,
        request: HttpRequest,
        rows: QuerySet[M],
        template: str,
        context: Mapping[str, Any] | None = None,
    ) -> HttpResponseBase:
        """Answer a list's address: the page (part `list` for htmx), or CSV when asked."""
        chosen = self._chosen(request)
        if request.GET.get("format") == "csv":
            columns = self._shown(chosen)
            values = (
                [column.value(row) for column in columns]
                for row in self.walk(self._filtered(rows, request.GET))
            )
            return export.csv_of(self.name, [column.label for column in columns], values)
        page = self.page(rows, request.GET, path=request.path, chosen=chosen)
        response = show(request, template, {**(context or {}), "list": page}, part="list")
        return self._keep_columns(request, response, chosen)

    def page(
        self, rows: QuerySet[M], asked: QueryDict, *, path: str, chosen: frozenset[str]
    ) -> Page[M]:
        """Return the page the address asks for; two queries, one without states."""
        found, has_previous, has_next = self._window(self._filtered(rows, asked), asked)
        columns = self._shown(chosen)
        return Page(
            name=self.name,
            title=self.title,
            rows=[self.row(one, columns) for one in found],
            shown=columns,
            counts=self._counts(rows, asked, path),
            filters=[(f, asked.get(f.key, "")) for f in self.filters],
            columns=[(c, c.key in chosen) for c in self.columns if c.optional],
            kept=self._kept(asked),
            previous=_address(path, asked, before=self.keyset.cursor(found[0]))
            if has_previous
            else "",
            next=_address(path, asked, after=self.keyset.cursor(found[-1])) if has_next else "",
            export=_address(path, asked, format="csv"),
            is_filtered=any(asked.get(f.key) for f in self.filters) or bool(self._state(asked)),
            clear=path,
        )

    def walk(self, rows: QuerySet[M], *, at_once: int = 500) -> Iterator[M]:
        """Yield every row exactly once, in order, without holding them all or skipping any."""
        return self.keyset.walk(rows, at_once=at_once)

    # -- rows of a page

    def _window(self, rows: QuerySet[M], asked: QueryDict) -> tuple[list[M], bool, bool]:
        """Return the rows of a page and whether there are any before and after."""
        forward = "before" not in asked
        cursor = asked.get("after" if forward else "before", "")
        part = (self.keyset.after if forward else self.keyset.before)(rows, cursor)
        found = list(part[: self.page_size + 1])
        has_more = len(found) > self.page_size
        has_behind = self.keyset.read(cursor) is not None and bool(found)
        found = found[: self.page_size]
        return (found, has_behind, has_more) if forward else (found[::-1], has_more, has_behind)

    def row(self, subject: M, columns: Sequence[Column[M]]) -> Row[M]:
        """Return an object as the template shows it."""
        cells = [
            Cell(
                c.label,
                _text(c.value(subject), c.kind),
                c.kind,
                c.tone(subject) if c.tone else "",
                c.on_phone,
            )
            for c in columns
        ]
        return Row(subject, self.link(subject), cells)

    # -- filters, counts, columns

    def _shown(self, chosen: frozenset[str]) -> list[Column[M]]:
        return [c for c in self.columns if not c.optional or c.key in chosen]

    def _filtered(self, rows: QuerySet[M], asked: QueryDict, *, state: bool = True) -> QuerySet[M]:
        for one in self.filters:
            wanted = asked.get(one.key, "").strip()
            if wanted and (not one.options or wanted in dict(one.options)):
                rows = one.apply(rows, wanted)
        if state and (wanted := self._state(asked)):
            rows = rows.filter(**{self.state_field: wanted})
        return rows

    def _state(self, asked: QueryDict) -> str:
        wanted = asked.get("state", "")
        return wanted if wanted in {s.value for s in self.states} else ""

    def _counts(self, rows: QuerySet[M], asked: QueryDict, path: str) -> list[Counted]:
        if not self.states:
            return []
        grouped = self._filtered(rows, asked, state=False).order_by().values(self.state_field)
        numbers = {g[self.state_field]: g["n"] for g in grouped.annotate(n=Count("pk"))}
        current = self._state(asked)
        known = sum(numbers.get(s.value, 0) for s in self.states)
        whole = Counted("全部", known, _address(path, asked, state=""), is_current=not current)
        return [whole] + [
            Counted(
                label=s.label,
                number=numbers.get(s.value, 0),
                href=_address(path, asked, state=s.value),
                is_current=current == s.value,
            )
            for s in self.states
        ]

    def _kept(self, asked: QueryDict) -> list[tuple[str, str]]:
        """Return what the filter form must carry along: everything but filters and place."""
        own = _CONTROLS | {f.key for f in self.filters}
        return [(key, str(value)) for key, value in asked.items() if key not in own and value]

    def _chosen(self, request: HttpRequest) -> frozenset[str]:
        asked = request.GET.getlist("columns") or request.COOKIES.get(self._cookie, "").split(".")
        return frozenset(asked) & {c.key for c in self.columns if c.optional}

    def _keep_columns(
        self, request: HttpRequest, response: HttpResponse, chosen: frozenset[str]
    ) -> HttpResponse:
        if "columns" in request.GET:
            words = ".".join(sorted(chosen))
            response.set_cookie(self._cookie, words, max_age=_YEAR, samesite="Lax", httponly=True)
        return response

    @property
    def _cookie(self) -> str:
        return f"columns-{self.name}"


def _text(value: Any, kind: str) -> str:
    if value is None or value == "":
        return ""
    if kind == "day":
        return wording.day(value)
    if kind == "instant":
        return wording.instant(value)
    return money.show(value) if kind == "amount" else str(value)


def _address(path: str, asked: QueryDict, **changed: str) -> str:
    """Return the same list with something changed; a change of filter starts at the beginning."""
    told = asked.copy()
    for key in ("after", "before", "format"):
        told.pop(key, None)
    for key, value in changed.items():
        told.pop(key, None)
        if value:
            told[key] = value
    return f"{path}?{told.urlencode()}" if told else path
