"""Send a complaint, and send it again corrected: each run has its receipt and its seven days."""

import secrets
from datetime import datetime
from typing import ClassVar

from yunting.core.actor import Actor
from yunting.core.models import Account, Matter, Participation
from yunting.core.procedure import Step, perform
from yunting.core.roles import HELPERS
from yunting.filing import deadlines, events, procedure
from yunting.filing.models import Filing, FilingParty, Submission
from yunting.filing.selectors import law
from yunting.filing.selectors.returned import asked_of, is_within
from yunting.filing.selectors.submissions import latest, values_of
from yunting.filing.services import evidence
from yunting.filing.services.complaint import Complaint, NothingToSend, sha256
from yunting.lib import clock, codes
from yunting.lib.errors import Refused
from yunting.rules.limits import Period, last_day


class OtherFields(Refused):
    """A correction changes the fields that were returned, and no others."""

    code: ClassVar[str] = "other-fields"


class HelperIsSued(Refused):
    """Who is sued cannot lend a hand to who sues."""

    code: ClassVar[str] = "helper-is-sued"


class NotCorrected(Refused):
    """A returned field came back as it was."""

    code: ClassVar[str] = "not-corrected"


def submit(filing: Filing, complaint: Complaint, *, by: Actor, at: datetime) -> Submission:
    """Sign and send the complaint; give the receipt. FIL-05; 法释〔2015〕8号 第二条.

    :raises OutOfOrder: if it has been sent before
    :raises NotYours: if the actor is not its filer
    :raises NothingToSend: if a side or the signature is missing
    :raises HelperIsSued: if a helper in it is named as defendant
    """
    _require_parties(complaint)
    with perform(procedure.SUBMIT, filing, by=by, at=at) as step:
        _require_no_helper_sued(step.subject.matter, complaint)
        sent = _send(step.subject, complaint, by=by, at=at)
        step.fact = events.FilingSubmitted(
            title=complaint.title,
            receipt=sent.receipt,
            sha256=sent.sha256,
            run=sent.run,
            amount=complaint.amount,
            fee=law.fee_of(complaint.amount, on=clock.day_of(at)).value,
            signed_by=complaint.signed_by,
        )
        _begin_review(step, at=at)
        evidence.submit_with_complaint(step.subject.matter, by=by, at=at)
    return sent


def correct(filing: Filing, complaint: Complaint, *, by: Actor, at: datetime) -> Submission:
    """Send the correction; the seven days run anew from the next day. FIL-08, OL-09a.

    :raises OutOfOrder: if nothing was returned
    :raises NotYours: if the actor is not its filer
    :raises OtherFields: if a field changed that was not returned
    :raises NotCorrected: if a returned field is unchanged
    :raises HelperIsSued: if a helper in it is named as defendant
    """
    _require_parties(complaint)
    with perform(procedure.CORRECT, filing, by=by, at=at) as step:
        _require_no_helper_sued(step.subject.matter, complaint)
        asked = asked_of(step.subject)
        changed = _changed(values_of(latest(step.subject)), complaint)
        _require_just(asked, changed, follows=complaint.follows)
        sent = _send(step.subject, complaint, by=by, at=at)
        step.fact = events.FilingCorrected(
            receipt=sent.receipt,
            sha256=sent.sha256,
            run=sent.run,
            paths=tuple(sorted(changed)),
            amount=complaint.amount,
            fee=law.fee_of(complaint.amount, on=clock.day_of(at)).value,
            signed_by=complaint.signed_by,
        )
        step.meet(deadlines.CORRECTION)
        _begin_review(step, at=at)
        evidence.submit_with_complaint(step.subject.matter, by=by, at=at)
    return sent


def _begin_review(step: Step[Filing], *, at: datetime) -> None:
    """Start the seven days, which begin anew with each run, and the alarm before their end."""
    on = clock.day_of(at)
    again = step.subject.run > 1
    begin = step.restart if again else step.start
    begin(deadlines.REVIEW, on=on)
    alarm = deadlines.alarm_day(last_day(Period.FILING_REVIEW, on), on=on)
    begin(deadlines.ALARM, on=on, found=alarm)


def _changed(old: dict[str, str], complaint: Complaint) -> frozenset[str]:
    new = complaint.values
    return frozenset(p for p in {*old, *new} if old.get(p, "") != new.get(p, ""))


def _require_just(
    asked: frozenset[str], changed: frozenset[str], *, follows: frozenset[str]
) -> None:
    beyond = {p for p in changed - follows if not is_within(p, asked)}
    if beyond:
        raise OtherFields(
            "补正只能修改法院退回的内容，其他内容有改动。",
            basis=procedure.CORRECT.basis,
            remedy="请恢复其他内容；如需变更诉讼请求，可在立案后另行提出。",
        )
    same = sorted(a for a in asked if not any(is_within(p, (a,)) for p in changed))
    if same:
        raise NotCorrected(
            f"还有{len(same)}处退回的内容没有改动。",
            basis=procedure.CORRECT.basis,
            remedy="请逐项修改。如您认为原来的内容无误，可拨打12368说明。",
        )


def _require_parties(complaint: Complaint) -> None:
    for side, name in (("claiming", "原告"), ("answering", "被告")):
        if not complaint.of_side(side):
            raise NothingToSend(
                f"起诉状里还没有{name}。",
                basis="民事诉讼法 第一百二十二条",
                remedy=f"请填写{name}的姓名或名称和住所。",
            )
    if not complaint.signed_by.strip():
        raise NothingToSend(
            "起诉状还没有签名。", basis="民事诉讼法 第一百二十三条", remedy="请签名后提交。"
        )


def _require_no_helper_sued(matter: Matter, complaint: Complaint) -> None:
    sued = {party.id_number for party in complaint.of_side("answering")} - {""}
    helpers = Participation.objects.filter(matter=matter, role__in=HELPERS, until__isnull=True)
    helper = helpers.filter(person__id_number__in=sued).select_related("person").first()
    if helper is not None:
        raise HelperIsSued(
            f"被告{helper.person}是这份起诉状的代办人，不能一边代办一边当被告。",
            basis="民事诉讼法 第六十一条",
            remedy="请先在“代办授权”里收回给此人的授权，再签名提交。",
        )


def _send(filing: Filing, complaint: Complaint, *, by: Actor, at: datetime) -> Submission:
    if not isinstance(by.account, Account):
        raise TypeError("a complaint is sent by somebody")
    filing.run += 1
    filing.received_at = at
    filing.title = complaint.title
    filing.cause = complaint.cause
    filing.amount = complaint.amount
    filing.is_money_only = not complaint.seeks_other_than_money
    filing.is_escalated = False
    filing.save()
    Matter.objects.filter(pk=filing.matter_id, sent_at__isnull=True).update(sent_at=at)
    _name_parties(filing, complaint)
    body = complaint.body()
    return Submission.objects.create(
        filing=filing,
        run=filing.run,
        body=body,
        sha256=sha256(body),
        receipt=codes.make(secrets.randbelow, groups=3),
        account=by.account,
        at=at,
    )


def _name_parties(filing: Filing, complaint: Complaint) -> None:
    filing.parties.all().delete()
    FilingParty.objects.bulk_create(
        FilingParty(
            filing=filing,
            side=party.side,
            position=n,
            kind=party.kind,
            name=party.name,
            id_number=party.id_number,
        )
        for side in ("claiming", "answering", "third")
        for n, party in enumerate(complaint.of_side(side))
    )
