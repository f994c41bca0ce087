"""Where papers go: what the person confirmed, what the court merely knows, who receives."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yunting.core.models import Account, Case, Matter, Person, Side
from yunting.delivery.models.sight import by_side, by_the_court
from yunting.rules.service.electronic import Ground


class Channel(models.TextChoices):
    """The ways an address can be for; the first five are electronic."""

    PLATFORM = "platform", "诉讼平台"
    SMS = "sms", "短信"
    EMAIL = "email", "电子邮件"
    DINGTALK = "dingtalk", "钉钉"
    WECOM = "wecom", "企业微信"
    CALL = "call", "电话"
    POST = "post", "邮寄"
    OFFICER = "officer", "直接送达"
    LEAVING = "leaving", "留置送达"
    ANNOUNCEMENT = "announcement", "公告"


ELECTRONIC = frozenset(
    {Channel.PLATFORM, Channel.SMS, Channel.EMAIL, Channel.DINGTALK, Channel.WECOM}
)


class AddressState(models.TextChoices):
    """Where a confirmation of address stands."""

    ASKED = "asked", "等待确认"
    CONFIRMED = "confirmed", "已确认"
    DECLINED = "declined", "拒绝提供"
    SUPERSEDED = "superseded", "已变更"


class ConfirmationQuerySet(models.QuerySet["AddressConfirmation"]):
    """Filters on confirmations."""

    def visible_to(self, account: Account) -> ConfirmationQuerySet:
        """Keep those of the account's own side, and for the court those it serves."""
        return self.filter(Q(by_side(account)) | by_the_court(account))

    def current(self) -> ConfirmationQuerySet:
        """Keep those in force: at most one for a person in a matter."""
        return self.exclude(state=AddressState.SUPERSEDED)


class AddressConfirmation(models.Model):
    """送达地址确认书 of one person in one matter, for all its proceedings (ES-02, ES-11).

    `agent` receives besides the person. `notice` is the version of what was told before.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="address_confirmations")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    side = models.CharField(max_length=16, choices=Side.choices)
    state = models.CharField(max_length=16, choices=AddressState.choices)
    is_electronic = models.BooleanField(default=False)
    postal_name = models.CharField(max_length=100, blank=True)
    postal_address = models.CharField(max_length=300, blank=True)
    postal_phone = models.CharField(max_length=20, blank=True)
    agent = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    notice = models.CharField(max_length=16)
    reason = models.CharField(max_length=1000, blank=True)
    asked_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "person"],
                condition=~Q(state=AddressState.SUPERSEDED),
                name="one_address_in_force",
            ),
            models.CheckConstraint(
                condition=~Q(state=AddressState.CONFIRMED) | Q(confirmed_at__isnull=False),
                name="address_confirmed_with_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_state_display()}"


class ConfirmedAddress(models.Model):
    """One electronic address of a confirmation."""

    confirmation = models.ForeignKey(AddressConfirmation, models.PROTECT, related_name="addresses")
    channel = models.CharField(max_length=16, choices=Channel.choices)
    address = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["confirmation", "channel"], name="one_address_per_channel"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.address}"


class KnownAddress(models.Model):
    """An address the person has not confirmed here. `source` says from whom the court has it.

    `ground` is why electronic service to it counts as agreed to, empty if nothing does.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    channel = models.CharField(max_length=16, choices=Channel.choices)
    address = models.CharField(max_length=300)
    source = models.CharField(max_length=100)
    ground = models.CharField(
        max_length=24, blank=True, choices=[(one.value, one.label) for one in Ground]
    )
    is_lawful = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "person", "channel", "address"], name="address_known_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.address}"


class ReceiverChoice(models.Model):
    """A recorded choice of one who receives for a party, instead of all its representatives."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+")
    party = models.ForeignKey(Person, models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "party"],
                condition=Q(until__isnull=True),
                name="one_receiver_chosen",
            )
        ]

    def __str__(self) -> str:
        return f"{self.receiver} for {self.party}"
