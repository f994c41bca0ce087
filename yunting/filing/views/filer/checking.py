"""核对: the whole complaint on one page, what stands against it, the fee; then sign and send."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yunting.core.actor import Actor
from yunting.filing.forms.catalogue import entry
from yunting.filing.forms.complaint import difference, written
from yunting.filing.forms.correcting import Correction, correction
from yunting.filing.forms.elements import Form
from yunting.filing.forms.signing import Review, SignForm, remark_links, signing
from yunting.filing.forms.steps import Values
from yunting.filing.models import Filing, FilingState
from yunting.filing.selectors import law
from yunting.filing.selectors.returned import asked_of
from yunting.filing.selectors.similar import own_same_dispute
from yunting.filing.selectors.submissions import latest, values_of
from yunting.filing.selectors.writing import Written, written_for
from yunting.filing.services import submission
from yunting.filing.services.complaint import Complaint
from yunting.filing.views.filer import door
from yunting.lib import clock
from yunting.ui.pages import done, show, signed_in
from yunting.ui.refusals import act

GET_POST: Final = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class Paper:
    """The complaint as it would be sent now, for the first time or corrected."""

    filing: Filing
    form: Form
    draft: Written
    correction: Correction | None

    @property
    def values(self) -> Values:
        """Return the answers that would be sent, before the signature."""
        return self.correction.values if self.correction else self.draft.values

    def signed(self, by: Actor, *, on: date) -> Complaint:
        """Return the complaint with the signature of who sends it."""
        return signing(self.form, self.values, self.correction, by=by, on=on)


def paper_of(filing: Filing) -> Paper:
    """Return what the filing would send now."""
    form, draft = entry(filing.form).form, written_for(filing)
    if filing.run == 0:
        return Paper(filing, form, draft, None)
    sent = values_of(latest(filing))
    return Paper(filing, form, draft, correction(form, sent, draft.values, asked_of(filing)))


@never_cache
@require_http_methods(GET_POST)
@signed_in
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Show everything before it is sent; send it once it is signed."""
    filing, actor = door.own(request, pk)
    at = clock.now()
    on = clock.day_of(at)
    is_open = filing.state in (FilingState.DRAFT, FilingState.RETURNED)
    if request.method != "POST" and not is_open:
        return done(request, door.way_on(filing))
    paper = paper_of(filing)
    review = Review(paper.form, paper.values, on=on)
    form = SignForm(
        request.POST if request.method == "POST" else None,
        signer=str(actor.person),
        number=paper.draft.number,
        review=review,
    )
    if form.is_bound and form.is_valid():
        send = submission.submit if filing.run == 0 else submission.correct
        sent = act(form, send, filing, paper.signed(actor, on=on), by=actor, at=at)
        if sent:
            run = sent.value.run if sent.value else latest(filing).run
            messages.success(request, "法院已收到。")
            return done(request, "filing:receipt", filing.pk, run)
    context = _context(paper, review, actor, on=on)
    return show(request, "filing/check.html", {**context, "form": form, "is_open": is_open})


def _context(paper: Paper, review: Review, actor: Actor, *, on: date) -> dict[str, Any]:
    complaint = paper.signed(actor, on=on)
    changed = (
        difference(paper.form, paper.correction.sent, {**paper.values}) if paper.correction else ()
    )
    return {
        "filing": paper.filing,
        "paper": written(paper.form, paper.values),
        "review": review,
        "remarks": remark_links(paper.form, review, paper.values),
        "amount": complaint.amount,
        "fee": law.fee_of(complaint.amount, on=on),
        "similar": own_same_dispute(
            paper.filing,
            complaint.parties,
            account=actor.account,  # type: ignore[arg-type]
        ),
        "changes": [c for c in changed if c.path not in ("signature", "date")],
        "is_correction": paper.correction is not None,
        "seen": paper.draft.number,
        "saved_at": paper.draft.saved_at,
        "signer": actor.person,
        "principal": actor.on_behalf_of,
    }
