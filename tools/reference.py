"""Write docs/procedures/ and docs/reference/ from the registries: `python -m tools.reference`.

Nothing here is written by hand: procedures, facts, periods and commands as the programs know them.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import django

from tools.matrix import matrix
from yunting.rules.asked import catalogue, told

if TYPE_CHECKING:
    from yunting.core.facts import Fact
    from yunting.core.procedure import Move, Procedure
    from yunting.rules.asked.rule import Rule

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
COMMANDS = ROOT / "yunting" / "project" / "management" / "commands"
ASKED = """`yunting rule list`, `yunting rule show NAME`, `yunting rule eval NAME --on DATE`:
one JSON object a line in, one a line out, in order; a refusal is an answer,
`{"error": {"code", "line", "field", "message"}}`. The same at `POST /api/v1/rules/NAME?on=DATE`
([API](../api.md)) and as pages at `/rules/`. Declared in `yunting/rules/asked/areas`.
"""
MADE = "<!-- Made by `python -m tools.reference`; do not edit. -->\n"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table in Markdown."""
    names = list(head)
    lines = [names, ["---"] * len(names), *map(list, rows)]
    return "".join(f"| {' | '.join(c.replace('|', '/') for c in line)} |\n" for line in lines)


def procedure_page(procedure: Procedure) -> str:
    """Return the page of one procedure: its diagram and its moves."""
    rows = (
        (
            f"`{move.name}`",
            move.label + (" *" if move.duty else ""),
            _states(procedure, move),
            "、".join(sorted(role.label for role in move.by)),
            move.basis,
            f"`{move.fact.kind}`",
        )
        for move in procedure.moves
    )
    head = ("move", "button", "from → to", "by", "basis", "fact")
    return (
        f"# {procedure.title}: `{procedure.subject}`\n\n{MADE}\n```mermaid\n"
        f"{_diagram(procedure)}```\n\n{table(head, rows)}\n"
        "\\* somebody must do it: it stands on the next-step card and in the tasks.\n"
    )


def _diagram(procedure: Procedure) -> str:
    lines = ["stateDiagram-v2", "  direction LR"]
    lines += [f"  {_id(value)}: {label}" for value, label in procedure.states.choices]
    for move in procedure.moves:
        for source in sorted(move.source) or ["[*]"]:
            lines.append(f"  {_id(source)} --> {_id(move.target)}: {move.label}")
    return "".join(f"{line}\n" for line in lines)


def _id(state: str) -> str:
    return state.replace("-", "_")


def _states(procedure: Procedure, move: Move) -> str:
    labels: Mapping[str, str] = dict(procedure.states.choices)
    source = "、".join(labels[s] for s in sorted(move.source)) or "–"
    return f"{source} → {labels[move.target]}"


def facts() -> dict[str, type[Fact]]:
    """Return every fact the programs can record, by its kind; some modules are imported late."""
    for path in sorted((ROOT / "yunting/core").glob("*.py")):
        import_module(f"yunting.core.{path.stem}")
    kinds = import_module("yunting.core.facts").kinds()
    return {k: fact for k, fact in kinds.items() if fact.__module__.startswith("yunting.")}


def facts_page() -> str:
    """Return the page of every fact."""
    rows = (
        (
            f"`{kind}`",
            f"`{fact.__name__}`",
            fact.sentence,
            ", ".join(_field(name, fact.personal) for name in fact.__dataclass_fields__) or "–",  # type: ignore[attr-defined]
            fact.audience.label,
        )
        for kind, fact in sorted(facts().items())
    )
    head = ("kind", "class", "sentence", "fields (personal in bold)", "audience")
    return f"# Facts\n\n{MADE}\n[What a fact is](../mechanisms/facts.md).\n\n{table(head, rows)}"


def _field(name: str, personal: tuple[str, ...]) -> str:
    return f"**{name}**" if name in personal else name


def deadlines_page() -> str:
    """Return the page of every kind of period."""
    kinds = import_module("yunting.core.deadline_kinds").kinds()
    rows = (
        (
            f"`{name}`",
            kind.title,
            ", ".join(f"`{fact.kind}`" for fact in kind.starts_from),
            "、".join(sorted(role.label for role in kind.who)),
            kind.on_lapse,
            kind.article,
            kind.audience.label,
        )
        for name, kind in sorted(kinds.items())
        if not name.startswith("test.")
    )
    head = ("kind", "title", "starts from", "who", "when it lapses", "article", "audience")
    told = "[How a period runs](../mechanisms/deadlines.md)."
    return f"# Periods\n\n{MADE}\n{told}\n\n{table(head, rows)}"


