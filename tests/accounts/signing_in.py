"""Sessions as the door begins them, for tests of what lies behind it."""

from django.http import HttpRequest
from django.test import Client

from yunting.accounts.views import entrance
from yunting.core.models import Account


def sign_in_citizen(client: Client, account: Account, *, agent: str = "") -> None:
    """Sign in somebody of the public."""
    _sign_in(client, account, how="phone", agent=agent)


def sign_in_staff(client: Client, account: Account, *, password_due: bool = False) -> None:
    """Sign in a colleague as both factors do; `password_due` if they still have to change it."""
    _sign_in(client, account, how="second-factor")
    session = client.session
    session[entrance.PASSWORD_DUE] = password_due
    session.save()


def _sign_in(client: Client, account: Account, *, how: str, agent: str = "") -> None:
    client.force_login(account)
    request = HttpRequest()
    request.session = client.session
    request.META.update({"REMOTE_ADDR": "127.0.0.1", "HTTP_USER_AGENT": agent})
    entrance.let_in(request, account, how=how)
    request.session.save()
    client.cookies["sessionid"] = request.session.session_key or ""


def signed_in(account: Account) -> Client:
    """Return a browser somebody is signed in with."""
    client = Client()
    (sign_in_staff if account.is_court_staff else sign_in_citizen)(client, account)
    return client
