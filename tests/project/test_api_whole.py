"""The API has every read and act of the pages: each move and each address, or why not. X10."""

from __future__ import annotations

import pytest

from tests.project.test_api import operations
from tests.web.recipes import RECIPES, pages
from yunting.core.procedure import procedures
from yunting.core.roles import Role

pytestmark = pytest.mark.feature("X10")
NO_PERSON = {Role.CLOCK, Role.COURT}
# What a person may do, and how a program does it.
ACTS = {
    ("filing.Filing", "open"): "POST /filings",
    ("filing.Filing", "submit"): "POST /filings/{pk}/submit",
    ("filing.Filing", "return"): "POST /court/filings/{pk}/return",
    ("filing.Filing", "allow-second-return"): "POST /court/filings/{pk}/allow",
    ("filing.Filing", "correct"): "POST /filings/{pk}/submit",
    ("filing.Filing", "draft-refusal"): "POST /court/filings/{pk}/refuse",
    ("filing.Filing", "take-back-refusal"): "POST /court/filings/{pk}/take-back",
    ("filing.Filing", "redirect"): "POST /court/filings/{pk}/redirect",
    ("filing.Filing", "take-over"): "POST /court/filings/{pk}/take-over",
    ("filing.Filing", "accept"): "POST /court/filings/{pk}/accept",
    ("filing.Filing", "withdraw"): "POST /filings/{pk}/withdraw",
    ("delivery.OnlineConsent", "ask"): "POST /court/matters/{code}/online/ask",
    ("delivery.OnlineConsent", "ask-again"): "POST /court/matters/{code}/online/ask",
    ("delivery.OnlineConsent", "volunteer"): "POST /matters/{code}/online",
    ("delivery.OnlineConsent", "decline-unasked"): "POST /matters/{code}/online",
    ("delivery.OnlineConsent", "give"): "POST /matters/{code}/online",
    ("delivery.OnlineConsent", "give-later"): "POST /matters/{code}/online",
    ("delivery.OnlineConsent", "refuse"): "POST /matters/{code}/online",
    ("delivery.OnlineConsent", "retract"): "POST /matters/{code}/online/take-back",
    ("delivery.OnlineConsent", "allow-retraction"): "POST /court/consents/{pk}/decide",
    ("delivery.OnlineConsent", "deny-retraction"): "POST /court/consents/{pk}/decide",
    ("delivery.OnlineConsent", "convert"): "POST /court/consents/{pk}/convert",
    ("delivery.OnlineConsent", "note-non-action"): "POST /court/consents/{pk}/non-action",
    ("delivery.OfflineRequest", "ask-offline"): "POST /matters/{code}/online/in-person",
    ("delivery.OfflineRequest", "allow-offline"): "POST /court/offline-requests/{pk}",
    ("delivery.OfflineRequest", "deny-offline"): "POST /court/offline-requests/{pk}",
    ("delivery.AddressConfirmation", "ask"): "POST /court/matters/{code}/address",
    ("delivery.AddressConfirmation", "confirm"): "POST /matters/{code}/address",
    ("delivery.AddressConfirmation", "confirm-later"): "POST /matters/{code}/address",
    ("delivery.AddressConfirmation", "confirm-unasked"): "POST /matters/{code}/address",
    ("delivery.AddressConfirmation", "decline"): "POST /court/addresses/{pk}/declined",
    ("delivery.AddressConfirmation", "replace"): "POST /matters/{code}/address",
    ("delivery.Service", "prepare"): "POST /court/matters/{code}/services",
    ("delivery.Service", "send"): "POST /court/services/{pk}/send",
    ("delivery.Service", "reach-by-call"): "POST /court/services/{pk}/call",
    ("delivery.Service", "miss-by-call"): "POST /court/services/{pk}/call",
    ("delivery.Service", "post-out"): "POST /court/services/{pk}/post",
    ("delivery.Service", "visit-in-vain"): "POST /court/services/{pk}/visit",
    ("delivery.Service", "hand-over"): "POST /court/services/{pk}/visit",
    ("delivery.Service", "leave"): "POST /court/services/{pk}/visit",
    ("delivery.Service", "publish"): "POST /court/services/{pk}/notice",
    ("delivery.Service", "accept-reading"): "POST /court/services/{pk}/reading",
    ("delivery.Service", "reject-reading"): "POST /court/services/{pk}/reading",
    ("delivery.Service", "contest"): "POST /services/{pk}/objection",
    ("delivery.Service", "keep"): "POST /court/services/{pk}/keep",
    ("delivery.Service", "rebut"): "POST /court/services/{pk}/rebut",
    ("delivery.Service", "redate"): "POST /court/services/{pk}/accept-day",
    ("core.Case", "assign"): "POST /court/cases/{pk}/judge",
    ("core.Case", "reassign"): "POST /court/cases/{pk}/judge",
    ("accounts.IdentityCheck", "ask"): "POST /me/identity",
    ("accounts.IdentityCheck", "ask-again"): "POST /me/checks/{pk}/again",
}
# Each address of the pages, and the operation that reads or does the same.
SAME = {
    "accounts:account": "GET /me",
    "accounts:identity": "POST /me/identity",
    "accounts:organisation": "POST /me/mandates",
    "accounts:check": "GET /me/checks/{pk}",
    "accounts:ask-again": "POST /me/checks/{pk}/again",
    "accounts:principals": "GET /me/mandates",
    "accounts:end-mandate": "DELETE /me/mandates/{pk}",
    "accounts:tokens": "POST /me/tokens",
    "accounts:revoke-token": "DELETE /me/tokens/{pk}",
    "filing:start": "POST /filings",
    "filing:draft": "GET /filings/{pk}",
    "filing:question": "PUT /filings/{pk}/questions/{key}",
    "filing:check": "GET /filings/{pk}/check",
    "filing:receipt": "GET /filings/{pk}/receipts/{run}",
    "filing:complaint": "GET /filings/{pk}/complaint",
    "filing:correction": "PUT /filings/{pk}/correction",
    "filing:withdraw": "POST /filings/{pk}/withdraw",
    "filing:queue": "GET /court/filings",
    "filing:take": "POST /court/filings/{pk}/take-over",
    "filing:queue-of": "POST /court/reviewers/{handle}/take-over",
    "filing:desk": "GET /court/filings/{pk}",
    "filing:accept": "POST /court/filings/{pk}/accept",
    "filing:return": "POST /court/filings/{pk}/return",
    "filing:allow": "POST /court/filings/{pk}/allow",
    "filing:refuse": "POST /court/filings/{pk}/refuse",
    "filing:take-back": "POST /court/filings/{pk}/take-back",
    "filing:redirect": "POST /court/filings/{pk}/redirect",
    "filing:take-over": "POST /court/filings/{pk}/take-over",
    "filing:case-judge": "GET /court/cases/{pk}/judge",
    "filing:fairness": "GET /court/draws",
    "delivery:papers": "GET /services",
    "delivery:paper": "GET /services/{pk}",
    "delivery:paper-file": "GET /services/{pk}/paper.pdf",
    "delivery:certificate-file": "GET /services/{pk}/certificate.pdf",
    "delivery:open": "POST /services/{pk}/open",
    "delivery:received": "POST /services/{pk}/received",
    "delivery:contest": "POST /services/{pk}/objection",
    "delivery:certificate": "GET /services/{pk}",
    "delivery:online": "POST /matters/{code}/online",
    "delivery:in-person": "POST /matters/{code}/online/in-person",
    "delivery:retract": "POST /matters/{code}/online/take-back",
    "delivery:address": "POST /matters/{code}/address",
    "delivery:services": "GET /court/services",
    "delivery:service": "GET /court/services/{pk}",
    "delivery:act": "POST /court/services/{pk}/call",
    "delivery:visit": "POST /court/services/{pk}/visit",
    "delivery:publish": "POST /court/services/{pk}/notice",
    "delivery:letters": "GET /court/letters",
    "delivery:print": "POST /court/letters/printed",
    "delivery:matter": "GET /court/services",
    "delivery:serve": "POST /court/matters/{code}/services",
    "delivery:stages": "GET /court/matters/{code}/online",
    "delivery:ask": "POST /court/matters/{code}/online/ask",
    "delivery:consent": "GET /court/matters/{code}/online",
    "delivery:consent-act": "POST /court/consents/{pk}/decide",
    "delivery:offline-request": "POST /court/offline-requests/{pk}",
    "delivery:note-known": "POST /court/matters/{code}/known",
    "delivery:choose-receiver": "POST /court/matters/{code}/receiver",
    "delivery:ask-address": "POST /court/matters/{code}/address",
    "delivery:declined": "POST /court/addresses/{pk}/declined",
    "web:check": "GET /check/{code}",
    "web:short-check": "GET /check/{code}",
    "web:rules": "GET /rules",
    "web:rule": "POST /rules/fees.acceptance",
    "web:my-cases": "GET /matters",
    "web:matter": "GET /matters/{code}",
    "web:calendar": "GET /matters/{code}/calendar.ics",
    "web:messages": "GET /messages",
    "web:read-message": "POST /messages/{pk}/read",
    "web:today": "GET /deadlines",
    "web:tasks": "GET /tasks",
    "web:cases": "GET /court/cases",
    "ui:terms": "GET /terms",
}
# A program has a token instead of a door, and nothing to look at.
ONLY_FOR_PEOPLE = {
    "accounts:sign-in",
    "accounts:code",
    "accounts:sign-up",
    "accounts:sign-out",
    "accounts:extend",
    "accounts:staff-sign-in",
    "accounts:second-factor",
    "accounts:enrol",
    "accounts:recovery-codes",
    "accounts:password",
    "accounts:act-for-oneself",
    "accounts:end-session",
    "accounts:end-other-sessions",
    "accounts:prove-again",
    "accounts:prove-again-send",
    "api-page",
    "neighbours-callback",
    "ui:component",
    "ui:components",
    "ui:elder",
    "ui:help",
    "ui:signed-in",
    "web:home",
}


def test_every_move_of_a_person_is_an_operation() -> None:
    theirs = {(p.subject, m.name) for p in procedures() for m in p.moves if m.by - NO_PERSON}

    assert theirs == set(ACTS)
    assert set(ACTS.values()) <= set(operations())


def test_every_address_of_the_pages_is_an_operation_or_is_only_for_people() -> None:
    assert set(pages()) == SAME.keys() | ONLY_FOR_PEOPLE
    assert not SAME.keys() & ONLY_FOR_PEOPLE
    assert set(SAME.values()) <= set(operations())


def test_what_is_only_for_people_is_nobody_s_case() -> None:
    assert [route for route in ONLY_FOR_PEOPLE if RECIPES[route].mine == {"zhang"}] == [
        "accounts:end-session"
    ]
