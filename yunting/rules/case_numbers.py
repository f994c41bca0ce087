"""案号: how the number of a case is made, read and shown.

Codes of courts and of types of case are issued by the Supreme People's Court and are data, in
`codes/`. CN-03 (random numbers of criminal reviews) is not needed by a basic court.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from yunting.lib.errors import Refused
from yunting.rules.citation import Confidence, cite
from yunting.rules.finding import Finding
from yunting.rules.parameter import history, parameter

_ROOT = Path(__file__).parent / "codes"
_RULES = "case_numbers_2015"
_WIDTHS = str.maketrans(
    {
        **{chr(0xFF10 + n): str(n) for n in range(10)},  # arithmetic: full-width digits
        "(": "（",
        ")": "）",
        "〔": "（",
        "〕": "）",
        "[": "（",
        "]": "）",
    }
)


class NotACaseNumber(Refused):
    """The text is not a case number."""

    code = "rules.case-numbers.not-a-case-number"


@dataclass(frozen=True, slots=True)
class TypeCode:
    """The code of a type of case, e.g. 民初."""

    code: str
    meaning: str
    case_type: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class CourtCode:
    """The code of a court, e.g. 浙0902."""

    code: str
    name: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """The number of one case; `suffix` marks successive rulings in it (之一)."""

    year: int
    court: str
    type: str
    number: int
    special: str = ""
    suffix: str = ""

    def __str__(self) -> str:
        return f"（{self.year}）{self.court}{self.special}{self.type}{self.number}号{self.suffix}"

    @property
    def series(self) -> tuple[str, str, str, int]:
        """Return what a number is unique in: court, special code, type code and year. CN-02."""
        return (self.court, self.special, self.type, self.year)


def _codes(name: str) -> dict[str, dict[str, str]]:
    text = (_ROOT / f"{name}.yaml").read_text("utf-8")
    loaded: dict[str, dict[str, str]] = yaml.load(text, Loader=yaml.CSafeLoader)["codes"]
    return loaded


@cache
def type_codes() -> dict[str, TypeCode]:
    """Return the type codes the books know, by code. CN-04, CN-07."""
    return {
        code: TypeCode(code, row["meaning"], row["case_type"], Confidence(row["confidence"]))
        for code, row in _codes("types").items()
    }


@cache
def court_codes() -> dict[str, CourtCode]:
    """Return the court codes the books know, by code. CN-06, CN-07."""
    return {
        code: CourtCode(code, row["name"], Confidence(row["confidence"]))
        for code, row in _codes("courts").items()
    }


def number(
    court: str, type_code: str, *, received: date, last: int, special: str = ""
) -> Finding[CaseNumber]:
    """Return the number of a case received that day. CN-01, CN-02, CN-08.

    `last` is the last number given in its series (court, special code, type code and year), 0
    if none: numbers start at one, follow the order of receipt, and are never used again. A case
    sent back, retried or resumed gets a new number. 案号规定 第二条, 第三条, 第九条, 第十条.

    :raises NotACaseNumber: if the court or the type code is unknown, or last is negative
    """
    if type_code not in type_codes():
        raise NotACaseNumber(f"类型代字“{type_code}”不在代字表中。", field="type")
    if court not in court_codes():
        raise NotACaseNumber(f"法院代字“{court}”不在代字表中。", field="court")
    if last < 0:
        raise NotACaseNumber("编号不能是负数。", field="number")
    made = CaseNumber(received.year, court, type_code, last + 1, special)
    said = (
        ("收案年度", str(received.year)),
        ("类型代字", f"{type_code}（{type_codes()[type_code].meaning}）"),
        ("编号", f"本院本年度该类第{last + 1}号"),
    )
    basis = tuple(cite(_RULES, article, on=received) for article in ("第二条", "第三条", "第九条"))
    return Finding(made, basis, said)


def parse(text: str) -> CaseNumber:
    """Read a case number, half-width or full-width, with leading zeros or without. CN-09.

    Known type codes win over a guess; an unknown one is read too, for numbers of other courts.

    :raises NotACaseNumber: if the text is none
    """
    matched = _form().fullmatch("".join(text.split()).translate(_WIDTHS))
    if matched is None:
        raise NotACaseNumber(
            "这不是案号。",
            remedy="请按“（2026）浙0902民初1号”的样子填写。",
            field="case_number",
        )
    special, code = _split_special(matched["type"])
    return CaseNumber(
        year=int(matched["year"]),
        court=matched["court"],
        type=code,
        number=int(matched["number"]),
        special=special,
        suffix=matched["suffix"],
    )


@cache
def _form() -> re.Pattern[str]:
    prefixes = "|".join(history(f"{_RULES}.province_prefixes").values[-1].words)
    return re.compile(
        r"（(?P<year>[0-9]{4})）"
        rf"(?P<court>(?:{prefixes})[0-9]{{0,4}})"
        r"(?P<type>[^0-9（）]{1,7})"
        r"(?P<number>[0-9]+)号"
        r"(?P<suffix>(?:之[一二三四五六七八九十]+)?)"
    )


def _split_special(code: str) -> tuple[str, str]:
    if code in type_codes():
        return "", code
    for special in history(f"{_RULES}.special_codes").values[-1].words:
        if code.startswith(special) and len(code) > len(special):
            return special, code.removeprefix(special)
    return "", code


def is_valid(text: str) -> bool:
    """Tell whether a text is a case number. CN-09."""
    try:
        parse(text)
    except NotACaseNumber:
        return False
    return True


def type_of_several(decided_first: str, *, on: date) -> Finding[str]:
    """Return the type code of a case in several procedures: what is decided first. CN-05.

    案号规定 第八条.
    """
    said = ("多个程序", "以应当先行决定的事项确定类型代字")
    return Finding(decided_first, (cite(_RULES, "第八条", on=on),), (said,))


def special_codes(*, on: date) -> Finding[tuple[str, ...]]:
    """Return the special-trial codes in force; elsewhere the place stays empty. CN-01."""
    value = parameter(f"{_RULES}.special_codes", on=on)
    return Finding(value.words, (value.citation,))
