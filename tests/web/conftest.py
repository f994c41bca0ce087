"""One world for every address, made once; each test sees it as it was made."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker

from tests.accounts.signing_in import sign_in_citizen, sign_in_staff
from tests.cast import AT
from tests.web.world import World, build
from yunting.lib import clock


@pytest.fixture(scope="module")
def store_of_papers(seal_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give the world's court its seal and a store."""
    with override_settings(HOME=seal_home, FILES=tmp_path_factory.mktemp("files")):
        yield


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, store_of_papers: None
) -> Iterator[World]:
    """Make the world in a transaction that never ends."""
    with django_db_blocker.unblock(), transaction.atomic():
        clock.provide(lambda: AT)
        yield build()
        clock.provide(clock.machine_now)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def sessions(world: World) -> dict[str, str]:
    """Sign everybody in once."""
    found = {}
    for name in ("qian", "li", "zhang", "sun", "zhou", "wang"):
        account, client = getattr(world.cast, name), Client()
        (sign_in_staff if account.is_court_staff else sign_in_citizen)(client, account)
        found[name] = client.cookies["sessionid"].value
    return found


@pytest.fixture
def clients(sessions: dict[str, str]) -> dict[str, Client]:
    """Give everybody a browser that is signed in, and `nobody` one that is not."""
    found = {name: Client(enforce_csrf_checks=True) for name in ("nobody", *sessions)}
    for name, session in sessions.items():
        found[name].cookies["sessionid"] = session
    return found
