-- migration
CREATE TYPE "Order State" AS ENUM ('new', 'it''s', 'Done', '');
CREATE TABLE t (s "Order State" NOT NULL DEFAULT 'new');
