"""Which page an act is done on: from a subject and a move to an address."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from yunting.core.procedure import Move

_DOORS = {
    ("filing.Filing", "submit"): "filing:draft",
    ("filing.Filing", "correct"): "filing:correction",
    ("filing.Filing", "accept"): "filing:desk",
    ("core.Case", "assign"): "filing:case-judge",
    ("filing.Association", "confirm"): "filing:association",
    ("filing.Answer", "submit"): "filing:answer",
    ("filing.JurisdictionObjection", "dismiss"): "filing:objection",
    ("filing.ExtensionRequest", "grant"): "filing:extension",
    ("filing.Evidence", "find-same"): "filing:evidence-compare",
}


def of(subject: Any, move: Move | None) -> str:
    """Return the address where the move is made; empty if it has no page of its own."""
    name = _DOORS.get((subject._meta.label, move.name)) if move else None
    return reverse(name, args=[subject.pk]) if name else ""
