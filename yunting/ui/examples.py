"""Data for the example pages: each component empty, typical, long and with errors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django import forms

from yunting.core.models import Upload
from yunting.ui import steps, terms
from yunting.ui.forms import Form
from yunting.ui.lists import Column, Counted, Filter, Listing, Page
from yunting.ui.steps import Place
from yunting.ui.uploads import Box, FilesField

AT = datetime(2026, 3, 2, 2, 2, tzinfo=UTC)
DAY = date(2026, 3, 9)
LONG = (
    "合同签订后，卖方分三批交付货物，买方验收合格并出具收货单，"
    "但在约定的付款日之后经多次书面催促仍未支付剩余价款及迟延付款的利息。"
)
LONG_NAME = "浙江省舟山市定海区金塘镇西堠片区海洋新材料与精密机械制造（集团）股份有限公司第三分公司"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a computation."""

    label: str
    sum: str
    amount: Decimal


class Question(Form):
    """A form with one input of every kind."""

    amount = forms.CharField(label="欠款金额", help_text="只写数字，可以有小数。")
    signed = forms.CharField(label="合同签订日期", help_text="可以写 20260308，也可以写 3月8日。")
    kind = forms.ChoiceField(
        label="对方欠您什么",
        choices=[("money", "货款"), ("goods", "货物"), ("other", "其他")],
        widget=forms.RadioSelect,
    )
    court = forms.ChoiceField(label="约定的法院", choices=[("", "请选择"), ("a", "没有约定")])
    story = forms.CharField(
        label="事情经过",
        help_text="按时间先后写。",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    sure = forms.BooleanField(label="以上内容属实，我愿意承担责任")


@dataclass(frozen=True, slots=True)
class Example:
    """One example page and what it shows."""

    name: str
    title: str
    context: Callable[[], dict[str, Any]] = dict


def _fees() -> dict[str, Any]:
    typical = [
        Line("不超过 1 万元的部分", "固定 50 元", Decimal("50.00")),
        Line("超过 1 万元至 10 万元的部分", "26,800.00 × 2.5%", Decimal("670.00")),
    ]
    long = [Line(LONG, "1,234,567,890.12 × 0.5% ＋ 41,800.00", Decimal("6214639.45"))] * 3
    return {"steps": typical, "total": Decimal("720.00"), "long_steps": long}


def _question() -> dict[str, Any]:
    wrong = Question(
        {"amount": "三千", "signed": "2月30日", "kind": "", "story": LONG, "form_key": "x" * 32}
    )
    wrong.is_valid()
    wrong.add_error("signed", "没有2月30日这一天，请核对合同上的日期。")
    return {
        "form": Question(),
        "wrong": wrong,
        "filled": Question(initial={"amount": "36,800.00", "signed": "20260308", "kind": "money"}),
        "place": Place(
            steps.Question("3", "合同签了什么", Question, part="事实与理由"), 3, 12, "#2", "#4"
        ),
        "at": AT,
    }


def _moments() -> dict[str, Any]:
    return {"at": AT, "day": DAY, "long": LONG, "long_name": LONG_NAME}


@dataclass(frozen=True, slots=True)
class Matter:
    """A row of the example list."""

    pk: int
    title: str
    state: str
    amount: Decimal


_MATTERS = Listing[Any](
    name="example",
    title="立案",
    columns=(
        Column("title", "案件", lambda row: row.title),
        Column("state", "状态", lambda row: row.state, kind="badge", tone=lambda row: "info"),
        Column("day", "收到", lambda row: DAY, kind="day"),
        Column("run", "第几日", lambda row: "第 3 日，共 7 日", kind="short", on_phone=False),
        Column("amount", "标的额", lambda row: row.amount, kind="amount"),
    ),
    link=lambda row: f"#{row.pk}",
    order=("-pk",),
    filters=(
        Filter("q", "当事人", lambda rows, text: rows),
        Filter("cause", "案由", lambda rows, key: rows, (("sale", "买卖合同纠纷"),)),
    ),
)


def _page(matters: Sequence[Matter], *, is_filtered: bool = False) -> Page[Any]:
    """Return a page as the engine makes it, from rows that are in no database."""
    return Page(
        name=f"example-{len(matters)}",
        title=_MATTERS.title,
        rows=[_MATTERS.row(matter, _MATTERS.columns) for matter in matters],
        shown=list(_MATTERS.columns),
        counts=[Counted("全部", 41, "#", is_current=True)] if matters else [],
        filters=[(one, "") for one in _MATTERS.filters] if matters else [],
        columns=[(Column("clerk", "经办人", lambda row: "孙"), True)] if matters else [],
        kept=[],
        previous="",
        next="#next" if matters else "",
        export="#csv",
        is_filtered=is_filtered,
        clear="#",
    )


def _lists() -> dict[str, Any]:
    return {
        "typical": _page(
            [
                Matter(1, "张诉李买卖合同纠纷", "审查中", Decimal("36800.00")),
                Matter(
                    2, f"{LONG_NAME}诉{LONG_NAME}买卖合同纠纷", "待补正", Decimal("87656400.00")
                ),
                Matter(3, "李诉张买卖合同纠纷", "已立案", Decimal("0.00")),
            ]
        ),
        "empty": _page([], is_filtered=True),
    }


class Paper(Form):
    """A form that takes files."""

    file = FilesField(label="文件", required=False)


def _upload() -> dict[str, Any]:
    whole = Upload(pk=1, token="a" * 32, name="借条.jpg", size=1_300_000, pages=1)
    long = Upload(pk=2, token="b" * 32, name=f"{LONG_NAME}的账册.pdf", size=90_000_000)
    long.received = 36_000_000
    poor = Upload(pk=3, token="c" * 32, name="收条.jpg", size=900_000)
    wrong = Paper({"form_key": "x" * 32})
    wrong.is_valid()
    wrong.add_error("file", "这份 PDF 设了密码，法院打不开。")
    return {
        "form": Paper(),
        "wrong": wrong,
        "empty": Box(begin="#"),
        "full": Box(begin="#", held=[whole], earlier=[poor], waiting=[poor], unfinished=[long]),
    }


EXAMPLES = (
    Example("badge", "状态标签"),
    Example("next-step", "下一步", _moments),
    Example("clock", "期限", _moments),
    Example("timeline", "时间线", _moments),
    Example("consent", "同意事项", _moments),
    Example("fee-table", "费用计算", _fees),
    Example("question", "问题", _question),
    Example("review", "核对", _moments),
    Example("refusal", "没有办成", _moments),
    Example("errors", "错误汇总", _question),
    Example("progress", "进度"),
    Example("upload", "上传", _upload),
    Example("code-box", "查询码", _moments),
    Example("term", "词语解释", lambda: {"terms": terms.all_terms()[:5]}),
    Example("person", "人员", _moments),
    Example("banners", "代办和故障提示", _moments),
    Example("difference", "修改前后对照", _moments),
    Example("list", "列表", _lists),
    Example("bulk-bar", "批量办理"),
    Example("empty", "没有内容"),
)


def find(name: str) -> Example | None:
    """Return an example by its name in the address."""
    return next((example for example in EXAMPLES if example.name == name), None)
