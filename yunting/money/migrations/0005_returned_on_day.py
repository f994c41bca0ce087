"""Find what went back on a day; the index is built without keeping anybody from paying."""

from django.db import migrations, models

INDEX = models.Index(
    condition=models.Q(("back_day__isnull", False)),
    fields=["court", "back_day"],
    name="payment_returned_on_day",
)
BUILD = """
CREATE INDEX CONCURRENTLY IF NOT EXISTS payment_returned_on_day
    ON money_payment (court_id, back_day) WHERE back_day IS NOT NULL;
"""
DROP = "DROP INDEX CONCURRENTLY IF EXISTS payment_returned_on_day;"


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("money", "0004_daily_books")]
    operations = [
        migrations.RunSQL(BUILD, DROP, state_operations=[migrations.AddIndex("payment", INDEX)])
    ]
