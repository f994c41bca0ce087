"""What the defendant does: links the case by its code, answers element by element, signs, sends."""

from __future__ import annotations

import re
from collections.abc import Mapping

from yunting.filing.forms.catalogue import entry
from yunting.filing.forms.twin.form import ANSWERED_PARTS, CONFIRM, DISPUTE, REASON, STANCE
from yunting.project.stories import filer
from yunting.project.stories.device import Device, Page
from yunting.project.stories.filer import Writing
from yunting.project.training.people import Natural, Organisation

FORM = "sale-contract"
PAID = "货款已经全部付清，有银行回单。"
DISPUTED: Mapping[str, str] = {
    "claims.price": PAID,
    "claims.delay": "没有迟延付款，不应支付利息。",
    "claims.total": "不欠货款。",
    "claims.court-fee": "应由原告承担。",
    "facts.status": PAID,
    "facts.late": "货款是按约定时间付的。",
}


def typed(who: Natural, firm: Organisation) -> dict[str, str]:
    """Return what is typed into an answer: these elements disputed, every other confirmed."""
    sections = entry(FORM).form.sections
    keys = [f"{s.key}.{q.id}" for s in sections if s.key in ANSWERED_PARTS for q in s.questions]
    return {
        "respondent.legal_rep": firm.represented_by,
        "respondent.phone": firm.phone,
        "respondent.domicile": firm.domicile,
        "agents.answer": "no",
        "service.address": firm.domicile,
        "service.recipient": who.name,
        "service.phone": who.phone,
        "service.electronic": "yes",
        "service.methods": "sms",
        "service.sms": who.phone,
        "evidence.0.name": "银行转账回单",
        "evidence.0.source": "银行打印",
        "evidence.0.proves": "货款已经付清",
        "evidence.0.pages": "3",
        **{f"{key}.{STANCE}": DISPUTE if key in DISPUTED else CONFIRM for key in keys},
        **{f"{key}.{REASON}": reason for key, reason in DISPUTED.items()},
        "claims.price.evidence": "0",
        "reply.exemption.answer": "no",
        "reply.other": "双方往来多年，账目一直是清的。",
        "mediation_pref.understood": "yes",
        "mediation_pref.benefits": "yes",
        "mediation_pref.considered": "yes",
    }


def associate(device: Device, code: str, firm: Organisation) -> Page:
    """Link the case with the code that stands on the paper, for the firm."""
    page = device.open("/associate/")
    form = page.form()
    form.fill("code", code)
    form.fill("for", filer.principal(page, firm.name))
    return page.press(form)


def begin(device: Device, page: Page, told: Mapping[str, str]) -> Writing:
    """Begin the answer from the case page."""
    link = next(one for one in page.links() if one.startswith("答辩"))
    page = page.follow(link)
    if page.path.endswith("/answer/"):
        page = page.press(page.form(), "开始答辩")
    number = re.fullmatch(r"/answers/(\d+)/", page.path)
    if number is None:
        raise page.unexpected("the answer was not begun")
    return Writing(number[1], "", told, kind="answers")


def send(page: Page, who: Natural) -> Page:
    """Sign the answer and send it; return its receipt."""
    return filer.sign(page, who, receipt="/lodged/")[0]
