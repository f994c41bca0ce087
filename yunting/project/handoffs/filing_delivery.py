"""What filing tells delivery: who filed online, and which addresses the complaint names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from yunting.core.actor import Actor
from yunting.core.events import When
from yunting.core.models import Event, Participation, Person, Side
from yunting.delivery.models.address import Channel
from yunting.delivery.models.consent import Stage
from yunting.delivery.services import addresses, consents
from yunting.filing.events import FilingAccepted, FilingRegisteredByRule, FilingSubmitted
from yunting.filing.models import Filing
from yunting.filing.selectors.submissions import latest, values_of
from yunting.rules.service.electronic import Ground

OTHERS = {"defendants": Side.ANSWERING, "third_parties": Side.THIRD}
YES = "yes"


@dataclass(frozen=True, slots=True)
class Named:
    """An address the complaint names; `own`: the filing side states it of itself."""

    person: Person
    channel: Channel
    address: str
    own: bool


def chose_online(event: Event) -> None:
    """Note that who filed online has chosen so: no second consent to filing. OL-04."""
    person = event.on_behalf_of or (event.account.person if event.account else None)
    if person is not None and event.matter is not None:
        consents.choose(event.matter, person, Stage.FILING, by=Actor.court(), at=event.at)


def note_addresses(event: Event) -> None:
    """Note where the complaint says that papers reach each party."""
    filing = Filing.objects.select_related("matter").get(case=event.case)
    values = values_of(latest(filing))
    for one in (*_own(filing, values), *_others(filing, values)):
        addresses.note_known(
            filing.matter,
            one.person,
            one.channel,
            one.address,
            source="起诉状写明的本方地址" if one.own else "起诉状写明的对方地址",
            ground=Ground.ADDRESS_IN_PLEADING
            if one.own and one.channel not in (Channel.POST, Channel.CALL)
            else None,
            is_lawful=one.own,
            by=Actor.court(),
            at=event.at,
        )


def _own(filing: Filing, values: dict[str, str]) -> Iterator[Named]:
    stated = [(Channel.POST, "service.address"), (Channel.CALL, "service.phone")]
    if values.get("service.electronic") == YES:
        stated += [(Channel.SMS, "service.sms"), (Channel.EMAIL, "service.email")]
    for person in _people(filing, Side.CLAIMING):
        for channel, path in stated:
            if values.get(path):
                yield Named(person, channel, values[path], own=True)


def _others(filing: Filing, values: dict[str, str]) -> Iterator[Named]:
    for block, side in OTHERS.items():
        by_name = {person.name: person for person in _people(filing, side)}
        for path, name in values.items():
            if path.startswith(f"{block}.") and path.endswith(".name") and name in by_name:
                at = path.removesuffix("name")
                for channel, field in _FIELDS:
                    if values.get(at + field):
                        yield Named(by_name[name], channel, values[at + field], own=False)


_FIELDS = (
    (Channel.POST, "habitual_residence"),
    (Channel.POST, "domicile"),
    (Channel.CALL, "phone"),
)


def _people(filing: Filing, side: Side) -> list[Person]:
    rows = Participation.objects.filter(matter=filing.matter, side=side, until__isnull=True)
    return [one.person for one in rows.select_related("person").order_by("id")]


HANDOFFS = (
    (FilingSubmitted, When.AFTER, chose_online),
    (FilingAccepted, When.AFTER, note_addresses),
    (FilingRegisteredByRule, When.AFTER, note_addresses),
)
