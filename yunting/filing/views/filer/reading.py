"""What was sent: the receipt, and the complaint in full."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from yunting.core.access import get_for
from yunting.core.deadlines import day_n_of, open_one
from yunting.filing import deadlines
from yunting.filing.forms.catalogue import entry
from yunting.filing.forms.complaint import difference, written
from yunting.filing.models import Filing, FilingState
from yunting.filing.selectors.submissions import is_theirs, read_by, sent_in, values_of
from yunting.filing.views.asking import number_in
from yunting.filing.views.filer import door
from yunting.lib import clock
from yunting.lib.errors import NotVisible
from yunting.ui import wording
from yunting.ui.pages import done, show, signed_in


@require_safe
@signed_in
def receipt(request: HttpRequest, pk: int, run: int) -> HttpResponse:
    """Show the receipt of one submission to the side that sent it, and what happens next."""
    filing, actor = get_for(request, Filing, pk=pk)
    if not is_theirs(actor):
        raise NotVisible
    sent = sent_in(filing, run)
    on = clock.day_of(clock.now())
    review = open_one(deadlines.REVIEW, filing) if run == filing.run else None
    query = urlencode({"code": sent.receipt})
    context = {
        "filing": filing,
        "sent": sent,
        "check_url": f"{settings.PUBLIC_URL}{reverse('web:check')}?{query}",
        "review": review,
        "day": day_n_of(review, on) if review else None,
        "due": wording.day(review.ends_on) if review else "",
        "left": wording.days_left(review.ends_on, on=on) if review else "",
    }
    return show(request, "filing/receipt.html", context)


@require_safe
@signed_in
def complaint(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the complaint as it was sent, in the run asked for or the latest."""
    filing, actor = get_for(request, Filing, pk=pk)
    if filing.run == 0 and filing.state == FilingState.DRAFT:
        return done(request, door.way_on(filing))
    theirs = is_theirs(actor)
    sent = read_by(actor, filing, number_in(request.GET, "run"))
    form, values = entry(filing.form).form, values_of(sent)
    before = values_of(sent_in(filing, sent.run - 1)) if theirs and sent.run > 1 else None
    context = {
        "filing": filing,
        "sent": sent,
        "runs": range(1, filing.run + 1) if theirs and filing.run > 1 else (),
        "paper": written(form, values),
        "changes": difference(form, before, values) if before is not None else (),
        "has_receipt": theirs,
    }
    return show(request, "filing/complaint.html", context)
