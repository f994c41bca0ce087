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
    ("money.JudicialRelief", "grant"): "money:relief",
    ("money.Payment", "propose"): "money:payment",
    ("money.Payment", "confirm"): "money:payment",
    ("feedback.Voice", "answer"): "feedback:voice",
    ("feedback.Voice", "answer-late"): "feedback:voice",
    ("filing.Evidence", "find-same"): "filing:evidence-compare",
    ("filing.Evidence", ""): "filing:evidence-item",
}
# What has its place on a page of something larger knows it by itself.
_ON_THE_PAGE_OF_ANOTHER = {("money.Difference", "explain")}
# The party's own pages are those of the dispute, not of a row.
_OF_MATTER = {
    ("delivery.OnlineConsent", "give"): "delivery:online",
    ("delivery.AddressConfirmation", "confirm"): "delivery:address",
}
# What a colleague notes for a party is noted where its papers are served.
_AT_THE_COURT = {("delivery.AddressConfirmation", "confirm"): "delivery:matter"}


def of(subject: Any, move: Move | None, *, at_the_court: bool) -> str:
    """Return the address where the move is made, or of what a period is for; empty without one.

    `at_the_court`: for a colleague, who does not come in at the party's door.
    """
    key = (subject._meta.label, move.name if move else "")
    if key in _OF_MATTER:
        name = _AT_THE_COURT.get(key) if at_the_court else None
        return reverse(name or _OF_MATTER[key], args=[subject.matter.code])
    if key in _ON_THE_PAGE_OF_ANOTHER:
        return str(subject.get_absolute_url())
    name = _DOORS.get(key)
    return reverse(name, args=[subject.pk]) if name else ""
