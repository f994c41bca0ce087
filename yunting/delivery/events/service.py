"""What can happen to the service of a paper. `ServiceEffective` is what periods start from."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from yunting.core.audience import Audience
from yunting.core.facts import Fact, tell_of

# Facts about a service that name no paper follow what is withheld with the service.
tell_of("service", "delivery.Service")


@dataclass(frozen=True, slots=True)
class ServicePrepared(Fact):
    """A paper is to be served on somebody."""

    service: int
    title: str
    to: str
    document: int
    party: str
    kind: ClassVar[str] = "delivery.service-prepared"
    sentence: ClassVar[str] = "{actor}准备向{to}送达《{title}》"
    personal: ClassVar[tuple[str, ...]] = ("to", "party")
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class ServiceSent(Fact):
    """A paper has left for somebody by the electronic channels."""

    service: int
    title: str
    to: str
    document_kind: str
    methods: tuple[str, ...]
    ground: str
    kind: ClassVar[str] = "delivery.service-sent"
    sentence: ClassVar[str] = "{actor}向{to}电子送达《{title}》"
    personal: ClassVar[tuple[str, ...]] = ("to",)
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class CallMade(Fact):
    """Somebody was called about a paper; a call is no service."""

    service: int
    title: str
    to: str
    phone: str
    reached: bool
    said: str
    kind: ClassVar[str] = "delivery.call-made"
    sentence: ClassVar[str] = "{actor}就《{title}》电话联系{to}：{said}"
    personal: ClassVar[tuple[str, ...]] = ("to", "phone", "said")
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class PostedOut(Fact):
    """A paper was given to the post."""

    service: int
    title: str
    to: str
    document_kind: str
    address: str
    kind: ClassVar[str] = "delivery.posted-out"
    sentence: ClassVar[str] = "{actor}向{to}邮寄送达《{title}》"
    personal: ClassVar[tuple[str, ...]] = ("to", "address")
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class LettersPrinted(Fact):
    """Letters were printed for posting."""

    letters: tuple[int, ...]
    kind: ClassVar[str] = "delivery.letters-printed"
    sentence: ClassVar[str] = "{actor}打印了待寄的信件"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class VisitMade(Fact):
    """An officer went and could not serve, with place, time and why."""

    service: int
    title: str
    to: str
    place: str
    reason: str
    picture: str
    kind: ClassVar[str] = "delivery.visit-made"
    sentence: ClassVar[str] = "{actor}上门送达《{title}》未成：{reason}"
    personal: ClassVar[tuple[str, ...]] = ("to", "place", "reason")
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class NoticePublished(Fact):
    """A public notice was posted; it serves after its thirty days."""

    service: int
    title: str
    to: str
    published_on: date
    where: str
    reason: str
    text: str
    kind: ClassVar[str] = "delivery.notice-published"
    sentence: ClassVar[str] = "{actor}公告送达《{title}》，{published_on}起三十日"
    personal: ClassVar[tuple[str, ...]] = ("to", "reason", "text")
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class TraceNoted(Fact):
    """Something arrived, was read, answered or came to nothing. `at_` is when, as shown."""

    service: int
    title: str
    to: str
    attempt: int
    method: str
    what: str
    at_: datetime
    how: str
    kind: ClassVar[str] = "delivery.trace-noted"
    sentence: ClassVar[str] = "《{title}》向{to}的{method}：{what}"
    personal: ClassVar[tuple[str, ...]] = ("to", "how")
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class PaperOpened(Fact):
    """The recipient has opened the paper on the court's pages."""

    service: int
    title: str
    to: str
    kind: ClassVar[str] = "delivery.paper-opened"
    sentence: ClassVar[str] = "{to}打开了《{title}》"
    personal: ClassVar[tuple[str, ...]] = ("to",)
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class PaperAcknowledged(Fact):
    """The recipient has answered that the paper is here."""

    service: int
    title: str
    to: str
    said: str
    kind: ClassVar[str] = "delivery.paper-acknowledged"
    sentence: ClassVar[str] = "{to}回复收到《{title}》"
    personal: ClassVar[tuple[str, ...]] = ("to", "said")
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class ServiceStuck(Fact):
    """A way came to nothing, with the reason and its article; another one is next."""

    service: int
    title: str
    to: str
    method: str
    reason: str
    basis: str
    kind: ClassVar[str] = "delivery.service-stuck"
    sentence: ClassVar[str] = "《{title}》以{method}未能送达{to}：{reason}"
    personal: ClassVar[tuple[str, ...]] = ("to", "reason")
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class ReadingShown(Fact):
    """An address nobody confirmed shows reading; a clerk must look."""

    service: int
    title: str
    to: str
    attempt: int
    kind: ClassVar[str] = "delivery.reading-shown"
    sentence: ClassVar[str] = "《{title}》显示{to}已阅知，待书记员核对"
    personal: ClassVar[tuple[str, ...]] = ("to",)
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class ServiceEffective(Fact):
    """A paper counts as served on a day, under a rule. Periods start from it."""

    service: int
    title: str
    to: str
    document: int
    document_kind: str
    party: int
    method: str
    effective_on: date
    rule: str
    computation: tuple[str, ...]
    is_first: bool
    kind: ClassVar[str] = "delivery.service-effective"
    sentence: ClassVar[str] = "《{title}》已送达{to}，送达日 {effective_on}"
    personal: ClassVar[tuple[str, ...]] = ("to",)
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class ServiceContested(Fact):
    """The recipient denies the service or its day."""

    service: int
    title: str
    to: str
    claimed_on: date | None
    reason: str
    kind: ClassVar[str] = "delivery.service-contested"
    sentence: ClassVar[str] = "{actor}对《{title}》的送达提出异议：{reason}"
    personal: ClassVar[tuple[str, ...]] = ("to", "reason")
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class ContestRejected(Fact):
    """The court keeps the service as it stands."""

    service: int
    title: str
    to: str
    reason: str
    kind: ClassVar[str] = "delivery.contest-rejected"
    sentence: ClassVar[str] = "{actor}不采纳关于《{title}》送达的异议：{reason}"
    personal: ClassVar[tuple[str, ...]] = ("to", "reason")
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class ServiceRebutted(Fact):
    """The presumption of service is overturned; the paper is not served."""

    service: int
    title: str
    to: str
    reason: str
    kind: ClassVar[str] = "delivery.service-rebutted"
    sentence: ClassVar[str] = "{actor}认定《{title}》没有送达{to}：{reason}"
    personal: ClassVar[tuple[str, ...]] = ("to", "reason")
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class ServiceRedated(Fact):
    """A service counts from another day: proved by the recipient, or shown by a trace."""

    service: int
    title: str
    to: str
    document: int
    document_kind: str
    party: int
    was_on: date
    effective_on: date
    rule: str
    reason: str
    kind: ClassVar[str] = "delivery.service-redated"
    sentence: ClassVar[str] = "《{title}》送达{to}的日期由 {was_on} 改为 {effective_on}：{reason}"
    personal: ClassVar[tuple[str, ...]] = ("to", "reason")
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class ServiceReplaced(Fact):
    """A newer paper is served instead; periods run from that."""

    service: int
    title: str
    to: str
    reason: str
    kind: ClassVar[str] = "delivery.service-replaced"
    sentence: ClassVar[str] = "《{title}》向{to}的送达由新件替代：{reason}"
    personal: ClassVar[tuple[str, ...]] = ("to", "reason")
    audience: ClassVar[Audience] = Audience.PARTIES
