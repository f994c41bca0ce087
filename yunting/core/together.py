"""Rows of several models by one query: of what can wait in a dispute, most is never there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import BinaryField, Func, JSONField, Model, QuerySet, TextField, Value


class _Exact(json.JSONDecoder):
    """Reads a number as it stands: through a binary fraction it would be another amount."""

    def __init__(self) -> None:
        super().__init__(parse_float=Decimal)


class _Row(Func):
    """The whole row a query is about, as JSON by column; said at once, not column by column."""

    output_field = JSONField(decoder=_Exact)

    def as_sql(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Return the row of the table that the query begins with."""
        table = compiler.quote_name_unless_alias(compiler.query.get_initial_alias())
        return f"to_jsonb({table})", []


def together(
    asked: Mapping[str, QuerySet[Any]], known: Iterable[Model] = ()
) -> dict[str, list[Any]]:
    """Return the rows of each query under its name, by their keys; one query for all of them.

    A query may filter, order and cut off; what it says of relations is not heard. A row's relations
    are in their place where they are `known` or come along themselves.
    """
    found: dict[str, list[Any]] = {name: [] for name in asked}
    parts = [
        rows.values_list(Value(name, output_field=TextField()), _Row())
        for name, rows in asked.items()
    ]
    if parts:
        for name, told in parts[0].union(*parts[1:], all=True):
            found[name].append(_restored(asked[name].model, told))
    every = [row for rows in found.values() for row in rows]
    _relate(every, {(type(one), one.pk): one for one in (*known, *every)})
    return {name: sorted(rows, key=lambda row: row.pk) for name, rows in found.items()}


def _relate(rows: Iterable[Model], here: Mapping[tuple[Any, Any], Model]) -> None:
    for row in rows:
        for field in row._meta.concrete_fields:
            other = here.get((field.related_model, getattr(row, field.attname)))
            if other is not None:
                setattr(row, field.name, other)


def _restored(model: type[Model], told: Mapping[str | None, Any]) -> Model:
    fields = model._meta.concrete_fields
    values = [_value(field, told[field.column]) for field in fields]
    return model.from_db(DEFAULT_DB_ALIAS, [field.attname for field in fields], values)


def _value(field: Any, told: Any) -> Any:
    if isinstance(field, BinaryField):
        return None if told is None else bytes.fromhex(told.removeprefix("\\x"))
    return field.to_python(told)
