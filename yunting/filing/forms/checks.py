"""Whether the answers fit together, and the checks every complaint shares.

Design: an element-based form guides and is no condition of filing (法〔2025〕82号). Only what makes
it no complaint at all is an error; with any other remark the complaint can be sent.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yunting.filing.forms.answers import filled
from yunting.filing.forms.blocks import AGENTS, DEFENDANTS, PLAINTIFFS
from yunting.filing.forms.elements import Form
from yunting.filing.forms.kinds import day_in
from yunting.filing.forms.steps import ALL, Values, size
from yunting.lib import identity
from yunting.lib.text import Misread
from yunting.rules.parameter import parameter

TOTAL = "claims.total.stance"


class Level(StrEnum):
    """What a remark does: keep from sending, make think, point to another court or authority."""

    ERROR = "error"
    WARN = "warn"
    REDIRECT = "redirect"


@dataclass(frozen=True, slots=True)
class Remark:
    """What does not fit, at which fields, what to do, and under which article."""

    level: Level
    code: str
    paths: tuple[str, ...]
    message: str
    remedy: str
    basis: str


@dataclass(frozen=True, slots=True)
class Given:
    """What a check looks at: the answers that count, all that were typed, and the court's day."""

    form: Form
    counted: dict[str, str]
    typed: Values
    on: date

    def get(self, path: str) -> str:
        """Return an answer that counts, or nothing."""
        return self.counted.get(path, "")

    def is_yes(self, path: str) -> bool:
        """Tell whether a question was answered yes."""
        return self.get(path) == "yes"


Check = Callable[[Given], list[Remark]]


def given(form: Form, values: Values, *, on: date) -> Given:
    """Return the answers as the checks look at them."""
    return Given(form, filled(form, values), values, on)


def party_checks() -> tuple[Check, ...]:
    """Return the checks every complaint shares."""
    return (_nobody_on_both_sides, _few_agents, _number_fits_person)


def defence_checks() -> tuple[Check, ...]:
    """Return the checks every answer shares."""
    return (_few_agents, _sum_follows_its_parts)


def _sum_follows_its_parts(answers: Given) -> list[Remark]:
    parts = [
        path
        for path, stance in answers.counted.items()
        if path.startswith("claims.") and path.endswith(".stance") and stance == "dispute"
    ]
    if not parts or answers.get(TOTAL) != "confirm":
        return []
    return [
        Remark(
            Level.WARN,
            "total-confirmed-parts-disputed",
            (TOTAL, *parts),
            "您对部分请求有异议，却确认了标的总额。",
            "总额由各项请求加起来。请看看是不是也要选“异议”。",
            "民事诉讼法 第一百二十八条",
        )
    ]


def _nobody_on_both_sides(answers: Given) -> list[Remark]:
    return [
        Remark(
            Level.ERROR,
            "same-on-both-sides",
            (mine, theirs),
            f"{answers.get(mine)}既是原告又是被告。",
            "请核对，一方不能起诉自己。",
            "民事诉讼法 第一百二十二条",
        )
        for mine in _identities(answers, PLAINTIFFS.path)
        for theirs in _identities(answers, DEFENDANTS.path)
        if answers.get(mine) == answers.get(theirs)
    ]


def _identities(answers: Given, side: str) -> list[str]:
    """Return for each party of a side the path of what names it best."""
    found = []
    for number in range(size(PLAINTIFFS if side == PLAINTIFFS.path else DEFENDANTS, answers.typed)):
        head = f"{side}.{number}"
        for leaf in ("uscc", "id_no", "document_no", "name"):
            if answers.get(f"{head}.{leaf}"):
                found.append(f"{head}.{leaf}")
                break
    return found


def _few_agents(answers: Given) -> list[Remark]:
    if not answers.is_yes(f"{AGENTS.path}.answer"):
        return []
    most = parameter("civil_procedure_law.agents_most", on=answers.on)
    heads = [f"{AGENTS.path}.{number}" for number in range(size(AGENTS, answers.typed))]
    chosen = Counter(answers.get(f"{head}.represents") or ALL for head in heads)
    for_all = chosen.pop(ALL, 0)
    if for_all + max(chosen.values(), default=0) <= most.whole:
        return []
    return [
        Remark(
            Level.ERROR,
            "too-many-agents",
            tuple(f"{head}.name" for head in heads),
            f"一位当事人最多委托{most.whole}位代理人。",
            "请删去多出的代理人。",
            str(most.citation),
        )
    ]


def _number_fits_person(answers: Given) -> list[Remark]:
    remarks = []
    for path, number in answers.counted.items():
        head, _, leaf = path.rpartition(".")
        if leaf != "id_no":
            continue
        try:
            resident = identity.resident_identity(number, on=answers.on)
        except Misread:
            continue
        born, sex = day_in(answers.get(f"{head}.birth_date")), answers.get(f"{head}.sex")
        if born and born != resident.birth_date:
            remarks.append(_mismatch(path, f"{head}.birth_date", "出生日期"))
        if sex and (sex == "male") != resident.is_male:
            remarks.append(_mismatch(path, f"{head}.sex", "性别"))
    return remarks


def _mismatch(number: str, other: str, what: str) -> Remark:
    return Remark(
        Level.WARN,
        "number-and-person-differ",
        (number, other),
        f"身份证号里的{what}和填写的不一样。",
        "请核对哪一个是对的。",
        "民事诉讼法 第一百二十四条",
    )
