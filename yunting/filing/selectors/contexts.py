"""What the papers of filing say, gathered from a filing or a case as it stands now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.conf import settings

from yunting.core.models import Case, Participation, Side
from yunting.core.roles import Role
from yunting.filing import documents
from yunting.filing.documents import Named, Proceeding
from yunting.filing.models import Assignment, Filing, JurisdictionObjection, Submission
from yunting.filing.selectors import law
from yunting.filing.selectors.review import review_clocks
from yunting.lib import clock, dates, numerals
from yunting.rules.case_numbers import court_codes
from yunting.rules.limits import EvidencePeriod, Period
from yunting.rules.parameter import parameter

SUING = (Role.PLAINTIFF,)
SUED = (Role.DEFENDANT, Role.THIRD_PARTY)
ORDER = (*SUING, *SUED)
BOUNDS = {
    "ordinary": EvidencePeriod.ORDINARY,
    "summary": EvidencePeriod.SUMMARY,
    "small_claims": EvidencePeriod.SMALL_CLAIMS,
}
_POSITIONS = {Side.CLAIMING: "起诉人", Side.ANSWERING: "被起诉人", Side.THIRD: "第三人"}


def parties_of(case: Case, roles: Sequence[Role]) -> list[Participation]:
    """Return who takes part in these roles, in the order of entering; one query."""
    rows = Participation.objects.filter(matter=case.matter_id, role__in=roles, until__isnull=True)
    return list(rows.select_related("person").order_by("id"))


def proceeding(case: Case) -> Proceeding:
    """Return what every paper of a case says of it; one query."""
    on = clock.day_of(case.registered_at)
    return Proceeding(
        parties=tuple(
            Named(Role(one.role).label, one.person.name)
            for one in sorted(parties_of(case, ORDER), key=lambda one: ORDER.index(one.role))
        ),
        cause=law.cause_of(case.cause, on=on).name,
        accepted_on=on,
        procedure=law.label_of_procedure(case.procedure),
        phone=settings.HELP_PHONE,
    )


def receipt(filing: Filing, sent: Submission) -> documents.Receipt:
    """Return the receipt of one submission; two queries. FIL-05."""
    due = next(row for row in review_clocks(filing) if row.run == sent.run)
    on = clock.day_of(sent.at)
    local = sent.at.astimezone(clock.ZONE)
    what = "起诉状" if sent.run == 1 else f"补正后的起诉状（第{sent.run}次提交）"
    return documents.Receipt(
        submitter=str(sent.account),
        received_on=on,
        at=f"{dates.brief(on)} {local:%H:%M}",
        receipt=sent.receipt,
        title=what,
        sha256=sent.sha256,
        materials=((what, "电子提交，1份"), ("证据清单", "随起诉状提交")),
        due_on=due.ends_on,
    )


def acceptance(case: Case) -> documents.AcceptanceNotice:
    """Return the acceptance notice. FEE-18."""
    on = clock.day_of(case.registered_at)
    return documents.AcceptanceNotice(
        case=proceeding(case),
        fee=law.fee_of(case.filing.amount, on=on, procedure=case.procedure).value,
        pay_days=parameter("fee_measures.prepayment", on=on).whole,
    )


def fee(case: Case) -> documents.FeeNotice:
    """Return the fee notice with its arithmetic. FEE-18."""
    on = clock.day_of(case.registered_at)
    found = law.fee_of(case.filing.amount, on=on, procedure=case.procedure)
    days = parameter("fee_measures.prepayment", on=on)
    return documents.FeeNotice(
        case=proceeding(case),
        amount=found.value,
        in_words=numerals.capitals(found.value),
        lines=tuple(str(step) for step in found.steps),
        basis=str(days.citation),
        pay_days=days.whole,
    )


def evidence(case: Case) -> documents.EvidenceNotice:
    """Return the evidence notice: the least period the procedure allows, or the most. S6 art 51."""
    on = clock.day_of(case.registered_at)
    return documents.EvidenceNotice(
        case=proceeding(case), days=parameter(BOUNDS[case.procedure], on=on).whole
    )


def response(case: Case) -> documents.ResponseNotice:
    """Return the notice of response. FIL-15, OL-10a."""
    on = clock.day_of(case.registered_at)
    return documents.ResponseNotice(
        case=proceeding(case),
        answer_days=parameter(Period.DEFENCE, on=on).whole,
        associate_days=parameter("online_litigation.link", on=on).whole,
    )


def judges(case: Case, *, is_change: bool = False) -> documents.JudgesNotice:
    """Return the notice of who tries the case; two queries. FIL-16.

    :raises Assignment.DoesNotExist: if it has no judge
    """
    held = Assignment.objects.select_related("judge__person").get(case=case, until__isnull=True)
    return documents.JudgesNotice(
        case=proceeding(case),
        judges=(Named("审判员", str(held.judge)),),
        is_change=is_change,
    )


def refusal(
    filing: Filing, *, ground: str, reason: str, claims: Sequence[str], on: date
) -> documents.RefusalRuling:
    """Return the ruling of non-acceptance. FIL-09."""
    found = law.refusal_grounds()[ground]
    own = [one for one in filing.parties.order_by("side", "position") if one.side == Side.CLAIMING]
    return documents.RefusalRuling(
        parties=tuple(Named(_POSITIONS[Side.CLAIMING], one.name) for one in own),
        claims=tuple(claims) or (filing.title,),
        received_on=clock.day_of(filing.received_at) if filing.received_at else on,
        ground=found.label,
        article=found.basis,
        reason=_sentence(reason),
        appeal_days=parameter(Period.APPEAL_RULING, on=on).whole,
        appeal_court=_court_above(filing.matter.court.code),
    )


def transfer(case: Case, *, to: str, article: str, reason: str) -> documents.TransferRuling:
    """Return the ruling that transfers a case. JUR-10."""
    said = proceeding(case)
    return documents.TransferRuling(
        parties=said.parties,
        cause=said.cause,
        accepted_on=said.accepted_on,
        to=to,
        article=article,
        reason=_sentence(reason),
    )


def deemed_withdrawn(case: Case, *, fee: Decimal, due_on: date) -> documents.DeemedWithdrawnRuling:
    """Return the ruling by which an action counts as withdrawn; two queries. 第二百一十三条."""
    said = proceeding(case)
    return documents.DeemedWithdrawnRuling(
        parties=said.parties,
        cause=said.cause,
        accepted_on=said.accepted_on,
        plaintiffs=tuple(one.person.name for one in parties_of(case, SUING)),
        fee=fee,
        due_on=due_on,
    )


def ruling(
    raised: JurisdictionObjection, *, to_court: str, reasons: str, on: date
) -> documents.ObjectionRuling:
    """Return the ruling on an objection to jurisdiction; it is dismissed without `to_court`.

    民事诉讼法 第一百三十条; 民诉法解释 第二百七十六条: final at once in small claims.
    """
    said = proceeding(raised.case)
    return documents.ObjectionRuling(
        parties=said.parties,
        cause=said.cause,
        accepted_on=said.accepted_on,
        receipt=raised.lodged.receipt,
        objector=raised.participation.person.name,
        raised_on=clock.day_of(raised.lodged.at),
        asked=raised.to_court,
        ground=law.objection_grounds()[raised.ground].label,
        to=to_court,
        reason=_sentence(reasons),
        fee=None if to_court else law.fee_of_objection(on=on).value,
        appeal_days=parameter(Period.APPEAL_RULING, on=on).whole,
        appeal_court=_court_above(raised.case.court.code),
        is_final=raised.case.procedure == law.SMALL_CLAIMS,
    )


def _court_above(code: str) -> str:
    """Return the court of appeal: its code is ours without the last two digits. CN-06."""
    return court_codes()[code[:-2]].name


def _sentence(text: str) -> str:
    whole = " ".join(text.split())
    return whole if whole.endswith(("。", "！", "？")) else f"{whole}。"
