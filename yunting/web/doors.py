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
    ("delivery.Service", "send"): "delivery:service",
    ("delivery.Service", "accept-reading"): "delivery:service",
    ("delivery.Service", "keep"): "delivery:service",
    ("delivery.OnlineConsent", "allow-retraction"): "delivery:consent",
    ("delivery.OfflineRequest", "allow-offline"): "delivery:offline-request",
    ("money.FeeNotice", "order"): "money:fee",
    ("money.Payment", "propose"): "money:payment",
    ("money.Payment", "confirm"): "money:payment",
    ("filing.Evidence", "find-same"): "filing:evidence-compare",
    ("filing.Evidence", ""): "filing:evidence-item",
}
# The party's own pages are those of the dispute, not of a row.
_OF_MATTER = {
    ("delivery.OnlineConsent", "give"): "delivery:online",
    ("delivery.AddressConfirmation", "confirm"): "delivery:address",
}


def of(subject: Any, move: Move | None) -> str:
    """Return the address where the move is made, or of what a period is for; empty without one."""
    key = (subject._meta.label, move.name if move else "")
    if key in _OF_MATTER:
        return reverse(_OF_MATTER[key], args=[subject.matter.code])
    name = _DOORS.get(key)
    return reverse(name, args=[subject.pk]) if name else ""
