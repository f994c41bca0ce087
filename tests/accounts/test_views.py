import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.conftest import Outside
from tests.accounts.people import (
    CODE,
    FIRM,
    NAME,
    NUMBER,
    OTHER_NAME,
    PASSWORD,
    PHONE,
    SECRET,
)
from tests.accounts.signing_in import sign_in_citizen, sign_in_staff
from tests.cast import AT
from yunting.accounts import settings
from yunting.accounts.models import AccessToken, IdentityCheck, PhoneCode, SignIn
from yunting.accounts.services import identity, organisations, registration, second_factor, tokens
from yunting.core.actor import Actor
from yunting.core.models import Account, Event, Mandate
from yunting.lib import clock
from yunting.project.database import ROOT

pytestmark = pytest.mark.django_db
KEY = "k" * 24


def text(response: Any) -> str:
    return str(response.content.decode())


def post(client: Client, route: str, *args: object, **values: Any) -> Any:
    return client.post(reverse(f"accounts:{route}", args=args), values)


def rewind(session_owner: Client, name: str, by: timedelta) -> None:
    session = session_owner.session
    session[name] = (clock.machine_now() - by).isoformat()
    session.save()


class TestSignUp:
    @pytest.mark.feature("S1")
    def test_leads_from_a_phone_to_an_organisation(self, outside: Outside, client: Client) -> None:
        sent = post(client, "sign-in", phone="+86 139-0000 0001", next="/help/", form_key=KEY)
        assert sent["Location"] == "/sign-in/code/?next=%2Fhelp%2F"

        code = outside.code_on(PHONE)
        proved = post(client, "code", code=code, next="/help/")
        assert proved["Location"] == "/sign-up/?next=%2Fhelp%2F"

        opened = post(client, "sign-up", next="/help/")
        assert opened["Location"] == "/account/identity/?next=%2Fhelp%2F"

        checked = post(client, "identity", name=NAME, number=NUMBER, next="/help/")
        assert checked["Location"] == "/help/"

        linked = post(
            client,
            "organisation",
            code=CODE,
            name=FIRM,
            legal_representative=NAME,
            declares="on",
            next="/help/",
        )
        assert linked["Location"] == "/help/"
        principal = Mandate.objects.get().principal
        chosen = client.get(reverse("accounts:principals"), {"next": "/account/"})
        assert f'href="/account/?for={principal.pk}"' in text(chosen)
        assert FIRM in text(client.get(f"/account/?for={principal.pk}"))

    def test_keeps_what_was_typed_and_says_which_digit_is_wrong(self, client: Client) -> None:
        client.force_login(Account.objects.create(handle="x", created_at=AT))

        page = text(post(client, "identity", name=NAME, number="330902198503070005"))

        assert "第18位对不上" in page
        assert 'value="330902198503070005"' in page

    def test_shows_the_same_page_for_a_known_and_an_unknown_phone(
        self, outside: Outside, client: Client, citizen: Account
    ) -> None:
        for phone in (PHONE, "13900000002"):
            assert post(client, "sign-in", phone=phone)["Location"] == "/sign-in/code/"

    def test_refuses_to_open_an_account_for_a_phone_nobody_proved(self, client: Client) -> None:
        assert post(client, "sign-up")["Location"] == "/sign-in/"
        assert not Account.objects.exists()

    def test_is_done_once_for_a_double_click(self, outside: Outside, client: Client) -> None:
        post(client, "sign-in", phone=PHONE, form_key=KEY)
        post(client, "sign-in", phone=PHONE, form_key=KEY)
        code = outside.code_on(PHONE)
        for _ in range(2):
            assert post(client, "code", code=code, form_key=KEY)["Location"] == "/sign-up/"
        post(client, "sign-up")
        again = post(client, "sign-up")

        assert again["Location"] == "/account/identity/"
        assert (Account.objects.count(), PhoneCode.objects.count()) == (1, 1)

    def test_says_so_when_no_code_could_be_sent(self, outside: Outside, client: Client) -> None:
        outside.behave("sms", outage=True)

        page = text(post(client, "sign-in", phone=PHONE))

        assert "短信服务暂时没有回应" in page
        assert PHONE in page

    def test_offers_to_try_again_when_the_register_is_silent(
        self, outside: Outside, client: Client, citizen: Account
    ) -> None:
        sign_in_citizen(client, citizen)
        outside.behave("identity", outage=True)
        asked = post(client, "identity", name=NAME, number=NUMBER, form_key=KEY)
        assert "再核验一次" in text(client.get(asked["Location"]))
        assert NUMBER in text(client.get(asked["Location"]))

        repeated = post(client, "identity", name=NAME, number=NUMBER, form_key=KEY)
        assert repeated["Location"] == asked["Location"]

        outside.behave("identity")
        answered = post(client, "ask-again", IdentityCheck.objects.get().pk)

        assert answered["Location"] == "/"
        citizen.refresh_from_db()
        assert citizen.person is not None

    def test_says_when_the_name_does_not_match_and_keeps_it(
        self, outside: Outside, client: Client, citizen: Account
    ) -> None:
        sign_in_citizen(client, citizen)

        asked = post(client, "identity", name=OTHER_NAME, number=NUMBER)

        assert "对不上" in text(client.get(asked["Location"]))
        assert f'value="{OTHER_NAME}"' in text(client.get(reverse("accounts:identity")))


