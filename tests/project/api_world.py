"""One registered dispute and everybody who may call about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from tests.cast import Cast, acting, on_stage
from tests.filing import defence_stage
from tests.filing.build import submitted
from tests.filing.defence_stage import BO, DEFENCE, associated, comes, suing
from tests.papers import sealed
from yunting.core import documents, log, log_keys, messages
from yunting.core.actor import Actor
from yunting.core.models import (
    Account,
    Case,
    CaseState,
    Deadline,
    Document,
    Event,
    Matter,
    Message,
    Participation,
    Side,
)
from yunting.core.roles import Role
from yunting.filing import documents as papers
from yunting.filing.models import (
    Answer,
    Association,
    ExtensionRequest,
    Filing,
    JurisdictionObjection,
    Submission,
)
from yunting.filing.selectors import contexts
from yunting.filing.selectors.parties import acting_as
from yunting.filing.services import (
    assignment,
    decision,
    defence,
    evidence_period,
    extension,
    objection,
)
from yunting.filing.services.extension import Wish
from yunting.lib import clock

NEWS = messages.Template("立案通知", "您的起诉已经登记立案。")


@dataclass(frozen=True, slots=True)
class World:
    """张 has sued 李, 孙 has accepted; 钱 has nothing to do with it."""

    cast: Cast
    filing: Filing
    case: Case
    message: Message

    @property
    def matter(self) -> Matter:
        """The dispute."""
        return self.filing.matter

    @property
    def receipt(self) -> str:
        """The code on the receipt of what was sent."""
        return Submission.objects.get(filing=self.filing).receipt

    @property
    def submitted(self) -> Event:
        """The fact of sending, which only the claiming side and the court may know of."""
        return Event.objects.get(matter=self.matter, kind="filing.submitted")

    @property
    def li(self) -> Participation:
        """The defendant, who acts for himself."""
        rows = Participation.objects.select_related("person", "matter", "case")
        return rows.get(matter=self.matter, role=Role.DEFENDANT)

    @property
    def as_li(self) -> Actor:
        """The defendant as an actor."""
        return acting_as(acting(self.cast.li, self.matter), self.li)

    def answer(self) -> Answer:
        """Return the defendant's answer, being written."""
        return defence.open_answer(self.li, by=self.as_li, at=clock.now())

    def answered(self) -> Answer:
        """Return the defendant's answer, sent."""
        answer = self.answer()
        defence.submit(answer, DEFENCE, by=self.as_li, at=clock.now())
        return answer

    def judged(self) -> None:
        """Give the case to the only judge there is."""
        if self.case.state == CaseState.REGISTERED:
            assignment.assign(self.case, by=Actor.court(), at=clock.now())

    def objection(self) -> JurisdictionObjection:
        """Return the defendant's objection, to be ruled on."""
        self.judged()
        return objection.raise_objection(
            self.li,
            ground="agreement",
            to_court="杭州市西湖区人民法院",
            reason="合同有约定。",
            signed_by="李潮",
            by=self.as_li,
            at=clock.now(),
        )

    def evidence(self) -> Deadline:
        """Return the defendant's period to give evidence."""
        return evidence_period.begin_evidence_period(
            self.li, on=clock.day_of(clock.now()), days=15, by=Actor.court(), at=clock.now()
        )

    def extension(self) -> ExtensionRequest:
        """Return the defendant's request for more time."""
        self.judged()
        period = self.evidence()
        until = clock.day_of(clock.now()) + timedelta(days=40)
        wish = Wish(until=until, reason="证人在外地。", signed_by="李潮")
        return extension.ask_for_time(period, wish, by=self.as_li, at=clock.now())

    def association(self) -> Association:
        """Return somebody's wish to be linked, which the court has to compare."""
        stage = defence_stage.registered(self.cast, suing(BO, numbers=False), at=clock.now())
        associated(stage, comes(BO), at=clock.now())
        return Association.objects.latest("id")

    def paper(self) -> Document:
        """Return a notice of the court to the claiming side, sealed."""
        return sealed(
            documents.issue(
                papers.ACCEPTANCE,
                contexts.acceptance(self.case),
                matter=self.matter,
                case=self.case,
                to=self.cast.zhang.person,
                side=Side.CLAIMING,
                by=Actor.court(),
                at=clock.now(),
            )
        )

    def role(self, name: str) -> Account | None:
        """Return who plays nobody, stranger, wrong side, right person, court, chief or judge."""
        return {
            "nobody": None,
            "stranger": self.cast.qian,
            "wrong side": self.cast.li,
            "right person": self.cast.zhang,
            "court": self.cast.sun,
            "chief": self.cast.zhou,
            "judge": self.cast.wang,
        }[name]


def registered() -> World:
    """Return a dispute with a case, a message and every fact placed in a signed log."""
    at = clock.now()
    log_keys.ensure(at=at)
    cast = on_stage()
    filing = submitted(cast, at=at)
    case = decision.accept(filing, is_simple=True, by=acting(cast.sun, filing.matter), at=at)
    filing.refresh_from_db()
    assert cast.zhang.person is not None
    told = messages.tell(cast.zhang.person, NEWS, matter=filing.matter, case=case, at=at)
    while log.is_waiting():
        log.sequence(at=at)
    return World(cast, filing, case, told)
