"""What a line of JSON is answered: the tables, the examples of every rule, and whatever is sent."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from yunting.lib.errors import Refused
from yunting.rules.asked import catalogue, lines
from yunting.rules.asked.inputs import Rows
from yunting.rules.asked.rule import Example, Rule
from yunting.rules.asked.times import day

HERE = Path(__file__).parent
ON = date(2026, 3, 2)
RULES = [pytest.param(rule, id=rule.name) for rule in catalogue.every()]
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.name}: {example.title}")
    for rule in catalogue.every()
    for example in rule.examples
]


def cases(table: str) -> list[Any]:
    """Return the cases of a table."""
    loaded = yaml.load((HERE / f"{table}.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    return [pytest.param(case, id=f"{case['eval']}: {case['name']}") for case in loaded]


def answers(rule: Rule, text: bytes, *, on: date = ON) -> list[dict[str, Any]]:
    """Return the answers to a file of lines."""
    found = lines.answers(rule, lines.lines_of(BytesIO(text)), on=on)
    return [json.loads(one) for one in found]


def answer(name: str, line: str, *, on: date = ON) -> dict[str, Any]:
    """Return the answer to one line."""
    (found,) = answers(catalogue.rule(name), line.encode() + b"\n", on=on)
    return found


class TestEval:
    @pytest.mark.parametrize("case", cases("values"))
    def test_answers_as_the_table_says(self, case: dict[str, Any]) -> None:
        found = answer(case["eval"], case["line"], on=case["date"])

        assert found.keys() == {"value", "basis", "because", "provisional"}, found
        assert found["value"] == case["value"]
        assert case["basis"] in found["basis"], found["basis"]
        assert found["provisional"] is case.get("provisional", False)
        assert str(case.get("because", "")) in " ".join(found["because"])

    @pytest.mark.parametrize("case", cases("bad_input"))
    def test_says_why_not_as_the_table_says(self, case: dict[str, Any]) -> None:
        found = answer(case["eval"], case["line"], on=case["date"])

        assert found.keys() == {"error"}, found
        error = found["error"]
        assert error.keys() == {"code", "line", "field", "message"}
        assert (error["code"], error["field"]) == (case["code"], case["field"])
        assert case["says"] in error["message"]
        assert error["message"].endswith("。")

    def test_has_a_case_and_a_refusal_for_every_area(self) -> None:
        told = {case.values[0]["eval"] for case in cases("values")}

        assert told == {rule.name for rule in catalogue.every()}


class TestLines:
    def test_are_answered_in_order_whatever_stands_between(self) -> None:
        text = b'{"amount":"9000.00"}\n\n{"amount":"x"}\r\n\xff\n{"amount":"85600.00"}'

        found = answers(catalogue.rule("fees.enforcement"), text)

        assert [one.get("value") for one in found] == ["50.00", None, None, None, "1184.00"]
        assert [one["error"]["line"] for one in found if "error" in one] == [2, 3, 4]
        assert "不是 UTF-8" in found[3]["error"]["message"]

    def test_may_begin_with_a_byte_order_mark(self) -> None:
        found = answers(catalogue.rule("fees.enforcement"), b'\xef\xbb\xbf{"amount":"9000.00"}\n')

        assert found[0]["value"] == "50.00"

    def test_longer_than_any_case_are_refused_and_the_next_is_answered(self) -> None:
        long = b'{"amount":"' + b"1" * (2 * lines.LONGEST_LINE) + b'"}\n'

        found = answers(catalogue.rule("fees.enforcement"), long + b'{"amount":"9000.00"}\n')

        assert found[0]["error"]["code"] == "rules.line-too-long"
        assert found[1]["value"] == "50.00"
        assert len(found) == 2

    @pytest.mark.parametrize("text", [b"[" * 100_000, b'{"n":' + b"9" * 5000 + b"}"])
    def test_too_deep_or_too_long_a_number_are_refused(self, text: bytes) -> None:
        (found,) = answers(catalogue.rule("fees.enforcement"), text)

        assert found["error"]["code"] == "rules.not-json"

    @pytest.mark.parametrize("rule", RULES)
    def test_of_nothing_have_no_answer(self, rule: Rule) -> None:
        assert answers(rule, b"") == []


class TestDeclarations:
    @pytest.mark.parametrize(("rule", "example"), EXAMPLES)
    def test_each_example_is_answered_as_it_says(self, rule: Rule, example: Example) -> None:
        found = answer(rule.name, example.given, on=day(example.on, "on"))

        assert found["value"] == json.loads(example.value)

    @pytest.mark.parametrize("rule", RULES)
    def test_each_field_shows_how_it_is_written(self, rule: Rule) -> None:
        for one in rule.inputs:
            parts = one.inputs if isinstance(one, Rows) else ()
            for part in (one, *parts):
                example = part.example or json.dumps(next(iter(part.schema["enum"])))
                assert part.read(json.loads(example), part.name) is not None

    @pytest.mark.parametrize("rule", RULES)
    def test_each_cites_among_the_articles_it_names(self, rule: Rule) -> None:
        found = rule.ask(json.loads(rule.examples[0].given), on=day(rule.examples[0].on, "on"))

        assert {one for one, _ in rule.articles} & {one.instrument for one in found.basis}

    def test_names_are_told_apart_and_stand_in_their_area(self) -> None:
        names = [rule.name for rule in catalogue.every()]

        assert len(set(names)) == len(names)
        for rule in catalogue.every():
            assert rule in catalogue.of_area(rule.area)

    @pytest.mark.parametrize("name", ["", "fees", "fees.", "fees.accept", "../fees", "os.path"])
    def test_no_other_name_is_known(self, name: str) -> None:
        with pytest.raises(catalogue.NoSuchRule):
            catalogue.rule(name)


NAMES = ("张三", "张四", "李五", "欧阳丽", "欧阳娜", "阿依古丽·买买提")
ATOMS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
    | st.sampled_from(["2026-03-02", "9999-12-31", "0001-01-01", "0.06", "-1", "1e9", "365000.00"])
)
ANYTHING = st.recursive(
    ATOMS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@st.composite
def nearly_right(draw: st.DrawFn, rule: Rule) -> dict[str, Any]:
    """Draw an example of a rule in which some fields are anything."""
    found: dict[str, Any] = dict(json.loads(draw(st.sampled_from(rule.examples)).given))
    for one in rule.inputs:
        if draw(st.integers(0, 3)) == 0:
            found[one.name] = draw(ANYTHING)
    return found


class TestWhateverIsSent:
    @pytest.mark.parametrize("rule", RULES)
    @settings(max_examples=40, deadline=None)
    @given(data=st.data(), on=st.dates(date(1850, 1, 1), date(2200, 12, 31)))
    def test_is_answered_by_a_value_or_a_sentence(
        self, rule: Rule, data: st.DataObject, on: date
    ) -> None:
        sent = data.draw(nearly_right(rule))

        found = answer(rule.name, json.dumps(sent), on=on)

        if "error" in found:
            assert found["error"]["message"].endswith("。")
            assert found["error"]["line"] == 1
        else:
            assert found["basis"]

    @settings(max_examples=100, deadline=None)
    @given(line=st.binary(max_size=60).filter(lambda one: b"\n" not in one))
    def test_has_one_answer_a_line(self, line: bytes) -> None:
        found = answers(catalogue.rule("fees.acceptance"), line + b"\n" + b"{}\n")

        assert len(found) == 2
        assert found[1]["error"]["line"] == 2

    @settings(max_examples=100, deadline=None)
    @given(fen=st.integers(0, 10**12), more=st.integers(0, 10**9))
    def test_a_fee_never_falls_when_the_amount_rises(self, fen: int, more: int) -> None:
        rule = catalogue.rule("fees.acceptance")
        low, high = (f"{n // 100}.{n % 100:02}" for n in (fen, fen + more))

        less, same_or_more = (
            rule.ask({"kind": "property", "amount": amount}, on=ON).value for amount in (low, high)
        )

        assert less <= same_or_more

    @settings(max_examples=100, deadline=None)
    @given(names=st.lists(st.sampled_from(NAMES)))
    def test_the_same_name_has_the_same_alias_and_others_another(self, names: list[str]) -> None:
        rule = catalogue.rule("names.anonymise")
        if not names:
            with pytest.raises(Refused):
                rule.ask({"names": names}, on=ON)
            return

        aliases = rule.answer.json(rule.ask({"names": names}, on=ON).value)

        pairs = set(zip(names, aliases, strict=True))
        assert len(pairs) == len(set(names)) == len(set(aliases))
