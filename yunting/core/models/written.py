"""A condition on rows that is written out in SQL, for what is asked at every door."""

from __future__ import annotations

from typing import Any

from django.db import models


class Written(models.Func):
    """A condition in SQL: `{0}`, `{1}` … stand for the columns given, each `%s` for a value.

    The ORM takes milliseconds to say nested EXISTS, PostgreSQL less than one to answer it.
    """

    output_field = models.BooleanField()

    def __init__(self, sql: str, *columns: Any, values: tuple[Any, ...] = ()) -> None:
        super().__init__(*columns)
        self.sql, self.values = sql, values

    def as_sql(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Return the condition over the columns as this query names them."""
        columns = [compiler.compile(column)[0] for column in self.get_source_expressions()]
        return f"({self.sql.format(*columns)})", list(self.values)
