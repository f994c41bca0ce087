"""One JSON object in, one out, in order; what cannot be answered is answered with why."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, BinaryIO

from yunting.lib.errors import Refused
from yunting.rules.asked.answers import answered, refused
from yunting.rules.asked.inputs import BadInput
from yunting.rules.asked.rule import Rule

LONGEST_LINE = 1_000_000  # arithmetic: bytes, a limit of what is read


class NotJson(BadInput):
    """A line that is no JSON."""

    code = "rules.not-json"


class NotAnObject(BadInput):
    """JSON, but no object of fields."""

    code = "rules.not-an-object"


class TooLong(BadInput):
    """A line longer than any case of law."""

    code = "rules.line-too-long"


class GivenTwice(BadInput):
    """A field that stands twice in an object: nobody knows which one was meant."""

    code = "rules.given-twice"


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise GivenTwice(f"字段 {twice} 写了两次。", remedy="请只留一个。", field=twice)
    return found


def _no_constant(name: str) -> Any:
    raise NotJson(f"{name} 不是数。", remedy="金额和利率请写成加引号的文字。")


_decode = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_constant).decode
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def parsed(line: bytes) -> dict[str, Any]:
    """Return the object of a line.

    :raises NotJson: if it is none, or not UTF-8
    :raises NotAnObject: if it is JSON of another kind
    :raises TooLong: if it is longer than `LONGEST_LINE` bytes
    """
    if len(line) > LONGEST_LINE:
        raise TooLong(f"这一行太长，最多 {LONGEST_LINE:,} 字节。")
    try:
        found = _decode(line.decode("utf-8-sig").strip())
    except UnicodeDecodeError as error:
        raise NotJson("这一行不是 UTF-8。", remedy="请把文件存成 UTF-8。") from error
    except json.JSONDecodeError as error:
        empty = not line.strip()
        said = "这一行是空的。" if empty else f"这一行不是 JSON，第 {error.colno} 个字符处看不懂。"
        raise NotJson(said, remedy="每行写一个 JSON 对象。") from error
    except (ValueError, RecursionError) as error:
        raise NotJson(
            "这一行的 JSON 太深或者数字太长。", remedy="每行写一个 JSON 对象。"
        ) from error
    if not isinstance(found, dict):
        raise NotAnObject("这一行不是 JSON 对象。", remedy='请写成 {"字段":"内容"} 这样。')
    return found


def answer(rule: Rule, line: bytes, *, number: int, on: date) -> dict[str, Any]:
    """Return the answer to one line, the `number`-th."""
    try:
        return answered(rule.ask(parsed(line), on=on), rule.answer)
    except Refused as refusal:
        return refused(refusal, line=number)


def written(found: dict[str, Any]) -> bytes:
    """Return an answer as one line."""
    return _encode(found).encode() + b"\n"


def lines_of(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of a stream, of one that is too long only its beginning."""
    while line := stream.readline(LONGEST_LINE + 1):
        rest = line
        while not rest.endswith(b"\n") and rest:
            rest = stream.readline(LONGEST_LINE)
        yield line


def answers(rule: Rule, lines: Iterable[bytes], *, on: date) -> Iterator[bytes]:
    """Yield for each line its answer."""
    for number, line in enumerate(lines, start=1):
        yield written(answer(rule, line, number=number, on=on))
