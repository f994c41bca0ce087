"""What every test may ask for: the database in the web role, a database of its own, a browser."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import override_settings
from hypothesis import settings
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from tests import database
from tests.neighbours import Program, running
from tests.papers import press, seal_home
from tools.setup import find_browser
from yunting.project.cluster import WEB

# Pages in tests take styles from where they are written, so no test depends on collectstatic.
FROM_SOURCE = {
    "STORAGES": {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    },
    "WHITENOISE_AUTOREFRESH": True,
    "WHITENOISE_USE_FINDERS": True,
}
# The browser's loop runs beside the tests in their thread, and Django takes it for their caller.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
__all__ = ["press", "seal_home"]
# How long an example takes says something about the machine, and nothing about the law.
settings.register_profile("full", deadline=None)
settings.register_profile("fast", deadline=None, max_examples=25)
settings.load_profile("full")
LOOPBACK = ["127.0.0.1", "::1", "localhost"]
NEIGHBOURS = {"neighbours_program"}
LONG = ("browser", "faults")
BROWSER_OPTIONS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_configure() -> None:
    """Let the thread in which Playwright keeps its loop look into the database."""
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests that talk to a running court reach this machine, and nothing else.

    Files with a browser or a court to kill come first, then those that start programs of a court,
    so that no worker ends alone with one.
    """
    long = {item.path for item in items if any(map(item.get_closest_marker, LONG))}
    items.sort(key=lambda item: (item.path not in long, item.path.parent.name != "project"))
    for item in items:
        talks = NEIGHBOURS & set(getattr(item, "fixturenames", ()))
        if talks or item.get_closest_marker("browser") or item.get_closest_marker("faults"):
            item.add_marker(pytest.mark.allow_hosts(LOOPBACK))


@pytest.fixture(scope="session", autouse=True)
def static_from_source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Serve styles and scripts from the source tree; keep what is uploaded out of it."""
    with override_settings(**FROM_SOURCE, FILES=tmp_path_factory.mktemp("files")):
        yield


@pytest.fixture(scope="session")
def template() -> Iterator[str]:
    """Return the name of the migrated database that copies are made from."""
    with database.running_cluster():
        yield database.migrated_template()


@pytest.fixture(scope="session")
def django_db_setup(template: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Connect this worker to a copy of the template, in the role that owns no table."""
    with database.copy_of(template) as name, django_db_blocker.unblock():
        connect_to(name)
        yield
        connection.close()


@pytest.fixture
def own_database(
    django_db_setup: None, template: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """Give one test a database in which it really commits, from as many threads as it likes.

    Facts cannot be truncated, so `django_db(transaction=True)` cannot clean up: this drops instead.
    Yields the web role's address.
    """
    usual = connection.settings_dict["NAME"]
    with database.copy_of(template) as name, django_db_blocker.unblock():
        connect_to(name)
        yield database.CLUSTER.url(WEB, name)
        connect_to(usual)


def connect_to(name: str) -> str:
    """Connect to a database of the test cluster from now on; return which it was before."""
    before = str(connection.settings_dict["NAME"])
    connection.close()
    connection.settings_dict.update(
        NAME=name,
        USER=WEB,
        HOST=str(database.CLUSTER.place.socket),
        PASSWORD="",
        PORT="",
        OPTIONS={},
    )
    # Django would find out by making a table, which this role must not.
    connection.features.supports_transactions = True
    return before


@pytest.fixture(scope="session")
def browser_type_launch_args() -> Iterator[dict[str, object]]:
    """Start the machine's Chromium with nothing that reaches outside."""
    with pytest.MonkeyPatch.context() as environment:
        # Playwright keeps a loop running in this thread until the session ends; Django would take
        # every later test of this process for asynchronous code and refuse it the database.
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield {"executable_path": find_browser(), "args": BROWSER_OPTIONS}


@pytest.fixture(scope="session")
def neighbours_program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """Run the neighbours once for all tests that talk to them."""
    with running(tmp_path_factory.mktemp("neighbours")) as program:
        yield program


@pytest.fixture
def neighbours(neighbours_program: Program, settings: Settings, tmp_path: Path) -> Program:
    """Give the court good neighbours it has not met, and keys of its own."""
    neighbours_program.good()
    settings.NEIGHBOURS_URL = neighbours_program.url
    settings.HOME = tmp_path
    return neighbours_program
