"""Lists for programs: a page at a time, each with the cursor of the next."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, TypeVar

from django.db.models import Model, QuerySet
from ninja import Query
from pydantic import StringConstraints

from yunting.lib.text import Misread
from yunting.ui.keyset import Keyset

M = TypeVar("M", bound=Model)
MOST = 200
USUAL = 50

Cursor = Annotated[str, Query(max_length=600, description="上一页的 next；第一页不写")]
Size = Annotated[int, Query(ge=1, le=MOST, description="一页多少条")]
Code = Annotated[str, StringConstraints(max_length=40, pattern=r"^[^\x00]*$")]

CSV = "text/csv"
CALENDAR = "text/calendar"


def as_file(media: str) -> dict[str, Any]:
    """Return what the schema says of an operation that answers with a file."""
    return {"responses": {200: {"content": {media: {"schema": {"type": "string"}}}}}}


class BadCursor(Misread):
    """A cursor is not one that this list has given."""

    code: ClassVar[str] = "bad-cursor"


def page_of(
    keyset: Keyset[M], rows: QuerySet[M], *, after: str, size: int
) -> tuple[list[M], str | None]:
    """Return one page, and the cursor of the next; None at the end; one query.

    :raises BadCursor: if the cursor is of another list, or of none
    """
    if after and keyset.read(after) is None:
        raise BadCursor("翻页位置不对。", remedy="请原样传回上一页的 next，或者从第一页读起。")
    found, following = keyset.page(rows, after, size=size)
    return found, following or None
