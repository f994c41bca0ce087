"""Every act of feedback as its page sends it, for the double click of tests/web/test_twice.py."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from tests.delivery.twice import Click, Way
from tests.web.world import World

VOICE = "feedback.Voice"


def spoken(**typed: Any) -> Way:
    """Return what 张 says of the filing under review."""

    def way(world: World) -> Click:
        address = reverse("feedback:speak", args=[world.filings["submitted"].matter.code])
        return Click("zhang", address, {"step": "filing", "about": "work", **typed})

    return way


def answered(which: str) -> Way:
    """Return 孙's answer."""

    def way(world: World) -> Click:
        address = reverse("feedback:answer", args=[getattr(world.voices, which).pk])
        return Click("sun", address, {"reply": "已经改进，抱歉。"})

    return way


WAYS: dict[tuple[str, str], Way] = {
    (VOICE, "say"): spoken(kind="complaint", words="等了很久。"),
    (VOICE, "rate"): spoken(kind="rating", score="4"),
    (VOICE, "answer"): answered("waiting"),
    (VOICE, "answer-late"): answered("overdue"),
}
BY_RULE = {(VOICE, "raise"): "tests/feedback/test_services.py"}
