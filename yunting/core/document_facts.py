"""What can happen to a paper of the court. A sealed paper's fact is the log of the seal's use."""

from dataclasses import dataclass
from typing import ClassVar

from yunting.core.audience import Audience
from yunting.core.facts import Fact


@dataclass(frozen=True, slots=True)
class DocumentPrepared(Fact):
    """A paper waits for somebody to sign it."""

    document: int
    kind_: str
    title: str
    sha256: str
    kind: ClassVar[str] = "core.document-prepared"
    sentence: ClassVar[str] = "{actor}拟出《{title}》，待签发"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class DocumentDiscarded(Fact):
    """A paper that nobody signed was given up."""

    document: int
    kind_: str
    title: str
    reason: str
    kind: ClassVar[str] = "core.document-discarded"
    sentence: ClassVar[str] = "{actor}不签发《{title}》：{reason}"
    personal: ClassVar[tuple[str, ...]] = ("reason",)
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class DocumentIssued(Fact):
    """A paper's number and content are fixed; `sha256` is that of the content."""

    document: int
    kind_: str
    number: str
    title: str
    sha256: str
    kind: ClassVar[str] = "core.document-issued"
    sentence: ClassVar[str] = "{actor}签发《{title}》{number}"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class DocumentSealed(Fact):
    """The seal was used: on which file, which seal, who asked, who approved. I-SEAL-6.

    `sha256` is that of the sealed file; `seal` is the fingerprint of the seal's certificate.
    """

    document: int
    kind_: str
    number: str
    title: str
    sha256: str
    pages: int
    seal: str
    asked_by: int | None
    approved_by: int | None
    kind: ClassVar[str] = "core.document-sealed"
    sentence: ClassVar[str] = "《{title}》{number}已加盖电子印章"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class DocumentSuperseded(Fact):
    """A paper is replaced by another, with the reason."""

    document: int
    kind_: str
    number: str
    title: str
    by_document: int
    reason: str
    kind: ClassVar[str] = "core.document-superseded"
    sentence: ClassVar[str] = "{actor}替换《{title}》{number}：{reason}"
    personal: ClassVar[tuple[str, ...]] = ("reason",)
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class DocumentRecalled(Fact):
    """A paper is no longer the court's word, with the reason."""

    document: int
    kind_: str
    number: str
    title: str
    reason: str
    kind: ClassVar[str] = "core.document-recalled"
    sentence: ClassVar[str] = "{actor}撤回《{title}》{number}：{reason}"
    personal: ClassVar[tuple[str, ...]] = ("reason",)
    audience: ClassVar[Audience] = Audience.PARTIES
