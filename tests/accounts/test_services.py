from datetime import timedelta
from typing import Any

import pytest

from tests.accounts.conftest import Outside
from tests.accounts.people import (
    CODE,
    FIRM,
    GONE_CODE,
    GONE_FIRM,
    MACHINE,
    NAME,
    NUMBER,
    OTHER_NAME,
    OTHER_NUMBER,
    PASSWORD,
    PHONE,
    SECRET,
    me,
    staff,
    visitor,
)
from tests.cast import AT
from yunting.accounts import gateways, selectors
from yunting.accounts.models import CheckState, PhoneCode
from yunting.accounts.services import (
    identity,
    locks,
    organisations,
    passwords,
    phone,
    posts,
    registration,
    second_factor,
    tokens,
)
from yunting.core import messages
from yunting.core.actor import Actor, Retry
from yunting.core.events import values_of
from yunting.core.idempotency import AlreadyDone, KeyReused
from yunting.core.models import Account, Division, Event, Mandate, Message, OutboxMessage, Post
from yunting.core.procedure import NotYours, OutOfOrder
from yunting.core.roles import Role
from yunting.lib.identity import BadCreditCode, BadIdentityNumber

pytestmark = pytest.mark.django_db

NOW: dict[str, Any] = {"at": AT, "machine_at": MACHINE}
SOON = {"at": AT, "machine_at": MACHINE + timedelta(minutes=2)}


def kinds() -> list[str]:
    return list(Event.objects.order_by("id").values_list("kind", flat=True))


class TestSendCode:
    def test_reaches_the_phone_and_only_its_hash_is_kept(self, outside: Outside) -> None:
        phone.send_code(PHONE, by=visitor(), **NOW)

        code = outside.code_on(PHONE)
        kept = PhoneCode.objects.get(phone=PHONE)
        assert code.encode() not in bytes(kept.digest)
        assert not OutboxMessage.objects.exists()

    @pytest.mark.feature("S27")
    def test_ends_with_what_anybody_can_check(self, outside: Outside) -> None:
        phone.send_code(PHONE, by=visitor(), **NOW)

        (text,) = outside.program.texts(PHONE)
        note = Message.objects.get(phone=PHONE)
        assert text.endswith(messages.check_line(note))
        assert messages.message_by_code(note.code) is not None

    def test_refuses_a_second_within_a_minute(self, outside: Outside) -> None:
        phone.send_code(PHONE, by=visitor("a"), **NOW)

        with pytest.raises(phone.CodeTooSoon, match="60秒"):
            phone.send_code(PHONE, by=visitor("b"), **NOW)

    def test_sends_one_for_a_double_click(self, outside: Outside) -> None:
        phone.send_code(PHONE, by=visitor("a"), **NOW)
        phone.send_code(PHONE, by=visitor("a"), **NOW)

        assert PhoneCode.objects.count() == 1

    def test_refuses_the_eleventh_of_a_day(self, outside: Outside) -> None:
        for minute in range(10):
            late = MACHINE + timedelta(minutes=minute)
            phone.send_code(PHONE, by=visitor(), at=AT, machine_at=late)

        with pytest.raises(phone.TooManyCodes):
            phone.send_code(PHONE, by=visitor(), at=AT, machine_at=MACHINE + timedelta(minutes=10))

    def test_says_so_when_the_sms_service_is_down_and_does_not_count_it(
        self, outside: Outside
    ) -> None:
        outside.behave("sms", outage=True)

        with pytest.raises(phone.CodeNotSent):
            phone.send_code(PHONE, by=visitor(), **NOW)

        assert not PhoneCode.objects.exists()
        assert not Message.objects.exists()


