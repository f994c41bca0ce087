"""What benchmarks/door.py measures, with Django set up and a court of its own."""

import statistics
import sys
import time

from django.conf import settings
from django.test import Client, override_settings

from benchmarks._court import Measured, show
from benchmarks._world import a_matter, session_of
from yunting.core.models import Account, Matter, Reading

TURNS = 600
WARM = 60


def main() -> int:
    """Measure and print."""
    cast, matter = a_matter(30)
    lines = [
        *through_the_door("a filer", cast.zhang, matter),
        *through_the_door("a colleague", cast.sun, matter),
    ]
    return show("door", lines)


def through_the_door(who: str, account: Account, matter: Matter) -> list[Measured]:
    """Ask for the same object in turns, bare and through the door, and compare the medians."""
    with override_settings(ROOT_URLCONF="benchmarks._views", DEBUG=False):
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = session_of(account)
        took: dict[str, list[float]] = {"bare": [], "door": []}
        before = Reading.objects.count()
        for turn in range(WARM + TURNS):
            for name, times in took.items():
                began = time.perf_counter()
                answer = client.get(f"/{name}/{matter.code}/")
                times.append((time.perf_counter() - began) * 1000)
                if answer.status_code != 200:
                    raise RuntimeError(f"{name} answered {answer.status_code} in turn {turn}")
    if Reading.objects.count() - before != WARM + TURNS:
        raise RuntimeError("a look was not written down")
    bare, door = (statistics.median(took[name][WARM:]) for name in ("bare", "door"))
    return [
        Measured(f"request through the door, {who}", "ms", door, bare),
        Measured(f"the door itself, {who}", "ms", door - bare, at_most=2.5),
    ]


sys.exit(main())
