"""What every fact about a service says, and how its effect is written into its row."""

from __future__ import annotations

from datetime import date
from typing import Any

from yunting.delivery.events import service as events
from yunting.delivery.models import Service, ServiceState
from yunting.delivery.models.address import Channel


def named(service: Service) -> dict[str, Any]:
    """Return what every fact about a service says."""
    return {"service": service.pk, "title": service.document.title, "to": service.to.name}


def at_hand(found: Service, seen: Service) -> Service:
    """Give a locked row what stays the same about a paper and its receiver: five queries less."""
    found.document, found.to = seen.document, seen.to
    found.matter, found.case = seen.matter, seen.case
    return found


def note_effect(
    service: Service, day: date, rule: str, method: Channel, why: tuple[str, ...]
) -> None:
    """Write the day, the rule and its reasoning into the row; the state is the engine's."""
    service.effective_on, service.rule, service.method = day, rule, method
    service.computation = "\n".join(why)
    service.save(update_fields=["effective_on", "rule", "method", "computation"])


def effective_fact(service: Service) -> events.ServiceEffective:
    """Return the fact from which periods start. `is_first`: the party's first of this paper."""
    if service.effective_on is None:
        raise TypeError("a service takes effect on a day")
    others = Service.objects.filter(
        document=service.document_id,
        party=service.party_id,
        state__in=[ServiceState.SERVED, ServiceState.CONTESTED],
    ).exclude(pk=service.pk)
    return events.ServiceEffective(
        **named(service),
        document=service.document_id,
        document_kind=service.document.kind,
        party=service.party_id,
        method=str(Channel(service.method).label),
        effective_on=service.effective_on,
        rule=service.rule,
        computation=service.steps,
        is_first=not others.exists(),
    )
