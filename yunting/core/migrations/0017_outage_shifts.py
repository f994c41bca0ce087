"""Which periods each outage put off; the table only grows."""

import django.db.models.deletion
from django.db import migrations, models

from yunting.core.append_only import protect, unprotect


class Migration(migrations.Migration):
    dependencies = [("core", "0016_helpers")]
    operations = [
        migrations.CreateModel(
            name="OutageShift",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("was", models.DateField()),
                ("ends_on", models.DateField()),
                (
                    "deadline",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outage_shifts",
                        to="core.deadline",
                    ),
                ),
                (
                    "outage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shifts",
                        to="core.outage",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("outage", "deadline"), name="deadline_put_off_once_by_an_outage"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gt", models.F("was"))),
                        name="outage_shift_is_to_a_later_day",
                    ),
                ],
            },
        ),
        migrations.RunSQL(protect("core_outageshift"), unprotect("core_outageshift")),
    ]
