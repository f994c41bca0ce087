"""By which channels somebody can be reached, and on what ground."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yunting.core.models import Account, Matter, Person
from yunting.delivery.models import (
    AddressConfirmation,
    AddressState,
    ConsentState,
    KnownAddress,
    OnlineConsent,
)
from yunting.delivery.models.address import ELECTRONIC, Channel
from yunting.delivery.models.consent import Stage
from yunting.rules.finding import Finding
from yunting.rules.service import electronic as rules
from yunting.rules.service.electronic import Ground

_REFUSED = frozenset({ConsentState.REFUSED, ConsentState.WITHDRAWN, ConsentState.OFFLINE})
_AGREED = frozenset({ConsentState.GIVEN, ConsentState.RETRACTING})
# What somebody has written themselves counts as given by them (在线诉讼规则 第三十一条第一款).
_GIVEN = frozenset({Ground.ADDRESS_IN_PLEADING, Ground.PRIOR_AGREEMENT})


@dataclass(frozen=True, slots=True)
class Reach:
    """One way to somebody. `is_confirmed`: given or confirmed by the recipient.

    `is_lawful`: a letter that comes back from there counts as served (ES-12).
    """

    channel: Channel
    address: str
    is_confirmed: bool
    is_lawful: bool
    ground: str
    name: str = ""

    @property
    def is_electronic(self) -> bool:
        """Tell whether it is an electronic channel."""
        return self.channel in ELECTRONIC


def current(matter: Matter, person: Person) -> AddressConfirmation | None:
    """Return the confirmation in force of one person, whatever proceeding it is; one query."""
    rows = AddressConfirmation.objects.current().filter(matter=matter, person=person)
    return rows.prefetch_related("addresses").first()


def consent_of(
    matter: Matter, party: Person, receiver: Person, *, on: date
) -> Finding[Ground | None]:
    """Return why electronic service on a party is agreed to, None if it is not; three queries."""
    return _consent(*_words(matter, party, receiver), on=on)


def channels_of(
    receiver: Person, matter: Matter, *, party: Person | None = None, on: date
) -> tuple[Reach, ...]:
    """Return every way to somebody, electronic ones only where they are agreed to; four queries."""
    consent, confirmation, known = _words(matter, party or receiver, receiver)
    reaches: list[Reach] = []
    if _consent(consent, confirmation, known, on=on).value is not None:
        reaches += _electronic(receiver, consent, confirmation, known)
    return (*reaches, *_by_post(receiver, confirmation, known), *_by_call(confirmation, known))


Words = tuple[OnlineConsent | None, AddressConfirmation | None, list[KnownAddress]]


def _words(matter: Matter, party: Person, receiver: Person) -> Words:
    consents = OnlineConsent.objects.filter(matter=matter, person=party, stage=Stage.SERVICE)
    confirmation = current(matter, receiver)
    if confirmation is None and receiver != party:
        theirs = current(matter, party)
        confirmation = theirs if theirs is not None and theirs.agent_id == receiver.pk else None
    known = KnownAddress.objects.filter(matter=matter, person=receiver).order_by("id")
    return consents.first(), confirmation, list(known)


def _consent(
    consent: OnlineConsent | None,
    confirmation: AddressConfirmation | None,
    known: list[KnownAddress],
    *,
    on: date,
) -> Finding[Ground | None]:
    """Return the ground; who has said no to service online has no other ground either."""
    if consent is not None and consent.state in _REFUSED:
        return rules.consent(rules.Signs(), on=on)
    grounds = {one.ground for one in known}
    confirmed = confirmation is not None and confirmation.state == AddressState.CONFIRMED
    signs = rules.Signs(
        express=(consent is not None and consent.state in _AGREED)
        or (confirmed and confirmation is not None and confirmation.is_electronic),
        prior_agreement=Ground.PRIOR_AGREEMENT in grounds,
        address_in_pleading=Ground.ADDRESS_IN_PLEADING in grounds,
        served_before=Ground.ACCEPTED_BY_CONDUCT in grounds,
        acted_on_it=Ground.ACCEPTED_BY_CONDUCT in grounds,
    )
    return rules.consent(signs, on=on)


def _electronic(
    receiver: Person,
    consent: OnlineConsent | None,
    confirmation: AddressConfirmation | None,
    known: list[KnownAddress],
) -> list[Reach]:
    found: dict[Channel, Reach] = {}
    account = Account.objects.filter(person=receiver, is_active=True).first()
    express = Ground.EXPRESS.value
    if account is not None:
        # The platform account was opened and verified by the person; OL-29 names it as a channel.
        agreed = consent is not None and consent.state in _AGREED
        found[Channel.PLATFORM] = Reach(
            Channel.PLATFORM, account.handle, agreed, False, express if agreed else ""
        )
    for one in known:
        channel = Channel(one.channel)
        if channel in ELECTRONIC:
            given = bool(one.ground) and Ground(one.ground) in _GIVEN
            found.setdefault(channel, Reach(channel, one.address, given, False, one.ground))
    if confirmation is not None and confirmation.state == AddressState.CONFIRMED:
        for address in confirmation.addresses.all():
            channel = Channel(address.channel)
            if channel is not Channel.PLATFORM or account is not None:
                found[channel] = Reach(channel, address.address, True, False, express)
    return [found[channel] for channel in Channel if channel in found]


def _by_post(
    receiver: Person, confirmation: AddressConfirmation | None, known: list[KnownAddress]
) -> list[Reach]:
    if confirmation is not None and confirmation.postal_address:
        name = confirmation.postal_name or receiver.name
        confirmed = confirmation.state == AddressState.CONFIRMED
        return [Reach(Channel.POST, confirmation.postal_address, confirmed, True, "", name)]
    return [
        Reach(Channel.POST, one.address, False, one.is_lawful, "", receiver.name)
        for one in known
        if one.channel == Channel.POST
    ]


def _by_call(confirmation: AddressConfirmation | None, known: list[KnownAddress]) -> list[Reach]:
    numbers = {one.address for one in known if one.channel in (Channel.CALL, Channel.SMS)}
    if confirmation is not None and confirmation.postal_phone:
        numbers.add(confirmation.postal_phone)
    return [Reach(Channel.CALL, number, False, False, "") for number in sorted(numbers)]
