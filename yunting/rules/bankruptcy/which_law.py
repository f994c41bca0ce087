"""Which texts govern a bankruptcy on a day, and what weight each has."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yunting.rules.bankruptcy import grounds
from yunting.rules.citation import cite
from yunting.rules.finding import Finding, found
from yunting.rules.source import Source, source


class Weight(StrEnum):
    """What kind of text it is."""

    LAW = "law"
    INTERPRETATION = "interpretation"
    GUIDANCE = "guidance"


@dataclass(frozen=True, slots=True)
class Text:
    """One text in force: which version of it, and whether a judgment may rest on it."""

    title: str
    number: str
    since: date
    may_ground_judgment: bool


_WEIGHTS = {
    grounds.LAW: Weight.LAW,
    grounds.FIRST: Weight.INTERPRETATION,
    grounds.SECOND: Weight.INTERPRETATION,
    grounds.THIRD: Weight.INTERPRETATION,
    grounds.MINUTES: Weight.GUIDANCE,
    grounds.OPINION: Weight.GUIDANCE,
}


def texts_in_force(*, on: date) -> Finding[tuple[Text, ...]]:
    """Return the texts a bankruptcy is decided by on that day, the Law first.

    B-LAW-1 B-LAW-2 B-LAW-3 B-LAW-4 B-LAW-5. Minutes and opinions guide, and no judgment may
    rest on them. A revised Law becomes a new version in `sources/`, never an edit of the old.
    企业破产法 第一百三十六条.
    :raises NotInForce: before the Law was in force
    """
    in_force = [key for key in _WEIGHTS if source(key).versions[0].since <= on]
    cited = [(key, next(iter(source(key).articles))) for key in in_force if key != grounds.LAW]
    basis = (cite(grounds.LAW, "第一百三十六条", on=on), *(cite(*one, on=on) for one in cited))
    said = ("修订", "修订草案2025年初次审议，未见已通过的文本，适用现行法")
    value = tuple(_text(source(key), _WEIGHTS[key], on) for key in in_force)
    return Finding(value, basis, (said,))


def _text(instrument: Source, weight: Weight, on: date) -> Text:
    version = max(
        (one for one in instrument.versions if one.since <= on), key=lambda one: one.since
    )
    return Text(
        title=instrument.title,
        number=version.number,
        since=version.since,
        may_ground_judgment=weight is not Weight.GUIDANCE,
    )


def is_online_allowed(*, on: date) -> Finding[bool]:
    """Tell whether a bankruptcy may be conducted online. B-LAW-6; 在线诉讼规则 第三条第（三）项."""
    return found(True, (grounds.ONLINE, "第三条第（三）项"), on=on)
