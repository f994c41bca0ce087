from django.db import migrations, models
from django.utils import timezone


class Migration(migrations.Migration):
    dependencies = [("core", "0013_case_file_runs")]

    operations = [
        migrations.AddField(
            model_name="sealing",
            name="due_at",
            field=models.DateTimeField(default=timezone.now),
            preserve_default=False,
        ),
    ]
