"""How a rule says where in the law it comes from, and how sure we are of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from yunting.rules.source import article, article_on, source


class Confidence(StrEnum):
    """How a text was established; a court's lawyer works down from the least sure."""

    S = "S"
    MH = "MH"
    MM = "MM"
    ML = "ML"
    DESIGN = "DESIGN"

    @property
    def label(self) -> str:
        """Return what an administrator reads beside a value."""
        return _LABELS[self]

    @property
    def is_verified(self) -> bool:
        """Tell whether the text itself was seen in a copy."""
        return self is Confidence.S


_LABELS = {
    Confidence.S: "已见条文",
    Confidence.MH: "凭记忆，把握较大，待核",
    Confidence.MM: "凭记忆，把握一般，待核",
    Confidence.ML: "未能确认，须由法院填写",
    Confidence.DESIGN: "本系统的设计选择，不是法律规定",
}


@dataclass(frozen=True, slots=True)
class Citation:
    """One article of one instrument, e.g. 民事诉讼法 第一百二十六条.

    `instrument` is the key of a file in `sources/`; `article` is the number in force on the
    day the citation was made for.
    """

    instrument: str
    article: str
    confidence: Confidence = Confidence.S

    @property
    def title(self) -> str:
        """Return the full title of the instrument."""
        return source(self.instrument).title

    def __str__(self) -> str:
        return f"{source(self.instrument).short} {self.article}".rstrip()


@cache
def _citation(instrument: str, number: str, confidence: Confidence) -> Citation:
    return Citation(instrument, number, confidence)


def cite(instrument: str, number: str, *, on: date) -> Citation:
    """Cite an article, named by its latest number, as it was numbered on that day.

    :raises NotInForce: if the books hold no text of it for that day
    """
    sure = Confidence(article(instrument, number).confidence)
    return _citation(instrument, article_on(instrument, number, on=on), sure)
