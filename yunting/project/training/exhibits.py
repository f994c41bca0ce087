"""What people of the training court hand in: pages with words on them, set like any other page."""

from __future__ import annotations

from datetime import date

from yunting.core.press import typeset
from yunting.core.uploads import Sent
from yunting.filing.models import Original
from yunting.filing.services.evidence import Item
from yunting.project.training.complaints import Plan

TEMPLATE = "project/training/exhibit.typ"
CONTRACT = Item("购销合同", "双方有买卖合同，约定了价款和违约金", "双方签订", Original.HELD)
RECEIPT = Item("签收单", "货已交付", "买受人签收", Original.HELD)
STATEMENT = Item("对账单", "双方确认过欠款数额", "双方对账", Original.COPY)
CHAT = Item("微信聊天记录", "多次催告", "手机保存", Original.ELECTRONIC)
NOTE = Item("送货单", "分批送货的数量", "出卖人保管", Original.HELD)
SLIP = Item("银行转账回单", "货款已经付清", "银行打印", Original.COPY)


def pages(plan: Plan, item: Item, *, signed: str, on: date) -> Sent:
    """Return an item of evidence of a dispute as a file somebody sends."""
    lines = (
        f"出卖人：{plan.plaintiff.name}。买受人：{plan.against[0]}。",
        f"标的物：{plan.goods}，{plan.spec}，{plan.quantity}。",
        f"单价{plan.unit_price}元，总价{plan.total}元，已付{plan.paid}元。",
        f"本件用于证明：{item.proves}。",
    )
    return Sent(f"{item.name}.pdf", _set(item.name, lines, signed, on))


def page(title: str, line: str, *, signed: str, on: date) -> Sent:
    """Return any other page somebody sends."""
    return Sent(f"{title}.pdf", _set(title, (line,), signed, on))


def _set(title: str, lines: tuple[str, ...], signed: str, on: date) -> list[bytes]:
    told = {"title": title, "lines": lines, "signed": signed, "on": on.isoformat()}
    return [typeset.sheets(TEMPLATE, told)]
