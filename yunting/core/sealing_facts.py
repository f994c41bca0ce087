"""What is kept from whom, and that it no longer is. Who it is kept from does not read of it."""

from dataclasses import dataclass
from typing import ClassVar

from yunting.core.audience import Audience
from yunting.core.facts import Fact


@dataclass(frozen=True, slots=True)
class SealedOff(Fact):
    """A matter, a paper or a file is kept from the public or from a side, by an order."""

    restriction: int
    document: int | None
    file: int | None
    what: str
    from_whom: str
    order: str
    title: str
    reason: str
    kind: ClassVar[str] = "core.sealed-off"
    sentence: ClassVar[str] = (
        "{actor}封存{what}“{title}”，{from_whom}，依据：{order}。理由：{reason}"
    )
    personal: ClassVar[tuple[str, ...]] = ("title", "reason")
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class Unsealed(Fact):
    """A sealing was lifted, by an order."""

    restriction: int
    document: int | None
    file: int | None
    what: str
    from_whom: str
    order: str
    title: str
    reason: str
    kind: ClassVar[str] = "core.unsealed"
    sentence: ClassVar[str] = (
        "{actor}解除封存{what}“{title}”（原{from_whom}），依据：{order}。理由：{reason}"
    )
    personal: ClassVar[tuple[str, ...]] = ("title", "reason")
    audience: ClassVar[Audience] = Audience.PARTIES
