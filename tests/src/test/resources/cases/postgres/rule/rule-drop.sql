-- before
CREATE TABLE t (id int);
CREATE TABLE log (id int);
CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING;
CREATE RULE s AS ON UPDATE TO t DO (INSERT INTO log VALUES (old.id); INSERT INTO log VALUES (new.id));
COMMENT ON RULE r ON t IS 'never';
ALTER TABLE t DISABLE RULE s;
-- migration
DROP RULE r ON t;
DROP RULE s ON t;
-- inverse
CREATE RULE r AS
    ON DELETE TO public.t DO INSTEAD NOTHING;
CREATE RULE s AS
    ON UPDATE TO public.t DO ( INSERT INTO public.log (id)
  VALUES (old.id);
 INSERT INTO public.log (id)
  VALUES (new.id);
);
ALTER TABLE public.t DISABLE RULE s;
COMMENT ON RULE r ON public.t IS 'never';
