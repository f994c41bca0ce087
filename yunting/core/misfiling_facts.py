"""What became of an item in the wrong file: it is still there; these say why it does not count."""

from dataclasses import dataclass
from typing import ClassVar

from yunting.core.audience import Audience
from yunting.core.facts import Fact


@dataclass(frozen=True, slots=True)
class ItemStruck(Fact):
    """An item has nothing to do with the case, or came by mistake."""

    misfiling: int
    document: int | None
    file: int | None
    ground: str
    is_hidden: bool
    title: str
    reason: str
    kind: ClassVar[str] = "core.item-struck"
    sentence: ClassVar[str] = "{actor}划除“{title}”（{ground}）：{reason}"
    personal: ClassVar[tuple[str, ...]] = ("title", "reason")
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class ItemReplaced(Fact):
    """A file was replaced by a better one that lies in the same dispute."""

    misfiling: int
    file: int
    by_file: int
    title: str
    by_title: str
    reason: str
    kind: ClassVar[str] = "core.item-replaced"
    sentence: ClassVar[str] = "{actor}以“{by_title}”替换“{title}”：{reason}"
    personal: ClassVar[tuple[str, ...]] = ("title", "by_title", "reason")
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class ItemMovedAway(Fact):
    """A file belonged to another dispute and was moved there; `to` is its code."""

    misfiling: int
    file: int
    by_file: int
    to: str
    title: str
    reason: str
    kind: ClassVar[str] = "core.item-moved-away"
    sentence: ClassVar[str] = "{actor}把误入本案的“{title}”移到纠纷{to}：{reason}"
    personal: ClassVar[tuple[str, ...]] = ("title", "reason")
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class ItemMovedIn(Fact):
    """A file that lay in another dispute was moved into this one, byte for byte."""

    file: int
    sha256: str
    name: str
    kind: ClassVar[str] = "core.item-moved-in"
    sentence: ClassVar[str] = "{actor}把误入其他案件的“{name}”移入本案，内容未变"
    personal: ClassVar[tuple[str, ...]] = ("name",)
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class ItemRefiled(Fact):
    """An item was put to another case of the same dispute."""

    document: int | None
    file: int | None
    from_case: str
    to_case: str
    title: str
    reason: str
    kind: ClassVar[str] = "core.item-refiled"
    sentence: ClassVar[str] = "{actor}把“{title}”改归{to_case}：{reason}"
    personal: ClassVar[tuple[str, ...]] = ("title", "reason")
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class ItemRestored(Fact):
    """A striking was itself a mistake: the item counts again."""

    misfiling: int
    document: int | None
    file: int | None
    title: str
    reason: str
    kind: ClassVar[str] = "core.item-restored"
    sentence: ClassVar[str] = "{actor}恢复“{title}”：{reason}"
    personal: ClassVar[tuple[str, ...]] = ("title", "reason")
    audience: ClassVar[Audience] = Audience.PARTIES
