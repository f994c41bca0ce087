"""Filings in the states tests begin from, made by the services themselves."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from tests.cast import AT, Cast, acting
from yunting.core.models import Account
from yunting.filing.models import Filing
from yunting.filing.services import review, submission
from yunting.filing.services.complaint import Complaint, Party
from yunting.filing.services.opening import open_filing

COMPLAINT = Complaint(
    form="sale-contract",
    cause="2025:88",
    title="张澄诉李潮买卖合同纠纷",
    amount=Decimal("286431.50"),
    parties=(
        Party("claiming", "natural", "张澄", "330902198503070006"),
        Party("answering", "natural", "李潮", "330902197911230000"),
    ),
    values={
        "plaintiffs.0.name": "张澄",
        "defendants.0.name": "李潮",
        "claims.price.amount": "286431.50",
        "facts.goods": "螺杆",
    },
    signed_by="张澄",
)
FAULTS = (review.Fault("facts.goods", "unclear", "民事诉讼法 第一百二十二条第三项", "请写明规格"),)


def drafted(cast: Cast, by: Account | None = None, at: datetime = AT) -> Filing:
    """Return a filing somebody has begun."""
    return open_filing(
        cast.court,
        form="sale-contract",
        cause="2025:88",
        by=acting(by or cast.zhang),
        at=at,
    )


def submitted(cast: Cast, complaint: Complaint = COMPLAINT, at: datetime = AT) -> Filing:
    """Return a filing under review since `at`."""
    filing = drafted(cast, at=at)
    submission.submit(filing, complaint, by=acting(cast.zhang, filing.matter), at=at)
    filing.refresh_from_db()
    return filing


def returned(cast: Cast, at: datetime = AT) -> Filing:
    """Return a filing sent back the next day, to be corrected within ten."""
    filing = submitted(cast, at=at)
    review.return_filing(
        filing,
        FAULTS,
        due_on=(at + timedelta(days=11)).date(),
        by=acting(cast.sun, filing.matter),
        at=at + timedelta(days=1),
    )
    filing.refresh_from_db()
    return filing


def with_value(path: str, value: str) -> Complaint:
    """Return the complaint with one value changed."""
    return replace(COMPLAINT, values={**COMPLAINT.values, path: value})
