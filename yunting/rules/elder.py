"""适老诉讼: whom the court asks about elder mode, how help is given, and how large things are."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from yunting.rules import periods
from yunting.rules.finding import Finding, found, met
from yunting.rules.parameter import Value, parameter

_ONLINE = "online_litigation"
_VALUES = "elder_design_2021"


class Ability(StrEnum):
    """How well a person manages with smart devices: graded, not guessed from the age."""

    FULL = "full"
    NEEDS_HELP = "needs_help"
    OFFLINE_ONLY = "offline_only"


class Help(StrEnum):
    """What the court offers by ability."""

    PAGES = "自行使用网页"
    STAFF = "工作人员协助、长辈版、电话帮助"
    OFFLINE = "线下窗口、口头起诉、上门，不默认在线"


_HELP = {
    Ability.FULL: Help.PAGES,
    Ability.NEEDS_HELP: Help.STAFF,
    Ability.OFFLINE_ONLY: Help.OFFLINE,
}


@dataclass(frozen=True, slots=True)
class Design:
    """What was measured on a page in elder mode: dp, ratios and a count of fingers."""

    main_text: int
    largest_text: int
    line_spacing: Fraction
    paragraph_spacing: Fraction
    contrast: Fraction
    contrast_large: Fraction
    main_target: int
    other_target: int
    fingers: int
    advertising: bool = False
    inducing_buttons: bool = False
    only_colour_tells: bool = False
    captcha_without_alternative: bool = False


class Shortfall(StrEnum):
    """What a page falls short of."""

    MAIN_TEXT = "正文字号"
    LARGEST_TEXT = "可以放大到的字号"
    LINE_SPACING = "行距"
    PARAGRAPH_SPACING = "段距"
    CONTRAST = "对比度"
    CONTRAST_LARGE = "大字的对比度"
    MAIN_TARGET = "主要触控目标"
    OTHER_TARGET = "其他触控目标"
    FINGERS = "手势的手指数"
    ADVERTISING = "广告"
    INDUCING = "诱导按钮"
    COLOUR = "只用颜色表达"
    CAPTCHA = "验证码没有替代方式"


def offers_elder_mode(born: date, *, on: date) -> Finding[bool]:
    """Tell whether a person is asked about elder mode and help. ELD-10.

    From the day the age is reached, that day included; it is asked, never switched on silently.
    """
    age = parameter("design.elder_age", on=on)
    since = periods.add_years(born, age.whole)
    said = ((f"满{age.whole}岁", f"{since:%Y-%m-%d}"),)
    return found(on >= since, ("design", "长辈版"), (_ONLINE, "第二条"), on=on, because=said)


def help_for(ability: Ability, *, on: date) -> Finding[Help]:
    """Return what the court offers by ability. ELD-01 ELD-03 ELD-11 ELD-12; 在线诉讼规则 第二条.

    Who can only come in person is never online by default.
    """
    value = _HELP[ability]
    said = (("协助", value.value),)
    return found(value, ("design", "长辈版"), (_ONLINE, "第五条"), on=on, because=said)


def may_family_act(
    *, own_identity: bool, authorised: bool, elder_asked: bool, on: date
) -> Finding[bool]:
    """Tell whether a helper's act for an elder holds. ELD-14 ELD-15.

    Under the helper's own identity with a power of attorney, the elder asked directly each time;
    the elder's account is never shared. 在线诉讼规则 第七条; 民事诉讼法 第六十一条.
    """
    said = met(
        ("以自己的身份登录", own_identity),
        ("有授权", authorised),
        ("已直接询问老年人", elder_asked),
    )
    articles = ((_ONLINE, "第七条"), ("civil_procedure_law", "第六十一条"), ("design", "长辈版"))
    return found(own_identity and authorised and elder_asked, *articles, on=on, because=said)


def may_be_oral(*, read_back: bool, confirmed: bool, kept: bool, on: date) -> Finding[bool]:
    """Tell whether an oral complaint stands: typed, read back, confirmed, recording kept. ELD-13.

    民事诉讼法 第一百二十三条; 简易程序规定 第四条.
    """
    said = met(("已宣读", read_back), ("本人确认", confirmed), ("录音留存", kept))
    articles = (("civil_procedure_law", "第一百二十三条"), ("summary_provisions", "第四条"))
    return found(read_back and confirmed and kept, *articles, on=on, because=said)


def shortfalls(design: Design, *, on: date) -> Finding[tuple[Shortfall, ...]]:
    """Return what a page in elder mode falls short of. A12.3-values.

    Every bound is included: 18 dp, 30 dp, 1.3, 4.5 to 1, 60 and 44 dp are enough.
    """
    bounds = {name: parameter(f"{_VALUES}.{name}", on=on) for name in _NAMES}
    value = (*_too_small(design, bounds), *_not_allowed(design, bounds["fingers"].whole))
    said = tuple(("不符合", one.value) for one in value)
    articles = tuple((_VALUES, one) for one in ("文字", "对比度", "控件", "广告和诱导", "验证码"))
    return found(value, *articles, on=on, because=said)


_NAMES = (
    "main_text", "largest_text", "line_spacing", "paragraph_spacing", "contrast", "contrast_large",
    "elder_target", "target", "fingers",
)  # fmt: skip


def _too_small(design: Design, bounds: dict[str, Value]) -> list[Shortfall]:
    measured: tuple[tuple[Shortfall, int | Fraction, int | Fraction], ...] = (
        (Shortfall.MAIN_TEXT, design.main_text, bounds["main_text"].whole),
        (Shortfall.LARGEST_TEXT, design.largest_text, bounds["largest_text"].whole),
        (Shortfall.LINE_SPACING, design.line_spacing, bounds["line_spacing"].share),
        (Shortfall.PARAGRAPH_SPACING, design.paragraph_spacing, bounds["paragraph_spacing"].share),
        (Shortfall.CONTRAST, design.contrast, bounds["contrast"].share),
        (Shortfall.CONTRAST_LARGE, design.contrast_large, bounds["contrast_large"].share),
        (Shortfall.MAIN_TARGET, design.main_target, bounds["elder_target"].whole),
        (Shortfall.OTHER_TARGET, design.other_target, bounds["target"].whole),
    )
    return [what for what, is_, least in measured if is_ < least]


def _not_allowed(design: Design, most_fingers: int) -> list[Shortfall]:
    found_ = (
        (Shortfall.FINGERS, design.fingers > most_fingers),
        (Shortfall.ADVERTISING, design.advertising),
        (Shortfall.INDUCING, design.inducing_buttons),
        (Shortfall.COLOUR, design.only_colour_tells),
        (Shortfall.CAPTCHA, design.captcha_without_alternative),
    )
    return [what for what, holds in found_ if holds]


def passes(score: int, *, on: date) -> Finding[bool]:
    """Tell whether an evaluation is passed, the pass mark included. A12.3-evaluation."""
    least = parameter(f"{_VALUES}.pass_score", on=on)
    said = (("得分", f"{score}，及格{least.whole}"),)
    return Finding(score >= least.whole, (least.citation,), said)


def mark_ends(granted: date) -> Finding[date]:
    """Return the last day the mark of an evaluation is valid. A12.3-evaluation."""
    return periods.of(parameter(f"{_VALUES}.mark_years", on=granted), granted)
