"""What is sealed from a side is behind no door: it tries every address and every read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.cast import AT
from tests.core.filed import DRAWING, ORDER
from tests.delivery import build
from tests.papers import sealed
from tests.project.test_api import operations
from tests.web.recipes import RECIPES, pages
from tests.web.world import World
from yunting.core import case_file, misfiling, reading, sealing
from yunting.core.actor import Actor
from yunting.core.models import Document, File, Matter, Message
from yunting.delivery.models import Service
from yunting.delivery.models.address import Channel
from yunting.delivery.models.consent import Stage
from yunting.delivery.services import certifying
from yunting.filing.models import Submission
from yunting.project.api import api

ROOT = "/api/v1"
# Says of any code whether it is ours, and of what is sealed that it is: see TestThePublicCheck.
PUBLIC_CHECK = ("/c/", "/check/", f"{ROOT}/check/")
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


# What fills the other places of an address of programs.
ANY = {
    "kind": "file",
    "number": 1,
    "receipt": "AAAA-AAAA",
    "page": 1,
    "purpose": "preview",
    "run": 1,
    "key": "facts.goods",
    "size": 1,
    "old": 1,
    "new": 1,
    "token": "x",
    "party": 1,
}


def page_addresses(world: World, known: Sequence[object]) -> Iterator[str]:
    """Yield every page in its typical state, and about each thing that is known."""
    for route in pages():
        if "GET" not in RECIPES[route].methods:
            continue
        yield RECIPES[route].address(route, world)
        for one in known:
            with suppress(NoReverseMatch):
                found = reverse(route, args=[one])
                if isinstance(one, str) or not _takes_words(route):
                    yield found


def _takes_words(route: str) -> bool:
    try:
        return bool(reverse(route, args=["AAAA-AAAA"]))
    except NoReverseMatch:
        return False


def program_addresses(world: World, codes: Sequence[str], numbers: Sequence[int]) -> Iterator[str]:
    """Yield every address programs read, about each thing that is known."""
    schema = api.get_openapi_schema()["paths"]
    for operation in READS:
        path = operation.partition(" ")[2]
        asked = {
            one["name"]: one["schema"].get("type")
            for one in schema[f"{ROOT}{path}"]["get"].get("parameters", ())
            if one["in"] == "path"
        }
        for code in codes:
            for number in numbers:
                told = {**ANY, "code": code, "handle": world.cast.sun.handle}
                yield ROOT + path.format(**{name: told.get(name, number) for name in asked})


def addresses(world: World, *numbers: int, codes: Sequence[str] = ()) -> list[str]:
    """Return every address anybody reads, about the file if it is about anything."""
    filed = world.file.filed
    known = [filed.matter.code, filed.paper.code, *codes]
    keys = [filed.ours.pk, *numbers]
    item = f"/matters/{filed.matter.code}/file/file/{filed.ours.pk}"
    found = {
        *page_addresses(world, [*known, *keys]),
        *program_addresses(world, known, keys),
        *(f"{item}/{name}/" for name in ("correct", "readers", "seal", "copy")),
        *(f"/files/{filed.ours.pk}/{name}" for name in ("", "original", "preview/1")),
        *(f"{filed.paper.get_absolute_url()}{name}" for name in ("file.pdf", "pages/1.png")),
    }
    return sorted(found)


def leaks(
    world: World, client: Client, *secrets: str, tried: Sequence[str] | None = None
) -> set[tuple[str, str]]:
    """Return each secret with the addresses at which it stands; an address that breaks has all."""
    found = set()
    for address in addresses(world) if tried is None else tried:
        response = client.get(address)
        said = body_of(response)
        for secret in secrets:
            # Who names it in the address knows it: then what counts is whether anything is there.
            named = secret in address and not address.startswith(PUBLIC_CHECK)
            is_told = response.status_code < 300 if named else secret in said.replace(address, "")
            if address.startswith(PUBLIC_CHECK):
                is_told = is_told and secret not in address
            if is_told or response.status_code >= 500:
                found.add((secret, address))
    return found


@pytest.mark.feature("T26")
class TestAFileSealedFromASide:
    def test_is_named_somewhere_before(self, world: World, clients: dict[str, Client]) -> None:
        pages_of_it = [world.file.filed.matter.get_absolute_url()]

        assert leaks(world, clients["li"], f"{DRAWING}.pdf", tried=pages_of_it)

    def test_is_named_at_no_address_after(self, world: World, clients: dict[str, Client]) -> None:
        sealed_from(world, world.file.filed.ours)

        assert leaks(world, clients["li"], f"{DRAWING}.pdf") == set()

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


@dataclass(frozen=True, slots=True)
class ServedPaper:
    """A paper that reached 李 in the dispute, with its proof, and what of it he can read."""

    paper: Document
    service: Service
    certificate: Document
    message: Message

    @property
    def secrets(self) -> tuple[str, ...]:
        """What names it, its service, its proof, its message and nothing else."""
        own = f"/served/{self.service.pk}/"
        return (self.paper.code, self.certificate.code, self.message.code, own)


def served(world: World) -> ServedPaper:
    """Serve a paper on 李 in the dispute, electronically, with effect."""
    told = build.Dispute(world.cast, world.file.filed.case)
    build.agrees(told, world.cast.li, Stage.SERVICE)
    build.confirms(told, world.cast.li, electronic={Channel.PLATFORM: "li"})
    service = build.served(told, world.file.filed.paper)
    certificate = certifying.certify(service, by=Actor.court(), at=AT)
    assert certificate is not None
    message = Message.objects.get(attempts__service=service)
    return ServedPaper(service.document, service, sealed(certificate), message)


def about(world: World, held: ServedPaper) -> list[str]:
    """Return every address about the dispute, the paper and its service."""
    codes = [held.paper.code, held.certificate.code]
    return addresses(world, held.service.pk, codes=codes)


@pytest.mark.feature("T26")
class TestAServedPaperSealedFromItsReceiver:
    def test_is_named_at_no_address_with_its_service_proof_and_message(
        self, world: World, clients: dict[str, Client]
    ) -> None:
        held = served(world)
        tried = about(world, held)
        before = leaks(world, clients["li"], *held.secrets, tried=tried)

        sealed_from(world, held.paper)

        assert {secret for secret, _ in before} == set(held.secrets)
        assert leaks(world, clients["li"], *held.secrets, tried=tried) == set()
        served_on_him = clients["li"].get(f"{ROOT}/services").json()
        assert held.service.pk not in {one["id"] for one in served_on_him}

    def test_is_whole_for_the_court(self, world: World, clients: dict[str, Client]) -> None:
        held = served(world)

        sealed_from(world, held.paper)

        page = clients["sun"].get(held.service.get_absolute_url())
        assert held.paper.title in body_of(page)

    def test_bars_nobody_s_way_and_is_back_when_it_is_unsealed(
        self, world: World, clients: dict[str, Client]
    ) -> None:
        held = served(world)
        address = f"/served/{held.service.pk}/"
        row = sealing.seal(
            held.paper,
            level="side",
            side="answering",
            reason="秘密",
            order=ORDER,
            by=world.file.filed.judge(),
            at=AT,
        )
        shut = clients["li"].get(address).status_code
        barred = clients["li"].get(world.file.filed.matter.get_absolute_url())

        sealing.unseal(row, reason="公开了", order=ORDER, by=world.file.filed.judge(), at=AT)

        assert (shut, barred.status_code) == (404, 200)
        assert clients["li"].get(address).status_code == 200

    def test_a_certified_copy_is_shut_with_what_it_certifies(
        self, world: World, clients: dict[str, Client]
    ) -> None:
        issued = world.file.issued
        issued.refresh_from_db()
        assert issued.document is not None
        page = sealed(issued.document).get_absolute_url()
        assert clients["zhang"].get(page).status_code == 200

        sealed_from(world, world.file.filed.ours, "claiming")

        assert clients["zhang"].get(page).status_code == 404


@pytest.mark.feature("T26")
class TestAMatterSealedFromASide:
    def test_is_behind_no_door(self, world: World, clients: dict[str, Client]) -> None:
        matter, number = world.file.filed.matter, world.file.filed.case.number
        assert leaks(world, clients["li"], number, tried=[matter.get_absolute_url()])

        sealed_from(world, matter)

        assert leaks(world, clients["li"], number) == set()
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

        assert leaks(world, clients["li"], f"{DRAWING}.pdf") == set()
        assert leaks(world, clients["zhang"], f"{DRAWING}.pdf") == set()
        file = [f"/matters/{world.file.code}/file/"]
        assert leaks(world, clients["sun"], f"{DRAWING}.pdf", tried=file)

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
