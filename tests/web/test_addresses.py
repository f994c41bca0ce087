"""Every address, tried by nobody, a stranger, the other side and the right person."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client
from pytest_django import Settings

from tests.neighbours import Program
from tests.web.recipes import API, EVERYBODY, NO_PAGES, POST, READ, RECIPES, pages, routes
from tests.web.world import World

TOKEN = "t" * 32
SIGN_IN = ("/sign-in/", "/staff/sign-in/")
PAGES = sorted(set(pages()) & set(RECIPES))
EXEMPT = {"neighbours-callback"}
FORBIDDEN_IN_POLICY = re.compile(r"unsafe-\w+|https?://(?!localhost|127\.0\.0\.1)|\*")
ELSEWHERE = re.compile(r"""(?:src|href|action|srcset)=["']?(?:https?:)?//[^"' >]+""")
INLINE = re.compile(r"<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]*\bsrc=)[^>]*>")


@pytest.fixture(autouse=True)
def as_it_was_made(world: World, neighbours: Program) -> Iterator[None]:
    """Take back whatever a test does to the world; the neighbours are there to be asked."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def posted(client: Client, address: str, typed: dict[str, str]) -> HttpResponseBase:
    """Post a form with the token its page would have given; what it did is taken back."""
    client.cookies["csrftoken"] = TOKEN
    with transaction.atomic():
        answer = client.post(address, {**typed, "csrfmiddlewaretoken": TOKEN, "form_key": "k" * 32})
        transaction.set_rollback(True)
    return answer


def statuses(world: World, clients: dict[str, Client], route: str, method: str) -> dict[str, int]:
    """Return how everybody who is signed in is answered at an address."""
    recipe = RECIPES[route]
    address = recipe.address(route, world)
    found = {}
    for name in sorted(EVERYBODY):
        client = clients[name]
        answer = client.get(address) if method == "GET" else posted(client, address, recipe.typed)
        found[name] = answer.status_code
    return found


def test_every_address_has_a_recipe_and_every_recipe_an_address() -> None:
    assert set(pages()) == set(RECIPES)


def test_programs_have_their_own_list() -> None:
    assert {route.partition(":")[0] for route in routes() if route.startswith(API)} == {"api-1"}


@pytest.mark.parametrize("route", PAGES)
class TestEveryAddress:
    def test_asks_nobody_to_sign_in_or_is_public(
        self, world: World, clients: dict[str, Client], route: str
    ) -> None:
        recipe = RECIPES[route]
        address = recipe.address(route, world)
        nobody = clients["nobody"]

        read = nobody.get(address)
        sent = posted(nobody, address, recipe.typed)

        if "GET" not in recipe.methods:
            assert read.status_code == 405
        elif recipe.open_to_nobody:
            assert read.status_code in {200, 303}
        else:
            assert read.status_code in {302, 303}
            assert read["Location"].startswith(SIGN_IN)
        if "POST" not in recipe.methods:
            assert sent.status_code == 405
        elif recipe.open_to_nobody:
            assert sent.status_code in {200, 303, 400, 401, 409}
        else:
            assert sent.status_code == 403

    def test_answers_a_read_to_who_may_and_404_to_everybody_else(
        self, world: World, clients: dict[str, Client], route: str
    ) -> None:
        recipe = RECIPES[route]

        found = statuses(world, clients, route, "GET")

        if "GET" not in recipe.methods:
            assert set(found.values()) == {405}
            return
        assert {n for n, status in found.items() if status == 404} == EVERYBODY - recipe.mine
        assert {found[name] for name in recipe.mine} <= {200, 302, 303}

    def test_takes_a_form_from_who_may_and_404_from_everybody_else(
        self, world: World, clients: dict[str, Client], route: str
    ) -> None:
        recipe = RECIPES[route]

        found = statuses(world, clients, route, "POST")

        if "POST" not in recipe.methods:
            assert set(found.values()) == {405}
            return
        assert {n for n, status in found.items() if status == 404} == EVERYBODY - recipe.mine
        assert {found[name] for name in recipe.mine} <= {200, 303, 400, 401, 409}

    def test_takes_no_form_without_its_token(
        self, world: World, clients: dict[str, Client], route: str
    ) -> None:
        recipe = RECIPES[route]
        address = recipe.address(route, world)

        answers = {n: clients[n].post(address, recipe.typed).status_code for n in recipe.mine}

        assert route in EXEMPT or set(answers.values()) == {403}

    def test_opens_in_every_state(
        self, world: World, clients: dict[str, Client], route: str
    ) -> None:
        recipe = RECIPES[route]
        if not recipe.methods & READ:
            assert recipe.methods == POST
            return

        found = {
            (name, address): clients[name].get(address).status_code
            for name in sorted(recipe.mine | recipe.theirs.keys())
            for address in recipe.addresses(route, world, name)
        }

        assert {a: s for a, s in found.items() if s not in {200, 302, 303}} == {}


def test_every_address_is_shown_empty_and_long_or_says_why_not() -> None:
    missing = {r: RECIPES[r].missing() for r in PAGES if RECIPES[r].methods & READ}

    assert {route: states for route, states in missing.items() if states} == {}


@pytest.mark.parametrize("route", [r for r in PAGES if RECIPES[r].methods & READ])
@pytest.mark.feature("X3")
def test_every_page_keeps_the_strict_policy_and_names_nothing_elsewhere(
    world: World, clients: dict[str, Client], settings: Settings, route: str
) -> None:
    recipe = RECIPES[route]
    for name in sorted({"nobody", *recipe.mine}):
        answer = clients[name].get(recipe.address(route, world))
        is_page = not answer.streaming and answer["Content-Type"].startswith("text/")
        page = answer.content.decode() if is_page else ""
        page = page.replace(f'"{settings.PAGES_URL}/', '"/')
        policy = answer["Content-Security-Policy"]

        assert "default-src 'none'" in policy
        # A file stands alone in a sandbox: there nothing runs at all.
        stands_alone = policy.startswith("sandbox;") and "script-src" not in policy
        assert stands_alone or "script-src 'self';" in f"{policy};"
        assert not FORBIDDEN_IN_POLICY.findall(policy)
        assert not ELSEWHERE.findall(page)
        assert not INLINE.findall(page)


@pytest.mark.parametrize("route", [r for r in PAGES if RECIPES[r].methods & READ])
@pytest.mark.feature("S10")
def test_every_page_is_there_in_elder_mode(
    world: World, clients: dict[str, Client], route: str
) -> None:
    recipe = RECIPES[route]
    if route in NO_PAGES:
        return

    for name in sorted({"nobody", *recipe.mine}):
        client = clients[name]
        client.cookies["elder"] = "on"
        answer = client.get(recipe.address(route, world), follow=True)
        page = answer.content.decode()

        assert '<html lang="zh-CN" class="elder">' in page, name
        assert 'name="elder" value="off"' in page
        assert "12368" in page
