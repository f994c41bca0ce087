"""A correction over HTTP: just what came back, beside what it said; then signed again."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from tests.cast import AT, Cast, acting
from tests.filing.filers import address, at, sent, signature
from tests.filing.pages import Device
from yunting.filing.models import Filing, FilingState, Submission
from yunting.filing.selectors.submissions import latest, values_of
from yunting.filing.selectors.writing import written_for
from yunting.filing.services import review

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("court_time")]
DAY = timedelta(days=1)
PHONE = "plaintiffs.0.phone"


@pytest.fixture
def phone(cast: Cast) -> Device:
    return Device(cast.zhang)


@pytest.fixture
def give_back(
    cast: Cast, phone: Device, court_time: Callable[[datetime], None]
) -> Callable[..., Filing]:
    """Return a filing for the fields that are named."""

    def returned(*paths: str) -> Filing:
        filing = sent(phone)
        court_time(AT + DAY)
        review.return_filing(
            filing,
            [
                review.Fault(path, "unclear", "民事诉讼法 第一百二十二条第三项", f"请改{n}")
                for n, path in enumerate(paths)
            ],
            due_on=(AT + 12 * DAY).date(),
            by=acting(cast.sun, filing.matter),
            at=AT + DAY,
        )
        filing.refresh_from_db()
        return filing

    return returned


class TestCorrection:
    @pytest.mark.feature("S4")
    def test_asks_for_the_returned_fields_only_each_beside_reason_and_old_value(
        self, phone: Device, give_back: Callable[..., Filing]
    ) -> None:
        filing = give_back(PHONE)

        page = at(phone, filing, "correction")

        asked = [name for name in page.fields if "." in name]
        assert asked == [PHONE]
        assert "表述不明确，无法确定请求或事实：请改0" in page.text
        assert "民事诉讼法 第一百二十二条第三项" in page.text
        assert "上次提交的联系电话" in page.text
        assert "021-58000000" in page.text
        assert "还有 11 天" in page.text

    @pytest.mark.feature("S4")
    def test_shows_old_beside_new_and_is_signed_again(
        self, phone: Device, give_back: Callable[..., Filing]
    ) -> None:
        filing = give_back(PHONE)

        page = at(phone, filing, "correction").send({PHONE: "138 0000 9999"})

        assert page.url == reverse("filing:check", args=[filing.pk])
        assert "这次改了什么" in page.text
        assert "021-58000000" in page.text
        receipt = page.send(signature(phone))
        filing.refresh_from_db()
        assert receipt.url == reverse("filing:receipt", args=[filing.pk, 2])
        assert (filing.state, filing.run) == (FilingState.SUBMITTED, 2)
        assert values_of(latest(filing))[PHONE] == "13800009999"
        both = at(phone, filing, "complaint")
        assert "和上一次相比" in both.text
        assert "13800009999" not in phone.open(f"{both.url}?run=1").text

    def test_a_double_click_corrects_once(
        self, phone: Device, give_back: Callable[..., Filing]
    ) -> None:
        filing = give_back(PHONE)
        page = at(phone, filing, "correction").send({PHONE: "13800001234"})

        first, again = page.send(signature(phone)), page.send(signature(phone))

        assert first.url == again.url
        assert Submission.objects.filter(filing=filing).count() == 2

    def test_opens_what_an_answer_opens(
        self, phone: Device, give_back: Callable[..., Filing]
    ) -> None:
        filing = give_back("claims.security.answer")

        page = at(phone, filing, "correction").send({"claims.security.answer": "yes"})
        assert "facts.guarantee.answer" not in written_for(filing).values
        assert page.url == reverse("filing:correction", args=[filing.pk])
        opened = [name for name in page.fields if "." in name]
        assert "claims.security.content" in page.fields
        assert PHONE not in opened

        # 是 opens what must then be told; back to 否 and all is as it was.
        page = page.send({"claims.security.answer": "no"})
        page = at(phone, filing, "check").send(signature(phone))
        assert "还有1处退回的内容没有改动" in page.text

    def test_lets_a_returned_amount_move_the_total_and_the_fee(
        self, phone: Device, give_back: Callable[..., Filing]
    ) -> None:
        filing = give_back("claims.price.amount")

        page = at(phone, filing, "correction").send({"claims.price.amount": "10万"})
        page.send(signature(phone))

        filing.refresh_from_db()
        assert values_of(latest(filing))["claims.total"] == "100000.00"
        assert str(filing.amount) == "100000.00"

    def test_takes_rows_where_all_the_evidence_came_back(
        self, phone: Device, give_back: Callable[..., Filing]
    ) -> None:
        filing = give_back("evidence")
        page = at(phone, filing, "correction").send(add="evidence")

        page = page.send(
            {
                "evidence.2.name": "催款函",
                "evidence.2.source": "原告寄出",
                "evidence.2.proves": "催过款",
            }
        )
        page.send(signature(phone))

        assert values_of(latest(filing))["evidence.2.name"] == "催款函"

    def test_changes_nothing_that_was_not_returned(
        self, phone: Device, give_back: Callable[..., Filing]
    ) -> None:
        filing = give_back(PHONE)
        page = at(phone, filing, "correction")

        page = page.send({PHONE: "13800001234", "claims.price.amount": "999999"})
        page.send(signature(phone))

        assert values_of(latest(filing))["claims.price.amount"] == "286431.50"
        assert written_for(filing).values["claims.price.amount"] == "286431.50"

    def test_refuses_the_old_address_of_a_question(
        self, phone: Device, give_back: Callable[..., Filing]
    ) -> None:
        filing = give_back(PHONE)
        page = at(phone, filing, "correction")
        typed = page.fields.copy()
        typed.update({"claims.price.answer": "yes", "claims.price.amount": "999999"})

        answer = phone.post(address(filing, "claims.price"), typed)

        assert "补正只能修改法院退回的内容" in answer.text
        assert written_for(filing).values["claims.price.amount"] == "286431.50"
        assert phone.open(address(filing, "claims.price")).url == page.url

    def test_keeps_what_cannot_be_read_and_says_why(
        self, phone: Device, give_back: Callable[..., Filing]
    ) -> None:
        filing = give_back(PHONE)

        page = at(phone, filing, "correction").send({PHONE: "12"})

        assert page.errors
        assert page.fields[PHONE] == "12"
        assert written_for(filing).values[PHONE] == "12"
        assert "看不懂的内容，必须改正" in at(phone, filing, "check").send(signature(phone)).text

    def test_shows_both_when_two_correct(
        self, cast: Cast, phone: Device, give_back: Callable[..., Filing]
    ) -> None:
        filing = give_back(PHONE)
        here, there = (at(d, filing, "correction") for d in (phone, Device(cast.zhang)))
        there.send({PHONE: "13800001111"})

        page = here.send({PHONE: "13800002222"})

        assert page.status == 409
        assert "13800001111" in page.text
        page = page.send({f"keep:{PHONE}": "mine"})
        assert page.url == reverse("filing:check", args=[filing.pk])
        assert written_for(filing).values[PHONE] == "13800002222"

    def test_what_was_never_returned_leads_to_the_matter(self, phone: Device) -> None:
        filing = sent(phone)

        assert at(phone, filing, "correction").url == filing.matter.get_absolute_url()
