"""诉讼文书: what each kind must contain, how it is printed, and how a ruling is attacked."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml

from yunting.lib.errors import Refused
from yunting.rules.finding import Article, Finding, found, met
from yunting.rules.parameter import parameter

_FILE = Path(__file__).parent / "document_parts" / "2026.yaml"
_FORM = "judgment_form_2016"
_CPL = "civil_procedure_law"
_INTERPRETATION = "civil_procedure_interpretation"


class NoSuchPaper(Refused):
    """There is no kind of paper of this code."""

    code = "rules.papers.no-such-paper"


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of paper: its parts in their order, and the articles that ask for them."""

    code: str
    name: str
    parts: tuple[str, ...]
    basis: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """How a judgment is printed: millimetres, points, lines and characters."""

    paper_width: int
    paper_height: int
    type_width: int
    type_height: int
    margin_top: int
    margin_left: int
    lines: int
    characters: int
    title_size: int
    body_size: int
    page_size: int


class Ruling(StrEnum):
    """Kinds of rulings, as far as the way to attack them depends on it."""

    NOT_ACCEPTED = "不予受理"
    JURISDICTION = "对管辖权有异议"
    DISMISSED = "驳回起诉"
    PRESERVATION = "保全"
    ADVANCE_ENFORCEMENT = "先予执行"
    WITHDRAWAL = "准许或者不准许撤诉"
    SUSPENDED = "中止或者终结诉讼"
    CORRECTION = "补正判决书中的笔误"
    ENFORCEMENT_SUSPENDED = "中止或者终结执行"
    AWARD = "撤销或者不予执行仲裁裁决"
    NOTARISED = "不予执行公证机关赋予强制执行效力的债权文书"
    OTHER = "其他需要裁定解决的事项"


class Remedy(StrEnum):
    """How a ruling is attacked."""

    APPEAL = "appeal"
    RECONSIDERATION = "reconsideration"
    NONE = "none"


_APPEALABLE = frozenset({Ruling.NOT_ACCEPTED, Ruling.JURISDICTION, Ruling.DISMISSED})
_RECONSIDERED = frozenset({Ruling.PRESERVATION, Ruling.ADVANCE_ENFORCEMENT})


class Corrected(StrEnum):
    """How a mistake in a paper is put right."""

    MADE_ANEW = "made_anew"
    CORRECTING_RULING = "correcting_ruling"


@dataclass(frozen=True, slots=True)
class Draft:
    """What is checked of a judgment before it is signed."""

    claims: int
    claims_answered: int
    fee_computed: Decimal
    fee_written: Decimal
    articles_in_force: bool
    names_agree: bool
    periods_in_days_from_effect: bool
    masked_copy_made: bool
    judge_confirmed: bool


class Fault(StrEnum):
    """What a draft of a judgment still has wrong."""

    CLAIMS = "有诉讼请求没有主文回应"
    FEE = "诉讼费与计算不一致"
    ARTICLES = "引用的条文当时无效"
    NAMES = "当事人名称不一致"
    PERIODS = "履行期限没有写明自生效起的天数"
    MASK = "没有生成公布用的文本"
    JUDGE = "没有法官的修改或者确认"


