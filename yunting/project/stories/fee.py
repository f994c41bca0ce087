"""The fee: relief asked for and refused, paid at the bank; of another case, a part taken off.

The judge is whoever was drawn, at a desk of their own; the bank is the payment neighbour.
"""

from __future__ import annotations

from contextlib import ExitStack
from decimal import Decimal

from yunting.core.press import typeset
from yunting.project.stories import clerk, history, recipient, service
from yunting.project.stories.device import Device, Page
from yunting.project.stories.filer import Writing
from yunting.project.stories.stage import Stage
from yunting.project.training.people import people

PROOF = "project/training/exhibit.typ"
SLOW = "货款都压在几家买受人手里，账上的钱只够发工资。"
TYPHOON = "2025年台风毁了两间仓库，保险还没有赔到。"
DECISION = "司法救助决定书"
PAYER = "王泊"
PERCENT = "50"


def play(stage: Stage, writing: Writing) -> None:
    """Play it for a case whose fee notice was served."""
    with ExitStack() as desks:
        _ask(stage, writing, "other_reduce", SLOW)
        bench = _judge(stage, writing, desks)
        _decide(bench, outcome="refuse", reasons="账户流水显示有足够的余额交纳。")
        _read_the_decision(stage, writing)
        _pay(stage, writing)


def play_relief(stage: Stage, writing: Writing) -> None:
    """Play that a part of the fee of another case is taken off."""
    figures = stage.figures
    with ExitStack() as desks:
        before = _amount(_fee(stage, writing))
        _ask(stage, writing, "disaster", TYPHOON)
        bench = _judge(stage, writing, desks)
        _decide(bench, outcome="reduce", percent=PERCENT, reasons="受灾证明属实。")
        page = history.when(
            stage.computer, _fee(stage, writing).path, lambda p: "准许减交" in p.text
        )
    after = _amount(page)
    figures.keep("fee_after_relief", str(after), [page.path])
    figures.same("half of the fee is taken off", after, (before / 2).quantize(Decimal("0.01")))


def _fee(stage: Stage, writing: Writing) -> Page:
    """Return the page of the case's fee, led to from the case."""
    page = stage.computer.open(f"/matters/{writing.code}/")
    address = next((a for a in page.links().values() if a.startswith("/fees/")), "")
    if not address:
        raise page.unexpected("no fee is asked for")
    return stage.computer.open(address)


def _amount(page: Page) -> Decimal:
    return Decimal(page.rows()["应交"].lstrip("¥").replace(",", ""))


def _ask(stage: Stage, writing: Writing, ground: str, why: str) -> None:
    stage.say(f"{stage.filer.name} asks for relief from the fee, with proof; no days run meanwhile")
    page = _fee(stage, writing).follow("申请缓交、减交或者免交")
    form = page.form()
    form.fill("ground", ground)
    form.fill("reason", why)
    form.fill("confirmed", "on")
    form.attach("file", "证明.pdf", _proof(why, stage.filer.name))
    page = page.press(form)
    stage.figures.hold("the court has it", "等待决定" in page.text, page.text[:200])
    standing = _fee(stage, writing).rows()["最后一日"]
    stage.figures.hold("no days run", "决定以前不计算" in standing, standing)


def _proof(why: str, signed: str) -> bytes:
    told = {"title": "经济困难的证明", "lines": (why,), "signed": signed, "on": "2026-03-02"}
    return typeset.sheets(PROOF, told)


def _judge(stage: Stage, writing: Writing, desks: ExitStack) -> Device:
    """Return the desk of the judge who was drawn, signed in."""
    entries = history.history(stage.desk.open(f"/matters/{writing.code}/"))
    drawn = next(one.sentence for one in entries if one.sentence.startswith("案件分配给"))
    name = drawn.removeprefix("案件分配给").removesuffix("承办")
    stage.say(f"{name}, who was drawn, finds it among the tasks, decides with reasons, signs")
    bench = desks.enter_context(Device(stage.place.pages_url, "desk of the judge"))
    clerk.sign_in(bench, people().colleague(name))
    return bench


def _decide(bench: Device, **typed: str) -> None:
    """Draw the decision up from the task, read it, sign it."""
    page = bench.open("/court/tasks/")
    address = next((a for a in page.links().values() if a.startswith("/reliefs/")), "")
    if not address:
        raise page.unexpected("it is not among the tasks")
    page = bench.open(address)
    form = page.form("/decide/")
    for name, value in typed.items():
        form.fill(name, value)
    page = page.press(form)
    form = page.form("/sign/")
    form.fill("read", "on")
    after = page.press(form)
    if after.errors or DECISION not in after.text:
        raise after.unexpected("it was not signed")


def _read_the_decision(stage: Stage, writing: Writing) -> None:
    figures, device = stage.figures, stage.computer
    stage.say("the decision is sealed and served; the days to pay run from its service")
    history.when(device, recipient.PAPERS, lambda p: DECISION in p.text)
    opened = recipient.open_all(device)
    figures.count("decisions_on_relief", opened)
    for paper in opened:
        service.judge(stage, paper)
    page = history.when(device, _fee(stage, writing).path, lambda p: "还有" in p.text)
    figures.hold("refused with reasons", "不准许" in page.text, page.text[:200])


def _pay(stage: Stage, writing: Writing) -> None:
    figures, device = stage.figures, stage.computer
    stage.say(f"{PAYER} pays for the firm at the bank, who shows no names of the dispute")
    page = _fee(stage, writing)
    owed, address = _amount(page), page.path
    page = device.open(address)
    page = page.press(page.form("/order/"))
    bank = page.follow("打开支付页面")
    figures.hold("the bank names nobody", stage.filer.name not in bank.text, bank.text[:200])
    form = bank.form()
    form.fill("payer", PAYER)
    bank.press(form)
    page = history.when(device, address, lambda p: "已交纳" in p.text and "收据" in p.text)
    figures.keep("fee_paid", str(_amount(page)), [page.rows()["交纳日期"]])
    figures.same("paid is what was owed", _amount(page), owed)
    receipt = page.follow("诉讼费收据")
    receipt = history.when(device, receipt.path, lambda p: "下载 PDF" in p.text)
    figures.hold("the receipt names who paid", PAYER in receipt.text, receipt.text[:300])
