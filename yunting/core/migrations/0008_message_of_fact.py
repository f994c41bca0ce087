"""A message may be about a fact; then each person is told of it once."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("core", "0007_court_time_forward")]

    operations = [
        migrations.AddField(
            model_name="message",
            name="event",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="messages",
                to="core.event",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                condition=models.Q(("event__isnull", False)),
                fields=("event", "to"),
                name="told_once_of_a_fact",
            ),
        ),
    ]