@cache
def papers() -> dict[str, Paper]:
    """Return every kind of paper by its code."""
    raw = yaml.load(_FILE.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return {
        code: Paper(
            code,
            row["name"],
            tuple(row["parts"]),
            tuple((one["instrument"], one["article"]) for one in row["basis"]),
        )
        for code, row in raw["documents"].items()
    }


def missing(code: str, given: frozenset[str], *, on: date) -> Finding[tuple[str, ...]]:
    """Return the parts a paper still lacks, in its order. A13.3-parts A13.4-order.

    :raises NoSuchPaper: if there is no such kind
    """
    known = papers().get(code)
    if known is None:
        raise NoSuchPaper("没有这一编号的文书。", field="code")
    lacking = tuple(one for one in known.parts if one not in given)
    said = ((known.name, f"共{len(known.parts)}项"), ("尚缺", "、".join(lacking) or "无"))
    return found(lacking, *known.basis, ("design", "文书的必备内容"), on=on, because=said)


def layout(*, on: date) -> Finding[Layout]:
    """Return how a judgment is printed. A13.1-layout; 裁判文书制作规范, GB/T 9704."""
    names = Layout.__dataclass_fields__
    value = Layout(**{name: parameter(f"{_FORM}.{name}", on=on).whole for name in names})
    return found(value, (_FORM, "印刷标准"), on=on)


def court_name(province: str, name: str, *, foreign: bool, on: date) -> Finding[str]:
    """Return the court's name as a judgment writes it. A13.1-court-name.

    With the province; in cases with a foreign element with the state's name before it.
    """
    value = f"{'中华人民共和国' if foreign else ''}{province}{name}"
    return found(value, (_FORM, "标题"), on=on, because=(("法院名称", value),))


def correction(*, served: bool, on: date) -> Finding[Corrected]:
    """Return how a mistake is put right: never by a stamp. A13.1-errors; 民事诉讼法 第一百五十七条.

    Before service the paper is made anew; after it, by a ruling.
    """
    value = Corrected.CORRECTING_RULING if served else Corrected.MADE_ANEW
    said = (("文书", "已送达" if served else "未送达"),)
    return found(value, (_FORM, "补正"), (_CPL, "第一百五十七条"), on=on, because=said)


def delay_interest(*, on: date) -> Finding[str]:
    """Return the sentence on deferred performance with the article of that day. A13.2-delay."""
    cited = found("", (_CPL, "第二百六十四条"), on=on).basis
    value = (
        "如果未按本判决指定的期间履行给付金钱义务，应当依照《中华人民共和国民事诉讼法》"
        f"{cited[0].article}之规定，加倍支付迟延履行期间的债务利息。"
    )
    return Finding(value, cited)


def fee_line(fee: Decimal, halved: Decimal | None, *, borne_by: str, on: date) -> Finding[str]:
    """Return the sentence on the acceptance fee. A13.2-fee; the fen where there are any."""
    half = f"，减半收取{_yuan(halved)}" if halved is not None else ""
    value = f"案件受理费{_yuan(fee)}{half}，由{borne_by}负担。"
    return found(value, ("fee_measures", "第二十九条"), on=on)


def _yuan(amount: Decimal) -> str:
    whole = amount == amount.to_integral_value()
    return f"{amount.to_integral_value() if whole else amount:f}元"


def remedy(ruling: Ruling, *, small_claims: bool = False, on: date) -> Finding[Remedy]:
    """Return how a ruling is attacked. A13.5-appeal A13.5-reconsideration A13.5-none A13.5-small.

    In small claims a ruling on jurisdiction or dismissal has effect at once. 第一百五十七条.
    """
    value = Remedy.NONE
    articles: tuple[Article, ...] = ((_CPL, "第一百五十七条"),)
    if ruling in _RECONSIDERED:
        value = Remedy.RECONSIDERATION
        articles = (*articles, (_CPL, "第一百一十一条"))
    elif small_claims and ruling is Ruling.JURISDICTION:
        articles = ((_INTERPRETATION, "第二百七十六条"),)
    elif small_claims and ruling is Ruling.DISMISSED:
        articles = ((_INTERPRETATION, "第二百七十七条"),)
    elif ruling in _APPEALABLE:
        value = Remedy.APPEAL
    said = ((ruling.value, "小额诉讼" if small_claims else "其他程序"),)
    return found(value, *articles, on=on, because=said)


def faults(draft: Draft, *, on: date) -> Finding[tuple[Fault, ...]]:
    """Return what a draft of a judgment still has wrong. A13.4-checks AI-01.

    Nothing a machine wrote stands without a judge's edit or confirmation.
    """
    checks = (
        (Fault.CLAIMS, draft.claims == draft.claims_answered),
        (Fault.FEE, draft.fee_computed == draft.fee_written),
        (Fault.ARTICLES, draft.articles_in_force),
        (Fault.NAMES, draft.names_agree),
        (Fault.PERIODS, draft.periods_in_days_from_effect),
        (Fault.MASK, draft.masked_copy_made),
        (Fault.JUDGE, draft.judge_confirmed),
    )
    value = tuple(fault for fault, holds in checks if not holds)
    said = met(*((fault.value, not holds) for fault, holds in checks if not holds))
    return found(value, ("design", "裁判文书的核对"), on=on, because=said)
