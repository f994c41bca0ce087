"""Who looked at what, and when."""

from django.db import models

from yunting.core.models.matter import Matter
from yunting.core.models.person import Account


class Reading(models.Model):
    """One look through the door of core.access."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="+", db_index=False)
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=64)
    ref = models.BigIntegerField()
    on_behalf_of = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.account_id} read {self.what} {self.ref}"
