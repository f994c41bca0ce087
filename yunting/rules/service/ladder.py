"""送达的阶梯: which way a clerk tries next, how long each may take, when a signature counts.

The order and the waits are this court's choice within the ways of ways.py: a call comes between,
which is no service, and one visit is both direct service and leaving papers.
"""

from datetime import date
from enum import StrEnum

from yunting.rules import periods
from yunting.rules.finding import Finding, found
from yunting.rules.parameter import parameter
from yunting.rules.procedures import Procedure
from yunting.rules.service.ways import announced_until, may_announce

_CPL = "civil_procedure_law"


class Rung(StrEnum):
    """The steps of the ladder; the first is every agreed electronic channel at once."""

    ELECTRONIC = "electronic"
    CALL = "call"
    POST = "post"
    OFFICER = "officer"
    ANNOUNCEMENT = "announcement"


# What must have failed before a public notice is the last way left.
BEFORE_NOTICE = frozenset({Rung.POST, Rung.OFFICER})


def next_rung(
    tried: frozenset[Rung], *, electronic: bool, missing: bool, procedure: Procedure, on: date
) -> Finding[Rung | None]:
    """Return what to try next; None when the ways are at an end. ES-15.

    `electronic`: consent and an address are there. Public notice comes last, or at once for who is
    missing, and only where it may be used.
    """
    notice = may_announce(procedure, missing=missing, others_failed=tried >= BEFORE_NOTICE, on=on)
    for rung in Rung:
        if rung in tried or (rung is Rung.ELECTRONIC and not electronic):
            continue
        if rung is Rung.ANNOUNCEMENT:
            return Finding(rung if notice.value else None, notice.basis, notice.because)
        if missing and notice.value and rung is not Rung.ELECTRONIC:
            continue
        said = (("已经试过", f"{len(tried)}种方式"),)
        articles = ((_CPL, "第八十八条"), ("design", "送达方式的顺序"))
        return found(rung, *articles, on=on, because=said)
    return Finding(None, notice.basis, (("已经试过", "全部方式"),))


def wait_ends(rung: Rung, start: date) -> Finding[date]:
    """Return the last day to wait for a way to succeed before the next one. ES-15.

    A public notice waits for its own period.
    """
    if rung is Rung.ANNOUNCEMENT:
        return announced_until((start,))
    return periods.of(parameter(f"design.service_wait_{rung}", on=start), start)


def signed(day: date, *, by_post: bool) -> Finding[date]:
    """Return the day of service of a paper that was signed for: that on the receipt. ES-15.

    民事诉讼法 第八十七条; by post 第九十一条.
    """
    article = "第九十一条" if by_post else "第八十七条"
    return found(day, (_CPL, article), on=day, because=(("签收之日", f"{day:%Y-%m-%d}"),))
