"""The people of the demonstration court, read from people.yaml."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from yunting.core.roles import Role


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the court; `handle` is the staff number, `totp` the generator's secret."""

    handle: str
    name: str
    role: Role
    division: str
    totp: str
    id_number: str = ""

    @property
    def secret(self) -> bytes:
        """Return the generator's secret as bytes."""
        return base64.b32decode(self.totp)


@dataclass(frozen=True, slots=True)
class Natural:
    """A natural person; without an account if there is no need for one."""

    name: str
    phone: str
    id_number: str
    domicile: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation, and the citizen who acts for it here, if one does."""

    name: str
    code: str
    represented_by: str
    phone: str
    domicile: str
    agent: str = ""


@dataclass(frozen=True, slots=True)
class People:
    """Everybody, by name or by staff number."""

    court_code: str
    court_name: str
    divisions: dict[str, str]
    password: str
    staff: dict[str, Colleague]
    citizens: dict[str, Natural]
    organisations: dict[str, Organisation]
    sued: dict[str, Natural | Organisation]

    def colleague(self, name: str) -> Colleague:
        """Return the colleague of that name."""
        return next(one for one in self.staff.values() if one.name == name)

    def party(self, name: str) -> Natural | Organisation:
        """Return whoever has that name and no post."""
        return {**self.citizens, **self.organisations, **self.sued}[name]


@cache
def people() -> People:
    """Return everybody of the demonstration court."""
    path = Path(__file__).with_name("people.yaml")
    listed = yaml.safe_load(path.read_text(encoding="utf-8"))
    staff = [Colleague(**{**one, "role": Role(one["role"])}) for one in listed["staff"]]
    firms = [Organisation(**one) for one in listed["organisations"]]
    return People(
        court_code=listed["court"]["code"],
        court_name=listed["court"]["name"],
        divisions=listed["divisions"],
        password=listed["password"],
        staff={one.handle: one for one in staff},
        citizens={one["name"]: Natural(**one) for one in listed["citizens"]},
        organisations={one.name: one for one in firms},
        sued={
            one["name"]: Organisation(**one) if "code" in one else Natural(**one)
            for one in listed["sued"]
        },
    )
