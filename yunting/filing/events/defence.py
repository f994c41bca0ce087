"""What can happen on the defendant's side."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from yunting.core.audience import Audience
from yunting.core.facts import Fact


@dataclass(frozen=True, slots=True)
class AssociationAsked(Fact):
    """Somebody of the same name says to be a party named without a number; the court compares."""

    participation: int
    kind: ClassVar[str] = "filing.association-asked"
    sentence: ClassVar[str] = "{actor}申请关联本案，等待法院确认"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class CaseAssociated(Fact):
    """A party is tied to a verified person: name and number are those the complaint names."""

    participation: int
    before: int
    person: int
    party: str
    kind: ClassVar[str] = "filing.case-associated"
    sentence: ClassVar[str] = "{actor}核验身份后关联本案，当事人{party}"
    personal: ClassVar[tuple[str, ...]] = ("party",)
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class AssociationConfirmed(Fact):
    """The court has compared and tied a party named without a number to a verified person."""

    participation: int
    before: int
    person: int
    party: str
    kind: ClassVar[str] = "filing.association-confirmed"
    sentence: ClassVar[str] = "{actor}核对后确认{party}关联本案"
    personal: ClassVar[tuple[str, ...]] = ("party",)
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class AssociationRejected(Fact):
    """The court has compared: it is somebody else."""

    participation: int
    reason: str
    kind: ClassVar[str] = "filing.association-rejected"
    sentence: ClassVar[str] = "{actor}不予确认关联：{reason}"
    personal: ClassVar[tuple[str, ...]] = ("reason",)
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class AnswerOpened(Fact):
    """There is now an answer for a defendant to write; what it says is theirs until sent."""

    participation: int
    kind: ClassVar[str] = "filing.answer-opened"
    sentence: ClassVar[str] = "{actor}建立答辩状"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class AnswerPeriodBegun(Fact):
    """The complaint has reached one defendant: that defendant's own period to answer runs."""

    participation: int
    party: str
    served_on: date
    kind: ClassVar[str] = "filing.answer-period-begun"
    sentence: ClassVar[str] = "{party}已于 {served_on} 收到起诉状副本，答辩期开始计算"
    personal: ClassVar[tuple[str, ...]] = ("party",)
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class AnswerSubmitted(Fact):
    """A defendant has answered; `remark` says （逾期） of what came after the period."""

    receipt: str
    sha256: str
    remark: str
    signed_by: str
    confirmed: int
    disputed: int
    kind: ClassVar[str] = "filing.answer-submitted"
    sentence: ClassVar[str] = (
        "{actor}提交答辩状{remark}：确认{confirmed}项，异议{disputed}项，回执码 {receipt}"
    )
    personal: ClassVar[tuple[str, ...]] = ("signed_by",)
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class ObjectionRaised(Fact):
    """A defendant says that this court has no jurisdiction."""

    receipt: str
    sha256: str
    ground: str
    to_court: str
    kind: ClassVar[str] = "filing.objection-raised"
    sentence: ClassVar[str] = "{actor}提出管辖权异议，认为应由{to_court}管辖，回执码 {receipt}"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class ObjectionWithdrawn(Fact):
    """The objection has been taken back before it was ruled on."""

    reason: str
    kind: ClassVar[str] = "filing.objection-withdrawn"
    sentence: ClassVar[str] = "{actor}撤回管辖权异议"
    personal: ClassVar[tuple[str, ...]] = ("reason",)
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class ObjectionUpheld(Fact):
    """The judge rules that another court has jurisdiction."""

    to_court: str
    reasons: str
    kind: ClassVar[str] = "filing.objection-upheld"
    sentence: ClassVar[str] = "{actor}裁定管辖权异议成立，移送{to_court}"
    personal: ClassVar[tuple[str, ...]] = ("reasons",)
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class ObjectionDismissed(Fact):
    """The judge rules that this court has jurisdiction; `fee` in yuan is the objector's."""

    reasons: str
    fee: Decimal
    kind: ClassVar[str] = "filing.objection-dismissed"
    sentence: ClassVar[str] = "{actor}裁定驳回管辖权异议，案件受理费{fee}元"
    personal: ClassVar[tuple[str, ...]] = ("reasons",)
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class ObjectionRulingServed(Fact):
    """The ruling has reached one party: that party's own period to appeal runs."""

    objection: int
    participation: int
    party: str
    served_on: date
    kind: ClassVar[str] = "filing.objection-ruling-served"
    sentence: ClassVar[str] = "{party}已于 {served_on} 收到管辖权异议裁定，上诉期开始计算"
    personal: ClassVar[tuple[str, ...]] = ("party",)
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class ObjectionAppealed(Fact):
    """A party has appealed against the ruling on jurisdiction; the court above decides."""

    party: str
    appealed_on: date
    kind: ClassVar[str] = "filing.objection-appealed"
    sentence: ClassVar[str] = "{actor}登记：{party}于 {appealed_on} 对管辖权异议裁定提出上诉"
    personal: ClassVar[tuple[str, ...]] = ("party",)
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class ObjectionRulingEffective(Fact):
    """Nobody can appeal any more: the ruling on jurisdiction is in effect."""

    outcome: str
    kind: ClassVar[str] = "filing.objection-ruling-effective"
    sentence: ClassVar[str] = "管辖权异议裁定发生法律效力：{outcome}"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class ExtensionAsked(Fact):
    """A party asks for more time; why stands in what it sent."""

    receipt: str
    sha256: str
    period: str
    wanted_until: date
    kind: ClassVar[str] = "filing.extension-asked"
    sentence: ClassVar[str] = "{actor}申请将{period}延长至 {wanted_until}，回执码 {receipt}"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class ExtensionGranted(Fact):
    """The judge gives more time."""

    period: str
    until: date
    reasons: str
    kind: ClassVar[str] = "filing.extension-granted"
    sentence: ClassVar[str] = "{actor}准许将{period}延长至 {until}"
    personal: ClassVar[tuple[str, ...]] = ("reasons",)
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class ExtensionRefused(Fact):
    """The judge gives no more time."""

    period: str
    reasons: str
    kind: ClassVar[str] = "filing.extension-refused"
    sentence: ClassVar[str] = "{actor}不准许延长{period}"
    personal: ClassVar[tuple[str, ...]] = ("reasons",)
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class EvidencePeriodBegun(Fact):
    """The notice to give evidence has reached one party: that party's own period runs."""

    participation: int
    party: str
    served_on: date
    days: int
    kind: ClassVar[str] = "filing.evidence-period-begun"
    sentence: ClassVar[str] = "{party}已于 {served_on} 收到举证通知书，举证期限{days}日"
    personal: ClassVar[tuple[str, ...]] = ("party",)
    audience: ClassVar[Audience] = Audience.PARTIES
