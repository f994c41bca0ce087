"""Facts as rows: append-only, with personal values in a side table that can be sealed."""

from django.db import models

from yunting.core.models.case import Case
from yunting.core.models.court import Court
from yunting.core.models.matter import Matter, Side
from yunting.core.models.person import Account, Person
from yunting.core.roles import Role


class Event(models.Model):
    """One thing that happened. The database refuses to update, delete or truncate it.

    `body` holds the canonical bytes that were hashed; the columns beside it are there to search.
    A fact without a matter is the court's own (a sign-in, a setting). `about_kind` and `about_id`
    name the paper or file it is about, if one.
    """

    court = models.ForeignKey(Court, models.PROTECT, null=True, related_name="+")
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="events")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="events")
    kind = models.CharField(max_length=80)
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=32, choices=Role.choices)
    channel = models.CharField(max_length=16)
    at = models.DateTimeField()
    basis = models.CharField(max_length=200, blank=True)
    audience = models.CharField(max_length=16)
    side = models.CharField(max_length=16, choices=Side.choices)
    about_kind = models.CharField(max_length=64, blank=True, default="")
    about_id = models.BigIntegerField(null=True)
    body = models.BinaryField()
    key = models.CharField(max_length=64, null=True)  # noqa: DJ001  (null keeps it out of the index)
    key_digest = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "key"],
                condition=models.Q(key__isnull=False),
                name="one_fact_per_key",
                nulls_distinct=False,
            )
        ]
        indexes = [models.Index(fields=["matter", "id"], name="event_of_matter")]

    def __str__(self) -> str:
        return f"{self.kind} at {self.at}"


class EventPersonal(models.Model):
    """The value and salt behind one commitment in a fact; sealing may delete the row."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="personal")
    field = models.CharField(max_length=64)
    value = models.TextField()
    salt = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "field"], name="one_value_per_commitment")
        ]

    def __str__(self) -> str:
        return f"{self.field} of {self.event_id}"


class HandOff(models.Model):
    """A fact on its way to the pillar that takes over; kept until done, visible when it fails."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="handoffs")
    to = models.CharField(max_length=120)
    done_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "to"], name="one_handoff_per_fact")]
        indexes = [
            models.Index(
                fields=["id"], name="handoff_open", condition=models.Q(done_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.event_id} → {self.to}"
