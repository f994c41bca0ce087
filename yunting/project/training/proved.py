"""Evidence, the originals of it, and what is done to the file of a case."""

from __future__ import annotations

from datetime import timedelta

from yunting.core import (
    case_file_building,
    certified_copies,
    files,
    misfiling,
    sealing,
    uploads,
)
from yunting.core.actor import Actor
from yunting.core.audience import Audience
from yunting.core.items import Item as Filed
from yunting.core.models import CopyRequest, File, FileState, Misfiling, Restriction
from yunting.filing.models import Evidence, ItemState, Stance
from yunting.filing.services import evidence, originals
from yunting.filing.services.evidence import Item
from yunting.filing.services.originals import Opinion
from yunting.lib import clock
from yunting.money.models import JudicialRelief
from yunting.money.services import relief
from yunting.money.services.relief import Decision, Wish
from yunting.project.training import exhibits
from yunting.project.training.defended import Defended
from yunting.rules.fees.relief import Ground
from yunting.rules.online.materials import Doubt, Proof

AGREES = Opinion(Stance.ACCEPTED, Stance.ACCEPTED, Stance.ACCEPTED)
DOUBTS = Opinion(
    Stance.DISPUTED,
    Stance.ACCEPTED,
    Stance.ACCEPTED,
    authenticity_reason="签名不是本人所写，请出示原件。",
)


