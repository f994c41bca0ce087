"""What somebody said stays as it was said: the database refuses to change or to forget it."""

from django.db import migrations

KEEP = """
CREATE FUNCTION feedback_voice_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'UPDATE' OR
     (NEW.matter_id, NEW.kind, NEW.step, NEW.about, NEW.score, NEW.words, NEW.salt,
      NEW.said_by_id, NEW.said_at, NEW.concerns_id) IS DISTINCT FROM
     (OLD.matter_id, OLD.kind, OLD.step, OLD.about, OLD.score, OLD.words, OLD.salt,
      OLD.said_by_id, OLD.said_at, OLD.concerns_id)
  THEN RAISE EXCEPTION 'a voice stays as it was said'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER feedback_voice_kept BEFORE UPDATE OR DELETE ON feedback_voice
  FOR EACH ROW EXECUTE FUNCTION feedback_voice_kept();
"""
FORGET = """
DROP TRIGGER feedback_voice_kept ON feedback_voice;
DROP FUNCTION feedback_voice_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("feedback", "0001_voices")]
    operations = [migrations.RunSQL(KEEP, FORGET)]
