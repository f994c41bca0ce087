"""Messages to and from the court's neighbours, and how each neighbour is doing."""

from django.db import models

from yunting.core.models.matter import Matter


class OutboxState(models.TextChoices):
    """How far a message to a neighbour has come."""

    QUEUED = "queued", "待发送"
    SENT = "sent", "对方已收到"
    ACKNOWLEDGED = "acknowledged", "对方已答复"
    DEAD = "dead", "未能送出"


class OutboxMessage(models.Model):
    """One message to a neighbour. `body` is canonical JSON; `next_at` is machine time.

    Empty `next_at` means at once. `id` gives the order, `message_id` stands on the wire and never
    changes, however often it is sent.
    """

    message_id = models.UUIDField(unique=True)
    to = models.CharField(max_length=40)
    type = models.CharField(max_length=80)
    body = models.BinaryField()
    body_hash = models.CharField(max_length=71)
    key = models.CharField(max_length=160)
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=16, choices=OutboxState.choices, default=OutboxState.QUEUED)
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["to", "key"], name="one_message_per_key"),
        ]
        indexes = [
            models.Index(
                fields=["to", "id"], name="outbox_open", condition=models.Q(state="queued")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} to {self.to}: {self.state}"


class InboundMessage(models.Model):
    """A neighbour's message that was handled, with the answer every copy of it receives."""

    sender = models.CharField(max_length=40)
    message_id = models.UUIDField()
    type = models.CharField(max_length=100)
    body_hash = models.CharField(max_length=71)
    answer_id = models.UUIDField(unique=True)
    answer = models.BinaryField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sender", "message_id"], name="inbound_once"),
        ]

    def __str__(self) -> str:
        return f"{self.type} from {self.sender}"


class InboundNonce(models.Model):
    """A transmission that was seen; kept as long as its time would still be accepted."""

    sender = models.CharField(max_length=40)
    nonce = models.CharField(max_length=100)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sender", "nonce"], name="nonce_once"),
        ]

    def __str__(self) -> str:
        return f"{self.nonce} of {self.sender}"


class InboundRefusal(models.Model):
    """A message that had no effect, and why. `sender` is what it claimed to be."""

    sender = models.CharField(max_length=100, blank=True)
    reason = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.reason} from {self.sender or '?'}"


class Circuit(models.Model):
    """How one neighbour is doing: failures in a row, and until when it is left alone.

    Both instants are machine time.
    """

    neighbour = models.CharField(max_length=40, unique=True)
    failures = models.PositiveIntegerField(default=0)
    open_until = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.neighbour}: {self.failures} failures"