class TestSignInByPhone:
    @pytest.fixture
    def code(self, outside: Outside) -> str:
        phone.send_code(PHONE, by=visitor(), **NOW)
        return outside.code_on(PHONE)

    def test_finds_the_account(self, code: str, citizen: Account) -> None:
        assert phone.sign_in(PHONE, code, by=visitor(), **NOW) == citizen

    def test_finds_none_for_a_new_phone(self, code: str) -> None:
        assert phone.sign_in(PHONE, code, by=visitor(), **NOW) is None

    def test_refuses_a_wrong_code_and_keeps_who_was_tried_as_a_commitment(self, code: str) -> None:
        with pytest.raises(phone.WrongCode, match="不对"):
            phone.sign_in(PHONE, wrong(code), by=visitor(), **NOW)

        event = Event.objects.get()
        assert event.kind == "accounts.sign-in-refused"
        assert PHONE not in bytes(event.body).decode()
        assert values_of(event)["tried"] == PHONE

    def test_refuses_the_right_code_after_five_wrong_ones(self, code: str) -> None:
        for _ in range(5):
            with pytest.raises(phone.WrongCode):
                phone.sign_in(PHONE, wrong(code), by=visitor(), **NOW)

        with pytest.raises(phone.WrongCode, match="已输错5次"):
            phone.sign_in(PHONE, code, by=visitor(), **NOW)

    def test_takes_it_at_five_minutes_and_not_after(self, code: str, citizen: Account) -> None:
        late = MACHINE + timedelta(minutes=5, seconds=1)
        with pytest.raises(phone.WrongCode, match="过期"):
            phone.sign_in(PHONE, code, by=visitor(), at=AT, machine_at=late)

        at_the_border = MACHINE + timedelta(minutes=5)
        assert phone.sign_in(PHONE, code, by=visitor(), at=AT, machine_at=at_the_border) == citizen

    def test_refuses_to_use_it_twice(self, code: str, citizen: Account) -> None:
        phone.sign_in(PHONE, code, by=visitor("a"), **NOW)

        with pytest.raises(phone.WrongCode, match="已经用过"):
            phone.sign_in(PHONE, code, by=visitor("b"), **NOW)

    def test_takes_a_double_click_as_one_use(self, code: str, citizen: Account) -> None:
        phone.sign_in(PHONE, code, by=visitor("a"), **NOW)

        assert phone.sign_in(PHONE, code, by=visitor("a"), **NOW) == citizen

    def test_takes_only_the_newest_code(self, code: str, outside: Outside) -> None:
        phone.send_code(PHONE, by=visitor(), **SOON)
        newest = outside.code_on(PHONE)
        if newest != code:
            with pytest.raises(phone.WrongCode):
                phone.sign_in(PHONE, code, by=visitor(), **SOON)

        assert phone.sign_in(PHONE, newest, by=visitor(), **SOON) is None

    def test_never_lets_the_staff_in(self, code: str, clerk: Account) -> None:
        Account.objects.filter(pk=clerk.pk).update(phone=PHONE)

        assert phone.sign_in(PHONE, code, by=visitor(), **NOW) is None

    def test_refuses_a_closed_account(self, code: str, citizen: Account) -> None:
        Account.objects.filter(pk=citizen.pk).update(is_active=False)

        with pytest.raises(phone.AccountClosed):
            phone.sign_in(PHONE, code, by=visitor(), **NOW)

    def test_proves_again_that_it_is_the_same_person(self, code: str, citizen: Account) -> None:
        phone.prove_again(citizen, code, by=me(citizen), **NOW)

        assert kinds()[-1] == "accounts.identity-proved-again"


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


class TestOpenAccount:
    def test_opens_one_that_belongs_to_nobody_yet(self) -> None:
        account = registration.open_account(PHONE, by=visitor(), at=AT)

        assert (account.phone, account.person, account.has_usable_password()) == (
            PHONE,
            None,
            False,
        )
        assert kinds() == ["accounts.account-opened"]

    def test_returns_the_one_that_is_there(self, citizen: Account) -> None:
        assert registration.open_account(PHONE, by=visitor(), at=AT) == citizen
        assert kinds() == ["accounts.account-opened"]


