"""`yunting rule` as a program of its own: what it prints, how it ends, what it never loads."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from yunting.rules.asked import catalogue

COMMAND = (sys.executable, "-m", "yunting.project.command", "rule")
CASE = b'{"kind":"property","amount":"365000.00"}\n'
NOT_LOADED = """
import sys
sys.argv = ["yunting", "rule", "eval", "fees.acceptance", "--on", "2026-03-02"]
from yunting.project import command
try:
    command.main()
finally:
    heavy = {"django", "psycopg", "yunting.core", "yunting.web", "ninja"} & set(sys.modules)
    print(sorted(heavy), file=sys.stderr)
"""


def run(*words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the command as a person would."""
    return subprocess.run([*COMMAND, *words], input=given, capture_output=True, check=False)


class TestList:
    def test_names_every_rule_with_its_fields_in_a_line(self) -> None:
        done = run("list")

        told = done.stdout.decode().splitlines()
        assert (done.returncode, len(told)) == (0, len(catalogue.every()))
        assert "fees.acceptance {kind, amount?}  案件受理费" in told


class TestShow:
    @pytest.mark.parametrize("name", ["fees.acceptance", "interest.deferred", "names.anonymise"])
    def test_tells_fields_articles_and_examples_with_their_answers(self, name: str) -> None:
        done = run("show", name)

        told = done.stdout.decode()
        rule = catalogue.rule(name)
        assert done.returncode == 0
        assert told.startswith(rule.signature)
        assert all(f"  {one.name}" in told for one in rule.inputs)
        assert all(example.given in told for example in rule.examples)
        assert '"basis":' in told

    def test_says_that_there_is_no_such_rule(self) -> None:
        done = run("show", "fees.parking")

        assert done.returncode == 2
        assert "没有“fees.parking”这条规则" in done.stderr.decode()
        assert done.stdout == b""


class TestEval:
    def test_answers_each_line_and_ends_well_even_when_all_are_refused(self) -> None:
        done = run("eval", "fees.acceptance", "--on", "2026-03-02", given=CASE + b"no\n" + CASE)

        first, second, third = map(json.loads, done.stdout.splitlines())
        assert done.returncode == 0
        assert first == third
        assert first["value"] == "6775.00"
        assert second["error"]["line"] == 2
        assert done.stderr == b""

    def test_writes_chinese_and_no_escapes(self) -> None:
        done = run("eval", "fees.acceptance", "--on", "2026-03-02", given=CASE)

        assert "诉讼费用交纳办法 第十三条第一款第（一）项" in done.stdout.decode()

    def test_answers_before_the_next_line_is_asked(self) -> None:
        words = [*COMMAND, "eval", "fees.acceptance", "--on", "2026-03-02"]
        with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as asked:
            assert asked.stdin is not None
            assert asked.stdout is not None
            for _ in range(2):
                asked.stdin.write(CASE)
                asked.stdin.flush()
                assert json.loads(asked.stdout.readline())["value"] == "6775.00"
            asked.stdin.close()
            assert asked.wait(30) == 0

    def test_ends_quietly_when_nobody_reads_on(self, tmp_path: Path) -> None:
        cases = tmp_path / "cases.jsonl"
        cases.write_bytes(CASE * 20_000)
        words = [*COMMAND, "eval", "fees.acceptance", "--on", "2026-03-02"]

        with (
            cases.open("rb") as given,
            subprocess.Popen(words, stdin=given, stdout=-1, stderr=-1) as asked,
        ):
            assert asked.stdout is not None
            assert asked.stderr is not None
            first = asked.stdout.readline()
            asked.stdout.close()
            complaints = asked.stderr.read()

        assert json.loads(first)["value"] == "6775.00"
        assert complaints == b""

    @pytest.mark.parametrize(
        ("words", "why"),
        [
            (("eval", "fees.acceptance"), "没有写日期"),
            (("eval", "fees.acceptance", "--on", "2026-02-30"), "没有 2026-02-30 这一天"),
            (("eval", "fees.acceptance", "--on", "soon"), "请写成 2026-03-02"),
            (("eval", "fees.parking", "--on", "2026-03-02"), "没有“fees.parking”这条规则"),
            (("eval", "--on", "2026-03-02"), "没有“”这条规则"),
            (("guess",), "list"),
            ((), "usage"),
        ],
    )
    def test_asked_wrongly_says_how_and_answers_nothing(
        self, words: tuple[str, ...], why: str
    ) -> None:
        done = run(*words, given=CASE)

        assert (done.returncode, done.stdout) == (2, b"")
        assert why in done.stderr.decode()

    def test_never_loads_the_framework(self) -> None:
        done = subprocess.run(
            [sys.executable, "-c", NOT_LOADED], input=CASE, capture_output=True, check=False
        )

        assert json.loads(done.stdout)["value"] == "6775.00"
        assert done.stderr.decode().strip() == "[]"
