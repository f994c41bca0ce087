"""Objecting and asking for time over HTTP, and how the court answers, each with its refusals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.urls import reverse

from tests.cast import AT, Cast
from tests.filing.defence_stage import BO, DAY, JIAO, Stage, linked, registered, suing
from tests.filing.pages import Device, Page, sent_with
from tests.filing.test_objection import ELSEWHERE, judge, serve
from yunting.core import documents, lapses
from yunting.core.actor import Actor
from yunting.core.models import Account, Deadline, Document
from yunting.filing import deadlines
from yunting.filing.models import (
    ExtensionRequest,
    ExtensionState,
    JurisdictionObjection,
    ObjectionState,
)
from yunting.filing.services import defence, evidence_period

MoveClock = Callable[[datetime], None]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("court_time", "press")]
TYPED = {
    "ground": "agreement",
    "to_court": ELSEWHERE,
    "reason": "合同第十条约定由该院管辖。",
    "signed": BO,
}


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return registered(cast)


@pytest.fixture
def bo(stage: Stage) -> Account:
    return linked(stage)


def desk(stage: Stage) -> Device:
    """Return the computer of the judge of the case."""
    return Device(judge(stage).account)


def raised(stage: Stage, bo: Account) -> JurisdictionObjection:
    Device(bo).open(reverse("filing:object", args=[stage.case.pk])).send(TYPED)
    return JurisdictionObjection.objects.get()


def signed(stage: Stage) -> None:
    """Sign the ruling that the judge has drawn up."""
    ruling = Document.objects.get(kind__startswith="filing.objection")
    documents.sign(ruling, seen=ruling.context_sha256, by=judge(stage), at=AT)


def at(device: Device, held: JurisdictionObjection, act: str = "") -> str:
    return reverse(f"filing:objection{act}", args=[held.pk])


class TestObject:
    def test_gives_a_receipt_and_is_read_by_every_party(self, stage: Stage, bo: Account) -> None:
        page = Device(bo).open(reverse("filing:object", args=[stage.case.pk])).send(TYPED)

        held = JurisdictionObjection.objects.get()
        assert "法院已收到：管辖权异议申请书" in page.text
        assert held.lodged.receipt in page.text
        seen = Device(stage.cast.zhang).open(reverse("filing:objection", args=[held.pk]))
        assert "合同第十条约定由该院管辖。" in seen.text
        assert held.lodged.receipt not in seen.text
        on_case = Device(stage.cast.zhang).open(stage.case.matter.get_absolute_url())
        assert "被告提出了管辖权异议，法院正在审查。" in on_case.text

    def test_of_a_late_one_says_why_and_loses_nothing(
        self, stage: Stage, bo: Account, court_time: MoveClock
    ) -> None:
        defence.begin_answer_period(stage.party(BO), on=AT.date(), by=Actor.court(), at=AT)
        court_time(AT + 20 * DAY)

        page = Device(bo).open(reverse("filing:object", args=[stage.case.pk])).send(TYPED)

        assert "管辖权异议要在答辩期内提出" in page.text
        assert "民事诉讼法 第一百三十条" in page.text
        assert page.fields["reason"] == TYPED["reason"]
        assert not JurisdictionObjection.objects.exists()

    def test_belongs_to_a_defendant_and_needs_everything(self, stage: Stage, bo: Account) -> None:
        address = reverse("filing:object", args=[stage.case.pk])
        for account in (stage.cast.zhang, stage.cast.qian, stage.cast.sun):
            assert Device(account).open(address).status == 404

        page = Device(bo).open(address).send({"signed": "别人"})

        assert "请选择理由" in page.text
        assert "签名要和您核验过的姓名一样" in page.text

    def test_is_withdrawn_by_who_raised_it(self, stage: Stage, bo: Account) -> None:
        held = raised(stage, bo)
        device = Device(bo)
        assert Device(stage.cast.zhang).open(at(device, held, "-withdraw")).status == 404

        page = device.post(at(device, held, "-withdraw"), _with_token(device, held, {}))
        assert "我确认撤回管辖权异议" in page.text
        device.post(at(device, held, "-withdraw"), _with_token(device, held, {"confirmed": "on"}))

        held.refresh_from_db()
        assert held.state == ObjectionState.WITHDRAWN


def _with_token(
    device: Device, held: JurisdictionObjection, typed: dict[str, str]
) -> dict[str, str]:
    """Return what the form of an act sends: the page has several."""
    page = device.open(reverse("filing:objection", args=[held.pk]))
    return {**typed, "csrfmiddlewaretoken": str(page.fields["csrfmiddlewaretoken"])}


class TestRuling:
    def act(
        self, device: Device, held: JurisdictionObjection, act: str, typed: dict[str, str]
    ) -> str:
        answer = device.post(at(device, held, act), _with_token(device, held, typed))
        return str(answer.text)

    def test_is_the_judge_s_with_the_effects_shown_before(self, stage: Stage, bo: Account) -> None:
        held = raised(stage, bo)
        device = desk(stage)
        page = device.open(reverse("filing:objection", args=[held.pk]))
        assert "签发后马上发生" in page.text
        assert "¥100.00" in page.text
        assert "作出裁定" not in Device(bo).open(page.url).text
        assert "没有签发以前，当事人看不到" in page.text

        told = {"outcome": "dismiss", "reasons": "约定不明确，本院有管辖权。"}
        text = self.act(device, held, "-rule", told)
        assert "裁定书已拟出" in text
        assert "看全文并签发" in device.open(page.url).text
        assert "约定不明确" not in Device(bo).open(page.url).text
        signed(stage)

        assert "裁定驳回，未生效" in device.open(page.url).text
        assert "约定不明确" in Device(bo).open(page.url).text

    def test_without_reasons_or_court_is_refused_and_keeps_the_rest(
        self, stage: Stage, bo: Account
    ) -> None:
        held = raised(stage, bo)
        told = {"outcome": "uphold", "reasons": "有约定。", "to_court": " "}

        text = self.act(desk(stage), held, "-rule", told)

        assert "请写明移送到哪个法院。" in text
        assert "有约定。" in text
        held.refresh_from_db()
        assert held.state == ObjectionState.RAISED

    def test_is_nobody_else_s(self, stage: Stage, bo: Account) -> None:
        held = raised(stage, bo)

        for account in (bo, stage.cast.zhang, stage.cast.sun, stage.cast.qian):
            for act in ("-rule", "-second"):
                assert Device(account).open(at(Device(account), held, act)).status == 404

    def test_waits_for_an_appeal_that_the_court_records(self, stage: Stage, bo: Account) -> None:
        held = raised(stage, bo)
        device, told = desk(stage), {"outcome": "dismiss", "reasons": "本院有管辖权。"}
        self.act(device, held, "-rule", told)
        signed(stage)
        held.refresh_from_db()
        early = self.act(device, held, "-appeal", {"party": str(stage.party(BO).pk)})
        assert "上诉期没有在计算" in early
        serve(stage, held, AT.date())

        text = self.act(device, held, "-appeal", {"party": str(stage.party(BO).pk)})
        assert "已上诉，等待二审裁定" in text
        text = self.act(device, held, "-second", {"outcome": "keep"})

        assert "驳回裁定已生效" in text


def decide(page: Page, typed: dict[str, str]) -> Page:
    """Send the judge's decision to where its form points."""
    return page.device.post(f"{page.url}decide/", sent_with(page, typed))