class TestAskIdentity:
    def test_attaches_the_person_when_the_register_agrees(
        self, outside: Outside, citizen: Account
    ) -> None:
        check = identity.ask_identity(f" {NAME} ", NUMBER, by=me(citizen), at=AT)

        citizen.refresh_from_db()
        assert check.state == CheckState.MATCHED
        assert citizen.person is not None
        assert (citizen.person.name, citizen.person.verified_at) == (NAME, AT)
        assert kinds()[-2:] == ["accounts.identity-asked", "accounts.identity-checked"]
        told = b"".join(bytes(e.body) for e in Event.objects.all()).decode()
        assert NAME not in told
        assert NUMBER not in told

    def test_says_when_name_and_number_do_not_belong_together(
        self, outside: Outside, citizen: Account
    ) -> None:
        check = identity.ask_identity(OTHER_NAME, NUMBER, by=me(citizen), at=AT)

        citizen.refresh_from_db()
        assert (check.state, citizen.person) == (CheckState.MISMATCHED, None)

    def test_keeps_the_question_when_nobody_answers_and_asks_again(
        self, outside: Outside, citizen: Account
    ) -> None:
        outside.behave("identity", outage=True)
        check = identity.ask_identity(NAME, NUMBER, by=me(citizen), at=AT)
        assert (check.state, check.name, check.id_number) == (CheckState.SILENT, NAME, NUMBER)

        outside.behave("identity")
        again = identity.ask_again(check, by=me(citizen), at=AT)

        assert again.state == CheckState.MATCHED

    def test_takes_an_answer_that_comes_late(self, outside: Outside, citizen: Account) -> None:
        outside.behave("identity", outage=True)
        check = identity.ask_identity(NAME, NUMBER, by=me(citizen), at=AT)

        matched = gateways.Answer(gateways.Result.MATCHED)
        identity.settle_late(check.pk, matched, at=AT)
        identity.settle_late(check.pk, matched, at=AT)

        citizen.refresh_from_db()
        assert citizen.person is not None
        assert kinds().count("accounts.identity-checked") == 2

    @pytest.mark.parametrize("behaviour", [{"refuse": True}, {"wrong": "signature"}])
    def test_believes_no_refusal_and_no_forgery(
        self, outside: Outside, citizen: Account, behaviour: dict[str, object]
    ) -> None:
        outside.behave("identity", **behaviour)

        check = identity.ask_identity(NAME, NUMBER, by=me(citizen), at=AT)

        citizen.refresh_from_db()
        assert (check.state, citizen.person) == (CheckState.SILENT, None)

    def test_refuses_a_number_that_cannot_be_right_and_asks_nobody(self, citizen: Account) -> None:
        with pytest.raises(BadIdentityNumber, match="第18位"):
            identity.ask_identity(NAME, NUMBER[:17] + "1", by=me(citizen), at=AT)

        assert kinds() == ["accounts.account-opened"]

    def test_refuses_a_second_identity(self, outside: Outside, citizen: Account) -> None:
        identity.ask_identity(NAME, NUMBER, by=me(citizen), at=AT)
        citizen.refresh_from_db()

        with pytest.raises(identity.AlreadyIdentified):
            identity.ask_identity(OTHER_NAME, OTHER_NUMBER, by=me(citizen), at=AT)

    def test_leaves_an_identity_with_the_account_that_has_it(
        self, outside: Outside, citizen: Account
    ) -> None:
        identity.ask_identity(NAME, NUMBER, by=me(citizen), at=AT)
        other = registration.open_account("13900000002", by=visitor(), at=AT)

        check = identity.ask_identity(NAME, NUMBER, by=me(other), at=AT)

        other.refresh_from_db()
        assert (check.state, other.person) == (CheckState.TAKEN, None)

    def test_asks_once_for_a_double_click(self, outside: Outside, citizen: Account) -> None:
        outside.behave("identity", outage=True)
        identity.ask_identity(NAME, NUMBER, by=me(citizen, "a"), at=AT)

        with pytest.raises(AlreadyDone):
            identity.ask_identity(NAME, NUMBER, by=me(citizen, "a"), at=AT)

        assert kinds().count("accounts.identity-asked") == 1

    def test_refuses_to_ask_again_what_is_answered(
        self, outside: Outside, citizen: Account
    ) -> None:
        check = identity.ask_identity(OTHER_NAME, NUMBER, by=me(citizen), at=AT)

        with pytest.raises(OutOfOrder):
            identity.ask_again(check, by=me(citizen), at=AT)

    def test_refuses_a_visitor(self) -> None:
        with pytest.raises(NotYours):
            identity.ask_identity(NAME, NUMBER, by=visitor(), at=AT)


