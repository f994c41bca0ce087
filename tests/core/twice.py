"""Every act on papers and on a dispute's file as its page sends it, for the double click.

The test is tests/web/test_twice.py.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.urls import reverse

from tests.core.filed import ORDER
from tests.delivery.twice import Click, Way
from tests.filing.pages import Device, sent_with
from tests.web.world import World
from yunting.core.models import File

PAPER, FILE, COPY = "core.Document", "core.File", "core.CopyRequest"
MISFILING, RESTRICTION = "core.Misfiling", "core.Restriction"
REASON = {"reason": "名称有误，按营业执照更正"}


def on_paper(act: str, state: str, who: str, **typed: str) -> Way:
    """Return an act on a paper in a state."""

    def way(world: World) -> Click:
        paper = getattr(world.papers, state)
        seen = {"read": "on", "seen": paper.context_sha256} if act == "sign" else {}
        return Click(who, reverse(f"web:{act}", args=[paper.code]), {**seen, **typed})

    return way


def on_item(act: str, which: str, who: str, **typed: str) -> Way:
    """Return an act on a file that lies in the dispute's file."""

    def way(world: World) -> Click:
        found: File = getattr(world.file.filed, which)
        address = reverse(f"web:{act}", args=[world.file.code, "file", found.pk])
        return looked_at(world, Click(who, address, typed))

    return way


def looked_at(world: World, click: Click) -> Click:
    """Return an act with what was shown before it: effects are read first, then confirmed."""
    page = Device(getattr(world.cast, click.who)).open(click.address).send(click.typed)
    return replace(click, typed=sent_with(page, dict(page.buttons)))


def on(act: str, subject: str, who: str, **typed: str) -> Way:
    """Return an act on something made before."""

    def way(world: World) -> Click:
        found: Any = getattr(world.file, subject)
        address = reverse(f"web:{act}", args=[found.pk])
        click = Click(who, address, typed)
        return click if subject == "asked" else looked_at(world, click)

    return way


def replaced(world: World) -> Click:
    """Return the replacement of a file by another of the same dispute."""
    other = world.file.filed.theirs
    return on_item(
        "correct", "ours", "sun", how="replaced", by_file=str(other.pk), reason="更清晰"
    )(world)


def moved(world: World) -> Click:
    """Return the move of a file to the case it belongs to."""
    way = on_item(
        "correct", "ours", "sun", how="moved", to=world.assigned.number, reason="另案材料"
    )
    return way(world)


WAYS: dict[tuple[str, str], Way] = {
    (PAPER, "sign"): on_paper("sign", "prepared", "zhou"),
    (PAPER, "discard"): on_paper("discard", "prepared", "zhou", reason="证据不足"),
    (PAPER, "recall"): on_paper("recall", "sealed", "sun", reason="误发"),
    (PAPER, "supersede"): on_paper("reissue", "sealed", "sun", **REASON),
    (MISFILING, "strike"): on_item("correct", "ours", "sun", how="mistaken", reason="误交"),
    (MISFILING, "replace"): replaced,
    (MISFILING, "move-away"): moved,
    (MISFILING, "restore"): on("restore", "struck", "zhou", reason="没有误交"),
    (RESTRICTION, "seal-off"): on_item(
        "seal-item", "ours", "wang", whom="side:answering", order=ORDER, reason="商业秘密"
    ),
    (RESTRICTION, "unseal"): on("unseal", "sealed", "wang", order=ORDER, reason="已经公开"),
    (COPY, "ask"): on_item("copy-ask", "theirs", "li", purpose="办理银行手续"),
    (COPY, "issue"): on("copy-issue", "asked", "sun"),
    (COPY, "refuse"): on("copy-refuse", "asked", "sun", reason="不属于本案"),
    (COPY, "withdraw"): on("copy-withdraw", "asked", "zhang"),
}
# What follows from other acts; who holds them is said here.
BY_RULE = {
    (PAPER, "prepare"): "tests/filing/test_papers.py",
    (PAPER, "issue"): "tests/core/test_documents.py",
    (PAPER, "seal"): "tests/core/test_documents.py",
    (FILE, "receive"): "tests/core/test_files.py",
    (FILE, "pass"): "tests/core/test_files.py",
    (FILE, "refuse"): "tests/core/test_files.py",
    (FILE, "move-in"): "tests/core/test_misfiling.py",
    ("core.Case", "transfer"): "tests/filing/test_papers.py",
    ("filing.Filing", "refuse"): "tests/filing/test_papers.py",
}
