"""What is sealed from a side is behind no door: it tries every address and every read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client

from tests.cast import AT
from tests.core.filed import DRAWING, ORDER
from tests.project.test_api import operations
from tests.web.recipes import RECIPES, pages
from tests.web.world import World
from yunting.core import case_file, misfiling, reading, sealing
from yunting.core.models import Document, File, Matter
from yunting.filing.models import Submission
from yunting.project.api import api

ROOT = "/api/v1"
READS = [op for op in sorted(operations()) if op.startswith("GET ")]


@pytest.fixture(autouse=True)
def as_it_was_made(world: World) -> Iterator[None]:
    """Take back whatever a test does to the world."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def sealed_from(world: World, item: Document | File | Matter, side: str = "answering") -> None:
    sealing.seal(
        item,
        level="side" if side else "public",
        side=side,
        reason="秘密",
        order=ORDER,
        by=world.file.filed.judge(),
        at=AT,
    )


def body_of(response: HttpResponseBase) -> str:
    content = b"".join(response) if response.streaming else getattr(response, "content", b"")
    return content.decode("utf-8", "ignore")


def values(world: World) -> dict[str, object]:
    """Return what fills the placeholders of any address about the dispute."""
    filed = world.file.filed
    return {
        "code": filed.matter.code,
        "kind": "file",
        "pk": filed.ours.pk,
        "number": 1,
        "receipt": "AAAA-AAAA",
        "page": 1,
        "purpose": "preview",
        "run": 1,
        "key": "facts.goods",
        "handle": world.cast.sun.handle,
        "size": 1,
        "old": 1,
        "new": 1,
        "token": "x",
        "party": 1,
    }


def addresses(world: World) -> list[str]:
    """Return every address anybody reads, about the file if it is about anything."""
    filed = world.file.filed
    codes = {filed.matter.code, filed.paper.code}
    found = {
        f"{RECIPES[route].address(route, world)}"
        for route in pages()
        if "GET" in RECIPES[route].methods
    }
    for operation in READS:
        path = operation.partition(" ")[2]
        names = {
            one["name"]
            for one in api.get_openapi_schema()["paths"][f"{ROOT}{path}"]["get"].get(
                "parameters", ()
            )
            if one["in"] == "path"
        }
        known = {name: values(world).get(name, 1) for name in names}
        for code in codes:
            found.add(ROOT + path.format(**{**known, "code": code}))
    item = f"/matters/{filed.matter.code}/file/file/{filed.ours.pk}"
    found |= {f"{item}/{name}/" for name in ("correct", "readers", "seal", "copy")}
    found |= {
        filed.matter.get_absolute_url(),
        f"/files/{filed.ours.pk}/",
        f"/files/{filed.ours.pk}/original",
        f"/files/{filed.ours.pk}/preview/1",
        f"{ROOT}/files/{filed.ours.pk}",
        filed.paper.get_absolute_url(),
        f"{filed.paper.get_absolute_url()}file.pdf",
        f"{filed.paper.get_absolute_url()}pages/1.png",
        f"/matters/{filed.matter.code}/file/whole.pdf",
    }
    return sorted(found)


def leaks(world: World, client: Client, secret: str) -> list[str]:
    """Return the addresses at which a secret stands, or that break."""
    found = []
    for address in addresses(world):
        response = client.get(address)
        if response.status_code >= 500 or secret in body_of(response):
            found.append(address)
    return found


@pytest.mark.feature("T26")
class TestAFileSealedFromASide:
    def test_is_named_somewhere_before(self, world: World, clients: dict[str, Client]) -> None:
        assert leaks(world, clients["li"], f"{DRAWING}.pdf")

    def test_is_named_at_no_address_after(self, world: World, clients: dict[str, Client]) -> None:
        sealed_from(world, world.file.filed.ours)

        assert leaks(world, clients["li"], f"{DRAWING}.pdf") == []

    def test_has_no_door_of_its_own_left(self, world: World, clients: dict[str, Client]) -> None:
        ours = world.file.filed.ours
        sealed_from(world, ours)

        for address in (
            f"/files/{ours.pk}/",
            f"/files/{ours.pk}/original",
            f"{ROOT}/files/{ours.pk}",
            f"{ROOT}/files/{ours.pk}/original",
            f"/matters/{world.file.code}/file/file/{ours.pk}/copy/",
        ):
            assert clients["li"].get(address).status_code == 404, address
            answer = clients["zhang"].get(address)
            assert (answer.status_code, bool(body_of(answer))) == (200, True), address

    def test_shuts_the_bound_file_that_had_it(
        self, world: World, clients: dict[str, Client]
    ) -> None:
        address = f"/matters/{world.file.code}/file/whole.pdf"
        assert body_of(clients["li"].get(address)).startswith("%PDF")

        sealed_from(world, world.file.filed.ours)

        assert clients["li"].get(address).status_code == 303
        api_answer = clients["li"].get(f"{ROOT}/matters/{world.file.code}/file/whole.pdf")
        assert api_answer.json()["code"] == "case-file-not-built"


