"""债权人会议: its states and order, off-site and online, and what makes each step hold."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from yunting.lib.errors import Refused
from yunting.rules import periods
from yunting.rules.amount import checked
from yunting.rules.bankruptcy import grounds
from yunting.rules.bankruptcy.voting_rights import Item
from yunting.rules.citation import cite
from yunting.rules.finding import Finding, Step, found, met
from yunting.rules.parameter import parameter
from yunting.rules.service import electronic


class State(StrEnum):
    """How far a meeting has come."""

    DRAFT = "draft"
    NOTICED = "noticed"
    OPEN_SIGN_IN = "open_sign_in"
    IN_SESSION = "in_session"
    VOTING = "voting"
    CLOSED = "closed"
    TALLIED = "tallied"
    DECLARED = "declared"
    RESULT_NOTIFIED = "result_notified"
    ARCHIVED = "archived"
    ADJOURNED = "adjourned"
    CANCELLED = "cancelled"
    REVOKED = "revoked"


_NEXT = {
    State.DRAFT: (State.NOTICED, State.CANCELLED),
    State.NOTICED: (State.OPEN_SIGN_IN, State.ADJOURNED, State.CANCELLED),
    State.OPEN_SIGN_IN: (State.IN_SESSION, State.ADJOURNED, State.CANCELLED),
    State.IN_SESSION: (State.VOTING, State.ADJOURNED),
    State.VOTING: (State.CLOSED,),
    State.CLOSED: (State.TALLIED,),
    State.TALLIED: (State.DECLARED,),
    State.DECLARED: (State.RESULT_NOTIFIED, State.REVOKED),
    State.RESULT_NOTIFIED: (State.ARCHIVED, State.REVOKED),
    State.ARCHIVED: (State.REVOKED,),
    State.ADJOURNED: (State.NOTICED, State.CANCELLED),
    State.CANCELLED: (),
    State.REVOKED: (),
}


class Business(StrEnum):
    """The order of business."""

    ROLL_CALL = "核对到会债权人和债权额"
    REPORT = "管理人报告"
    PROVISIONAL = "宣布临时债权额"
    CHAIR = "宣布债权人会议主席"
    PLANS = "说明各项方案"
    QUESTIONS = "提问和回答"
    VOTE = "表决"
    TALLY = "计票"
    DECLARATION = "宣布结果"


class Form(StrEnum):
    """How a meeting is held or a vote is taken."""

    ON_SITE = "on_site"
    LIVE_VIDEO = "live_video"
    WRITING = "writing"
    FAX = "fax"
    SMS = "sms"
    EMAIL = "email"
    MESSAGE = "message"
    GROUP_CHAT = "group_chat"
    PLATFORM = "platform"


_IN_SESSION = frozenset({Form.ON_SITE, Form.LIVE_VIDEO})


class Channel(StrEnum):
    """What kind of electronic address a notice went to."""

    CONFIRMED = "confirmed"
    ANOTHER = "another"


class Consent(StrEnum):
    """How a person agreed to be served electronically."""

    EXPLICIT = "explicit"
    AGREED_EARLIER = "agreed_earlier"
    ADDRESS_SUPPLIED = "address_supplied"
    BY_CONDUCT = "by_conduct"


class Identity(StrEnum):
    """What is verified of who takes part online."""

    REAL_NAME = "实名注册"
    MOBILE = "手机号码核验"
    DOCUMENT = "证件或者统一社会信用代码核验"
    COMPARISON = "证照比对或者身份认证平台核验"
    AT_THIS_ACT = "本次活动前再次核验"


class Authority(StrEnum):
    """What an authority to act for a creditor states."""

    PRINCIPAL = "委托人的身份"
    AGENT = "受托人的身份"
    SCOPE = "出席、表决和可以变更的事项"
    PERIOD = "委托的期限"
    SEAL = "签名或者盖章"
    FIRM_LETTER = "律师事务所函"


class CannotMove(Refused):
    """A step a meeting cannot take from where it is."""

    code = "rules.bankruptcy.cannot-move"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One electronic message to a person: when it reached the system, and when it was seen."""

    channel: Channel
    reached_at: datetime
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """The authority of one principal: which matters, from and to which day, both included."""

    items: frozenset[Item]
    since: date
    until: date
    written: bool


@dataclass(frozen=True, slots=True)
class Travel:
    """What some creditors from one place would have spent to come, in yuan a person."""

    persons: int
    travel: Decimal
    lodging: Decimal
    meals: Decimal
    lost_work: Decimal


