"""What can happen to an account, an identity, a mandate or a post.

All are facts of the court, not of a matter.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from yunting.core.audience import Audience
from yunting.core.facts import Fact


@dataclass(frozen=True, slots=True)
class AccountOpened(Fact):
    """Somebody has opened an account with a proven phone, or the court one for its staff."""

    account: int
    handle: str
    is_staff: bool
    kind: ClassVar[str] = "accounts.account-opened"
    sentence: ClassVar[str] = "{actor}开通账号"
    personal: ClassVar[tuple[str, ...]] = ("handle",)
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class IdentityAsked(Fact):
    """The identity register has been asked about a person or an organisation."""

    check: int
    id_kind: str
    name: str
    id_number: str
    kind: ClassVar[str] = "accounts.identity-asked"
    sentence: ClassVar[str] = "{actor}申请核验身份"
    personal: ClassVar[tuple[str, ...]] = ("name", "id_number")
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class IdentityChecked(Fact):
    """An identity has been checked, by the register or by comparing the paper at the counter."""

    account: int
    id_kind: str
    result: str
    outcome: str
    how: str
    name: str
    id_number: str
    kind: ClassVar[str] = "accounts.identity-checked"
    sentence: ClassVar[str] = "身份核验有结果：{outcome}"
    personal: ClassVar[tuple[str, ...]] = ("name", "id_number")
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class OrganisationLinked(Fact):
    """An account's person acts for an organisation whose code and representative match."""

    organisation: int
    name: str
    credit_code: str
    legal_representative: str
    kind: ClassVar[str] = "accounts.organisation-linked"
    sentence: ClassVar[str] = "{actor}成为{name}的经办人"
    personal: ClassVar[tuple[str, ...]] = ("legal_representative",)
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class MandateGiven(Fact):
    """Somebody may act for another from now on; `declaration` is what was declared."""

    mandate: int
    principal: str
    agent: str
    scope: str
    declaration: str
    kind: ClassVar[str] = "accounts.mandate-given"
    sentence: ClassVar[str] = "{agent}可以为{principal}办事"
    personal: ClassVar[tuple[str, ...]] = ("principal", "agent", "declaration")
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class MandateEnded(Fact):
    """Somebody may no longer act for another."""

    mandate: int
    principal: str
    agent: str
    reason: str
    kind: ClassVar[str] = "accounts.mandate-ended"
    sentence: ClassVar[str] = "{agent}不再为{principal}办事"
    personal: ClassVar[tuple[str, ...]] = ("principal", "agent", "reason")
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class PostGiven(Fact):
    """An account holds a post of the court."""

    post: int
    account: int
    division: str
    role: str
    title: str
    kind: ClassVar[str] = "accounts.post-given"
    sentence: ClassVar[str] = "{actor}任命{division}的{title}"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class PostEnded(Fact):
    """An account no longer holds a post."""

    post: int
    account: int
    division: str
    role: str
    title: str
    kind: ClassVar[str] = "accounts.post-ended"
    sentence: ClassVar[str] = "{actor}免去{division}的{title}"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class SignedIn(Fact):
    """Somebody has signed in; from where is kept for a dispute about the account."""

    how: str
    device: str
    address: str
    kind: ClassVar[str] = "accounts.signed-in"
    sentence: ClassVar[str] = "{actor}登录"
    personal: ClassVar[tuple[str, ...]] = ("device", "address")
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class SignedOut(Fact):
    """A session has ended."""

    reason: str
    kind: ClassVar[str] = "accounts.signed-out"
    sentence: ClassVar[str] = "{actor}退出"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class SignInRefused(Fact):
    """Somebody was not let in; `tried` is what was typed as name."""

    how: str
    reason: str
    tried: str
    kind: ClassVar[str] = "accounts.sign-in-refused"
    sentence: ClassVar[str] = "登录没有成功"
    personal: ClassVar[tuple[str, ...]] = ("tried",)
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class IdentityProvedAgain(Fact):
    """Somebody signed in has proved again to be the holder of the account's phone."""

    kind: ClassVar[str] = "accounts.identity-proved-again"
    sentence: ClassVar[str] = "{actor}再次核验本人身份"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class PasswordSet(Fact):
    """A staff account has a new password."""

    account: int
    is_temporary: bool
    kind: ClassVar[str] = "accounts.password-set"
    sentence: ClassVar[str] = "{actor}设置密码"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class SecondFactorEnrolled(Fact):
    """A staff account has a second factor and fresh recovery codes."""

    account: int
    kind: ClassVar[str] = "accounts.second-factor-enrolled"
    sentence: ClassVar[str] = "{actor}启用动态验证码"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class RecoveryCodesRenewed(Fact):
    """A staff account has fresh recovery codes; the old ones no longer work."""

    kind: ClassVar[str] = "accounts.recovery-codes-renewed"
    sentence: ClassVar[str] = "{actor}更换备用码"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class AccessTokenIssued(Fact):
    """A program may act with the account's rights until `expires_at`."""

    token: int
    name: str
    expires_at: datetime
    kind: ClassVar[str] = "accounts.access-token-issued"
    sentence: ClassVar[str] = "{actor}生成访问令牌{name}"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class AccessTokenRevoked(Fact):
    """A program may no longer act with the account's rights."""

    token: int
    name: str
    kind: ClassVar[str] = "accounts.access-token-revoked"
    sentence: ClassVar[str] = "{actor}作废访问令牌{name}"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class HelpOffered(Fact):
    """Somebody wants to let another lend a hand; `declaration` is what was declared."""

    help: int
    principal: str
    phone: str
    topics: str
    last_day: date
    declaration: str
    kind: ClassVar[str] = "accounts.help-offered"
    sentence: ClassVar[str] = "{actor}授权他人代办：{topics}，至 {last_day}"
    personal: ClassVar[tuple[str, ...]] = ("principal", "phone", "declaration")
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class HelpAccepted(Fact):
    """Whoever was asked to lend a hand will, and may from now on."""

    help: int
    principal: str
    helper: str
    topics: str
    last_day: date
    kind: ClassVar[str] = "accounts.help-accepted"
    sentence: ClassVar[str] = "{helper}接受{principal}的代办授权：{topics}，至 {last_day}"
    personal: ClassVar[tuple[str, ...]] = ("principal", "helper")
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class HelpDeclined(Fact):
    """Whoever was asked to lend a hand will not."""

    help: int
    kind: ClassVar[str] = "accounts.help-declined"
    sentence: ClassVar[str] = "{actor}没有接受代办授权"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class HelpWithdrawn(Fact):
    """The principal takes the mandate back."""

    help: int
    kind: ClassVar[str] = "accounts.help-withdrawn"
    sentence: ClassVar[str] = "{actor}收回代办授权"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class HelpLaidDown(Fact):
    """The helper does not want to lend a hand any more."""

    help: int
    principal: str
    helper: str
    kind: ClassVar[str] = "accounts.help-laid-down"
    sentence: ClassVar[str] = "{helper}不再替{principal}代办"
    personal: ClassVar[tuple[str, ...]] = ("principal", "helper")
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class HelpExpired(Fact):
    """The last day of a mandate to lend a hand is over."""

    help: int
    last_day: date
    kind: ClassVar[str] = "accounts.help-expired"
    sentence: ClassVar[str] = "代办授权到期，最后一日是 {last_day}"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class HelpTakenUp(Fact):
    """A helper has begun to look after a dispute of the principal."""

    help: int
    principal: str
    helper: str
    code: str
    kind: ClassVar[str] = "accounts.help-taken-up"
    sentence: ClassVar[str] = "{helper}陪同{principal}查看本案"
    personal: ClassVar[tuple[str, ...]] = ("principal", "helper")
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class OnlookerLetIn(Fact):
    """A helper looks after this dispute from now on, under a mandate of a party."""

    help: int
    kind: ClassVar[str] = "accounts.onlooker-let-in"
    sentence: ClassVar[str] = "{actor}开始查看本案"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.SIDE
