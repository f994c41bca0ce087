"""The promises of docs/architecture.md that no linter can check."""

import ast
import dataclasses
import re
import string
import tomllib
import typing
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps

from tests.source import PACKAGE, ROOT, called, calls, modules, name_of, tree
from yunting.core.audience import Audience
from yunting.core.facts import Fact, kinds
from yunting.lib.errors import Refused

FACTS = [pytest.param(fact, id=kind) for kind, fact in sorted(kinds().items())]
MECHANISMS = ROOT / "docs" / "mechanisms"
# Engines that move rows of their own; everything else goes through `perform`.
OWN_STATES = {
    "yunting/core/procedure.py": "the engine itself",
    "yunting/core/outbox.py": "a message on its way",
    "yunting/core/callbacks.py": "a message on its way",
    "yunting/core/deadlines.py": "a period",
    "yunting/core/lapses.py": "a period",
}
# The page that explains an engine, and the test that breaks when it is bypassed.
ENGINES = {
    "matter": "tests/core/test_access.py",
    "procedure": "tests/test_architecture.py",
    "access": "tests/web/test_addresses.py",
    "actor": "tests/core/test_actor.py",
    "facts": "tests/core/test_append_only.py",
    "log": "tests/core/test_verify.py",
    "deadlines": "tests/core/test_deadlines.py",
    "court-time": "tests/lib/test_only_the_clock_reads_time.py",
    "outages": "tests/core/test_outages.py",
    "idempotency": "tests/faults/test_kills.py",
    "files": "tests/core/test_files.py",
    "sealing": "tests/web/test_sealed_doors.py",
    "corrections": "tests/core/test_misfiling.py",
    "case-file": "tests/core/test_case_file.py",
    "certified-copies": "tests/core/test_certified_copies.py",
    "drafts": "tests/core/test_drafts.py",
    "versions": "tests/core/test_drafts.py",
    "handoffs": "tests/faults/test_kills.py",
    "outbox": "tests/core/test_outbox.py",
    "callbacks": "tests/core/test_callbacks.py",
    "jobs": "tests/core/test_jobs.py",
    "messages": "tests/core/test_messages.py",
    "tasks": "tests/core/test_agenda.py",
    "lists": "tests/ui/test_lists.py",
    "refusals": "tests/ui/test_refusals.py",
    "pages": "tests/ui/test_pages.py",
    "live": "tests/project/test_live.py",
    "element-forms": "tests/filing/test_elements.py",
    "rules": "tests/rules/test_books.py",
    "documents": "tests/core/test_documents.py",
    "money": "tests/money/test_ledger.py",
    "feedback": "tests/feedback/test_services.py",
}


