"""`yunting rule list`, `show NAME`, `eval NAME --on DATE`: ask the law from the command line.

Without database and framework. `eval` reads one JSON object a line and writes one answer a line;
a refusal is an answer, so it ends with 0 when every line was answered, with 2 when it was called
in a way that asks nothing.
"""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import BinaryIO, NoReturn, TextIO

from yunting.lib.errors import Refused
from yunting.rules.asked import catalogue, lines
from yunting.rules.asked.times import day
from yunting.rules.asked.told import listing, told

HELP = "Ask a rule of the law: list them, show one, or eval cases, one JSON object a line."
_MISUSED = 2  # arithmetic: the exit code of a command that was called wrongly


class _Parser(ArgumentParser):
    """Says in Chinese how it is called."""

    def error(self, message: str) -> NoReturn:
        self.exit(_MISUSED, f"{self.format_usage()}{message}\n")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("act", choices=("list", "show", "eval"), help="list、show 或者 eval")
    parser.add_argument("name", nargs="?", help="规则的名字，例如 fees.acceptance")
    parser.add_argument("--on", help="适用哪一天的规定，例如 2026-03-02；eval 必须写")


def main(words: Sequence[str]) -> int:
    """Do what the words ask; return the exit code."""
    parser = _Parser(prog="yunting rule", description=HELP)
    add_arguments(parser)
    return run(parser.parse_args(words), sys.stdin.buffer, sys.stdout, sys.stderr)


def run(asked: Namespace, source: BinaryIO, out: TextIO, complaints: TextIO) -> int:
    """Do what was asked; return the exit code."""
    try:
        if asked.act == "list":
            out.write(listing())
        elif asked.act == "show":
            out.write(told(catalogue.rule(asked.name or "")))
        else:
            _eval(asked, source, out.buffer)
    except Refused as refusal:
        complaints.write(f"{refusal.message}{refusal.remedy}\n")
        return _MISUSED
    except BrokenPipeError:
        # Whoever read the answers has gone; there is nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
        return 1
    return 0


def _eval(asked: Namespace, source: BinaryIO, out: BinaryIO) -> None:
    rule = catalogue.rule(asked.name or "")
    on = day(asked.on or "", "on")
    for answer in lines.answers(rule, lines.lines_of(source), on=on):
        out.write(answer)
        # A program that waits for each answer before it asks again gets it.
        out.flush()
