"""The database itself holds the ledger: it only grows, and what is committed balances.

Judged when the transaction ends, when all lines of a movement are there. A line added to an old
movement changes its sums, so it is refused too.
"""

from django.db import migrations

from yunting.core.append_only import protect, unprotect

TABLES = ("money_ledgeraccount", "money_movement", "money_posting")
BALANCED = """
CREATE FUNCTION money_balanced(which bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE debits bigint; credits bigint; strange bigint; whole bigint;
BEGIN
  SELECT coalesce(sum(p.fen) FILTER (WHERE p.fen > 0), 0),
         coalesce(-sum(p.fen) FILTER (WHERE p.fen < 0), 0),
         count(*) FILTER (WHERE a.court_id <> m.court_id
                             OR a.case_id IS NOT NULL AND a.case_id IS DISTINCT FROM m.case_id),
         m.fen
    INTO debits, credits, strange, whole
    FROM money_movement m
    LEFT JOIN money_posting p ON p.movement_id = m.id
    LEFT JOIN money_ledgeraccount a ON a.id = p.account_id
   WHERE m.id = which GROUP BY m.id;
  IF debits <> whole OR credits <> whole THEN
    RAISE EXCEPTION 'movement % does not balance: % debited, % credited, % moved',
      which, debits, credits, whole USING ERRCODE = 'check_violation';
  END IF;
  IF strange > 0 THEN
    RAISE EXCEPTION 'movement % touches the account of another court or case', which
      USING ERRCODE = 'check_violation';
  END IF;
END $$;
CREATE FUNCTION money_movement_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM money_balanced(NEW.id); RETURN NULL; END $$;
CREATE FUNCTION money_posting_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM money_balanced(NEW.movement_id); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER money_movement_balanced AFTER INSERT ON money_movement
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION money_movement_balanced();
CREATE CONSTRAINT TRIGGER money_posting_balanced AFTER INSERT ON money_posting
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION money_posting_balanced();
"""
UNBALANCED = """
DROP TRIGGER money_posting_balanced ON money_posting;
DROP TRIGGER money_movement_balanced ON money_movement;
DROP FUNCTION money_posting_balanced(), money_movement_balanced(), money_balanced(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("money", "0001_ledger")]
    operations = [
        migrations.RunSQL(BALANCED, UNBALANCED),
        migrations.RunSQL(protect(*TABLES), unprotect(*TABLES)),
    ]
