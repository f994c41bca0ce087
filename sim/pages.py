"""The pages of the neighbours program: how they behave, what came and went, the phones."""

import html
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sim import mail, post, sms
from sim.behaviour import WRONG, Behaviour, behaviour_of
from sim.neighbours import SERVICES, Neighbours

TITLES = {
    "identity": "身份与组织登记核验",
    "sms": "短信网关",
    "witness": "日志见证",
    "post": "邮政",
    "payment": "诉讼费支付",
    "mail": "电子邮件",
    "dingtalk": "钉钉机器人",
    "wecom": "企业微信机器人",
}
WRONG_LABELS = {
    "": "不出错",
    "content": "内容错误",
    "correlation": "答非所问",
    "signature": "签名不符",
    "missing": "对账单缺一笔",
    "doubled": "对账单重一笔",
    "yesterday": "给前一天的对账单",
}
STYLE = """
:root { color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif; }
body { max-width: 70rem; margin: 0 auto; padding: 1rem; }
nav a { margin-right: 1rem; }
fieldset { border: 1px solid; border-radius: .5rem; margin: 0 0 1rem; padding: .5rem 1rem; }
label { display: inline-block; margin-right: 1.5rem; }
input, select, button { font: inherit; min-height: 2.5rem; }
input[type=checkbox] { min-height: 1.2rem; min-width: 1.2rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .25rem .5rem; border-bottom: 1px solid; vertical-align: top; }
td { overflow-wrap: anywhere; }
.text { border: 1px solid; border-radius: .5rem; padding: .75rem 1rem; margin: 0 0 1rem;
  white-space: pre-wrap; overflow-wrap: anywhere; }
"""


def page_of(title: str, content: str) -> bytes:
    """Return a whole page around its content."""
    return f"""<!doctype html>
<html lang="zh-Hans"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · 外部单位模拟</title><link rel="stylesheet" href="/style.css"></head>
<body><nav aria-label="主导航"><a href="/">外部单位</a><a href="/messages">往来报文</a>
<a href="/phones">手机</a>
<a href="/mail">邮箱</a><a href="/letters">信件</a><a href="/payments">付款</a></nav><main>
<h1>{title}</h1>
{content}</main></body></html>""".encode()


def home(neighbours: Neighbours) -> bytes:
    """Return the page on which each neighbour's behaviour is set."""
    forms = "".join(_form(name, behaviour_of(name, store=neighbours.store)) for name in SERVICES)
    return page_of(
        "外部单位",
        f"<p>这里的人和单位都是虚构的。法院时间：{neighbours.now():%Y-%m-%d %H:%M:%S}（UTC）</p>"
        f'{forms}<form method="post" action="/reset"><button>全部恢复并清空</button></form>',
    )


def _form(name: str, behaviour: Behaviour) -> str:
    options = "".join(
        f'<option value="{kind}"{" selected" if kind == behaviour.wrong else ""}>'
        f"{WRONG_LABELS[kind]}</option>"
        for kind in WRONG
    )
    boxes = "".join(
        f'<label><input type="checkbox" name="{field}" value="1"'
        f"{' checked' if asdict(behaviour)[field] else ''}> {label}</label>"
        for field, label in (("refuse", "拒绝"), ("duplicate", "重复答复"), ("outage", "中断"))
    )
    return (
        f'<form method="post" action="/services/{name}"><fieldset>'
        f"<legend>{TITLES.get(name, name)}</legend>"
        f'<label>延迟（毫秒） <input name="delay_ms" inputmode="numeric" '
        f'value="{behaviour.delay_ms}"></label>{boxes}'
        f'<label>出错 <select name="wrong">{options}</select></label>'
        f"<button>保存</button></fieldset></form>"
    )


def messages(neighbours: Neighbours) -> bytes:
    """Return the page with the last messages."""
    columns = ("at", "direction", "service", "peer", "type", "outcome", "id", "body")
    titles = ("时间", "方向", "单位", "法院", "类型", "结果", "编号", "内容")
    head = "".join(f'<th scope="col">{title}</th>' for title in titles)
    rows = "".join(_row(message, columns) for message in neighbours.messages())
    return page_of(
        "往来报文", f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(message: Mapping[str, Any], columns: tuple[str, ...]) -> str:
    shown = {**message, "direction": {"in": "收", "out": "发"}[message["direction"]]}
    cells = "".join(f"<td>{html.escape(str(shown[name]))}</td>" for name in columns)
    return f"<tr>{cells}</tr>"


def phones(neighbours: Neighbours) -> bytes:
    """Return the list of phones that received a text."""
    links = "".join(
        f'<li><a href="/phones/{html.escape(number)}">{html.escape(number)}</a></li>'
        for number in sms.numbers(store=neighbours.store)
    )
    return page_of("手机", f"<ul>{links}</ul>" if links else "<p>还没有短信。</p>")


def phone(number: str, neighbours: Neighbours) -> bytes:
    """Return the inbox of one phone."""
    texts = "".join(
        f'<div class="text"><p>{html.escape(text["text"])}</p><small>{text["at"]}</small></div>'
        for text in sms.inbox(number, store=neighbours.store)
    )
    return page_of(f"手机 {html.escape(number)}", texts or "<p>还没有短信。</p>")


def mails(neighbours: Neighbours) -> bytes:
    """Return the list of mail boxes that received anything."""
    rows = neighbours.store.run(
        "SELECT address FROM mail GROUP BY address ORDER BY max(seq) DESC LIMIT 200"
    )
    links = "".join(
        f'<li><a href="/mail/{html.escape(row["address"])}">{html.escape(row["address"])}</a></li>'
        for row in rows
    )
    return page_of("邮箱", f"<ul>{links}</ul>" if links else "<p>还没有邮件。</p>")


def mail_box(address: str, neighbours: Neighbours) -> bytes:
    """Return one mail box."""
    found = mail.box(address.lower(), store=neighbours.store)
    texts = "".join(
        f'<div class="text"><h2>{html.escape(one["subject"])}</h2>'
        f"<p>{html.escape(one['text'])}</p><small>{one['at']}</small></div>"
        for one in found
    )
    return page_of(f"邮箱 {html.escape(address)}", texts or "<p>还没有邮件。</p>")


def letters(neighbours: Neighbours) -> bytes:
    """Return the page with the letters."""
    columns = ("at", "tracking", "name", "address")
    titles = ("时间", "单号", "收件人", "地址")
    head = "".join(f'<th scope="col">{title}</th>' for title in titles)
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(str(one[c]))}</td>" for c in columns) + "</tr>"
        for one in post.letters(store=neighbours.store)
    )
    return page_of("信件", f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")
