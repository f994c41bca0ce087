"""Taking work over: one filing, several, and all that an absent colleague has."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.signing_in import signed_in
from tests.cast import AT, Cast, acting, on_stage
from tests.filing.build import submitted
from tests.filing.desk_stage import DAY, text
from yunting.core.models import Account, Event
from yunting.core.procedure import NotYours
from yunting.filing.models import Filing
from yunting.filing.services import review, taking_over
from yunting.lib import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def cast() -> Cast:
    return on_stage()


@pytest.fixture
def today(static_from_source: None) -> Iterator[None]:
    clock.provide(lambda: AT + DAY)
    yield
    clock.provide(clock.machine_now)


@pytest.fixture
def chief(cast: Cast) -> Client:
    return signed_in(cast.zhou)


def held_by(cast: Cast, account: Account) -> Filing:
    filing = submitted(cast)
    taking_over.take_over(filing, reason="", by=acting(account, filing.matter), at=AT)
    return filing


def reviewer_of(filing: Filing) -> Account | None:
    return Filing.objects.get(pk=filing.pk).reviewer


def queue_of(account: Account) -> str:
    return reverse("filing:queue-of", args=[account.pk])


class TestOne:
    def test_from_nobody_needs_no_reason(self, cast: Cast, chief: Client) -> None:
        filing = submitted(cast)

        page = chief.post(
            reverse("filing:take-over", args=[filing.pk]), {"reason": ""}, follow=True
        )

        assert "已由您承办" in text(page)
        assert reviewer_of(filing) == cast.zhou

    def test_from_a_colleague_needs_one(self, cast: Cast, chief: Client) -> None:
        filing = held_by(cast, cast.sun)
        address = reverse("filing:take-over", args=[filing.pk])

        assert "请填写接办的理由" in text(chief.post(address, {"reason": " "}))
        chief.post(address, {"reason": "孙岚休假"})

        assert reviewer_of(filing) == cast.zhou

    def test_names_on_the_record_whose_it_was(self, cast: Cast) -> None:
        filing = held_by(cast, cast.sun)

        taking_over.take_over(
            filing, reason="休假", by=acting(cast.zhou, filing.matter), at=AT + DAY
        )

        told = Event.objects.filter(kind="filing.taken-over").latest("pk")
        assert '"absent":"孙岚"' in bytes(told.body).decode()

    def test_refuses_ones_own_a_missing_reason_and_an_outsider(self, cast: Cast) -> None:
        filing = held_by(cast, cast.sun)

        for account, refusal in (
            (cast.sun, taking_over.AlreadyYours),
            (cast.zhou, taking_over.NoReasonToTakeOver),
            (cast.wang, NotYours),
        ):
            with pytest.raises(refusal):
                taking_over.take_over(filing, reason=" ", by=acting(account, filing.matter), at=AT)
        assert reviewer_of(filing) == cast.sun


class TestChosen:
    def test_shows_first_what_will_change_hands(self, cast: Cast, chief: Client) -> None:
        first, second = submitted(cast), held_by(cast, cast.sun)

        page = chief.get(reverse("filing:take"), {"row": [first.pk, second.pk]})

        assert "将由您承办的 2 件" in text(page)
        assert reviewer_of(first) is None

    def test_one_that_is_refused_does_not_hold_up_the_others(
        self, cast: Cast, chief: Client
    ) -> None:
        free, drafted = submitted(cast), submitted(cast)
        review.draft_refusal(
            drafted,
            ground="decided",
            reason="已有判决",
            by=acting(cast.sun, drafted.matter),
            at=AT,
        )

        page = text(
            chief.post(reverse("filing:take"), {"row": [free.pk, drafted.pk], "reason": ""})
        )

        assert "已接办 1 件，1 件没有办成" in page
        assert "不能“接办”" in page
        assert reviewer_of(free) == cast.zhou

    def test_is_for_the_division_only(self, cast: Cast) -> None:
        filing = submitted(cast)
        for account in (cast.zhang, cast.wang):
            client = signed_in(account)
            assert client.get(reverse("filing:take")).status_code == 404
            sent = client.post(reverse("filing:take"), {"row": filing.pk, "reason": "x"})
            assert sent.status_code == 404
        assert reviewer_of(filing) is None


class TestQueueOf:
    @pytest.mark.feature("M7")
    def test_moves_everything_with_one_reason_and_says_what_became_of_each(
        self, cast: Cast, chief: Client
    ) -> None:
        filings = [held_by(cast, cast.sun) for _ in range(3)]
        assert "将由您承办的 3 件" in text(chief.get(queue_of(cast.sun)))

        page = text(chief.post(queue_of(cast.sun), {"reason": "孙岚休假"}))

        assert "已接办 3 件" in page
        assert {reviewer_of(filing) for filing in filings} == {cast.zhou}
        assert Event.objects.filter(kind="filing.taken-over", account=cast.zhou).count() == 3

    @pytest.mark.feature("M7")
    def test_is_safe_to_repeat(self, cast: Cast, chief: Client) -> None:
        filing = held_by(cast, cast.sun)
        sent = {"reason": "孙岚休假", "form_key": "a-key-of-the-queue-form"}

        chief.post(queue_of(cast.sun), sent)
        page = text(chief.post(queue_of(cast.sun), sent))

        assert "可能已经接办过" in page
        assert Event.objects.filter(kind="filing.taken-over", account=cast.zhou).count() == 1
        assert reviewer_of(filing) == cast.zhou

    @pytest.mark.feature("X8")
    def test_two_copies_of_one_request_take_each_filing_once(self, cast: Cast) -> None:
        filing = held_by(cast, cast.sun)
        by = acting(cast.zhou, key="one-key")

        for _ in range(2):
            results = taking_over.take_over_each([filing], reason="休假", by=by, at=AT + DAY)
            assert [one.refusal for one in results] == [None]

        assert Event.objects.filter(kind="filing.taken-over", account=cast.zhou).count() == 1

    def test_needs_a_reason(self, cast: Cast, chief: Client) -> None:
        filing = held_by(cast, cast.sun)

        assert "请填写接办的理由" in text(chief.post(queue_of(cast.sun), {"reason": ""}))
        with pytest.raises(taking_over.NoReasonToTakeOver):
            taking_over.take_over_queue(cast.sun, reason=" ", by=acting(cast.zhou), at=AT)
        assert reviewer_of(filing) == cast.sun

    @pytest.mark.feature("M7")
    def test_is_only_among_colleagues(self, cast: Cast, chief: Client) -> None:
        filing = held_by(cast, cast.sun)

        for account in (cast.zhang, cast.qian, cast.wang):
            sent = signed_in(account).post(queue_of(cast.sun), {"reason": "x"})
            assert sent.status_code == 404
        assert chief.get(queue_of(cast.wang)).status_code == 404
        assert chief.get(queue_of(cast.zhou)).status_code == 404
        assert reviewer_of(filing) == cast.sun