class TestRecognise:
    def test_attaches_who_stands_at_the_counter(self, citizen: Account, clerk: Account) -> None:
        person = identity.recognise(citizen, name=NAME, number=NUMBER, by=me(clerk), at=AT)

        assert citizen.person == person
        assert values_of(Event.objects.latest("id"))["how"] == "counter"

    def test_refuses_anyone_but_the_counter(self, citizen: Account) -> None:
        with pytest.raises(NotYours):
            identity.recognise(citizen, name=NAME, number=NUMBER, by=me(citizen), at=AT)

    def test_refuses_an_identity_that_has_an_account(self, citizen: Account) -> None:
        court = Actor.court()
        identity.recognise(citizen, name=NAME, number=NUMBER, by=court, at=AT)
        other = registration.open_account("13900000002", by=court, at=AT)

        with pytest.raises(identity.IdentityTaken):
            identity.recognise(other, name=NAME, number=NUMBER, by=court, at=AT)


@pytest.fixture
def zhang(citizen: Account) -> Account:
    identity.recognise(citizen, name=NAME, number=NUMBER, by=Actor.court(), at=AT)
    return citizen


class TestAskOrganisation:
    def test_makes_the_person_act_for_it_on_their_declaration(
        self, outside: Outside, zhang: Account
    ) -> None:
        check = identity.ask_organisation(FIRM, CODE, NAME, declares=True, by=me(zhang), at=AT)

        mandate = Mandate.objects.get()
        assert (check.state, check.mandate) == (CheckState.MATCHED, mandate)
        assert (mandate.principal.name, mandate.agent, mandate.scope) == (
            FIRM,
            zhang.person,
            "colleague",
        )
        given = Event.objects.get(kind="accounts.mandate-given")
        assert values_of(given)["declaration"] == check.declaration
        assert FIRM in check.declaration
        assert selectors.principals_of(zhang) == (mandate.principal,)

    def test_says_what_the_register_has_otherwise(self, outside: Outside, zhang: Account) -> None:
        check = identity.ask_organisation(
            FIRM, CODE, OTHER_NAME, declares=True, by=me(zhang), at=AT
        )

        assert (check.state, check.differs) == (CheckState.MISMATCHED, "法定代表人")
        assert not Mandate.objects.exists()

    def test_refuses_a_firm_that_no_longer_exists(self, outside: Outside, zhang: Account) -> None:
        check = identity.ask_organisation(
            GONE_FIRM, GONE_CODE, OTHER_NAME, declares=True, by=me(zhang), at=AT
        )

        assert check.state == CheckState.GONE
        assert not Mandate.objects.exists()

    def test_refuses_without_the_declaration(self, zhang: Account) -> None:
        with pytest.raises(organisations.NotDeclared):
            identity.ask_organisation(FIRM, CODE, NAME, declares=False, by=me(zhang), at=AT)

    def test_refuses_somebody_not_known_themselves(self, citizen: Account) -> None:
        with pytest.raises(organisations.NotIdentified):
            identity.ask_organisation(FIRM, CODE, NAME, declares=True, by=me(citizen), at=AT)

    def test_refuses_a_code_that_cannot_be_right(self, zhang: Account) -> None:
        with pytest.raises(BadCreditCode):
            identity.ask_organisation(
                FIRM, CODE[:17] + "N", NAME, declares=True, by=me(zhang), at=AT
            )

    def test_refuses_the_same_firm_twice(self, outside: Outside, zhang: Account) -> None:
        identity.ask_organisation(FIRM, CODE, NAME, declares=True, by=me(zhang), at=AT)

        with pytest.raises(organisations.AlreadyLinked):
            identity.ask_organisation(FIRM, CODE, NAME, declares=True, by=me(zhang), at=AT)


