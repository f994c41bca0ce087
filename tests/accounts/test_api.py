import json
from typing import Any

import pytest
from django.test import Client

from tests.accounts.conftest import Outside
from tests.accounts.people import CODE, FIRM, NAME, NUMBER
from tests.accounts.signing_in import sign_in_citizen
from tests.cast import AT
from yunting.accounts.models import AccessToken
from yunting.accounts.services import identity, registration, tokens
from yunting.core.actor import Actor
from yunting.core.models import Account
from yunting.lib import clock

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.feature("X10"),
]
ME = "/api/v1/me"


class Program:
    """A program of somebody, with its access token."""

    def __init__(self, account: Account) -> None:
        issued = tokens.issue_access_token(
            "程序", by=Actor.of(account, None), at=AT, machine_at=clock.machine_now()
        )
        self.token = issued.token
        self.client = Client(headers={"Authorization": f"Bearer {issued.secret}"})

    def get(self, path: str = "") -> Any:
        return self.client.get(ME + path)

    def post(self, path: str, body: dict[str, object], key: str = "") -> Any:
        headers = {"Idempotency-Key": key} if key else {}
        return self.client.post(
            ME + path, json.dumps(body), content_type="application/json", headers=headers
        )


@pytest.fixture
def zhang(citizen: Account) -> Account:
    identity.recognise(citizen, name=NAME, number=NUMBER, by=Actor.court(), at=AT)
    return citizen


@pytest.fixture
def program(zhang: Account) -> Program:
    return Program(zhang)


class TestMe:
    def test_says_who_the_token_is(self, program: Program) -> None:
        assert program.get().json() == {
            "name": NAME,
            "is_identified": True,
            "is_court_staff": False,
            "roles": ["citizen"],
        }

    def test_refuses_without_a_token(self, client: Client) -> None:
        response = client.get(ME)

        assert (response.status_code, response.json()["code"]) == (401, "not-signed-in")

    def test_refuses_a_revoked_token(self, program: Program, zhang: Account) -> None:
        tokens.revoke_access_token(
            program.token, by=Actor.of(zhang, None), at=AT, machine_at=clock.machine_now()
        )

        assert program.get().status_code == 401

    def test_answers_the_session_of_a_page(self, client: Client, zhang: Account) -> None:
        sign_in_citizen(client, zhang)

        assert client.get(ME).json()["name"] == NAME

    def test_refuses_a_page_elsewhere_that_borrows_the_session(self, zhang: Account) -> None:
        client = Client(enforce_csrf_checks=True)
        sign_in_citizen(client, zhang)

        response = client.post(f"{ME}/tokens", {"name": "x"}, content_type="application/json")

        assert response.status_code == 403
        assert AccessToken.objects.count() == 0

    def test_shows_the_staff_nothing_without_a_second_factor(
        self, client: Client, clerk: Account
    ) -> None:
        client.force_login(clerk)

        assert client.get(ME).status_code == 401


class TestIdentity:
    def test_is_asked(self, outside: Outside, client: Client, citizen: Account) -> None:
        sign_in_citizen(client, citizen)

        response = client.post(
            f"{ME}/identity", {"name": NAME, "number": NUMBER}, content_type="application/json"
        )

        assert response.json()["state"] == "matched"

    def test_refuses_a_number_that_cannot_be_right(self, client: Client, citizen: Account) -> None:
        sign_in_citizen(client, citizen)

        response = client.post(
            f"{ME}/identity",
            {"name": NAME, "number": "330902198503070005"},
            content_type="application/json",
        )

        assert (response.status_code, response.json()["code"]) == (422, "bad-identity-number")
        assert "remedy" in response.json()

    def test_refuses_a_second_one(self, program: Program) -> None:
        response = program.post("/identity", {"name": NAME, "number": NUMBER})

        assert (response.status_code, response.json()["code"]) == (409, "already-identified")


class TestMandates:
    BODY = {"name": FIRM, "code": CODE, "legal_representative": NAME, "declares": True}

    def test_are_given_listed_and_ended(self, outside: Outside, program: Program) -> None:
        assert program.post("/mandates", self.BODY).json()["state"] == "matched"

        (mandate,) = program.get("/mandates").json()
        assert mandate["principal"]["name"] == FIRM

        assert program.client.delete(f"{ME}/mandates/{mandate['id']}").status_code == 204
        assert program.get("/mandates").json() == []

    @pytest.mark.feature("X8")
    def test_are_asked_for_once_under_one_key(self, outside: Outside, program: Program) -> None:
        first = program.post("/mandates", self.BODY, key="k1")
        again = program.post("/mandates", self.BODY, key="k1")
        other = program.post("/mandates", {**self.BODY, "name": "别的单位"}, key="k1")

        assert first.json() == again.json()
        assert (other.status_code, other.json()["code"]) == (422, "key-reused")

    def test_refuse_without_the_declaration(self, program: Program) -> None:
        response = program.post("/mandates", {**self.BODY, "declares": False})

        assert (response.status_code, response.json()["code"]) == (409, "not-declared")


class TestTokens:
    def test_are_issued_listed_and_revoked(self, program: Program) -> None:
        issued = program.post("/tokens", {"name": "第二个"})
        assert issued.status_code == 201
        assert issued.json()["secret"].startswith("yt_")

        listed = program.get("/tokens").json()
        assert [token["name"] for token in listed] == ["第二个", "程序"]
        assert "secret" not in listed[0]

        assert program.client.delete(f"{ME}/tokens/{issued.json()['id']}").status_code == 204

    def test_show_their_secret_once(self, program: Program) -> None:
        program.post("/tokens", {"name": "第二个"}, key="k1")

        assert program.post("/tokens", {"name": "第二个"}, key="k1").json()["secret"] == ""
        assert AccessToken.objects.count() == 2

    def test_of_others_do_not_exist(self, program: Program) -> None:
        other = registration.open_account("13900000009", by=Actor.court(), at=AT)
        identity.recognise(other, name="李潮", number="330902197911230000", by=Actor.court(), at=AT)

        response = Program(other).client.delete(f"{ME}/tokens/{program.token.pk}")

        assert (response.status_code, response.json()["code"]) == (404, "not-found")

    def test_refuse_what_cannot_be_read(self, program: Program) -> None:
        response = program.post("/tokens", {"name": ""})

        assert response.status_code == 422
        assert response.json()["fields"][0]["field"] == "name"