def commands_page() -> str:
    """Return the page of every command of `yunting`."""
    rows = []
    for name in command_names():
        module = f"yunting.project.management.commands.{name}"
        command = import_module(module).Command()
        rows.append((f"`yunting {name.replace('_', '-')}`", command.help, _options(name)))
    head = ("command", "what it does", "options")
    return f"# Commands\n\n{MADE}\n`make help` lists those for a checkout.\n\n{table(head, rows)}"


def _options(name: str) -> str:
    tree = ast.parse((COMMANDS / f"{name}.py").read_text("utf-8"))
    named = [
        str(call.args[0].value)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and getattr(call.func, "attr", "") == "add_argument"
        and isinstance(call.args[0], ast.Constant)
    ]
    return " ".join(f"`{name}`" for name in named) or "–"


def command_names() -> list[str]:
    """Return our commands; Django's own are in Django's documentation."""
    return sorted(p.stem for p in COMMANDS.glob("[a-z]*.py"))


def settings_page() -> str:
    """Return the page of the court's own choices, app by app."""
    parts = []
    for path in sorted((ROOT / "yunting").glob("*/settings.py")):
        if path.parent.name != "project":
            module = import_module(f"yunting.{path.parent.name}.settings")
            rows = ((f"`{name}`", _value(getattr(module, name))) for name in setting_names(path))
            title = (module.__doc__ or "").strip().splitlines()[0]
            parts.append(f"## {path.parent.name}\n\n{title}\n\n{table(('setting', 'value'), rows)}")
    told = "From the environment: [settings of a place](../operations/settings.md)."
    return f"# Settings of the court\n\n{MADE}\n{told}\n\n" + "\n".join(parts)


def setting_names(path: Path) -> list[str]:
    """Return the settings a module declares."""
    return [
        target.id
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name) and target.id.isupper()
    ]


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return "、".join(str(getattr(one, "label", one)) for one in value)
    if isinstance(value, frozenset):
        return "、".join(sorted(map(str, value)))
    return str(value)


def rules_page() -> str:
    """Return the page of every rule that can be asked, with its examples and their answers."""
    parts = [ASKED, *map(_rule_part, catalogue.every())]
    return f"# Rules that can be asked\n\n{MADE}\n" + "\n".join(parts)


def _rule_part(rule: Rule) -> str:
    rows = (
        (f"`{one.name}`{'' if one.optional else ' *'}", one.label, f"{one.words}。{one.help}")
        for one in rule.inputs
    )
    fields = table(("field (* needed)", "", "written as"), rows) if rule.inputs else "No fields.\n"
    examples = "".join(
        f"\n{example.title}\n\n```sh\n{told.command(rule, example)}\n```\n"
        f"```json\n{told.outcome(rule, example)}\n```\n"
        for example in rule.examples
    )
    articles = "".join(f"- {one}\n" for one in told.articles(rule))
    return (
        f"## {rule.name}\n\n{rule.title}：{rule.about}\n\n{fields}\n"
        f"{rule.answer.label}：{rule.answer.words}\n\n{told.dated(rule)}\n\n{articles}{examples}"
    )


def pages() -> dict[Path, str]:
    """Return every page as it should be now."""
    procedures = import_module("yunting.core.procedure").procedures()
    made = {DOCS / "procedures" / f"{_file(p.subject)}.md": procedure_page(p) for p in procedures}
    made[DOCS / "procedures" / "matrix.csv"] = matrix(procedures)
    reference = DOCS / "reference"
    made[reference / "facts.md"] = facts_page()
    made[reference / "deadlines.md"] = deadlines_page()
    made[reference / "commands.md"] = commands_page()
    made[reference / "settings.md"] = settings_page()
    made[reference / "rules.md"] = rules_page()
    return made


def _file(subject: str) -> str:
    return subject.replace(".", "-").lower()


def main() -> None:
    """Write them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yunting.project.settings")
    django.setup()
    for path, text in pages().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