class TestMandate:
    @pytest.fixture
    def mandate(self, zhang: Account) -> Mandate:
        return organisations.recognise_organisation(
            zhang, name=FIRM, code=CODE, legal_representative=NAME, by=Actor.court(), at=AT
        )

    def test_names_the_hand_and_the_principal(self, zhang: Account, mandate: Mandate) -> None:
        by = selectors.acting_for(me(zhang), mandate.principal)

        assert (by.person, by.on_behalf_of, by.channel) == (
            zhang.person,
            mandate.principal,
            "agent",
        )

    def test_ends_and_stays_on_record(self, zhang: Account, mandate: Mandate) -> None:
        organisations.end_mandate(mandate, reason="离职", by=me(zhang), at=AT)

        assert Mandate.objects.get().until == AT
        assert selectors.principals_of(zhang) == ()

    def test_refuses_to_end_it_twice(self, zhang: Account, mandate: Mandate) -> None:
        organisations.end_mandate(mandate, reason="离职", by=me(zhang), at=AT)

        with pytest.raises(organisations.MandateOver):
            organisations.end_mandate(mandate, reason="离职", by=me(zhang), at=AT)

    def test_refuses_a_stranger(self, mandate: Mandate) -> None:
        stranger = registration.open_account("13900000009", by=visitor(), at=AT)

        with pytest.raises(NotYours):
            organisations.end_mandate(mandate, reason="", by=me(stranger), at=AT)

    def test_links_at_the_counter_only_by_the_counter(self, zhang: Account) -> None:
        with pytest.raises(NotYours):
            organisations.recognise_organisation(
                zhang, name=FIRM, code=CODE, legal_representative=NAME, by=me(zhang), at=AT
            )


class TestStaffPassword:
    def test_is_the_first_of_two_factors(self, clerk: Account) -> None:
        assert passwords.check("0901", PASSWORD, by=visitor(), **NOW) == clerk

    def test_refuses_a_wrong_one_and_an_unknown_number_alike(self, clerk: Account) -> None:
        with pytest.raises(passwords.WrongPassword) as known:
            passwords.check("0901", "wrong", by=visitor(), **NOW)
        with pytest.raises(passwords.WrongPassword) as unknown:
            passwords.check("0999", "wrong", by=visitor(), **NOW)

        assert str(known.value) == str(unknown.value)

    @pytest.mark.parametrize("number", ["0901", "0999"])
    def test_locks_for_fifteen_minutes_after_five(self, clerk: Account, number: str) -> None:
        for _ in range(4):
            with pytest.raises(passwords.WrongPassword):
                passwords.check(number, "wrong", by=visitor(), **NOW)
        with pytest.raises(locks.Locked):
            passwords.check(number, "wrong", by=visitor(), **NOW)

        almost = MACHINE + timedelta(minutes=14, seconds=59)
        with pytest.raises(locks.Locked) as locked:
            passwords.check(number, PASSWORD, by=visitor(), at=AT, machine_at=almost)
        assert "10:15" in locked.value.remedy
        assert kinds().count("accounts.sign-in-refused") == 6

    def test_opens_again_at_fifteen_minutes(self, clerk: Account) -> None:
        for _ in range(5):
            with pytest.raises((passwords.WrongPassword, locks.Locked)):
                passwords.check("0901", "wrong", by=visitor(), **NOW)

        over = MACHINE + timedelta(minutes=15)
        assert passwords.check("0901", PASSWORD, by=visitor(), at=AT, machine_at=over) == clerk

    def test_counts_from_one_again_after_both_factors(self, clerk: Account) -> None:
        for _ in range(4):
            with pytest.raises(passwords.WrongPassword):
                passwords.check("0901", "wrong", by=visitor(), **NOW)
        second_factor.check(clerk, second_factor.code_at(SECRET, MACHINE), by=visitor(), **NOW)

        with pytest.raises(passwords.WrongPassword):
            passwords.check("0901", "wrong", by=visitor(), **NOW)

    @pytest.mark.parametrize(
        "weak", ["Short-1", "alllowercase-1", "NoSymbolsHere11", "Number-0901-Within"]
    )
    def test_refuses_a_weak_one(self, clerk: Account, weak: str) -> None:
        with pytest.raises(passwords.WeakPassword):
            passwords.change(clerk, old=PASSWORD, new=weak, by=me(clerk), **NOW)

    def test_refuses_one_of_the_last_five(self, clerk: Account) -> None:
        passwords.change(clerk, old=PASSWORD, new="Another-Tide-22", by=me(clerk), **NOW)

        with pytest.raises(passwords.WeakPassword, match="最近5次"):
            passwords.change(clerk, old="Another-Tide-22", new=PASSWORD, by=me(clerk), **SOON)

    def test_refuses_a_change_without_the_old_one(self, clerk: Account) -> None:
        with pytest.raises(passwords.WrongPassword):
            passwords.change(clerk, old="wrong", new="Another-Tide-22", by=me(clerk), **NOW)

    def test_must_be_changed_at_first_and_after_ninety_days(self, clerk: Account) -> None:
        assert selectors.password_is_due(clerk, machine_at=MACHINE)

        passwords.change(clerk, old=PASSWORD, new="Another-Tide-22", by=me(clerk), **NOW)

        at_the_border = MACHINE + timedelta(days=90)
        assert not selectors.password_is_due(clerk, machine_at=at_the_border)
        assert selectors.password_is_due(clerk, machine_at=at_the_border + timedelta(seconds=1))


