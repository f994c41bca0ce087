"""The court itself: its divisions and who holds which post."""

from django.db import models

from yunting.core.models.person import Account
from yunting.core.roles import Role


class Court(models.Model):
    """A court by the code in its case numbers, e.g. 浙0902."""

    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.name


class Division(models.Model):
    """A division or a dispatched tribunal of the court."""

    court = models.ForeignKey(Court, models.PROTECT, related_name="divisions")
    name = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["court", "name"], name="division_name_once")]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """An account's post in a division, from `since` until `until` (open if empty)."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="posts")
    division = models.ForeignKey(Division, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=32, choices=Role.choices)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "division", "role"],
                condition=models.Q(until__isnull=True),
                name="post_held_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.get_role_display()}"
