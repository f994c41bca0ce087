"""Who does what in a judicial auction, who may not bid, and who chooses the platform."""

from datetime import date
from enum import StrEnum

from yunting.rules.citation import cite
from yunting.rules.finding import Finding

_OJA = "auction_online_2016"


class Duty(StrEnum):
    """Something somebody has to do."""

    NOTICE = "notice"
    CONDITION = "condition"
    PRICE = "price"
    NOTIFY = "notify"
    RULING = "ruling"
    ACCOUNT = "account"
    TEXTS_AND_PICTURES = "texts_and_pictures"
    SHOWING = "showing"
    STORAGE = "storage"
    PLATFORM = "platform"
    PAYMENT_LINK = "payment_link"
    TRUE_DATA = "true_data"


class Doer(StrEnum):
    """Who has a duty."""

    COURT = "court"
    COURT_OR_AGENCY = "court_or_agency"
    PLATFORM = "platform"


_DUTIES = {
    Duty.NOTICE: (Doer.COURT, "第六条", "制作、发布拍卖公告"),
    Duty.CONDITION: (Doer.COURT, "第六条", "查明财产现状、权利负担并予说明"),
    Duty.PRICE: (Doer.COURT, "第六条", "确定保留价、保证金、税费负担和付款方式"),
    Duty.NOTIFY: (Doer.COURT, "第六条", "通知当事人和优先购买权人"),
    Duty.RULING: (Doer.COURT, "第六条", "制作成交裁定，交付并出具协助执行通知书"),
    Duty.ACCOUNT: (Doer.COURT, "第六条", "开设专门账户"),
    Duty.TEXTS_AND_PICTURES: (Doer.COURT_OR_AGENCY, "第七条", "制作文字、视频和照片"),
    Duty.SHOWING: (Doer.COURT_OR_AGENCY, "第七条", "展示、咨询、引领看样、封存样品"),
    Duty.STORAGE: (Doer.COURT_OR_AGENCY, "第七条", "鉴定、仓储、运输；费用由被执行人负担"),
    Duty.PLATFORM: (
        Doer.PLATFORM,
        "第八条",
        "合法、安全的平台，不无故中断，不设屏蔽和监视竞买人的功能",
    ),
    Duty.PAYMENT_LINK: (Doer.PLATFORM, "第八条", "提供支付对接"),
    Duty.TRUE_DATA: (Doer.PLATFORM, "第八条", "全程、及时、真实、完整地展示和保存数据"),
}


def doer(duty: Duty, *, on: date) -> Finding[Doer]:
    """Return who has a duty. B2.6-duties; 网络司法拍卖规定 第六条至第八条."""
    who, article, what = _DUTIES[duty]
    return Finding(who, (cite(_OJA, article, on=on),), (("职责", what),))


class Platform(StrEnum):
    """How the platform was settled."""

    CHOSEN = "chosen"
    DESIGNATED = "designated"


def platform(choices: tuple[str, ...], *, listed: frozenset[str], on: date) -> Finding[Platform]:
    """Return whether the applicants' choice stands or the court designates. B2.6-platform.

    网络司法拍卖规定 第五条: one choice of all, from the list of the Supreme People's Court.
    """
    named = set(choices)
    value = Platform.CHOSEN if len(named) == 1 and named <= listed else Platform.DESIGNATED
    said = ("申请执行人的选择", "、".join(sorted(named)) or "没有选择")
    return Finding(value, (cite(_OJA, "第五条", on=on),), (said,))


class Relation(StrEnum):
    """How somebody who wants to bid stands to the auction."""

    NONE = "none"
    COURT_STAFF = "court_staff"
    PLATFORM_STAFF = "platform_staff"
    AGENCY_STAFF = "agency_staff"
    NEAR_RELATIVE = "near_relative"
    DEFAULTED_HERE = "defaulted_here"
    NOT_ELIGIBLE_FOR_HOUSING = "not_eligible_for_housing"


_BARRED = {
    Relation.COURT_STAFF: (_OJA, "第三十四条", "执行法院及其工作人员不得竞买"),
    Relation.PLATFORM_STAFF: (_OJA, "第三十四条", "平台及其工作人员不得竞买"),
    Relation.AGENCY_STAFF: (_OJA, "第三十四条", "辅助机构及其工作人员不得竞买"),
    Relation.NEAR_RELATIVE: (_OJA, "第三十四条", "上述人员的近亲属不得竞买"),
    Relation.DEFAULTED_HERE: (_OJA, "第二十四条", "悔拍的买受人不得参加重新拍卖"),
    Relation.NOT_ELIGIBLE_FOR_HOUSING: ("housing_bidders_2021", "第一条", "没有购房资格"),
}


def is_barred(relation: Relation, *, on: date) -> Finding[bool]:
    """Tell whether somebody may not bid. A-BID-4 B2.6-barred; 第二十四条, 第三十四条."""
    found = _BARRED.get(relation)
    if found is None:
        return Finding(False, (cite(_OJA, "第三十四条", on=on),), (("竞买", "没有不得竞买的情形"),))
    instrument, article, why = found
    return Finding(True, (cite(instrument, article, on=on),), (("竞买", why),))


def may_see_bidders(*, bidding_ended: bool, on: date) -> Finding[bool]:
    """Tell whether the identities of bidders may be seen. B2.6-secrecy; 第十八条第二款."""
    said = ("竞价", "已结束" if bidding_ended else "尚未结束，身份和密码保密")
    return Finding(bidding_ended, (cite(_OJA, "第十八条第二款", on=on),), (said,))


class Right(StrEnum):
    """A right to buy first."""

    CO_OWNER = "co_owner"
    LESSEE = "lessee"
    OTHER = "other"


_RIGHTS = {Right.CO_OWNER: "第三百零五条", Right.LESSEE: "第七百二十六条"}


def is_priority_purchaser(right: Right, *, confirmed: bool, on: date) -> Finding[bool]:
    """Tell whether somebody bids with priority: only once the court has confirmed it.

    B2.8-priority; 网络司法拍卖规定 第十九条, 民法典 第三百零五条, 第七百二十六条.
    """
    basis = [cite(_OJA, "第十九条", on=on)]
    if right in _RIGHTS:
        basis.append(cite("civil_code", _RIGHTS[right], on=on))
    said = ("法院确认身份、权利和顺位", "是" if confirmed else "否，以普通竞买人参加")
    return Finding(confirmed, tuple(basis), (said,))