class Proved(Defended):
    """A scene in which things are handed in."""

    def add(self, item: Item, *, by: Actor) -> Evidence:
        """Put an item on one's list, with its pages."""
        matter, on = self.filing.matter, clock.day_of(self.at)
        signed = by.person.name if by.person else ""
        sent = exhibits.pages(self.plan, item, signed=signed, on=on)
        upload = uploads.take_whole(matter, sent, by=by, at=self.at)
        added = evidence.add(matter, item, [upload], by=by, at=self.at)
        self.check_files()
        return added

    def change(self, item: Evidence, into: Item, *, by: Actor) -> None:
        """Say something else of an item."""
        evidence.change(item, into, [], by=by, at=self.at)

    def take_off(self, item: Evidence, *, by: Actor) -> None:
        """Take an item off one's list."""
        evidence.take_off(item, by=by, at=self.at)

    def hand_in(self, item: Evidence, *, by: Actor) -> None:
        """Hand in the list an item is on."""
        evidence.submit(item.on_list, by=by, at=self.at)

    def ask_relief(self, ground: Ground, why: str) -> JudicialRelief:
        """Let the plaintiff ask for relief from the fee, with a page of proof."""
        by, matter = self.filer, self.filing.matter
        signed, on = self.plan.plaintiff.name, clock.day_of(self.at)
        sent = exhibits.page("经济困难的证明", why, signed=signed, on=on)
        proof = uploads.take_whole(matter, sent, by=by, at=self.at)
        wish = Wish(ground, why, by.signature)
        asked = relief.ask(self.fee(), wish, [proof], by=by, at=self.at)
        self.check_files()
        return asked

    def decide_relief(self, asked: JudicialRelief, decision: Decision) -> None:
        """Let the judge draw the decision up and sign it."""
        paper = relief.prepare_decision(asked, decision, by=self.judge, at=self.at)
        self.sign(paper.kind, self.judge)

    def withdraw_relief(self, asked: JudicialRelief) -> None:
        """Let the plaintiff take the application back."""
        relief.withdraw(asked, by=self.filer, at=self.at)

    def check_files(self) -> None:
        """Let what has arrived be checked, as the worker does at once."""
        arrived = File.objects.filter(matter=self.filing.matter, state=FileState.RECEIVED)
        for file in arrived.select_related("matter", "case").order_by("id"):
            files.check(file, at=self.at)

    def say_of(self, item: Evidence, opinion: Opinion, *, by: Actor) -> None:
        """Say what one holds of another's item."""
        item.refresh_from_db()
        originals.give_opinion(item, opinion, by=by, at=self.at)

    def ask_original(self, item: Evidence, why: Doubt = Doubt.NECESSARY) -> None:
        """Let the judge ask for an original."""
        item.refresh_from_db()
        originals.ask_original(
            item,
            reason=why,
            note="开庭前核对。",
            due_on=clock.day_of(self.at) + timedelta(days=14),
            by=self.judge,
            at=self.at,
        )

    def compare_original(self, item: Evidence, result: ItemState, finding: str) -> None:
        """Let the clerk note what the comparison came to."""
        item.refresh_from_db()
        originals.compare(
            item, result=result, how="in-person", finding=finding, by=self.clerk, at=self.at
        )

    def hold_equal(self, item: Evidence) -> None:
        """Let the judge hold a copy equal to its original."""
        item.refresh_from_db()
        originals.hold_equal(item, ground=Proof.NOT_OBJECTED, note="", by=self.judge, at=self.at)

    def bring(self, title: str, line: str, *, by: Actor) -> File:
        """Lay a page into the file that is no evidence."""
        matter, signed = self.filing.matter, by.person.name if by.person else ""
        sent = exhibits.page(title, line, signed=signed, on=clock.day_of(self.at))
        upload = uploads.take_whole(matter, sent, by=by, at=self.at)
        case = self.case
        file = files.finish_upload(upload, audience=Audience.PARTIES, case=case, by=by, at=self.at)
        self.check_files()
        file.refresh_from_db()
        return file

    def strike(self, item: Filed, reason: str) -> Misfiling:
        """Let the clerk strike what came by mistake."""
        return misfiling.strike(item, ground="mistaken", reason=reason, by=self.clerk, at=self.at)

    def replace(self, file: File, by_file: File, reason: str) -> None:
        """Let the clerk put another file in a file's place."""
        misfiling.replace(file, by_file=by_file, reason=reason, by=self.clerk, at=self.at)

    def move(self, file: File, to: str, reason: str) -> None:
        """Let the clerk move a file to the case it belongs to."""
        misfiling.move(file, to=to, reason=reason, by=self.clerk, at=self.at)

    def restore(self, struck: Misfiling, reason: str) -> None:
        """Let the judge take a striking back."""
        misfiling.restore(struck, reason=reason, by=self.judge, at=self.at)

    def seal_off(self, item: Filed, reason: str, *, side: str = "") -> Restriction:
        """Let the judge keep something from the public, or from a side too."""
        return sealing.seal(
            item,
            level="side" if side else "public",
            side=side,
            reason=reason,
            order=f"{self.case.number}决定，民事诉讼法 第七十一条",
            by=self.judge,
            at=self.at,
        )

    def unseal(self, sealed: Restriction, reason: str) -> None:
        """Let the judge lift that."""
        order = f"{self.case.number}决定，民事诉讼法 第七十一条"
        sealing.unseal(sealed, reason=reason, order=order, by=self.judge, at=self.at)

    def ask_copy(self, item: Filed, purpose: str, *, by: Actor) -> CopyRequest:
        """Ask for a certified copy."""
        return certified_copies.ask(item, purpose=purpose, by=by, at=self.at)

    def answer_copy(self, asked: CopyRequest, *, refuses: str = "") -> None:
        """Let the clerk give the copy, or say why not."""
        if refuses:
            certified_copies.refuse(asked, reason=refuses, by=self.clerk, at=self.at)
        else:
            certified_copies.issue(asked, by=self.clerk, at=self.at)

    def withdraw_copy(self, asked: CopyRequest, *, by: Actor) -> None:
        """Take that request back."""
        certified_copies.withdraw(asked, by=by, at=self.at)

    def bind(self, *, by: Actor) -> None:
        """Have the file of the dispute bound for oneself, once the worker comes to it."""
        if by.account is not None:
            case_file_building.ask(self.filing.matter, by.account, at=self.at)