class TestSignIn:
    def test_refuses_after_five_guesses(
        self, outside: Outside, client: Client, citizen: Account
    ) -> None:
        post(client, "sign-in", phone=PHONE)
        code = outside.code_on(PHONE)
        for guess in range(5):
            wrong = f"{(int(code) + guess + 1) % 1_000_000:06}"
            assert post(client, "code", code=wrong).status_code == 200

        page = post(client, "code", code=code)

        assert "已输错5次" in text(page)
        assert "_auth_user_id" not in client.session

    def test_takes_full_width_digits(
        self, outside: Outside, client: Client, citizen: Account
    ) -> None:
        post(client, "sign-in", phone=PHONE)
        wide = outside.code_on(PHONE).translate({ord(str(d)): chr(0xFF10 + d) for d in range(10)})

        assert post(client, "code", code=wide)["Location"] == "/"

    def test_writes_down_where_from(self, client: Client, citizen: Account) -> None:
        sign_in_citizen(client, citizen, agent="Mozilla/5.0 (Linux; Android 14) MicroMessenger")

        assert SignIn.objects.get().device == "Android 微信"
        event = Event.objects.get(kind="accounts.signed-in")
        assert b"127.0.0.1" not in bytes(event.body)

    def test_goes_nowhere_else(self, client: Client, citizen: Account) -> None:
        sign_in_citizen(client, citizen)

        assert client.get("/sign-in/?next=https://example.org/")["Location"] == "/"

    def test_asks_for_a_phone_first(self, client: Client) -> None:
        assert client.get("/sign-in/code/")["Location"] == "/sign-in/"


class TestStaffSignIn:
    def test_needs_both_factors(self, client: Client, clerk: Account) -> None:
        first = post(client, "staff-sign-in", number="0901", password=PASSWORD, next="/account/")
        assert first["Location"] == "/staff/second-factor/?next=%2Faccount%2F"
        assert "_auth_user_id" not in client.session
        assert client.get("/account/").status_code == 302

        code = second_factor.code_at(SECRET, clock.machine_now())
        second = post(client, "second-factor", code=code, next="/account/")

        assert second["Location"] == "/account/"
        assert client.session["_auth_user_id"] == str(clerk.pk)

    def test_forgets_the_first_factor_after_ten_minutes(
        self, client: Client, clerk: Account
    ) -> None:
        post(client, "staff-sign-in", number="0901", password=PASSWORD)
        rewind(client, "accounts.pending-at", timedelta(minutes=10, seconds=1))

        code = second_factor.code_at(SECRET, clock.machine_now())

        assert post(client, "second-factor", code=code)["Location"] == "/staff/sign-in/"

    def test_refuses_the_second_factor_without_the_first(self, client: Client) -> None:
        assert post(client, "second-factor", code="123456")["Location"] == "/staff/sign-in/"

    def test_locks_and_says_until_when(self, client: Client, clerk: Account) -> None:
        for _ in range(5):
            page = post(client, "staff-sign-in", number="0901", password="wrong")  # noqa: S106

        assert "已暂停登录" in text(page)
        assert "之后再试" in text(page)
        assert "wrong" not in text(page)

    def test_enrols_at_first_and_shows_the_recovery_codes_once(
        self, client: Client, division: object
    ) -> None:
        account = registration.open_staff_account(
            "0910",
            name="赵嵊",
            password=PASSWORD,
            by=Actor.court(),
            at=AT,
            machine_at=clock.machine_now(),
        )
        first = post(client, "staff-sign-in", number="0910", password=PASSWORD)
        assert first["Location"] == "/staff/second-factor/enrol/"
        assert "<svg" in text(client.get("/staff/second-factor/enrol/"))
        assert "不对" in text(post(client, "enrol", code="000000"))

        secret = second_factor.begin(account)
        code = second_factor.code_at(secret, clock.machine_now())
        page = text(post(client, "enrol", code=code))

        assert len(re.findall(r'<li class="code">', page)) == 10
        assert client.session["_auth_user_id"] == str(account.pk)

    def test_leads_to_a_new_password_before_anything_else(
        self, client: Client, clerk: Account
    ) -> None:
        sign_in_staff(client, clerk, password_due=True)
        assert client.get("/account/")["Location"] == "/staff/password/?next=%2Faccount%2F"

        new = "Another-Tide-22"
        changed = post(client, "password", old=PASSWORD, new=new, again=new, next="/account/")

        assert changed["Location"] == "/account/"
        assert "密码已修改" in text(client.get("/account/"))

    def test_says_when_the_new_password_is_typed_differently(
        self, client: Client, clerk: Account
    ) -> None:
        sign_in_staff(client, clerk)

        page = post(client, "password", old=PASSWORD, new="Another-Tide-22", again="x")

        assert "不一样" in text(page)

    def test_renews_recovery_codes_for_a_right_code(self, client: Client, clerk: Account) -> None:
        sign_in_staff(client, clerk)

        code = second_factor.code_at(SECRET, clock.machine_now())
        page = text(post(client, "recovery-codes", code=code))

        assert len(re.findall(r'<li class="code">', page)) == 10


