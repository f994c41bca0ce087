"""送达地址确认: asked, confirmed by the person, changed later; and who receives for a party."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from yunting.core import events as log
from yunting.core import messages
from yunting.core.actor import Actor
from yunting.core.idempotency import first_time
from yunting.core.messages import Template
from yunting.core.models import Account, Case, Matter, Person, PersonKind
from yunting.core.procedure import NotYours, perform
from yunting.core.roles import Role
from yunting.delivery import settings
from yunting.delivery.events import address as events
from yunting.delivery.models import (
    AddressConfirmation,
    AddressState,
    ConfirmedAddress,
    KnownAddress,
    ReceiverChoice,
)
from yunting.delivery.models.address import ELECTRONIC, Channel
from yunting.delivery.procedure import address as procedure
from yunting.delivery.procedure.roles import SERVERS
from yunting.delivery.selectors import addresses, parties
from yunting.delivery.services.consents import NoticeOutdated, require_reason
from yunting.lib import clock
from yunting.lib.errors import Refused
from yunting.rules.service import ways
from yunting.rules.service.electronic import Ground

ASKED = Template(
    "确认送达地址",
    "请打开案件页面，确认法院的文书往哪里送。地址不准确、变了不告诉法院，退回之日也算送达。",
)


class NoWayToReach(Refused):
    """A confirmation names at least one address."""

    code: ClassVar[str] = "no-way-to-reach"


class NoSuchReceiver(Refused):
    """Who receives for a party acts for it in this matter."""

    code: ClassVar[str] = "no-such-receiver"


class NotElectronic(Refused):
    """An agreement on electronic service is about an electronic address."""

    code: ClassVar[str] = "not-electronic"


@dataclass(frozen=True, slots=True)
class Stated:
    """What somebody states about where papers go; `electronic` by channel."""

    electronic: Mapping[Channel, str] = field(default_factory=dict)
    postal_name: str = ""
    postal_address: str = ""
    postal_phone: str = ""
    agent: Person | None = None

    @property
    def channels(self) -> tuple[str, ...]:
        """Return the names of the channels."""
        named = [str(channel.label) for channel in Channel if channel in self.electronic]
        return (*named, "邮寄") if self.postal_address else tuple(named)


def ask(
    matter: Matter, person: Person, *, case: Case | None = None, by: Actor, at: datetime
) -> AddressConfirmation | None:
    """Ask somebody to confirm where papers go; None if there is a confirmation already. ES-02.

    :raises NotYours: if the actor does not serve at the court
    """
    if addresses.current(matter, person) is not None:
        return None
    with perform(procedure.ASK, None, by=by, at=at) as step:
        asked = step.subject = _new(matter, person, AddressState.ASKED, case=case)
        asked.asked_at = at
        asked.save()
        step.fact = events.AddressAsked(person.name, settings.ADDRESS_NOTICE)
        if person.kind == PersonKind.NATURAL:
            messages.tell(person, ASKED, matter=matter, case=case, at=at)
    return asked


def confirm(
    matter: Matter, person: Person, stated: Stated, *, notice: str, by: Actor, at: datetime
) -> AddressConfirmation:
    """Confirm, or change, where papers go; holds for every proceeding of the matter. ES-02, ES-11.

    `notice` is the version of what the person read. An earlier confirmation stays on the file.

    :raises NoticeOutdated: if the notice has a newer version
    :raises NoWayToReach: if no address is given
    :raises NoSuchReceiver: if the agent named does not act for the person
    """
    _require(matter, person, stated, notice)
    held = addresses.current(matter, person)
    with first_time(by):
        if held is not None and held.state == AddressState.CONFIRMED:
            with perform(procedure.REPLACE, held, by=by.holding(None), at=at) as old:
                old.fact = events.AddressReplaced(person.name)
            held = None
        move = procedure.CONFIRM_UNASKED
        if held is not None:
            asked = held.state in procedure.CONFIRM.source
            move = procedure.CONFIRM if asked else procedure.CONFIRM_LATER
        with perform(move, held, by=by, at=at) as step:
            confirmation = step.subject or _new(matter, person, AddressState.CONFIRMED)
            step.subject = _written(confirmation, stated, at=at)
            step.fact = events.AddressConfirmed(
                person=person.name,
                notice=notice,
                channels=stated.channels,
                is_electronic=bool(stated.electronic),
                address=stated.postal_address,
            )
    return step.subject


def _require(matter: Matter, person: Person, stated: Stated, notice: str) -> None:
    if notice != settings.ADDRESS_NOTICE:
        raise NoticeOutdated(
            "告知事项有了新的版本。", basis="法释〔2021〕12号 第三十条", remedy="请看过新版再确认。"
        )
    if not stated.electronic and not stated.postal_address:
        raise NoWayToReach(
            "请至少填写一种送达地址。",
            basis="法释〔2020〕20号 第五条",
            remedy="可以选电子送达，也可以填邮寄地址，两样都填最稳妥。",
            field="postal_address",
        )
    if stated.agent is not None and stated.agent not in parties.representatives_of(matter, person):
        raise _no_such_receiver()


def decline(
    confirmation: AddressConfirmation, *, reason: str, lawful: str, by: Actor, at: datetime
) -> AddressConfirmation:
    """Note that somebody gives no address: the lawful one is used, returns count. ES-12.

    `lawful` is the registered or habitual residence, or the registered domicile.

    :raises OutOfOrder: if it was confirmed meanwhile
    :raises NoReason: if no reason is given
    :raises NoWayToReach: if no lawful address is given
    """
    if not lawful.strip():
        natural = confirmation.person.kind == PersonKind.NATURAL
        who = ways.Person.NATURAL if natural else ways.Person.ORGANISATION
        kind = ways.address_when_none_given(who, registered="", on=clock.day_of(at))
        raise NoWayToReach(
            f"请填写{dict(kind.because)['地址']}。",
            basis=str(kind.basis[0]),
            remedy="依法使用的地址要写进案件记录。",
            field="lawful",
        )
    with perform(procedure.DECLINE, confirmation, by=by, at=at) as step:
        found = step.subject
        found.reason, found.postal_address = require_reason(reason)[:1000], lawful.strip()[:300]
        found.save(update_fields=["reason", "postal_address"])
        step.fact = events.AddressDeclined(
            found.person.name, found.notice, found.reason, found.postal_address
        )
    return step.subject


def note_known(
    matter: Matter,
    person: Person,
    channel: Channel,
    address: str,
    *,
    source: str,
    ground: Ground | None = None,
    is_lawful: bool = False,
    by: Actor,
    at: datetime,
) -> KnownAddress:
    """Note an address the court has from elsewhere; one noted before is left as it is. ES-05.

    `ground` is why service to it counts as agreed to, as when a contract says so (ES-01, OL-29).

    :raises NotYours: if the actor does not serve at the court
    :raises NotElectronic: if there is a ground, and nothing electronic is to go there
    """
    if not by.roles & (SERVERS | {Role.COURT}):
        raise NotYours("登记地址只能由法院的人办理。", remedy="本人可以在送达地址页面确认。")
    if ground is not None and channel not in ELECTRONIC:
        raise NotElectronic(
            f"{channel.label}不是电子送达的地址。",
            basis="法释〔2021〕12号 第二十九条",
            remedy="约定的是短信或者电子邮箱的，请选那一种；不是的，请不要勾选约定。",
            field="is_agreed",
        )
    with first_time(by):
        known, is_new = KnownAddress.objects.get_or_create(
            matter=matter,
            person=person,
            channel=channel,
            address=address.strip()[:300],
            defaults={
                "source": source,
                "ground": ground or "",
                "is_lawful": is_lawful,
                "at": at,
            },
        )
        if is_new:
            fact = events.AddressNoted(person.name, str(channel.label), known.address, known.source)
            log.record(fact, matter=matter, by=by, at=at, basis="法释〔2021〕12号 第三十一条")
    return known


def choose_receiver(
    matter: Matter, party: Person, receiver: Person, *, reason: str, by: Actor, at: datetime
) -> ReceiverChoice:
    """Record that one representative receives for a party, with the reason. T23.

    :raises NoSuchReceiver: if they do not act for the party
    :raises NoReason: if no reason is given
    """
    told = require_reason(reason)
    may = {party, *parties.representatives_of(matter, party)}
    if receiver not in may:
        raise _no_such_receiver()
    if not isinstance(by.account, Account):
        raise NotYours("选定接收人要由本人、代理人或者法院的人办理。")
    with first_time(by):
        _end_choice(matter, party, at=at)
        choice = ReceiverChoice.objects.create(
            matter=matter, party=party, receiver=receiver, reason=told, account=by.account, at=at
        )
        fact = events.ReceiverChosen(party.name, receiver.name, told)
        _record(fact, matter, party, by=by, at=at)
    return choice


def end_choice(matter: Matter, party: Person, *, by: Actor, at: datetime) -> None:
    """Let all representatives of a party receive again; nothing happens if they do."""
    with first_time(by):
        if _end_choice(matter, party, at=at):
            _record(events.ReceiverChoiceEnded(party.name), matter, party, by=by, at=at)


def _end_choice(matter: Matter, party: Person, *, at: datetime) -> int:
    rows = ReceiverChoice.objects.filter(matter=matter, party=party, until__isnull=True)
    return rows.update(until=at)


def _record(
    fact: events.ReceiverChosen | events.ReceiverChoiceEnded,
    matter: Matter,
    party: Person,
    *,
    by: Actor,
    at: datetime,
) -> None:
    side = parties.side_of(matter, party)
    log.record(fact, matter=matter, side=side, by=by, at=at, basis="民事诉讼法 第八十八条")


def _no_such_receiver() -> NoSuchReceiver:
    return NoSuchReceiver(
        "这个人不是本案的代理人。",
        basis="民事诉讼法 第八十八条",
        remedy="请从名单里选择，或者先提交委托手续。",
        field="receiver",
    )


def _new(
    matter: Matter, person: Person, state: AddressState, *, case: Case | None = None
) -> AddressConfirmation:
    return AddressConfirmation(
        matter=matter,
        case=case,
        person=person,
        side=parties.side_of(matter, person),
        state=state,
        notice=settings.ADDRESS_NOTICE,
    )


def _written(
    confirmation: AddressConfirmation, stated: Stated, *, at: datetime
) -> AddressConfirmation:
    confirmation.is_electronic = bool(stated.electronic)
    confirmation.postal_name = stated.postal_name
    confirmation.postal_address = stated.postal_address
    confirmation.postal_phone = stated.postal_phone
    confirmation.agent = stated.agent
    confirmation.notice, confirmation.confirmed_at = settings.ADDRESS_NOTICE, at
    confirmation.save()
    ConfirmedAddress.objects.bulk_create(
        ConfirmedAddress(confirmation=confirmation, channel=channel, address=address)
        for channel, address in stated.electronic.items()
    )
    return confirmation
