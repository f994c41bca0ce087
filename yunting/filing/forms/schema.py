"""The declaration as JSON Schema, for the API's documentation and for those who write clients."""

import re
from typing import Any

from yunting.filing.forms.elements import Field, Form, Kind
from yunting.filing.forms.steps import blocks

_PATTERNS = {
    Kind.AMOUNT: r"^[0-9]{1,13}\.[0-9]{2}$",
    Kind.RATE: r"^[0-9]+(\.[0-9]+)?$",
    Kind.NUMBER: "^[1-9][0-9]*$",
    Kind.DATE: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    Kind.PHONE: "^[0-9-]{8,13}$",
    Kind.MOBILE: "^1[3-9][0-9]{9}$",
    Kind.ID_NUMBER: "^[0-9]{17}[0-9X]$",
    Kind.CREDIT_CODE: "^[0-9A-HJ-NPQRTUWXY]{18}$",
}


def json_schema(form: Form) -> dict[str, Any]:
    """Return the schema of an object of answers by path, each a string in its stored form.

    Conditions and requirements are not in it: which fields are asked depends on the answers.
    """
    properties: dict[str, Any] = {}
    patterns: dict[str, Any] = {}
    for field in form.fields():
        if "*" in field.path:
            patterns[_pattern(field.path)] = _described(field)
        else:
            properties[field.path] = _described(field)
    for block in blocks(form):
        properties[f"{block.path}.count"] = {
            "type": "string",
            "pattern": "^[0-9]{1,4}$",
            "title": f"{block.noun}的数量",
        }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": form.title,
        "description": f"{form.basis}，{form.edition}年版",
        "type": "object",
        "properties": properties,
        "patternProperties": patterns,
        "additionalProperties": False,
    }


def _pattern(path: str) -> str:
    return "^" + re.escape(path).replace(r"\*", "(0|[1-9][0-9]{0,3})") + "$"


def _described(field: Field) -> dict[str, Any]:
    described: dict[str, Any] = {
        "type": "string",
        "title": field.label,
        "description": field.wording + (f"。{field.help}" if field.help else ""),
    }
    if field.kind is Kind.MULTI:
        keys = "|".join(re.escape(option.key) for option in field.options)
        described["pattern"] = f"^({keys})( ({keys}))*$"
    elif field.options:
        described["oneOf"] = [
            {"const": option.key, "title": option.label} for option in field.options
        ]
    elif field.kind in _PATTERNS:
        described["pattern"] = _PATTERNS[field.kind]
    else:
        described["maxLength"] = field.max_length
    if field.example:
        described["examples"] = [field.example]
    return described
