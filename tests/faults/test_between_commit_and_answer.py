"""The pages die after an act is committed and before anybody is answered: sent again, done once."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from tests.accounts.signing_in import sign_in_staff
from tests.cast import Cast, on_stage
from tests.filing.desk_stage import on_the_desk
from yunting.core.models import Case, Event
from yunting.filing.models import Filing
from yunting.lib import clock
from yunting.project.database import ROOT

pytestmark = [pytest.mark.faults, pytest.mark.feature("X8")]
KEY = "key-of-a-form-nobody-was-answered"
# The pages, in a process of their own that is gone before it can answer.
DIES = """
import os, signal, sys
import django; django.setup()
from django.test import Client
from django.core.handlers.base import BaseHandler
answer = BaseHandler.get_response
def die(self, request):
    if answer(self, request).status_code == 303:
        os.kill(os.getpid(), signal.SIGKILL)
BaseHandler.get_response = die
client = Client()
client.cookies["sessionid"] = sys.argv[1]
client.post(sys.argv[2], {"is_simple": "yes", "form_key": sys.argv[3]})
"""


@pytest.fixture
def cast(own_database: str) -> Cast:
    return on_stage(clock.now())


def test_what_was_committed_is_found_and_not_done_again(
    cast: Cast, own_database: str, tmp_path: Path
) -> None:
    filing = on_the_desk(cast, at=clock.now())
    address = f"/court/filings/{filing.pk}/accept/"
    clerk = Client()
    sign_in_staff(clerk, cast.sun)
    told = {"DJANGO_SETTINGS_MODULE": "yunting.project.settings", "YUNTING_HOME": str(tmp_path)}
    died = subprocess.run(
        [sys.executable, "-c", DIES, clerk.cookies["sessionid"].value, address, KEY],
        cwd=ROOT,
        env={**os.environ, **told, "YUNTING_DATABASE_URL": own_database},
        capture_output=True,
        text=True,
        check=False,
    )
    assert died.returncode == -signal.SIGKILL, died.stderr
    committed = Event.objects.get(kind="filing.accepted", key=KEY)

    again = clerk.post(address, {"is_simple": "yes", "form_key": KEY}, follow=True)

    page = again.content.decode()
    case = Case.objects.get()
    assert "没有重复办理" in page
    assert case.number in page
    assert Event.objects.get(kind="filing.accepted") == committed
    assert Filing.objects.get(pk=filing.pk).case == case


def test_other_content_under_its_key_is_refused(cast: Cast) -> None:
    filing = on_the_desk(cast, at=clock.now())
    clerk = Client()
    sign_in_staff(clerk, cast.sun)
    address = f"/court/filings/{filing.pk}/accept/"
    clerk.post(address, {"is_simple": "yes", "form_key": KEY})

    assert clerk.post(address, {"is_simple": "no", "form_key": KEY}).status_code == 422
    assert Case.objects.count() == 1
