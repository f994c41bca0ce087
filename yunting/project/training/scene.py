"""One filing of the training court and the people who act on it, each by the court's own acts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from yunting.accounts import selectors as accounts
from yunting.core.actor import Actor
from yunting.core.models import Account, Court
from yunting.filing.forms.catalogue import entry
from yunting.filing.forms.correcting import correction
from yunting.filing.forms.signing import Review, signing
from yunting.filing.models import Filing
from yunting.filing.selectors.returned import asked_of
from yunting.filing.selectors.submissions import latest, values_of
from yunting.filing.selectors.writing import written_for
from yunting.filing.services import (
    assignment,
    decision,
    drafting,
    opening,
    review,
    submission,
    taking_over,
)
from yunting.filing.services.review import Fault
from yunting.filing.settings import RETURN_REASONS, reasons
from yunting.lib import clock
from yunting.project.training import complaints
from yunting.project.training.complaints import Flaw, Plan
from yunting.project.training.people import people
from yunting.rules import calendar

FORM = "sale-contract"
CORRECTION = timedelta(days=15)


class Scene:
    """A plan being carried out. `at` is what the court's clock says; the timeline sets it."""

    def __init__(self, plan: Plan, number: int) -> None:
        self.plan, self.number, self.at = plan, number, plan.begun
        self.form = entry(FORM).form
        self.flaws = complaints.flaws(plan)
        self.filing: Filing

    @property
    def is_begun(self) -> bool:
        """Tell whether the filing has been begun."""
        return hasattr(self, "filing")

    def later(self, minutes: int) -> datetime:
        """Return the instant some minutes from now."""
        return self.at + timedelta(minutes=minutes)

    def workday(self, days: int, hour: int) -> datetime:
        """Return a minute of that hour, on the working day so many days from now."""
        day = calendar.roll(clock.day_of(self.at) + timedelta(days=days)).value
        return datetime.combine(day, time(hour, self.number % 60), tzinfo=clock.ZONE)

    def on(self, day: date, hour: int) -> datetime:
        """Return a minute of that hour on that day, or now if that is over."""
        return max(self.at, datetime.combine(day, time(hour, self.number % 60), tzinfo=clock.ZONE))

    def by(self, name: str) -> Actor:
        """Return somebody as an actor in this matter."""
        known = people()
        citizen = known.citizens.get(name)
        handle = citizen.phone if citizen else known.colleague(name).handle
        return Actor.of(Account.objects.get(handle=handle), self.filing.matter)

    @property
    def filer(self) -> Actor:
        """Return who files."""
        return self.by(self.plan.by)

    def open(self) -> None:
        """Begin the complaint."""
        phone = people().citizens[self.plan.by].phone
        account = Account.objects.get(handle=phone)
        known = (*accounts.principals_of(account), *accounts.helped_by(account))
        whom = (p for p in known if p.name == self.plan.principal)
        by = accounts.acting_for(Actor.of(account, None), next(whom, None))
        court = Court.objects.get(code=people().court_code)
        cause = self.form.cause
        self.filing = opening.open_filing(court, form=FORM, cause=cause, by=by, at=self.at)

    def write(self) -> Iterator[datetime]:
        """Answer question after question, as many as the plan says; it takes a while."""
        told = complaints.typed(self.plan)
        parts = list(complaints.written(self.form, told, on=clock.day_of(self.at)))
        seen = 0
        for part in complaints.saved(parts[: max(2, int(len(parts) * self.plan.written))]):
            yield self.later(10)
            draft = drafting.save_answers(self.filing, part, seen=seen, by=self.filer, at=self.at)
            seen = draft.number

    def ask_to_sign(self) -> None:
        """Tell the principal that a helper has filled it in."""
        opening.ask_to_sign(self.filing, by=self.filer, at=self.at)

    def send(self) -> None:
        """Check, sign and send."""
        values, on = written_for(self.filing).values, clock.day_of(self.at)
        checked = Review(self.form, values, on=on)
        if not checked.is_ready:
            raise RuntimeError(f"{self.plan} is no complaint: {checked.errors}")
        complaint = signing(self.form, values, None, by=self.filer, on=on)
        submission.submit(self.filing, complaint, by=self.filer, at=self.at)
        self.filing.refresh_from_db()

    def send_back(self, flaws: Sequence[Flaw], *, who: str = "孙岚") -> None:
        """Tell the filer, all at once, what to correct."""
        usual = reasons(RETURN_REASONS)
        faults = [Fault(f.path, f.reason, usual[f.reason].basis, f.note) for f in flaws]
        due_on = calendar.roll(clock.day_of(self.at) + CORRECTION).value
        review.return_filing(self.filing, faults, due_on=due_on, by=self.by(who), at=self.at)
        self.filing.refresh_from_db()

    def allow_second_return(self, ground: str) -> None:
        """Let the chief allow one more return."""
        review.allow_second_return(
            self.filing,
            ground=ground,
            reason="补正后才能看出该份证据没有写明来源。",
            by=self.by("周岱"),
            at=self.at,
        )

    def correct(self, flaws: Sequence[Flaw]) -> None:
        """Answer anew just what came back, sign and send."""
        sent, on = values_of(latest(self.filing)), clock.day_of(self.at)
        before = written_for(self.filing)
        right = {flaw.path: flaw.right for flaw in flaws}
        made = correction(self.form, sent, {**before.values, **right}, asked_of(self.filing))
        drafting.save_answers(
            self.filing,
            right,
            seen=before.number,
            follows=made.follows,
            by=self.filer,
            at=self.at,
        )
        complaint = signing(self.form, made.values, made, by=self.filer, on=on)
        submission.correct(self.filing, complaint, by=self.filer, at=self.at)
        self.filing.refresh_from_db()

    def accept(self) -> None:
        """Accept the filing."""
        simple = self.plan.is_simple
        decision.accept(self.filing, is_simple=simple, by=self.by("孙岚"), at=self.at)
        self.filing.refresh_from_db()

    def draft_refusal(self) -> None:
        """Propose not to accept."""
        review.draft_refusal(
            self.filing,
            ground="no-claim",
            reason="诉讼请求与所附合同不是同一份，拟不予受理，报庭长审核。",
            by=self.by("孙岚"),
            at=self.at,
        )

    def take_back_refusal(self) -> None:
        """Take that proposal back."""
        told = "当事人已说明两份合同的关系。"
        review.take_back_refusal(self.filing, reason=told, by=self.by("周岱"), at=self.at)

    def redirect(self) -> None:
        """Tell the filer that the matter is for the maritime court."""
        to, by = "宁波海事法院", self.by("孙岚")
        review.redirect(self.filing, ground="maritime", to=to, by=by, at=self.at)

    def take_over(self, who: str, reason: str = "") -> None:
        """Take over the review, from nobody or from a colleague."""
        taking_over.take_over(self.filing, reason=reason, by=self.by(who), at=self.at)

    def withdraw(self, reason: str) -> None:
        """Take the complaint back."""
        opening.withdraw(self.filing, reason=reason, by=self.filer, at=self.at)

    def reassign(self) -> None:
        """Draw another judge, with a reason."""
        self.filing.refresh_from_db()
        case = self.filing.case
        if case is None:
            raise RuntimeError(f"{self.plan} has no case")
        told = "原承办法官与被告有亲属关系，申请回避。"
        assignment.reassign(case, reason=told, by=self.by("赵舟"), at=self.at)
