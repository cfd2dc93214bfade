-- before
CREATE TYPE textrange AS RANGE (subtype = text, collation = "C", subtype_opclass = text_pattern_ops);
COMMENT ON TYPE textrange IS 'spans';
-- migration
DROP TYPE textrange;
-- inverse
CREATE TYPE public.textrange AS RANGE (SUBTYPE = text, SUBTYPE_OPCLASS = pg_catalog.text_pattern_ops, COLLATION = pg_catalog."C", MULTIRANGE_TYPE_NAME = public.textmultirange);
COMMENT ON TYPE public.textrange IS 'spans';
