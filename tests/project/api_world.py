"""One registered dispute and everybody who may call about it."""

from __future__ import annotations

from dataclasses import dataclass

from tests.cast import Cast, acting, on_stage
from tests.filing.build import submitted
from tests.papers import sealed
from yunting.core import documents, log, log_keys, messages
from yunting.core.actor import Actor
from yunting.core.models import Account, Case, Document, Event, Matter, Message, Side
from yunting.filing import documents as papers
from yunting.filing.models import Filing, Submission
from yunting.filing.selectors import contexts
from yunting.filing.services import decision
from yunting.lib import clock

NEWS = messages.Template("立案通知", "您的起诉已经登记立案。")


@dataclass(frozen=True, slots=True)
class World:
    """张 has sued 李, 孙 has accepted; 钱 has nothing to do with it."""

    cast: Cast
    filing: Filing
    case: Case
    message: Message
    paper: Document

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

    def role(self, name: str) -> Account | None:
        """Return who plays nobody, stranger, wrong side, right person, court or chief."""
        return {
            "nobody": None,
            "stranger": self.cast.qian,
            "wrong side": self.cast.li,
            "right person": self.cast.zhang,
            "court": self.cast.sun,
            "chief": self.cast.zhou,
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
    paper = sealed(
        documents.issue(
            papers.ACCEPTANCE,
            contexts.acceptance(case),
            matter=filing.matter,
            case=case,
            to=cast.zhang.person,
            side=Side.CLAIMING,
            by=Actor.court(),
            at=at,
        )
    )
    while log.is_waiting():
        log.sequence(at=at)
    return World(cast, filing, case, told, paper)
