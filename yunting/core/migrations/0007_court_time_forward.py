"""The database itself refuses to let court time go back, but for a counted reset."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION core_court_time_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."offset" < OLD."offset" AND NEW.resets <> OLD.resets + 1 THEN
    RAISE EXCEPTION 'court time never goes back';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER core_courttime_forward BEFORE UPDATE ON core_courttime
  FOR EACH ROW EXECUTE FUNCTION core_court_time_forward();
"""
BACK = """
DROP TRIGGER core_courttime_forward ON core_courttime;
DROP FUNCTION core_court_time_forward();
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0006_time")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
