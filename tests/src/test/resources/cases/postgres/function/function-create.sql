-- migration
CREATE FUNCTION "Add Up"(a int, b int DEFAULT 2, VARIADIC c int[] DEFAULT '{}') RETURNS int
LANGUAGE plpgsql STABLE STRICT SECURITY DEFINER PARALLEL SAFE COST 5 SET search_path = pg_catalog, public AS $_$
BEGIN
    -- a comment with $$ and ';'
    RETURN a + b;
END
$_$;
-- data-verdict none
