"""Consent stage by stage: told, asked, given, refused, taken back, moved offline."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cast import AT
from tests.delivery.build import CONSENT, DAY, Dispute, agrees, dispute
from yunting.core import lapses
from yunting.core.models import Deadline, DeadlineState, Event, Message
from yunting.core.procedure import NotYours, OutOfOrder
from yunting.delivery.models import ConsentState, OfflineRequest, OnlineConsent
from yunting.delivery.models.consent import Stage, Unfit
from yunting.delivery.selectors import consents as selectors
from yunting.delivery.services import consents, converting
from yunting.delivery.services.consents import NoReason, NothingSaid, NoticeOutdated
from yunting.delivery.services.converting import AskedAlready, MayNotBeTakenBack
from yunting.rules.online.consent import Mode

pytestmark = pytest.mark.django_db
ON = AT.date()
HEARING, EXCHANGE = Stage.HEARING, Stage.EVIDENCE_EXCHANGE


@pytest.fixture
def told() -> Dispute:
    return dispute()


def word(told: Dispute, stage: Stage, *, of: str = "li") -> OnlineConsent:
    person = told.li if of == "li" else told.zhang
    return OnlineConsent.objects.get(matter=told.matter, person=person, stage=stage)


def asked(told: Dispute, *stages: Stage) -> None:
    consents.ask(told.matter, told.li, stages or (HEARING,), by=told.clerk, at=AT)


def mode(told: Dispute, stage: Stage) -> Mode:
    return selectors.mode_of(told.matter, stage, on=ON).value


class TestAsk:
    def test_tells_asks_and_gives_three_days(self, told: Dispute) -> None:
        asked(told, HEARING, EXCHANGE)

        consent = word(told, HEARING)
        assert (consent.state, consent.notice, consent.asked_at) == ("asked", CONSENT, AT)
        clock = Deadline.objects.of(consent).get()
        assert clock.ends_on == ON + timedelta(days=3)
        assert "庭审、证据交换" in Message.objects.filter(to=told.li).latest("id").text
        assert Message.objects.filter(to=told.li).count() == 1

    def test_gives_three_days_to_who_has_refused_unasked(self, told: Dispute) -> None:
        by = told.by(told.cast.li)
        consents.answer(told.matter, told.li, {HEARING: False}, notice=CONSENT, by=by, at=AT)

        asked(told, HEARING)

        assert word(told, HEARING).state == ConsentState.ASKED
        assert Deadline.objects.of(word(told, HEARING)).get().ends_on == ON + timedelta(days=3)

    def test_leaves_who_agreed_alone(self, told: Dispute) -> None:
        agrees(told, told.cast.li, HEARING)

        asked(told, HEARING)

        assert word(told, HEARING).state == ConsentState.GIVEN

    def test_is_no_business_of_a_party(self, told: Dispute) -> None:
        with pytest.raises(NotYours):
            consents.ask(told.matter, told.li, (HEARING,), by=told.by(told.cast.zhang), at=AT)

    def test_silence_is_offline_and_can_be_mended(self, told: Dispute) -> None:
        asked(told)
        late = AT + 4 * DAY

        lapses.lapse_due(word(told, HEARING), at=late)

        assert word(told, HEARING).state == ConsentState.SILENT
        assert mode(told, HEARING) == Mode.OFFLINE
        agrees(told, told.cast.li, HEARING, at=late)
        assert word(told, HEARING).state == ConsentState.GIVEN

    def test_silence_lapses_before_a_late_answer_is_taken(self, told: Dispute) -> None:
        asked(told)

        agrees(told, told.cast.li, HEARING, at=AT + 4 * DAY)

        kinds = Event.objects.filter(matter=told.matter, kind__startswith="delivery.consent-")
        assert list(kinds.order_by("id").values_list("kind", flat=True))[-2:] == [
            "delivery.consent-lapsed",
            "delivery.consent-given",
        ]


class TestAnswer:
    def test_of_one_stage_says_nothing_of_another(self, told: Dispute) -> None:
        agrees(told, told.cast.li, HEARING)

        assert word(told, HEARING).state == ConsentState.GIVEN
        assert not OnlineConsent.objects.filter(person=told.li).exclude(stage=HEARING).exists()
        assert mode(told, HEARING) == Mode.MIXED
        assert mode(told, EXCHANGE) == Mode.OFFLINE

    def test_of_all_parties_makes_a_stage_online(self, told: Dispute) -> None:
        for account in (told.cast.li, told.cast.zhang):
            agrees(told, account, HEARING)

        assert mode(told, HEARING) == Mode.ONLINE

    def test_meets_the_period(self, told: Dispute) -> None:
        asked(told)

        agrees(told, told.cast.li, HEARING)

        assert Deadline.objects.of(word(told, HEARING)).get().state == DeadlineState.MET

    def test_no_is_kept_with_its_time_and_reason(self, told: Dispute) -> None:
        asked(told)

        consents.answer(
            told.matter,
            told.li,
            {HEARING: False},
            notice=CONSENT,
            reason="不会用手机",
            by=told.by(told.cast.li),
            at=AT,
        )

        consent = word(told, HEARING)
        assert (consent.state, consent.answered_at, consent.reason) == ("refused", AT, "不会用手机")
        assert mode(told, HEARING) == Mode.OFFLINE

    def test_who_filed_online_is_not_asked_about_filing(self, told: Dispute) -> None:
        consent = word(told, Stage.FILING, of="zhang")

        assert consent.by_choice
        assert mode(told, Stage.FILING) == Mode.ONLINE

    def test_needs_a_word(self, told: Dispute) -> None:
        with pytest.raises(NothingSaid):
            consents.answer(
                told.matter, told.li, {}, notice=CONSENT, by=told.by(told.cast.li), at=AT
            )

    def test_needs_the_notice_as_it_is(self, told: Dispute) -> None:
        with pytest.raises(NoticeOutdated):
            consents.answer(
                told.matter,
                told.li,
                {HEARING: True},
                notice="2020-0",
                by=told.by(told.cast.li),
                at=AT,
            )

    def test_cannot_be_taken_back_by_saying_no(self, told: Dispute) -> None:
        agrees(told, told.cast.li, HEARING)

        with pytest.raises(OutOfOrder):
            consents.answer(
                told.matter,
                told.li,
                {HEARING: False},
                notice=CONSENT,
                by=told.by(told.cast.li),
                at=AT,
            )

    def test_is_the_party_s_own(self, told: Dispute) -> None:
        with pytest.raises(NotYours):
            consents.answer(
                told.matter, told.li, {HEARING: True}, notice=CONSENT, by=told.clerk, at=AT
            )


class TestRetract:
    @pytest.fixture
    def retracting(self, told: Dispute) -> OnlineConsent:
        agrees(told, told.cast.li, HEARING)
        return converting.retract(
            word(told, HEARING), reason="网络不好", by=told.by(told.cast.li), at=AT
        )

    def test_keeps_the_stage_online_until_decided(
        self, told: Dispute, retracting: OnlineConsent
    ) -> None:
        assert retracting.state == ConsentState.RETRACTING
        assert mode(told, HEARING) == Mode.MIXED

    def test_allowed_is_offline(self, told: Dispute, retracting: OnlineConsent) -> None:
        converting.allow_retraction(
            retracting, act_begun=False, delays_on_purpose=False, by=told.judge, at=AT
        )

        assert word(told, HEARING).state == ConsentState.WITHDRAWN
        assert mode(told, HEARING) == Mode.OFFLINE

    def test_denied_is_online_still(self, told: Dispute, retracting: OnlineConsent) -> None:
        converting.deny_retraction(retracting, reason="庭审已经开始", by=told.judge, at=AT)

        assert word(told, HEARING).state == ConsentState.GIVEN

    @pytest.mark.parametrize(("begun", "delays"), [(True, False), (False, True)])
    def test_is_not_allowed_after_the_act_or_to_delay(
        self, told: Dispute, retracting: OnlineConsent, begun: bool, delays: bool
    ) -> None:
        with pytest.raises(MayNotBeTakenBack):
            converting.allow_retraction(
                retracting, act_begun=begun, delays_on_purpose=delays, by=told.judge, at=AT
            )

    def test_is_decided_by_a_judge(self, told: Dispute, retracting: OnlineConsent) -> None:
        with pytest.raises(NotYours):
            converting.deny_retraction(retracting, reason="x", by=told.clerk, at=AT)

    def test_needs_a_reason(self, told: Dispute) -> None:
        agrees(told, told.cast.li, HEARING)

        with pytest.raises(NoReason):
            converting.retract(word(told, HEARING), reason=" ", by=told.by(told.cast.li), at=AT)


class TestConvert:
    def test_moves_one_person_s_stage_offline_with_reason(self, told: Dispute) -> None:
        asked(told)

        converting.convert(
            word(told, HEARING), why=Unfit.NO_MEANS, reason="岛上没有信号", by=told.judge, at=AT
        )

        assert word(told, HEARING).state == ConsentState.OFFLINE
        assert Deadline.objects.of(word(told, HEARING)).get().state == DeadlineState.LIFTED

    def test_what_is_offline_stays_offline(self, told: Dispute) -> None:
        asked(told)
        converting.convert(
            word(told, HEARING), why=Unfit.NO_MEANS, reason="没有设备", by=told.judge, at=AT
        )

        with pytest.raises(OutOfOrder):
            agrees(told, told.cast.li, HEARING)


class TestAskOffline:
    def request(self, told: Dispute) -> OfflineRequest:
        return converting.ask_offline(
            told.matter,
            told.li,
            HEARING,
            why=Unfit.WITNESS,
            reason="证人要当面说",
            by=told.by(told.cast.li),
            at=AT,
        )

    def test_allowed_moves_everybody_offline(self, told: Dispute) -> None:
        for account in (told.cast.li, told.cast.zhang):
            agrees(told, account, HEARING, EXCHANGE)

        converting.allow_offline(self.request(told), by=told.judge, at=AT)

        assert mode(told, HEARING) == Mode.OFFLINE
        assert mode(told, EXCHANGE) == Mode.ONLINE

    def test_denied_changes_nothing(self, told: Dispute) -> None:
        agrees(told, told.cast.zhang, HEARING)

        converting.deny_offline(self.request(told), reason="证人可以在线", by=told.judge, at=AT)

        assert mode(told, HEARING) == Mode.MIXED

    def test_is_asked_once_at_a_time(self, told: Dispute) -> None:
        self.request(told)

        with pytest.raises(AskedAlready):
            self.request(told)


class TestNonAction:
    def test_is_on_the_file(self, told: Dispute) -> None:
        agrees(told, told.cast.li, HEARING)

        converting.note_non_action(word(told, HEARING), what="没有登录", by=told.clerk, at=AT)

        assert Event.objects.filter(kind="delivery.non-action-noted").count() == 1
        assert word(told, HEARING).state == ConsentState.GIVEN
