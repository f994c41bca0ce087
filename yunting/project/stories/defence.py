"""The firm that is sued says where papers reach it, agrees to go on online, and answers."""

from __future__ import annotations

import re
from datetime import date

from yunting.project.stories import defendant, filer, history, recipient, stranger
from yunting.project.stories.filer import Writing
from yunting.project.stories.stage import PLAN, Stage, organisation
from yunting.rules import limits

SOME_PAGES = 5
ANSWER_PERIOD = "答辩期限自"


def play(stage: Stage, writing: Writing) -> None:
    """Play it."""
    _say_how(stage, writing)
    _answer(stage, writing)


def _say_how(stage: Stage, writing: Writing) -> None:
    figures, who, device = stage.figures, stage.defendant, stage.opponent
    firm = organisation(PLAN.against[0])
    stage.say(f"{who.name} confirms where papers reach {firm.name}, and agrees stage by stage")
    recipient.confirm_address(device, writing.code, who, firm)
    page = recipient.consent(device, writing.code)
    agreed = [stage for stage, said in page.rows().items() if said.startswith("同意在线")]
    figures.count("stages_agreed", agreed)
    figures.same("each stage by itself", len(agreed), len(recipient.STAGES))
    figures.hold("what was not answered stays offline", "询问" in page.text)


def _answer(stage: Stage, writing: Writing) -> None:
    figures, who, device = stage.figures, stage.defendant, stage.opponent
    firm, address = organisation(PLAN.against[0]), f"/matters/{writing.code}/"
    stage.say(f"{firm.name} answers the complaint element by element, within its own fifteen days")
    page = device.open(address)
    running = history.periods(page)
    own = [one for one in running if one.startswith("答辩期限")]
    figures.same("its own period to answer runs, and no other", len(own), 1)
    answer = defendant.begin(device, page, defendant.typed(who, firm))
    stopped = filer.answer(device, answer, most=SOME_PAGES)
    on_phone = list(answer.sent)
    device = stage.opponent_desk
    page = device.open(f"/answers/{answer.pk}/").follow("接着填")
    figures.same("the computer goes on where the phone stopped", page.path, stopped.path)
    check = filer.answer(device, answer)
    figures.count("pages_of_the_answer", answer.sent)
    figures.count("pages_answered_on_the_phone", on_phone)
    elements = [one for one in answer.sent if "claims." in one or "facts." in one]
    figures.count("elements_answered", elements)
    read = f"/answers/{answer.pk}/read/"
    figures.same("unsent, nobody else reads it", stage.handset.open(read).status, 404)
    receipt = filer.receipt_code(defendant.send(check, who))
    figures.keep("answer_receipt", receipt, [receipt])
    public = stranger.check(stage.bystander, receipt)
    figures.hold("anybody checks its receipt", "法院收到的一份答辩状" in public.text)
    seen = stage.handset.open(read)
    figures.hold("sent, the plaintiff reads it", defendant.PAID in seen.text, seen.status)
    desk = stage.desk.open(address)
    disputed = desk.find(r"有争议 (\d+) 项")
    figures.keep("disputed_elements", disputed, list(defendant.DISPUTED))
    figures.same("each dispute is told to the court", int(disputed), len(defendant.DISPUTED))
    figures.hold("and what nobody disputes", int(desk.find(r"无争议事实 (\d+) 项")) > 0)
    _periods(stage, history.history(desk))


def _periods(stage: Stage, entries: list[history.Entry]) -> None:
    """Compare the last day to answer with the rule's, from the day the notice was served."""
    figures, firm = stage.figures, PLAN.against[0]
    pattern = re.compile(rf"《应诉通知书》已送达{re.escape(firm)}，送达日 (\S+)$")
    days = [found[1] for one in entries if (found := pattern.match(one.sentence))]
    began = [one for one in entries if one.sentence.startswith(ANSWER_PERIOD)]
    figures.keep("day_of_service", "".join(days), days)
    figures.keep("answer_period", "".join(one.sentence for one in began), began)
    if days:
        served = date.fromisoformat(days[0])
        last = limits.last_day(limits.Period.DEFENCE, served).value
        due = f"{ANSWER_PERIOD} {served} 起算，最后一日为 {last}"
        figures.same("the fifteen days run from that day", [o.sentence for o in began], [due])
