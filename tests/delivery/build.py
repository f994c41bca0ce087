"""A registered dispute between 张 and 李, papers in it, and the clock moved by arguments."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tests.cast import AT, Cast, acting, on_stage
from tests.filing.build import submitted
from yunting.core import document_moves, documents, handoffs, store
from yunting.core.actor import Actor
from yunting.core.audience import Audience
from yunting.core.document_facts import DocumentSealed
from yunting.core.models import Account, Case, Document, Matter, Person
from yunting.core.procedure import perform
from yunting.delivery import settings
from yunting.delivery.models import AddressConfirmation, Service
from yunting.delivery.models.address import Channel
from yunting.delivery.models.consent import Stage
from yunting.delivery.services import addresses, consents, serving
from yunting.filing.services import assignment, decision

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
CONSENT = settings.CONSENT_NOTICE
ADDRESS = settings.ADDRESS_NOTICE


@dataclass(frozen=True, slots=True)
class Notice:
    """A paper for tests of service: it says one thing."""

    text: str


NOTICE = documents.kinds().get("test.notice") or documents.register(
    documents.DocumentKind(
        name="test.notice",
        title="应诉通知书",
        template="notice.typ",
        context=Notice,
        audience=Audience.PARTIES,
        basis="民事诉讼法 第一百二十八条",
    )
)


@dataclass(frozen=True, slots=True)
class Dispute:
    """张 has sued 李; 王 is the judge, 赵 the clerk beside him."""

    cast: Cast
    case: Case

    @property
    def matter(self) -> Matter:
        """The dispute."""
        return self.case.matter

    @property
    def li(self) -> Person:
        """The defendant, verified and with an account."""
        assert self.cast.li.person is not None
        return self.cast.li.person

    @property
    def zhang(self) -> Person:
        """The plaintiff."""
        assert self.cast.zhang.person is not None
        return self.cast.zhang.person

    def by(self, account: Account, *, key: str | None = None) -> Actor:
        """Return somebody of the cast as an actor in this dispute."""
        return acting(account, self.matter, key=key)

    @property
    def clerk(self) -> Actor:
        """赵, who serves."""
        return self.by(self.cast.zhao)

    @property
    def judge(self) -> Actor:
        """王, who decides."""
        return self.by(self.cast.wang)


def dispute(at: datetime = AT, *, simple: bool = True, cast: Cast | None = None) -> Dispute:
    """Return a registered dispute with a judge; nothing has been served yet."""
    cast = cast or on_stage(at)
    filing = submitted(cast, at=at)
    by = acting(cast.sun, filing.matter)
    case = decision.accept(filing, is_simple=simple, by=by, at=at)
    assignment.assign(case, to=cast.wang, reason="测试", by=acting(cast.zhou, case.matter), at=at)
    handoffs.carry_all()
    return Dispute(cast, Case.objects.select_related("matter__court").get(pk=case.pk))


def sealed(
    told: Dispute, to: Person | None = None, *, text: str = "请应诉。", at: datetime = AT
) -> Document:
    """Return a sealed paper for the defendant, unless said otherwise."""
    made = documents.issue(
        NOTICE,
        Notice(text),
        matter=told.matter,
        case=told.case,
        to=to or told.li,
        by=told.judge,
        at=at,
    )
    return seal(made, at=at)


def seal(document: Document, *, at: datetime = AT) -> Document:
    """Put the seal's move on a paper, with a file in the store."""
    kept = store.keep_bytes(f"%PDF-1.7 {document.code}".encode())
    with perform(document_moves.SEAL, document, by=Actor.court(), at=at) as step:
        found = step.subject
        found.sealed_at, found.sealed_sha256, found.pages = at, kept.sha256, 1
        found.save(update_fields=["sealed_at", "sealed_sha256", "pages"])
        step.fact = DocumentSealed(
            document=found.pk,
            kind_=found.kind,
            number=found.number,
            title=found.title,
            sha256=kept.sha256,
            pages=1,
            seal=hashlib.sha256(b"seal").hexdigest(),
            asked_by=None,
            approved_by=None,
        )
    return step.subject


def agrees(told: Dispute, account: Account, *stages: Stage, at: datetime = AT) -> None:
    """Let somebody agree to stages online."""
    assert account.person is not None
    consents.answer(
        told.matter,
        account.person,
        dict.fromkeys(stages or tuple(Stage)[1:], True),
        notice=CONSENT,
        by=told.by(account),
        at=at,
    )


def confirms(
    told: Dispute, account: Account, *, at: datetime = AT, **stated: Any
) -> AddressConfirmation:
    """Let somebody confirm a phone for texts and a postal address, unless said otherwise."""
    assert account.person is not None
    usual: dict[str, Any] = {
        "electronic": {Channel.SMS: account.phone or ""},
        "postal_address": "舟山市定海区测试路1号",
    }
    return addresses.confirm(
        told.matter,
        account.person,
        addresses.Stated(**{**usual, **stated}),
        notice=ADDRESS,
        by=told.by(account),
        at=at,
    )


def served(told: Dispute, document: Document | None = None, *, at: datetime = AT) -> Service:
    """Serve a paper on the defendant by the clerk and return the service."""
    paper = document or sealed(told, at=at)
    (service,) = serving.serve(paper, to=told.li, by=told.clerk, at=at)
    return fresh(service)


def fresh(service: Service) -> Service:
    """Return the row as it is now."""
    return Service.objects.select_related("document", "matter", "case", "to", "party").get(
        pk=service.pk
    )
