"""Link a case by the code on the paper; for the court, compare who asks. OL-10a."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yunting.accounts import selectors as accounts
from yunting.core.access import account_of, actor_for
from yunting.core.models import Account
from yunting.filing.forms.defending import AssociateForm, CompareForm
from yunting.filing.models import Association, AssociationState
from yunting.filing.procedure import CONFIRM_LINK
from yunting.filing.selectors import association as named
from yunting.filing.selectors.defending import association_for
from yunting.filing.selectors.submissions import latest, values_of
from yunting.filing.services import association
from yunting.lib import clock, masks
from yunting.lib.errors import NotVisible
from yunting.ui.pages import done, show, signed_in
from yunting.ui.refusals import act, say

GET_POST: Final = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(GET_POST)
@signed_in
def associate(request: HttpRequest) -> HttpResponse:
    """Ask for the code; link the case, or say that the court will compare."""
    account = account_of(request)
    form = AssociateForm(
        request.POST if request.method == "POST" else None,
        initial={
            "code": request.GET.get("code", ""),
            "for": request.GET.get(accounts.PRINCIPAL, ""),
        },
        principals=accounts.principals_of(account),
    )
    if form.is_bound and form.is_valid():
        principal = accounts.principal_of(request, account)
        made = act(
            form,
            association.associate,
            form.cleaned_data["code"],
            by=accounts.acting_for(actor_for(request), principal),
            at=clock.now(),
            machine_at=clock.machine_now(),
        )
        held = made and (made.value or named.associations_of(account).first())
        if held:
            return _made(request, held)
    context = {
        "form": form,
        "is_known": _is_known(account),
        "asked": named.associations_of(account)[:20],
    }
    return show(request, "filing/associate.html", context)


def _made(request: HttpRequest, held: Association) -> HttpResponse:
    if held.state == AssociationState.LINKED:
        messages.success(request, "已关联。下面就是这件案件。")
        return done(request, held.matter)
    messages.info(
        request, "已收到。起诉状没有写这位当事人的证件号码，法院核对以后会发短信告诉您结果。"
    )
    return done(request, "filing:associate")


def _is_known(account: Account) -> bool:
    return account.person is not None and account.person.verified_at is not None


@require_safe
@signed_in
def waiting(request: HttpRequest) -> HttpResponse:
    """List who asks to be linked and waits for the court to compare."""
    account = account_of(request)
    if not account.is_court_staff:
        raise NotVisible
    return show(request, "filing/associations.html", {"rows": named.waiting_for(account)})


@require_http_methods(GET_POST)
@signed_in
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the complaint says of the party beside who asks; confirm or reject."""
    held, actor = association_for(request, pk)
    form = CompareForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        is_confirmed = form.cleaned_data["decision"] == CompareForm.CONFIRM
        at = clock.now()
        if is_confirmed:
            outcome = act(form, association.confirm, held, by=actor, at=at)
        else:
            reason = form.cleaned_data["reason"]
            outcome = act(form, association.reject, held, reason=reason, by=actor, at=at)
        if outcome:
            say(request, outcome, "已确认关联。" if is_confirmed else "已记下不予确认及理由。")
            return done(request, "filing:associations")
    context = {
        "held": held,
        "asker": held.person,
        "number": masks.identity_number(held.person.id_number),
        "hand": held.account,
        "told": _told(held),
        "form": form,
        "is_open": held.state == AssociationState.ASKED,
        "move": CONFIRM_LINK,
    }
    return show(request, "filing/association.html", context)


def _told(held: Association) -> list[tuple[str, str]]:
    """Return what the complaint says of the party: what there is to compare with."""
    values = values_of(latest(held.case.filing))
    name = held.participation.person.name
    heads = [path.removesuffix(".name") for path, value in values.items() if value == name]
    head = next((one for one in heads if one.startswith(("defendants.", "third_parties."))), "")
    leaves = (
        ("住所地", "domicile"),
        ("经常居住地", "habitual_residence"),
        ("联系电话", "phone"),
        ("法定代表人/负责人", "legal_rep"),
        ("工作单位", "employer"),
    )
    told = [("姓名／名称", name)]
    return told + [(word, values[p]) for word, leaf in leaves if (p := f"{head}.{leaf}") in values]
