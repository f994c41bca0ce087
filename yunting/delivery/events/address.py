"""What can happen to the addresses papers go to."""

from dataclasses import dataclass
from typing import ClassVar

from yunting.core.audience import Audience
from yunting.core.facts import Fact


@dataclass(frozen=True, slots=True)
class AddressAsked(Fact):
    """The court has asked somebody to confirm where papers go."""

    person: str
    notice: str
    kind: ClassVar[str] = "delivery.address-asked"
    sentence: ClassVar[str] = "{actor}请{person}确认送达地址"
    personal: ClassVar[tuple[str, ...]] = ("person",)
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class AddressConfirmed(Fact):
    """Somebody has confirmed where papers go and been told what follows."""

    person: str
    notice: str
    channels: tuple[str, ...]
    is_electronic: bool
    address: str
    kind: ClassVar[str] = "delivery.address-confirmed"
    sentence: ClassVar[str] = "{person}确认送达地址"
    personal: ClassVar[tuple[str, ...]] = ("person", "address")
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class AddressDeclined(Fact):
    """Somebody does not give an address; the lawful one will be used."""

    person: str
    notice: str
    reason: str
    address: str
    kind: ClassVar[str] = "delivery.address-declined"
    sentence: ClassVar[str] = "{person}拒绝提供送达地址，依法使用{address}"
    personal: ClassVar[tuple[str, ...]] = ("person", "reason", "address")
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class AddressReplaced(Fact):
    """A confirmation gives way to a newer one."""

    person: str
    kind: ClassVar[str] = "delivery.address-replaced"
    sentence: ClassVar[str] = "{person}变更送达地址，原确认不再使用"
    personal: ClassVar[tuple[str, ...]] = ("person",)
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class AddressNoted(Fact):
    """The court notes an address it has from somebody else."""

    person: str
    channel: str
    address: str
    source: str
    kind: ClassVar[str] = "delivery.address-noted"
    sentence: ClassVar[str] = "{actor}登记{person}的{channel}地址（{source}）"
    personal: ClassVar[tuple[str, ...]] = ("person", "address")
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class ReceiverChosen(Fact):
    """One representative receives for a party, by a recorded choice. T23."""

    party: str
    receiver: str
    reason: str
    kind: ClassVar[str] = "delivery.receiver-chosen"
    sentence: ClassVar[str] = "{actor}登记：{party}的文书由{receiver}接收（{reason}）"
    personal: ClassVar[tuple[str, ...]] = ("party", "receiver", "reason")
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class ReceiverChoiceEnded(Fact):
    """All representatives of a party receive again."""

    party: str
    kind: ClassVar[str] = "delivery.receiver-choice-ended"
    sentence: ClassVar[str] = "{actor}登记：{party}的文书重新送达全部代理人"
    personal: ClassVar[tuple[str, ...]] = ("party",)
    audience: ClassVar[Audience] = Audience.SIDE