class TestDoor:
    def test_shows_the_staff_nothing_without_a_second_factor(
        self, client: Client, clerk: Account
    ) -> None:
        client.force_login(clerk)

        assert client.get("/account/")["Location"] == "/staff/sign-in/?next=%2Faccount%2F"
        assert "_auth_user_id" not in client.session

    def test_lets_the_staff_stay_fifteen_minutes_idle_and_no_longer(
        self, client: Client, clerk: Account
    ) -> None:
        sign_in_staff(client, clerk)
        rewind(client, "accounts.seen", timedelta(minutes=14, seconds=50))
        assert client.get("/account/").status_code == 200

        rewind(client, "accounts.seen", timedelta(minutes=15, seconds=1))
        assert client.get("/account/").status_code == 303
        assert SignIn.objects.get().until is not None

    def test_keeps_what_was_posted_too_late(self, client: Client, clerk: Account) -> None:
        sign_in_staff(client, clerk)
        rewind(client, "accounts.seen", timedelta(minutes=16))

        page = client.post("/account/tokens/", {"name": "本院统计程序"})

        assert page.status_code == 403
        assert "本院统计程序" in text(page)
        assert not AccessToken.objects.exists()

    def test_warns_on_every_staff_page_and_extends_without_script(
        self, client: Client, clerk: Account, citizen: Account
    ) -> None:
        sign_in_staff(client, clerk)
        assert 'class="stay"' in text(client.get("/account/"))
        assert "已延长" in text(post(client, "extend"))
        part = client.post(reverse("accounts:extend"), headers={"HX-Request": "true"})
        assert text(part).strip().startswith('<div class="stay"')

        public = Client()
        sign_in_citizen(public, citizen)
        assert 'class="stay"' not in text(public.get("/account/"))

    def test_ends_no_citizen_session_for_being_idle(self, client: Client, citizen: Account) -> None:
        sign_in_citizen(client, citizen)
        rewind(client, "accounts.seen", timedelta(days=20))

        assert client.get("/account/").status_code == 200