@pytest.mark.feature("T26")
class TestAMatterSealedFromASide:
    def test_is_behind_no_door(self, world: World, clients: dict[str, Client]) -> None:
        matter, number = world.file.filed.matter, world.file.filed.case.number
        assert leaks(world, clients["li"], number)

        sealed_from(world, matter)

        assert leaks(world, clients["li"], number) == []
        assert clients["li"].get(matter.get_absolute_url()).status_code == 404
        assert clients["zhang"].get(matter.get_absolute_url()).status_code == 200


@pytest.mark.feature("T26")
class TestThePublicCheck:
    def test_says_of_a_sealed_paper_only_that_it_is(
        self, world: World, clients: dict[str, Client]
    ) -> None:
        paper = world.file.filed.paper
        before = body_of(clients["nobody"].get("/check/", {"code": paper.code}))
        assert paper.title in before

        sealed_from(world, paper, "")

        for address in (f"/check/?code={paper.code}", f"/c/{paper.code}"):
            page = body_of(clients["nobody"].get(address))
            assert "已封存" in page
            assert paper.title not in page
            assert paper.sealed_sha256 not in page
        answer = clients["nobody"].get(f"{ROOT}/check/{paper.code}").json()
        assert (answer["what"], answer["at"], answer["details"]) == ("已封存，不公开", None, [])

    def test_says_no_more_to_who_holds_the_file(
        self, world: World, clients: dict[str, Client]
    ) -> None:
        paper = world.file.filed.paper
        sealed_from(world, paper, "")
        client = Client()

        page = body_of(client.post("/check/file/", {"sha256": paper.sealed_sha256}))

        assert "已封存" in page
        assert paper.title not in page

    def test_of_a_sealed_matter_shuts_its_receipts_and_messages(
        self, world: World, clients: dict[str, Client]
    ) -> None:
        matter = world.file.filed.matter
        sent = Submission.objects.get(filing__matter=matter)
        sealed_from(world, matter, "")

        answer = clients["nobody"].get(f"{ROOT}/check/{sent.receipt}").json()

        assert answer["what"] == "已封存，不公开"
        assert answer["details"] == []


@pytest.mark.feature("T27")
class TestAHiddenMistake:
    def test_is_named_at_no_address_to_either_party(
        self, world: World, clients: dict[str, Client]
    ) -> None:
        misfiling.strike(
            world.file.filed.ours,
            ground="mistaken",
            reason="误交",
            hide=True,
            by=world.file.filed.clerk(),
            at=AT,
        )

        assert leaks(world, clients["li"], f"{DRAWING}.pdf") == []
        assert leaks(world, clients["zhang"], f"{DRAWING}.pdf") == []
        assert leaks(world, clients["sun"], f"{DRAWING}.pdf")

    def test_can_be_listed_with_everybody_who_saw_it(
        self, world: World, clients: dict[str, Client]
    ) -> None:
        ours = world.file.filed.ours
        clients["li"].get(f"/files/{ours.pk}/")
        body_of(clients["li"].get(f"/matters/{world.file.code}/file/whole.pdf"))

        page = clients["sun"].get(f"/matters/{world.file.code}/file/file/{ours.pk}/readers/")

        assert "李潮" in body_of(page)
        readers = reading.readers_of(ours, matter=world.file.filed.matter)
        assert readers[0].times == 2


def test_the_file_of_each_reader_is_built_apart(world: World) -> None:
    matter = world.file.filed.matter
    ours = case_file.standing(matter, world.cast.zhang)
    theirs = case_file.standing(matter, world.cast.li)

    assert ours.inputs_hash != theirs.inputs_hash
    assert {p.title for p in theirs.pieces} - {p.title for p in ours.pieces} == {"李的底稿.pdf"}
