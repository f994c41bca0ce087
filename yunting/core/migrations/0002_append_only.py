"""The database itself refuses to change, delete or truncate a fact."""

from django.db import migrations

from yunting.core.append_only import protect, unprotect

TABLES = ("core_event", "core_draftvalue", "core_reading")


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunSQL(protect(*TABLES), unprotect(*TABLES))]
