-- before
CREATE TYPE textrange AS RANGE (subtype = text, collation = "C", subtype_opclass = text_pattern_ops);
COMMENT ON TYPE textrange IS 'spans';
-- migration
DROP TYPE textrange;
