"""Which tables only grow, and the SQL by which the database itself holds to it."""

TABLES = (
    "core_event",
    "core_draftvalue",
    "core_reading",
    "core_leaf",
    "core_logentry",
    "core_treenode",
    "core_treehead",
    "core_logkey",
)
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
    """Return SQL that lets the web role do its work and nothing to a fact but add one."""
    facts = ", ".join((*TABLES, *MAY_BE_SEALED))
    passing = ", ".join(COME_AND_GO)
    return f"""
    GRANT USAGE ON SCHEMA public TO {web_role};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {web_role};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {web_role};
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {web_role};
    REVOKE UPDATE, DELETE, TRUNCATE ON {facts} FROM {web_role};
    REVOKE UPDATE, TRUNCATE ON {passing} FROM {web_role};
    """  # noqa: S608  (names of our own, no input)