class TestSecondFactor:
    def test_lets_in_who_shows_the_code_of_this_half_minute(self, clerk: Account) -> None:
        second_factor.check(clerk, second_factor.code_at(SECRET, MACHINE), by=visitor(), **NOW)

    def test_refuses_the_same_code_again(self, clerk: Account) -> None:
        code = second_factor.code_at(SECRET, MACHINE)
        second_factor.check(clerk, code, by=visitor(), **NOW)

        with pytest.raises(second_factor.WrongSecondFactor):
            second_factor.check(clerk, code, by=visitor(), **NOW)

    def test_refuses_an_old_code(self, clerk: Account) -> None:
        old = second_factor.code_at(SECRET, MACHINE - timedelta(minutes=2))

        with pytest.raises(second_factor.WrongSecondFactor):
            second_factor.check(clerk, old, by=visitor(), **NOW)

    def test_locks_after_five_together_with_the_password(self, clerk: Account) -> None:
        for _ in range(5):
            with pytest.raises((second_factor.WrongSecondFactor, locks.Locked)):
                second_factor.check(clerk, "", by=visitor(), **NOW)

        with pytest.raises(locks.Locked):
            passwords.check("0901", PASSWORD, by=visitor(), **NOW)

    def test_takes_each_recovery_code_once(self, division: Division) -> None:
        account = staff("0902", "赵嵊", Role.CLERK, division)
        other = registration.open_staff_account(
            "0903", name="王衢", password=PASSWORD, by=Actor.court(), **NOW
        )
        paper = second_factor.enrol_second_factor(other, secret=SECRET, by=me(account), **NOW)

        second_factor.check(other, paper[0].lower(), by=visitor(), **NOW)

        with pytest.raises(second_factor.WrongSecondFactor):
            second_factor.check(other, paper[0], by=visitor(), **NOW)
        assert selectors.recovery_codes_left(other) == 9

    def test_is_enrolled_by_a_first_right_code(self, division: Division) -> None:
        account = registration.open_staff_account(
            "0904", name="王衢", password=PASSWORD, by=Actor.court(), **NOW
        )
        secret = second_factor.begin(account)
        with pytest.raises(second_factor.NotEnrolled):
            second_factor.check(
                account, second_factor.code_at(secret, MACHINE), by=visitor(), **NOW
            )

        shown = second_factor.code_at(secret, MACHINE)
        paper = second_factor.confirm(account, shown, by=me(account), **NOW)

        assert len(set(paper)) == 10
        assert selectors.has_second_factor(account)
        with pytest.raises(second_factor.AlreadyEnrolled):
            second_factor.begin(account)

    def test_stays_unfinished_after_a_wrong_code(self, division: Division) -> None:
        account = registration.open_staff_account(
            "0905", name="王衢", password=PASSWORD, by=Actor.court(), **NOW
        )
        secret = second_factor.begin(account)

        with pytest.raises(second_factor.WrongSecondFactor):
            second_factor.confirm(account, "abcdef", by=me(account), **NOW)

        assert not selectors.has_second_factor(account)
        assert second_factor.begin(account) == secret

    def test_is_not_replaced_without_it(self, clerk: Account) -> None:
        with pytest.raises(second_factor.AlreadyEnrolled):
            second_factor.enrol_second_factor(clerk, secret=SECRET, by=Actor.court(), **NOW)


