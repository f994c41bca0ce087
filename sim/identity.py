"""The identity register and the register of organisations.

It knows the people and firms of the training court. A number it does not know is answered by rule:
with right check digits any name matches it, with wrong ones it is unknown. So a stranger to the
training court can sign up, and no list of real people is needed. The known numbers, and those
that nobody has, have the sequence code 000, which is given to nobody.
"""

import json
from pathlib import Path
from typing import Any

from sim.check_digits import is_credit_code, is_identity_number

TYPES = ("identity.person", "identity.organisation")
REGISTER = Path(__file__).with_name("register.json")


def load() -> tuple[dict[str, str], dict[str, dict[str, str]], frozenset[str]]:
    """Return names by identity number, organisations by credit code, and nobody's numbers."""
    register = json.loads(REGISTER.read_text())
    return (
        {person["number"]: person["name"] for person in register["people"]},
        {firm["code"]: firm for firm in register["organisations"]},
        frozenset(register["nobody"]),
    )


PEOPLE, ORGANISATIONS, NOBODY = load()


def answer(type: str, body: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return type and body of the answer to one question.

    :raises KeyError: if the question lacks a field
    """
    if type == "identity.person":
        return f"{type}.answer", {"result": _person(str(body["name"]), str(body["number"]))}
    return f"{type}.answer", _organisation(
        str(body["name"]), str(body["code"]), body.get("legal_representative")
    )


def falsify(body: dict[str, Any]) -> dict[str, Any]:
    """Return the answer as a faulty register would give it."""
    return {**body, "result": "mismatch" if body["result"] == "match" else "match"}


def _person(name: str, number: str) -> str:
    if not is_identity_number(number) or number in NOBODY:
        return "unknown"
    return "match" if PEOPLE.get(number, name) == name else "mismatch"


def _organisation(name: str, code: str, representative: str | None) -> dict[str, Any]:
    if not is_credit_code(code):
        return {"result": "unknown", "differs": []}
    firm = ORGANISATIONS.get(
        code, {"name": name, "legal_representative": representative or "", "state": "存续"}
    )
    asked = {"name": name, "legal_representative": representative}
    differs = [field for field, told in asked.items() if told and told != firm[field]]
    return {
        "result": "mismatch" if differs else "match",
        "differs": differs,
        "name": firm["name"],
        "legal_representative": firm["legal_representative"],
        "state": firm["state"],
    }
