"""在线庭审: what bars it, how it is held at different times, and what happens in it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yunting.rules.finding import Finding, found, met
from yunting.rules.online.consent import Mode
from yunting.rules.procedures import Procedure

_ONLINE = "online_litigation"
_ASYNCHRONOUS = frozenset({Procedure.SMALL_CLAIMS, Procedure.SUMMARY})


class Bar(StrEnum):
    """What bars an online hearing; each is answered before it is held."""

    REFUSED = "各方均不同意，或者一方不同意且有正当理由"
    NO_MEANS = "各方均没有技术条件和能力"
    LIVE_CHECK = "需要现场查明身份、核对原件、查验实物"
    COMPLEX = "案件疑难复杂、证据繁多，不利于查明事实"
    STATE_SECURITY = "涉及国家安全、国家秘密"
    SOCIAL_IMPACT = "有重大社会影响，受到广泛关注"
    OTHER = "人民法院认为不宜在线的其他情形"


class Exchange(StrEnum):
    """How evidence is exchanged online."""

    SYNCHRONOUS = "synchronous"
    ASYNCHRONOUS = "asynchronous"


class Gone(StrEnum):
    """What it means that a person is not in the online courtroom."""

    EXCUSED = "excused"
    REFUSED_TO_APPEAR = "refused_to_appear"
    LEFT_MIDWAY = "left_midway"
    TO_BE_WARNED = "to_be_warned"


class Cause(StrEnum):
    """Why a person is not there."""

    NETWORK = "网络故障"
    DEVICE = "设备损坏"
    POWER = "电力中断"
    FORCE_MAJEURE = "不可抗力"
    NONE = "无正当理由"


class Secrecy(StrEnum):
    """What keeps a hearing from being shown."""

    STATE = "国家安全、国家秘密"
    PRIVACY = "个人隐私"
    MINORS = "未成年人"
    COMMERCIAL = "商业秘密"
    DIVORCE = "离婚"
    NONE = "无"


_NEVER_SHOWN = frozenset({Secrecy.STATE, Secrecy.PRIVACY})


class Webcast(StrEnum):
    """Whether a hearing is shown."""

    SHOWN = "shown"
    MAY_BE_OFF = "may_be_off"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a hearing by recorded video rests on."""

    simultaneous_is_difficult: bool
    applied_in_writing: bool
    all_agree: bool
    facts_undisputed: bool


def bars(found_: frozenset[Bar], *, on: date) -> Finding[tuple[Bar, ...]]:
    """Return what bars an online hearing; empty, and the judge may hold it. OL-21a OL-21c.

    The same for an online inquiry. 在线诉讼规则 第二十一条.
    """
    value = tuple(one for one in Bar if one in found_)
    said = tuple(("不适用在线庭审", one.value) for one in value)
    articles = ((_ONLINE, "第二十一条"), ("design", "在线庭审的障碍"))
    return found(value, *articles, on=on, because=said)


def after_bar_appears(*, since_begun: bool, on: date) -> Finding[Mode]:
    """Return how a hearing goes on when a bar appears: offline, what was done stays. OL-21b."""
    said = (("已经完成的在线活动", "有效" if since_begun else "无"),)
    return found(Mode.OFFLINE, (_ONLINE, "第二十一条第二款"), on=on, because=said)


def exchange(*, agreed: Exchange | None, on: date) -> Finding[Exchange]:
    """Return how evidence is exchanged: at one time unless all agreed otherwise. OL-14."""
    value = agreed or Exchange.SYNCHRONOUS
    said = (("方式", "各方约定" if agreed else "没有约定，同步进行"),)
    return found(value, (_ONLINE, "第十四条"), on=on, because=said)


def may_be_asynchronous(*, all_agree: bool, on: date) -> Finding[bool]:
    """Tell whether a stage may run at different times. OL-20a; 在线诉讼规则 第二十条第一款."""
    said = met(("各方同意", all_agree))
    return found(all_agree, (_ONLINE, "第二十条第一款"), on=on, because=said)


