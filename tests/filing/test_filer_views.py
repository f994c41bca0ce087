"""The filer's pages over HTTP, without JavaScript, with CSRF on: from the first question on."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.cast import AT, Cast, acting
from tests.cast_complaint import TYPED
from tests.filing.evidence_stage import listed
from tests.filing.filers import address, answer_all, answered, at, begin, sent, signature
from tests.filing.pages import Device, Page
from yunting.core.models import Account, Event, Mandate, MandateScope, Person, PersonKind
from yunting.core.models.person import IdKind
from yunting.filing.models import Filing, FilingState, Submission
from yunting.filing.selectors.submissions import latest, values_of
from yunting.filing.selectors.writing import written_for
from yunting.filing.services import review

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("court_time")]
DAY = timedelta(days=1)
MoveClock = Callable[[datetime], None]


@pytest.fixture
def phone(cast: Cast) -> Device:
    return Device(cast.zhang)


class TestStart:
    def test_asks_for_the_real_name_first(self, cast: Cast) -> None:
        nobody = Account.objects.create(handle="new", phone="13800000009", created_at=AT)

        page = Device(nobody).open(reverse("filing:start"))

        assert "/account/identity/?next=%2Ffilings%2Fnew%2F" in page.text
        assert not page.buttons

    @pytest.mark.rule("JUR-11")
    def test_sends_a_maritime_matter_on_before_any_time_is_spent(self, phone: Device) -> None:
        page = phone.open(reverse("filing:start"))

        page = page.send({"kind": "sale-contract", "maritime": "yes"})

        assert "海事海商纠纷由宁波海事法院管辖" in page.text
        assert "海事诉讼特别程序法" in page.text
        assert Filing.objects.count() == 0

    def test_says_where_other_disputes_go(self, phone: Device) -> None:
        page = phone.open(reverse("filing:start")).send({"kind": "other", "maritime": "no"})

        assert "立案窗口" in page.text
        assert Filing.objects.count() == 0

    @pytest.mark.feature("X8")
    def test_a_double_click_begins_one_complaint(self, phone: Device) -> None:
        page = phone.open(reverse("filing:start"))
        answers = {"kind": "sale-contract", "maritime": "no"}

        first, again = page.send(answers), page.send(answers)

        assert Filing.objects.count() == 1
        assert first.url == again.url

    def test_files_for_a_principal_and_signs_for_them(self, cast: Cast, phone: Device) -> None:
        firm = Person.objects.create(
            kind=PersonKind.LEGAL,
            name=TYPED["plaintiffs.0.name"],
            id_kind=IdKind.CREDIT_CODE,
            verified_at=AT,
        )
        assert cast.zhang.person is not None
        Mandate.objects.create(
            principal=firm, agent=cast.zhang.person, scope=MandateScope.COLLEAGUE, since=AT
        )
        page = phone.open(reverse("filing:start"))
        page.send({"kind": "sale-contract", "maritime": "no", "for": str(firm.pk)})
        filing = Filing.objects.get()

        page = answer_all(phone, filing)
        page.send(signature(phone))

        assert values_of(latest(filing))["signature"] == "上海澄海贸易有限公司（张澄代）"
        event = Event.objects.get(kind="filing.submitted")
        assert (event.account, event.on_behalf_of) == (cast.zhang, firm)

    def test_files_for_nobody_who_gave_no_mandate(self, cast: Cast, phone: Device) -> None:
        page = phone.open(reverse("filing:start"))

        page = page.send({"kind": "sale-contract", "maritime": "no", "for": str(cast.li.person_id)})

        assert page.status == 404
        assert Filing.objects.count() == 0


class TestWholeWay:
    @pytest.mark.feature("S1")
    @pytest.mark.feature("S3")
    @pytest.mark.feature("X2")
    def test_from_the_first_question_to_the_receipt(self, phone: Device) -> None:
        filing = begin(phone)

        page = answer_all(phone, filing)
        assert "¥286,431.50" in page.text
        assert "5,596.47" in page.text
        receipt = page.send(signature(phone))

        filing.refresh_from_db()
        submission = Submission.objects.get(filing=filing)
        assert receipt.url == reverse("filing:receipt", args=[filing.pk, 1])
        assert filing.state == FilingState.SUBMITTED
        assert submission.receipt in receipt.text
        assert submission.sha256 in receipt.text
        assert f"/check/?code={submission.receipt}" in receipt.text
        assert values_of(submission)["claims.total"] == "286431.50"
        assert values_of(submission)["evidence.1.name"] == "签收单"
        assert values_of(submission)["signature"] == "张澄"

    def test_loses_nothing_that_was_written_when_it_is_sent(self, phone: Device) -> None:
        filing = begin(phone)
        page = answered(phone, filing)
        before = written_for(filing).values

        page.send(signature(phone))

        assert written_for(filing).values == before

    @pytest.mark.feature("S26")
    def test_explains_terms_where_they_stand(self, phone: Device) -> None:
        page = phone.open(address(begin(phone), "claims.delay"))

        assert '<details class="term"><summary>违约金</summary>' in page.text.replace("\n", "")

    @pytest.mark.feature("S6")
    def test_shows_the_day_of_seven_and_which_run(
        self, cast: Cast, phone: Device, court_time: MoveClock
    ) -> None:
        filing = sent(phone)
        court_time(AT + 2 * DAY)

        receipt, case_page = (
            at(phone, filing, "receipt", 1),
            phone.open(f"/matters/{filing.matter.code}/"),
        )

        assert "第2日，共7日" in receipt.text
        assert "第2日，共7日" in case_page.text
        returned(cast, filing, court_time)
        correct_phone(phone, filing).send(signature(phone))
        case_page = phone.open(f"/matters/{filing.matter.code}/")
        assert "立案审查七日（第2次起算）" in case_page.text
        assert "第0日，共7日" in case_page.text

    def test_asks_the_database_as_often_however_much_is_written(
        self, phone: Device, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        filing = begin(phone)
        draft = reverse("filing:draft", args=[filing.pk])
        phone.open(address(filing, "plaintiffs.0.kind")).send({"plaintiffs.0.kind": "natural"})
        phone.client.get(draft)  # the sentence about outages is asked for once a minute
        with django_assert_num_queries(8):
            phone.client.get(draft)
        answered(phone, filing)
        phone.client.get(draft)
        with django_assert_num_queries(8):
            phone.client.get(draft)
        check = reverse("filing:check", args=[filing.pk])
        with django_assert_num_queries(9):
            phone.client.get(check)
        assert phone.account is not None
        for _ in range(2):
            listed(phone.account, filing.matter)
        answer_all(phone, begin(phone)).send(signature(phone))  # the same dispute, twice
        with django_assert_num_queries(9):
            page = phone.client.get(check)
        text = page.content.decode()
        assert "随起诉状提交的证据（2 项）" in text
        assert text.count("借条（1 个文件）") == 2
        assert "您好像已经起诉过同一件事" in text


class TestCheck:
    def test_refuses_another_name_and_keeps_it(self, phone: Device) -> None:
        filing = begin(phone)
        page = answered(phone, filing)

        page = page.send({"signed": "张登", "confirmed": "on"})

        assert "签名要和您核验过的姓名一样：张澄" in page.text
        assert 'value="张登"' in page.text
        assert Submission.objects.count() == 0

    def test_refuses_without_confirmation(self, phone: Device) -> None:
        page = answered(phone, begin(phone)).send({"signed": "张澄"})

        assert "请先确认" in page.text
        assert Submission.objects.count() == 0

    def test_refuses_what_is_no_complaint_and_leads_to_where_it_is_mended(
        self, phone: Device
    ) -> None:
        filing = begin(phone)

        page = at(phone, filing, "check").send(signature(phone))

        assert "还没有提出任何诉讼请求" in page.text
        assert address(filing, "claims.price") + "?from=check" in page.text
        assert Submission.objects.count() == 0

    def test_sends_with_answers_missing_but_not_with_one_nobody_can_read(
        self, phone: Device
    ) -> None:
        filing = begin(phone)
        answered(phone, filing)
        page = phone.open(address(filing, "facts.sides")).send({"facts.seller": "买卖\u200b公司"})
        assert "看不见的字符" in page.text

        page = at(phone, filing, "check").send(signature(phone))
        assert "看不懂的内容，必须改正" in page.text
        assert Submission.objects.count() == 0

        phone.open(address(filing, "facts.sides")).send({"facts.seller": ""})
        page = at(phone, filing, "check")
        assert "还有 1 题没有填" in page.text
        page.send(signature(phone))
        assert Submission.objects.count() == 1

    def test_is_signed_over_what_was_read(self, phone: Device) -> None:
        filing = begin(phone)
        page = answered(phone, filing)
        phone.open(address(filing, "facts.notes")).send({"facts.notes": "又想起一件事。"})

        page = page.send(signature(phone))

        assert "您打开本页以后，内容又有改动" in page.text
        assert "又想起一件事。" in page.text
        assert Submission.objects.count() == 0
        page.send(signature(phone))
        assert Submission.objects.count() == 1

    @pytest.mark.feature("X8")
    def test_a_double_click_sends_once_and_shows_the_same_receipt(self, phone: Device) -> None:
        page = answered(phone, begin(phone))

        first, again = page.send(signature(phone)), page.send(signature(phone))

        assert Submission.objects.count() == 1
        assert Event.objects.filter(kind="filing.submitted").count() == 1
        assert first.url == again.url
        assert "法院已收到" in again.text

    def test_a_second_tab_learns_that_it_is_sent(self, phone: Device) -> None:
        filing = begin(phone)
        answered(phone, filing)
        one, two = at(phone, filing, "check"), at(phone, filing, "check")
        one.send(signature(phone))

        page = two.send(signature(phone))

        assert "现在的状态是“审查中”" in page.text
        assert Submission.objects.count() == 1

    def test_points_out_the_same_dispute_of_ones_own(self, cast: Cast, phone: Device) -> None:
        earlier = sent(phone)
        filing = begin(phone)

        page = answered(phone, filing)

        assert "您好像已经起诉过同一件事" in page.text
        assert earlier.matter.get_absolute_url() in page.text
        other = Device(cast.li)
        assert "您好像已经起诉过" not in answered(other, begin(other)).text


def returned(cast: Cast, filing: Filing, court_time: MoveClock, *paths: str) -> None:
    """Return a filing for these fields, by default the plaintiff's phone."""
    court_time(AT + 3 * DAY)
    review.return_filing(
        filing,
        [
            review.Fault(path, "unclear", "民事诉讼法 第一百二十二条第三项", "请写清楚")
            for path in paths or ("plaintiffs.0.phone",)
        ],
        due_on=(AT + 12 * DAY).date(),
        by=acting(cast.sun, filing.matter),
        at=AT + 3 * DAY,
    )


def correct_phone(device: Device, filing: Filing) -> Page:
    return at(device, filing, "correction").send({"plaintiffs.0.phone": "13800001234"})
