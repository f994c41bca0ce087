"""A helper fills in the complaint, the principal reads and signs it; the record names both."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.accounts.helps import given
from tests.cast import AT, Cast, acting, on_stage
from tests.filing.build import COMPLAINT
from tests.filing.evidence_stage import listed
from tests.filing.filers import address, answered, at, signature
from tests.filing.pages import Device, Page
from yunting.accounts import selectors
from yunting.accounts.models import HelpMandate
from yunting.accounts.services import helping
from yunting.core.access import HelpOver
from yunting.core.actor import Channel
from yunting.core.events import sentence_of
from yunting.core.models import Event, Message
from yunting.core.procedure import NotYours
from yunting.filing.models import Filing, FilingState
from yunting.filing.services import opening, submission
from yunting.filing.services.complaint import Party
from yunting.lib import clock

pytestmark = [pytest.mark.django_db, pytest.mark.feature("S9")]
DAY = timedelta(days=1)


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    clock.provide(lambda: AT)
    yield on_stage()
    clock.provide(clock.machine_now)


@pytest.fixture
def held(cast: Cast) -> HelpMandate:
    return given(cast)


@pytest.fixture
def helper(cast: Cast, held: HelpMandate) -> Device:
    return Device(cast.qian)


@pytest.fixture
def filing(cast: Cast, helper: Device) -> Filing:
    return begun(helper, cast)


def begun(helper: Device, cast: Cast) -> Filing:
    """Begin a complaint for 张 as the page offers it."""
    assert cast.zhang.person is not None
    page = helper.open(f"{reverse('filing:start')}?for={cast.zhang.person.pk}")
    assert "您正在代<strong>张澄</strong>办理" in page.text
    page.send({"kind": "sale-contract", "maritime": "no"})
    return Filing.objects.latest("id")


def ask_to_sign(helper: Device, filing: Filing) -> Page:
    page = at(helper, filing, "check")
    return helper.post(reverse("filing:ask-to-sign", args=[filing.pk]), page.fields)


class TestComplaint:
    def test_is_filled_in_by_the_helper_and_signed_by_the_principal(
        self, cast: Cast, helper: Device, filing: Filing
    ) -> None:
        check = answered(helper, filing)
        assert "请张澄本人核对签名" in check.text
        assert "您正在代<strong>张澄</strong>办理" in check.text

        asked = ask_to_sign(helper, filing)
        at(Device(cast.zhang), filing, "check").send(signature(Device(cast.zhang)))

        filing.refresh_from_db()
        assert filing.state == FilingState.SUBMITTED
        assert "已经通知张澄核对签名" in asked.text
        told = Message.objects.filter(to=cast.zhang.person).values_list("title", flat=True)
        assert {"有人替您写起诉状", "请核对起诉状"} <= set(told)
        facts = Event.objects.filter(matter=filing.matter).order_by("id")
        assert [sentence_of(fact).partition("起诉状")[0] for fact in facts[:3]] == [
            "张澄（由钱路代为）开始填写",
            "张澄（由钱路代为）填好",
            "张澄提交",
        ]

    def test_is_never_sent_by_the_helper(self, helper: Device, filing: Filing, cast: Cast) -> None:
        answered(helper, filing)
        sheet = at(Device(cast.zhang), filing, "check")

        token = str(at(helper, filing, "check").fields["csrfmiddlewaretoken"])
        typed = {"seen": str(sheet.fields["seen"]), **signature(helper)}
        page = helper.post(sheet.url, {"csrfmiddlewaretoken": token, **typed})

        filing.refresh_from_db()
        assert filing.state == FilingState.DRAFT
        assert "只能由立案申请人办理" in page.text

    def test_is_not_taken_back_by_the_helper(self, helper: Device, filing: Filing) -> None:
        assert at(helper, filing, "withdraw").status == 404

    def test_is_asked_to_be_signed_by_the_helper_alone(self, cast: Cast, filing: Filing) -> None:
        with pytest.raises(NotYours):
            opening.ask_to_sign(filing, by=acting(cast.zhang, filing.matter), at=AT)

    def test_is_hidden_from_strangers_and_other_helpers(self, cast: Cast, filing: Filing) -> None:
        assert at(Device(cast.li), filing, "check").status == 404

    def test_cannot_sue_the_helper(self, cast: Cast, filing: Filing) -> None:
        assert cast.qian.person is not None
        number = cast.qian.person.id_number
        sued = Party("answering", "natural", "钱路", number)
        complaint = replace(COMPLAINT, parties=(COMPLAINT.parties[0], sued))

        with pytest.raises(submission.HelperIsSued):
            submission.submit(filing, complaint, by=acting(cast.zhang, filing.matter), at=AT)


class TestMandateThatEnds:
    def test_between_page_and_answer_refuses_and_keeps_what_was_typed(
        self, cast: Cast, helper: Device, held: HelpMandate, filing: Filing
    ) -> None:
        page = helper.open(address(filing, "facts.formation"))
        helping.withdraw(held, by=acting(cast.zhang), at=AT)

        refused = page.send({"facts.formation": "2025年8月1日在定海签了合同"})

        assert refused.status == 409
        assert "您替张澄代办的授权已经结束" in refused.text
        assert "2025年8月1日在定海签了合同" in refused.text

    def test_by_its_day_ends_before_the_next_answer(
        self, helper: Device, held: HelpMandate, filing: Filing
    ) -> None:
        page = helper.open(address(filing, "facts.formation"))
        clock.provide(lambda: AT + 31 * DAY)

        refused = page.send({"facts.formation": "一句话"})

        assert refused.status == 409

    def test_before_the_complaint_is_begun_says_so_on_the_form(
        self, cast: Cast, helper: Device, held: HelpMandate
    ) -> None:
        assert cast.zhang.person is not None
        page = helper.open(f"{reverse('filing:start')}?for={cast.zhang.person.pk}")
        helping.withdraw(held, by=acting(cast.zhang), at=AT)

        refused = page.send({"kind": "sale-contract", "maritime": "no"})

        assert "您现在不能替这个人起诉" in refused.text
        assert not Filing.objects.exists()

    def test_in_the_act_itself_refuses(self, cast: Cast, held: HelpMandate) -> None:
        by = selectors.acting_for(acting(cast.qian), cast.zhang.person)
        assert by.channel is Channel.HELPER
        helping.withdraw(held, by=acting(cast.zhang), at=AT)

        with pytest.raises(HelpOver):
            opening.open_filing(cast.court, form="sale-contract", cause="2025:88", by=by, at=AT)

    def test_leaves_the_complaint_to_the_principal(
        self, cast: Cast, helper: Device, held: HelpMandate, filing: Filing
    ) -> None:
        answered(helper, filing)
        helping.withdraw(held, by=acting(cast.zhang), at=AT)

        page = at(Device(cast.zhang), filing, "check")

        assert "签名并提交" in page.text


class TestEvidence:
    def test_is_got_ready_by_the_helper_as_the_principal_s(
        self, cast: Cast, helper: Device, filing: Filing
    ) -> None:
        item = listed(cast.qian, filing.matter)

        page = helper.open(reverse("filing:evidence", args=[filing.matter.code]))

        assert item.person == cast.zhang.person
        assert item.name in page.text
        fact = Event.objects.filter(kind="filing.evidence-listed").latest("id")
        assert (fact.account, fact.on_behalf_of) == (cast.qian, cast.zhang.person)
