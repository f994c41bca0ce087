"""What the filing side is told: on its page what, by when, what now; by text nearly nothing."""

import json
from datetime import timedelta

import pytest

from tests.cast import AT, Cast, acting, on_stage
from tests.filing.build import COMPLAINT, drafted, returned, submitted, with_value
from yunting.core import handoffs, lapses
from yunting.core.messages import message_by_code, messages_of
from yunting.core.models import HandOff, Message, Person, PersonKind
from yunting.filing.models import Filing
from yunting.filing.services import decision, review, submission
from yunting.project.handoffs import filing_messages

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def cast() -> Cast:
    return on_stage()


def told(cast: Cast) -> list[str]:
    """Carry what follows from acts and return what 张 reads, the newest first."""
    handoffs.carry_all()
    assert not HandOff.objects.filter(done_at__isnull=True).exists()
    return [message.text for message in messages_of(cast.zhang)]


def corrected(cast: Cast) -> Filing:
    filing = returned(cast)
    submission.correct(
        filing,
        with_value("facts.goods", "不锈钢螺杆"),
        by=acting(cast.zhang, filing.matter),
        at=AT + 2 * DAY,
    )
    filing.refresh_from_db()
    return filing


class TestTellTheFilingSide:
    def test_gives_the_receipt_and_the_last_day(self, cast: Cast) -> None:
        filing = submitted(cast)

        (text,) = told(cast)

        assert filing.submissions.get().receipt in text
        assert "审查的最后一日是2026年3月9日 星期一" in text
        assert "现在不用您做什么" in text

    def test_says_how_much_to_correct_and_by_when(self, cast: Cast) -> None:
        returned(cast)

        assert told(cast)[0].startswith("您的起诉材料有1处需要补正，最后一日是2026年3月13日")

    def test_gives_the_receipt_of_a_correction(self, cast: Cast) -> None:
        filing = corrected(cast)

        text = told(cast)[0]

        assert filing.submissions.get(run=2).receipt in text
        assert "审查重新开始" in text

    def test_says_why_a_second_return_is_allowed(self, cast: Cast) -> None:
        filing = corrected(cast)
        review.allow_second_return(
            filing,
            ground="address",
            reason="被告搬迁",
            by=acting(cast.zhou, filing.matter),
            at=AT + 2 * DAY,
        )

        assert "理由：被告搬迁" in told(cast)[0]

    def test_gives_the_number_of_the_case(self, cast: Cast) -> None:
        filing = submitted(cast)
        case = decision.accept(
            filing, is_simple=True, by=acting(cast.sun, filing.matter), at=AT + DAY
        )

        fee, acceptance, *_ = told(cast)
        assert f"案号{case.number}" in acceptance
        assert "应预交案件受理费¥2,798.24" in fee

    def test_says_when_it_was_registered_by_rule(self, cast: Cast) -> None:
        filing = submitted(cast)
        lapses.lapse_due(filing, at=AT + 8 * DAY)

        assert "依规定先行立案" in told(cast)[1]

    def test_says_where_else_to_go(self, cast: Cast) -> None:
        filing = submitted(cast)
        review.redirect(
            filing,
            ground="maritime",
            to="宁波海事法院",
            by=acting(cast.sun, filing.matter),
            at=AT + DAY,
        )

        assert "应向宁波海事法院提出" in told(cast)[0]

    def test_says_that_the_papers_went_back(self, cast: Cast) -> None:
        filing = returned(cast)
        lapses.lapse_due(filing, at=AT + 15 * DAY)

        assert "起诉材料已经退回" in told(cast)[0]

    def test_tells_nobody_twice(self, cast: Cast) -> None:
        filing = submitted(cast)
        told(cast)
        event = filing.matter.events.get(kind="filing.submitted")

        filing_messages.tell_the_filing_side(event)

        assert Message.objects.count() == 1

    def test_tells_the_other_side_and_strangers_nothing(self, cast: Cast) -> None:
        filing = submitted(cast)
        decision.accept(filing, is_simple=True, by=acting(cast.sun, filing.matter), at=AT + DAY)
        told(cast)

        for account in (cast.li, cast.qian, cast.sun):
            assert not messages_of(account).exists()

    def test_tells_the_agent_and_not_the_firm_it_acts_for(self, cast: Cast) -> None:
        firm = Person.objects.create(kind=PersonKind.LEGAL, name="上海云帆船舶配件有限公司")
        filing = drafted(cast)
        filing.matter.participations.create(
            person=firm, role="plaintiff", side="claiming", since=AT
        )
        submission.submit(filing, COMPLAINT, by=acting(cast.zhang, filing.matter), at=AT)

        assert len(told(cast)) == 1
        assert not Message.objects.filter(to=firm).exists()

    @pytest.mark.feature("S27")
    def test_texts_only_the_tail_a_code_and_where_to_check_it(self, cast: Cast) -> None:
        filing = submitted(cast)
        told(cast)

        message = Message.objects.get()
        assert message.sms is not None
        text = json.loads(bytes(message.sms.body))["text"]
        assert f"尾号{filing.matter.code[-4:]}" in text
        assert message.code in text
        assert message_by_code(message.code) is not None
        for secret in (*(party.name for party in COMPLAINT.parties), "起诉"):
            assert secret not in text