def may_be_recorded(procedure: Procedure, basis: Recorded, *, on: date) -> Finding[bool]:
    """Tell whether a hearing may consist of recorded videos. OL-20b; 第二十条第二款.

    Small claims and summary procedure only, and all four conditions.
    """
    conditions = (
        ("小额诉讼或者简易程序", procedure in _ASYNCHRONOUS),
        ("同时在线确有困难", basis.simultaneous_is_difficult),
        ("一方书面申请", basis.applied_in_writing),
        ("各方同意", basis.all_agree),
        ("主要事实和证据没有争议", basis.facts_undisputed),
    )
    value = all(holds for _, holds in conditions)
    return found(value, (_ONLINE, "第二十条第二款"), on=on, because=met(*conditions))


def served_by_announcement(*, agreed_before_hearing: bool, on: date) -> Finding[Mode]:
    """Return how a party served by announcement takes part. OL-23; 在线诉讼规则 第二十三条."""
    value = Mode.ONLINE if agreed_before_hearing else Mode.OFFLINE
    said = met(("开庭前同意在线", agreed_before_hearing))
    return found(value, (_ONLINE, "第二十三条"), on=on, because=said)


def may_sit(
    *, emblem: bool, seats_named: bool, courtroom: bool, approved: bool, on: date
) -> Finding[bool]:
    """Tell whether a judge may open an online hearing where he sits. OL-24a; 第二十四条.

    The emblem and the names of the seats show; another place than a court needs the president.
    """
    said = met(
        ("国徽", emblem), ("席位名称", seats_named), ("法庭或者经院长批准", courtroom or approved)
    )
    value = emblem and seats_named and (courtroom or approved)
    return found(value, (_ONLINE, "第二十四条第一款"), on=on, because=said)


def may_take_part(
    *, quiet: bool, lit: bool, closed: bool, network: bool, on: date
) -> Finding[bool]:
    """Tell whether a place suits a participant; the court may name another. OL-24b."""
    said = met(("安静", quiet), ("光线适宜", lit), ("相对封闭", closed), ("网络良好", network))
    value = quiet and lit and closed and network
    return found(value, (_ONLINE, "第二十四条第二款"), on=on, because=said)


def absence(
    cause: Cause, *, came: bool, prompted: bool = False, warned: bool = False, on: date
) -> Finding[Gone]:
    """Return what an absence means. OL-25b; 在线诉讼规则 第二十五条第二款.

    Faults, power cuts and force majeure excuse. Who came and left is sanctioned only after a
    prompt and a warning.
    """
    if cause is not Cause.NONE:
        value = Gone.EXCUSED
    elif not came:
        value = Gone.REFUSED_TO_APPEAR
    else:
        value = Gone.LEFT_MIDWAY if prompted and warned else Gone.TO_BE_WARNED
    said = (("原因", cause.value), *met(("已提示", prompted), ("已警告", warned)))
    return found(value, (_ONLINE, "第二十五条第二款"), on=on, because=said)


def may_testify_online(
    *, set_place: bool, kept_apart: bool, objection: bool, court_needs: bool, on: date
) -> Finding[bool]:
    """Tell whether a witness, appraiser or expert may testify online. OL-26; 第二十六条."""
    said = met(
        ("在指定场所", set_place), ("不旁听、不受干扰", kept_apart),
        ("没有有理由的异议", not objection), ("不需要线下作证", not court_needs),
    )  # fmt: skip
    value = set_place and kept_apart and not objection and not court_needs
    return found(value, (_ONLINE, "第二十六条"), on=on, because=said)


def webcast(secrecy: Secrecy, *, closed_asked_for: bool = False, on: date) -> Finding[Webcast]:
    """Return whether a hearing is shown on the network. OL-27a; 在线诉讼规则 第二十七条.

    State secrets and privacy never; minors, trade secrets and divorce may be off when asked for.
    """
    value = Webcast.SHOWN
    if secrecy in _NEVER_SHOWN:
        value = Webcast.FORBIDDEN
    elif secrecy is not Secrecy.NONE and closed_asked_for:
        value = Webcast.MAY_BE_OFF
    said = (("涉及", secrecy.value), *met(("申请不公开", closed_asked_for)))
    return found(value, (_ONLINE, "第二十七条"), on=on, because=said)
