"""What the command says of the rules: the list, and one of them with its examples."""

from collections.abc import Iterator

from yunting.rules.asked.catalogue import every
from yunting.rules.asked.lines import answer, written
from yunting.rules.asked.rule import Example, Rule
from yunting.rules.asked.times import day
from yunting.rules.citation import Confidence
from yunting.rules.source import article, source


def listing() -> str:
    """Return every rule in a line: its name, its fields, what it is."""
    return "".join(f"{rule.signature}  {rule.title}\n" for rule in every())


def told(rule: Rule) -> str:
    """Return one rule: its fields, what comes back, its articles and examples with answers."""
    lines = [rule.signature, rule.title, rule.about, "", "字段"]
    lines += [
        f"  {one.name}{'?' if one.optional else ''}：{one.label}。{one.help}{one.words}。"
        for one in rule.inputs
    ] or ["  没有"]
    lines += ["", f"答案：{rule.answer.label}，{rule.answer.words}", f"版本：{dated(rule)}"]
    lines += ["", "依据", *(f"  {one}" for one in articles(rule))]
    for one in rule.examples:
        lines += ["", f"例：{one.title}", f"  {command(rule, one)}", f"  {outcome(rule, one)}"]
    return "\n".join(lines) + "\n"


def dated(rule: Rule) -> str:
    """Return what decides on the version of the law."""
    if rule.has_own_date:
        return f"由 {rule.dated_by} 那一天决定；--on 那一天规则库里须有这一文件"
    return f"由 --on 决定（{rule.date_label}）"


def articles(rule: Rule) -> Iterator[str]:
    """Yield each article the rule mainly rests on, with the texts there have been."""
    for instrument, number in rule.articles:
        known = source(instrument)
        texts = "、".join(f"{one.number} {one.since:%Y-%m-%d} 起" for one in known.versions)
        sure = Confidence(article(instrument, number).confidence)
        yield f"{known.short} {number}（{texts}；{sure.label}）"


def command(rule: Rule, example: Example) -> str:
    """Return the command that asks an example."""
    return f"echo '{example.given}' | yunting rule eval {rule.name} --on {example.on}"


def outcome(rule: Rule, example: Example) -> str:
    """Return what an example is answered, as the command writes it."""
    on = day(example.on, "on")
    return written(answer(rule, example.given.encode(), number=1, on=on)).decode().rstrip()
