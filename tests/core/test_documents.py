"""A paper of the court: fixed when issued, sealed once, replaced and never changed."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.cast import AT, Cast, acting, on_stage
from tests.filing.states import CASES
from tests.papers import file_of, pressed, sealed
from yunting.core import document_press, documents, store
from yunting.core.actor import Actor
from yunting.core.document_kinds import DocumentKind, kinds, register
from yunting.core.documents import NoReasonGiven, NotSealedYet, PaperChanged
from yunting.core.events import values_of
from yunting.core.models import (
    Case,
    CaseState,
    Document,
    DocumentState,
    Event,
    Sealing,
    Side,
)
from yunting.core.press.making import Made, Order
from yunting.core.press.typeset import PACKAGE
from yunting.core.procedure import NotYours, OutOfOrder
from yunting.filing import documents as papers
from yunting.lib import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("press")]
PROCEEDING = papers.Proceeding(
    parties=(papers.Named("原告", "张澄"), papers.Named("被告", "李潮")),
    cause="买卖合同纠纷",
    accepted_on=date(2026, 3, 2),
    procedure="简易程序",
    phone="12368",
)
NOTICE = papers.AcceptanceNotice(case=PROCEEDING, fee=Decimal("5596.47"), pay_days=7)
RULING = papers.TransferRuling(
    parties=PROCEEDING.parties,
    cause=PROCEEDING.cause,
    accepted_on=PROCEEDING.accepted_on,
    to="宁波市镇海区人民法院",
    article="第二十四条",
    reason="被告住所地和合同履行地都不在本院辖区。",
)


@pytest.fixture
def cast() -> Cast:
    return on_stage()


@pytest.fixture
def case(cast: Cast) -> Case:
    return CASES[CaseState.ASSIGNED](cast)


def issued(
    case: Case, kind: DocumentKind = papers.ACCEPTANCE, context: object = NOTICE
) -> Document:
    return documents.issue(
        kind, context, matter=case.matter, case=case, side=Side.CLAIMING, by=Actor.court(), at=AT
    )


def prepared(cast: Cast, case: Case) -> Document:
    return documents.prepare(
        papers.TRANSFER, RULING, matter=case.matter, case=case, by=acting(cast.sun), at=AT
    )


class TestIssue:
    def test_fixes_number_content_and_hash(self, case: Case) -> None:
        document = issued(case)

        said = json.loads(bytes(document.context))
        assert document.state == DocumentState.ISSUED
        assert document.number == case.number == said["frame"]["number"]
        assert said["frame"]["date"] == "二〇二六年三月二日"
        assert said["body"]["fee"] == "5596.47"
        assert document.context_sha256 == hashlib.sha256(bytes(document.context)).hexdigest()

    def test_prints_the_newest_head_of_the_log(self, case: Case) -> None:
        document = issued(case)

        assert "head" in json.loads(bytes(document.context))["frame"]

    def test_numbers_a_series_without_a_gap(self, cast: Cast, case: Case) -> None:
        receipt = papers.Receipt(
            submitter="张澄",
            received_on=date(2026, 3, 2),
            at="2026年3月2日 09:30",
            receipt="Y7K2-9QMD",
            title="起诉状",
            sha256="0" * 64,
            materials=(("起诉状", "1份"),),
            due_on=date(2026, 3, 9),
        )

        numbers = [issued(case, papers.RECEIPT, receipt).number for _ in range(3)]

        assert numbers == [f"浙0902收〔2026〕{n}号" for n in (1, 2, 3)]

    def test_refuses_the_content_of_another_kind(self, case: Case) -> None:
        with pytest.raises(TypeError, match="AcceptanceNotice"):
            issued(case, context=RULING)

    def test_refuses_what_must_be_signed_by_somebody(self, case: Case) -> None:
        with pytest.raises(NotYours):
            issued(case, papers.TRANSFER, RULING)

        assert not Document.objects.filter(kind=papers.TRANSFER.name).exists()


class TestSign:
    def test_fixes_it_and_hands_it_to_the_press(self, cast: Cast, case: Case) -> None:
        document = prepared(cast, case)
        assert not Sealing.objects.filter(document=document).exists()

        signed = documents.sign(
            document, seen=document.context_sha256, by=acting(cast.wang, case.matter), at=AT
        )

        assert signed.state == DocumentState.ISSUED
        assert signed.number == case.number
        assert (signed.asked_by, signed.issued_by) == (cast.sun, cast.wang)
        assert Sealing.objects.filter(document=document).exists()

    def test_refuses_another_content_than_was_read(self, cast: Cast, case: Case) -> None:
        document = prepared(cast, case)

        with pytest.raises(PaperChanged):
            documents.sign(document, seen="0" * 64, by=acting(cast.zhao, case.matter), at=AT)

        document.refresh_from_db()
        assert document.state == DocumentState.PREPARED

    def test_refuses_a_colleague_who_does_not_sign_it(self, cast: Cast, case: Case) -> None:
        document = prepared(cast, case)
        seen = document.context_sha256

        with pytest.raises(NotYours):
            documents.sign(document, seen=seen, by=acting(cast.sun, case.matter), at=AT)

    def test_refuses_a_second_signature(self, cast: Cast, case: Case) -> None:
        document = prepared(cast, case)
        seen, by = document.context_sha256, acting(cast.wang, case.matter)
        documents.sign(document, seen=seen, by=by, at=AT)

        with pytest.raises(OutOfOrder):
            documents.sign(document, seen=seen, by=by, at=AT)


class TestDiscard:
    def test_ends_it_with_a_reason(self, cast: Cast, case: Case) -> None:
        document = prepared(cast, case)

        documents.discard(document, reason="改期", by=acting(cast.wang, case.matter), at=AT)

        document.refresh_from_db()
        assert (document.state, document.reason) == (DocumentState.DISCARDED, "改期")
        assert not Sealing.objects.exists()

    def test_refuses_without_a_reason(self, cast: Cast, case: Case) -> None:
        with pytest.raises(NoReasonGiven):
            documents.discard(prepared(cast, case), reason=" ", by=acting(cast.zhou), at=AT)


class TestPress:
    def test_seals_stores_and_records_the_use_of_the_seal(self, cast: Cast, case: Case) -> None:
        document = sealed(issued(case))

        event = Event.objects.get(kind="core.document-sealed", matter=case.matter)
        said = values_of(event)
        assert document.state == DocumentState.SEALED
        assert store.is_whole(document.sealed_sha256)
        assert document.pages == 2
        assert said["sha256"] == document.sealed_sha256
        assert len(said["seal"]) == 64
        assert (event.audience, event.side) == ("side", Side.CLAIMING)
        assert not Sealing.objects.exists()

    def test_never_makes_two_seals(self, case: Case) -> None:
        document = sealed(issued(case))
        first = document.sealed_sha256

        pressed()
        document.refresh_from_db()

        assert document.sealed_sha256 == first
        assert Event.objects.filter(kind="core.document-sealed").count() == 1

    def test_uses_the_seal_of_a_press_that_was_killed(self, case: Case) -> None:
        document = issued(case)
        row = Sealing.objects.get(document=document)
        row.sealed, row.pages, row.seal = b"%PDF sealed before the kill", 1, "f" * 64
        row.save()

        document = sealed(document)

        assert file_of(document) == b"%PDF sealed before the kill"

    def test_sets_a_paper_that_fails_aside_and_makes_the_next(self, case: Case) -> None:
        broken, whole = issued(case), issued(case)

        document_press.press_some(at=AT, machine_at=clock.machine_now(), press=Fails(at=0))

        broken.refresh_from_db()
        whole.refresh_from_db()
        row = Sealing.objects.get(document=broken)
        assert (broken.state, whole.state) == (DocumentState.ISSUED, DocumentState.SEALED)
        assert (row.attempts, row.error) == (1, "Broken: no ink")
        assert row.not_before is not None
        assert row.not_before > clock.machine_now()

    def test_makes_what_somebody_waits_for_before_what_only_proves(self, case: Case) -> None:
        proof = issued(case, replace(papers.ACCEPTANCE, can_wait=True))
        notice = issued(case)

        document_press.press_some(at=AT, machine_at=clock.machine_now(), press=Fails(at=1))

        for one in (proof, notice):
            one.refresh_from_db()
        assert (proof.state, notice.state) == (DocumentState.ISSUED, DocumentState.SEALED)

    def test_tells_what_waits_to_a_press_that_begins_ahead(self, case: Case) -> None:
        first, second = issued(case), issued(case)
        number = Sealing.objects.get(document=first).pk

        assert len(document_press.orders()) == 2
        (told,) = document_press.orders(after=number).values()
        assert told.content == bytes(second.context)
        pressed()
        assert document_press.orders() == {}

    def test_gives_up_after_the_last_attempt_for_people_to_see(self, case: Case) -> None:
        issued(case)
        at = clock.machine_now()
        for _ in range(document_press.MAX_ATTEMPTS):
            document_press.press_some(at=AT, machine_at=at, press=Fails(at=0))
            at += timedelta(hours=3)

        assert document_press.given_up() == 1
        assert document_press.waiting() == 0
        assert not document_press.press_some(at=AT, machine_at=at)

    def test_does_not_seal_what_was_recalled_before(self, case: Case) -> None:
        document = issued(case)
        documents.recall(document, reason="发错", by=Actor.court(), at=AT)

        document = sealed(document)

        assert (document.state, document.sealed_sha256) == (DocumentState.RECALLED, "")

    def test_has_nothing_to_give_before_the_seal(self, case: Case) -> None:
        with pytest.raises(NotSealedYet):
            documents.content_of(issued(case))


class Fails:
    """A press that breaks at one paper of the batch."""

    def __init__(self, *, at: int) -> None:
        self.at = at

    def make(self, orders: Sequence[Order]) -> list[Made]:
        good = Made(b"%PDF", 1, "f" * 64)
        return [
            Made(error="Broken: no ink") if place == self.at else good
            for place, _ in enumerate(orders)
        ]


class TestSupersede:
    def test_issues_another_and_leaves_the_old_readable(self, case: Case) -> None:
        old = sealed(issued(case))
        before = file_of(old)

        new = documents.supersede(
            old,
            replace(NOTICE, fee=Decimal("5000.00")),
            reason="费用计算有误",
            by=Actor.court(),
            at=AT,
        )

        new, old = sealed(new), Document.objects.get(pk=old.pk)
        assert (old.state, new.state) == (DocumentState.SUPERSEDED, DocumentState.SEALED)
        assert file_of(old) == before != file_of(new)
        assert old.superseded_by == new
        assert json.loads(bytes(new.context))["frame"]["replaces"] == (
            f"本件替换查验码{old.code}的受理案件通知书"
        )

    def test_refuses_what_was_replaced_already(self, case: Case) -> None:
        old = sealed(issued(case))
        documents.supersede(old, NOTICE, reason="笔误", by=Actor.court(), at=AT)

        with pytest.raises(OutOfOrder):
            documents.supersede(old, NOTICE, reason="笔误", by=Actor.court(), at=AT)

    def test_refuses_without_a_reason(self, case: Case) -> None:
        with pytest.raises(NoReasonGiven):
            documents.supersede(issued(case), NOTICE, reason="", by=Actor.court(), at=AT)


class TestRecall:
    def test_takes_a_sealed_paper_back(self, case: Case) -> None:
        document = sealed(issued(case))

        documents.recall(document, reason="发给了错误的人", by=Actor.court(), at=AT)

        document.refresh_from_db()
        assert document.state == DocumentState.RECALLED
        assert document.reason == "发给了错误的人"
        assert file_of(document)


class TestVisibleTo:
    def test_shows_a_side_its_own_papers_once_they_are_sealed(self, cast: Cast, case: Case) -> None:
        document = issued(case)
        assert not Document.objects.visible_to(cast.zhang).exists()

        sealed(document)

        assert document in Document.objects.visible_to(cast.zhang)
        assert document in Document.objects.visible_to(cast.sun)
        assert document not in Document.objects.visible_to(cast.li)
        assert document not in Document.objects.visible_to(cast.qian)

    def test_shows_the_court_what_waits_to_be_signed(self, cast: Cast, case: Case) -> None:
        document = prepared(cast, case)

        assert document in Document.objects.visible_to(cast.zhou)
        assert document in Document.objects.visible_to(cast.wang)
        assert document not in Document.objects.visible_to(cast.zhang)


class TestKinds:
    def test_are_declared_once(self) -> None:
        with pytest.raises(TypeError, match="twice"):
            register(papers.FEE)

    def test_have_templates_that_are_there(self) -> None:
        declared = [k for k in kinds().values() if not k.name.startswith("test.")]

        assert [k.name for k in declared if not (PACKAGE / k.path()).exists()] == []
