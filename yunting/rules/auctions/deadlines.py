"""The named periods of a judicial auction: when each ends, and under which article."""

from datetime import date, timedelta
from enum import StrEnum

from yunting.rules import periods
from yunting.rules.finding import Finding
from yunting.rules.parameter import parameter


class Period(StrEnum):
    """A period that starts with an event; the value is the name of its parameter."""

    # Reference price: A-REF-1, A-REF-4, A-REF-5, A-REF-6, A-REF-7, A-REF-10
    REFERENCE_PRICE_START = "reference_price_2018.start"
    INQUIRY_REPORT = "reference_price_2018.report"
    APPRAISAL_REPORT = "reference_price_2018.appraisal"
    SEND_REPORT = "reference_price_2018.send_report"
    PUBLISHED_REPORT_RECEIVED = "reference_price_2018.published_report"
    REPORT_OBJECTION = "reference_price_2018.objection"
    REPORT_EXPLANATION = "reference_price_2018.explanation"
    REALISE = "reference_price_2018.realise"
    # The auction: A-PRC-4, A-PRC-9, A-NOT-3, B2.7-duties
    SECOND_AUCTION = "auction_online_2016.second_auction"
    NO_SURPLUS_ASK = "auction_2004.no_surplus_ask"
    PUBLICATION_COUNTS = "auction_online_2016.publication_counts"
    RESUME = "auction_online_2016.resume"
    RULING_SERVED = "auction_2004.ruling_served"
    HAND_OVER = "auction_2004.hand_over"
    DATA_KEPT = "auction_online_2016.data_kept"
    # Sell-off: A-SEL-2, A-SEL-3
    ASK_IN_KIND = "sell_off_2017.ask_in_kind"
    ANNOUNCE_SELL_OFF = "sell_off_2017.announce"
    SELL_OFF = "sell_off_2017.period"
    # Remedies: B2.11-remedies
    OBJECTION_FILED = "objection_2015.file"


class Before(StrEnum):
    """A period that is counted back from an event; the value is the name of its parameter."""

    NOTIFY_PARTIES = "auction_online_2016.notify_parties"
    ASK_APPRAISAL_EXTENSION = "reference_price_2018.appraisal_ask_extension"


def last_day(period: Period, start: date) -> Finding[date]:
    """Return the last day of a named period that starts on that day, which is not counted.

    A-REF-1 A-REF-4 A-REF-5 A-REF-6 A-REF-7 A-REF-10 A-PRC-4 A-PRC-9 A-NOT-3 A-SEL-2 A-SEL-3
    B2.6-data B2.7-duties B2.11-remedies.
    """
    return periods.of(parameter(period, on=start), start)


def latest_day(before: Before, event: date) -> Finding[date]:
    """Return the last day on which something may be done so long before an event.

    A-NOT-3 (parties and priority purchasers, before the notice) A-REF-5 (asking for more time).
    """
    days = parameter(before, on=event)
    said = ("最迟", f"{event:%Y-%m-%d} 前 {days.whole} 日")
    return Finding(event - timedelta(days.whole), (days.citation,), (said,))
