-- before
CREATE TABLE "Sélect Ünïcode 表" ("id " int PRIMARY KEY, "quo""te" text DEFAULT 'it''s', "a.b" int CHECK ("a.b" > 0));
CREATE INDEX "Index; ""x""" ON "Sélect Ünïcode 表" ("quo""te", "a.b");
CREATE VIEW "View" AS SELECT "quo""te" AS "Q" FROM "Sélect Ünïcode 表";
-- migration
DROP TABLE "Sélect Ünïcode 表" CASCADE;
-- hazards
drops-table
drops-view
