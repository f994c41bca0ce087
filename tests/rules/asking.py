"""Read the scenario tables, ask the rules what a table asks, and write answers as a table would.

A case is: name, rule (ids), ask (module.function under yunting.rules), date (the `on` of the
rule), input, then either `expected` and `article`, or `refused` with the code of the refusal.
"""

import importlib
import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from inspect import signature
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

import yaml

from yunting.rules.case_numbers import CaseNumber
from yunting.rules.causes import Cause
from yunting.rules.finding import Finding

TABLES = Path(__file__).parent
# Cases of `yunting rule eval`, a line of JSON each: tests/rules/asked/test_lines.py.
ASKED = TABLES / "asked"


@cache
def cases() -> tuple[dict[str, Any], ...]:
    """Return every case of every table, each with the table it stands in."""
    return tuple(
        {**case, "table": path.relative_to(TABLES).with_suffix("").as_posix()}
        for path in sorted(TABLES.rglob("*.yaml"))
        if path.parent != ASKED
        for case in yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    )


def function_of(name: str) -> Callable[..., Any]:
    """Return the rule a case asks."""
    module, _, function = name.rpartition(".")
    found: Callable[..., Any] = getattr(
        importlib.import_module(f"yunting.rules.{module}"), function
    )
    return found


def ask(case: dict[str, Any]) -> Any:
    """Return what the rule answers to the case."""
    function = function_of(case["ask"])
    hints = get_type_hints(function)
    given = {name: read(value, hints[name]) for name, value in case.get("input", {}).items()}
    if "on" in signature(function).parameters:
        given["on"] = case["date"]
    return _called(function, given)


def _called(function: Callable[..., Any], given: dict[str, Any]) -> Any:
    positional = [
        given.pop(name)
        for name, parameter in signature(function).parameters.items()
        if parameter.kind is not parameter.KEYWORD_ONLY and name in given
    ]
    return function(*positional, **given)


def read(value: Any, hint: Any) -> Any:
    """Return a value of a table as the type a rule takes."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in {Union, types.UnionType}:
        if value is None:
            return None
        return read(value, next(one for one in arguments if one is not type(None)))
    if origin is frozenset:
        return frozenset(read(one, arguments[0]) for one in value)
    if origin is tuple:
        inner = arguments[:1] * len(value) if arguments[-1] is Ellipsis else arguments
        return tuple(read(one, kind) for one, kind in zip(value, inner, strict=True))
    return _one(value, hint)


def _one(value: Any, hint: Any) -> Any:
    if is_dataclass(hint) and isinstance(hint, type):
        hints = get_type_hints(hint)
        return hint(**{name: read(part, hints[name]) for name, part in value.items()})
    if hint is datetime:
        return datetime.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, Decimal | Fraction | Enum):
        return hint(value)
    return value


def written(value: Any) -> Any:
    """Return an answer as a table writes it."""
    if isinstance(value, Finding):
        return written(value.value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, CaseNumber):
        return str(value)
    if isinstance(value, Cause):
        return value.code
    if isinstance(value, tuple | list):
        return [written(one) for one in value]
    return _plain(value)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: written(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, datetime):
        exact = value.second or value.microsecond
        return value.isoformat(timespec="milliseconds" if exact else "minutes")
    if isinstance(value, date):
        return value
    return value
