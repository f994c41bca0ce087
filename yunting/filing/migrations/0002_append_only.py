"""What was sent and what was returned stays as it was."""

from django.db import migrations

from yunting.core.append_only import protect, unprotect

TABLES = ("filing_submission", "filing_return", "filing_defect", "filing_secondreturnleave")


class Migration(migrations.Migration):
    dependencies = [("filing", "0001_initial")]
    operations = [migrations.RunSQL(protect(*TABLES), unprotect(*TABLES))]
