"""What the defendant's side and the court on it act on, in each of its states, by the services."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from tests.cast import AT, Cast, acting
from tests.filing.defence_stage import (
    BO,
    answered,
    answering,
    associated,
    by,
    comes,
    linked,
    registered,
    suing,
)
from yunting.core.actor import Actor
from yunting.core.models import Participation
from yunting.core.roles import Role
from yunting.filing.models import (
    Answer,
    AnswerState,
    Association,
    AssociationState,
    ExtensionRequest,
    ExtensionState,
    JurisdictionObjection,
    ObjectionState,
)
from yunting.filing.selectors.parties import ANSWERS, SUING, parties_of
from yunting.filing.services import association, evidence_period, extension, objection
from yunting.filing.services.extension import Wish

ELSEWHERE = "杭州市西湖区人民法院"
SERVED = date(2026, 3, 4)


def _asked(cast: Cast) -> Association:
    stage = registered(cast, suing(BO, numbers=False))
    associated(stage, comes(BO))
    return Association.objects.select_related("matter").latest("id")


def _linked(cast: Cast) -> Association:
    linked(registered(cast))
    return Association.objects.select_related("matter").latest("id")


def _rejected(cast: Cast) -> Association:
    held = _asked(cast)
    sun = acting(cast.sun, held.matter)
    return association.reject(held, reason="住址不符。", by=sun, at=AT)


def _awaited(cast: Cast) -> Answer:
    return answering(registered(cast))[1]


def _submitted(cast: Cast) -> Answer:
    return answered(registered(cast))[1]


def judge_of(held: Any) -> Actor:
    """Return the judge of the case something belongs to."""
    part = Participation.objects.get(matter=held.matter, role=Role.JUDGE, until__isnull=True)
    return Actor.of(part.person.account, held.matter)


def raised(cast: Cast) -> JurisdictionObjection:
    """Return an objection nobody has ruled on."""
    stage = registered(cast)
    bo = linked(stage)
    return objection.raise_objection(
        stage.party(BO),
        ground="agreement",
        to_court=ELSEWHERE,
        reason="合同第十条约定由该院管辖。",
        signed_by=BO,
        by=by(bo, stage.party(BO)),
        at=AT,
    )


def _withdrawn(cast: Cast) -> JurisdictionObjection:
    held = raised(cast)
    bo = held.participation.person.account
    return objection.withdraw_objection(held, reason="", by=by(bo, held.participation), at=AT)


def _upheld(cast: Cast) -> JurisdictionObjection:
    held = raised(cast)
    return objection.uphold(held, to_court=ELSEWHERE, reasons="有约定。", by=judge_of(held), at=AT)


def dismissed(cast: Cast) -> JurisdictionObjection:
    """Return an objection that was dismissed and can be appealed."""
    held = raised(cast)
    return objection.dismiss(held, reasons="约定不明确。", by=judge_of(held), at=AT)


def appealed(cast: Cast) -> JurisdictionObjection:
    """Return an objection whose dismissal was appealed."""
    held = dismissed(cast)
    for part in parties_of(held.case, (*SUING, *ANSWERS)):
        objection.begin_appeal_period(held, part, on=SERVED, by=Actor.court(), at=AT)
    sun = acting(cast.sun, held.matter)
    return objection.record_appeal(held, held.participation, by=sun, at=AT)


def _final(is_transfer: bool) -> Callable[[Cast], JurisdictionObjection]:
    def build(cast: Cast) -> JurisdictionObjection:
        held = appealed(cast)
        return objection.record_second_instance(
            held, is_transfer=is_transfer, by=judge_of(held), at=AT
        )

    return build


def wished(cast: Cast) -> ExtensionRequest:
    """Return a request for more time to give evidence."""
    stage = registered(cast)
    bo = linked(stage)
    period = evidence_period.begin_evidence_period(
        stage.party(BO), on=SERVED, days=15, by=Actor.court(), at=AT
    )
    wish = Wish(until=date(2026, 4, 3), reason="证人在外地，下周才回来。", signed_by=BO)
    me = by(bo, stage.party(BO))
    return extension.ask_for_time(period, replace(wish), by=me, at=AT)


def _granted(cast: Cast) -> ExtensionRequest:
    held = wished(cast)
    until = date(2026, 4, 3)
    return extension.grant(held, until=until, reasons="成立。", by=judge_of(held), at=AT)


def _not_granted(cast: Cast) -> ExtensionRequest:
    held = wished(cast)
    return extension.refuse(held, reasons="与本案无关。", by=judge_of(held), at=AT)


SUBJECTS: dict[str, dict[str, Callable[[Cast], Any]]] = {
    "filing.Association": {
        AssociationState.ASKED: _asked,
        AssociationState.LINKED: _linked,
        AssociationState.REJECTED: _rejected,
    },
    "filing.Answer": {AnswerState.AWAITED: _awaited, AnswerState.SUBMITTED: _submitted},
    "filing.JurisdictionObjection": {
        ObjectionState.RAISED: raised,
        ObjectionState.UPHELD: _upheld,
        ObjectionState.DISMISSED: dismissed,
        ObjectionState.APPEALED: appealed,
        ObjectionState.TRANSFERRED: _final(is_transfer=True),
        ObjectionState.KEPT: _final(is_transfer=False),
        ObjectionState.WITHDRAWN: _withdrawn,
    },
    "filing.ExtensionRequest": {
        ExtensionState.ASKED: wished,
        ExtensionState.GRANTED: _granted,
        ExtensionState.REFUSED: _not_granted,
    },
}
