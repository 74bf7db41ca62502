-- On each centre's server, in the centre's database, as its owner or as postgres: the role by which
-- the street reads it. It sees one row of figures and nothing else.
--   psql -d centre -f role.sql
-- Then give it a password, another one for each centre:  \password street
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'street') THEN
        CREATE ROLE street LOGIN;
    END IF;
END $$;
ALTER ROLE street SET default_transaction_read_only = on;
ALTER ROLE street SET statement_timeout = '2s';
GRANT USAGE ON SCHEMA public TO street;
GRANT SELECT ON street_summary TO street;
