"""What can happen to the consent to do a stage online."""

from dataclasses import dataclass
from typing import ClassVar

from yunting.core.audience import Audience
from yunting.core.facts import Fact


@dataclass(frozen=True, slots=True)
class ConsentAsked(Fact):
    """The court has told somebody what a stage online means and asked."""

    person: str
    stage: str
    stage_name: str
    notice: str
    kind: ClassVar[str] = "delivery.consent-asked"
    sentence: ClassVar[str] = "{actor}告知{person}在线{stage_name}的事项并询问是否同意"
    personal: ClassVar[tuple[str, ...]] = ("person",)
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class ConsentChosen(Fact):
    """Somebody has done a stage online unasked; no second consent is needed."""

    person: str
    stage: str
    stage_name: str
    notice: str
    kind: ClassVar[str] = "delivery.consent-chosen"
    sentence: ClassVar[str] = "{person}自行选择在线{stage_name}"
    personal: ClassVar[tuple[str, ...]] = ("person",)
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class ConsentGiven(Fact):
    """Somebody agrees to a stage online."""

    person: str
    stage: str
    stage_name: str
    notice: str
    kind: ClassVar[str] = "delivery.consent-given"
    sentence: ClassVar[str] = "{person}同意在线{stage_name}"
    personal: ClassVar[tuple[str, ...]] = ("person",)
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class ConsentRefused(Fact):
    """Somebody does not agree; that stage is offline for them."""

    person: str
    stage: str
    stage_name: str
    notice: str
    reason: str
    kind: ClassVar[str] = "delivery.consent-refused"
    sentence: ClassVar[str] = "{person}不同意在线{stage_name}，线下办理"
    personal: ClassVar[tuple[str, ...]] = ("person", "reason")
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class RetractionAsked(Fact):
    """Somebody asks to take a consent back; the court looks at it."""

    person: str
    stage: str
    stage_name: str
    reason: str
    kind: ClassVar[str] = "delivery.retraction-asked"
    sentence: ClassVar[str] = "{person}申请收回对在线{stage_name}的同意：{reason}"
    personal: ClassVar[tuple[str, ...]] = ("person", "reason")
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class RetractionAllowed(Fact):
    """The court has let somebody take a consent back."""

    person: str
    stage: str
    stage_name: str
    reason: str
    kind: ClassVar[str] = "delivery.retraction-allowed"
    sentence: ClassVar[str] = "{actor}准许{person}收回对在线{stage_name}的同意"
    personal: ClassVar[tuple[str, ...]] = ("person", "reason")
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class RetractionDenied(Fact):
    """The court has not let somebody take a consent back, with the reason."""

    person: str
    stage: str
    stage_name: str
    reason: str
    kind: ClassVar[str] = "delivery.retraction-denied"
    sentence: ClassVar[str] = "{actor}不准许{person}收回对在线{stage_name}的同意：{reason}"
    personal: ClassVar[tuple[str, ...]] = ("person", "reason")
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class StageConverted(Fact):
    """The court has moved a stage offline for somebody, with the reason."""

    person: str
    stage: str
    stage_name: str
    ground: str
    reason: str
    kind: ClassVar[str] = "delivery.stage-converted"
    sentence: ClassVar[str] = "{actor}将{person}的{stage_name}转为线下：{reason}"
    personal: ClassVar[tuple[str, ...]] = ("person", "reason")
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class ConsentLapsed(Fact):
    """Nobody answered in time; silence is no consent, so the stage is offline."""

    person: str
    stage: str
    stage_name: str
    kind: ClassVar[str] = "delivery.consent-lapsed"
    sentence: ClassVar[str] = "{person}在期限内没有答复，{stage_name}线下办理"
    personal: ClassVar[tuple[str, ...]] = ("person",)
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class NonActionNoted(Fact):
    """Somebody who agreed has not acted online, nor asked to go offline."""

    person: str
    stage: str
    stage_name: str
    what: str
    kind: ClassVar[str] = "delivery.non-action-noted"
    sentence: ClassVar[str] = "{actor}记录：{person}同意在线{stage_name}，但没有参加（{what}）"
    personal: ClassVar[tuple[str, ...]] = ("person", "what")
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class OfflineAsked(Fact):
    """A party asks that others do a stage in person."""

    person: str
    stage: str
    stage_name: str
    ground: str
    reason: str
    kind: ClassVar[str] = "delivery.offline-asked"
    sentence: ClassVar[str] = "{person}申请各方到庭进行{stage_name}：{reason}"
    personal: ClassVar[tuple[str, ...]] = ("person", "reason")
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class OfflineAllowed(Fact):
    """The court holds a stage in person, at a party's request."""

    person: str
    stage: str
    stage_name: str
    reason: str
    kind: ClassVar[str] = "delivery.offline-allowed"
    sentence: ClassVar[str] = "{actor}准许{person}的申请，{stage_name}转为线下"
    personal: ClassVar[tuple[str, ...]] = ("person", "reason")
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class OfflineDenied(Fact):
    """The court does not hold a stage in person, with the reason."""

    person: str
    stage: str
    stage_name: str
    reason: str
    kind: ClassVar[str] = "delivery.offline-denied"
    sentence: ClassVar[str] = "{actor}不准许{person}关于{stage_name}转为线下的申请：{reason}"
    personal: ClassVar[tuple[str, ...]] = ("person", "reason")
    audience: ClassVar[Audience] = Audience.PARTIES
