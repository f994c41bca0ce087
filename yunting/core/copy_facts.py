"""A certified copy, from the request to the paper. `document` and `file` name the original."""

from dataclasses import dataclass
from typing import ClassVar

from yunting.core.audience import Audience
from yunting.core.facts import Fact


@dataclass(frozen=True, slots=True)
class CopyAsked(Fact):
    """A party asks for a certified copy of a paper or a file."""

    request: int
    document: int | None
    file: int | None
    title: str
    purpose: str
    kind: ClassVar[str] = "core.copy-asked"
    sentence: ClassVar[str] = "{actor}申请“{title}”的核对一致副本，用途：{purpose}"
    personal: ClassVar[tuple[str, ...]] = ("title", "purpose")
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class CopyIssued(Fact):
    """The court gives it: `certificate` is the paper, `sha256` the hash of the original."""

    request: int
    document: int | None
    file: int | None
    certificate: int
    sha256: str
    title: str
    kind: ClassVar[str] = "core.copy-issued"
    sentence: ClassVar[str] = "{actor}核对原件，出具“{title}”的核对一致副本证明"
    personal: ClassVar[tuple[str, ...]] = ("title",)
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class CopyRefused(Fact):
    """The court does not give it, with the reason and the article."""

    request: int
    document: int | None
    file: int | None
    title: str
    reason: str
    kind: ClassVar[str] = "core.copy-refused"
    sentence: ClassVar[str] = "{actor}没有同意出具“{title}”的核对一致副本：{reason}"
    personal: ClassVar[tuple[str, ...]] = ("title", "reason")
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class CopyWithdrawn(Fact):
    """Whoever asked for a certified copy no longer wants it."""

    request: int
    document: int | None
    file: int | None
    title: str
    kind: ClassVar[str] = "core.copy-withdrawn"
    sentence: ClassVar[str] = "{actor}撤回“{title}”核对一致副本的申请"
    personal: ClassVar[tuple[str, ...]] = ("title",)
    audience: ClassVar[Audience] = Audience.SIDE
