-- The two roles of a court, made once on each server. The owner migrates; the web role answers
-- people and owns nothing, so no bug in a page can change the tables or forget the triggers.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'yunting_owner') THEN
    CREATE ROLE yunting_owner LOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'yunting_web') THEN
    CREATE ROLE yunting_web LOGIN;
  END IF;
END
$$;
