-- What the web role may do with the tables the owner will make. Run once in each database, as
-- yunting_owner, before the first migration. Migrations take away more, table by table.
GRANT USAGE ON SCHEMA public TO yunting_web;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO yunting_web;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO yunting_web;
