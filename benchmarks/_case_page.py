"""What benchmarks/case_page.py measures, with Django set up and a court of its own."""

import statistics
import sys
import time

from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from benchmarks._court import Measured, show
from benchmarks._world import a_matter, session_of
from tests.web.busy_world import busy, with_facts
from yunting.core.models import Account, Matter
from yunting.lib import clock

TURNS = 60
WARM = 10
MOST_QUERIES = 14


def main() -> int:
    """Measure and print."""
    cast, short = a_matter(30)
    _, long = a_matter(3_000, cast)
    lines = []
    for matter, facts in ((short, "30"), (long, "3,000")):
        for who, account in (("filer", cast.zhang), ("reviewer", cast.sun)):
            lines += case_page(f"{facts} facts, {who}", account, matter)
    at = clock.now()
    waits = busy(cast, at)
    with_facts(waits, 3_000, at=at)
    for who, account in (("party", cast.li), ("court", cast.sun)):
        lines += case_page(f"3,000 facts, everything waits, {who}", account, waits)
    return show("case_page", lines)


def case_page(what: str, account: Account, matter: Matter) -> list[Measured]:
    """Open the case page and a bare view in turns; count what it asks the database."""
    with override_settings(ROOT_URLCONF="benchmarks._views", DEBUG=False):
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = session_of(account)
        took: dict[str, list[float]] = {"bare": [], "matters": []}
        for _ in range(WARM + TURNS):
            for name, times in took.items():
                began = time.perf_counter()
                client.get(f"/{name}/{matter.code}/")
                times.append((time.perf_counter() - began) * 1000)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(f"/matters/{matter.code}/")
    if answer.status_code != 200:
        raise RuntimeError(f"the case page answered {answer.status_code}")
    bare, page = (statistics.median(took[name][WARM:]) for name in ("bare", "matters"))
    return [
        Measured(f"case page, {what}", "ms", page, bare),
        Measured(f"case page, {what}", "queries", len(asked), at_most=MOST_QUERIES),
    ]


sys.exit(main())
