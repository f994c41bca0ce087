"""电子送达: who may be served electronically, when a message counts, and what proves it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from yunting.rules.citation import Citation, cite
from yunting.rules.finding import Finding, found, met

_CPL = "civil_procedure_law"
_INTERPRETATION = "civil_procedure_interpretation"
_ONLINE = "online_litigation"
_PROCESS = "process_publication_2018"


class Ground(StrEnum):
    """Why a person counts as agreeing to electronic service."""

    EXPRESS = "express"
    PRIOR_AGREEMENT = "prior_agreement"
    ADDRESS_IN_PLEADING = "address_in_pleading"
    ACCEPTED_BY_CONDUCT = "accepted_by_conduct"

    @property
    def label(self) -> str:
        """Return what a person reads."""
        return _GROUNDS[self]


_GROUNDS = {
    Ground.EXPRESS: "明确表示同意",
    Ground.PRIOR_AGREEMENT: "诉讼前约定或者承诺采用电子送达",
    Ground.ADDRESS_IN_PLEADING: "在起诉状、答辩状等材料中主动提供电子地址",
    Ground.ACCEPTED_BY_CONDUCT: "已完成的电子送达，本人回复或者据以作出行为，且未提出异议",
}


@dataclass(frozen=True, slots=True)
class Signs:
    """What a person said and did about electronic service."""

    express: bool = False
    prior_agreement: bool = False
    address_in_pleading: bool = False
    served_before: bool = False
    acted_on_it: bool = False
    objected: bool = False


class Paper(StrEnum):
    """What is served, as far as the way depends on it."""

    JUDGMENT = "judgment"
    RULING = "ruling"
    CONCILIATION_STATEMENT = "conciliation_statement"
    OTHER = "other"


class Confirmed(StrEnum):
    """What a confirmation of the address for service says."""

    CONSENT = "是否同意电子送达"
    CHANNELS = "接受的方式"
    ADDRESSES = "电子地址"
    SCOPE = "适用的范围"
    EFFECT = "送达的效力"
    CHANGE = "地址变更的告知方式"


class Rebuttal(StrEnum):
    """What overthrows the presumption that a message was received."""

    SYSTEM_ERROR = "system_error"
    NOT_OWN_ADDRESS = "not_own_address"
    NOT_READ_BY_SELF = "not_read_by_self"


@dataclass(frozen=True, slots=True)
class Message:
    """One electronic notice to one person, as the channel tells of it.

    `confirmed`: the address was given or confirmed by the person, otherwise it is only provably
    the person's own. `proved_at` is another time of arrival the person has proved; `checked` says
    that a clerk has looked at the sign that it was read.
    """

    confirmed: bool
    sent_at: datetime | None = None
    arrived_at: datetime | None = None
    replied_at: datetime | None = None
    acted_at: datetime | None = None
    read_at: datetime | None = None
    checked: bool = False
    proved_at: datetime | None = None
    rebuttal: Rebuttal | None = None


class Channel(StrEnum):
    """How a message goes out."""

    PLATFORM = "platform"
    EMAIL = "email"
    FAX = "fax"
    MESSAGE = "message"
    SMS = "sms"


_RECORDS = {
    Channel.PLATFORM: ("发送时间", "到达时间", "文书名称"),
    Channel.EMAIL: ("收发邮箱", "发送时间", "文书名称", "发送确认页"),
    Channel.FAX: ("收发号码", "发送时间", "文书名称", "发送确认单"),
    Channel.MESSAGE: ("收发号码", "发送时间", "文书名称", "内容截图"),
    Channel.SMS: ("收发号码", "发送时间", "文书名称", "内容截图"),
}
_CERTIFICATE = (
    "法院", "案号", "受送达人", "文书清单及摘要值", "方式和地址", "同意的依据",
    "发送、到达、阅读的时间", "生效日期", "系统签章", "书记员",
)  # fmt: skip


class Stage(StrEnum):
    """Where a case stands, as far as an address confirmed earlier still holds."""

    FIRST_INSTANCE = "first_instance"
    SECOND_INSTANCE = "second_instance"
    RETRIAL = "retrial"
    ENFORCEMENT = "enforcement"


def consent(signs: Signs, *, on: date) -> Finding[Ground | None]:
    """Return why a person counts as agreeing to electronic service; None if nothing shows it.

    ES-01 OL-29; 在线诉讼规则 第二十九条. Conduct counts only after a finished electronic service,
    answered or acted on, and not objected to.
    """
    conduct = signs.served_before and signs.acted_on_it and not signs.objected
    shown = (signs.express, signs.prior_agreement, signs.address_in_pleading, conduct)
    value = next((one for one, holds in zip(Ground, shown, strict=True) if holds), None)
    said = (("同意", _GROUNDS[value] if value else "没有可以认定同意的情形"),)
    return found(value, (_ONLINE, "第二十九条"), on=on, because=said)


def missing_from_confirmation(
    given: frozenset[Confirmed], *, on: date
) -> Finding[tuple[Confirmed, ...]]:
    """Return what a confirmation of the address for service still lacks. ES-02 OL-30."""
    lacking = tuple(one for one in Confirmed if one not in given)
    said = (("尚缺", "、".join(lacking) or "无"),)
    articles = ((_ONLINE, "第三十条"), (_INTERPRETATION, "第一百三十六条"))
    return found(lacking, *articles, on=on, because=said)


def may_be_served(paper: Paper, *, consented: bool, on: date) -> Finding[bool]:
    """Tell whether a paper may be served electronically. ES-03; 民事诉讼法 第九十条.

    Judgments, rulings and conciliation statements only since 2022-01-01.
    """
    if on < date(2022, 1, 1):
        return _may_be_served_until_2021_12_31(paper, consented=consented, on=on)
    return found(consented, (_CPL, "第九十条第一款"), on=on, because=met(("同意", consented)))


def _may_be_served_until_2021_12_31(paper: Paper, *, consented: bool, on: date) -> Finding[bool]:
    said = met(("同意", consented), ("不是判决书、裁定书、调解书", paper is Paper.OTHER))
    value = consented and paper is Paper.OTHER
    return found(value, (_CPL, "第九十条第一款"), on=on, because=said)


def is_paper_owed(paper: Paper, *, asked: bool, on: date) -> Finding[bool]:
    """Tell whether the court must also hand over a copy on paper. ES-03 ELD-18.

    Of a judgment, ruling or conciliation statement served electronically, on request.
    """
    said = met(("判决书、裁定书、调解书", paper is not Paper.OTHER), ("本人提出需要", asked))
    articles = ((_CPL, "第九十条第一款"),)
    return found(asked and paper is not Paper.OTHER, *articles, on=on, because=said)


def served_at(message: Message, *, on: date) -> Finding[datetime | None]:
    """Return when a message counts as served; None if it does not. ES-04 ES-05 OL-31a OL-31b.

    To a given or confirmed address: when it reached the system, presumed to be when it was sent,
    unless the person proves another time. To another: on the first answer or act, else when it is
    shown to be read, once a clerk has looked at the proof and nothing overthrows it.
    在线诉讼规则 第三十一条; 民诉法解释 第一百三十五条.
    """
    if message.confirmed:
        value = message.proved_at or message.arrived_at or message.sent_at
        why = "本人证明的到达时间" if message.proved_at else "到达本人特定系统"
        basis: tuple[Citation, ...] = (
            cite(_ONLINE, "第三十一条第一款", on=on),
            cite(_INTERPRETATION, "第一百三十五条", on=on),
        )
    else:
        value, why = _at_another(message)
        basis = (
            cite(_ONLINE, "第三十一条第二款", on=on),
            cite("design", "推定送达由人确认", on=on),
        )
    return Finding(value, basis, (("送达", why if value else "未送达，应当改用其他方式"),))


def _at_another(message: Message) -> tuple[datetime | None, str]:
    own = [one for one in (message.replied_at, message.acted_at) if one is not None]
    if own:
        return min(own), "本人回复或者据以作出行为"
    if message.read_at and message.checked and message.rebuttal is None:
        return message.read_at, "系统显示已阅知，经书记员核对，推定送达"
    return None, ""


def earliest(messages: tuple[Message, ...], *, on: date) -> Finding[datetime | None]:
    """Return when the same paper sent several ways was served: the earliest that counts.

    ES-06 OL-31d; 在线诉讼规则 第三十一条第四款.
    """
    each = [served_at(message, on=on) for message in messages]
    value = min((one.value for one in each if one.value is not None), default=None)
    said = (("方式", f"{len(messages)}种，有效送达{sum(one.value is not None for one in each)}次"),)
    return found(value, (_ONLINE, "第三十一条第四款"), on=on, because=said)


def missing_from_certificate(given: frozenset[str], *, on: date) -> Finding[tuple[str, ...]]:
    """Return what a certificate of electronic service still lacks. ES-07 OL-31c A8.2-certificate.

    It has the force of a return of service. 在线诉讼规则 第三十一条第三款.
    """
    lacking = tuple(one for one in _CERTIFICATE if one not in given)
    articles = ((_ONLINE, "第三十一条第三款"), (_PROCESS, "第十四条"))
    return found(lacking, *articles, on=on, because=(("尚缺", "、".join(lacking) or "无"),))


def is_service(*, address_agreed: bool, on: date) -> Finding[bool]:
    """Tell whether a text message is the service itself and not a reminder. ES-08 OL-32."""
    said = (("号码或者账号", "约定的送达地址" if address_agreed else "只是提示"),)
    return found(address_agreed, (_ONLINE, "第三十二条"), on=on, because=said)


def missing_from_record(
    channel: Channel, given: frozenset[str], *, on: date
) -> Finding[tuple[str, ...]]:
    """Return what must still be kept of a message. ES-09; 民事送达意见 第十一条, 第十二条."""
    lacking = tuple(one for one in _RECORDS[channel] if one not in given)
    number = "第十二条" if channel in {Channel.MESSAGE, Channel.SMS} else "第十一条"
    said = (("尚缺", "、".join(lacking) or "无"),)
    return found(lacking, ("service_opinions_2017", number), on=on, because=said)


def counts_from(services: tuple[date, ...], *, on: date) -> Finding[date]:
    """Return the day periods run from when a corrected paper was served again: the last one.

    ES-10; 审判流程公开规定 第十四条第三款. The earlier records stay, as superseded.
    """
    said = (("送达", f"{len(services)}次，自最后一次起算"),)
    return found(max(services), (_PROCESS, "第十四条第三款"), on=on, because=said)


def still_holds(stage: Stage, *, changed_in_writing: bool, on: date) -> Finding[bool]:
    """Tell whether an address confirmed at first instance still holds. ES-11.

    Through second instance, retrial and enforcement, until it is changed in writing.
    """
    said = ((stage.value, "已书面变更" if changed_in_writing else "沿用第一审确认的地址"),)
    articles = ((_INTERPRETATION, "第一百三十七条"),)
    return found(not changed_in_writing, *articles, on=on, because=said)
