-- setup
CREATE SCHEMA s;
-- object
CREATE COLLATION ci (provider = icu, locale = 'de-u-co-phonebk', deterministic = false);
CREATE COLLATION plain (lc_collate = 'C', lc_ctype = 'POSIX');
COMMENT ON COLLATION ci IS 'cc';
-- alter: deterministic and provider
DROP COLLATION ci;
CREATE COLLATION ci (provider = icu, locale = 'de-u-co-phonebk', deterministic = true);
DROP COLLATION plain;
CREATE COLLATION plain (provider = icu, locale = 'en');
-- alter 16+: rules
DROP COLLATION ci;
CREATE COLLATION ci (provider = icu, locale = 'de', rules = '&a < g');
-- alter 17+: built in
DROP COLLATION plain;
CREATE COLLATION plain (provider = builtin, locale = 'C.UTF-8');
-- alter: renamed, moved, standing
ALTER COLLATION ci SET SCHEMA s;
ALTER COLLATION s.ci RENAME TO "CI";
ALTER COLLATION s."CI" OWNER TO bob;
COMMENT ON COLLATION s."CI" IS NULL;
