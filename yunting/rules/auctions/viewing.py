"""看样: who may look at a thing before it is auctioned, and what is published of it."""

from datetime import date
from enum import StrEnum

from yunting.rules.citation import cite
from yunting.rules.finding import Finding

_OJA = "auction_online_2016"


class Guide(StrEnum):
    """Who shows the thing."""

    COURT = "court"
    AUXILIARY_AGENCY = "auxiliary_agency"


def must_be_shown(*, applied: bool, on: date) -> Finding[bool]:
    """Tell whether a thing must be shown on the spot: to whoever applies. B2.5-viewing.

    网络司法拍卖规定 第十四条第（四）项.
    """
    said = ("申请看样", "是" if applied else "否")
    return Finding(applied, (cite(_OJA, "第十四条第（四）项", on=on),), (said,))


def may_guide(guide: Guide, *, entrusted: bool, on: date) -> Finding[bool]:
    """Tell whether somebody may show, answer and guide. B2.5-viewing; 第七条第（二）项."""
    value = guide is Guide.COURT or entrusted
    said = ("辅助机构", "已受法院委托" if entrusted else "没有委托")
    return Finding(value, (cite(_OJA, "第七条第（二）项", on=on),), (said,))


def has_place(*, capacity: int, taken: int, on: date) -> Finding[bool]:
    """Tell whether a viewing still has a place. B2.5-viewing; this system's choice."""
    said = (("名额", f"{capacity}人"), ("已预约", f"{taken}人"))
    return Finding(taken < capacity, (cite("design", "看样", on=on),), said)


def may_see_list(*, bidding_ended: bool, on: date) -> Finding[bool]:
    """Tell whether the list of who has viewed is open: it may name bidders. B2.5-viewing."""
    basis = (cite("design", "看样", on=on), cite(_OJA, "第十八条", on=on))
    return Finding(bidding_ended, basis, (("竞价", "已结束" if bidding_ended else "尚未结束"),))


def may_publish_panorama(*, masked: bool, on: date) -> Finding[bool]:
    """Tell whether a panorama may be shown: faces, plates and photos masked. B2.5-viewing."""
    said = ("遮盖人脸、车牌和照片", "已遮盖" if masked else "未遮盖")
    return Finding(masked, (cite("design", "看样", on=on),), (said,))