class TestGivePost:
    def test_gives_the_role(self, operator: Account, division: Division) -> None:
        account = staff("0906", "赵嵊", Role.CLERK, division)

        posts.give_post(account, division=division, role=Role.JUDGE, by=me(operator), at=AT)

        assert {Role.CLERK, Role.JUDGE} <= me(account).roles

    def test_ends_it(self, clerk: Account, operator: Account) -> None:
        posts.end_post(Post.objects.get(account=clerk), by=me(operator), at=AT)

        assert Role.FILING_CLERK not in me(clerk).roles
        with pytest.raises(posts.PostOver):
            posts.end_post(Post.objects.get(account=clerk), by=me(operator), at=AT)

    def test_refuses_anyone_not_in_charge(self, clerk: Account, division: Division) -> None:
        with pytest.raises(NotYours):
            posts.give_post(clerk, division=division, role=Role.JUDGE, by=me(clerk), at=AT)

    def test_refuses_a_post_held(self, clerk: Account, division: Division) -> None:
        with pytest.raises(posts.PostHeld):
            posts.give_post(
                clerk, division=division, role=Role.FILING_CLERK, by=Actor.court(), at=AT
            )

    def test_refuses_the_public(self, citizen: Account, division: Division) -> None:
        with pytest.raises(posts.NoSuchPost):
            posts.give_post(citizen, division=division, role=Role.JUDGE, by=Actor.court(), at=AT)

    def test_refuses_a_second_account_under_one_number(self, clerk: Account) -> None:
        with pytest.raises(registration.AccountExists):
            registration.open_staff_account(
                "0901", name="别人", password=PASSWORD, by=Actor.court(), **NOW
            )


class TestAccessToken:
    def test_acts_as_the_account_and_is_kept_as_a_hash(self, zhang: Account) -> None:
        issued = tokens.issue_access_token("律所系统", by=me(zhang), **NOW)

        assert selectors.account_of_token(issued.secret, machine_at=MACHINE) == zhang
        assert issued.secret.encode() not in bytes(issued.token.digest)

    def test_ends_after_ninety_days(self, zhang: Account) -> None:
        issued = tokens.issue_access_token("律所系统", by=me(zhang), **NOW)

        over = MACHINE + timedelta(days=90)
        assert selectors.account_of_token(issued.secret, machine_at=over) is None

    def test_is_revoked_once(self, zhang: Account) -> None:
        issued = tokens.issue_access_token("律所系统", by=me(zhang), **NOW)

        tokens.revoke_access_token(issued.token, by=me(zhang), **NOW)
        tokens.revoke_access_token(issued.token, by=me(zhang), **NOW)

        assert selectors.account_of_token(issued.secret, machine_at=MACHINE) is None
        assert kinds().count("accounts.access-token-revoked") == 1

    def test_refuses_somebody_not_known(self, citizen: Account) -> None:
        with pytest.raises(tokens.NoIdentity):
            tokens.issue_access_token("律所系统", by=me(citizen), **NOW)

    def test_refuses_one_key_for_two_things(self, zhang: Account) -> None:
        tokens.issue_access_token("甲", by=me(zhang, "a"), **NOW)
        with pytest.raises(AlreadyDone):
            tokens.issue_access_token("甲", by=me(zhang, "a"), **NOW)

        other = me(zhang).holding(Retry("a", b"other content"))
        with pytest.raises(KeyReused):
            tokens.issue_access_token("乙", by=other, **NOW)