def contract(name: str) -> list[str]:
    """Return the containers of an import contract."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    return next(list(c["containers"]) for c in settings["contracts"] if name in c["name"])


class TestPillars:
    def test_are_under_the_contract_of_their_inside(self) -> None:
        ours = {a.name for a in apps.get_app_configs() if a.name.startswith("yunting.")}
        machinery = {"yunting.core", "yunting.ui", "yunting.web", "yunting.project"}

        assert ours - machinery == set(contract("same inside"))

    def test_are_installed_when_they_are_there(self) -> None:
        installed = {a.name for a in apps.get_app_configs()}

        there = {f"yunting.{path.parent.name}" for path in PACKAGE.glob("*/apps.py")}

        assert there <= installed

    def test_are_not_found_by_the_names_of_their_models(self) -> None:
        found = [
            f"{name_of(path)}:{call.lineno}"
            for path in modules()
            if "core" not in path.parts
            for call in calls(tree(path))
            if called(call) in {"get_model", "get_models"}
        ]

        assert found == []


def _writes_state(node: ast.AST) -> bool:
    """Tell whether a piece of code gives a row another state."""
    if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return any(isinstance(t, ast.Attribute) and t.attr == "state" for t in targets)
    if not isinstance(node, ast.Call):
        return False
    words = [a.value for a in ast.walk(node) if isinstance(a, ast.Constant)]
    named = {k.arg for k in node.keywords}
    match called(node):
        case "update" | "update_or_create":
            return "state" in named or _is_named_in_a_mapping(node)
        case "setattr" | "bulk_update":
            return "state" in words
        case "save":
            return "update_fields" in named and "state" in words
    return False


def _is_named_in_a_mapping(call: ast.Call) -> bool:
    mappings = [k.value for k in call.keywords if k.arg in {None, "defaults"}]
    return any(
        isinstance(key, ast.Constant) and key.value == "state"
        for mapping in mappings
        if isinstance(mapping, ast.Dict)
        for key in mapping.keys
    )


class TestState:
    def test_is_written_by_the_engine_alone(self) -> None:
        found = [
            f"{name_of(path)}:{node.lineno}"
            for path in modules()
            if name_of(path) not in OWN_STATES
            for node in ast.walk(tree(path))
            if isinstance(node, ast.stmt | ast.Call) and _writes_state(node)
        ]

        assert found == []

    def test_is_written_by_no_engine_that_has_none(self) -> None:
        idle = [
            name
            for name in OWN_STATES
            if not any(
                called(call) in {"update", "save", "_change"} for call in calls(tree(ROOT / name))
            )
        ]

        assert idle == []

    @pytest.mark.parametrize(
        "code",
        [
            "filing.state = 'accepted'",
            "filing.state: str = 'accepted'",
            "Filing.objects.filter(pk=1).update(state='accepted')",
            "Filing.objects.update(**{'state': 'accepted'})",
            "Filing.objects.update_or_create(pk=1, defaults={'state': 'accepted'})",
            "setattr(filing, 'state', 'accepted')",
            "Filing.objects.bulk_update(rows, ['state'])",
            "filing.save(update_fields=['state'])",
        ],
    )
    def test_cannot_be_written_past_this_test(self, code: str) -> None:
        assert any(_writes_state(node) for node in ast.walk(ast.parse(code)))

    def test_is_read_freely(self) -> None:
        read = "Filing.objects.filter(state='draft').update(title=filing.state)"

        assert not any(_writes_state(node) for node in ast.walk(ast.parse(read)))


ATOMS = {str, int, bool, Decimal, date, datetime, type(None)}


def _atoms(hint: object) -> Iterator[object]:
    inside = typing.get_args(hint)
    if not inside:
        yield hint
    for one in inside:
        if one is not Ellipsis:
            yield from _atoms(one)


class TestFacts:
    @pytest.mark.parametrize("fact", FACTS)
    def test_decide_who_may_know_and_what_is_about_people(self, fact: type[Fact]) -> None:
        named = {f.name for f in dataclasses.fields(fact)}  # type: ignore[arg-type]

        assert isinstance(fact.audience, Audience)
        assert set(fact.personal) <= named

    @pytest.mark.parametrize("fact", FACTS)
    def test_hold_plain_values_only(self, fact: type[Fact]) -> None:
        hints = typing.get_type_hints(fact)
        fields = [hints[f.name] for f in dataclasses.fields(fact)]  # type: ignore[arg-type]

        assert {a for hint in fields for a in _atoms(hint)} <= ATOMS

    @pytest.mark.parametrize("fact", FACTS)
    def test_have_a_sentence_of_their_own_fields(self, fact: type[Fact]) -> None:
        named = {f.name for f in dataclasses.fields(fact)}  # type: ignore[arg-type]
        used = {name for _, name, _, _ in string.Formatter().parse(fact.sentence) if name}

        assert used <= named | {"actor"}
        assert re.fullmatch(r"[a-z]+\.[a-z-]+", fact.kind)


def _services_of(path: Path) -> set[str]:
    """Return the names in a module that stand for a service or a module of services."""
    return {
        (alias.asname or alias.name)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and ".services" in (node.module or "")
        for alias in node.names
    }


def _acts_of(node: ast.AST, services: set[str]) -> int:
    """Return how often a piece of code calls an act: a service that is given `by`."""
    return sum(
        any(k.arg == "by" for k in call.keywords) and _names_a_service(call, services)
        for call in calls(node)
    )


def _names_a_service(call: ast.Call, services: set[str]) -> bool:
    candidates = [call.func, *call.args] if called(call) in {"act", "once"} else [call.func]
    heads = (c.value if isinstance(c, ast.Attribute) else c for c in candidates)
    return any(isinstance(h, ast.Name) and h.id in services for h in heads)


def _most(statements: list[ast.stmt], services: set[str]) -> tuple[int, bool]:
    """Return the most acts on one way through, and whether every way ends inside."""
    most, so_far = 0, 0
    for statement in statements:
        if isinstance(statement, ast.If):
            tested = _acts_of(statement.test, services)
            ways = [_most(part, services) for part in (statement.body, statement.orelse)]
            most = max([most, *(so_far + tested + n for n, _ in ways)])
            if all(ends for _, ends in ways):
                return most, True
            so_far += tested + max(n for n, ends in ways if not ends)
        else:
            so_far += _acts_of(statement, services)
            most = max(most, so_far)
        if isinstance(statement, ast.Return | ast.Raise):
            return most, True
    return max(most, so_far), False


def _views() -> list[Path]:
    return [p for p in modules() if "views" in p.parts or p.stem in {"views", "api"}]


class TestViews:
    @pytest.mark.parametrize("path", _views(), ids=name_of)
    def test_make_one_act_for_one_request(self, path: Path) -> None:
        services = _services_of(path)

        several = [
            node.name
            for node in ast.walk(tree(path))
            if isinstance(node, ast.FunctionDef) and _most(node.body, services)[0] > 1
        ]

        assert several == []

    def test_that_make_two_acts_are_found(self) -> None:
        code = "def view(request):\n    act(form, review.a, by=me)\n    once(review.b, by=me)"
        (view,) = ast.parse(code).body
        assert isinstance(view, ast.FunctionDef)

        assert _most(view.body, {"review"})[0] == 2

    def test_may_choose_between_two_acts(self) -> None:
        code = "def view(r):\n    if a:\n        return once(review.a, by=me)\n    review.b(by=me)"
        (view,) = ast.parse(code).body
        assert isinstance(view, ast.FunctionDef)

        assert _most(view.body, {"review"})[0] == 1


def _refusals(base: type[Refused] = Refused) -> Iterator[type[Refused]]:
    for found in base.__subclasses__():
        if found.__module__.startswith("yunting."):
            yield found
        yield from _refusals(found)


REFUSALS = sorted(set(_refusals()), key=lambda c: (c.__module__, c.__name__))


@cache
def _texts_of_tests() -> tuple[str, ...]:
    paths = (p for p in (ROOT / "tests").rglob("*.*") if p.suffix in {".py", ".yaml"})
    return tuple(path.read_text("utf-8") for path in paths)


class TestRefusals:
    def test_have_codes_of_their_own(self) -> None:
        codes = [refusal.code for refusal in REFUSALS if "code" in refusal.__dict__]

        assert sorted(codes) == sorted(set(codes))
        assert [code for code in codes if not re.fullmatch(r"[a-z]+([-.][a-z]+)*", code)] == []

    @pytest.mark.parametrize("refusal", REFUSALS, ids=lambda r: r.__name__)
    def test_are_each_raised_by_a_test(self, refusal: type[Refused]) -> None:
        code = re.escape(refusal.code)
        told = re.compile(rf"\b{refusal.__name__}\b|[\"']{code}[\"']|: {code}\b")

        assert any(told.search(text) for text in _texts_of_tests())


class TestEngines:
    @pytest.mark.parametrize("engine", sorted(ENGINES))
    def test_have_a_page_that_names_the_test_that_holds_them(self, engine: str) -> None:
        page = (MECHANISMS / f"{engine}.md").read_text("utf-8")

        assert ENGINES[engine] in page
        assert (ROOT / ENGINES[engine]).exists()

    def test_have_pages_that_name_files_that_are_there(self) -> None:
        named = {
            (page.name, path)
            for page in MECHANISMS.glob("*.md")
            for path in re.findall(r"`((?:tests|yunting|sim)/[\w/]+\.py)`", page.read_text("utf-8"))
        }

        assert [pair for pair in sorted(named) if not (ROOT / pair[1]).exists()] == []


# Where a model may ask who takes part without asking what is withheld: the engine itself, and
# questions about the court's side of the counter, from which nothing is withheld.
PAST_OF = {f"Participation.objects.{name}" for name in ("filter", "exclude", "all")}
ASKS_FREELY = {
    "yunting/core/models/matter.py": {"beside_the_judge", "shut_out", "of", "not_shut_out"},
    "yunting/delivery/models/sight.py": {"by_the_court", "by_hand"},
}


def _asks_past_of(path: Path) -> Iterator[str]:
    """Yield the functions of a file of models that filter participations themselves."""
    for function in ast.walk(tree(path)):
        if not isinstance(function, ast.FunctionDef):
            continue
        called_here = (n.func for n in ast.walk(function) if isinstance(n, ast.Call))
        if {ast.unparse(one) for one in called_here} & PAST_OF:
            yield function.name


class TestSealing:
    def test_no_model_asks_for_participations_past_what_is_withheld(self) -> None:
        found = {
            str(path.relative_to(ROOT)): set(_asks_past_of(path))
            - ASKS_FREELY.get(str(path.relative_to(ROOT)), set())
            for path in modules()
            if "models" in path.parts or path.name == "models.py"
        }

        assert {path: names for path, names in found.items() if names} == {}
