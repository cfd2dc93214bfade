-- before
CREATE SCHEMA ext;
-- migration
CREATE EXTENSION "uuid-ossp" SCHEMA ext;
