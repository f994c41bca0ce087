"""Which tables only grow, and the SQL by which the database itself holds to it."""

MAY_BE_SEALED = ("core_eventpersonal",)
COME_AND_GO = ("core_pendingleaf",)

_FUNCTION = """
CREATE OR REPLACE FUNCTION core_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
"""


def protect(*tables: str) -> str:
    """Return SQL that refuses UPDATE, DELETE and TRUNCATE on the tables, for every role."""
    return _FUNCTION + "".join(
        f"CREATE TRIGGER {t}_append_only BEFORE UPDATE OR DELETE ON {t} "
        f"FOR EACH ROW EXECUTE FUNCTION core_refuse_change(); "
        f"CREATE TRIGGER {t}_no_truncate BEFORE TRUNCATE ON {t} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();"
        for t in tables
    )


def unprotect(*tables: str) -> str:
    """Return SQL that undoes `protect`."""
    return "".join(
        f"DROP TRIGGER {t}_append_only ON {t}; DROP TRIGGER {t}_no_truncate ON {t};" for t in tables
    )


def grants(web_role: str) -> str:
    """Return SQL that lets the web role do its work and nothing to a fact but add one.

    A table is a fact's when `protect` has put its trigger on it.
    """
    passing = ", ".join(COME_AND_GO)
    sealable = ", ".join(MAY_BE_SEALED)
    return f"""
    GRANT USAGE ON SCHEMA public TO {web_role};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {web_role};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {web_role};
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {web_role};
    REVOKE UPDATE, TRUNCATE ON {passing} FROM {web_role};
    REVOKE UPDATE, DELETE, TRUNCATE ON {sealable} FROM {web_role};
    DO $$
    DECLARE fact regclass;
    BEGIN
      FOR fact IN SELECT tgrelid::regclass FROM pg_trigger WHERE tgname LIKE '%append_only'
      LOOP EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %s FROM {web_role}', fact);
      END LOOP;
    END $$;
    """  # noqa: S608  (names of our own, no input)
