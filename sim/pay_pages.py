"""The pages of the payment neighbour: an order somebody pays, a transfer, what was paid."""

import html

from sim import payment
from sim.neighbours import Neighbours
from sim.pages import page_of

WRONG = '<p role="alert">请填写大于0的金额，最多两位小数。</p>'


def order(code: str, neighbours: Neighbours, *, wrong: bool = False) -> bytes:
    """Return the page on which anybody pays an order; empty if there is no such order."""
    found = payment.order_of(code, store=neighbours.store)
    if found is None:
        return b""
    shown = {name: html.escape(found[name]) for name in ("title", "account", "amount", "reference")}
    return page_of(
        "支付",
        f"{WRONG if wrong else ''}"
        f"<p>{shown['title']}</p><p>收款账号 {shown['account']}，单号 {shown['reference']}</p>"
        f'<form method="post" action="/pay/{html.escape(code)}">'
        f'<p><label>金额（元） <input name="amount" inputmode="decimal" '
        f'value="{shown["amount"]}" autocomplete="off"></label></p>'
        '<p><label>付款人 <input name="payer" autocomplete="name"></label></p>'
        '<input type="hidden" name="method" value="qr">'
        "<button>确认支付</button></form>",
    )


def paid(serial: str, neighbours: Neighbours) -> bytes:
    """Return the page that says what was paid."""
    rows = [one for one in payment.payments(store=neighbours.store) if one["serial"] == serial]
    said = "".join(
        f"<p>已支付 {html.escape(one['amount'])} 元，流水号 {serial}。可以关闭这个页面。</p>"
        for one in rows
    )
    return page_of("支付结果", said or "<p>没有这笔付款。</p>")


def payments(neighbours: Neighbours, *, wrong: bool = False) -> bytes:
    """Return what was paid, and the form of a bank transfer to any account."""
    columns = ("at", "serial", "account", "amount", "payer", "reference")
    titles = ("时间", "流水号", "收款账号", "金额", "付款人", "单号")
    head = "".join(f'<th scope="col">{title}</th>' for title in titles)
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(str(one[c]))}</td>" for c in columns) + "</tr>"
        for one in payment.payments(store=neighbours.store)
    )
    fields = "".join(
        f'<p><label>{label} <input name="{name}" autocomplete="off"></label></p>'
        for name, label in (("account", "收款账号"), ("amount", "金额（元）"), ("payer", "付款人"))
    )
    return page_of(
        "付款",
        f"{WRONG if wrong else ''}"
        f'<form method="post" action="/payments"><fieldset><legend>银行转账</legend>{fields}'
        "<button>转账</button></fieldset></form>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>",
    )