class TestAccount:
    @pytest.fixture
    def zhang(self, citizen: Account, client: Client) -> Account:
        identity.recognise(citizen, name=NAME, number=NUMBER, by=Actor.court(), at=AT)
        sign_in_citizen(client, citizen)
        return citizen

    def test_ends_the_session_of_another_device(self, client: Client, zhang: Account) -> None:
        elsewhere = Client()
        sign_in_citizen(elsewhere, zhang)
        theirs = SignIn.objects.latest("id")

        post(client, "end-session", theirs.pk)

        assert elsewhere.get("/account/").status_code == 302
        assert client.get("/account/").status_code == 200

    def test_ends_all_other_sessions(self, client: Client, zhang: Account) -> None:
        elsewhere = Client()
        sign_in_citizen(elsewhere, zhang)

        post(client, "end-other-sessions")

        assert elsewhere.get("/account/").status_code == 302
        assert client.get("/account/").status_code == 200

    def test_signs_out(self, client: Client, zhang: Account) -> None:
        assert post(client, "sign-out")["Location"] == "/"
        assert client.get("/account/").status_code == 302
        assert post(client, "sign-out").status_code == 303

    def test_signs_out_when_it_ends_itself(self, client: Client, zhang: Account) -> None:
        assert post(client, "end-session", SignIn.objects.get().pk)["Location"] == "/"
        assert client.get("/account/").status_code == 302

    def test_issues_a_token_shown_once(self, client: Client, zhang: Account) -> None:
        shown = post(client, "tokens", name="本所系统", form_key=KEY)
        assert re.search(r"yt_[\w-]{40,}", text(shown))

        again = post(client, "tokens", name="本所系统", form_key=KEY)
        assert again["Location"] == "/account/tokens/"
        page = text(client.get("/account/tokens/"))
        assert "yt_" not in page
        assert "作废后重新生成" in page

    def test_revokes_a_token(self, client: Client, zhang: Account) -> None:
        post(client, "tokens", name="本所系统")

        post(client, "revoke-token", zhang.access_tokens.get().pk)

        assert "已作废" in text(client.get("/account/tokens/"))

    def test_ends_a_mandate(self, client: Client, zhang: Account) -> None:
        mandate = link(zhang)

        post(client, "end-mandate", mandate.pk)

        mandate.refresh_from_db()
        assert mandate.until is not None
        assert post(client, "end-mandate", mandate.pk).status_code == 404

    def test_names_nobody_whom_the_address_may_not_name(
        self, client: Client, zhang: Account
    ) -> None:
        assert zhang.person is not None
        mandate = link(zhang)
        organisations.end_mandate(mandate, reason="", by=Actor.court(), at=AT)

        page = text(client.get(f"/account/?for={mandate.principal_id}"))

        assert "您正在代" not in page

    @pytest.mark.parametrize("route", ["end-session", "end-mandate", "revoke-token", "ask-again"])
    def test_shows_a_stranger_nothing(self, client: Client, zhang: Account, route: str) -> None:
        link(zhang)
        tokens.issue_access_token(
            "本所系统", by=Actor.of(zhang, None), at=AT, machine_at=clock.machine_now()
        )
        IdentityCheck.objects.create(
            account=zhang, id_kind="resident", id_number=NUMBER, name=NAME, asked_at=AT
        )
        rows: dict[str, Any] = {
            "end-session": SignIn.objects.filter(account=zhang),
            "end-mandate": Mandate.objects,
            "revoke-token": zhang.access_tokens,
            "ask-again": IdentityCheck.objects,
        }
        pk = rows[route].get().pk
        stranger = Client()
        assert post(stranger, route, pk).status_code == 403
        sign_in_citizen(stranger, registration.open_account("13900000009", by=Actor.court(), at=AT))

        assert post(stranger, route, pk).status_code == 404

    def test_proves_again_before_a_step_where_it_matters(
        self, outside: Outside, client: Client, zhang: Account
    ) -> None:
        assert client.get("/account/prove-again/").status_code == 200
        post(client, "prove-again-send", next="/account/")
        assert "刚刚发过" in text(post(client, "prove-again-send"))

        proved = post(client, "prove-again", code=outside.code_on(PHONE), next="/account/")

        assert proved["Location"] == "/account/"
        assert "accounts.proved-again" in client.session


def link(account: Account) -> Mandate:
    return organisations.recognise_organisation(
        account, name=FIRM, code=CODE, legal_representative=NAME, by=Actor.court(), at=AT
    )


@pytest.mark.feature("X3")
def test_every_page_of_the_door_keeps_the_strict_policy(client: Client, clerk: Account) -> None:
    for route in ("sign-in", "staff-sign-in"):
        response = client.get(reverse(f"accounts:{route}"))
        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert not re.search(r"<script(?![^>]*src=)|style=|\son\w+=", text(response))


def test_the_stylesheet_warns_three_minutes_before_the_staff_are_signed_out() -> None:
    style = (ROOT / "yunting/ui/static/ui/court.css").read_text()
    delay = re.search(r"animation: stay-shows [^;]* (\d+)s forwards", style)

    assert delay is not None
    assert timedelta(seconds=int(delay[1])) == settings.STAFF_IDLE - timedelta(minutes=3)
