"""Answering a request: pages and parts, the way on, keys of forms, lost sessions, elder mode."""

import re
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.test import Client, RequestFactory

from tests.cast import on_stage
from yunting.core.models import Account
from yunting.ui import pages, views
from yunting.ui.examples import Question
from yunting.ui.forms import Form

HTMX = {"HX-Request": "true"}
KEY = re.compile(r'name="form_key" value="([^"]+)"')


def key_in(form: Form | None = None, **posted: str) -> str:
    request = RequestFactory().post("/", posted) if posted else RequestFactory().get("/")
    tag = "{% form_key form %}" if form is not None else "{% form_key %}"
    found = KEY.search(Template(tag).render(Context({"request": request, "form": form})))
    assert found is not None
    return found[1]


def request_of(user: object, method: str = "GET", **posted: str) -> HttpRequest:
    request = RequestFactory().generic(method, "/step/?n=1")
    if posted:
        request = RequestFactory().post("/step/?n=1", posted)
    request.user = user  # type: ignore[assignment]
    return request


class TestDone:
    def test_sends_the_browser_on_with_a_get(self) -> None:
        answer = pages.done(RequestFactory().post("/"), "ui:help")

        assert (answer.status_code, answer["Location"]) == (303, "/help/")

    def test_tells_htmx_where_to_go(self) -> None:
        answer = pages.done(RequestFactory().post("/", headers=HTMX), "ui:help")

        assert (answer.status_code, answer["HX-Redirect"]) == (200, "/help/")


class TestShow:
    def test_shows_the_whole_page(self) -> None:
        answer = pages.show(request_of(AnonymousUser()), "ui/help.html", status=409)

        assert answer.status_code == 409
        assert "<html" in answer.content.decode()
        assert "HX-Request" in answer["Vary"]


class TestFormKey:
    def test_is_new_on_every_rendering(self) -> None:
        assert key_in() != key_in()

    def test_is_kept_when_the_form_comes_back_with_errors(self) -> None:
        key = key_in()

        assert key_in(form_key=key) == key

    def test_is_new_for_a_form_that_was_not_sent(self) -> None:
        key = key_in()

        assert key_in(Question(), form_key=key) != key
        assert key_in(Question({"form_key": key}), form_key=key) == key

    @pytest.mark.parametrize("forged", ["", "short", 'x"><script>', "k" * 65])
    def test_is_made_anew_when_it_was_tampered_with(self, forged: str) -> None:
        assert key_in(form_key=forged) != forged


class TestSignedIn:
    @staticmethod
    def step(request: HttpRequest) -> HttpResponse:
        return HttpResponse("done")

    def test_lets_who_is_signed_in_pass(self) -> None:
        answer = pages.signed_in(self.step)(request_of(Account(handle="x")))

        assert isinstance(answer, HttpResponse)
        assert answer.content == b"done"

    def test_sends_a_stranger_to_sign_in_and_back(self, settings: SimpleNamespace) -> None:
        settings.LOGIN_URL = "/sign-in/"

        answer = pages.signed_in(self.step)(request_of(AnonymousUser()))

        assert answer["Location"] == "/sign-in/?next=/step/%3Fn%3D1"

    def test_keeps_what_a_stranger_posted(self) -> None:
        request = request_of(AnonymousUser(), "POST", story="两千吨\n钢材", sms_code="314159")

        answer = pages.signed_in(self.step)(request)

        assert isinstance(answer, HttpResponse)
        assert answer.status_code == 403
        page = answer.content.decode()
        assert '<textarea name="story" hidden>\n两千吨\n钢材</textarea>' in page
        assert 'action="/step/?n=1"' in page
        assert "314159" not in page


class TestLostSession:
    def test_keeps_everything_typed_in_a_form_that_can_be_sent_again(self) -> None:
        client = Client(enforce_csrf_checks=True)

        answer = client.post("/elder/?a=1", {"story": "<b>甲方</b>", "amount": ["1", "2"]})

        page = answer.content.decode()
        assert answer.status_code == 403
        assert "您填写的内容还在" in page
        assert "&lt;b&gt;甲方&lt;/b&gt;</textarea>" in page
        assert page.count('<textarea name="amount" hidden>') == 2
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token is not None
        again = client.post("/elder/", {"csrfmiddlewaretoken": token[1], "elder": "on"})
        assert again.status_code == 303


@pytest.mark.django_db
class TestElderSwitch:
    def test_is_kept_in_the_browser_and_goes_back(self) -> None:
        client = Client()

        answer = client.post("/elder/", {"elder": "on", "next": "/terms/"})

        assert answer["Location"] == "/terms/"
        assert 'class="elder"' in client.get("/help/").content.decode()
        client.post("/elder/", {"elder": "off"})
        assert 'class="elder"' not in client.get("/help/").content.decode()

    def test_never_leads_to_another_site(self) -> None:
        answer = Client().post("/elder/", {"elder": "on", "next": "https://elsewhere.example/"})

        assert answer["Location"] == "/"

    def test_is_kept_in_the_account_and_found_on_another_device(self) -> None:
        zhang = on_stage().zhang
        first, second = Client(), Client()
        first.force_login(zhang)
        second.force_login(zhang)

        first.post("/elder/", {"elder": "on"})

        zhang.refresh_from_db()
        assert zhang.elder_mode
        assert 'class="elder"' in second.get("/help/").content.decode()
        assert "张澄" in second.get("/help/").content.decode()


class TestErrorPages:
    def test_says_plainly_that_nothing_was_found(self) -> None:
        answer = Client().get("/nowhere/")

        assert answer.status_code == 404
        assert "没有找到这一页" in answer.content.decode()

    def test_says_what_to_do_when_the_court_itself_failed(self) -> None:
        answer = views.server_error(RequestFactory().get("/"))

        assert answer.status_code == 500
        assert "12368" in answer.content.decode()

    def test_says_what_to_do_when_nothing_could_be_read(self) -> None:
        answer = Client().get("/help/", headers={"host": "elsewhere.example"})

        assert answer.status_code == 400
        assert "没有办理任何事项" in answer.content.decode()

    def test_sends_whom_it_does_not_let_in_to_the_telephone(self) -> None:
        answer = views.forbidden(request_of(AnonymousUser()), PermissionDenied())

        assert answer.status_code == 403
        assert "12368" in answer.content.decode()


class TestComponents:
    def test_are_shown_only_where_the_setting_says_so(self, settings: SimpleNamespace) -> None:
        settings.COMPONENTS_SHOWN = False

        assert Client().get("/components/").status_code == 404
        assert Client().get("/components/badge/").status_code == 404
