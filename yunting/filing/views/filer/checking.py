"""核对: the whole complaint on one page, what stands against it, the fee; then sign and send."""

from collections import Counter
from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yunting.core.actor import Actor, Channel
from yunting.core.models import Matter
from yunting.core.together import together
from yunting.filing.forms.complaint import written
from yunting.filing.forms.paper import Paper, paper_of
from yunting.filing.forms.signing import Review, SignForm, remark_links
from yunting.filing.models import Filing, FilingState
from yunting.filing.selectors import law
from yunting.filing.selectors.evidence import drafted
from yunting.filing.selectors.mine import written as to_write
from yunting.filing.selectors.similar import own_same_dispute
from yunting.filing.selectors.submissions import latest
from yunting.filing.selectors.writing import asked_to_sign
from yunting.filing.services import submission
from yunting.filing.services.complaint import Complaint
from yunting.filing.views.filer import door
from yunting.lib import clock
from yunting.ui.pages import done, show, signed_in
from yunting.ui.refusals import act

GET_POST: Final = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(GET_POST)
@signed_in
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Show everything before it is sent; send it once it is signed."""
    filing, actor = to_write(request, pk)
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
    return {
        "filing": paper.filing,
        "paper": written(paper.form, paper.values),
        "review": review,
        "remarks": remark_links(paper.form, review, paper.values),
        "amount": complaint.amount,
        "fee": law.fee_of(complaint.amount, on=on),
        **_beside(paper.filing, complaint, actor),
        "changes": paper.changes(),
        "is_correction": paper.correction is not None,
        "seen": paper.draft.number,
        "saved_at": paper.draft.saved_at,
        "signer": actor.person,
        "principal": actor.on_behalf_of,
        "is_helper": actor.channel is Channel.HELPER,
        "asked_at": asked_to_sign(paper.filing) if actor.channel is Channel.HELPER else None,
    }


def _beside(filing: Filing, complaint: Complaint, actor: Actor) -> dict[str, Any]:
    """Return the same dispute filed before, and the evidence that goes along; one query."""
    same = own_same_dispute(filing, complaint.parties, account=actor.account)  # type: ignore[arg-type]
    matters = Matter.objects.filter(filings__in=same)
    found = together({"same": same, "matters": matters, **drafted(filing.matter, actor)})
    files = Counter(place.evidence_id for place in found["places"])
    newest_first = sorted(found["same"], key=lambda one: (one.received_at, one.pk), reverse=True)
    return {
        "similar": newest_first,
        "evidence": [(item.name, files[item.pk]) for item in found["items"]],
    }
