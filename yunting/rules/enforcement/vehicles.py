"""车辆: a registered seizure is not yet a car in hand."""

from datetime import date
from decimal import Decimal

from yunting.rules.amount import checked
from yunting.rules.citation import cite
from yunting.rules.finding import Finding

RECORDED = ("停放地点和保管人", "里程", "照片", "钥匙", "每日费用")


def may_be_sold(*, controlled: bool, on: date) -> Finding[bool]:
    """Tell whether a seized vehicle may be sold: once it is under control. B3.6-vehicles."""
    said = ("实际控制", "是" if controlled else "否，可以请公安机关协助查找")
    return Finding(controlled, (cite("investigation_2017", "第十六条", on=on),), (said,))


def missing_from_record(
    recorded: frozenset[str], *, registered: bool, on: date
) -> Finding[tuple[str, ...]]:
    """Return what must still be on record: of an unregistered one the engine too. B3.6-vehicles.

    查封扣押冻结规定 第九条.
    """
    needed = RECORDED if registered else ("发动机编号", *RECORDED)
    left = tuple(one for one in needed if one not in recorded)
    basis = (cite("seizure_2004", "第九条", on=on), cite("design", "车辆折旧", on=on))
    return Finding(left, basis, (("尚缺", "、".join(left) or "无"),))


def must_hurry(
    worth: Decimal, *, daily_loss: Decimal, days_to_auction: int, debt: Decimal, on: date
) -> Finding[bool]:
    """Tell whether waiting would leave less than the debt, which is a reason to hurry.

    B3.6-vehicles; this system's choice.
    """
    later = (
        checked(worth, field="worth") - checked(daily_loss, field="daily_loss") * days_to_auction
    )
    said = (("届时约值", f"{max(later, Decimal(0)):,f}元"), ("债务", f"{debt:,f}元"))
    value = later < checked(debt, field="debt") and daily_loss > 0
    return Finding(value, (cite("design", "车辆折旧", on=on),), said)
