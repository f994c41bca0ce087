"""The press is killed between seal and row: never two seals, never a lost paper."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys

import pytest
from pytest_django import Settings

from tests.cast import on_stage
from tests.filing.states import CASES
from tests.papers import Aside, judged
from yunting.core import document_press, documents, store
from yunting.core.actor import Actor
from yunting.core.models import CaseState, Document, DocumentState, Event, Sealing, Side
from yunting.filing import documents as papers
from yunting.filing.selectors import contexts
from yunting.lib import clock
from yunting.project.database import ROOT

pytestmark = [pytest.mark.faults, pytest.mark.feature("X8")]
PAPERS = 3
# The press in a process of its own, gone in the middle of the second paper of its batch.
DIES = """
import os, signal, sys
import django; django.setup()
from yunting.core import document_press, store
from yunting.core.press.making import Everywhere, Here
from yunting.lib import clock
turns = 0
def dies(holder, name, *, before, turn):
    whole = getattr(holder, name)
    def half(*args, **kwargs):
        global turns
        turns += 1
        if before and turns == turn:
            os.kill(os.getpid(), signal.SIGKILL)
        done = whole(*args, **kwargs)
        if not before and turns == turn:
            os.kill(os.getpid(), signal.SIGKILL)
        return done
    setattr(holder, name, half)
dies(*{
    "sealed, nothing kept": (document_press, "_make"),
    "kept, not stored": (document_press, "_finish"),
    "stored, not named": (store, "keep_bytes"),
    "named and recorded": (document_press, "_finish"),
}[sys.argv[1]], before=sys.argv[1] == "kept, not stored", turn=1 if "nothing" in sys.argv[1] else 2)
press = Everywhere(1) if "not stored" in sys.argv[1] else Here()
document_press.press_some(at=clock.now(), machine_at=clock.machine_now(), press=press)
"""


class Idle:
    """A press that must not be asked: what it would make has its seal already."""

    def make(self, orders):  # type: ignore[no-untyped-def]
        raise AssertionError(f"{len(orders)} papers are sealed a second time")


@pytest.fixture
def issued(own_database: str, press: None) -> list[Document]:
    """Return papers that wait for the press, in a database others can read."""
    case = CASES[CaseState.ASSIGNED](on_stage(clock.now()))
    return [
        documents.issue(
            papers.ACCEPTANCE,
            contexts.acceptance(case),
            matter=case.matter,
            case=case,
            side=Side.CLAIMING,
            by=Actor.court(),
            at=clock.now(),
        )
        for _ in range(PAPERS)
    ]


def killed(where: str, settings: Settings, database: str) -> None:
    """Let a press of its own die there."""
    told = {
        "DJANGO_SETTINGS_MODULE": "yunting.project.settings",
        "YUNTING_HOME": str(settings.HOME),
        "YUNTING_FILES": str(settings.FILES),
        "YUNTING_DATABASE_URL": database,
    }
    died = subprocess.run(
        [sys.executable, "-c", DIES, where],
        cwd=ROOT,
        env={**os.environ, **told},
        capture_output=True,
        text=True,
        check=False,
    )
    assert died.returncode == -signal.SIGKILL, died.stderr


@pytest.mark.parametrize(
    ("where", "kept", "done"),
    [
        ("sealed, nothing kept", 0, 0),
        ("kept, not stored", PAPERS - 1, 1),
        ("stored, not named", PAPERS - 1, 1),
        ("named and recorded", PAPERS - 2, 2),
    ],
)
def test_every_paper_has_one_seal_and_none_is_lost(
    issued: list[Document],
    settings: Settings,
    own_database: str,
    where: str,
    kept: int,
    done: int,
) -> None:
    killed(where, settings, own_database)
    rows = {row.document_id: row.sealed for row in Sealing.objects.all()}
    sealed_before = {
        key: hashlib.sha256(bytes(content)).hexdigest()
        for key, content in rows.items()
        if content is not None
    } | {one.pk: one.sealed_sha256 for one in Document.objects.filter(state=DocumentState.SEALED)}
    assert len([one for one in rows.values() if one is not None]) == kept
    assert Document.objects.filter(state=DocumentState.SEALED).count() == done

    goes_on = Idle() if kept else Aside()
    document_press.press_all(at=clock.now(), machine_at=clock.machine_now(), press=goes_on)

    papers_now = list(Document.objects.filter(pk__in=[one.pk for one in issued]))
    assert {one.state for one in papers_now} == {DocumentState.SEALED}
    assert not Sealing.objects.exists()
    uses = Event.objects.filter(kind="core.document-sealed").values_list("about_id", flat=True)
    assert sorted(pk for pk in uses if pk) == sorted(one.pk for one in issued)
    for one in papers_now:
        assert store.is_whole(one.sealed_sha256)
        assert sealed_before.get(one.pk, one.sealed_sha256) == one.sealed_sha256
    with documents.content_of(papers_now[1]) as file:
        assert judged(file.read()).bottom_line
