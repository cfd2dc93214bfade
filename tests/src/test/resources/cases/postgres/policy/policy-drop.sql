-- before
CREATE TABLE t (id int, owner text);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY "P 1" ON t AS RESTRICTIVE FOR UPDATE TO reader, writer USING (owner = current_user) WITH CHECK (id > 0);
CREATE POLICY p2 ON t FOR INSERT WITH CHECK (EXISTS (SELECT FROM t x WHERE x.id = t.id));
COMMENT ON POLICY p2 ON t IS 'two';
-- migration
DROP POLICY "P 1" ON t;
DROP POLICY p2 ON t;
-- inverse
CREATE POLICY "P 1" ON public.t
    AS RESTRICTIVE
    FOR UPDATE
    TO reader, writer
    USING (owner = CURRENT_USER)
    WITH CHECK (id > 0);
CREATE POLICY p2 ON public.t
    FOR INSERT
    WITH CHECK (EXISTS ( SELECT
   FROM public.t x
  WHERE (x.id = t.id)));
COMMENT ON POLICY p2 ON public.t IS 'two';
