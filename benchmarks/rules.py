"""The law: the first fee of a cold interpreter, fees with reasons, deadlines, lines of JSON."""

import json
import math
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from benchmarks._court import Measured, show
from yunting.rules import limits, periods
from yunting.rules.asked import catalogue, lines
from yunting.rules.fees.acceptance import Kind, acceptance
from yunting.rules.limits import Period

ON = date(2026, 3, 2)
ROUNDS = 7
CASES = 50_000
LEAST, MOST = 1_000, 50_000_000
TIERS = tuple(
    (Decimal(over), Decimal(rate))
    for over, rate in (("10000", "0.025"), ("100000", "0.02"), ("500000", "0.015"))
)
BARE = [sys.executable, "-c", "pass"]
COLD = [sys.executable, "-m", "yunting.project.command", "rule", "eval", "fees.acceptance"]
LINE = b'{"kind":"property","amount":"365000.00"}\n'


def main() -> int:
    """Measure and print it."""
    chance = random.Random(1)
    amounts = [_amount(chance) for _ in range(CASES)]
    days = [date(2022, 1, 1) + timedelta(n % 1460) for n in range(CASES)]
    asked = [_line(amount) for amount in amounts]
    fees = catalogue.rule("fees.acceptance")
    answers = "answers of `yunting rule eval`, without the pipe"
    return show(
        "rules",
        [
            Measured("first fee of a cold interpreter", "ms", *_cold(), at_most=300),
            _rate("fees with reasons, 1,000 to 50 M", amounts, _fee, _multiply, at_least=50_000),
            _rate("deadlines, 15 days, rolled", days, _deadline, _add, at_least=50_000),
            _rate("deadlines the law names", days, _named, _add, at_least=50_000),
            _rate(answers, asked, lambda line: _answer(fees, line), _parse_and_write),
        ],
    )


def _amount(chance: random.Random) -> Decimal:
    exponent = chance.uniform(math.log(LEAST), math.log(MOST))
    return Decimal(f"{math.exp(exponent):.2f}")


def _line(amount: Decimal) -> bytes:
    return f'{{"kind":"property","amount":"{amount}"}}\n'.encode()


def _cold() -> tuple[float, float]:
    """Return the quickest of several starts, ours and the interpreter's alone."""
    words = [*COLD, "--on", ON.isoformat()]
    return min(_milliseconds(words) for _ in range(ROUNDS)), min(
        _milliseconds(BARE) for _ in range(ROUNDS)
    )


def _milliseconds(words: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(words, input=LINE, stdout=subprocess.PIPE, check=True)
    return (time.perf_counter() - began) * 1000


def _rate(
    what: str,
    given: list[Any],
    ours: Callable[[Any], Any],
    bare: Callable[[Any], Any],
    *,
    at_least: float | None = None,
) -> Measured:
    """Return how many a second, beside the bare arithmetic of the same answers."""
    return Measured(what, "/s", _best(given, ours), _best(given, bare), at_least=at_least)


def _best(given: list[Any], work: Callable[[Any], Any]) -> float:
    return max(_per_second(given, work) for _ in range(3))


def _per_second(given: Iterable[Any], work: Callable[[Any], Any]) -> float:
    # On one core: what other programs do meanwhile is not ours.
    began, done = time.process_time(), 0
    for one in given:
        work(one)
        done += 1
    return done / (time.process_time() - began)


def _fee(amount: Decimal) -> object:
    return acceptance(Kind.PROPERTY, amount, on=ON).reasons


def _multiply(amount: Decimal) -> Decimal:
    return sum(((amount - over) * rate for over, rate in TIERS if amount > over), Decimal(50))


def _deadline(day: date) -> object:
    return periods.end(day, 15, unit=periods.Unit.DAY)


def _named(day: date) -> object:
    return limits.last_day(Period.APPEAL_JUDGMENT, day)


def _add(day: date) -> tuple[date, str]:
    last = day + timedelta(15)
    return last, f"{day:%Y-%m-%d} {last:%Y-%m-%d}"


def _answer(rule: Any, line: bytes) -> bytes:
    return lines.written(lines.answer(rule, line, number=1, on=ON))


def _parse_and_write(line: bytes) -> bytes:
    return json.dumps(json.loads(line), ensure_ascii=False).encode()


if __name__ == "__main__":
    sys.exit(main())
