"""Clean what people type, without changing what they mean, and say which character is wrong."""

import re
import unicodedata
from typing import ClassVar

from yunting.lib.errors import Refused

_LINE_BREAKS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_ENDS = " \t\r\n\u00a0\u3000"
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE = frozenset("\u00ad\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff")
_NAME_DOTS = str.maketrans(dict.fromkeys("\u2022\u2027\u22c5\u30fb\uff65\u318d", "·"))
_FULL_WIDTH = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"\u3000": " ", "￥": "¥"}
)


class Misread(Refused):
    """What somebody typed cannot be read.

    `position` counts characters from 1 in the text as it was typed, where one is to blame.
    """

    code: ClassVar[str] = "misread"

    def __init__(self, message: str, *, remedy: str = "", position: int | None = None) -> None:
        super().__init__(message, remedy=remedy)
        self.position = position

    @property
    def sentence(self) -> str:
        """What is wrong and what to do now, as one text."""
        return self.message + self.remedy


class BadText(Misread):
    """A text holds a character that cannot be kept, or is too long."""

    code: ClassVar[str] = "bad-text"


def fold(text: str) -> str:
    """Return text with full-width digits, letters and signs made half-width, without outer spaces.

    For numbers and codes only: in names and sentences the full-width sign is what was meant.
    """
    return text.translate(_FULL_WIDTH).strip()


def quoted(text: str, *, length: int = 30) -> str:
    """Return the beginning of what somebody typed, safe to repeat in a sentence."""
    seen = "".join(
        "□" if _unseen(char) or char in "\t\n" else char for char in text.strip()[:length]
    )
    return f"“{seen}…”" if len(text.strip()) > length else f"“{seen}”"


def line(text: str, *, limit: int) -> str:
    """Return one clean line: canonical composition (NFC), runs of spaces made one, ends trimmed.

    :raises BadText: on a line break, a character nobody can see, or more than `limit` characters
    """
    body = text.rstrip(_ENDS)
    if broken := _LINE_BREAKS.search(body):
        raise BadText(
            f"这里只能写一行，第{broken.start() + 1}个字处换了行。",
            remedy="请删去换行。",
            position=broken.start() + 1,
        )
    _refuse_unseen(body)
    clean = _SPACES.sub(" ", unicodedata.normalize("NFC", body)).strip(" ")
    _refuse_long(clean, limit=limit)
    return clean


def name(text: str, *, limit: int = 100) -> str:
    """Return a person's or firm's name as a clean line; rare characters stay as they are.

    The dot in names such as 阿依古丽·买买提 has many look-alikes; all become the middle dot.
    :raises BadText: as `line`, or if there is no letter in it
    """
    clean = re.sub(r" ?· ?", "·", line(text, limit=limit).translate(_NAME_DOTS))
    if clean and not any(unicodedata.category(char)[0] in "LC" for char in clean):
        raise BadText("名字里没有一个字。", remedy="请填写证件上的名字。")
    return clean


def paragraphs(text: str, *, limit: int, line_limit: int | None = None) -> str:
    """Return a clean text of several lines; blank lines at both ends and trailing spaces go.

    :raises BadText: on a character nobody can see, more than `limit` characters in all,
        or more than `line_limit` in one line
    """
    whole = _LINE_BREAKS.sub("\n", text)
    _refuse_unseen(whole.replace("\n", " "))
    lines = [part.replace("\t", " ").rstrip() for part in whole.split("\n")]
    clean = unicodedata.normalize("NFC", "\n".join(lines)).strip("\n")
    _refuse_long(clean, limit=limit)
    for number, part in enumerate(clean.split("\n"), start=1):
        if line_limit is not None and len(part) > line_limit:
            raise BadText(
                f"第{number}行有{len(part):,}个字，一行最多{line_limit:,}个字。",
                remedy="请分成几段来写。",
                position=line_limit + 1,
            )
    return clean


def _refuse_long(text: str, *, limit: int) -> None:
    if len(text) > limit:
        raise BadText(
            f"您写了{len(text):,}个字，这里最多{limit:,}个字，多了{len(text) - limit:,}个。",
            remedy="请写短一些，详细内容可以作为材料上传。",
            position=limit + 1,
        )


def _refuse_unseen(text: str) -> None:
    for position, char in enumerate(text, start=1):
        if why := _unseen(char):
            raise BadText(
                f"第{position}个字是{why}（U+{ord(char):04X}），不能保存。",
                remedy="请删去它，再输入一遍。",
                position=position,
            )


def _unseen(char: str) -> str:
    """Return what is wrong with a character, or nothing if it may stay."""
    if char in _DIRECTION:
        return "改变文字方向的隐藏符号"
    if char in _INVISIBLE:
        return "看不见的字符"
    if char == "\ufffd":
        return "乱码"
    # Unassigned code points stay: a newer Unicode may have given them to a rare name.
    if (char != "\t" and unicodedata.category(char) in {"Cc", "Cs"}) or ord(
        char
    ) & 0xFFFE == 0xFFFE:
        return "控制字符"
    return ""
