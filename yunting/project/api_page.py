"""The API described as a page of this court: made from the schema, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from yunting.project.api import api
from yunting.ui.pages import show

PLACES = {"path": "地址里", "query": "问号后", "header": "请求头", "body": "内容"}
KINDS = {"string": "文字", "integer": "整数", "boolean": "是或否", "null": "空", "object": "一组"}
FORMATS = {"date": "日期", "date-time": "时刻", "decimal": "金额（文字）"}


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that is sent or comes back."""

    name: str
    where: str
    kind: str
    required: bool
    text: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A named group of fields."""

    name: str
    text: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """One address with one method. `answers` names the shape that comes back."""

    method: str
    path: str
    summary: str
    text: str
    is_open: bool
    takes: tuple[Field, ...]
    answers: str


@require_safe
def describe(request: HttpRequest) -> HttpResponse:
    """Show every operation and every shape of the API."""
    schema = _schema()
    context = {
        "groups": tuple(_groups(schema)),
        "shapes": tuple(_shapes(schema)),
        "openapi": reverse("api-1:openapi-json"),
    }
    return show(request, "project/api.html", context)


@cache
def _schema() -> Mapping[str, Any]:
    return api.get_openapi_schema()


def _groups(schema: Mapping[str, Any]) -> Iterator[tuple[str, list[Operation]]]:
    groups: dict[str, list[Operation]] = {}
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            tag = told.get("tags", ["其他"])[0]
            groups.setdefault(tag, []).append(_operation(method, path, told))
    yield from groups.items()


def _operation(method: str, path: str, told: Mapping[str, Any]) -> Operation:
    return Operation(
        method=method.upper(),
        path=path,
        summary=told["summary"],
        text=told.get("description", ""),
        is_open="security" not in told,
        takes=tuple(_takes(told)),
        answers="、".join(_answers(told)),
    )


def _takes(told: Mapping[str, Any]) -> Iterator[Field]:
    for one in told.get("parameters", ()):
        text = one["schema"].get("description", "")
        kind = kind_of(one["schema"])
        yield Field(one["name"], PLACES[one["in"]], kind, one["required"], text)
    for content in told.get("requestBody", {}).get("content", {}).values():
        kind = kind_of(content["schema"])
        yield Field("", PLACES["body"], kind, told["requestBody"].get("required", False), "")


def _answers(told: Mapping[str, Any]) -> Iterator[str]:
    for status, answer in told["responses"].items():
        kinds = [
            kind_of(content["schema"]) if media == "application/json" else media
            for media, content in answer.get("content", {}).items()
        ]
        yield " ".join([str(status), *kinds])


def _shapes(schema: Mapping[str, Any]) -> Iterator[Shape]:
    for name, told in sorted(schema["components"]["schemas"].items()):
        required = told.get("required", ())
        yield Shape(
            name=name,
            text=told.get("description", ""),
            fields=tuple(
                Field(key, "", kind_of(one), key in required, one.get("description", ""))
                for key, one in told.get("properties", {}).items()
            ),
        )


def kind_of(schema: Mapping[str, Any]) -> str:
    """Return what kind of value a schema describes, in words."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in schema:
        return "或".join(dict.fromkeys(kind_of(one) for one in schema["anyOf"]))
    if "enum" in schema:
        return "、".join(str(value) for value in schema["enum"])
    if schema.get("type") == "array":
        return f"多个 {kind_of(schema['items'])}"
    kind = KINDS.get(schema.get("type", ""), "任意")
    return FORMATS.get(schema.get("format", ""), kind)
