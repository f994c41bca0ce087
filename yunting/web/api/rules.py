"""The rules of the law for programs: the same as `yunting rule`, from the same declarations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from django.http import HttpRequest
from django.urls import reverse
from ninja import Query, Router, Schema

from yunting.lib.errors import NotVisible
from yunting.rules.asked import catalogue, lines, told
from yunting.rules.asked.answers import answered
from yunting.rules.asked.inputs import schema_of
from yunting.rules.asked.rule import Rule
from yunting.rules.asked.times import day

router = Router(tags=["法律规则"], auth=None)
On = Annotated[str, Query(max_length=40, description="适用哪一天的规定，写成 2026-03-02")]


class FieldOut(Schema):
    """One field a rule is asked with; `words` say what is written into it."""

    name: str
    label: str
    words: str
    is_optional: bool
    example: str


class ExampleOut(Schema):
    """One case as JSON, the day it is asked for, and the value that comes back as JSON."""

    title: str
    on: str
    given: str
    value: str


class RuleRow(Schema):
    """A rule in the list; `page` is its address for people."""

    name: str
    title: str
    about: str
    signature: str
    page: str


class RuleOut(RuleRow):
    """A rule with its fields, what its value is, its articles and examples."""

    fields: list[FieldOut]
    value: str
    version: str
    articles: list[str]
    examples: list[ExampleOut]


class FindingOut(Schema):
    """The answer of a rule: its value, the articles, the reasons in their order.

    `provisional`: something it rests on is not yet published or not known; a reason says what.
    """

    value: Any
    basis: list[str]
    because: list[str]
    provisional: bool


@router.get("/rules", response=list[RuleRow], summary="可以查询的法律规则")
def every_rule(request: HttpRequest) -> list[dict[str, Any]]:
    """List the rules anybody may ask."""
    return [_row(rule) for rule in catalogue.every()]


def _row(rule: Rule) -> dict[str, Any]:
    return {
        "name": rule.name,
        "title": rule.title,
        "about": rule.about,
        "signature": rule.signature,
        "page": reverse("web:rule", args=[rule.name]),
    }


def _show(rule: Rule) -> Callable[[HttpRequest], dict[str, Any]]:
    def show(request: HttpRequest) -> dict[str, Any]:
        fields = [
            {
                "name": one.name,
                "label": one.label,
                "words": one.words,
                "is_optional": one.optional,
                "example": one.example,
            }
            for one in rule.inputs
        ]
        return {
            **_row(rule),
            "fields": fields,
            "value": rule.answer.words,
            "version": told.dated(rule),
            "articles": list(told.articles(rule)),
            "examples": rule.examples,
        }

    return show


def _ask(rule: Rule) -> Callable[[HttpRequest, str], dict[str, Any]]:
    def ask(request: HttpRequest, on: On) -> dict[str, Any]:
        given = lines.parsed(request.body)
        return answered(rule.ask(given, on=day(on, "on")), rule.answer)

    return ask


def _of_name(name: str) -> str:
    return name.replace(".", "_")


# One address a rule, so that the schema says of each what it takes.
for _rule in catalogue.every():
    _path = f"/rules/{_rule.name}"
    router.add_api_operation(
        _path,
        ["GET"],
        _show(_rule),
        response=RuleOut,
        summary=f"说明：{_rule.title}",
        operation_id=f"show_{_of_name(_rule.name)}",
    )
    router.add_api_operation(
        _path,
        ["POST"],
        _ask(_rule),
        response=FindingOut,
        summary=_rule.title,
        description=_rule.about,
        operation_id=f"ask_{_of_name(_rule.name)}",
        openapi_extra={
            "requestBody": {
                "required": True,
                "content": {"application/json": {"schema": schema_of(_rule.inputs)}},
            }
        },
    )


@router.get("/rules/{name}", include_in_schema=False, summary="没有这条规则")
def no_such_rule(request: HttpRequest, name: str) -> None:
    """Answer for a name that is no rule's."""
    raise NotVisible
