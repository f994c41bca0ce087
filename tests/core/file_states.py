"""A sealing, a striking and a request for a copy in each of their states, by the services."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.cast import AT, Cast, acting
from tests.core import samples
from tests.core.filed import ORDER, checked
from tests.filing.states import CASES
from yunting.core import certified_copies, misfiling, sealing
from yunting.core.audience import Audience
from yunting.core.models import (
    CaseState,
    CopyRequest,
    CopyState,
    File,
    Misfiling,
    MisfilingState,
    Restriction,
    RestrictionState,
)


def _laid(cast: Cast) -> File:
    case = CASES[CaseState.ASSIGNED](cast)
    return checked(cast.zhang, case.matter, samples.pdf(1), "合同.pdf", Audience.PARTIES)


def _sealed(cast: Cast) -> Restriction:
    file = _laid(cast)
    judge = acting(cast.wang, file.matter)
    return sealing.seal(file, level="public", reason="隐私", order=ORDER, by=judge, at=AT)


def _lifted(cast: Cast) -> Restriction:
    row = _sealed(cast)
    judge = acting(cast.wang, row.matter)
    return sealing.unseal(row, reason="已公开", order=ORDER, by=judge, at=AT)


def _struck(cast: Cast) -> Misfiling:
    file = _laid(cast)
    clerk = acting(cast.sun, file.matter)
    return misfiling.strike(file, ground="mistaken", reason="误交", by=clerk, at=AT)


def _restored(cast: Cast) -> Misfiling:
    row = _struck(cast)
    return misfiling.restore(row, reason="没有误交", by=acting(cast.wang, row.matter), at=AT)


def _asked(cast: Cast) -> CopyRequest:
    file = _laid(cast)
    by = acting(cast.zhang, file.matter)
    return certified_copies.ask(file, purpose="银行", by=by, at=AT)


def _issued(cast: Cast) -> CopyRequest:
    row = _asked(cast)
    return certified_copies.issue(row, by=acting(cast.sun, row.matter), at=AT)


def _refused(cast: Cast) -> CopyRequest:
    row = _asked(cast)
    by = acting(cast.sun, row.matter)
    return certified_copies.refuse(row, reason="不属于本案", by=by, at=AT)


def _withdrawn(cast: Cast) -> CopyRequest:
    row = _asked(cast)
    return certified_copies.withdraw(row, by=acting(cast.zhang, row.matter), at=AT)


SUBJECTS: dict[str, dict[str, Callable[[Cast], Any]]] = {
    "core.Restriction": {
        RestrictionState.IN_FORCE: _sealed,
        RestrictionState.LIFTED: _lifted,
    },
    "core.Misfiling": {
        MisfilingState.STRUCK: _struck,
        MisfilingState.RESTORED: _restored,
    },
    "core.CopyRequest": {
        CopyState.ASKED: _asked,
        CopyState.ISSUED: _issued,
        CopyState.REFUSED: _refused,
        CopyState.WITHDRAWN: _withdrawn,
    },
}
