"""Relief from a fee, asked for and decided on, by the court's own acts."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

from tests.cast import AT, Cast, acting
from tests.core import samples
from tests.core.bringing import uploaded
from tests.money.build import SERVED, Owed, owed
from yunting.core import documents
from yunting.core.actor import Actor
from yunting.core.models import Document
from yunting.money.models import JudicialRelief, ReliefKind
from yunting.money.services import relief
from yunting.money.services.relief import Decision, Wish
from yunting.rules.fees.relief import Ground

POOR = "每月只有低保金九百元，要照顾生病的母亲，没有其他收入。"
REASONS = "申请人提交的低保证明属实，交纳全部案件受理费确有困难"
ASKED = Wish(Ground.MINIMUM_ALLOWANCE, POOR, "张澄")
EXEMPT = Decision(ReliefKind.EXEMPT, REASONS)
HALF = Decision(ReliefKind.REDUCE, REASONS, share=Fraction(1, 2))
UNTIL = date(2026, 6, 30)
LATER = Decision(ReliefKind.DEFER, REASONS, until=UNTIL)
NO = Decision(None, "申请人有固定收入，材料不足以证明经济困难")


def ask(told: Owed, wish: Wish = ASKED, *, at: datetime = AT) -> JudicialRelief:
    """Let 张 apply with one page of proof."""
    proof = uploaded(told.cast.zhang, told.notice.matter, samples.pdf(), "低保证.pdf")
    return relief.ask(told.fresh(), wish, [proof], by=told.zhang, at=at)


def draw_up(
    told: Owed, asked: JudicialRelief, decision: Decision, *, at: datetime = AT
) -> Document:
    """Let 王 draw the decision up."""
    by = acting(told.cast.wang, told.notice.matter)
    return relief.prepare_decision(asked, decision, by=by, at=at)


def decide(
    told: Owed, asked: JudicialRelief, decision: Decision, *, at: datetime = AT
) -> JudicialRelief:
    """Let 王 draw the decision up and sign it."""
    paper = draw_up(told, asked, decision, at=at)
    by = acting(told.cast.wang, told.notice.matter)
    documents.sign(paper, seen=paper.context_sha256, by=by, at=at)
    return JudicialRelief.objects.get(pk=asked.pk)


def asked(cast: Cast) -> JudicialRelief:
    """Return an application that waits, about a fee whose notice was served."""
    return ask(owed(cast, served=SERVED))


def decided(cast: Cast, decision: Decision) -> JudicialRelief:
    """Return one that was decided."""
    told = owed(cast, served=SERVED)
    return decide(told, ask(told), decision)


def withdrawn(cast: Cast) -> JudicialRelief:
    """Return one that was taken back."""
    told = owed(cast, served=SERVED)
    return relief.withdraw(ask(told), by=told.zhang, at=AT)


def dropped(cast: Cast) -> JudicialRelief:
    """Return one whose fee was paid before it was decided."""
    told = owed(cast, served=SERVED)
    held = ask(told)
    told.pays()
    relief.drop(told.fresh(), reason="案件受理费已经交纳", by=Actor.court(), at=AT)
    return JudicialRelief.objects.get(pk=held.pk)
