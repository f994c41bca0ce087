"""Somebody lends a hand: asked by phone, accepted, seen by the principal, over when it is."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.helps import given, offered, wish
from tests.accounts.signing_in import sign_in_citizen
from tests.accounts.test_api import Program
from tests.cast import AT, Cast, acting, citizen, on_stage
from tests.filing.build import submitted
from yunting.accounts import selectors
from yunting.accounts.models import HelpMandate, HelpState
from yunting.accounts.services import helping, registration
from yunting.accounts.services.organisations import NotDeclared, NotIdentified
from yunting.core.actor import Actor, Channel
from yunting.core.audience import is_of_the_court
from yunting.core.models import Account, Event, Matter, Message, Participation
from yunting.core.procedure import NotYours, OutOfOrder
from yunting.core.roles import Role
from yunting.delivery.selectors.parties import receivers_of
from yunting.lib import clock
from yunting.lib.identity import BadPhoneNumber

pytestmark = [pytest.mark.django_db, pytest.mark.feature("S9")]
DAY = timedelta(days=1)


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    clock.provide(lambda: AT)
    yield on_stage()
    clock.provide(clock.machine_now)


def told(account: Account) -> list[str]:
    rows = Message.objects.filter(to=account.person).order_by("id")
    return list(rows.values_list("title", flat=True))


class TestOffer:
    def test_asks_the_owner_of_a_phone_who_may_do_nothing_yet(self, cast: Cast) -> None:
        held = offered(cast)

        assert held.state == HelpState.OFFERED
        assert told(cast.qian) == ["代办授权"]
        assert selectors.helped_by(cast.qian) == ()

    def test_reaches_a_phone_nobody_has_signed_up_with(self, cast: Cast) -> None:
        held = helping.offer(wish(cast.qian, phone="13900000077"), by=acting(cast.zhang), at=AT)

        new = registration.open_account("13900000077", by=Actor.court(), at=AT)

        assert list(selectors.help_held(new)) == [held]
        assert Message.objects.get(phone="13900000077").to is None

    @pytest.mark.parametrize("days", [-1, 366])
    def test_refuses_a_day_that_is_past_or_too_far(self, cast: Cast, days: int) -> None:
        with pytest.raises(helping.BadTerm):
            offered(cast, last_day=(AT + days * DAY).date())

    def test_takes_today_and_a_year_as_borders(self, cast: Cast) -> None:
        offered(cast, last_day=AT.date())
        held = helping.offer(
            wish(cast.qian, phone="13900000078", last_day=(AT + 365 * DAY).date()),
            by=acting(cast.zhang),
            at=AT,
        )

        assert held.state == HelpState.OFFERED

    def test_refuses_what_covers_nothing(self, cast: Cast) -> None:
        with pytest.raises(helping.NothingCovered):
            offered(cast, may_file=False, may_read=False)

    def test_refuses_what_is_not_the_principal_s_own_will(self, cast: Cast) -> None:
        with pytest.raises(NotDeclared):
            offered(cast, is_own_will=False)

    def test_refuses_the_same_phone_twice(self, cast: Cast) -> None:
        offered(cast)

        with pytest.raises(helping.HelpsAlready):
            offered(cast)

    def test_refuses_a_number_that_is_none(self, cast: Cast) -> None:
        with pytest.raises(BadPhoneNumber):
            offered(cast, phone="12")

    def test_refuses_oneself(self, cast: Cast) -> None:
        with pytest.raises(helping.CannotHelp, match="自己"):
            offered(cast, phone=cast.zhang.phone)

    def test_refuses_a_colleague_of_the_court(self, cast: Cast) -> None:
        Account.objects.filter(pk=cast.sun.pk).update(phone="13900000079")

        with pytest.raises(helping.CannotHelp, match="法院工作人员"):
            offered(cast, phone="13900000079")

    def test_refuses_an_opponent(self, cast: Cast) -> None:
        against(cast, cast.qian)

        with pytest.raises(helping.CannotHelp, match="对立"):
            offered(cast)

    def test_refuses_somebody_who_is_not_known(self, cast: Cast) -> None:
        new = registration.open_account("13900000076", by=Actor.court(), at=AT)

        with pytest.raises(NotIdentified):
            helping.offer(wish(cast.qian), by=acting(new), at=AT)


def against(cast: Cast, other: Account) -> Matter:
    """Return a dispute of 张 in which somebody stands on the other side."""
    matter = submitted(cast).matter
    assert other.person is not None
    Participation.objects.create(
        matter=matter, person=other.person, role=Role.DEFENDANT, side="answering", since=AT
    )
    return matter


class TestAccept:
    def test_lets_the_helper_help_from_now_on_and_tells_the_principal(self, cast: Cast) -> None:
        held = given(cast)

        assert held.helper == cast.qian.person
        assert selectors.helped_by(cast.qian) == (cast.zhang.person,)
        assert selectors.principals_of(cast.qian) == ()
        assert told(cast.zhang) == ["代办授权已接受"]

    def test_refuses_who_was_not_asked(self, cast: Cast) -> None:
        with pytest.raises(NotYours):
            helping.accept(offered(cast), by=acting(cast.li), at=AT)

    def test_refuses_who_became_an_opponent_meanwhile(self, cast: Cast) -> None:
        held = offered(cast)
        against(cast, cast.qian)

        with pytest.raises(helping.CannotHelp, match="对立"):
            helping.accept(held, by=acting(cast.qian), at=AT)

    def test_refuses_what_is_over(self, cast: Cast) -> None:
        with pytest.raises(helping.BadTerm):
            helping.accept(offered(cast), by=acting(cast.qian), at=AT + 31 * DAY)

    def test_refuses_a_second_mandate_of_the_same_principal(self, cast: Cast) -> None:
        held = given(cast)
        other = offered(cast, phone="13900000075")
        Account.objects.filter(pk=cast.qian.pk).update(phone="13900000075")
        cast.qian.refresh_from_db()

        with pytest.raises(helping.HelpsAlready):
            helping.accept(other, by=acting(cast.qian), at=AT)

        assert held.state == HelpState.GIVEN


class TestEnd:
    def test_is_the_principal_s_at_any_time(self, cast: Cast) -> None:
        held = helping.withdraw(given(cast), by=acting(cast.zhang), at=AT)

        assert held.state == HelpState.ENDED
        assert selectors.helped_by(cast.qian) == ()
        assert told(cast.qian)[-1] == "代办授权已收回"

    def test_is_nobody_else_s(self, cast: Cast) -> None:
        held = given(cast)

        for act in (helping.withdraw, helping.lay_down):
            with pytest.raises(NotYours):
                act(held, by=acting(cast.li), at=AT)
        with pytest.raises(NotYours):
            helping.decline(held, by=acting(cast.li), at=AT)

    def test_may_be_the_helper_s_wish(self, cast: Cast) -> None:
        held = helping.lay_down(given(cast), by=acting(cast.qian), at=AT)

        assert held.state == HelpState.ENDED
        assert told(cast.zhang)[-1] == "不再代办"

    def test_comes_by_itself_after_the_last_day_and_not_on_it(self, cast: Cast) -> None:
        held = given(cast)

        assert helping.expire_due(at=AT + 30 * DAY) == 0
        assert helping.expire_due(at=AT + 31 * DAY) == 1

        held.refresh_from_db()
        assert held.state == HelpState.EXPIRED
        assert told(cast.zhang)[-1] == told(cast.qian)[-1] == "代办授权到期"

    def test_happens_once(self, cast: Cast) -> None:
        held = given(cast)
        helping.withdraw(held, by=acting(cast.zhang), at=AT)

        assert helping.expire_due(at=AT + 31 * DAY) == 0
        with pytest.raises(OutOfOrder):
            helping.withdraw(held, by=acting(cast.zhang), at=AT)

    def test_comes_before_the_helper_s_next_page(self, cast: Cast, client: Client) -> None:
        given(cast)
        sign_in_citizen(client, cast.qian)
        clock.provide(lambda: AT + 31 * DAY)

        client.get(reverse("accounts:help"))

        assert HelpMandate.objects.get().state == HelpState.EXPIRED

    def test_comes_before_the_next_call_of_the_helper_s_program(self, cast: Cast) -> None:
        given(cast)
        program = Program(cast.qian)
        clock.provide(lambda: AT + 31 * DAY)

        told = program.get("/help").json()

        assert [one["state"] for one in told] == ["expired"]


class TestTakeUp:
    def test_lets_the_helper_look_and_the_record_names_both(self, cast: Cast) -> None:
        matter = submitted(cast).matter

        helping.take_up(given(cast), matter, by=acting(cast.qian), at=AT)

        looking = Actor.of(cast.qian, matter)
        fact = Event.objects.get(kind="accounts.onlooker-let-in")
        assert looking.channel is Channel.HELPER
        assert looking.on_behalf_of == cast.zhang.person
        assert Role.ONLOOKER in looking.roles
        assert (fact.account, fact.on_behalf_of) == (cast.qian, cast.zhang.person)
        assert told(cast.zhang)[-1] == "有人陪同查看案件"
        assert Matter.objects.visible_to(cast.qian).filter(pk=matter.pk).exists()

    def test_makes_no_party_no_agent_and_nobody_of_the_court(self, cast: Cast) -> None:
        matter = submitted(cast).matter
        helping.take_up(given(cast), matter, by=acting(cast.qian), at=AT)
        assert cast.zhang.person is not None

        assert receivers_of(matter, cast.zhang.person) == [cast.zhang.person]
        assert not is_of_the_court(Actor.of(cast.qian, matter))

    def test_is_over_with_the_mandate(self, cast: Cast) -> None:
        matter = submitted(cast).matter
        held = given(cast)
        helping.take_up(held, matter, by=acting(cast.qian), at=AT)

        helping.withdraw(held, by=acting(cast.zhang), at=AT)

        assert not Matter.objects.visible_to(cast.qian).filter(pk=matter.pk).exists()

    def test_refuses_what_the_mandate_does_not_cover(self, cast: Cast) -> None:
        matter = submitted(cast).matter

        with pytest.raises(helping.NotCovered):
            helping.take_up(given(cast, may_read=False), matter, by=acting(cast.qian), at=AT)

    def test_refuses_a_dispute_in_which_the_helper_stands_on_another_side(self, cast: Cast) -> None:
        held = given(cast)
        matter = against(cast, cast.qian)

        with pytest.raises(helping.CannotHelp):
            helping.take_up(held, matter, by=acting(cast.qian), at=AT)

    def test_refuses_a_dispute_of_others(self, cast: Cast) -> None:
        matter = submitted(cast).matter

        with pytest.raises(helping.CannotHelp, match="不是授权人的"):
            helping.take_up(given(cast, cast.li), matter, by=acting(cast.qian), at=AT)

    def test_may_be_done_by_two_helpers_at_once(self, cast: Cast) -> None:
        matter = submitted(cast).matter
        bo = citizen("李泊", "13900000074")
        other = helping.offer(wish(bo), by=acting(cast.zhang), at=AT)
        other = helping.accept(other, by=acting(bo), at=AT)

        helping.take_up(given(cast), matter, by=acting(cast.qian), at=AT)
        helping.take_up(other, matter, by=acting(bo), at=AT)

        rows = Matter.objects.visible_to
        assert rows(cast.qian).get() == rows(bo).get() == matter


class TestPages:
    def test_lead_from_the_wish_to_the_case_and_back(self, cast: Cast) -> None:
        now = clock.now()
        matter = submitted(cast, at=now).matter
        mine, theirs = Client(), Client()
        sign_in_citizen(mine, cast.zhang)
        sign_in_citizen(theirs, cast.qian)
        typed = {
            "phone": cast.qian.phone,
            "kinship": "family",
            "may_read": "on",
            "last_day": f"{now + 30 * DAY:%Y%m%d}",
            "confirmed": "on",
        }

        mine.post(reverse("accounts:help-new"), typed)
        held = HelpMandate.objects.get()
        page = reverse("accounts:help-one", args=[held.pk])
        assert "接受授权" in theirs.get(page).content.decode()
        theirs.post(f"{page}accept/")
        looked = theirs.post(f"{page}take-up/", {"code": matter.code}, follow=True)

        assert "您正在代<strong>张澄</strong>办理" in theirs.get(page).content.decode()
        assert "您正在代<strong>张澄</strong>办理" in looked.content.decode()
        assert "张澄（由钱路代为）开始查看本案" in looked.content.decode()
        assert "张澄（由钱路代为）开始查看本案" in mine.get(page).content.decode()
        mine.post(f"{page}withdraw/")
        over = theirs.get(matter.get_absolute_url())
        assert over.status_code == 409
        assert "您替张澄代办的授权已经结束" in over.content.decode()

    def test_say_what_is_missing_and_keep_the_rest(self, cast: Cast, client: Client) -> None:
        sign_in_citizen(client, cast.zhang)

        page = client.post(reverse("accounts:help-new"), {"phone": cast.qian.phone})

        assert str(cast.qian.phone) in page.content.decode()
        assert not HelpMandate.objects.exists()

    def test_are_hidden_from_strangers(self, cast: Cast, client: Client) -> None:
        held = given(cast)
        sign_in_citizen(client, cast.li)

        assert client.get(reverse("accounts:help-one", args=[held.pk])).status_code == 404
        assert client.post(f"/account/help/{held.pk}/withdraw/").status_code == 404

    def test_know_no_other_act(self, cast: Cast, client: Client) -> None:
        held = given(cast)
        sign_in_citizen(client, cast.zhang)

        assert client.post(f"/account/help/{held.pk}/sell/").status_code == 404

    def test_keep_a_dispute_hidden_that_is_not_covered(self, cast: Cast, client: Client) -> None:
        now = clock.now()
        matter = submitted(cast, at=now).matter
        held = given(cast, may_read=False, last_day=(now + DAY).date())
        sign_in_citizen(client, cast.qian)

        page = client.post(f"/account/help/{held.pk}/take-up/", {"code": matter.code})

        assert page.status_code == 404

    def test_ask_no_more_for_many_mandates_than_for_one(
        self, cast: Cast, client: Client, django_assert_num_queries: object
    ) -> None:
        given(cast)
        for number in range(8):
            offered(cast, phone=f"1390000006{number}")
        sign_in_citizen(client, cast.zhang)

        with django_assert_num_queries(5):  # type: ignore[operator]
            client.get(reverse("accounts:help"))
