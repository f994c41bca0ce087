"""What can happen to evidence and to the copies it consists of."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from yunting.core.audience import Audience
from yunting.core.facts import Fact, tell_of

tell_of("evidence", "filing.Evidence")


@dataclass(frozen=True, slots=True)
class EvidenceListBegun(Fact):
    """A party has begun a list of evidence."""

    run: int
    kind: ClassVar[str] = "filing.evidence-list-begun"
    sentence: ClassVar[str] = "{actor}开始准备第 {run} 份证据清单"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class EvidenceListed(Fact):
    """An item stands on a list that is being prepared."""

    evidence: int
    name: str
    files: tuple[str, ...]
    kind: ClassVar[str] = "filing.evidence-listed"
    sentence: ClassVar[str] = "{actor}把“{name}”列入证据清单"
    personal: ClassVar[tuple[str, ...]] = ("name",)
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class EvidenceChanged(Fact):
    """An item that is not handed in was changed."""

    evidence: int
    name: str
    files: tuple[str, ...]
    kind: ClassVar[str] = "filing.evidence-changed"
    sentence: ClassVar[str] = "{actor}修改证据“{name}”"
    personal: ClassVar[tuple[str, ...]] = ("name",)
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class EvidenceTakenOff(Fact):
    """An item that was not handed in was taken off its list."""

    evidence: int
    name: str
    kind: ClassVar[str] = "filing.evidence-taken-off"
    sentence: ClassVar[str] = "{actor}从证据清单撤下“{name}”"
    personal: ClassVar[tuple[str, ...]] = ("name",)
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class EvidenceListSubmitted(Fact):
    """A party has handed in a list; its hash covers every item and the hash of every file."""

    run: int
    numbers: tuple[int, ...]
    names: tuple[str, ...]
    sha256: str
    receipt: str
    late_reason: str
    kind: ClassVar[str] = "filing.evidence-list-submitted"
    sentence: ClassVar[str] = "{actor}提交第 {run} 份证据清单，回执码 {receipt}"
    personal: ClassVar[tuple[str, ...]] = ("names", "late_reason")
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class EvidenceDisclosed(Fact):
    """A list of evidence has been exchanged: every party can see it and comment on it."""

    party: str
    run: int
    numbers: tuple[int, ...]
    kind: ClassVar[str] = "filing.evidence-disclosed"
    sentence: ClassVar[str] = "{party}的第 {run} 份证据清单已交换，各方可以查看和质证"
    personal: ClassVar[tuple[str, ...]] = ("party",)
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class OpinionGiven(Fact):
    """A party has said what it holds of another's item."""

    evidence: int
    party: str
    number: int
    name: str
    authenticity: str
    legality: str
    relevance: str
    kind: ClassVar[str] = "filing.opinion-given"
    sentence: ClassVar[str] = (
        "{actor}对{party}的证据{number}“{name}”质证：真实性{authenticity}，合法性{legality}，"
        "关联性{relevance}"
    )
    personal: ClassVar[tuple[str, ...]] = ("party", "name")
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class OriginalAsked(Fact):
    """The court asks for the original of a copy, by a day."""

    evidence: int
    party: str
    number: int
    reason: str
    due_on: date
    kind: ClassVar[str] = "filing.original-asked"
    sentence: ClassVar[str] = "{actor}要求{party}在 {due_on} 前提交证据{number}的原件：{reason}"
    personal: ClassVar[tuple[str, ...]] = ("party",)
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class OriginalCompared(Fact):
    """The original was laid beside the copy, or was not produced."""

    evidence: int
    party: str
    number: int
    result: str
    how: str
    finding: str
    kind: ClassVar[str] = "filing.original-compared"
    sentence: ClassVar[str] = "{actor}核对{party}的证据{number}：{result}。{finding}"
    personal: ClassVar[tuple[str, ...]] = ("party", "finding")
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class CopyEqual(Fact):
    """A copy is held equal to its original."""

    evidence: int
    party: str
    number: int
    ground: str
    kind: ClassVar[str] = "filing.copy-equal"
    sentence: ClassVar[str] = "{actor}认定{party}的证据{number}视同原件：{ground}"
    personal: ClassVar[tuple[str, ...]] = ("party",)
    audience: ClassVar[Audience] = Audience.PARTIES
