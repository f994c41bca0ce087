"""Relief from a fee through the pages and the API, without scripts: asked, followed, decided."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.signing_in import signed_in
from tests.cast import on_stage
from tests.core import samples
from tests.core.bringing import uploaded
from tests.money import reliefs
from tests.money.build import Owed, owed
from yunting.core.actor import Actor
from yunting.core.models import Document
from yunting.filing.services import assignment
from yunting.lib import clock
from yunting.money.models import FeeState, JudicialRelief, ReliefState
from yunting.ui.uploads import TOKENS

pytestmark = [pytest.mark.django_db, pytest.mark.feature("S8")]
POOR = {"ground": "minimum_allowance", "reason": reliefs.POOR, "confirmed": "on"}


@pytest.fixture
def told(db: None) -> Owed:
    at = clock.now() - timedelta(hours=2)
    told = owed(on_stage(at), at=at, served=clock.day_of(at))
    assignment.assign(told.notice.case, by=Actor.court(), at=at)
    return told


@pytest.fixture
def zhang(told: Owed) -> Client:
    return signed_in(told.cast.zhang)


@pytest.fixture
def wang(told: Owed) -> Client:
    return signed_in(told.cast.wang)


def send(client: Client, address: str, **typed: Any) -> Any:
    return client.post(address, {**typed, "form_key": uuid4().hex}, follow=True)


def asking(told: Owed) -> str:
    return reverse("money:relief-ask", args=[told.notice.pk])


def proof(told: Owed) -> str:
    content = samples.pdf()
    return uploaded(told.cast.zhang, told.notice.matter, content, "低保证.pdf").token


def applied(told: Owed, zhang: Client) -> JudicialRelief:
    send(zhang, asking(told), **POOR, **{TOKENS: proof(told)})
    return JudicialRelief.objects.get(notice=told.notice)


class TestAsking:
    def test_leads_from_the_fee_to_the_application(self, told: Owed, zhang: Client) -> None:
        shown = zhang.get(told.notice.get_absolute_url()).content.decode()

        assert asking(told) in shown
        assert "申请缓交、减交或者免交" in zhang.get(asking(told)).content.decode()

    def test_with_proof_stops_the_days(self, told: Owed, zhang: Client) -> None:
        answer = send(zhang, asking(told), **POOR, **{TOKENS: proof(told)})

        assert "决定以前不计算交费期限" in answer.content.decode()
        assert "低保证.pdf" in answer.content.decode()
        fee = zhang.get(told.notice.get_absolute_url()).content.decode()
        assert "司法救助决定以前不计算" in fee
        assert asking(told) not in fee

    def test_without_proof_says_so_and_keeps_the_words(self, told: Owed, zhang: Client) -> None:
        shown = send(zhang, asking(told), **POOR).content.decode()

        assert "足以证明经济困难的材料" in shown
        assert reliefs.POOR in shown
        assert not JudicialRelief.objects.exists()

    def test_is_nobody_elses(self, told: Owed, wang: Client) -> None:
        assert wang.get(asking(told)).status_code == 404
        assert signed_in(told.cast.li).get(asking(told)).status_code == 404

    def test_is_not_seen_by_the_other_side(self, told: Owed, zhang: Client) -> None:
        held = applied(told, zhang)

        assert signed_in(told.cast.li).get(held.get_absolute_url()).status_code == 404


class TestDeciding:
    def test_is_drawn_up_signed_and_told(self, told: Owed, zhang: Client, wang: Client) -> None:
        held = applied(told, zhang)
        decided = reverse("money:relief-decide", args=[held.pk])

        page = send(wang, decided, outcome="exempt", reasons=reliefs.REASONS)
        paper = Document.objects.get(kind="money.relief-granted")
        assert "不再收取" in page.content.decode()
        sign = reverse("web:sign", args=[paper.code])
        send(wang, sign, read="on", seen=paper.context_sha256)

        shown = zhang.get(held.get_absolute_url()).content.decode()
        assert "准许免交" in shown
        assert reliefs.REASONS in shown
        assert told.fresh().state == FeeState.CLOSED

    def test_says_what_is_missing(self, told: Owed, zhang: Client, wang: Client) -> None:
        decided = reverse("money:relief-decide", args=[applied(told, zhang).pk])

        shown = send(wang, decided, outcome="reduce", percent="29", reasons="属实")

        assert "减交比例不得低于3/10" in shown.content.decode()
        assert not Document.objects.filter(kind="money.relief-granted").exists()

    def test_waits_among_the_judges_tasks(self, told: Owed, zhang: Client, wang: Client) -> None:
        held = applied(told, zhang)

        shown = wang.get(reverse("web:tasks")).content.decode()

        assert held.get_absolute_url() in shown

    def test_is_drawn_up_by_a_program_too(self, told: Owed, zhang: Client, wang: Client) -> None:
        held = applied(told, zhang)

        answer = wang.post(
            f"/api/v1/court/reliefs/{held.pk}/decide",
            {"outcome": "refuse", "reasons": "有固定收入"},
            content_type="application/json",
            headers={"Idempotency-Key": uuid4().hex},
        )

        assert answer.status_code == 200
        assert answer.json()["state"] == ReliefState.ASKED
        assert answer.json()["paper"]