class TestExtension:
    def ask(self, bo: Account, period: Deadline, **typed: str):  # type: ignore[no-untyped-def]
        page = Device(bo).open(reverse("filing:extend", args=[period.pk]))
        told = {"until": "2026年4月3日", "reason": "证人在外地。", "signed": BO, **typed}
        return page.send(told)

    def evidence(self, stage: Stage, name: str = BO) -> Deadline:
        return evidence_period.begin_evidence_period(
            stage.party(name), on=date(2026, 3, 4), days=15, by=Actor.court(), at=AT
        )

    def test_is_asked_for_from_the_case_page_and_decided_by_the_judge(
        self, stage: Stage, bo: Account
    ) -> None:
        period = self.evidence(stage)
        on_case = Device(bo).open(stage.case.matter.get_absolute_url())
        assert reverse("filing:extend", args=[period.pk]) in on_case.text

        page = self.ask(bo, period)
        held = ExtensionRequest.objects.get()
        assert held.lodged.receipt in page.text
        device = desk(stage)
        page = device.open(reverse("filing:extension", args=[held.pk]))
        assert "证人在外地。" in page.text
        page = decide(page, {"outcome": "grant", "until": "20260403", "reasons": "理由成立。"})

        assert "准许，最后一日改为" in page.text
        period.refresh_from_db()
        assert period.ends_on == date(2026, 4, 3)
        assert "理由成立。" in Device(bo).open(page.url).text

    def test_wants_a_day_that_can_be_read_and_is_later(self, stage: Stage, bo: Account) -> None:
        period = self.evidence(stage)

        assert "2026年2月30日" in self.ask(bo, period, until="2026年2月30日").text
        assert "新的最后一日要晚于 2026-03-19。" in self.ask(bo, period, until="20260319").text
        assert not ExtensionRequest.objects.exists()

    def test_of_a_running_answer_period_is_refused_with_the_article(
        self, stage: Stage, bo: Account
    ) -> None:
        defence.begin_answer_period(stage.party(BO), on=AT.date(), by=Actor.court(), at=AT)
        period = Deadline.objects.get(kind=deadlines.ANSWER.name)

        page = self.ask(bo, period)

        assert "答辩期限由法律规定，不能申请延长。" in page.text
        assert "民事诉讼法 第一百二十八条" in page.text

    def test_of_a_missed_one_asks_when_the_obstacle_ended(
        self, stage: Stage, bo: Account, court_time: MoveClock
    ) -> None:
        defence.begin_answer_period(stage.party(BO), on=AT.date(), by=Actor.court(), at=AT)
        period = Deadline.objects.get(kind=deadlines.ANSWER.name)
        court_time(AT + 20 * DAY)
        lapses.lapse_all(at=AT + 20 * DAY)

        page = self.ask(bo, period, obstacle_ended_on="3月20日")

        held = ExtensionRequest.objects.get()
        assert held.is_restoration
        assert held.lodged.receipt in page.text

    def test_of_another_s_period_is_not_found_nor_read(self, cast: Cast) -> None:
        stage = registered(cast, suing(BO, JIAO))
        bo, jiao = linked(stage, BO), linked(stage, JIAO)
        period = self.evidence(stage)
        self.ask(bo, period)
        held = ExtensionRequest.objects.get()

        for account in (jiao, cast.zhang, cast.qian, cast.sun):
            device = Device(account)
            assert device.open(reverse("filing:extend", args=[period.pk])).status == 404
        for account in (jiao, cast.zhang, cast.qian):
            device = Device(account)
            assert device.open(reverse("filing:extension", args=[held.pk])).status == 404

    def test_is_refused_with_a_reason_and_once(self, stage: Stage, bo: Account) -> None:
        self.ask(bo, self.evidence(stage))
        held = ExtensionRequest.objects.get()
        page = desk(stage).open(reverse("filing:extension", args=[held.pk]))

        stays = decide(page, {"outcome": "grant", "until": "", "reasons": "x"})
        assert "准许的，请写明新的最后一日。" in stays.text
        done = decide(page, {"outcome": "refuse", "reasons": "与本案无关。"})

        held.refresh_from_db()
        assert held.state == ExtensionState.REFUSED
        assert "不准许" in done.text