def moved(state: State, to: State, *, on: date) -> Finding[State]:
    """Return the new state of a meeting. B1.10-states.

    A meeting is revoked by the court, in whole or in part, after it was declared.
    :raises CannotMove: if it cannot go there from here
    """
    basis = cite(grounds.DESIGN, "会议的状态", on=on)
    if to not in _NEXT[state]:
        raise CannotMove("会议现在不能进入这一步。", basis=str(basis), field="to")
    return Finding(to, (basis,))


def order_of_business(*, on: date) -> Finding[tuple[Business, ...]]:
    """Return the order of business. B-ONL-12."""
    return found(
        tuple(Business), (grounds.DESIGN, "会议的议程"), (grounds.LAW, "第六十一条"), on=on
    )


def may_use(form: Form, *, first: bool, first_meeting_resolved: bool, on: date) -> Finding[bool]:
    """Tell whether a meeting may be held in a form. B-ONL-2 B-ONL-3; 高效审理意见 第11条.

    The first on site or by live video; a later one in any form the first resolved on, with the
    administrator verifying identity and keeping the process.
    """
    value = form in _IN_SESSION or (not first and first_meeting_resolved)
    said = met(
        ("现场或者网络视频", form in _IN_SESSION), ("首次会议已决定", first_meeting_resolved)
    )
    return found(value, (grounds.OPINION, "第11条"), on=on, because=said)


def may_vote_off_site(*, told_beforehand: bool, on: date) -> Finding[bool]:
    """Tell whether a vote may be taken by letter, network or the like. B-ONL-1 B-ONL-2.

    The administrator told the creditors beforehand what is voted on.
    破产法规定（三） 第十一条第一款.
    """
    said = met(("已事先告知表决事项", told_beforehand))
    return found(told_beforehand, (grounds.THIRD, "第十一条第一款"), on=on, because=said)


def result_notice_due(ended: date, *, off_site: bool) -> Finding[date]:
    """Return the last day to tell the voters the result. B-ONL-1 B-ONL-5.

    `ended`: the meeting, or the time for voting. By letter, e-mail or announcement.
    """
    third, opinion = f"{grounds.THIRD}.offsite_result_notice", f"{grounds.OPINION}.result_notice"
    return periods.of(parameter(third if off_site else opinion, on=ended), ended)


def is_record_countersigned(*, signers: int, printed_promptly: bool, on: date) -> Finding[bool]:
    """Tell whether the record of an electronic vote is signed as it must be. B-ONL-4.

    Kept at once and signed by two of the administrator's staff; on the platform, the sealed export
    is countersigned by two. 高效审理意见 第12条.
    """
    least = parameter(f"{grounds.DESIGN}.countersigners", on=on)
    said = met((f"{least.whole}人签署", signers >= least.whole), ("及时留存", printed_promptly))
    basis = (least.citation, cite(grounds.OPINION, "第12条", on=on))
    return Finding(signers >= least.whole and printed_promptly, basis, said)


def is_content_told_early(told: date, vote: date, *, all_agreed: bool) -> Finding[bool]:
    """Tell whether what is voted on was told early enough in a fast-track case. B-ONL-6.

    Unless all known creditors agreed to less. The notice of the meeting itself:
    `deadlines.notice_by`.
    """
    days = parameter(f"{grounds.OPINION}.content_notice", on=vote)
    early = (vote - told).days >= days.whole
    said = met((f"提前{days.whole}日", early), ("全体已知债权人同意缩短", all_agreed))
    return Finding(early or all_agreed, (days.citation,), said)


def served_at(
    attempts: tuple[Attempt, ...], *, consent: Consent | None, on: date
) -> Finding[datetime | None]:
    """Return when an electronic notice was served; None if it was not. B-ONL-7.

    With consent only. To an address the person gave or confirmed, once it reaches the system; to
    another, once it was acknowledged or is shown to be read. Of several, the earliest.
    在线诉讼规则 第二十九条至第三十一条.
    """
    if consent is None:
        said = (("同意", "未同意电子送达"),)
        return found(None, (grounds.ONLINE, "第二十九条"), on=on, because=said)
    messages = tuple(
        electronic.Message(
            confirmed=one.channel is Channel.CONFIRMED,
            arrived_at=one.reached_at,
            acted_at=one.seen_at,
        )
        for one in attempts
    )
    value = electronic.earliest(messages, on=on).value
    articles = tuple((grounds.ONLINE, one) for one in ("第二十九条", "第三十条", "第三十一条"))
    return found(value, *articles, on=on)


