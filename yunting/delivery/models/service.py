"""Service of one paper on one person, and every attempt at it with what it left behind."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from yunting.core.models import (
    Account,
    Case,
    Document,
    File,
    Matter,
    Message,
    Person,
    Side,
    Withheld,
)
from yunting.delivery.models.address import Channel
from yunting.delivery.models.sight import by_hand, by_the_court
from yunting.rules.service.electronic import Ground


class ServiceState(models.TextChoices):
    """Where the service of a paper on somebody stands."""

    PREPARED = "prepared", "待送达"
    UNDER_WAY = "under-way", "送达中"
    TO_CONFIRM = "to-confirm", "已阅知，待核对"
    STUCK = "stuck", "没有送到，待换方式"
    SERVED = "served", "已送达"
    CONTESTED = "contested", "受送达人有异议"
    SUPERSEDED = "superseded", "已由新件替代"


UNSERVED = (
    ServiceState.PREPARED,
    ServiceState.UNDER_WAY,
    ServiceState.TO_CONFIRM,
    ServiceState.STUCK,
)


def _withheld() -> QuerySet[Withheld]:
    """Return, for `Exists` over services, what keeps their paper or dispute from their side."""
    paper = Q(what="core.Document", ref=OuterRef("document_id"))
    whole = Q(what="core.Matter", ref=OuterRef("matter_id"))
    return Withheld.objects.filter(paper | whole, eyes=OuterRef("side"))


class ServiceQuerySet(models.QuerySet["Service"]):
    """Filters on services."""

    def visible_to(self, account: Account) -> ServiceQuerySet:
        """Keep what the account receives, and for the court what it serves."""
        return self.filter(by_hand(account) & ~Q(Exists(_withheld())) | by_the_court(account))

    def of(self, account: Account) -> ServiceQuerySet:
        """Keep what the account's person receives and may still see: its own, its principal's."""
        return self.filter(by_hand(account)).open_to_its_side()

    def open_to_its_side(self) -> ServiceQuerySet:
        """Leave out what is withheld from the side it is for."""
        return self.exclude(Exists(_withheld()))

    def received(self) -> ServiceQuerySet:
        """Keep what has been sent to somebody and not been replaced."""
        return self.exclude(state__in=[ServiceState.PREPARED, ServiceState.SUPERSEDED])


class Service(models.Model):
    """One paper for one person. `party` is whom it binds, `to` who receives: the party or an agent.

    `effective_on` and `rule` are the rule's finding, `computation` its reasoning line by line.
    `opened_at` is when the person first opened it here. `audience` is the paper's own.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="services")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="services")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="services")
    party = models.ForeignKey(Person, models.PROTECT, related_name="+")
    to = models.ForeignKey(Person, models.PROTECT, related_name="services")
    side = models.CharField(max_length=16, choices=Side.choices)
    audience = models.CharField(max_length=16)
    state = models.CharField(max_length=16, choices=ServiceState.choices)
    is_urgent = models.BooleanField(default=False)
    is_missing = models.BooleanField(default=False)
    prepared_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    effective_on = models.DateField(null=True)
    rule = models.CharField(max_length=16, blank=True)
    method = models.CharField(max_length=16, choices=Channel.choices, blank=True)
    computation = models.TextField(blank=True)
    certificate = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    claimed_on = models.DateField(null=True)
    claim = models.CharField(max_length=1000, blank=True)
    objects = ServiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "to"], name="served_once_on_each"),
            models.CheckConstraint(
                condition=~Q(state__in=[ServiceState.SERVED, ServiceState.CONTESTED])
                | Q(effective_on__isnull=False) & ~Q(rule=""),
                name="served_on_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["matter", "id"], name="service_by_matter"),
            models.Index(
                fields=["to", "id"],
                condition=Q(opened_at__isnull=True),
                name="service_unopened",
            ),
            models.Index(fields=["state", "prepared_at", "id"], name="service_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.document} → {self.to}"

    def get_absolute_url(self) -> str:
        """Return the address of the court's page of this service."""
        return reverse("delivery:service", args=[self.pk])

    @property
    def steps(self) -> tuple[str, ...]:
        """Return the computation, line by line, as people read it."""
        return tuple(self.computation.splitlines())


class Attempt(models.Model):
    """One try by one way. `reference` stands on the wire; `address` is where it went.

    Instants are what the trace shows: sent by us, arrived at the recipient's system, read, replied;
    `failed_at` with `failure` when it came to nothing. `read_accepted` and `rebutted` are people's
    decisions about the trace, `proven_on` the day of arrival the recipient has proved.
    """

    service = models.ForeignKey(Service, models.PROTECT, related_name="attempts")
    method = models.CharField(max_length=16, choices=Channel.choices)
    address = models.CharField(max_length=300, blank=True)
    is_confirmed = models.BooleanField(default=False)
    is_lawful = models.BooleanField(default=False)
    ground = models.CharField(
        max_length=24, blank=True, choices=[(one.value, one.label) for one in Ground]
    )
    reference = models.UUIDField(unique=True)
    message = models.ForeignKey(Message, models.PROTECT, null=True, related_name="attempts")
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    gateway = models.CharField(max_length=200, blank=True)
    arrived_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    replied_at = models.DateTimeField(null=True)
    reply = models.CharField(max_length=500, blank=True)
    read_accepted = models.BooleanField(default=False)
    rebutted = models.BooleanField(default=False)
    proven_on = models.DateField(null=True)
    failed_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True)
    failure_basis = models.CharField(max_length=100, blank=True)
    tracking = models.CharField(max_length=40, blank=True)
    place = models.CharField(max_length=300, blank=True)
    received_by = models.CharField(max_length=100, blank=True)
    witness = models.CharField(max_length=200, blank=True)
    picture = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=1000, blank=True)
    printed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["id"],
                condition=Q(method="post", printed_at__isnull=True),
                name="letters_to_print",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_method_display()} {self.address}".strip()
