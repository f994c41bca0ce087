"""表决设置: what is fixed before voting opens, printed in the meeting's rules, frozen by hash."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from yunting.lib.errors import Refused
from yunting.rules.bankruptcy import grounds
from yunting.rules.citation import cite
from yunting.rules.finding import Finding, found
from yunting.rules.parameter import parameter


class Kind(StrEnum):
    """What a claim is, as far as its vote depends on it."""

    SECURED = "secured"
    SECURED_WAIVED = "secured_waived"
    SECURED_SHORTFALL = "secured_shortfall"
    EMPLOYEE = "employee"
    SOCIAL_INSURANCE = "social_insurance"
    TAX = "tax"
    ORDINARY = "ordinary"
    SUBORDINATED = "subordinated"


class SecuredAmount(StrEnum):
    """Whether a secured claim whose priority is not waived weighs with its amount."""

    EXCLUDE = "exclude"
    INCLUDE = "include"


class Employees(StrEnum):
    """How the employees' claims vote."""

    NO_VOTE = "no_vote"
    ONE_COLLECTIVE_VOTE = "one_collective_vote"


class Presence(StrEnum):
    """What makes a creditor present: signing in, a ballot in time, or either."""

    SIGN_IN = "sign_in"
    BALLOT = "ballot"
    MIXED = "mixed"


class Revotes(StrEnum):
    """Which of several ballots of one hand counts."""

    LAST_WINS = "last_wins"
    FIRST_STANDS = "first_stands"


class RelatedParties(StrEnum):
    """Whether related parties vote; the result without them is shown in any case."""

    VOTE = "vote"
    EXCLUDE = "exclude"


class SplitAssignments(StrEnum):
    """How many heads the parts of a claim split after acceptance have."""

    ONE_HEAD = "one_head"
    SEPARATE = "separate"


class Silence(StrEnum):
    """Whether who is present and does not vote consents."""

    NEVER = "never"
    BY_LAW = "by_law"
    BY_RESOLUTION = "by_resolution"


_ALWAYS_COUNTED = frozenset(
    {
        Kind.SECURED_WAIVED,
        Kind.SECURED_SHORTFALL,
        Kind.SOCIAL_INSURANCE,
        Kind.TAX,
        Kind.ORDINARY,
    }
)


class SettingsChanged(Refused):
    """The settings of a vote are not the ones that were frozen when it opened."""

    code = "rules.bankruptcy.settings-changed"


class NotADenominator(Refused):
    """A total that leaves out claims that vote, or takes in claims that never count."""

    code = "rules.bankruptcy.not-a-denominator"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything about a vote that the Law leaves open.

    `close` is by the court's clock and half open: what arrives at it is late.
    """

    secured_amount: SecuredAmount
    employees: Employees
    denominator: frozenset[Kind]
    presence: Presence
    revotes: Revotes
    related_parties: RelatedParties
    split_assignments: SplitAssignments
    silence: Silence
    close: datetime


def usual(close: datetime, *, on: date) -> Finding[Settings]:
    """Return the settings a vote opens with unless the court decides otherwise. B1.6-settings."""
    names = (
        "secured_amount", "employees", "denominator", "presence", "revotes", "related_parties",
        "split_assignments", "silence",
    )  # fmt: skip
    values = {name: parameter(f"{grounds.DESIGN}.{name}", on=on) for name in names}
    first = {name: value.words[0] for name, value in values.items()}
    settings = Settings(
        secured_amount=SecuredAmount(first["secured_amount"]),
        employees=Employees(first["employees"]),
        denominator=frozenset(Kind(word) for word in values["denominator"].words),
        presence=Presence(first["presence"]),
        revotes=Revotes(first["revotes"]),
        related_parties=RelatedParties(first["related_parties"]),
        split_assignments=SplitAssignments(first["split_assignments"]),
        silence=Silence(first["silence"]),
        close=close,
    )
    return Finding(settings, tuple(value.citation for value in values.values()))


def checked_denominator(settings: Settings, *, on: date) -> Finding[frozenset[Kind]]:
    """Return the claims that make the total, if they can. B1.6-denominator.

    Every claim that votes counts; employees' claims count if they vote and may count if they do
    not, for 第六十四条 says the total of unsecured claims; secured and subordinated ones never.
    :raises NotADenominator: otherwise
    """
    needed = _ALWAYS_COUNTED
    if settings.employees is not Employees.NO_VOTE:
        needed = needed | {Kind.EMPLOYEE}
    if not needed <= settings.denominator <= _ALWAYS_COUNTED | {Kind.EMPLOYEE}:
        raise NotADenominator(
            "债权总额必须包含所有有表决权的无财产担保债权，且不含担保债权和劣后债权。",
            basis=str(cite(grounds.LAW, "第六十四条第一款", on=on)),
            field="denominator",
        )
    articles = ((grounds.DESIGN, "分母的债权"), (grounds.LAW, "第六十四条第一款"))
    return found(settings.denominator, *articles, on=on)


def fingerprint(settings: Settings) -> str:
    """Return the SHA-256 of the settings in a canonical form, as printed when voting opens."""
    written = {
        "close": settings.close.isoformat(),
        "denominator": sorted(settings.denominator),
        "employees": settings.employees,
        "presence": settings.presence,
        "related_parties": settings.related_parties,
        "revotes": settings.revotes,
        "secured_amount": settings.secured_amount,
        "silence": settings.silence,
        "split_assignments": settings.split_assignments,
    }
    text = json.dumps(written, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def check_frozen(settings: Settings, frozen: str, *, on: date) -> Finding[bool]:
    """Return True if these are the settings that were frozen. B1.6-settings.

    :raises SettingsChanged: if they are not
    """
    basis = cite(grounds.DESIGN, "表决设置冻结", on=on)
    if fingerprint(settings) != frozen:
        raise SettingsChanged(
            "表决设置与开始前公布的不一致，不能计票。",
            basis=str(basis),
            remedy="请恢复公布的设置；确需改变的，重新通知并重新表决。",
            field="settings",
        )
    return Finding(True, (basis,))
