"""The permission matrix: every cell is played on a real subject, and it is what is committed."""

import csv
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.accounts.helps import HELPS
from tests.cast import AT, Cast, acting, on_stage
from tests.core import file_states
from tests.core.bringing import brought
from tests.delivery import states as delivery
from tests.feedback import build as feedback
from tests.filing import defence_states, evidence_stage, states
from tests.filing.build import drafted
from tests.money import states as money
from tests.paper_states import PAPERS
from tools import matrix
from yunting.accounts import procedure as identity
from yunting.accounts.events import IdentityAsked, IdentityChecked
from yunting.accounts.models import CheckState, IdentityCheck
from yunting.core import files
from yunting.core.actor import Actor, Channel
from yunting.core.models import File, FileState, ScanState
from yunting.core.models.person import IdKind
from yunting.core.procedure import Move, Procedure, perform, procedures
from yunting.core.roles import Role
from yunting.lib.errors import Refused
from yunting.project.database import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("press")]
MATRIX = ROOT / "docs" / "procedures" / "matrix.csv"
NUMBER = "330902198503070006"


class Reached(Exception):
    """The engine let the act begin; nothing of it is kept."""


def asked(cast: Cast) -> IdentityCheck:
    with perform(identity.ASK, None, by=acting(cast.zhang), at=AT) as step:
        check = step.subject = IdentityCheck.objects.create(
            account=cast.zhang,
            id_kind=IdKind.RESIDENT,
            id_number=NUMBER,
            name="张澄",
            state=CheckState.ASKED,
            asked_at=AT,
        )
        step.fact = IdentityAsked(check.pk, IdKind.RESIDENT, "张澄", NUMBER)
    return check


def bring(cast: Cast) -> File:
    return brought(cast.zhang, drafted(cast).matter, b"text")


def answered(move: Move) -> Callable[[Cast], IdentityCheck]:
    def build(cast: Cast) -> IdentityCheck:
        with perform(move, asked(cast), by=Actor.court(), at=AT) as step:
            result = CheckState(move.target)
            step.fact = IdentityChecked(
                account=cast.zhang.pk,
                id_kind=IdKind.RESIDENT,
                result=result,
                outcome=result.label,
                how="register",
                name="张澄",
                id_number=NUMBER,
            )
        return step.subject

    return build


ANSWERS = tuple(m for m in identity.IDENTITY.moves if m.fact is IdentityChecked)
FILES: dict[str, Callable[[Cast], File]] = {
    FileState.RECEIVED: bring,
    FileState.READY: lambda cast: files.check(bring(cast), at=AT),
    FileState.REFUSED: lambda cast: files.refuse(bring(cast), "病毒", scan=ScanState.FOUND, at=AT),
}
SUBJECTS: dict[str, dict[str, Callable[[Cast], Any]]] = {
    "filing.Filing": dict(states.FILINGS),
    "core.Case": dict(states.CASES),
    **defence_states.SUBJECTS,
    "core.File": dict(FILES),
    "delivery.OnlineConsent": dict(delivery.CONSENTS),
    "delivery.OfflineRequest": dict(delivery.REQUESTS),
    "delivery.AddressConfirmation": dict(delivery.ADDRESSES),
    "delivery.Service": dict(delivery.SERVICES),
    "filing.EvidenceList": dict(evidence_stage.LISTS),
    "filing.Evidence": dict(evidence_stage.ITEMS),
    "core.Document": dict(PAPERS),
    **file_states.SUBJECTS,
    **money.SUBJECTS,
    **feedback.SUBJECTS,
    "accounts.HelpMandate": dict(HELPS),
    "accounts.IdentityCheck": {
        CheckState.ASKED: asked,
        **{move.target: answered(move) for move in ANSWERS},
    },
}


def committed() -> dict[tuple[str, str, str], dict[str, str]]:
    with MATRIX.open(encoding="utf-8") as file:
        return {
            (row.pop("subject"), row.pop("state"), row.pop("move")): row
            for row in csv.DictReader(file)
        }


def played(move: Move, subject: Any, role: Role) -> str:
    """Return what the engine answers somebody in this role who begins the move."""
    by = Actor(None, None, matrix.roles_of(role), channel=Channel.SYSTEM)
    try:
        with transaction.atomic(), perform(move, subject, by=by, at=AT):
            raise Reached
    except Reached:
        return matrix.ALLOWED
    except Refused as refusal:
        return f"refused:{refusal.code}"


def places() -> Iterator[tuple[Procedure, str]]:
    for procedure in procedures():
        for state in (matrix.BIRTH, *procedure.states.values):
            yield procedure, state


@pytest.mark.parametrize(
    ("procedure", "state"),
    [pytest.param(p, s, id=f"{p.subject}-{s or 'birth'}") for p, s in places()],
)
def test_the_engine_answers_every_cell_as_committed(procedure: Procedure, state: str) -> None:
    cast = on_stage()
    subject = SUBJECTS[procedure.subject][state](cast) if state else None
    assert subject is None or subject.state == state
    moves = [m for m in procedure.moves if bool(m.source) == bool(state)]

    answers = {
        (procedure.subject, state, move.name): {
            str(role): played(move, subject, role) for role in Role
        }
        for move in moves
    }

    known = committed()
    assert {key: known.get(key) for key in answers} == answers


def test_every_procedure_has_a_subject_in_each_of_its_states() -> None:
    told = {p.subject: set(p.states.values) for p in procedures()}

    assert {name: set(built) for name, built in SUBJECTS.items()} == told
