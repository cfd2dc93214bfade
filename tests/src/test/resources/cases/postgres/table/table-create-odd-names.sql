-- migration
CREATE TABLE "Sélect Ünïcode 表" (
    "id " int PRIMARY KEY,
    "quo""te" text,
    "SELECT" int,
    "a.b" int,
    "semi;colon" int,
    "$1" int,
    "--" int,
    "it's" text DEFAULT 'it''s'
);
CREATE INDEX "Index; ""x""" ON "Sélect Ünïcode 表" ("quo""te", "a.b");
