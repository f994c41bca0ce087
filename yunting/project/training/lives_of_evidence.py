"""Evidence, from a draft to the originals; what is done to a file; a filing refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from yunting.core.models import Case
from yunting.filing import documents as papers
from yunting.filing.models import Evidence, ItemState
from yunting.project.training import exhibits
from yunting.project.training.lives import LAST_BUT_ONE, draft, waiting
from yunting.project.training.lives_of_service import ONLINE, online
from yunting.project.training.proved import AGREES, DOUBTS, Proved
from yunting.project.training.timeline import Life
from yunting.rules.online.materials import Doubt

ABSENT_MINDED = "上传时选错了文件。"
HANDED_IN = (
    exhibits.CONTRACT,
    exhibits.RECEIPT,
    exhibits.STATEMENT,
    exhibits.CHAT,
    exhibits.NOTE,
)


def preparing_evidence(s: Proved) -> Life:
    """A draft with evidence: one item changed, one taken off again."""
    yield from draft(s)
    yield s.later(5)
    kept = s.add(exhibits.CONTRACT, by=s.filer)
    wrong = s.add(exhibits.STATEMENT, by=s.filer)
    yield s.later(5)
    s.change(kept, exhibits.RECEIPT, by=s.filer)
    s.take_off(wrong, by=s.filer)


def waiting_with_evidence(s: Proved) -> Life:
    """Sent with its evidence, and nobody has looked at it."""
    yield from draft(s)
    yield s.later(5)
    s.add(exhibits.CONTRACT, by=s.filer)
    s.add(exhibits.RECEIPT, by=s.filer)
    yield s.later(9)
    s.send()


def refused(s: Proved) -> Life:
    """Refused by a ruling that the chief has signed."""
    yield from waiting(s)
    yield s.workday(2, 11)
    s.draft_refusal()
    yield s.workday(1, 16)
    s.sign(papers.REFUSAL.name, s.by("周岱"))


def proved(s: Proved) -> Life:
    """The whole way: addresses, answer, evidence on both sides, originals, copies, the file."""
    yield from online(s)
    sued = s.defendant
    yield s.workday(1, 10)
    s.agree(sued, ONLINE)
    yield s.workday(1, 15)
    s.confirm_address(sued, "舟山市定海区金塘镇沥港路16号")
    yield s.workday(1, 10)
    items = [s.add(one, by=s.acting(s.plan.plaintiff.name)) for one in HANDED_IN]
    s.hand_in(items[0], by=s.acting(s.plan.plaintiff.name))
    yield s.workday(1, 19)
    yield from s.write_answer(sued)
    yield s.later(5)
    s.answer(sued)
    yield from _disputed(s, items)
    yield from _copied(s)
    yield from _mistaken(s)
    yield from _paid_too_often(s)
    yield s.on(LAST_BUT_ONE, 10)
    s.ask_original(items[3])
    s.bind(by=s.judge)
    s.bind(by=s.acting(s.plan.plaintiff.name))


def _disputed(s: Proved, items: list[Evidence]) -> Life:
    """Evidence against evidence, and what the originals show."""
    sued, suing = s.defendant, s.plan.plaintiff.name
    yield s.later(15)
    slip = s.add(exhibits.SLIP, by=s.acting(sued))
    s.hand_in(slip, by=s.acting(sued))
    yield s.workday(1, 19)
    s.say_of(items[0], DOUBTS, by=s.acting(sued))
    s.say_of(items[4], AGREES, by=s.acting(sued))
    s.say_of(slip, AGREES, by=s.acting(suing))
    yield s.workday(1, 10)
    s.ask_original(items[0], Doubt.OBJECTED)
    s.ask_original(items[1])
    s.ask_original(items[2])
    s.hold_equal(items[4])
    yield s.workday(6, 10)
    s.compare_original(items[0], ItemState.COMPARED, "与原件一致。")
    s.compare_original(items[1], ItemState.DIFFERS, "原件日期栏有改动，复制件没有。")
    s.compare_original(items[2], ItemState.ABSENT, "没有带来，说找不到了。")


def _copied(s: Proved) -> Life:
    """Certified copies: given, refused, taken back, asked for."""
    suing, by = s.plan.plaintiff.name, s.acting(s.plan.plaintiff.name)
    acceptance, fee = s.paper(papers.ACCEPTANCE.name, suing), s.paper(papers.FEE.name, suing)
    judges, evidence = s.paper(papers.JUDGES.name, suing), s.paper(papers.EVIDENCE.name, suing)
    yield s.workday(1, 20)
    given = s.ask_copy(acceptance, "办理财产保全担保", by=by)
    not_given = s.ask_copy(fee, "报销", by=by)
    s.withdraw_copy(s.ask_copy(judges, "存档", by=by), by=by)
    yield s.workday(1, 10)
    s.answer_copy(given)
    s.answer_copy(not_given, refuses="缴费凭证由诉讼费系统出具，请在缴费后下载票据。")
    yield s.workday(4, 20)
    s.ask_copy(evidence, "交给外地的代理人", by=by)


def _mistaken(s: Proved) -> Life:
    """What went wrong in the file, and what was kept from whom."""
    by = s.acting(s.plan.plaintiff.name)
    yield s.workday(1, 10)
    invoice = s.bring("食堂采购发票", "食堂采购蔬菜一批。", by=by)
    blurred = s.bring("营业执照（不清晰）", "统一社会信用代码见扫描件。", by=by)
    clear = s.bring("营业执照", "统一社会信用代码见扫描件。", by=by)
    other = s.bring("另案的授权委托书", "委托代理人参加另一件案件的诉讼。", by=by)
    drawing = s.bring("设备图纸", "液压泵内部结构，商业秘密。", by=by)
    price = s.bring("客户报价单", "各客户的底价，商业秘密。", by=by)
    yield s.workday(1, 10)
    s.strike(invoice, ABSENT_MINDED)
    wrongly = s.strike(clear, ABSENT_MINDED)
    yield s.later(20)
    s.restore(wrongly, "不是误交，这一张清晰。")
    yield s.later(20)
    s.replace(blurred, clear, "第一张看不清，已经补交。")
    right = Case.objects.exclude(pk=s.case.pk).order_by("id")[0]
    s.move(other, right.number, "这份委托书是另一件案件的。")
    yield s.workday(1, 10)
    s.seal_off(drawing, "含有商业秘密。")
    s.seal_off(price, "含有客户的底价。", side="answering")
    opened = s.seal_off(clear, "待核实是否含有个人信息。")
    yield s.workday(1, 10)
    s.unseal(opened, "核实后，没有不能公开的内容。")
    s.recall(s.paper(papers.JUDGES.name, s.defendant), "告知书写错了书记员的电话。")
    s.reissue(s.paper(papers.FEE.name), "缴费的最后一日写错了。")


def _paid_too_often(s: Proved) -> Life:
    """Paid again and again: held, on its way back, sent back, not taken by the bank."""
    yield s.workday(1, 10)
    held, proposed, returning, returned = (s.pay_again(run) for run in range(2, 6))
    yield s.workday(1, 10)
    for payment in (held, proposed, returning, returned):
        s.propose_return(payment)
    yield s.workday(1, 15)
    s.decide_on_return(held, confirms=False)
    s.propose_return(held)
    for payment in (held, returning, returned):
        s.decide_on_return(payment, confirms=True)
    yield s.workday(1, 9)
    s.answer_of_the_bank(held, is_done=False)
    s.answer_of_the_bank(returned, is_done=True)


LIVES_OF_EVIDENCE: Final[dict[str, Callable[[Proved], Life]]] = {
    life.__name__: life
    for life in (
        preparing_evidence,
        waiting_with_evidence,
        refused,
        proved,
    )
}
