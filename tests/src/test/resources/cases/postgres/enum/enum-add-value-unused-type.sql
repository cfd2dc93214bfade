-- before
CREATE TYPE e AS ENUM ('a');
-- migration
ALTER TYPE e ADD VALUE 'b';
-- hazards
adds-enum-value
