"""拍卖公告: how long before, what must stand in it, and what the law says again in warning."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from yunting.rules.auctions.prices import (
    Round,
    Terms,
    deposit_range,
    lowest_second_start,
    lowest_start,
)
from yunting.rules.citation import cite
from yunting.rules.finding import Finding
from yunting.rules.parameter import Value, parameter

_OJA = "auction_online_2016"
_LENGTHS = {
    (Round.FIRST, True): f"{_OJA}.notice_movable",
    (Round.FIRST, False): f"{_OJA}.notice_immovable",
    (Round.SECOND, True): f"{_OJA}.second_notice_movable",
    (Round.SECOND, False): f"{_OJA}.second_notice_immovable",
}


class Part(StrEnum):
    """A part of what is published on the day of the notice; the value names its article."""

    NOTICE = "第十二条"
    PUBLIC = "第十三条"
    WARNINGS = "第十四条"


ITEMS = {
    Part.NOTICE: (
        "财产",
        "价格",
        "保证金",
        "竞买人条件",
        "已知瑕疵",
        "权利义务",
        "法律责任",
        "拍卖时间",
        "网络平台",
        "拍卖法院",
    ),
    Part.PUBLIC: (
        "拍卖公告",
        "执行依据",
        "评估报告或者定价依据",
        "拍卖时间、起拍价和竞价规则",
        "权属、占有和附随义务的文字及视频或者照片",
        "优先购买权主体和权利性质",
        "通知或者无法通知的情况",
        "保证金和价款的支付方式及账户",
        "税费及其负担",
        "法院名称、联系和监督方式",
        "其他应当公示的信息",
    ),
    Part.WARNINGS: (
        "竞买人应当具备完全民事行为能力和法定资质",
        "委托他人竞买的须在竞价开始前经法院确认",
        "已知瑕疵和权利负担",
        "以实物现状为准，可以申请实地看样",
        "竞买视为对标的物全面了解并接受一切瑕疵",
        "载明买受人真实身份的成交确认书将公示",
        "买受人悔拍后保证金不予退还",
    ),
}


def days(round: Round, *, movable: bool, on: date) -> Finding[int]:
    """Return how many days a notice must stand. A-NOT-1; 第十二条, 第二十六条."""
    value = _days(round, movable, on)
    return Finding(value.whole, (value.citation,), (("公告期", f"至少{value.whole}日"),))


def _days(round: Round, movable: bool, on: date) -> Value:
    return parameter(_LENGTHS[round, movable], on=on)


def earliest_start(
    published: date, *, round: Round, movable: bool, lenient: bool = False
) -> Finding[date]:
    """Return the first day an auction may start after its notice. A-NOT-2.

    All days of the notice lie between the two; `lenient` starts on the last of them.
    """
    value = _days(round, movable, published)
    extra = _extra(lenient, published)
    found = published + timedelta(value.whole + extra)
    said = (("公告", f"{published:%Y-%m-%d}"), ("公告期", f"{value.whole}日，另加{extra}日"))
    return Finding(found, (value.citation, cite("design", "公告期取足日", on=published)), said)


def latest_notice(
    auction: date, *, round: Round, movable: bool, lenient: bool = False
) -> Finding[date]:
    """Return the last day to publish the notice of an auction on that day. A-NOT-2 A-PRC-4."""
    value = _days(round, movable, auction)
    extra = _extra(lenient, auction)
    found = auction - timedelta(value.whole + extra)
    said = (("拍卖", f"{auction:%Y-%m-%d}"), ("公告期", f"{value.whole}日，另加{extra}日"))
    return Finding(found, (value.citation, cite("design", "公告期取足日", on=auction)), said)


def _extra(lenient: bool, on: date) -> int:
    return 0 if lenient else parameter("design.auction_extra_days", on=on).whole


def lasts_long_enough(opens: datetime, closes: datetime, *, on: date) -> Finding[bool]:
    """Tell whether a bidding window is long enough. A-DUR-1; 网络司法拍卖规定 第二十条."""
    least = parameter(f"{_OJA}.bidding_least", on=on)
    value = closes - opens >= timedelta(hours=least.whole)
    return Finding(value, (least.citation,), (("竞价时间", f"不少于{least.whole}小时"),))


def terms(reference_price: Decimal, *, round: Round, movable: bool, on: date) -> Finding[Terms]:
    """Return within what a lot is set up. A-PRC-2 A-PRC-3 A-PRC-6 A-NOT-1.

    In the second round the lowest start price supposes that the first started at its lowest; the
    deposits are those of the lowest start price.
    """
    least = lowest_start(reference_price, on=on)
    if round is Round.SECOND:
        least = lowest_second_start(least.value, on=on)
    deposit = deposit_range(least.value, on=on)
    standing = days(round, movable=movable, on=on)
    basis = tuple(dict.fromkeys((*least.basis, *deposit.basis, *standing.basis)))
    because = (("起拍价不低于", f"{least.value:,f}元"), *deposit.because, *standing.because)
    return Finding(Terms(least.value, deposit.value, standing.value), basis, because)


def missing(part: Part, given: frozenset[str], *, on: date) -> Finding[tuple[str, ...]]:
    """Return what is still to be filled in before the notice can be published.

    B2.4-notice B2.4-public B2.4-warnings. An item has content or says 没有 with its reason.
    """
    left = tuple(item for item in ITEMS[part] if item not in given)
    basis = (cite(_OJA, part, on=on), cite("design", "公告内容完整", on=on))
    return Finding(left, basis, (("尚缺", "、".join(left) or "无"),))


def is_free_of_warranty(
    *, published: bool, warned: bool, disclaimed: bool, on: date
) -> Finding[bool]:
    """Tell whether the court is free from warranty for defects. B2.4-warnings; 第十五条.

    Only if information and warnings were published and the notice disclaims them.
    """
    said = (
        ("公示财产信息", "是" if published else "否"),
        ("特别提示", "是" if warned else "否"),
        ("声明不能保证真伪或者品质", "是" if disclaimed else "否"),
    )
    basis = (cite(_OJA, "第十五条", on=on),)
    return Finding(published and warned and disclaimed, basis, said)


class Taxes(StrEnum):
    """What a notice says about who bears the taxes of the transfer."""

    EACH_BY_LAW = "each_by_law"
    UNCLEAR = "unclear"
    ALL_ON_BUYER = "all_on_buyer"


_TAXES = {
    Taxes.EACH_BY_LAW: "依法由相应主体各自承担",
    Taxes.UNCLEAR: "没有规定或者规定不明的，由法院确定",
    Taxes.ALL_ON_BUYER: "一概由买受人承担，与依法各自承担不符，请合议庭复核",
}


def warns_of_taxes(said: Taxes, *, on: date) -> Finding[bool]:
    """Tell whether the clause on taxes calls for a warning. B2.4-taxes; 第三十条."""
    basis = (cite(_OJA, "第三十条", on=on), cite("design", "税费一概由买受人承担", on=on))
    return Finding(said is Taxes.ALL_ON_BUYER, basis, (("税费", _TAXES[said]),))


class Notified(StrEnum):
    """How a party or a priority purchaser came to know of the auction."""

    PROVED = "proved"
    WAIVED = "waived"
    PUBLISHED = "published"
    NOT_AT_ALL = "not_at_all"


def counts_as_notified(how: Notified, *, day: date, publication: date) -> Finding[bool]:
    """Tell whether somebody has been notified in time. A-NOT-3; 网络司法拍卖规定 第十六条.

    `day` is the receipt, or the day the reason why nobody could be reached was published; the
    notice of the auction follows on `publication`.
    """
    article = cite(_OJA, "第十六条", on=publication)
    if how is Notified.WAIVED:
        return Finding(True, (article,), (("书面放弃", "可以不予通知"),))
    if how is Notified.NOT_AT_ALL:
        return Finding(False, (article,), (("通知", "没有通知，也没有公示"),))
    if how is Notified.PUBLISHED:
        wait = parameter(f"{_OJA}.publication_counts", on=publication)
    else:
        wait = parameter(f"{_OJA}.notify_parties", on=publication)
    said = (("通知或者公示", f"{day:%Y-%m-%d}"), ("至少相隔", f"{wait.whole}日"))
    return Finding((publication - day).days >= wait.whole, (article,), said)


def has_waived_priority(*, notified: bool, has_bid: bool, on: date) -> Finding[bool]:
    """Tell whether a right to buy first was given up by not bidding. A-NOT-3; 第十六条."""
    said = (("已通知", "是" if notified else "否"), ("参与竞买", "是" if has_bid else "否"))
    return Finding(notified and not has_bid, (cite(_OJA, "第十六条", on=on),), said)
