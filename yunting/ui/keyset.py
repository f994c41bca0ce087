"""Page through rows by the values of the last one seen, never by counting rows past."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.core.signing import BadSignature, Signer
from django.db.models import Model, Q, QuerySet

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Keyset(Generic[M]):
    """An order that pages follow. It ends in a unique field and all its fields go the same way.

    `name` keeps a cursor of one list from being taken for one of another.
    """

    name: str
    order: tuple[str, ...]

    def __post_init__(self) -> None:
        if len({name.startswith("-") for name in self.order}) != 1:
            raise TypeError(f"{self.name} is ordered both ways")

    def page(self, rows: QuerySet[M], cursor: str, *, size: int) -> tuple[list[M], str]:
        """Return the rows after a cursor, and the cursor of what follows; empty at either end.

        One query. A cursor that is not of this list begins anew.
        """
        found = list(self.after(rows, cursor)[: size + 1])
        return found[:size], self.cursor(found[size - 1]) if len(found) > size else ""

    def after(self, rows: QuerySet[M], cursor: str) -> QuerySet[M]:
        """Return the rows behind a cursor, in order."""
        place = self.read(cursor)
        return rows.filter(Q() if place is None else self.beyond(place)).order_by(*self.order)

    def before(self, rows: QuerySet[M], cursor: str) -> QuerySet[M]:
        """Return the rows ahead of a cursor, the nearest first."""
        place = self.read(cursor)
        beyond = Q() if place is None else self.beyond(place, forward=False)
        return rows.filter(beyond).order_by(*(_turned(name) for name in self.order))

    def walk(self, rows: QuerySet[M], *, at_once: int = 500) -> Iterator[M]:
        """Yield every row exactly once, in order, without holding them all or skipping any."""
        part = rows.order_by(*self.order)
        while found := list(part[:at_once]):
            yield from found
            part = rows.filter(self.beyond(self.place(found[-1]))).order_by(*self.order)

    def beyond(self, place: Sequence[Any], *, forward: bool = True) -> Q:
        """Return the condition for the rows after (or before) a place in the order.

        (a, b) > (x, y) written as a > x or (a = x and b > y).
        """
        is_ascending = not self.order[0].startswith("-")
        side = "gt" if is_ascending == forward else "lt"
        names = [name.lstrip("-") for name in self.order]
        beyond = Q()
        for depth, name in enumerate(names):
            equal = dict(zip(names[:depth], place[:depth], strict=True))
            beyond |= Q(**equal, **{f"{name}__{side}": place[depth]})
        return beyond

    def place(self, row: M) -> list[str | int]:
        """Return where a row stands in the order."""
        return [_portable(_plucked(row, name.lstrip("-"))) for name in self.order]

    def cursor(self, row: M) -> str:
        """Return a row's place as an address can carry it."""
        return self._signer.sign_object(self.place(row))

    def read(self, cursor: str) -> list[Any] | None:
        """Return the place a cursor of this list names; None for anything else."""
        try:
            place: list[Any] = self._signer.unsign_object(cursor)
        except (BadSignature, ValueError):
            return None
        return place if len(place) == len(self.order) else None

    @property
    def _signer(self) -> Signer:
        return Signer(salt=f"list.{self.name}")


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _plucked(row: Any, name: str) -> Any:
    for part in name.split("__"):
        row = getattr(row, part)
    return row


def _portable(value: Any) -> str | int:
    if value is None:
        raise TypeError("a list is ordered by fields that are never empty")
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)
