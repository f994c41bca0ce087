"""Programs of somebody: clients of the API with an access token."""

import json
from typing import Any
from urllib.parse import quote

import schemathesis
from django.test import Client

from tests.cast import AT
from yunting.accounts.services import tokens
from yunting.core.actor import Actor
from yunting.core.models import Account
from yunting.lib import clock

ROOT = "/api/v1"
JSON = (dict, list, str, int, float, bool, type(None))


def secret_of(account: Account, *, name: str = "程序") -> str:
    """Issue a token of the account and return its secret."""
    issued = tokens.issue_access_token(
        name, by=Actor.of(account, None), at=AT, machine_at=clock.machine_now()
    )
    return issued.secret


class Program:
    """A program with somebody's token; with nobody's it has none."""

    def __init__(self, account: Account | None) -> None:
        headers = {"Authorization": f"Bearer {secret_of(account)}"} if account else {}
        # What a page elsewhere cannot forge, a program need not send.
        self.client = Client(headers=headers, enforce_csrf_checks=True)

    def get(self, path: str, **query: Any) -> Any:
        """Read an address below /api/v1."""
        return self.client.get(ROOT + path, query_params=query)

    def call(self, method: str, path: str, body: Any = None, *, key: str = "") -> Any:
        """Send JSON to an address below /api/v1, under a key if one is given."""
        return self.client.generic(
            method,
            ROOT + path,
            data=json.dumps(body) if body is not None else "",
            content_type="application/json",
            headers={"Idempotency-Key": key} if key else {},
        )

    def send(self, case: schemathesis.Case[Any]) -> Any:
        """Send a made-up request."""
        path = case.path
        for name, value in (case.path_parameters or {}).items():
            path = path.replace(f"{{{name}}}", quote(str(value), safe=""))
        return self.client.generic(
            case.method,
            path,
            data=json.dumps(case.body) if isinstance(case.body, JSON) else "",
            content_type=case.media_type or "application/json",
            query_params=case.query or {},
            headers=dict(case.headers or {}),
        )
