from datetime import UTC, datetime

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0013_case_file_runs")]

    operations = [
        migrations.AddField(
            model_name="sealing",
            name="due_at",
            # What waits already goes first, in its order.
            field=models.DateTimeField(default=datetime(2026, 1, 1, tzinfo=UTC)),
            preserve_default=False,
        ),
    ]