def unverified(done: frozenset[Identity], *, on: date) -> Finding[tuple[Identity, ...]]:
    """Return what of a person's identity is still to be verified. B-ONL-8 OL-07a OL-07c.

    在线诉讼规则 第七条; anew at each mediation, exchange of evidence and hearing.
    """
    lacking = tuple(one for one in Identity if one not in done)
    said = tuple(("尚未核验", one.value) for one in lacking)
    articles = ((grounds.ONLINE, "第七条"), (grounds.DESIGN, "在线身份材料"))
    return found(lacking, *articles, on=on, because=said)


def is_own_act(*, stolen: bool, system_error: bool, on: date) -> Finding[bool]:
    """Tell whether what was done under an account is the person's own act. B-ONL-8 OL-07b.

    Unless theft or an error of the system is proved. 在线诉讼规则 第七条.
    """
    said = met(("账号未被盗用", not stolen), ("系统无错误", not system_error))
    return found(not stolen and not system_error, (grounds.ONLINE, "第七条"), on=on, because=said)


def is_offline_ballot_entered(*, persons: int, scanned: bool, on: date) -> Finding[bool]:
    """Tell whether a ballot on paper is entered as it must be. B-ONL-9.

    Who cannot or will not go online is served and votes on paper, by the same deadline; two people
    enter it with a scan. 在线诉讼规则 第四条, 第五条.
    """
    least = parameter(f"{grounds.DESIGN}.entry_persons", on=on)
    said = met((f"{least.whole}人录入", persons >= least.whole), ("附扫描件", scanned))
    basis = (least.citation, *(cite(grounds.ONLINE, one, on=on) for one in ("第四条", "第五条")))
    return Finding(persons >= least.whole and scanned, basis, said)


def missing_of_authority(
    given: frozenset[Authority], *, lawyer: bool, on: date
) -> Finding[tuple[Authority, ...]]:
    """Return what an authority still has to state. B-ONL-10; 企业破产法 第五十九条第四款."""
    needed = [one for one in Authority if lawyer or one is not Authority.FIRM_LETTER]
    lacking = tuple(one for one in needed if one not in given)
    said = tuple(("尚缺", one.value) for one in lacking)
    articles = ((grounds.LAW, "第五十九条第四款"), (grounds.DESIGN, "代理的必备内容"))
    return found(lacking, *articles, on=on, because=said)


def may_act_for(scope: Scope | None, item: Item, *, on: date) -> Finding[bool]:
    """Tell whether an agent may vote for this principal on this matter that day.

    B-ONL-10 B-CNT-4. Each principal needs its own written authority. 企业破产法 第五十九条第四款.
    """
    value = (
        scope is not None
        and scope.written
        and item in scope.items
        and scope.since <= on <= scope.until
    )
    return found(value, (grounds.LAW, "第五十九条第四款"), on=on)


def are_minutes_in_force(*, made: bool, confirmed: bool, on: date) -> Finding[bool]:
    """Tell whether the minutes of the resolutions stand. B-ONL-11.

    They must be made; confirmed online they have the force of signed ones.
    企业破产法 第六十一条第二款; 在线诉讼规则 第三十四条.
    """
    articles = ((grounds.LAW, "第六十一条第二款"), (grounds.ONLINE, "第三十四条"))
    said = met(("已制作", made), ("已确认", confirmed))
    return found(made and confirmed, *articles, on=on, because=said)


def saved(
    travels: tuple[Travel, ...], *, on_site: Decimal, online: Decimal, on: date
) -> Finding[Decimal]:
    """Return what an online meeting is estimated to save, in yuan. B1.11-saved.

    `on_site`: venue, printing and security; `online`: what the online meeting costs. An estimate
    from assumptions, to be shown beside it; never negative.
    """
    steps = [
        Step(
            f"{one.persons}人的交通、食宿和误工",
            None,
            None,
            one.persons * _each(one),
        )
        for one in travels
    ]
    steps.append(Step("场地、印刷和安保", None, None, checked(on_site)))
    steps.append(Step("在线会议的费用", None, None, -checked(online)))
    value = sum((one.amount for one in steps), Decimal(0))
    if value < 0:
        value = Decimal(0)
        steps.append(Step("没有节约", None, None, value, replaces=True))
    basis = (cite(grounds.DESIGN, "节约的费用", on=on),)
    return Finding(value, basis, (("估算", "按列明的假设估算"),), steps=tuple(steps))


def _each(one: Travel) -> Decimal:
    parts = (one.travel, one.lodging, one.meals, one.lost_work)
    return sum(map(checked, parts), Decimal(0))
