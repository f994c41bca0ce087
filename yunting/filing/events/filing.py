"""What can happen to a filing and to the case it becomes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from yunting.core.audience import Audience
from yunting.core.facts import Fact


@dataclass(frozen=True, slots=True)
class FilingOpened(Fact):
    """Somebody has begun a complaint; the matter has its public code."""

    code: str
    form: str
    kind: ClassVar[str] = "filing.opened"
    sentence: ClassVar[str] = "{actor}开始填写起诉状，纠纷码 {code}"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class SignatureAsked(Fact):
    """A helper has filled the complaint in; the principal is to read and sign it."""

    kind: ClassVar[str] = "filing.signature-asked"
    sentence: ClassVar[str] = "{actor}填好起诉状，请本人核对签名"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class FilingSubmitted(Fact):
    """The complaint has been signed and sent; the first run of seven days begins."""

    title: str
    receipt: str
    sha256: str
    run: int
    amount: Decimal | None
    fee: Decimal
    signed_by: str
    kind: ClassVar[str] = "filing.submitted"
    sentence: ClassVar[str] = "{actor}提交起诉状（{title}），回执码 {receipt}"
    personal: ClassVar[tuple[str, ...]] = ("title", "signed_by")
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class FilingReturned(Fact):
    """Everything to correct has been told at once, field by field."""

    run: int
    paths: tuple[str, ...]
    reasons: tuple[str, ...]
    due_on: date
    is_second: bool
    kind: ClassVar[str] = "filing.returned"
    sentence: ClassVar[str] = "{actor}一次性告知补正，期限至 {due_on}"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class SecondReturnAllowed(Fact):
    """The chief has allowed one more return on a new ground."""

    ground: str
    reason: str
    kind: ClassVar[str] = "filing.second-return-allowed"
    sentence: ClassVar[str] = "{actor}准许就新的事由再次告知补正：{reason}"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class FilingCorrected(Fact):
    """The corrected complaint has arrived; the seven days run anew from the next day."""

    receipt: str
    sha256: str
    run: int
    paths: tuple[str, ...]
    amount: Decimal | None
    fee: Decimal
    signed_by: str
    kind: ClassVar[str] = "filing.corrected"
    sentence: ClassVar[str] = "{actor}提交补正材料，回执码 {receipt}"
    personal: ClassVar[tuple[str, ...]] = ("signed_by",)
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class RefusalDrafted(Fact):
    """The reviewer proposes not to accept; the ruling itself is another act."""

    ground: str
    reason: str
    kind: ClassVar[str] = "filing.refusal-drafted"
    sentence: ClassVar[str] = "{actor}拟不予受理：{reason}"
    personal: ClassVar[tuple[str, ...]] = ("reason",)
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class RefusalTakenBack(Fact):
    """The proposal not to accept has been taken back."""

    reason: str
    kind: ClassVar[str] = "filing.refusal-taken-back"
    sentence: ClassVar[str] = "{actor}撤回不予受理的意见：{reason}"
    personal: ClassVar[tuple[str, ...]] = ("reason",)
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class FilingRefused(Fact):
    """The ruling of non-acceptance has been signed; it can be appealed from its service."""

    document: int
    number: str
    ground: str
    kind: ClassVar[str] = "filing.refused"
    sentence: ClassVar[str] = "法院裁定不予受理，裁定书{number}"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class CaseTransferred(Fact):
    """The ruling that transfers the case has been signed; this court tries it no longer."""

    document: int
    to: str
    kind: ClassVar[str] = "filing.case-transferred"
    sentence: ClassVar[str] = "法院裁定将案件移送{to}"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class CaseDeemedWithdrawn(Fact):
    """The ruling has been signed by which the action counts as withdrawn."""

    document: int
    reason: str
    kind: ClassVar[str] = "filing.case-deemed-withdrawn"
    sentence: ClassVar[str] = "法院裁定本案按原告撤诉处理：{reason}"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class FilingRedirected(Fact):
    """The filer has been told which other court or authority the matter is for."""

    to: str
    ground: str
    kind: ClassVar[str] = "filing.redirected"
    sentence: ClassVar[str] = "{actor}告知：本事项应向{to}提出"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class FilingEscalated(Fact):
    """The seven days are nearly over; the chief is told."""

    day: int
    kind: ClassVar[str] = "filing.escalated"
    sentence: ClassVar[str] = "审查已到第 {day} 日，报立案庭庭长督办"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class FilingAccepted(Fact):
    """The court has accepted; the case has its number and its procedure."""

    number: str
    cause: str
    procedure: str
    fee: Decimal
    kind: ClassVar[str] = "filing.accepted"
    sentence: ClassVar[str] = "{actor}准予立案，案号{number}"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class FilingRegisteredByRule(Fact):
    """Seven days passed without a decision: registered first, by rule."""

    number: str
    cause: str
    procedure: str
    fee: Decimal
    kind: ClassVar[str] = "filing.registered-by-rule"
    sentence: ClassVar[str] = "七日内未作决定，依规定先行立案，案号{number}"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class FilingWithdrawn(Fact):
    """The filer has taken the complaint back before it was accepted."""

    reason: str
    kind: ClassVar[str] = "filing.withdrawn"
    sentence: ClassVar[str] = "{actor}撤回起诉材料"
    personal: ClassVar[tuple[str, ...]] = ("reason",)
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class FilingNotCorrected(Fact):
    """The time to correct ran out; the papers go back and that is logged."""

    run: int
    kind: ClassVar[str] = "filing.not-corrected"
    sentence: ClassVar[str] = "期限内未补正，起诉材料退回"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class FilingTakenOver(Fact):
    """A colleague has taken over the review."""

    absent: str
    reason: str
    kind: ClassVar[str] = "filing.taken-over"
    sentence: ClassVar[str] = "{actor}接办审查：{reason}"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class CaseAssigned(Fact):
    """The draw has given the case to a judge, or somebody overrode it with a reason."""

    judge: str
    drawn: str
    seed: str
    override_reason: str
    kind: ClassVar[str] = "filing.case-assigned"
    sentence: ClassVar[str] = "案件分配给{judge}承办"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class CaseReassigned(Fact):
    """The case has gone to another judge, with a reason."""

    judge: str
    drawn: str
    seed: str
    override_reason: str
    kind: ClassVar[str] = "filing.case-reassigned"
    sentence: ClassVar[str] = "案件改由{judge}承办"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.PARTIES
