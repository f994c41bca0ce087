"""What the court tells people: on their page, and by a text that only points there."""

from __future__ import annotations

from django.db import models

from yunting.core.models.court import Court
from yunting.core.models.event import Event
from yunting.core.models.matter import Matter, Participation
from yunting.core.models.outbox import OutboxMessage
from yunting.core.models.person import Account, Person


class Delivery(models.TextChoices):
    """What became of the text message."""

    NONE = "none", "未发短信"
    QUEUED = "queued", "发送中"
    DELIVERED = "delivered", "已送达手机"
    FAILED = "failed", "未送达手机"


class MessageQuerySet(models.QuerySet["Message"]):
    """Filters on messages."""

    def visible_to(self, account: Account) -> MessageQuerySet:
        """Keep what the account's own person was told, but for what is withheld from it since."""
        about = Participation.objects.shut_out(
            account, what="event__about_kind", ref="event__about_id"
        )
        itself = Participation.objects.shut_out(account, what="core.Message")
        own = self.filter(to__isnull=False, to=account.person_id)
        return own.exclude(models.Exists(about)).exclude(models.Exists(itself))


class Message(models.Model):
    """One thing told to one person. `code` is what a stranger may check; `text` is not.

    `to` is empty when a phone was told before anybody had signed up with it. `event` is the fact it
    is about, if one.
    """

    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    to = models.ForeignKey(Person, models.PROTECT, null=True, related_name="messages")
    phone = models.CharField(max_length=20, blank=True)
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="messages")
    event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="messages")
    title = models.CharField(max_length=60)
    text = models.TextField(blank=True)
    code = models.CharField(max_length=12, unique=True)
    sms = models.OneToOneField(OutboxMessage, models.PROTECT, null=True, related_name="message")
    delivery = models.CharField(max_length=16, choices=Delivery.choices, default=Delivery.NONE)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "to"],
                condition=models.Q(event__isnull=False),
                name="told_once_of_a_fact",
            )
        ]
        indexes = [models.Index(fields=["to", "-id"], name="message_of_person")]

    def __str__(self) -> str:
        return f"{self.title} {self.code}"
