"""Orders over HTTP: read with what follows, signed, and then it follows. T18, FIL-17, JUR-10."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from tests.accounts.signing_in import signed_in
from tests.cast import AT, Cast, acting, on_stage
from tests.delivery.build import Dispute, agrees, confirms, dispute
from tests.filing.desk_stage import on_the_desk, text
from tests.papers import pressed
from yunting.core import handoffs, lapses
from yunting.core.models import (
    Account,
    CaseState,
    Deadline,
    DeadlineState,
    Document,
    DocumentState,
    HandOff,
)
from yunting.delivery.models import Service, ServiceState
from yunting.filing import deadlines
from yunting.filing.models import Filing, FilingState, JurisdictionObjection, ObjectionState
from yunting.filing.services import objection
from yunting.lib import clock

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("press"),
    pytest.mark.feature("T18"),
]
ELSEWHERE = "宁波市镇海区人民法院"
DAY = timedelta(days=1)
EFFECTS = re.compile(r"<h[23][^>]*>签发后马上发生</h[23]>\s*<ul>(.*?)</ul>", re.DOTALL)


@pytest.fixture
def cast() -> Iterator[Cast]:
    clock.provide(lambda: AT)
    yield on_stage()
    clock.provide(clock.machine_now)


@pytest.fixture
def told(cast: Cast) -> Dispute:
    """Return a dispute of which both sides receive electronically."""
    found = dispute(cast=cast, simple=True)
    for account in (cast.zhang, cast.li):
        agrees(found, account)
        confirms(found, account)
    return found


def on_with_it(at: datetime = AT) -> None:
    """Let follow what follows: handoffs, and the press."""
    for _ in range(3):
        handoffs.carry_all()
        pressed(at)
    handoffs.carry_all()
    assert not HandOff.objects.exclude(error="").values_list("error", flat=True)


def effects_on(page: str) -> list[str]:
    """Return the effects a page lists before it is signed."""
    found = EFFECTS.search(page)
    return re.findall(r"<li>(.*?)</li>", found[1], re.DOTALL) if found else []


def read_and_sign(account: Account, document: Document) -> list[str]:
    """Read a paper as who signs it, sign what was read, and return the effects it listed."""
    client, address = signed_in(account), document.get_absolute_url()
    page = text(client.get(address))
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert seen
    answer = client.post(f"{address}sign/", {"seen": seen[1], "read": "on"})
    assert answer.status_code == 303
    return effects_on(page)


class TestAcceptance:
    def test_says_what_follows_and_it_does(self, cast: Cast) -> None:
        filing = on_the_desk(cast)
        client, address = signed_in(cast.sun), f"/court/filings/{filing.pk}/"

        page = text(client.get(address))
        client.post(f"{address}accept/", {"is_simple": "yes"})
        on_with_it()

        assert "立案后马上发生" in page
        case = Filing.objects.get(pk=filing.pk).case
        assert case is not None
        papers = Document.objects.filter(case=case, state=DocumentState.SEALED)
        assert {"受理案件通知书", "交纳诉讼费用通知书", "举证通知书", "应诉通知书"} <= set(
            papers.values_list("title", flat=True)
        )
        assert Deadline.objects.of(case).filter(kind=deadlines.TRIAL.name).exists()
        assert Service.objects.filter(document__case=case).exists()


class TestRefusal:
    def test_moves_the_filing_when_it_is_signed(self, cast: Cast) -> None:
        filing = on_the_desk(cast)
        told = {"ground": "no-defendant", "reason": "被告查无登记"}
        signed_in(cast.sun).post(f"/court/filings/{filing.pk}/refuse/", told)
        handoffs.carry_all()
        ruling = Document.objects.get(matter=filing.matter, kind="filing.refusal-ruling")
        assert Filing.objects.get(pk=filing.pk).state == FilingState.REFUSAL_DRAFTED

        listed = read_and_sign(cast.zhou, ruling)

        assert "立案审查到此为止，纠纷转为“已裁定不予受理”" in listed
        assert Filing.objects.get(pk=filing.pk).state == FilingState.REFUSED


class TestTransfer:
    TYPED = {"to": ELSEWHERE, "article": "第二十四条", "reason": "两地都不在本院辖区"}

    def address(self, told: Dispute) -> str:
        return f"/court/cases/{told.case.pk}/transfer/"

    def test_ends_the_case_here_and_is_served_on_every_party(self, told: Dispute) -> None:
        client = signed_in(told.cast.wang)
        on_case = text(client.get(told.matter.get_absolute_url()))
        page = text(client.get(self.address(told)))
        answer = client.post(self.address(told), self.TYPED)
        ruling = Document.objects.get(kind="filing.transfer-ruling")
        told.case.refresh_from_db()
        assert told.case.state == CaseState.ASSIGNED

        listed = read_and_sign(told.cast.wang, ruling)
        on_with_it()

        assert self.address(told) in on_case
        assert answer["Location"] == ruling.get_absolute_url()
        assert effects_on(page) == listed
        assert "案件转为“已移送”，本院不再审理，审理期限停止" in listed
        told.case.refresh_from_db()
        assert told.case.state == CaseState.TRANSFERRED
        assert not Deadline.objects.open().of(told.case).exists()
        served = Service.objects.filter(document=ruling).values_list("party", "state")
        assert set(served) == {
            (told.zhang.pk, ServiceState.SERVED),
            (told.li.pk, ServiceState.SERVED),
        }
        assert self.address(told) not in text(client.get(told.matter.get_absolute_url()))

    def test_is_drawn_up_once_and_again_after_nobody_signed(self, told: Dispute) -> None:
        client = signed_in(told.cast.wang)
        client.post(self.address(told), self.TYPED)
        ruling = Document.objects.get(kind="filing.transfer-ruling")

        again = text(client.post(self.address(told), self.TYPED))
        assert "本案已经有一份移送管辖的裁定" in again
        client.post(f"{ruling.get_absolute_url()}discard/", {"reason": "本院有管辖权"})
        assert "拟出裁定书" in text(client.get(self.address(told)))

        told.case.refresh_from_db()
        assert told.case.state == CaseState.ASSIGNED

    @pytest.mark.parametrize(
        ("missing", "said"),
        [("to", "请写明移送到哪个法院"), ("article", "依据哪一条"), ("reason", "没有管辖权")],
    )
    def test_needs_court_article_and_reason_and_loses_nothing(
        self, told: Dispute, missing: str, said: str
    ) -> None:
        typed = {**self.TYPED, missing: " "}

        page = text(signed_in(told.cast.wang).post(self.address(told), typed))

        assert said in page
        assert all(value in page for name, value in self.TYPED.items() if name != missing)
        assert not Document.objects.filter(kind="filing.transfer-ruling").exists()

    def test_is_the_judge_s_alone(self, told: Dispute) -> None:
        cast = told.cast
        for account in (cast.zhang, cast.li, cast.sun, cast.zhao, cast.qian):
            assert signed_in(account).get(self.address(told)).status_code == 404


class TestObjection:
    @pytest.fixture
    def held(self, told: Dispute) -> JurisdictionObjection:
        return objection.raise_objection(
            told.matter.participations.get(person=told.li, role="defendant"),
            ground="agreement",
            to_court=ELSEWHERE,
            reason="合同约定由该院管辖。",
            signed_by="李潮",
            by=acting(told.cast.li, told.matter),
            at=AT,
        )

    def ruled(self, held: JurisdictionObjection, cast: Cast, outcome: str) -> list[str]:
        """Draw the ruling up, read it and sign it as the judge; return the effects it listed."""
        typed = {"outcome": outcome, "to_court": ELSEWHERE, "reasons": "约定明确。"}
        answer = signed_in(cast.wang).post(f"/objections/{held.pk}/rule/", typed)
        ruling = Document.objects.get(kind__startswith="filing.objection")
        assert answer["Location"] == ruling.get_absolute_url()
        held.refresh_from_db()
        assert held.state == ObjectionState.RAISED
        return read_and_sign(cast.wang, ruling)

    def test_upheld_sends_the_case_elsewhere_once_nobody_can_appeal(
        self, told: Dispute, held: JurisdictionObjection
    ) -> None:
        told.case.procedure = "summary"
        told.case.save()
        listed = self.ruled(held, told.cast, "uphold")
        on_with_it()

        held.refresh_from_db()
        told.case.refresh_from_db()
        assert "生效后案件转为“已移送”，本院不再审理，审理期限停止" in listed
        assert (held.state, told.case.state) == (ObjectionState.UPHELD, CaseState.ASSIGNED)
        appeals = Deadline.objects.filter(kind=deadlines.OBJECTION_APPEAL.name)
        assert appeals.open().count() == 2
        assert ELSEWHERE in text(signed_in(told.cast.zhang).get(f"/objections/{held.pk}/"))

        lapses.lapse_all(at=AT + 20 * DAY)
        on_with_it()

        held.refresh_from_db()
        told.case.refresh_from_db()
        assert (held.state, told.case.state) == (ObjectionState.TRANSFERRED, CaseState.TRANSFERRED)

    def test_dismissed_lets_the_case_go_on(
        self, told: Dispute, held: JurisdictionObjection
    ) -> None:
        told.case.procedure = "summary"
        told.case.save()
        listed = self.ruled(held, told.cast, "dismiss")
        on_with_it()
        lapses.lapse_all(at=AT + 20 * DAY)
        on_with_it()

        held.refresh_from_db()
        told.case.refresh_from_db()
        assert "提出异议的一方负担异议不成立的案件受理费" in listed
        assert (held.state, told.case.state) == (ObjectionState.KEPT, CaseState.ASSIGNED)

    def test_withdrawn_while_it_was_read_is_not_signed(
        self, told: Dispute, held: JurisdictionObjection
    ) -> None:
        typed = {"outcome": "dismiss", "to_court": "", "reasons": "约定不明。"}
        client = signed_in(told.cast.wang)
        client.post(f"/objections/{held.pk}/rule/", typed)
        ruling = Document.objects.get(kind="filing.objection-dismissed")
        by = acting(told.cast.li, told.matter)
        objection.withdraw_objection(held, reason="和解", by=by, at=AT)

        sent = {"seen": ruling.context_sha256, "read": "on"}
        page = text(client.post(f"{ruling.get_absolute_url()}sign/", sent))

        assert "现在的状态是“已撤回”" in page
        ruling.refresh_from_db()
        assert ruling.state == DocumentState.PREPARED
        assert Deadline.objects.filter(state=DeadlineState.LAPSED).count() == 0
